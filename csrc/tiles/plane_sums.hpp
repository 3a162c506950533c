// The gradient of a plane, or of a block of channels, to which tiles add what their elements take.
#pragma once
#include "rows/stage.hpp"
#include "tiles/tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Cell>
class PlaneSums {
 public:
  using Int = std::int64_t;

  PlaneSums(const TileJob& job, Room& room)
      : job_(job),
        at_(*job.windows),
        planar_(job.inner == 1),
        // Rows are split into residues of the stride, as staged ones are.
        split_(planar_ && job.slots > 0 && job.windows->w.stride > 1),
        alone_(is_alone(at_.d) && is_alone(at_.h) && is_alone(at_.w) && !job.mask && !job.slopes),
        written_(are_written(at_)),
        across_(split_ ? job.row_cells : at_.w.size),
        pixel_(channels_of_block(job.inner)),
        sums_(written_ ? 0 : at_.d.size * at_.h.size * across_ * pixel_),
        cells_(room.take<Cell>(sums_)),
        row_(room.take<Cell>(written_ ? kPieceRows * kLanes : across_)),
        within_(room.take<Int>(job.slots ? at_.w.most : 0)) {
    for (Int kw = 0; split_ && kw < at_.w.most; ++kw)
      within_[kw] = place(at_.w.start(at_.w.lo) - at_.w.lo * at_.w.stride + kw * at_.w.step);
  }

  // Whether each element is in one window, so that nothing is ever added up.
  bool alone() const { return alone_; }

  void clear() {
    if (!alone_) fill_row(cells_, sums_, Cell(0));
  }

  void add(const Block& block, const Tile<Cell>& tile, const Cell* shares) const {
    if (!is_even(at_, job_, block)) return add_one_by_one(block, tile, shares);
    const Int start = at_.w.start(block.ow), apart = planar_ && !split_ ? at_.w.stride : 1;
    const Int along = at_.w.count(block.ow), step = at_.w.step;
    const Cell* from = shares;
    each_line(block, [&](Cell* line) {
      for (Int kw = 0; kw < along; ++kw, from += kLanes) {
        Cell* to = line + (split_ ? within_[kw] + block.ow : (start + kw * step) * pixel_);
        if (apart == 1 && block.lanes == kLanes) add_lanes(from, to);
        else
          for (int i = 0; i < block.lanes; ++i) add_one(from[i], to[i * apart]);
      }
    });
  }

  // The same of window i alone, whose shares follow each other.
  void add_one_window(const Block& block, int i, const Cell* shares) const {
    const Int ow = block.ow + (planar_ ? i : 0);
    const Span window = at_.w.at(ow);
    each_line(block, [&](Cell* line) {
      for (Int kw = 0; kw < window.count; ++kw)
        add_one(*shares++, line[place(window.start + kw * at_.w.step) + (planar_ ? 0 : i)]);
    });
  }

  // n shares, `apart` from each other, for the elements of a line from `column` on.
  void add_run(const Block& block, Int line, Int column, Int c, const Cell* shares,
               const Cell* present, Int apart, Int n) const {
    if (n <= 0) return;
    if (!written_) {
      Cell* to = cells_ + line * across_ * pixel_ + c;
      for (Int j = 0; j < n; ++j)
        if (!present || present[j * apart] != 0)
          add_one(shares[j * apart], to[place(column + j * at_.w.step)]);
      return;
    }
    for (Int j = 0; j < n; ++j)
      row_[j] = !present || present[j * apart] != 0 ? shares[j * apart] : Cell(0);
    const Int first = (block.outer * at_.inputs + line * at_.w.size + column) * job_.inner;
    char* out = static_cast<char*>(job_.out) + (first + block.c + c) * job_.item;
    if (job_.inner == 1) return write(row_, n, out);
    for (Int j = 0; j < n; ++j) write(row_ + j, 1, out + j * job_.inner * job_.item);
  }

  // The same of a piece of a tile; of window `one` alone if that is not negative, whose elements
  // then fill the lanes of the piece.
  void add_piece(const Block& block, const Tile<Cell>& tile, const Piece<Cell>& piece, int one,
                 Int elements) const {
    const bool even = one >= 0 || is_even(at_, job_, block);
    const Int ow = block.ow + (planar_ && one > 0 ? one : 0);
    const Int along = even ? at_.w.count(ow) : at_.w.most, wide = one >= 0 ? kLanes : 1;
    const Int begin = piece.begin * wide, end = piece.end * wide;
    const Cell* present = tile.present ? tile.present + piece.begin * kLanes : nullptr;
    const Cell* shares = piece.shares;
    each_run_of(at_, block, along, begin, end < elements ? end : elements,
                [&](Int n, Int line, Int kw, Int) {
                  const int first = one >= 0 ? one : written_ ? block.repeated : 0;
                  const int last = one >= 0 ? one + 1 : block.lanes;
                  for (int i = first; i < last; ++i) {
                    const Int lane = one >= 0 ? 0 : i, own = block.ow + (planar_ ? i : 0);
                    const Int there = even ? n : std::min<Int>(n, at_.w.count(own) - kw);
                    add_run(block, line, at_.w.start(own) + kw * at_.w.step, planar_ ? 0 : i,
                            shares + lane, present ? present + lane : nullptr,
                            one >= 0 ? 1 : kLanes, there);
                  }
                  shares += n * (one >= 0 ? 1 : kLanes);
                  if (present) present += n * (one >= 0 ? 1 : kLanes);
                });
  }

  // The sums of so many channels from c on, as elements.
  void store(Int outer, Int c, Int channels) const {
    if (written_) return;
    char* out = static_cast<char*>(job_.out) + (outer * at_.inputs * job_.inner + c) * job_.item;
    const Int lines = at_.d.size * at_.h.size;
    if (split_) {
      for (Int line = 0; line < lines; ++line, out += at_.w.size * job_.item) {
        Cell* row = job_.bare ? reinterpret_cast<Cell*>(out) : row_;
        join(cells_ + line * across_, across_ / at_.w.stride, at_.w.size, at_.w.stride, row);
        if (!job_.bare) job_.write(row_, at_.w.size, out);
      }
    } else if (planar_) {
      write(cells_, at_.inputs, out);
    } else {
      for (Int i = 0; i < at_.inputs; ++i)
        write(cells_ + i * pixel_, channels, out + i * job_.inner * job_.item);
    }
  }

 private:
  Int place(Int p) const { return split_ ? cell_of(p, at_.w.stride, across_) : p * pixel_; }

  void write(const Cell* from, Int n, char* to) const {
    if (job_.bare) copy_row(from, n, reinterpret_cast<Cell*>(to));
    else job_.write(from, n, to);
  }

  // Calls visit(line) for each input line that the windows of a block reach into.
  template <class Visit>
  void each_line(const Block& block, Visit visit) const {
    const Span depth = at_.d.at(block.od), height = at_.h.at(block.oh);
    for (Int kd = 0; kd < depth.count; ++kd)
      for (Int kh = 0; kh < height.count; ++kh) {
        const Int z = depth.start + kd * at_.d.step, y = height.start + kh * at_.h.step;
        visit(cells_ + (z * at_.h.size + y) * across_ * pixel_);
      }
  }

  void add_lanes(const Cell* __restrict from, Cell* __restrict to) const {
    if (alone_) std::memcpy(to, from, sizeof(Lanes<Cell>));
    else
      for (int i = 0; i < kLanes; ++i) to[i] += from[i];
  }
  void add_one(Cell from, Cell& to) const { to = alone_ ? from : to + from; }

  void add_one_by_one(const Block& block, const Tile<Cell>& tile, const Cell* shares) const {
    Int k = 0, starts[kLanes];
    for (int i = 0; i < block.lanes; ++i) starts[i] = at_.w.start(block.ow + i);
    each_line(block, [&](Cell* line) {
      for (Int kw = 0; kw < at_.w.most; ++kw, ++k)
        for (int i = 0; i < block.lanes; ++i)
          if (tile.present[k * kLanes + i] != 0)
            add_one(shares[k * kLanes + i], line[place(starts[i] + kw * at_.w.step)]);
    });
  }

  const TileJob& job_;
  const Windows& at_;
  bool planar_, split_, alone_, written_;
  Int across_, pixel_, sums_;
  Cell *cells_, *row_;
  Int* within_;
};

}  // namespace poolwise::POOLWISE_LEVEL
