// The rows of a gradient, one after the other, as a maker makes them: it is told where the row
// lies, and how many are wanted from there on.
#pragma once
#include "rows/stream.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class T, class Maker>
void each_input_row(const Job& job, Maker maker) {
  const Windows& at = *job.windows;
  std::int64_t y = job.begin % at.h.size, z = job.begin / at.h.size % at.d.size;
  std::int64_t outer = job.begin / at.h.size / at.d.size;
  Stream<T> out(job, at.w.size * job.inner);
  for (std::int64_t line = job.begin; line < job.end; ++line, out.next()) {
    if (job.watch->ends(at.w.size * job.inner)) return;
    maker.row(outer, z, y, job.end - line, out.row());
    if (++y < at.h.size) continue;
    y = 0;
    if (++z < at.d.size) continue;
    z = 0;
    ++outer;
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
