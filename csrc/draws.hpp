// Elements drawn at random.
#pragma once
#include "ends.hpp"
#include "exponentials.hpp"
#include "philox.hpp"

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
#if defined(__GNUC__)
    if (negative) __atomic_store_n(tile.refused, 1, __ATOMIC_RELAXED);
#else
    if (negative) *tile.refused = 1;
#endif
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
  using Int = std::int64_t;
  static constexpr bool joined = true;

  // Σ x and Σ x² / Σ x, at scales.
  template <bool all, class Cell>
  static bool sums(const Tile<Cell>& tile, Cell* __restrict sum, Cell* __restrict scale,
                   Cell* __restrict result) {
    const bool scaled = Stochastic::sums<all>(tile, sum, scale);
    Lanes<Cell> squares;
    for (int i = 0; i < kLanes; ++i) squares[i] = 0;
    // x / Σx first: the square of a large element would overflow.
    for (int i = 0; i < kLanes; ++i) result[i] = sum[i] == 0 ? Cell(0) : 1 / sum[i];
    const auto add = [&](auto at) POOLWISE_INLINED {
      for (Int k = 0; k < tile.n; ++k) {
        const Cell* row = tile.rows[k];
        for (int i = 0; i < kLanes; ++i) {
          const Cell x = at(row[i], i);
          squares[i] += x * (x * result[i]);
        }
      }
    };
    if (scaled) add([&](Cell x, int i) POOLWISE_INLINED { return at_scale(x, scale[i]); });
    else add([](Cell x, int) POOLWISE_INLINED { return x; });
    tile.add_up(squares);
    for (int i = 0; i < kLanes; ++i) result[i] = squares[i];
    return scaled;
  }
  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    Lanes<Cell> sum, scale;
    if (!sums<all>(tile, sum, scale, to)) return;
    for (int i = 0; i < kLanes; ++i) to[i] /= scale[i];
  }
  // (2 x - result) / Σ x
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares, Cell*,
                   Cell*) {
    Lanes<Cell> sum, scale, result;
    sums<all>(tile, sum, scale, result);
    for (int i = 0; i < kLanes; ++i) sum[i] = sum[i] == 0 ? Cell(0) : grad[i] / sum[i];
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      Cell* share = tile.shares_of(shares, k);
      for (int i = 0; i < kLanes; ++i)
        share[i] = sum[i] * (2 * at_scale(x[i], scale[i]) - result[i]);
    }
  }
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
