// Reducers whose numbers are what each rank weighs.
#pragma once
#include "reducers/by_rank.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Σ w_r x(r), divided by the weights' sum if they are to be normalised.
template <bool normalised>
struct Ranked {
  template <class Cell>
  static Int used(const Tile<Cell>& tile) {
    return std::min(tile.n, tile.number_count);
  }
  template <class T>
  static Int used(const LongWindow<T>& window) {
    return std::min(window.count(), window.number_count());
  }
  // The weight of rank r: none beyond the elements.
  template <bool all, class Cell>
  static Cell weight(const Tile<Cell>& tile, Int r, int i) {
    return all || Cell(r) < tile.count[i] ? tile.number(r)[i] : Cell(0);
  }
  // What Σ w_r x(r) is divided by.
  template <bool all, class Cell>
  static void totals(const Tile<Cell>& tile, Cell* __restrict total) {
    for (int i = 0; i < kLanes; ++i) total[i] = 0;
    for (Int r = 0; normalised && r < used(tile); ++r)
      for (int i = 0; i < kLanes; ++i) total[i] += weight<all>(tile, r, i);
    for (int i = 0; i < kLanes; ++i) total[i] = total[i] == 0 ? Cell(1) : total[i];
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell* room) {
    if (all && weigh_few(tile, to)) return;
    Lanes<Cell> nan, total;
    sort_values<all>(tile, room, nan);
    totals<all>(tile, total);
    weigh_sorted(tile, used(tile), room, nan, total, to, [&](Int r) POOLWISE_INLINED {
      return [r, w = tile.number(r), n = tile.count](int i, Cell x) POOLWISE_INLINED {
        const bool there = all || Cell(r) < n[i];
        return (there ? w[i] : Cell(0)) * (there ? x : Cell(0));
      };
    });
  }

  // Of a long one its result, and what Σ w_r x(r) was divided by.
  template <class T>
  static double weigh(LongWindow<T>& window, double& total) {
    const Int ranks = used(window);
    window.order(0, ranks);
    total = 0;
    for (Int r = 0; normalised && r < ranks; ++r) total += window.weight(r);
    if (total == 0) total = 1;
    return weigh_sorted(window, total, [&](auto visit) {
      for (Int r = 0; r < ranks; ++r) visit(r, window.weight(r));
    });
  }
  template <class T>
  static double of(LongWindow<T>& window) {
    double total = 1;
    const double result = weigh(window, total);
    return unless_nan(window, result);
  }
  template <class T>
  static void give(LongWindow<T>& window, double grad, const PlaneSums<double>& sums,
                   double* slopes) {
    double total = 1;
    const double result = weigh(window, total), base = normalised ? result : 0;
    const double scale = grad / total;
    const Int ranks = used(window);
    for (Int r = 0; slopes && r < ranks; ++r)
      slopes[r] += scale * (double(window.of_rank(r)) - base);
    window.give(sums, [&](Int r) { return window.weight(r) * scale; });
  }

  // The weights of a window of n elements, zeros where there are none, and what their sum is to be
  // divided by.
  template <int n, class Cell>
  struct FewWeights {
    const Cell* of[n];
    Lanes<Cell> none, total;
    int used;

    explicit FewWeights(const Tile<Cell>& tile) : used(int(Ranked::used(tile))) {
      for (int i = 0; i < kLanes; ++i) none[i] = 0;
      for (int r = 0; r < n; ++r) of[r] = r < used ? tile.number(r) : none;
      totals<true>(tile, total);
    }
    // Whether all that there are are equal.
    bool are_equal() const {
      int different = 0;
      for (int r = 1; r < used; ++r)
        for (int i = 0; i < kLanes; ++i) different |= of[r][i] != of[0][i];
      return !different;
    }
  };

  // False if some are near an end.
  template <class Cell>
  static bool weigh_few(const Tile<Cell>& tile, Cell* __restrict to) {
    bool weighed = false;
    with_few(tile, [&]<int n>() {
      const FewWeights<n, Cell> weights(tile);
      weighed = weigh_sorted<n>(tile, to, [&](int i, const auto& v) POOLWISE_INLINED {
        Cell sum = weights.of[0][i] * v[0];
        unrolled<n - 1>([&](auto r) POOLWISE_INLINED {
          const Cell part = weights.of[r + 1][i] * v[r + 1];
          sum += choose(r + 1 < weights.used, part, Cell(0));  // 0 times infinity is none of them
        });
        return sum / weights.total[i];
      });
    });
    return weighed;
  }

  template <class Cell>
  static bool share_few(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares) {
    return with_few(tile, [=]<int n>() {
      const FewWeights<n, Cell> weights(tile);
      Lanes<Cell> scale;
      for (int i = 0; i < kLanes; ++i) scale[i] = grad[i] / weights.total[i];
      if (weights.are_equal()) {
        const auto used = KeyOf<Cell>(weights.used);
        for (int i = 0; i < kLanes; ++i) scale[i] *= weights.of[0][i];
        share_ranked<n>(tile, shares, [&](int i, auto rank) POOLWISE_INLINED {
          return choose(rank < used, scale[i], Cell(0));
        });
      } else {
        share_ranked<n>(tile, shares, [&](int i, auto rank) POOLWISE_INLINED {
          const auto weight = [&](int r) POOLWISE_INLINED { return weights.of[r][i]; };
          return weight_of<n>(rank, weight) * scale[i];
        });
      }
    });
  }

  // Of the weights: (x(r) - result) / Σ w, or x(r).
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares,
                   Cell* __restrict slopes, Cell* room) {
    if (all && !slopes && share_few(tile, grad, shares)) return;
    Lanes<Cell> result, scale;
    if (normalised && slopes) value<all>(tile, result, room);
    const auto* places = sort_places<all>(tile, room);
    for (Int k = 0; k < tile.n * kLanes; ++k) shares[k] = 0;
    totals<all>(tile, scale);
    for (int i = 0; i < kLanes; ++i) scale[i] = grad[i] / scale[i];
    for (Int r = 0; r < used(tile); ++r)
      for (int i = 0; i < kLanes; ++i) {
        if (!all && !(Cell(r) < tile.count[i])) continue;
        const Int k = places[r * kLanes + i];
        shares[k * kLanes + i] = weight<all>(tile, r, i) * scale[i];
        const Cell base = normalised && slopes ? result[i] : Cell(0);
        if (slopes) slopes[r * kLanes + i] += scale[i] * (tile.rows.at[k][i] - base);
      }
  }
};

// An element drawn by its rank.
struct RankDrawn {
  static constexpr bool drawn = true;

  // The ranks that are drawn.
  template <bool all, class Cell>
  static void draw(const Tile<Cell>& tile, Cell* __restrict rank) {
    Lanes<Cell> wanted, running;
    const Int most = Ranked<true>::used(tile);
    Ranked<true>::totals<all>(tile, rank);
    for (int i = 0; i < kLanes; ++i) wanted[i] = tile.drawn[i] * rank[i], rank[i] = running[i] = 0;
    for (Int r = 0; r + 1 < most; ++r)
      for (int i = 0; i < kLanes; ++i) {
        running[i] += Ranked<true>::weight<all>(tile, r, i);
        rank[i] += running[i] <= wanted[i] ? Cell(1) : Cell(0);
      }
    for (int i = 0; i < kLanes; ++i) {
      const Cell last = tile.count[i] > 0 ? tile.count[i] - 1 : Cell(0);
      rank[i] = rank[i] < last ? rank[i] : last;
    }
  }

  // Of a long window.
  template <class T>
  static Int draw(const LongWindow<T>& window) {
    const Int most = Ranked<true>::used(window);
    Lanes<double> wanted;
    Philox{window.seed(), window.number(), 1}.one(wanted);
    double total = 0, running = 0;
    for (Int r = 0; r < most; ++r) total += window.weight(r);
    Int rank = 0;
    for (Int r = 0; r + 1 < most; ++r) {
      running += window.weight(r);
      rank += running <= wanted[0] * total;
    }
    return rank;
  }
  template <class T>
  static double of(LongWindow<T>& window) {
    const Int rank = draw(window);
    window.order(rank, rank + 1);
    return unless_nan(window, double(window.of_rank(rank)));
  }
  template <class T>
  static void give(LongWindow<T>& window, double grad, const PlaneSums<double>& sums, double*) {
    const Int rank = draw(window);
    if (window.count() > 0) window.order(rank, rank + 1);
    window.give(sums, [=](Int) { return grad; });
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell* room) {
    Lanes<Cell> nan, rank;
    sort_values<all>(tile, room, nan);
    draw<all>(tile, rank);
    for (int i = 0; i < kLanes; ++i) {
      to[i] = tile.n == 0 ? Cell(0) : room[Int(rank[i]) * kLanes + i];
      to[i] = unless_nan(to[i] + Cell(0), nan[i]);
    }
  }
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares, Cell*,
                   Cell* room) {
    Lanes<Cell> rank;
    const auto* places = sort_places<all>(tile, room);
    draw<all>(tile, rank);
    for (Int k = 0; k < tile.n * kLanes; ++k) shares[k] = 0;
    for (int i = 0; i < kLanes && tile.n > 0; ++i)
      shares[places[Int(rank[i]) * kLanes + i] * kLanes + i] = grad[i];
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
