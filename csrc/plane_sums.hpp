// The gradient of a plane, or of a block of channels, to which tiles add what their elements take.
#pragma once
#include "stage.hpp"
#include "tiles.hpp"

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
        across_(split_ ? job.row_cells : at_.w.size),
        pixel_(planar_ ? 1 : kLanes),
        cells_(room.take<Cell>(at_.d.size * at_.h.size * across_ * pixel_)),
        row_(room.take<Cell>(across_)),
        within_(room.take<Int>(at_.w.most)) {
    for (Int kw = 0; split_ && kw < at_.w.most; ++kw)
      within_[kw] = place(at_.w.start(at_.w.lo) - at_.w.lo * at_.w.stride + kw * at_.w.step);
  }

  // Whether each element is in one window, so that nothing is ever added up.
  bool alone() const { return alone_; }

  void clear() {
    if (!alone_) fill_row(cells_, at_.d.size * at_.h.size * across_ * pixel_, Cell(0));
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

  // The sums of so many channels from c on, as elements.
  void store(Int outer, Int c, Int channels) const {
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
        write(cells_ + i * kLanes, channels, out + i * job_.inner * job_.item);
    }
  }

 private:
  static bool is_alone(const Axis& axis) {
    return axis.period == 1 && axis.gap() == 1 && axis.uses == axis.size &&
           (axis.length == 1 || axis.most <= axis.stride);
  }
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
  bool planar_, split_, alone_;
  Int across_, pixel_;
  Cell *cells_, *row_;
  Int* within_;
};

}  // namespace poolwise::POOLWISE_LEVEL
