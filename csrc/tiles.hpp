// The elements of a few windows side by side, one window a lane: what reducers see that keep more
// of a window than its largest element or its sum. Every layout, dtype and kind of windows, every
// mask and every clipped end becomes a tile, so that a reducer is one loop over elements.
#pragma once
#include "kernels.hpp"
#include "numbers.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Cell>
struct Tile {
  std::int64_t n;               // elements of the largest of the windows
  const Cell* const* rows;      // element k of window i is rows[k][i]; 0 where there is none
  const std::int64_t* offsets;  // its number in the largest window
  const Cell* present;  // 1 where window i has an element k, at [k * kLanes + i]; or null: all
  const Cell* count;    // how many there are in window i
  const Cell* numbers;  // number p of the operator is at [p * kLanes + i]
  std::int64_t number_count;
  std::uint64_t seed, first, step;  // of the draw; window i is number first + i * step
  std::uint8_t* refused;            // set where an element is not what the operator takes

  template <bool all>
  bool has(std::int64_t k, int i) const {
    return all || present[k * kLanes + i] != 0;
  }
  const Cell* number(std::int64_t p) const { return numbers + p * kLanes; }
};

template <class Cell>
using Lanes = Cell[kLanes];

// Lanes that fit a vector of 32 bytes.
template <class Cell>
constexpr int kPart = 32 / int(sizeof(Cell));

// Calls visit(k, place, kw, offset) for element k of the windows of a block: its place in the plane
// if windows begin at `start`, its number along the row and in the largest window. Returns how many
// elements there are.
template <class Visit>
inline std::int64_t each_tap(const Windows& at, const Block& block, std::int64_t along,
                             std::int64_t start, Visit visit) {
  // Copies: what is visited may be written to, and compilers would read all of these again.
  const std::int64_t depth = at.d.count[block.od], height = at.h.count[block.oh];
  const std::int64_t width = at.w.size, step = at.w.step, down = at.h.step * width;
  const std::int64_t plane = at.d.step * at.h.size * width, most = at.w.most, high = at.h.most;
  const std::int64_t first =
      (at.d.start[block.od] * at.h.size + at.h.start[block.oh]) * width + start;
  std::int64_t k = 0;
  for (std::int64_t kd = 0; kd < depth; ++kd)
    for (std::int64_t kh = 0; kh < height; ++kh) {
      const std::int64_t row = first + kd * plane + kh * down, offset = (kd * high + kh) * most;
      for (std::int64_t kw = 0; kw < along; ++kw, ++k) visit(k, row + kw * step, kw, offset + kw);
    }
  return k;
}

// Whether the windows of a block have as many elements each, a fixed distance apart.
inline bool is_even(const Windows& at, const TileJob& job, const Block& block) {
  return job.inner > 1 || (block.ow >= at.w.lo && block.ow + block.lanes <= at.w.hi);
}

// A block's tile, and the way back from one.
template <class Cell>
class Tiles {
 public:
  using Int = std::int64_t;

  Tiles(const TileJob& job, char* scratch) : job_(job), at_(*job.windows) {
    const Int cells = (at_.offsets > 1 ? at_.offsets : 1) * kLanes;
    const auto take = [&](Int bytes) {
      char* memory = scratch;
      scratch += (bytes + 63) / 64 * 64;
      return memory;
    };
    rows_ = reinterpret_cast<const Cell**>(take(cells / kLanes * Int(sizeof(Cell*))));
    offsets_ = reinterpret_cast<Int*>(take(cells / kLanes * Int(sizeof(Int))));
    copies_ = reinterpret_cast<Cell*>(take(cells * Int(sizeof(Cell))));
    present_ = reinterpret_cast<Cell*>(take(cells * Int(sizeof(Cell))));
    room_ = reinterpret_cast<Cell*>(take(3 * cells * Int(sizeof(Cell))));
    shares_ = reinterpret_cast<Cell*>(take(cells * Int(sizeof(Cell))));
    const Int numbers = job.number_count * kLanes * Int(sizeof(Cell));
    numbers_ = reinterpret_cast<Cell*>(take(numbers));
    slopes_ = reinterpret_cast<Cell*>(take(numbers));
    rest_ = scratch;
  }

  Cell* room() const { return room_; }
  Cell* shares() const { return shares_; }
  Cell* slopes() const { return slopes_; }
  char* rest() const { return rest_; }

  Tile<Cell> load(const Block& block) {
    TileRows to{reinterpret_cast<const void**>(rows_), offsets_, copies_, present_, 0, false};
    job_.fill(job_, block, to);
    Tile<Cell> tile{};
    tile.n = to.n;
    tile.rows = rows_;
    tile.offsets = offsets_;
    tile.present = to.some_absent ? present_ : nullptr;
    for (int i = 0; i < kLanes; ++i) count_[i] = Cell(to.n);
    if (to.some_absent) {
      for (int i = 0; i < kLanes; ++i) count_[i] = 0;
      for (Int k = 0; k < to.n; ++k)
        for (int i = 0; i < kLanes; ++i) count_[i] += present_[k * kLanes + i];
    }
    tile.count = count_;
    load_numbers(plane(block));
    tile.numbers = numbers_;
    tile.number_count = job_.number_count;
    tile.seed = job_.seed;
    tile.step = job_.inner > 1 ? std::uint64_t(at_.outputs) : 1;
    const Int place = (block.od * at_.h.length + block.oh) * at_.w.length + block.ow;
    tile.first = job_.first + std::uint64_t(plane(block) * at_.outputs + place);
    tile.refused = job_.refused;
    return tile;
  }

  // Where in the output a block's first result lies.
  Int output(const Block& block) const {
    const Int line = (block.outer * at_.d.length + block.od) * at_.h.length + block.oh;
    return (line * at_.w.length + block.ow) * job_.inner + block.c;
  }
  Int plane(const Block& block) const {
    return job_.first_plane + block.outer * job_.inner + block.c;
  }
  const Cell* count() const { return count_; }

  // Adds the shares of a block's elements to their plane, whose elements lie `pitch` apart.
  void add(const Block& block, const Tile<Cell>& tile, Cell* plane, Int pitch) const {
    const Cell* shares = shares_;
    if (!is_even(at_, job_, block)) return add_one_by_one(block, tile, plane);
    const Int along = at_.w.count[block.ow], start = at_.w.start[block.ow];
    const int lanes = block.lanes;
    const Int apart = job_.inner > 1 ? 1 : at_.w.stride;
    each_tap(at_, block, along, start, [&](Int k, Int place, Int, Int) {
      Cell* to = plane + place * pitch;
      const Cell* from = shares + k * kLanes;
      if (apart == 1 && lanes == kLanes)
        for (int i = 0; i < kLanes; ++i) to[i] += from[i];
      else
        for (int i = 0; i < lanes; ++i) to[i * apart] += from[i];
    });
  }

 private:
  void add_one_by_one(const Block& block, const Tile<Cell>& tile, Cell* plane) const {
    each_tap(at_, block, at_.w.most, 0, [&](Int k, Int place, Int, Int) {
      for (int i = 0; i < block.lanes; ++i)
        if (tile.present[k * kLanes + i] != 0)
          plane[place + at_.w.start[block.ow + i]] += shares_[k * kLanes + i];
    });
  }

  void load_numbers(Int plane) {
    if (plane == held_ || (held_ >= 0 && job_.groups == 1)) return;
    held_ = plane;
    for (Int p = 0; p < job_.number_count; ++p)
      for (int i = 0; i < kLanes; ++i) {
        const Int group = (job_.inner > 1 ? plane + i : plane) % job_.groups;
        numbers_[p * kLanes + i] = Cell(job_.numbers[p * job_.groups + group]);
      }
  }

  const TileJob& job_;
  const Windows& at_;
  const Cell** rows_;
  Int* offsets_;
  Cell *copies_, *present_, *room_, *shares_, *numbers_, *slopes_;
  char* rest_;
  Int held_ = -1;
  Lanes<Cell> count_;
};

}  // namespace poolwise::POOLWISE_LEVEL
