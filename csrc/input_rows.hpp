// The rows of a gradient, one after the other, as its maker `way` makes them: it is told where the
// row lies, and how many are wanted from there on.
#pragma once
#include "kernels.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class T, class Way>
void each_input_row(const Job& job, Way way) {
  const Windows& at = *job.windows;
  const std::int64_t width = at.w.size * job.inner;
  std::int64_t y = job.begin % at.h.size, z = job.begin / at.h.size % at.d.size;
  std::int64_t outer = job.begin / at.h.size / at.d.size;
  T* out = static_cast<T*>(job.out) + job.begin * width;
  for (std::int64_t line = job.begin; line < job.end; ++line, out += width) {
    way.row(outer, z, y, job.end - line, out);
    if (++y < at.h.size) continue;
    y = 0;
    if (++z < at.d.size) continue;
    z = 0;
    ++outer;
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
