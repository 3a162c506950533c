// Windows sorted from the largest element to the smallest, all lanes at once: Batcher's merge
// exchange (Knuth 5.2.2, algorithm M), whose comparisons do not depend on what is compared.
#pragma once
#include <algorithm>
#include <bit>
#include <functional>

#include "cells/vector.hpp"
#include "tiles/philox.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Calls visit.operator()<n>() with the number of a window's elements, if they are few.
template <int n = 2, class Cell, class Visit>
POOLWISE_INLINE bool with_few(const Tile<Cell>& tile, const Visit& visit) {
  if constexpr (n > kFewElements) {
    return false;
  } else {
#ifdef POOLWISE_SANITIZE  // all sizes are one code, and each takes minutes to compile
    if constexpr (n > 4 && n < kFewElements) return with_few<n + 1>(tile, visit);
#endif
    if (tile.n != n || tile.one || tile.rows.piece) return with_few<n + 1>(tile, visit);
    visit.template operator()<n>();
    return true;
  }
}

// Calls exchange(i, j), i < j, for each pair to be brought into order; ends() before each round of
// them.
template <class Exchange, class Ends>
constexpr void each_exchange(std::int64_t n, Exchange exchange, Ends ends) {
  if (n < 2) return;
  std::int64_t top = 1;
  while (top * 2 < n) top *= 2;
  for (std::int64_t p = top; p > 0; p /= 2)
    for (std::int64_t q = top, r = 0, d = p;; d = q - p, q /= 2, r = p) {
      if (ends()) return;
      for (std::int64_t i = 0; i < n - d; ++i)
        if ((i & p) == r) exchange(i, i + d);
      if (q == p) break;
    }
}

// Floats as integers that order as they do: -0.0 as 0.0, NaN above all.
template <class Key, class Cell>
inline Key order_key_of(Cell v) {
  constexpr Key most = std::numeric_limits<Key>::max();
  const Key bits = bit_cast<Key>(v + Cell(0)), negative = -Key(bits < 0), nan = -Key(v != v);
  return ((bits ^ (negative & most)) & ~nan) | (most & nan);
}
inline std::int32_t order_key(float v) { return order_key_of<std::int32_t>(v); }
inline std::int64_t order_key(double v) { return order_key_of<std::int64_t>(v); }
template <class Cell>
using KeyOf = decltype(order_key(Cell()));

// The exchanges for n elements, known to compilers.
template <int n>
struct Network {
  int count = 0, upper[64] = {}, lower[64] = {};

  constexpr Network() {
    each_exchange(
        n,
        [this](std::int64_t a, std::int64_t b) {
          upper[count] = int(a);
          lower[count++] = int(b);
        },
        [] { return false; });
  }
};

template <int n, int step = 0, class Cell>
POOLWISE_INLINE void sort_few(Cell (&v)[n]) {
  constexpr Network<n> network;
  if constexpr (step < network.count) {
    constexpr int a = network.upper[step], b = network.lower[step];
    const Cell p = v[a], q = v[b];
    v[a] = p > q ? p : q;
    v[b] = p > q ? q : p;
    sort_few<n, step + 1>(v);
  }
}

// Calls visit(i, sorted elements, NaN or 0) for each lane of a tile of windows of n elements.
template <int n, class Cell, class Visit>
POOLWISE_INLINE void each_sorted(const Tile<Cell>& tile, const Visit& visit) {
  const Cell* rows[n];
  unrolled<n>([&](auto k) POOLWISE_INLINED { rows[k] = tile.rows.at[k]; });
  for (int i = 0; i < kLanes; ++i) {
    Cell v[n], nan = 0;
    unrolled<n>([&](auto k) POOLWISE_INLINED {
      v[k] = rows[k][i];
      if constexpr (std::is_floating_point_v<Cell>) nan = v[k] == v[k] ? nan : v[k];
    });
    sort_few(v);
    visit(i, v, nan);
  }
}

// Calls visit(i, ranks) with the rank of each element: of equal ones the first comes first.
template <int n, class Cell, class Visit>
POOLWISE_INLINE void each_ranked(const Tile<Cell>& tile, const Visit& visit) {
  using Key = KeyOf<Cell>;
  const Cell* rows[n];
  unrolled<n>([&](auto k) POOLWISE_INLINED { rows[k] = tile.rows.at[k]; });
  for (int i = 0; i < kLanes; ++i) {
    Key key[n], rank[n];
    unrolled<n>([&](auto k) POOLWISE_INLINED { key[k] = order_key(rows[k][i]), rank[k] = 0; });
    unrolled<n>([&](auto a) POOLWISE_INLINED {
      unrolled<a>([&](auto b) POOLWISE_INLINED {
        const Key above = key[a] > key[b];
        rank[b] += above;
        rank[a] += 1 - above;
      });
    });
    visit(i, rank);
  }
}

// What the n elements of each window take, of window i and a rank share(i, rank).
template <int n, class Cell, class Share>
POOLWISE_INLINE void share_ranked(const Tile<Cell>& tile, Cell* __restrict shares,
                                  const Share& share) {
  Cell own[n][kLanes];
  each_ranked<n>(tile, [&](int i, const auto& rank) POOLWISE_INLINED {
    unrolled<n>([&](auto k) POOLWISE_INLINED { own[k][i] = share(i, rank[k]); });
  });
  std::memcpy(shares, own, sizeof(own));
}

// weight(rank), of which compilers make no look at memory.
template <int n, class Key, class Weight>
POOLWISE_INLINE auto weight_of(Key rank, const Weight& weight) {
  decltype(weight(0)) found = 0;
  unrolled<n>([&](auto r) POOLWISE_INLINED {
    found += choose(rank == Key(r), weight(r), decltype(found)(0));
  });
  return found;
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

// Whether to sort each window on its own, or to find what is in its middle: networks make n log² n
// exchanges for all lanes at once, which is too many for few or long windows.
template <class Cell>
inline std::int64_t log_of_size(const Tile<Cell>& tile) {
  return std::int64_t(std::bit_width(std::uint64_t(tile.n)));
}
template <class Cell>
inline bool are_sorted_alone(const Tile<Cell>& tile) {
  return 3 * log_of_size(tile) > 8 * tile.lanes;
}
template <class Cell>
inline bool are_halved_alone(const Tile<Cell>& tile) {
  return 3 * log_of_size(tile) * log_of_size(tile) > 10 * tile.lanes;
}

// The elements of window i, a NaN as any other number.
template <bool all, class Cell>
POOLWISE_NOINLINE std::int64_t gather_values(const Tile<Cell>& tile, int i, Cell* to) {
  std::int64_t n = 0;
  for (std::int64_t k = 0; k < tile.n; ++k) {
    const Cell x = tile.rows.at[k][i];
    if (tile.template has<all>(k, i)) to[n++] = x == x ? x : Cell(0);
  }
  return n;
}

// The elements of the windows sorted down the columns of `to`, absent ones last. Where a NaN is
// among them, `nan` is one. Behind `to` there is room for as many elements again.
template <bool all, class Cell>
inline void sort_values(const Tile<Cell>& tile, Cell* __restrict to, Cell* __restrict nan) {
  for (int i = 0; i < kLanes; ++i) nan[i] = 0;
  for (std::int64_t k = 0; k < tile.n; ++k) {
    const Cell* x = tile.rows.at[k];
    Cell* own = to + k * kLanes;
    for (int i = 0; i < kLanes; ++i) {
      own[i] = tile.template has<all>(k, i) ? x[i] : lowest<Cell>(false);
      if constexpr (std::is_floating_point_v<Cell>) nan[i] = x[i] == x[i] ? nan[i] : x[i];
    }
  }
  if (!are_sorted_alone(tile))
    return each_exchange(
        tile.n, [=](std::int64_t a, std::int64_t b) { exchange(to + a * kLanes, to + b * kLanes); },
        [&] { return tile.watch->ends(tile.n * kLanes); });
  Cell* own = to + tile.n * kLanes;
  for (int i = 0; i < tile.lanes && !tile.watch->ends(tile.n * log_of_size(tile)); ++i) {
    const std::int64_t n = gather_values<all>(tile, i, own);
    std::sort(own, own + n, std::greater<Cell>());
    for (std::int64_t k = 0; k < n; ++k) to[k * kLanes + i] = own[k];
  }
}

// Which element has which rank: number r from the top of window i is element
// places[r * kLanes + i]. Of equal ones the first comes first; absent ones come last.
template <bool all, class Cell>
inline const KeyOf<Cell>* sort_places(const Tile<Cell>& tile, Cell* room) {
  using Key = KeyOf<Cell>;
  static_assert(sizeof(Key) == sizeof(Cell));
  Key* __restrict keys = reinterpret_cast<Key*>(room);
  Key* __restrict places = reinterpret_cast<Key*>(room + tile.n * kLanes);
  for (std::int64_t k = 0; k < tile.n; ++k)
    for (int i = 0; i < kLanes; ++i) {
      const Key key = order_key(tile.rows.at[k][i]);
      keys[k * kLanes + i] = tile.template has<all>(k, i) ? key : std::numeric_limits<Key>::min();
      places[k * kLanes + i] = Key(k);
    }
  if (!are_sorted_alone(tile)) {
    each_exchange(
        tile.n,
        [=](std::int64_t a, std::int64_t b) {
          exchange(keys + a * kLanes, keys + b * kLanes, places + a * kLanes, places + b * kLanes);
        },
        [&] { return tile.watch->ends(tile.n * kLanes); });
    return places;
  }
  struct Placed {
    Key key, place;
  };
  Placed* own = reinterpret_cast<Placed*>(places + tile.n * kLanes);
  for (int i = 0; i < tile.lanes && !tile.watch->ends(tile.n * log_of_size(tile)); ++i) {
    for (std::int64_t k = 0; k < tile.n; ++k) own[k] = {keys[k * kLanes + i], Key(k)};
    std::sort(own, own + tile.n, [](const Placed& a, const Placed& b) {
      return a.key != b.key ? a.key > b.key : a.place < b.place;
    });
    for (std::int64_t k = 0; k < tile.n; ++k) places[k * kLanes + i] = own[k].place;
  }
  return places;
}

}  // namespace poolwise::POOLWISE_LEVEL
