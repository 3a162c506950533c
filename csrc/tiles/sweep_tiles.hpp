// The loop nests over tiles: every output, and every plane on the way back.
#pragma once
#include "rows/quads.hpp"
#include "tables.hpp"
#include "tiles/loading.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Calls visit(from, lanes, repeated) for blocks that cover [from, to). They are full, unless there
// is less than one: the last one begins before the end of the one before it.
template <class Visit>
inline void each_block_of(std::int64_t from, std::int64_t to, Visit visit) {
  const std::int64_t n = to - from;
  if (n < kLanes) return visit(from, int(n), 0);
  for (std::int64_t i = from; i < to; i += kLanes) {
    const std::int64_t past = i + kLanes - to;
    if (past > 0) visit(i - past, kLanes, int(past));
    else visit(i, kLanes, 0);
  }
}

// Calls visit(block) for each block of an output row; of the channels [c, c_end).
template <class Visit>
inline void each_block_of_row(const TileJob& job, std::int64_t outer, std::int64_t od,
                              std::int64_t oh, std::int64_t c_begin, std::int64_t c_end,
                              Visit visit) {
  const std::int64_t length = job.windows->w.length;
  if (length == 0) return;
  if (job.inner == 1)
    return each_block_of(0, length, [&](std::int64_t ow, int lanes, int repeated) {
      visit(Block{outer, od, oh, ow, 0, lanes, repeated});
    });
  for (std::int64_t ow = 0; ow < length; ++ow)
    each_block_of(c_begin, c_end, [&](std::int64_t c, int lanes, int repeated) {
      visit(Block{outer, od, oh, ow, c, lanes, repeated});
    });
}

// How many elements a block's windows have together, at most.
inline std::int64_t elements_of(const TileJob& job, const Block& block) {
  const Windows& at = *job.windows;
  return at.d.count(block.od) * at.h.count(block.oh) * at.w.most * block.lanes;
}

// Of few long windows, one after the other.
template <class Cell>
void reduce_each(const TileJob& job, const Told<Cell>& told, Tiles<Cell>& tiles, const Block& block,
                 char* out) {
  for (int i = 0; i < block.lanes; ++i, out += job.out_item) {
    const Tile<Cell>& tile = tiles.load_one(block, i);
    Lanes<Cell> kept;
    told.keep(tile, kept, tiles.room());
    tiles.finish();
    if (tile.count[0] == 0) std::memcpy(out, &job.empty, job.out_item);
    else job.write(kept, 1, out);
  }
}

// What is kept of each window.
template <class Cell>
void reduce(const TileJob& job, const Told<Cell>& told) {
  const Windows& at = *job.windows;
  Room room(job.scratch);
  Tiles<Cell> tiles(job, told, room);
  const std::int64_t lines = at.d.length * at.h.length;
  for (std::int64_t line = job.begin; line < job.end; ++line) {
    const std::int64_t outer = line / lines, od = line % lines / at.h.length;
    const std::int64_t oh = line % at.h.length;
    tiles.open(outer, od, oh, 0, job.inner);
    each_block_of_row(job, outer, od, oh, 0, job.inner, [&](const Block& block) {
      if (job.watch->ends(elements_of(job, block))) return;
      char* out = static_cast<char*>(job.out) + tiles.output(block) * job.out_item;
      if (tiles.loads_one()) return reduce_each(job, told, tiles, block, out);
      const Tile<Cell>& tile = tiles.load(block);
      const bool direct = job.bare_out && block.lanes == kLanes;
      Lanes<Cell> own;
      Cell* kept = direct ? reinterpret_cast<Cell*>(out) : own;
      told.keep(tile, kept, tiles.room());
      tiles.finish();
      if (!direct) job.write(kept, block.lanes, out);
      if (tile.n > 0 && !tile.present) return;
      for (int i = 0; i < block.lanes; ++i)
        if (tile.count[i] == 0) std::memcpy(out + i * job.out_item, &job.empty, job.out_item);
    });
  }
}

// How much of its windows' gradients each element takes, and what all add to the slopes of the
// operator's numbers, if there are any wanted.
template <class Cell>
class WayBack {
 public:
  using Int = std::int64_t;

  WayBack(const TileJob& job, const Told<Cell>& told)
      : job_(job), told_(told), room_(job.scratch), tiles_(job, told, room_) {
    shares_ = room_.take<Cell>(rows_of_tile(*job.windows) * kLanes);
    slopes_ = room_.take<Cell>(job.number_count * kLanes);
    tiles_.give_to(this, [](void* self) {
      auto& way = *static_cast<WayBack*>(self);
      way.tiles_.add_piece(*way.sums_);
    });
  }

  void run() {
    PlaneSums<Cell> sums(job_, room_);
    sums_ = &sums;
    const Int blocks = blocks_of_channels(job_.inner);
    for (Int unit = job_.begin; unit < job_.end; ++unit) one(unit / blocks, unit % blocks, sums);
  }

 private:
  void one(Int outer, Int block_of_channels, PlaneSums<Cell>& sums) {
    const Windows& at = *job_.windows;
    const Int c = block_of_channels * kLanes, channels = std::min<Int>(kLanes, job_.inner - c);
    sums.clear();
    fill_row(slopes_, job_.number_count * kLanes, Cell(0));
    for (Int od = 0; od < at.d.length; ++od)
      for (Int oh = 0; oh < at.h.length; ++oh) {
        tiles_.open(outer, od, oh, c, channels);
        each_block_of_row(job_, outer, od, oh, c, c + channels,
                          [&](const Block& block) { add(block, sums); });
      }
    sums.store(outer, c, channels);
    if (job_.slopes) store_slopes(outer, c, channels);
  }

  void add_each(const Block& block, const PlaneSums<Cell>& sums) {
    const char* from = static_cast<const char*>(job_.grad) + tiles_.output(block) * job_.item;
    Cell* none = nullptr;
    for (int i = 0; i < block.lanes; ++i, from += job_.item) {
      const Tile<Cell>& tile = tiles_.load_one(block, i);
      Lanes<Cell> grad;
      job_.read(from, 1, grad);
      for (int lane = kLanes; lane-- > 0;) grad[lane] = tile.count[0] == 0 ? Cell(0) : grad[0];
      told_.share(tile, grad, shares_, none, tiles_.room());
      if (tiles_.in_pieces()) {
        tiles_.finish();
        continue;
      }
      for (Int e = 0; tile.present && e < tile.n * kLanes; ++e)
        shares_[e] = tile.present[e] != 0 ? shares_[e] : 0;
      sums.add_one_window(block, i, shares_);
    }
  }

  void add(const Block& block, const PlaneSums<Cell>& sums) {
    if (job_.watch->ends(elements_of(job_, block))) return;
    if (tiles_.loads_one()) return add_each(block, sums);
    const Tile<Cell>& tile = tiles_.load(block);
    Lanes<Cell> grad;
    const char* from = static_cast<const char*>(job_.grad) + tiles_.output(block) * job_.item;
    if (block.lanes < kLanes)
      for (int i = 0; i < kLanes; ++i) grad[i] = 0;
    if (job_.bare && block.lanes == kLanes) std::memcpy(grad, from, sizeof(grad));
    else job_.read(from, block.lanes, grad);
    for (int i = 0; !sums.alone() && i < block.repeated; ++i) grad[i] = 0;
    for (int i = 0; i < kLanes; ++i) grad[i] = tile.count[i] == 0 ? Cell(0) : grad[i];
    Cell* slopes = job_.slopes ? slopes_ : nullptr;
    told_.share(tile, grad, shares_, slopes, tiles_.room());
    if (tiles_.in_pieces()) return tiles_.finish();
    if (tile.present)
      for (Int k = 0; k < tile.n * kLanes; ++k) shares_[k] = tile.present[k] != 0 ? shares_[k] : 0;
    sums.add(block, tile, shares_);
  }

  void store_slopes(Int outer, Int c, Int channels) const {
    const Int first = job_.first_plane + outer * job_.inner + c;
    for (Int p = 0; p < job_.number_count; ++p) {
      const Cell* slopes = slopes_ + p * kLanes;
      if (job_.inner == 1) {
        double sum = 0;
        for (int i = 0; i < kLanes; ++i) sum += double(slopes[i]);
        job_.slopes[first * job_.number_count + p] = sum;
      } else {
        for (Int i = 0; i < channels; ++i)
          job_.slopes[(first + i) * job_.number_count + p] = double(slopes[i]);
      }
    }
  }

  const TileJob& job_;
  const Told<Cell>& told_;
  Room room_;
  Tiles<Cell> tiles_;
  const PlaneSums<Cell>* sums_ = nullptr;
  Cell *shares_, *slopes_;
};

// A reducer's part of the table.
template <class R, class Cell>
void reduce_by(const TileJob& job) {
  reduce<Cell>(job, told_of<R, Cell>);
}
template <class R, class Cell>
void reduce_back_by(const TileJob& job) {
  WayBack<Cell>(job, told_of<R, Cell>).run();
}

// Windows of two by two, as rows are walked.
template <class R>
struct OfFour {
  template <class T>
  T operator()(T a, T b, T c, T d) const {
    return R::of_four(a, b, c, d);
  }
};
template <class R, class T>
void reduce_quads_by(const TileJob& job) {
  Job rows{};
  rows.windows = job.windows, rows.x = job.x, rows.out = job.out;
  rows.outer = job.outer, rows.inner = job.inner, rows.begin = job.begin, rows.end = job.end;
  rows.watch = job.watch;
  sweep_quads(rows, FourRows<T, OfFour<R>>{}, static_cast<const T*>(job.x),
              [](const T* x, std::int64_t) { return x; });
}

template <int which, class R>
inline void offer_one(Kernels& table) {
  table.reduce[which][kFloatCell] = reduce_by<R, float>;
  table.reduce[which][kDoubleCell] = reduce_by<R, double>;
  table.reduce_back[which][kFloatCell] = reduce_back_by<R, float>;
  table.reduce_back[which][kDoubleCell] = reduce_back_by<R, double>;
  if constexpr (kRegistry[which].keeps_dtype)
    for_each_dtype([&](auto number, int code) {
      using T = decltype(number);
      if constexpr (std::is_integral_v<T>)
        if constexpr (std::is_same_v<T, Integers<T>>)
          table.reduce[which][kIntegerCell + code] = reduce_by<R, T>;
      if constexpr (std::is_integral_v<T> && requires(T x) { R::of_four(x, x, x, x); })
        table.reduce_quads[which][code] = reduce_quads_by<R, T>;
    });
}

}  // namespace poolwise::POOLWISE_LEVEL
