// Elements drawn at random.
#pragma once
#include "reducers/scales.hpp"
#include "tiles/philox.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Elements with a probability in proportion to their values, and what these add up to.
template <class Of, bool drawn>
struct Proportions {
  static constexpr bool light = true;

  // Σ x, and something negative where an element is.
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
  using Before = Sum;
  template <class V>
  struct Frame : Of::template Frame<V> {
    V sum, part;  // of the sum a random part where one is drawn, else one by it
    Frame() = default;
    Frame(const typename Sum::template Sums<V>& s, const typename Of::template Frame<V>& at,
          const Strip<V>& strip)
        : Of::template Frame<V>(at),
          sum(s.sum),
          part(drawn ? strip.drawn() * sum : choose(sum == 0, V{}, 1 / sum)) {
      if (any(s.low < 0)) strip.tile.refuse();
    }
  };
  template <class V>
  static Mask<V> suits(const Frame<V>& at) {
    return Of::holds(at.sum);
  }
};

// One of them: where the running sum passes what is wanted. Absent ones are 0, and never drawn.
struct Stochastic {
  static constexpr bool joined = false, drawn = true;

  template <bool back, class Cell, class Visit>
  POOLWISE_INLINE static void ways(const Tile<Cell>&, const Visit& visit) {
    if constexpr (back) visit.template operator()<Shares<AsIs>, Shares<Scaled<true>>>();
    else visit.template operator()<Way<AsIs>, Way<Scaled<true>>>();
  }
  template <class V>
  static Mask<V> passes(V& running, V x, V wanted) {
    const Mask<V> before = running > wanted;
    running += x;
    return (running > wanted) & !before;
  }

  template <class Of>
  struct Way : Proportions<Of, true> {
    template <class V>
    using Frame = typename Proportions<Of, true>::template Frame<V>;
    template <class V>
    struct Sums {
      V running{}, kept{};
    };
    template <class V>
    static void add(Sums<V>& s, V x, const Frame<V>& at, Mask<V>) {
      const Mask<V> taken = passes(s.running, at.at(x), at.part);
      s.kept = choose(taken | (x != x), x, s.kept);  // nothing is taken after a NaN
    }
    template <class V>
    static V value(const Sums<V>& s, const Frame<V>&, const Strip<V>&) {
      return s.kept;
    }
  };
  template <class Of>
  struct Shares : Proportions<Of, true> {
    template <class V>
    using Frame = typename Proportions<Of, true>::template Frame<V>;
    template <class V>
    struct Sums {};
    template <class V>
    static V ready(V& x, const Frame<V>& at) {
      return at.at(x);
    }
    template <class V>
    struct Share {
      V running{}, wanted, grad;
      Share() = default;
      Share(const Sums<V>&, V grad, const Frame<V>& at, const Strip<V>&)
          : wanted(at.part), grad(grad) {}
      V operator()(V, V x) { return choose(passes(running, x, wanted), grad, V{}); }
    };
  };
};

// What that is on average: Σ x² / Σ x.
struct StochasticMean {
  template <bool, class Cell, class Visit>
  POOLWISE_INLINE static void ways(const Tile<Cell>&, const Visit& visit) {
    visit.template operator()<Way<AsIs>, Way<Scaled<true>>>();
  }

  template <class Of>
  struct Way : Proportions<Of, false> {
    template <class V>
    using Frame = typename Proportions<Of, false>::template Frame<V>;
    template <class V>
    struct Sums {
      V squares{};
    };
    // x / Σx first: the square of a large element would overflow.
    template <class V>
    static V ready(V& x, const Frame<V>& at) {
      x = at.at(x);
      return x * (x * at.part);
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
