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
// What a number of the largest magnitude `most` is multiplied by.
template <class V>
inline V scale_of(V most) {
  using E = Ends<CellOf<V>>;
  const V small = choose((most < E::low) & (most > 0), broadcast<V>(E::step), broadcast<V>(1));
  return choose(most > E::high, broadcast<V>(1 / E::step), small);
}

// The scales of a tile's windows, all of which is at hand. Infinities do not count.
template <class Cell>
inline void find_scales(const Tile<Cell>& tile, Cell* __restrict scale) {
  each_strip(tile, [&]<class V>(const Strip<V>& strip) POOLWISE_INLINED {
    V most{};
    for (std::int64_t k = 0; k < tile.n; ++k) {
      const V size = magnitude(strip.element(k));
      most = choose((size > most) & (size < kInfinity<V>), size, most);
    }
    store(scale_of(most), scale + strip.from);
  });
}

template <class V>
inline V at_scale(V x, V scale) {
  const V limit = choose(x == kInfinity<V>, broadcast<V>(1), V{});
  return choose((scale != 0) | (x != x), x * scale, limit);
}

}  // namespace poolwise::POOLWISE_LEVEL
