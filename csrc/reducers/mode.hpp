// The most frequent element of each window, of equally frequent ones the smallest.
#pragma once
#include "tiles/long_ranks.hpp"

namespace poolwise::POOLWISE_LEVEL {

struct Mode {
  using Int = std::int64_t;

  // Of more elements than this, to compare each with all others takes longer than to sort them.
  static constexpr Int kCompared = 32;

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell* room) {
    if (tile.n > kCompared) return sort<all>(tile, to, room);
    if (!all || !with_few(tile, [&]<int n>() { compare<all>(tile, Number<n>{}, to); }))
      compare<all>(tile, tile.n, to);
  }

  // How often, in the lanes of a vector.
  template <class V>
  using Times = std::conditional_t<is_vector<V>, Mask<V>, int>;
  template <class V>
  static Times<V> one_where(Mask<V> mask) {
    if constexpr (is_vector<V>) return -mask;
    else return mask;
  }

  // The last of the most frequent elements is the one that has most equals before it.
  template <bool all, class Cell, class N>
  static void compare(const Tile<Cell>& tile, N n, Cell* __restrict to) {
    each_strip(tile, [&]<class V>(const Strip<V>& strip) POOLWISE_INLINED {
      Times<V> most = Times<V>{} - 1;
      V kept{}, nan{};
      for (Int k = 0; k < n; ++k) {
        const V x = strip.element(k);
        Times<V> equal{};
        for (Int j = 0; j < k; ++j)
          equal += one_where<V>(strip.template has<all>(j) & (strip.element(j) == x));
        const Mask<V> same = equal == most;
        const Mask<V> better = strip.template has<all>(k) & ((equal > most) | (same & (x < kept)));
        most = better ? equal : most;
        kept = choose(better, x, kept);
        if constexpr (std::is_floating_point_v<Cell>) nan = choose(x == x, nan, x);
      }
      store(choose(nan == nan, kept, nan), to + strip.from);
    });
  }

  // Of four integers, in order: the first pair of equals, or else the smallest.
  template <class T>
  static T of_four(T a, T b, T c, T d) {
    const T low = std::min(a, b), high = std::max(a, b);
    const T lower = std::min(c, d), higher = std::max(c, d);
    const T least = std::min(low, lower), most = std::max(high, higher);
    const T one = std::max(low, lower), other = std::min(high, higher);
    const T second = std::min(one, other), third = std::max(one, other);
    const T rest = third == most ? third : least, upper = second == third ? second : rest;
    return least == second ? least : upper;
  }

  // From the largest on: of runs as long the last is that of the smallest.
  template <bool all, class Cell>
  static void sort(const Tile<Cell>& tile, Cell* __restrict to, Cell* room) {
    Lanes<Cell> nan;
    std::int32_t run[kLanes], most[kLanes];
    sort_values<all>(tile, room, nan);
    for (int i = 0; i < kLanes; ++i) run[i] = most[i] = 0, to[i] = 0;
    for (Int k = 0; k < tile.n; ++k) {
      const Cell *own = room + k * kLanes, *before = k > 0 ? own - kLanes : own;
      for (int i = 0; i < kLanes; ++i) {
        run[i] = own[i] == before[i] ? run[i] + 1 : 1;
        const bool better = (run[i] >= most[i]) & (all || k < Int(tile.count[i]));
        most[i] = better ? run[i] : most[i];
        to[i] = better ? own[i] : to[i];
      }
    }
    for (int i = 0; i < kLanes; ++i) to[i] = nan[i] == nan[i] ? to[i] : nan[i];
  }

  // All goes to the first of the most frequent elements.
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares, Cell*,
                   Cell* room) {
    Lanes<Cell> mode, first{};
    value<all>(tile, mode, room);
    for (Int k = tile.n; k-- > 0;) {
      const Cell* x = tile.rows.at[k];
      for (int i = 0; i < kLanes; ++i) {
        const bool found = tile.template has<all>(k, i) & ((x[i] == mode[i]) | (x[i] != x[i]));
        first[i] = found ? Cell(k) : first[i];
      }
    }
    for (Int k = 0; k < tile.n; ++k)
      for (int i = 0; i < kLanes; ++i)
        shares[k * kLanes + i] = first[i] == Cell(k) ? grad[i] : Cell(0);
  }

  // The rank of the first of them in a long window, all of which is in order then.
  template <class T>
  static Int find(LongWindow<T>& window) {
    const Int n = window.count();
    window.order(0, n);
    Int found = 0, most = 0;
    for (Int from = 0, to = 0; from < n; from = to) {
      to = window.end_of_equals(from);
      if (to - from >= most) most = to - from, found = from;
    }
    return window.has_nan() ? 0 : found;
  }
  template <class T>
  static auto of(LongWindow<T>& window) {
    return window.of_rank(find(window));
  }
  template <class T>
  static void give(LongWindow<T>& window, double grad, const PlaneSums<double>& sums, double*) {
    const Int rank = window.count() > 0 ? find(window) : 0;
    typename LongWindow<T>::Run first(window, rank, rank + 1, grad);
    window.give_each(sums, [&](auto key) { return first.take(key); });
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
