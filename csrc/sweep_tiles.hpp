// The loop nests over tiles: every output, and every plane on the way back.
#pragma once
#include "tiles.hpp"

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

// R::value(tile, to, room): what is kept of each window of a tile.
template <class R, class Cell>
void reduce(const TileJob& job) {
  const Windows& at = *job.windows;
  Tiles<Cell> tiles(job, job.scratch);
  const std::int64_t lines = at.d.length * at.h.length;
  for (std::int64_t line = job.begin; line < job.end; ++line) {
    const std::int64_t outer = line / lines, od = line % lines / at.h.length;
    each_block_of_row(job, outer, od, line % at.h.length, 0, job.inner, [&](const Block& block) {
      const Tile<Cell> tile = tiles.load(block);
      Lanes<Cell> kept;
      if (tile.present) R::template value<false>(tile, kept, tiles.room());
      else R::template value<true>(tile, kept, tiles.room());
      char* out = static_cast<char*>(job.out) + tiles.output(block) * job.item;
      job.write(kept, block.lanes, out);
      if (tile.n > 0 && !tile.present) return;
      for (int i = 0; i < block.lanes; ++i)
        if (tiles.count()[i] == 0) std::memcpy(out + i * job.item, &job.empty, job.item);
    });
  }
}

// R::back(tile, grad, shares, slopes, room): how much of a window's gradient each element takes,
// and what it adds to the slopes of the operator's numbers, if there are any wanted.
template <class R, class Cell>
class WayBack {
 public:
  using Int = std::int64_t;

  explicit WayBack(const TileJob& job)
      : job_(job), at_(*job.windows), tiles_(job, job.scratch), blocks_(blocks_of(job.inner)) {
    plane_ = reinterpret_cast<Cell*>(tiles_.rest());
  }

  static Int blocks_of(Int inner) { return inner == 1 ? 1 : (inner + kLanes - 1) / kLanes; }

  void run() {
    for (Int unit = job_.begin; unit < job_.end; ++unit) one(unit / blocks_, unit % blocks_);
  }

 private:
  void one(Int outer, Int block_of_channels) {
    const Int c = block_of_channels * kLanes, left = job_.inner - c;
    const Int lanes = job_.inner == 1 ? 1 : left < kLanes ? left : kLanes;
    const Int pitch = job_.inner == 1 ? 1 : kLanes;
    for (Int i = 0; i < at_.inputs * pitch; ++i) plane_[i] = 0;
    Cell* slopes = tiles_.slopes();
    for (Int i = 0; i < job_.number_count * kLanes; ++i) slopes[i] = 0;
    for (Int od = 0; od < at_.d.length; ++od)
      for (Int oh = 0; oh < at_.h.length; ++oh)
        each_block_of_row(job_, outer, od, oh, c, c + lanes,
                          [&](const Block& block) { add(block, pitch); });
    store(outer, c, lanes, pitch);
    if (job_.slopes) store_slopes(outer, c, lanes);
  }

  void add(const Block& block, Int pitch) {
    const Tile<Cell> tile = tiles_.load(block);
    Lanes<Cell> grad;
    for (int i = 0; i < kLanes; ++i) grad[i] = 0;
    const char* from = static_cast<const char*>(job_.grad) + tiles_.output(block) * job_.item;
    job_.read(from, block.lanes, grad);
    for (int i = 0; i < kLanes; ++i)
      grad[i] = tile.count[i] == 0 || i < block.repeated ? 0 : grad[i];
    Cell *shares = tiles_.shares(), *slopes = job_.slopes ? tiles_.slopes() : nullptr;
    if (tile.present) R::template back<false>(tile, grad, shares, slopes, tiles_.room());
    else R::template back<true>(tile, grad, shares, slopes, tiles_.room());
    if (tile.present)
      for (Int k = 0; k < tile.n * kLanes; ++k) shares[k] = tile.present[k] != 0 ? shares[k] : 0;
    tiles_.add(block, tile, plane_, pitch);
  }

  void store(Int outer, Int c, Int lanes, Int pitch) const {
    char* out = static_cast<char*>(job_.out) + (outer * at_.inputs * job_.inner + c) * job_.item;
    if (pitch == 1) return job_.write(plane_, at_.inputs, out);
    for (Int i = 0; i < at_.inputs; ++i)
      job_.write(plane_ + i * pitch, lanes, out + i * job_.inner * job_.item);
  }

  void store_slopes(Int outer, Int c, Int lanes) {
    const Int first = job_.first_plane + outer * job_.inner + c;
    for (Int p = 0; p < job_.number_count; ++p) {
      const Cell* slopes = tiles_.slopes() + p * kLanes;
      if (job_.inner == 1) {
        double sum = 0;
        for (int i = 0; i < kLanes; ++i) sum += double(slopes[i]);
        job_.slopes[first * job_.number_count + p] = sum;
      } else {
        for (Int i = 0; i < lanes; ++i)
          job_.slopes[(first + i) * job_.number_count + p] = double(slopes[i]);
      }
    }
  }

  const TileJob& job_;
  const Windows& at_;
  Tiles<Cell> tiles_;
  Int blocks_;
  Cell* plane_;
};

template <class R, class Cell>
void reduce_back(const TileJob& job) {
  WayBack<R, Cell>(job).run();
}

// A reducer's part of the table.
template <class R>
inline void fill_one(Kernels& table, int which) {
  table.reduce[which][kFloatCell] = reduce<R, float>;
  table.reduce[which][kDoubleCell] = reduce<R, double>;
  table.reduce_back[which][kFloatCell] = reduce_back<R, float>;
  table.reduce_back[which][kDoubleCell] = reduce_back<R, double>;
}

}  // namespace poolwise::POOLWISE_LEVEL
