// Windows of numbers at the ends of their range, whose sums would leave it or whose products would
// lose their bits below it. They are looked at through a power of two that brings them to its
// middle; whether one is depends on the window alone.
#pragma once
#include "cells/exponentials.hpp"
#include "tiles/tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Cell>
struct Ends;
template <>
struct Ends<float> {
  static constexpr float low = 0x1p-90f, high = 0x1p115f, step = 0x1p100f;
};
template <>
struct Ends<double> {
  static constexpr double low = 0x1p-980, high = 0x1p980, step = 0x1p900;
};

// Whether a magnitude is near an end, or NaN. 0 is exact.
template <class V>
inline Mask<V> is_far(V size) {
  using E = Ends<CellOf<V>>;
  return (size != 0) & !((size >= E::low) & (size <= E::high));
}
template <class Cell>
inline bool any_far(const Cell* sizes) {
  int far = 0;
  for (int i = 0; i < kLanes; ++i) far |= is_far(sizes[i]);
  return far != 0;
}

// What a number of the largest magnitude `most` is multiplied by.
template <class V>
inline V scale_of(V most) {
  using E = Ends<CellOf<V>>;
  const V small = choose((most < E::low) & (most > 0), broadcast<V>(E::step), broadcast<V>(1));
  return choose(most > E::high, broadcast<V>(1 / E::step), small);
}

// The scales of a tile's windows. Infinities do not count; where there are `limits`, a window with
// one has the scale 0, at which they are 1 and all others 0.
template <bool all, bool limits, class Cell>
inline void find_scales(const Tile<Cell>& tile, Cell* __restrict scale) {
  constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
  Lanes<Cell> most;
  for (int i = 0; i < kLanes; ++i) most[i] = 0;
  for (std::int64_t k = 0; k < tile.n; ++k) {
    const Cell* x = tile.rows[k];
    for (int i = 0; i < kLanes; ++i) {
      const Cell size = x[i] < 0 ? -x[i] : x[i];
      const bool counts = tile.template has<all>(k, i) & (limits | (size < infinity));
      most[i] = counts & (size > most[i]) ? size : most[i];
    }
  }
  tile.find_most(most);
  for (int i = 0; i < kLanes; ++i)
    scale[i] = limits && most[i] == infinity ? Cell(0) : scale_of(most[i]);
}

template <class V>
inline V at_scale(V x, V scale) {
  constexpr auto infinity = std::numeric_limits<CellOf<V>>::infinity();
  const V limit = choose(x == infinity, broadcast<V>(1), V{});
  return choose((scale != 0) | (x != x), x * scale, limit);
}

}  // namespace poolwise::POOLWISE_LEVEL
