// Reduced rows, kept for as long as windows need them, and folded down the columns.
#pragma once
#include "kernels.hpp"
#include "rows/rows.hpp"

namespace poolwise::POOLWISE_LEVEL {

// The rows of one input plane. Overlapping windows share rows: each is reduced once and kept in one
// of job.slots slots, a power of two. With one slot nothing is kept.
//
// Windows that span many rows are a queue of two stacks (job.stacked). The front holds, for each
// row, the fold of it and all front rows after it; the back folds what has been added since. A
// window is then one front row and the back, whatever its height, and no sum is ever taken away.
template <class V>
class Column {
 public:
  using Int = std::int64_t;
  using Row = typename V::Row;
  using Cell = typename V::Cell;

  Column(const Job& job, const Rows<V>& rows, char* memory)
      : job_(job),
        rows_(rows),
        step_(job.windows->h.step),
        width_(job.windows->w.length * job.inner),
        state_(reinterpret_cast<Int*>(memory)),
        slots_(V::row(memory + job.state_bytes, job.slots * job.pitch)),
        back_(V::row(memory + job.column_bytes - job.row_bytes, width_)) {}

  // Another input plane.
  void open() {
    end() = joined() = 0;
    meeting() = -1;
  }

  // The window of `count` rows from `start` on, folded into out, or joined to it if `more`. In row
  // k of it offsets begin at base + k * pitch. `source(y)` is an input row, `by(y)` its divisor;
  // rows from `until` on will not be asked for.
  template <class Source, class By>
  void window(const Source& source, const By& by, Int start, Int count, Int until, Row out,
              bool more, Int base, Int pitch) {
    if (job_.slots == 1) {
      for (Int k = 0; k < count; ++k) {
        const Int y = start + k * step_;
        const bool first = k == 0 && !more;
        const Row row = first ? out : slot(0);
        rows_.reduce(source(y), row, by(y));
        if (!first) V::fold(out, [&](Int) { return row; }, 1, width_, true, base + k * pitch, 0);
      }
      if (count == 0 && !more) V::clear(out, width_);
      return;
    }
    const Int first = start - job_.windows->h.recoil;
    if (count) hold(source, by, first > 0 ? first : 0, start + (count - 1) * step_ + 1, until);
    if (job_.stacked) {
      const Int stop = start + count;
      if (count) stack(start, stop, pitch);
      const Int front = count && start < meeting(), rear = count && meeting() < stop;
      const auto each = [&](Int k) { return k < front ? slot(start) : back_; };
      return V::fold(out, each, front + rear, width_, more, base, (meeting() - start) * pitch);
    }
    const auto each = [&](Int k) { return slot(start + k * step_); };
    V::fold(out, each, count, width_, more, base, pitch);
  }

 private:
  // Makes the slots hold rows [start, stop), and as many after them as are reduced at once.
  template <class Source, class By>
  void hold(const Source& source, const By& by, Int start, Int stop, Int until) {
    const auto least = [](Int a, Int b) { return a < b ? a : b; };
    if (end() < start) end() = start;
    while (end() < stop) {
      const Int to_wrap = job_.slots - (end() & (job_.slots - 1)),
                free = start + job_.slots - end();
      const Int wanted = (until > stop ? until : stop) - end();
      const Int count = least(least(job_.band, to_wrap), least(free, wanted));
      rows_.reduce_band(source, end(), count, slot(end()), by);
      end() += count;
    }
  }

  // Makes the queue hold rows [start, stop). The stacks meet at a multiple of the windows' height,
  // wherever the first window lies, so that sums do not depend on how the work is shared out.
  void stack(Int start, Int stop, Int pitch) {
    const Int block = job_.windows->h.most, inside = start % block;
    const Int next = start - inside + block, meet = inside == 0 ? start : next < stop ? next : stop;
    if (meeting() != meet) {
      for (Int y = meet - 2; y >= start; --y) join(slot(y), slot(y + 1), true, pitch);
      meeting() = joined() = meet;
    }
    for (; joined() < stop; ++joined())
      join(back_, slot(joined()), joined() > meet, (joined() - meet) * pitch);
  }

  void join(Row out, Row next, bool more, Int base) {
    V::fold(out, [&](Int) { return next; }, 1, width_, more, base, 0);
  }

  Int& end() const { return state_[0]; }      // the first row that is not there yet
  Int& joined() const { return state_[1]; }   // the first that the back does not hold yet
  Int& meeting() const { return state_[2]; }  // the last of the front is before, the back begins
  Row slot(Int y) const { return V::shift(slots_, (y & (job_.slots - 1)) * job_.pitch); }

  const Job& job_;
  const Rows<V>& rows_;
  Int step_, width_;
  Int* state_;
  Row slots_, back_;
};

}  // namespace poolwise::POOLWISE_LEVEL
