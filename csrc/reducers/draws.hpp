// Elements drawn at random.
#pragma once
#include "cells/exponentials.hpp"
#include "tiles/ends.hpp"
#include "tiles/philox.hpp"
#include "tiles/streaming.hpp"

namespace poolwise::POOLWISE_LEVEL {

// An element with a probability in proportion to its value. Absent ones are 0, and never drawn.
struct Stochastic {
  using Int = std::int64_t;

  // Calls visit(row, x, i, taken) for each element, `taken` for the one where the running sum
  // passes a random share of the sum; `row` is what row_of(k) is for element k.
  template <bool all, class Cell, class RowOf, class Visit>
  static void each(const Tile<Cell>& tile, const RowOf& row_of, const Visit& visit) {
    Lanes<Cell> sum, scale;
    const bool scaled = sums<all>(tile, sum, scale);
    const auto own = [](Cell x, int) POOLWISE_INLINED { return x; };
    const auto at = [&](Cell x, int i) POOLWISE_INLINED { return at_scale(x, scale[i]); };
    if (scaled) each(tile, sum, at, row_of, visit);
    else each(tile, sum, own, row_of, visit);
  }
  template <class Cell, class At, class RowOf, class Visit>
  static void each(const Tile<Cell>& tile, const Cell* sum, const At& at, const RowOf& row_of,
                   const Visit& visit) {
    Lanes<Cell> wanted, running, done;
    Philox{tile.seed, tile.first, tile.step}.one(wanted);
    for (int i = 0; i < kLanes; ++i) wanted[i] *= sum[i], running[i] = done[i] = 0;
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      auto* row = row_of(k);
      for (int i = 0; i < kLanes; ++i) {
        running[i] += at(x[i], i);
        const bool passed = running[i] > wanted[i];
        visit(row, x[i], i, passed & (done[i] == 0));
        done[i] = choose(passed, Cell(1), done[i]);
      }
    }
  }

  // Sums, at scales where some are near an end; notes where something is negative.
  template <bool all, class Cell>
  static bool sums(const Tile<Cell>& tile, Cell* __restrict sum, Cell* __restrict scale) {
    add_up(tile, sum);
    for (int i = 0; i < kLanes; ++i) scale[i] = 1;
    if (!any_far(sum)) return false;
    find_scales<all, true>(tile, scale);
    for (int i = 0; i < kLanes; ++i) sum[i] = 0;
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      for (int i = 0; i < kLanes; ++i) sum[i] += at_scale(x[i], scale[i]);
    }
    tile.add_up(sum);
    return true;
  }
  template <class Cell>
  static void add_up(const Tile<Cell>& tile, Cell* __restrict sum) {
    Lanes<Cell> low;
    for (int i = 0; i < kLanes; ++i) sum[i] = low[i] = 0;
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      for (int i = 0; i < kLanes; ++i) {
        sum[i] += x[i];
        low[i] = x[i] < low[i] ? x[i] : low[i];
      }
    }
    tile.add_up(sum);
    int negative = 0;
    for (int i = 0; i < kLanes; ++i) negative |= low[i] < 0;
    if (negative) tile.refuse();
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    for (int i = 0; i < kLanes; ++i) to[i] = 0;
    each<all>(
        tile, [&](Int) POOLWISE_INLINED { return to; },
        [](Cell* kept, Cell x, int i, bool taken) POOLWISE_INLINED {
          kept[i] = choose(taken | (x != x), x, kept[i]);  // nothing is taken after a NaN
        });
  }
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares, Cell*,
                   Cell*) {
    each<all>(
        tile, [&](Int k) POOLWISE_INLINED { return tile.shares_of(shares, k); },
        [&](Cell* share, Cell, int i, bool taken)
            POOLWISE_INLINED { share[i] = choose(taken, grad[i], Cell(0)); });
  }
};

// What that is on average: Σ x² / Σ x.
struct StochasticMean {
  template <bool, class Cell, class Visit>
  POOLWISE_INLINE static void ways(const Tile<Cell>&, const Visit& visit) {
    visit.template operator()<Way<AsIs>, Way<Scaled>>();
  }

  // Elements as they are, or by a scale where their sum is near an end.
  struct AsIs {
    static constexpr bool suits_all = false;
    template <class V>
    struct Frame : Bare<V> {
      using Bare<V>::Bare;
      V at(V x) const { return x; }
      V back(V value) const { return value; }
    };
  };
  struct Scaled {
    static constexpr bool suits_all = true;
    struct Largest {
      static constexpr bool most = true;
      template <class V>
      using Frame = Bare<V>;
      template <class V>
      struct Sums {
        V largest{};
      };
      template <class V>
      static void add(Sums<V>& s, V x, const Bare<V>&, Mask<V> here) {
        s.largest = choose(here & (magnitude(x) > s.largest), magnitude(x), s.largest);
      }
    };
    using Before = Largest;
    template <class V>
    struct Frame {
      V scale;
      Frame() = default;
      Frame(const Largest::Sums<V>& s, const Bare<V>&, const Strip<V>&)
          : scale(choose(s.largest == std::numeric_limits<CellOf<V>>::infinity(), V{},
                         scale_of(s.largest))) {}
      V at(V x) const { return at_scale(x, scale); }
      V back(V value) const { return value / scale; }
    };
  };

  // Σ x, and something negative where an element is.
  template <class Of>
  struct Sum : Of {
    static constexpr bool light = true;
    template <class V>
    struct Sums {
      V sum{}, low{};
    };
    template <class V>
    static V ready(V& x, const typename Of::template Frame<V>& at) {
      return x = at.at(x);
    }
    template <class V>
    static void add(Sums<V>& s, V x, V) {
      s.sum += x;
      s.low = choose(x < s.low, x, s.low);
    }
  };
  template <class Of>
  struct Way {
    static constexpr bool light = true;
    using Before = Sum<Of>;
    template <class V>
    struct Frame : Of::template Frame<V> {
      V sum, inverse;
      Frame() = default;
      Frame(const typename Before::template Sums<V>& s, const typename Of::template Frame<V>& at,
            const Strip<V>& strip)
          : Of::template Frame<V>(at), sum(s.sum), inverse(choose(sum == 0, V{}, 1 / sum)) {
        if (any(s.low < 0)) strip.tile.refuse();
      }
    };
    template <class V>
    static Mask<V> suits(const Frame<V>& at) {
      return Of::suits_all ? V{} == V{} : !is_far(at.sum);
    }
    template <class V>
    struct Sums {
      V squares{};
    };
    // x / Σx first: the square of a large element would overflow.
    template <class V>
    static V ready(V& x, const Frame<V>& at) {
      x = at.at(x);
      return x * (x * at.inverse);
    }
    template <class V>
    static void add(Sums<V>& s, V, V square) {
      s.squares += square;
    }
    template <class V>
    static V value(const Sums<V>& s, const Frame<V>& at, const Strip<V>&) {
      return at.back(s.squares);
    }
    // (2 x - result) / Σ x
    template <class V>
    struct Share {
      V factor, result;
      Share() = default;
      Share(const Sums<V>& s, V grad, const Frame<V>& at, const Strip<V>&)
          : factor(choose(at.sum == 0, V{}, grad / at.sum)), result(s.squares) {}
      V operator()(V x, V) const { return factor * (2 * x - result); }
    };
  };
};

// The largest of the elements that a coin keeps.
struct MaxDropout {
  using Int = std::int64_t;

  // Its value and which element it is; -1 where none is kept.
  template <bool all, class Cell>
  static void find(const Tile<Cell>& tile, Cell* __restrict best, Cell* __restrict place) {
    const Philox philox{tile.seed, tile.first, tile.step};
    const Cell* q = tile.number(0);
    std::uint32_t words[4][kLanes];
    for (int i = 0; i < kLanes; ++i) best[i] = 0, place[i] = -1;
    Int group = -1;
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      const Int offset = tile.offsets[k];
      if (offset / 4 != group) philox.words(std::uint32_t(group = offset / 4), words);
      const std::uint32_t* word = words[offset % 4];
      for (int i = 0; i < kLanes; ++i) {
        const bool kept = (Philox::uniform<Cell>(word[i]) < q[i]) & tile.template has<all>(k, i);
        const bool better = kept & ((place[i] < 0) | (x[i] > best[i]) | (x[i] != x[i]));
        best[i] = choose(better, x[i], best[i]);
        place[i] = choose(better, Cell(k), place[i]);
      }
    }
  }
  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    Lanes<Cell> place;
    find<all>(tile, to, place);
  }
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares, Cell*,
                   Cell*) {
    Lanes<Cell> best, place;
    find<all>(tile, best, place);
    for (Int k = 0; k < tile.n; ++k) {
      tile.rows[k];
      Cell* share = tile.shares_of(shares, k);
      for (int i = 0; i < kLanes; ++i) share[i] = place[i] == Cell(k) ? grad[i] : Cell(0);
    }
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
