// The main loop nest: for each output row the input rows of its windows, reduced and joined.
#pragma once
#include "rows/columns.hpp"

namespace poolwise::POOLWISE_LEVEL {

// What input rows are divided by where they are not.
template <class V>
struct Undivided {
  typename V::Cell operator()(std::int64_t, std::int64_t) const { return 1; }
};

// Whether windows of two by two lie side by side, and can be folded without a row in between.
template <class V>
inline bool in_quads(const Job& job, bool divided) {
  const Axis& w = job.windows->w;
  const bool fit = job.inner == 1 ? w.size == 2 * w.length : job.inner >= kFewChannels;
  return !divided && fit && in_pairs(job.windows->h) && in_pairs(w);
}

// Whether each plane is one window.
template <class R, class X>
inline bool is_window_each(const Job& job) {
  const Windows& at = *job.windows;
  const bool whole = at.outputs == 1 && at.d.size == 1 && at.h.size == 1 && at.d.most == 1 &&
                     at.h.most == 1 && at.w.count(0) == at.w.size && at.w.step == 1;
  return folds_many<R, X> && whole && job.inner == 1 && at.w.size >= kFoldLanes;
}

// False where rows were found that the cells do not order as the input does.
// `open(line, own)` says where the row is gathered (`own` is a row of scratch); `close(line, od,
// oh, row)` makes it the output. `by(z, y)` is what input row (z, y) is divided by.
template <class V, class By, class Open, class Close>
inline bool sweep_rows(const Job& job, const typename V::Cell* by_column, By by, Open open,
                       Close close) {
  using Int = std::int64_t;
  const Windows& at = *job.windows;
  const Int lines = at.d.length * at.h.length, pitch = at.w.size * job.inner;
  const auto* x = static_cast<const typename V::In*>(job.x);
  const Rows<V> rows(job, at.w, job.scratch, by_column);
  const Int width = at.w.length * job.inner;
  const auto own = V::row(job.scratch + job.stage_bytes, width);
  const auto column = [&](Int kd) {
    return Column<V>(job, rows,
                     job.scratch + job.stage_bytes + 2 * job.row_bytes + kd * job.column_bytes);
  };
  Int outer = job.begin / lines, od = job.begin % lines / at.h.length;
  Int oh = job.begin % at.h.length;
  const bool quads = in_quads<V>(job, by_column != nullptr);
  const bool single = at.d.size == 1 && at.h.size == 1 && at.h.most == 1 && at.d.most == 1 &&
                      at.h.length == 1 && at.d.length == 1;
  const auto other = V::row(job.scratch + job.stage_bytes + job.row_bytes, width);
  bool fresh = true;  // the columns hold rows of another plane
  Int until = 0;
  for (Int line = job.begin; line < job.end; ++line) {
    if (job.watch->ends(width * at.h.most * at.d.most)) break;
    if (fresh) {
      const Int left = job.end - line,
                last = (oh + left < at.h.length ? oh + left : at.h.length) - 1;
      const Span lowest = at.h.at(last);
      until = lowest.start + (lowest.count - 1) * at.h.step + 1;
      for (Int kd = 0; kd < at.d.most; ++kd) column(kd).open();
    }
    const auto row = open(line, own);
    const Span depth = at.d.at(od), height = at.h.at(oh);
    for (Int kd = 0; kd < depth.count; ++kd) {
      const Int z = depth.start + kd * at.d.step, start = height.start;
      const auto* plane = x + (outer * at.d.size + z) * at.h.size * pitch;
      const auto source = [&](Int y) { return plane + y * pitch; };
      if (single) {
        rows.reduce(plane, row, by(z, 0));
      } else if (!quads) {
        column(kd).window(
            source, [&](Int y) { return by(z, y); }, start, height.count, until, row, kd > 0,
            kd * at.h.most * at.w.most, at.w.most);
      } else {
        const auto part = kd == 0 ? row : other;
        rows.reduce_quads(source(start), part);
        if (kd > 0) V::fold(row, [&](Int) { return part; }, 1, width, true, 4 * kd, 0);
      }
    }
    if (depth.count == 0) V::clear(row, width);
    close(line, od, oh, row);
    fresh = ++oh == at.h.length;
    if (!fresh) continue;
    oh = 0;
    if (++od < at.d.length) continue;
    od = 0;
    ++outer;
  }
  return rows.ordered();
}

}  // namespace poolwise::POOLWISE_LEVEL
