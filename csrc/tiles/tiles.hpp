// The elements of a few windows side by side, one window a lane: what reducers see that keep more
// of a window than its largest element or its sum. Every layout, dtype and kind of windows, every
// mask and every clipped end becomes a tile, so that a reducer is one loop over elements.
#pragma once
#include "cells/vector.hpp"
#include "kernels.hpp"

namespace poolwise::POOLWISE_LEVEL {

// What is at hand of a tile of long windows: its rows [begin, end). Reducers look at the rows in
// their order, as often as they like, and others are made when they look at them.
template <class Cell>
struct Piece {
  std::int64_t begin, end;
  Cell* shares;  // what its elements take of a gradient
  bool shared;   // whether any of it is known
  void* maker;
  void (*make)(void* maker, std::int64_t k);  // so that row k is at hand
};

template <class Cell>
struct ElementRows {
  const Cell* const* at;
  Piece<Cell>* piece;  // null: all are at hand

  const Cell* operator[](std::int64_t k) const {
    if (piece && (k < piece->begin || k >= piece->end)) piece->make(piece->maker, k);
    return at[k];
  }
};

// What elements are counted in, of which there may be more than a small cell holds.
template <class Cell>
using CountOf = std::conditional_t<(sizeof(Cell) < 4), std::int32_t, Cell>;

template <class Cell>
struct Tile {
  int lanes;                    // so many of its first windows are of use
  std::int64_t n;               // elements of the largest of them
  ElementRows<Cell> rows;       // element k of window i is rows[k][i]; 0 where there is none
  const Cell* const* prepared;  // what was computed of it whatever its window; null: nothing was
  std::int64_t apart;           // how much further a second such number is
  const std::int64_t* offsets;  // its number in the largest window
  const Cell* present;  // 1 where window i has an element k, at [k * kLanes + i]; or null: all
  const CountOf<Cell>* count;  // how many there are in window i
  const Cell* one_by_count;    // 1 / count, or 1 where there are none
  const Cell* numbers;         // number p of the operator is at [p * kLanes + i]
  std::int64_t number_count;
  bool one;                         // whether all lanes hold parts of one long window
  std::uint64_t seed, first, step;  // of the draw; window i is number first + i * step
  const Cell* drawn;                // a random number of each, for reducers that want it
  Watch* watch;                     // asked where one tile takes long
  std::uint8_t* refused;            // set where an element is not what the operator takes

  template <bool all>
  bool has(std::int64_t k, int i) const {
    return all || present[k * kLanes + i] != 0;
  }
  const Cell* number(std::int64_t p) const { return numbers + p * kLanes; }

  // Notes that an element is not what the operator takes.
  void refuse() const {
#if defined(__GNUC__)
    __atomic_store_n(refused, 1, __ATOMIC_RELAXED);
#else
    *refused = 1;
#endif
  }

  // Where the share of row k goes, once the row has been looked at; of tiles that are all at hand
  // into `all`.
  Cell* shares_of(Cell* all, std::int64_t k) const {
    if (!rows.piece) return all + k * kLanes;
    rows.piece->shared = true;
    return rows.piece->shares + (k - rows.piece->begin) * kLanes;
  }
  // Calls visit(begin, end) for rows that may be looked at in any order.
  template <class Visit>
  POOLWISE_INLINE void each_piece(const Visit& visit) const {
    std::int64_t begin = 0, end = n;
    do {
      if (rows.piece) rows[begin], end = rows.piece->end;
      visit(begin, end);
      begin = end;
    } while (begin < n);
  }
};

template <class Cell>
using Lanes = Cell[kLanes];

// The windows in the lanes of a vector: those of a tile from lane `from` on.
template <class V>
struct Strip {
  const Tile<CellOf<V>>& tile;
  int from;

  V number(std::int64_t p) const { return load<V>(tile.number(p) + from); }
  V count() const { return load<V>(tile.count + from); }
  V one_by_count() const { return load<V>(tile.one_by_count + from); }
  V drawn() const { return load<V>(tile.drawn + from); }
  // Element k, which is at hand.
  V element(std::int64_t k) const { return load<V>(tile.rows.at[k] + from); }
  template <bool all>
  Mask<V> has(std::int64_t k) const {
    if constexpr (all) return V{} == V{};
    else return load<V>(tile.present + k * kLanes + from) != 0;
  }
};

// Calls visit(strip) for each vector of a tile's windows.
template <class Cell, class Visit>
POOLWISE_INLINE void each_strip(const Tile<Cell>& tile, const Visit& visit) {
  using V = Vector<Cell>;
  for (int i = 0; i < kLanes; i += kWidth<V>) visit(Strip<V>{tile, i});
}

// So few elements a window has that it is worth a way of its own.
constexpr int kFewElements = 9;

// Calls visit(k, place, kw, offset) for element k of the windows of a block: its place in the plane
// if windows begin at `start`, its number along the row and in the largest window. Returns how many
// elements there are.
template <class Visit>
inline std::int64_t each_tap(const Windows& at, const Block& block, std::int64_t along,
                             std::int64_t start, Visit visit) {
  // Copies: what is visited may be written to, and compilers would read all of these again.
  const Span planes = at.d.at(block.od), rows = at.h.at(block.oh);
  const std::int64_t depth = planes.count, height = rows.count;
  const std::int64_t width = at.w.size, step = at.w.step, down = at.h.step * width;
  const std::int64_t plane = at.d.step * at.h.size * width, most = at.w.most, high = at.h.most;
  const std::int64_t first = (planes.start * at.h.size + rows.start) * width + start;
  std::int64_t k = 0;
  for (std::int64_t kd = 0; kd < depth; ++kd)
    for (std::int64_t kh = 0; kh < height; ++kh) {
      const std::int64_t row = first + kd * plane + kh * down, offset = (kd * high + kh) * most;
      for (std::int64_t kw = 0; kw < along; ++kw, ++k) visit(k, row + kw * step, kw, offset + kw);
    }
  return k;
}

// The same for the elements [from, to) alone, run by run: calls visit(n, line, kw, offset) where n
// of them follow each other along a line of the plane, the first being number kw along it.
template <class Visit>
inline void each_run_of(const Windows& at, const Block& block, std::int64_t along,
                        std::int64_t from, std::int64_t to, Visit visit) {
  const Span planes = at.d.at(block.od), rows = at.h.at(block.oh);
  for (std::int64_t k = from; k < to;) {
    const std::int64_t row = k / along, kw = k % along;
    const std::int64_t kd = row / rows.count, kh = row % rows.count;
    const std::int64_t z = planes.start + kd * at.d.step, y = rows.start + kh * at.h.step;
    const std::int64_t n = along - kw < to - k ? along - kw : to - k;
    visit(n, z * at.h.size + y, kw, (kd * at.h.most + kh) * at.w.most + kw);
    k += n;
  }
}

// Whether the windows of a block have as many elements each, a fixed distance apart.
inline bool is_even(const Windows& at, const TileJob& job, const Block& block) {
  return job.inner > 1 || (block.ow >= at.w.lo && block.ow + block.lanes <= at.w.hi);
}

// Where element p of a row is, once the row is split into residues of the stride.
inline std::int64_t cell_of(std::int64_t p, std::int64_t stride, std::int64_t row_cells) {
  const std::int64_t residue = (p % stride + stride) % stride;
  return residue * (row_cells / stride) + (p - residue) / stride;
}

// Memory shared out from the front, a cache line at a time.
class Room {
 public:
  explicit Room(char* memory) : memory_(memory) {}
  template <class T>
  T* take(std::int64_t n) {
    char* taken = memory_;
    memory_ += (n * std::int64_t(sizeof(T)) + kLine - 1) / kLine * kLine;
    return reinterpret_cast<T*>(taken);
  }

 private:
  char* memory_;
};

}  // namespace poolwise::POOLWISE_LEVEL
