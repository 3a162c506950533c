// Reduced rows, kept for as long as windows need them, and folded down the columns.
#pragma once
#include "kernels.hpp"
#include "rows.hpp"

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
        rows_memory_(memory + job.state_bytes) {}

  // Another input plane.
  void open() {
    end() = joined() = 0;
    meeting() = -1;
    for (Int i = 0; i < job_.slots; ++i) held(i) = -1;
  }

  // The window of `count` rows from `start` on, folded into out, or joined to it if `more`. In row
  // k of it offsets begin at base + k * pitch. `source(y)` is an input row, `by(y)` its divisor.
  template <class Source, class By>
  void window(const Source& source, const By& by, Int start, Int count, Row out, bool more,
              Int base, Int pitch) {
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
    if (job_.stacked) {
      const Int stop = start + count;
      if (count) stack(source, by, start, stop);
      const Int front = count && start < meeting(), rear = count && meeting() < stop;
      const auto each = [&](Int k) { return k < front ? slot(start) : back(); };
      return V::fold(out, each, front + rear, width_, more, base, pitch);
    }
    for (Int y = start; y < start + count * step_; y += step_)
      if (held((y & (job_.slots - 1))) != y) {
        rows_.reduce(source(y), slot(y), by(y));
        held((y & (job_.slots - 1))) = y;
      }
    const auto each = [&](Int k) { return slot(start + k * step_); };
    V::fold(out, each, count, width_, more, base, pitch);
  }

 private:
  // Makes the queue hold rows [start, stop). The stacks meet at a multiple of the windows' height,
  // wherever the first window lies, so that sums do not depend on how the work is shared out.
  template <class Source, class By>
  void stack(const Source& source, const By& by, Int start, Int stop) {
    const Int block = job_.windows->h.most, inside = start % block;
    const Int next = start - inside + block, meet = inside == 0 ? start : next < stop ? next : stop;
    if (end() < start) end() = start;
    for (; end() < stop; ++end()) rows_.reduce(source(end()), slot(end()), by(end()));
    if (meeting() != meet) {
      for (Int y = meet - 2; y >= start; --y) join(slot(y), slot(y + 1), true);
      meeting() = joined() = meet;
    }
    for (; joined() < stop; ++joined()) join(back(), slot(joined()), joined() > meet);
  }

  void join(Row out, Row next, bool more) {
    V::fold(out, [&](Int) { return next; }, 1, width_, more, 0, 0);
  }

  Int& end() const { return state_[0]; }      // the first row that is not there yet
  Int& joined() const { return state_[1]; }   // the first that the back does not hold yet
  Int& meeting() const { return state_[2]; }  // the last of the front is before, the back begins
  Int& held(Int i) const { return state_[3 + i]; }
  Row slot(Int y) const {
    return V::row(rows_memory_ + (y & (job_.slots - 1)) * job_.row_bytes, width_);
  }
  Row back() const { return V::row(rows_memory_ + job_.slots * job_.row_bytes, width_); }

  const Job& job_;
  const Rows<V>& rows_;
  Int step_, width_;
  Int* state_;
  char* rows_memory_;
};

}  // namespace poolwise::POOLWISE_LEVEL
