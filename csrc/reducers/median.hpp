// Medians.
#pragma once
#include "reducers/by_rank.hpp"

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

}  // namespace poolwise::POOLWISE_LEVEL
