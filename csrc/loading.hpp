// A block's tile: from staged rows where there are any, else filled element by element.
#pragma once
#include "staged.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Whether a reducer joins what the lanes of one window hold.
template <class R>
constexpr bool joined_by = [] {
  if constexpr (requires { R::joined; }) return R::joined;
  else return false;
}();

template <class R, class Cell>
class Tiles {
 public:
  using Int = std::int64_t;

  Tiles(const TileJob& job, Room& room)
      : job_(job),
        at_(*job.windows),
        elements_(at_.offsets > 1 ? at_.offsets : 1),
        rows_(room.take<const Cell*>(elements_)),
        offsets_(room.take<Int>(elements_)),
        copies_(room.take<Cell>(elements_ * kLanes)),
        present_(room.take<Cell>(elements_ * kLanes)),
        room_(room.take<Cell>(3 * elements_ * kLanes)),
        numbers_(room.take<Cell>(job.number_count * kLanes)),
        staged_(job, elements_, room) {
    tile_.rows = rows_;
    tile_.count = count_;
    tile_.share = share_;
    tile_.numbers = numbers_;
    tile_.number_count = job.number_count;
    tile_.seed = job.seed;
    tile_.step = job.inner > 1 ? std::uint64_t(at_.outputs) : 1;
    tile_.refused = job.refused;
  }

  Cell* room() const { return room_; }

  // Gets ready for the blocks of an output row; of so many channels from c on.
  void open(Int outer, Int od, Int oh, Int c, Int channels) {
    load_numbers(job_.first_plane + outer * job_.inner + c);
    if (!loads_one()) staged_.open(outer, od, oh, c, channels, numbers_);
  }

  // Whether windows are so long, and so few side by side, that each has a tile of its own. Slopes
  // of numbers are not worked out of those.
  bool loads_one() const {
    constexpr Int few = 8, many = 1024;
    const Int aside = job_.inner > 1 ? job_.inner : at_.w.length;
    return joined_by<R> && !job_.slopes && aside < few && at_.offsets >= many;
  }

  // The tile of a block's window i: its elements fill one row of lanes after the other.
  const Tile<Cell>& load_one(const Block& block, int i) {
    const Int n = gather(block, i), rows = (n + kLanes - 1) / kLanes;
    const bool all = n == rows * kLanes && !job_.mask;
    for (Int e = n; e < rows * kLanes; ++e) copies_[e] = present_[e] = 0;
    for (Int k = 0; k < rows; ++k) rows_[k] = copies_ + k * kLanes;
    Cell present = 0;
    for (Int e = 0; e < n; ++e) present += present_[e];
    tile_.lanes = 1;
    tile_.n = rows;
    tile_.present = all ? nullptr : present_;
    tile_.prepared = nullptr;
    tile_.one = true;
    counted_ = -1;
    for (int lane = 0; lane < kLanes; ++lane) count_[lane] = present;
    for (int lane = 0; lane < kLanes; ++lane) share_[lane] = 1 / (present == 0 ? Cell(1) : present);
    for (Int p = 0; p < job_.number_count; ++p) {
      const Int plane = job_.first_plane + block.outer * job_.inner + (job_.inner > 1 ? i : 0);
      for (int lane = 0; lane < kLanes; ++lane)
        numbers_[p * kLanes + lane] = Cell(job_.numbers[p * job_.groups + plane % job_.groups]);
    }
    return tile_;
  }

  // The tile of a block, until the next.
  POOLWISE_INLINE const Tile<Cell>& load(const Block& block) {
    if (staged_.holds(block)) staged_.load(block, rows_, tile_);
    else fill(block);
    tile_.lanes = block.lanes;
    if (tile_.present || counted_ != tile_.n) count();
    const Int plane = job_.first_plane + block.outer * job_.inner + block.c;
    if (plane != held_ && job_.groups > 1) load_numbers(plane);
    const Int place = (block.od * at_.h.length + block.oh) * at_.w.length + block.ow;
    tile_.first = job_.first + std::uint64_t(plane * at_.outputs + place);
    return tile_;
  }

  // Where in the output a block's first result lies.
  Int output(const Block& block) const {
    const Int line = (block.outer * at_.d.length + block.od) * at_.h.length + block.oh;
    return (line * at_.w.length + block.ow) * job_.inner + block.c;
  }

 private:
  // Window i's elements one after the other, and which are present.
  Int gather(const Block& block, int i) {
    const Int ow = block.ow + (job_.inner > 1 ? 0 : i), c = job_.inner > 1 ? i : 0;
    const Span depth = at_.d.at(block.od), height = at_.h.at(block.oh), width = at_.w.at(ow);
    const Int along = width.count, apart = at_.w.gap() * job_.inner;
    const Int base = block.outer * at_.inputs * job_.inner + c;
    const char* x = static_cast<const char*>(job_.x);
    Int n = 0;
    for (Int kd = 0; kd < depth.count; ++kd)
      for (Int kh = 0; kh < height.count; ++kh) {
        const Int z = depth.start + kd * at_.d.step, y = height.start + kh * at_.h.step;
        const Int first = base + ((z * at_.h.size + y) * at_.w.size + width.start) * job_.inner;
        if (apart == 1) job_.read(x + first * job_.item, along, copies_ + n);
        for (Int kw = 0; kw < along; ++kw, ++n) {
          const Int from = first + kw * apart;
          if (apart > 1) job_.read(x + from * job_.item, 1, copies_ + n);
          present_[n] = !job_.mask || job_.mask[from] ? Cell(1) : Cell(0);
          if (present_[n] == 0) copies_[n] = 0;
        }
      }
    return n;
  }

  void fill(const Block& block) {
    TileRows to{reinterpret_cast<const void**>(rows_), offsets_, copies_, present_, 0, false};
    job_.fill(job_, block, to);
    tile_.n = to.n;
    tile_.offsets = offsets_;
    tile_.present = to.some_absent ? present_ : nullptr;
    tile_.prepared = nullptr;
  }

  void count() {
    const bool all = !tile_.present;
    counted_ = all ? tile_.n : -1;
    for (int i = 0; i < kLanes; ++i) count_[i] = all ? Cell(tile_.n) : Cell(0);
    for (Int k = 0; !all && k < tile_.n; ++k)
      for (int i = 0; i < kLanes; ++i) count_[i] += present_[k * kLanes + i];
    for (int i = 0; i < kLanes; ++i) share_[i] = 1 / (count_[i] == 0 ? Cell(1) : count_[i]);
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
  Int elements_;
  const Cell** rows_;
  Int* offsets_;
  Cell *copies_, *present_, *room_, *numbers_;
  Staged<R, Cell> staged_;
  Int held_ = -1, counted_ = -1;
  Tile<Cell> tile_{};
  Lanes<Cell> count_, share_;
};

}  // namespace poolwise::POOLWISE_LEVEL
