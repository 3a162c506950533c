// The reducers that look at elements in their order; ranks.cpp has those that sort them.
#include "reducers/deviations.hpp"
#include "reducers/draws.hpp"
#include "reducers/exponential_means.hpp"
#include "reducers/noisy_or.hpp"
#include "reducers/powers.hpp"
#include "tiles/sweep_tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

// A filter: Σ w_i x_i. Absent elements leave their weight to the others.
struct Weighted {
  using Int = std::int64_t;

  template <class Cell>
  static Cell weight(const Tile<Cell>& tile, Int k, int i) {
    const Int offset = tile.offsets[k];
    return offset < tile.number_count ? tile.number(offset)[i] : Cell(0);
  }
  template <bool all, class Cell>
  static void scales(const Tile<Cell>& tile, Cell* __restrict scale) {
    Lanes<Cell> held, whole;
    for (int i = 0; i < kLanes; ++i) scale[i] = 1, held[i] = whole[i] = 0;
    if (all && tile.n == tile.number_count) return;
    for (Int p = 0; p < tile.number_count; ++p)
      for (int i = 0; i < kLanes; ++i) whole[i] += tile.number(p)[i];
    for (Int k = 0; k < tile.n; ++k) {
      tile.rows[k];
      for (int i = 0; i < kLanes; ++i)
        held[i] += tile.template has<all>(k, i) ? weight(tile, k, i) : Cell(0);
    }
    for (int i = 0; i < kLanes; ++i)
      scale[i] =
          tile.count[i] == Cell(tile.number_count) || held[i] == 0 ? Cell(1) : whole[i] / held[i];
  }
  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    Lanes<Cell> scale, size;
    scales<all>(tile, scale);
    const auto add_up = [&](auto at) POOLWISE_INLINED {
      for (int i = 0; i < kLanes; ++i) to[i] = 0;
      for (Int k = 0; k < tile.n; ++k) {
        const Cell* x = tile.rows[k];
        for (int i = 0; i < kLanes; ++i) to[i] += weight(tile, k, i) * at(x[i], i);
      }
      for (int i = 0; i < kLanes; ++i) to[i] *= scale[i];
    };
    add_up([](Cell x, int) POOLWISE_INLINED { return x; });
    for (int i = 0; i < kLanes; ++i) size[i] = to[i] < 0 ? -to[i] : to[i];
    if (!any_far(size)) return;
    Lanes<Cell> power;
    find_scales<all, false>(tile, power);
    add_up([&](Cell x, int i) POOLWISE_INLINED { return x * power[i]; });
    for (int i = 0; i < kLanes; ++i) to[i] /= power[i];
  }
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares, Cell*,
                   Cell*) {
    Lanes<Cell> scale;
    scales<all>(tile, scale);
    for (Int k = 0; k < tile.n; ++k) {
      tile.rows[k];
      Cell* share = tile.shares_of(shares, k);
      for (int i = 0; i < kLanes; ++i) share[i] = grad[i] * scale[i] * weight(tile, k, i);
    }
  }
};

#define POOLWISE_FILL(name, known, ...) fill_one<k_##name, InTiles<__VA_ARGS__>>(table);
void fill_reduce(Kernels& table) { POOLWISE_IN_ORDER(POOLWISE_FILL) }

}  // namespace poolwise::POOLWISE_LEVEL
