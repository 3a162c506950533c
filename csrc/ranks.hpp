// Windows sorted from the largest element to the smallest, all lanes at once: Batcher's merge
// exchange (Knuth 5.2.2, algorithm M), whose comparisons do not depend on what is compared.
#pragma once
#include "philox.hpp"
#include "tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Calls exchange(i, j), i < j, for each pair to be brought into order.
template <class Exchange>
inline void each_exchange(std::int64_t n, Exchange exchange) {
  if (n < 2) return;
  std::int64_t top = 1;
  while (top * 2 < n) top *= 2;
  for (std::int64_t p = top; p > 0; p /= 2)
    for (std::int64_t q = top, r = 0, d = p;; d = q - p, q /= 2, r = p) {
      for (std::int64_t i = 0; i < n - d; ++i)
        if ((i & p) == r) exchange(i, i + d);
      if (q == p) break;
    }
}

template <class Cell>
inline void exchange(Cell* __restrict upper, Cell* __restrict lower) {
  // By way of others: compilers would store where something changes, lane by lane.
  Cell high[kLanes], low[kLanes];
  for (int i = 0; i < kLanes; ++i) {
    high[i] = upper[i] > lower[i] ? upper[i] : lower[i];
    low[i] = upper[i] > lower[i] ? lower[i] : upper[i];
  }
  std::memcpy(upper, high, sizeof(high));
  std::memcpy(lower, low, sizeof(low));
}

// The same for keys with the places that they come from; of equal keys the first place wins.
template <class Key>
inline void exchange(Key* __restrict upper, Key* __restrict lower, Key* __restrict first,
                     Key* __restrict second) {
  Key high[kLanes], low[kLanes], early[kLanes], late[kLanes];
  for (int i = 0; i < kLanes; ++i) {
    const Key p = upper[i], q = lower[i], f = first[i], s = second[i];
    const bool swap = (q > p) | ((q == p) & (s < f));
    high[i] = swap ? q : p;
    low[i] = swap ? p : q;
    early[i] = swap ? s : f;
    late[i] = swap ? f : s;
  }
  std::memcpy(upper, high, sizeof(high));
  std::memcpy(lower, low, sizeof(low));
  std::memcpy(first, early, sizeof(early));
  std::memcpy(second, late, sizeof(late));
}

// The elements of the windows sorted down the columns of `to`, absent ones last. Where a NaN is
// among them, `nan` is one.
template <bool all, class Cell>
inline void sort_values(const Tile<Cell>& tile, Cell* __restrict to, Cell* __restrict nan) {
  for (int i = 0; i < kLanes; ++i) nan[i] = 0;
  for (std::int64_t k = 0; k < tile.n; ++k) {
    const Cell* x = tile.rows[k];
    Cell* own = to + k * kLanes;
    for (int i = 0; i < kLanes; ++i) {
      own[i] = tile.template has<all>(k, i) ? x[i] : lowest<Cell>(false);
      if constexpr (std::is_floating_point_v<Cell>) nan[i] = x[i] == x[i] ? nan[i] : x[i];
    }
  }
  each_exchange(
      tile.n, [=](std::int64_t a, std::int64_t b) { exchange(to + a * kLanes, to + b * kLanes); });
}

// Floats as integers that order as they do: -0.0 as 0.0, NaN above all.
inline std::int32_t order_key(float v) {
  const std::int32_t bits = bit_cast<std::int32_t>(v + 0.0f);
  const std::int32_t key = bits ^ ((bits >> 31) & 0x7fffffff);
  return v == v ? key : 0x7fffffff;
}
inline std::int64_t order_key(double v) {
  const std::int64_t bits = bit_cast<std::int64_t>(v + 0.0);
  const std::int64_t key = bits < 0 ? bits ^ 0x7fffffffffffffff : bits;
  return v == v ? key : 0x7fffffffffffffff;
}

// Which element has which rank: number r from the top of window i is element
// places[r * kLanes + i]. Of equal ones the first comes first; absent ones come last.
template <bool all, class Cell>
inline void sort_places(const Tile<Cell>& tile, Cell* room, Cell* places_room) {
  using Key = decltype(order_key(Cell()));
  static_assert(sizeof(Key) == sizeof(Cell));
  Key* __restrict keys = reinterpret_cast<Key*>(room);
  Key* __restrict places = reinterpret_cast<Key*>(places_room);
  for (std::int64_t k = 0; k < tile.n; ++k)
    for (int i = 0; i < kLanes; ++i) {
      const Key key = order_key(tile.rows[k][i]);
      keys[k * kLanes + i] = tile.template has<all>(k, i) ? key : std::numeric_limits<Key>::min();
      places[k * kLanes + i] = Key(k);
    }
  each_exchange(tile.n, [=](std::int64_t a, std::int64_t b) {
    exchange(keys + a * kLanes, keys + b * kLanes, places + a * kLanes, places + b * kLanes);
  });
}

}  // namespace poolwise::POOLWISE_LEVEL
