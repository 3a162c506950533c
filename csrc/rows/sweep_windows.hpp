// The general loop nest: each window's present elements, one by one. Masks come this way, and the
// few results that are computed again.
#pragma once
#include "cells/numbers.hpp"
#include "kernels.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Calls visit(at, offset) for each present element of a window, in row-major order: `at` is its
// place in the arrays laid out as x, `offset` its number inside the window.
template <class Visit>
inline void each_element(const Job& job, std::int64_t outer, std::int64_t od, std::int64_t oh,
                         std::int64_t ow, std::int64_t c, Visit visit) {
  const Windows& at = *job.windows;
  const Span depth = at.d.at(od), height = at.h.at(oh), width = at.w.at(ow);
  for (std::int64_t kd = 0; kd < depth.count; ++kd) {
    const std::int64_t z = outer * at.d.size + depth.start + kd * at.d.step;
    for (std::int64_t kh = 0; kh < height.count; ++kh) {
      const std::int64_t y = z * at.h.size + height.start + kh * at.h.step;
      for (std::int64_t kw = 0; kw < width.count; ++kw) {
        const std::int64_t i = (y * at.w.size + width.start + kw * at.w.step) * job.inner + c;
        if (!job.mask || job.mask[i]) visit(i, (kd * at.h.most + kh) * at.w.most + kw);
      }
    }
  }
}

// Calls visit(outer, od, oh, ow, c, o) for each output of the rows [begin, end).
template <class Visit>
inline void each_output(const Job& job, Visit visit) {
  const Windows& at = *job.windows;
  const std::int64_t lines = at.d.length * at.h.length;
  for (std::int64_t line = job.begin; line < job.end; ++line) {
    const std::int64_t outer = line / lines;
    const std::int64_t od = line % lines / at.h.length, oh = line % at.h.length;
    const std::int64_t rows = at.d.count(od) * at.h.count(oh);
    for (std::int64_t ow = 0; ow < at.w.length; ++ow) {
      if (job.watch->ends(rows * at.w.count(ow) * job.inner)) return;
      for (std::int64_t c = 0; c < job.inner; ++c)
        visit(outer, od, oh, ow, c, (line * at.w.length + ow) * job.inner + c);
    }
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
