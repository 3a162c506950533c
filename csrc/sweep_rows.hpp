// The main loop nest: for each output row, the input rows of its windows, reduced and joined.
#pragma once
#include "kernels.hpp"
#include "rows.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Overlapping windows share input rows; a ring of scratch rows keeps each reduced row until the
// last window that needs it. `slots` rows per depth tap; with one slot nothing is kept.
template <class C>
class Ring {
 public:
  Ring(const Job& job, std::int64_t width)
      : slots_(job.slots), width_(width), stride_((width * C::bytes + 23) / 16 * 16) {
    held_ = reinterpret_cast<std::int64_t*>(job.scratch);
    rows_ = job.scratch + (planes(*job.windows) * slots_ * 8 + 15) / 16 * 16;
    own_ = planes(*job.windows) * slots_;
  }
  static std::int64_t planes(const Windows& windows) { return windows.d.most; }

  bool shared() const { return slots_ > 1; }
  C scratch_row() const { return C::at(rows_ + own_ * stride_, width_); }
  void forget() {
    for (std::int64_t i = 0; i < own_; ++i) held_[i] = -1;
  }
  C fetch(std::int64_t kd, std::int64_t y, const Axis& w, const typename C::In* row,
          std::int64_t inner) {
    const std::int64_t slot = shared() ? kd * slots_ + y % slots_ : 0;
    const C cells = C::at(rows_ + slot * stride_, width_);
    if (!shared() || held_[slot] != y) {
      cells.reduce(w, row, inner);
      held_[slot] = y;
    }
    return cells;
  }

 private:
  std::int64_t slots_, width_, stride_, own_;
  std::int64_t* held_;
  char* rows_;
};

// `open(line, scratch)` says where the row's cells are gathered; `close(line, od, oh, cells)` makes
// them the output.
template <class C, class Open, class Close>
inline void sweep_rows(const Job& job, Open open, Close close) {
  const Windows& at = *job.windows;
  const std::int64_t width = at.w.length * job.inner, lines = at.d.length * at.h.length;
  const auto* x = static_cast<const typename C::In*>(job.x);
  Ring<C> ring(job, width);
  std::int64_t current = -1;  // the (outer, od) whose rows the ring holds
  for (std::int64_t line = job.begin; line < job.end; ++line) {
    const std::int64_t outer = line / lines;
    const std::int64_t od = line % lines / at.h.length, oh = line % at.h.length;
    if (line / at.h.length != current) {
      current = line / at.h.length;
      ring.forget();
    }
    const C cells = open(line, ring.scratch_row());
    bool any = false;
    for (std::int64_t kd = 0; kd < at.d.count[od]; ++kd) {
      const std::int64_t z = at.d.start[od] + kd * at.d.step;
      for (std::int64_t kh = 0; kh < at.h.count[oh]; ++kh) {
        const std::int64_t y = at.h.start[oh] + kh * at.h.step;
        const auto* row = x + ((outer * at.d.size + z) * at.h.size + y) * at.w.size * job.inner;
        const std::int64_t base = (kd * at.h.most + kh) * at.w.most;
        if (any) {
          cells.fold(ring.fetch(kd, y, at.w, row, job.inner), width, base);
        } else if (ring.shared()) {
          cells.copy(ring.fetch(kd, y, at.w, row, job.inner), width, base);
        } else {
          cells.reduce(at.w, row, job.inner);
        }
        any = true;
      }
    }
    if (!any) cells.clear(width);
    close(line, od, oh, cells);
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
