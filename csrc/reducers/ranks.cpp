// The reducers that take elements by their rank.
#include "cells/exponentials.hpp"
#include "reducers/by_rank.hpp"
#include "reducers/mode.hpp"
#include "tables.hpp"
#include "tiles/ends.hpp"

namespace poolwise::POOLWISE_LEVEL {

struct Median {
  // What its number asks for where n is even: of the two middle elements one, or their mean.
  enum Of { kLower, kMidpoint, kUpper };

  // The ranks of the two middle elements of so many, the same one twice where one is taken.
  struct Middle {
    Int high, low;

    Middle(Int count, int of) {
      const Int n = count > 0 ? count : 1;
      low = of == kUpper ? (n - 1) / 2 : n / 2;
      high = of == kLower ? n / 2 : (n - 1) / 2;
    }
  };
  template <class Cell>
  static Middle middle(const Tile<Cell>& tile, int i) {
    return {Int(tile.count[i]), int(tile.number(0)[i])};
  }
  template <class T>
  static Middle middle(const LongWindow<T>& window) {
    return {window.count(), int(window.weight(0))};
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell* room) {
    if (all && middle_of_few(tile, to)) return;
    if (are_halved_alone(tile)) return select<all>(tile, to, room);
    Lanes<Cell> nan;
    sort_values<all>(tile, room, nan);
    if constexpr (all) {
      const auto [high, low] = middle(tile, 0);
      const Cell *upper = room + high * kLanes, *lower = room + low * kLanes;
      for (int i = 0; i < kLanes; ++i) to[i] = midpoint(upper[i], lower[i]);
    } else {
      for (int i = 0; i < kLanes; ++i) {
        const auto [high, low] = middle(tile, i);
        to[i] = tile.n == 0 ? Cell(0) : midpoint(room[high * kLanes + i], room[low * kLanes + i]);
      }
    }
    for (int i = 0; i < kLanes; ++i) to[i] = unless_nan(to[i], nan[i]);
  }

  // Of few long windows, each on its own.
  template <bool all, class Cell>
  static void select(const Tile<Cell>& tile, Cell* __restrict to, Cell* room) {
    for (int i = 0; i < tile.lanes && !tile.watch->ends(tile.n); ++i) {
      const auto [high, low] = middle(tile, i);
      const Int n = gather_values<all>(tile, i, room);
      to[i] = 0;
      if (n == 0) continue;
      std::nth_element(room, room + low, room + n, std::greater<Cell>());
      to[i] = midpoint(high < low ? *std::min_element(room, room + low) : room[low], room[low]);
      for (Int k = 0; k < tile.n; ++k) {
        const Cell x = tile.rows.at[k][i];
        if (tile.template has<all>(k, i) && x != x) to[i] = x;
      }
    }
  }

  template <class T>
  static auto of(LongWindow<T>& window) {
    using Cell = typename LongWindow<T>::Cell;
    const auto [high, low] = middle(window);
    window.order(high, low + 1);
    return unless_nan(window, midpoint<Cell>(window.of_rank(high), window.of_rank(low)));
  }
  template <class T>
  static void give(LongWindow<T>& window, double grad, const PlaneSums<double>& sums, double*) {
    const Middle at = middle(window);
    if (window.count() > 0) window.order(at.high, at.low + 1);
    window.give(sums, [=](Int) { return at.high == at.low ? grad : grad * 0.5; });
  }

  template <class Cell>
  static bool middle_of_few(const Tile<Cell>& tile, Cell* __restrict to) {
    Lanes<Cell> kept;
    const int wanted = int(tile.number(0)[0]);
    const auto middle = [&]<int n>() {
      const auto put = [&]<int high, int low>() {
        each_sorted<n>(tile, [&](int i, const auto& v, Cell nan) POOLWISE_INLINED {
          kept[i] =
              unless_nan(high == low ? Cell(v[low] + Cell(0)) : midpoint(v[high], v[low]), nan);
        });
      };
      constexpr int high = (n - 1) / 2, low = n / 2;
      if (wanted == kLower || high == low) put.template operator()<low, low>();
      else if (wanted == kUpper) put.template operator()<high, high>();
      else put.template operator()<high, low>();
    };
    if (!with_few(tile, middle)) return false;
    std::memcpy(to, kept, sizeof(kept));
    return true;
  }

  template <class Cell>
  static bool share_few(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares) {
    const Middle at = middle(tile, 0);
    const auto upper = KeyOf<Cell>(at.high), lower = KeyOf<Cell>(at.low);
    return with_few(tile, [=]<int n>() {
      share_ranked<n>(tile, shares, [=](int i, auto rank) POOLWISE_INLINED {
        const Cell half = grad[i] * Cell(0.5);
        return choose(rank == upper, half, Cell(0)) + choose(rank == lower, half, Cell(0));
      });
    });
  }

  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares, Cell*,
                   Cell* room) {
    if (all && share_few(tile, grad, shares)) return;
    const auto* places = sort_places<all>(tile, room);
    for (Int k = 0; k < tile.n * kLanes; ++k) shares[k] = 0;
    for (int i = 0; i < kLanes && tile.n > 0; ++i) {
      const auto [high, low] = middle(tile, i);
      shares[places[high * kLanes + i] * kLanes + i] += grad[i] * Cell(0.5);
      shares[places[low * kLanes + i] * kLanes + i] += grad[i] * Cell(0.5);
    }
  }
};

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

// Its kernels of long windows.
template <int which, class R>
void offer_long(Kernels& table) {
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    table.reduce_long[which][code] = reduce_long<T, R>;
    if constexpr (is_float<T>) table.reduce_long_back[which][code] = reduce_long_back<T, R>;
  });
}

#define POOLWISE_OFFER(name, known, ...)   \
  offer_one<k_##name, __VA_ARGS__>(table); \
  offer_long<k_##name, __VA_ARGS__>(table);
void offer_ranks(Kernels& table) { POOLWISE_SORTED(POOLWISE_OFFER) }

}  // namespace poolwise::POOLWISE_LEVEL
