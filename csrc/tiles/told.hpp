// What the engine of tiles is told of a reducer. It calls functions rather than be compiled anew
// for each: a call a tile is nothing beside 32 windows.
#pragma once
#include "tiles/tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Cell>
struct Told {
  using Int = std::int64_t;

  bool joined;  // whether it joins what the lanes of one window hold
  bool drawn;   // whether it wants a random number for each window
  // Puts the numbers that it wants to know of each element `apart` from each other, or the first
  // alone if that is 0, the second alone if it is negative; true if they may be used for all of the
  // row. Null if there are none.
  bool (*prepare)(const Cell* x, Int n, const Cell* numbers, Cell* to, Int apart);
  bool (*prepares)(const Cell* numbers);
  // What it keeps of each window, and how much of a window's gradient each element takes and what
  // it adds to the slopes of the operator's numbers; [whether none is absent].
  void (*value[2])(const Tile<Cell>&, Cell* to, Cell* room);
  void (*back[2])(const Tile<Cell>&, const Cell* grad, Cell* shares, Cell* slopes, Cell* room);

  void keep(const Tile<Cell>& tile, Cell* to, Cell* room) const {
    value[!tile.present](tile, to, room);
  }
  void share(const Tile<Cell>& tile, const Cell* grad, Cell* shares, Cell* slopes,
             Cell* room) const {
    back[!tile.present](tile, grad, shares, slopes, room);
  }
};

template <class R, class Cell>
constexpr Told<Cell> told_of = [] {
  Told<Cell> told{};
  if constexpr (requires { R::joined; }) told.joined = R::joined;
  if constexpr (requires { R::drawn; }) told.drawn = R::drawn;
  told.value[false] = R::template value<false, Cell>;
  told.value[true] = R::template value<true, Cell>;
  if constexpr (std::is_floating_point_v<Cell>) {
    told.back[false] = R::template back<false, Cell>;
    told.back[true] = R::template back<true, Cell>;
    if constexpr (requires(const Cell* numbers) { R::prepares(numbers); }) {
      told.prepare = R::template prepare<Cell>;
      told.prepares = R::template prepares<Cell>;
    }
  }
  return told;
}();

}  // namespace poolwise::POOLWISE_LEVEL
