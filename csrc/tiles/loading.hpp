// A block's tile: from staged rows where there are any, else filled element by element.
#pragma once
#include "tiles/philox.hpp"
#include "tiles/plane_sums.hpp"
#include "tiles/staged.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Cell>
class Tiles {
 public:
  using Int = std::int64_t;

  Tiles(const TileJob& job, const Told<Cell>& told, Room& room)
      : job_(job),
        told_(told),
        at_(*job.windows),
        elements_(rows_of_tile(at_)),
        all_(job.slots && at_.offsets > elements_ ? at_.offsets : elements_),
        rows_(room.take<const Cell*>(all_)),
        offsets_(room.take<Int>(elements_)),
        copies_(room.take<Cell>(elements_ * kLanes)),
        present_(room.take<Cell>(elements_ * kLanes)),
        room_(room.take<Cell>(3 * elements_ * kLanes)),
        numbers_(room.take<Cell>(job.number_count * kLanes)),
        staged_(job, told, all_, room) {
    tile_.rows = {rows_, is_long(at_) ? &piece_ : nullptr};
    piece_ = {0, 0, room_, false, this, make};
    tile_.count = count_;
    tile_.one_by_count = one_by_count_;
    tile_.numbers = numbers_;
    tile_.number_count = job.number_count;
    tile_.seed = job.seed;
    tile_.drawn = drawn_;
    tile_.step = job.inner > 1 ? std::uint64_t(at_.outputs) : 1;
    tile_.refused = job.refused;
    tile_.watch = job.watch;
  }

  Tiles(const Tiles&) = delete;

  Cell* room() const { return room_; }

  // Whether windows are looked at in pieces. Each whose shares are known is given to take(taker).
  bool in_pieces() const { return tile_.rows.piece != nullptr; }
  void give_to(void* taker, void (*take)(void*)) {
    taker_ = taker;
    take_ = take;
  }
  void add_piece(const PlaneSums<Cell>& sums) const {
    sums.add_piece(block_, tile_, piece_, one_, one_ < 0 ? tile_.n : whole_);
  }
  // What is known of the last piece.
  void finish() {
    if (piece_.shared) take_(taker_);
    piece_.shared = false;
    piece_.begin = piece_.end = 0;
  }

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
    return told_.joined && !job_.slopes && aside < few && at_.offsets >= many;
  }

  // The tile of a block's window i: its elements fill one row of lanes after the other.
  const Tile<Cell>& load_one(const Block& block, int i) {
    const Int ow = block.ow + (job_.inner > 1 ? 0 : i);
    const Int n = at_.d.count(block.od) * at_.h.count(block.oh) * at_.w.count(ow);
    const Int rows = (n + kLanes - 1) / kLanes;
    block_ = block;
    one_ = i;
    whole_ = n;
    tile_.lanes = 1;
    tile_.n = rows;
    tile_.prepared = nullptr;
    tile_.one = true;
    some_absent_ = n < rows * kLanes || job_.mask;
    if (!in_pieces()) gather(0, n);
    tile_.present = some_absent_ ? present_ : nullptr;
    tile_.rows.at = rows_;
    counted_ = -1;
    CountOf<Cell> present = n;
    if (job_.mask) {
      present = 0;
      tile_.each_piece([&](Int begin, Int end) {
        for (Int e = begin * kLanes; e < end * kLanes; ++e) present += tile_.present[e];
      });
    }
    for (int lane = 0; lane < kLanes; ++lane) count_[lane] = present;
    for (int lane = 0; lane < kLanes; ++lane)
      one_by_count_[lane] = 1 / (present == 0 ? 1 : present);
    for (Int p = 0; p < job_.number_count; ++p) {
      const Int plane = job_.first_plane + block.outer * job_.inner + (job_.inner > 1 ? i : 0);
      for (int lane = 0; lane < kLanes; ++lane)
        numbers_[p * kLanes + lane] = Cell(job_.numbers[p * job_.groups + plane % job_.groups]);
    }
    return tile_;
  }

  // The tile of a block, until the next.
  POOLWISE_INLINE const Tile<Cell>& load(const Block& block) {
    block_ = block;
    one_ = -1;
    filled_ = !staged_.holds(block);
    if (!filled_) staged_.load(block, rows_, tile_);
    else if (!in_pieces()) fill(block);
    else fill_in_pieces(block);
    tile_.rows.at = rows_;
    tile_.lanes = block.lanes;
    if (tile_.present || counted_ != tile_.n) count();
    const Int plane = job_.first_plane + block.outer * job_.inner + block.c;
    if (plane != held_ && job_.groups > 1) load_numbers(plane);
    const Int place = (block.od * at_.h.length + block.oh) * at_.w.length + block.ow;
    tile_.first = job_.first + std::uint64_t(plane * at_.outputs + place);
    if (told_.drawn) Philox{tile_.seed, tile_.first, tile_.step}.one(drawn_);
    return tile_;
  }

  // Where in the output a block's first result lies.
  Int output(const Block& block) const {
    const Int line = (block.outer * at_.d.length + block.od) * at_.h.length + block.oh;
    return (line * at_.w.length + block.ow) * job_.inner + block.c;
  }

 private:
  // Makes the piece that row k is in the one at hand.
  static void make(void* tiles, Int k) {
    auto& self = *static_cast<Tiles*>(tiles);
    self.finish();
    Piece<Cell>& piece = self.piece_;
    const Int begin = k / self.elements_ * self.elements_, left = self.tile_.n - begin;
    const Int rows = left < self.elements_ ? left : self.elements_;
    piece.begin = begin;
    piece.end = begin + rows;
    const bool staged = self.one_ < 0 && !self.filled_;
    if (rows <= 0 || staged) return;
    if (self.one_ >= 0) {
      const Int end = piece.end * kLanes;
      self.gather(begin * kLanes, end < self.whole_ ? end : self.whole_);
    } else {
      TileRows to = self.rows_to_fill();
      to.begin = begin;
      to.end = piece.end;
      self.job_.fill(self.job_, self.block_, to);
    }
    // Rows keep their numbers.
    self.tile_.rows.at = self.rows_ - begin;
    self.tile_.offsets = self.offsets_ - begin;
    if (self.some_absent_) self.tile_.present = self.present_ - begin * kLanes;
  }

  // The elements [from, to) of window `one_`, one after the other, and which are present.
  void gather(Int from, Int to) {
    const bool planar = job_.inner == 1;
    const Int ow = block_.ow + (planar ? one_ : 0), c = planar ? 0 : one_;
    const Int apart = at_.w.gap() * job_.inner, rows = (to - from + kLanes - 1) / kLanes;
    const Int base = block_.outer * at_.inputs * job_.inner + c;
    const char* x = static_cast<const char*>(job_.x);
    Int n = 0;
    each_run_of(at_, block_, at_.w.count(ow), from, to, [&](Int run, Int line, Int kw, Int) {
      const Int column = at_.w.start(ow) + kw * at_.w.gap();
      const Int first = base + (line * at_.w.size + column) * job_.inner;
      if (apart == 1) job_.read(x + first * job_.item, run, copies_ + n);
      for (Int i = 0; i < run; ++i, ++n) {
        const Int place = first + i * apart;
        if (apart > 1) job_.read(x + place * job_.item, 1, copies_ + n);
        if (!some_absent_) continue;
        present_[n] = !job_.mask || job_.mask[place] ? Cell(1) : Cell(0);
        if (present_[n] == 0) copies_[n] = 0;
      }
    });
    for (; n < rows * kLanes; ++n) copies_[n] = present_[n] = 0;
    for (Int k = 0; k < rows; ++k) rows_[k] = copies_ + k * kLanes;
  }

  TileRows rows_to_fill() {
    return {reinterpret_cast<const void**>(rows_), offsets_, copies_, present_, 0, false, 0, 0};
  }

  void fill_in_pieces(const Block& block) {
    const bool even = is_even(at_, job_, block);
    some_absent_ = job_.mask || !even;
    const Int along = even ? at_.w.count(block.ow) : at_.w.most;
    tile_.n = at_.d.count(block.od) * at_.h.count(block.oh) * along;
    tile_.offsets = offsets_;
    tile_.present = some_absent_ ? present_ : nullptr;
    tile_.prepared = nullptr;
  }

  void fill(const Block& block) {
    TileRows to = rows_to_fill();
    job_.fill(job_, block, to);
    tile_.n = to.n;
    tile_.offsets = offsets_;
    tile_.present = to.some_absent ? present_ : nullptr;
    tile_.prepared = nullptr;
  }

  void count() {
    const bool all = !tile_.present;
    counted_ = all ? tile_.n : -1;
    for (int i = 0; i < kLanes; ++i) count_[i] = all ? CountOf<Cell>(tile_.n) : 0;
    for (Int k = 0; !all && k < tile_.n; ++k) {
      tile_.rows[k];
      for (int i = 0; i < kLanes; ++i) count_[i] += tile_.present[k * kLanes + i];
    }
    for (int i = 0; i < kLanes; ++i) one_by_count_[i] = 1 / (count_[i] == 0 ? 1 : count_[i]);
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
  const Told<Cell>& told_;
  const Windows& at_;
  Int elements_, all_;
  const Cell** rows_;
  Int* offsets_;
  Cell *copies_, *present_, *room_, *numbers_;
  Staged<Cell> staged_;
  Int held_ = -1, counted_ = -1, whole_ = 0;
  Block block_{};
  int one_ = -1;  // the window that is loaded alone, if one is
  bool filled_ = false, some_absent_ = false;
  Piece<Cell> piece_{};
  void* taker_ = nullptr;
  void (*take_)(void*) = nullptr;
  Tile<Cell> tile_{};
  Lanes<CountOf<Cell>> count_;
  Lanes<Cell> one_by_count_, drawn_;
};

}  // namespace poolwise::POOLWISE_LEVEL
