// What goes back: the adjoints of pick (place, and its own adjoint gather) and of total (spread).
#include "back/place_rows.hpp"
#include "back/spread_apart.hpp"
#include "back/spread_pixels.hpp"
#include "cells/divisors.hpp"
#include "rows/stream.hpp"
#include "rows/sweep_rows.hpp"
#include "rows/sweep_windows.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Calls visit(o, i) for each output of plane `outer`: i is the place of the picked element in the
// plane, or -1 where the window was empty. (Offsets are a tensor that PyTorch users can reach: a
// wrong one must not lead outside the plane.)
template <class Code, class Visit>
inline void each_code(const Job& job, std::int64_t outer, Visit visit) {
  const Windows& at = *job.windows;
  const Code* code = static_cast<const Code*>(job.offsets);
  const std::int64_t none = job.mask ? no_offset(job) : -1;
  std::int64_t o = outer * at.outputs * job.inner;
  for (std::int64_t od = 0; od < at.d.length; ++od)
    for (std::int64_t oh = 0; oh < at.h.length; ++oh) {
      if (job.watch->ends(at.w.length * job.inner)) return;
      const std::int64_t row = (at.d.start(od) * at.h.size + at.h.start(oh)) * at.w.size;
      const bool some = at.d.count(od) > 0 && at.h.count(oh) > 0;
      for (std::int64_t ow = 0; ow < at.w.length; ++ow) {
        const Span window = at.w.at(ow);
        const std::int64_t known = some && window.count > 0 ? at.offsets : 0;
        const std::int64_t start = row + window.start;
        for (std::int64_t c = 0; c < job.inner; ++c, ++o) {
          const std::int64_t offset = code[o];
          const bool any = offset < known && offset != none;
          const std::int64_t place = any ? start + at.distance(offset) : at.inputs;
          visit(o, place < at.inputs ? place * job.inner + c : -1);
        }
      }
    }
}

template <class Visit>
inline void each_picked(const Job& job, std::int64_t outer, Visit visit) {
  if (job.windows->outputs == 0) return;
  switch (job.offset_bytes) {
    case 1:
      return each_code<std::uint8_t>(job, outer, visit);
    case 2:
      return each_code<std::uint16_t>(job, outer, visit);
    default:
      return each_code<std::uint32_t>(job, outer, visit);
  }
}

template <class T>
class Plane {
 public:
  Plane(const Job& job, std::int64_t outer) : size_(job.windows->inputs * job.inner) {
    out_ = static_cast<T*>(job.out) + outer * size_;
    if constexpr (is_short<T>) sums_ = reinterpret_cast<float*>(job.scratch);
    else sums_ = out_;
    std::memset(sums_, 0, std::size_t(size_) * sizeof(Widened<T>));
  }
  void add(std::int64_t i, Widened<T> g) { sums_[i] += g; }
  void store() const {
    if constexpr (is_short<T>)
      for (std::int64_t i = 0; i < size_; ++i) out_[i] = convert<T>(sums_[i]);
  }

 private:
  std::int64_t size_;
  T* out_;
  Widened<T>* sums_;
};

template <class T>
void scatter(const Job& job) {
  const T* grad = static_cast<const T*>(job.x);
  for (std::int64_t outer = job.begin; outer < job.end; ++outer) {
    Plane<T> plane(job, outer);
    each_picked(job, outer, [&](std::int64_t o, std::int64_t i) {
      if (i >= 0) plane.add(i, Widened<T>(widen(grad[o])));
    });
    plane.store();
  }
}

template <class T>
void gather(const Job& job) {
  const T* x = static_cast<const T*>(job.x);
  T* out = static_cast<T*>(job.out);
  for (std::int64_t outer = job.begin; outer < job.end; ++outer) {
    const T* plane = x + outer * job.windows->inputs * job.inner;
    each_picked(job, outer,
                [&](std::int64_t o, std::int64_t i) { out[o] = i < 0 ? T{} : plane[i]; });
  }
}

// The distance of an element from its window's start, for offsets of one byte: with divisions that
// are multiplications, and that a vector of offsets can do at once.
struct Distance {
  std::int32_t row, plane, along, down, deep;

  explicit Distance(const Windows& at) {
    const auto inverse = [](std::int64_t n) { return std::int32_t(65536 / n + 1); };
    row = inverse(at.w.most);
    plane = inverse(at.h.most);
    along = std::int32_t(at.w.gap());
    down = std::int32_t(at.h.gap() * at.w.size - at.w.most * at.w.gap());
    deep = std::int32_t((at.d.gap() * at.h.size - at.h.most * at.h.gap()) * at.w.size);
  }
  std::int32_t operator()(std::uint8_t offset) const {
    const std::int32_t kh = (offset * row) >> 16, kd = (kh * plane) >> 16;
    return offset * along + kh * down + kd * deep;
  }
};

POOLWISE_NOINLINE void index_row(const Distance& of, const std::uint8_t* __restrict offsets,
                                 const std::int64_t* __restrict starts, std::int64_t from,
                                 std::int64_t n, std::int64_t inner, std::int64_t* __restrict out) {
  const Distance distance = of;
  if (inner == 1) {
    for (std::int64_t j = 0; j < n; ++j) out[j] = from + starts[j] + distance(offsets[j]);
  } else {
    for (std::int64_t j = 0; j < n; ++j, out += inner, offsets += inner)
      for (std::int64_t c = 0; c < inner; ++c) out[c] = from + starts[j] + distance(offsets[c]);
  }
}

// Indices in the plane, as PyTorch's: of an empty window, where it would have begun.
void indices(const Job& job) {
  const Windows& at = *job.windows;
  const std::int64_t none = job.mask ? no_offset(job) : -1, width = at.w.length * job.inner;
  const bool bytes = job.offset_bytes == 1 && !job.mask && at.offsets > 0 &&
                     at.inputs <= std::numeric_limits<std::int32_t>::max();
  constexpr std::int64_t block = 512;
  std::int64_t starts[block];
  Stream<std::int64_t> rows(job, width);
  for (std::int64_t line = job.begin; line < job.end; ++line, rows.next()) {
    if (job.watch->ends(width)) return;
    std::int64_t* out = rows.row();
    const std::int64_t od = line / at.h.length % at.d.length, oh = line % at.h.length;
    if (bytes) {
      const auto* offsets = static_cast<const std::uint8_t*>(job.offsets) + line * width;
      const std::int64_t first = (at.d.start(od) * at.h.size + at.h.start(oh)) * at.w.size;
      for (std::int64_t ow = 0; ow < at.w.length; ow += block) {
        const std::int64_t n = std::min(block, at.w.length - ow), o = ow * job.inner;
        if (at.w.length > block || line == job.begin) at.w.list_starts(ow, n, starts);
        index_row(Distance(at), offsets + o, starts, first, n, job.inner, out + o);
      }
      continue;
    }
    for (std::int64_t ow = 0; ow < at.w.length; ++ow)
      for (std::int64_t c = 0; c < job.inner; ++c) {
        const std::int64_t o = ow * job.inner + c, offset = load_offset(job, line * width + o);
        // A window that padding left empty has no taps, and offset 0.
        const std::int64_t away = offset < at.offsets ? at.distance(offset) : 0;
        out[o] = offset == none ? -1 : at.start(od, oh, ow) + away;
      }
  }
}

// The gradient of a total is a total: of the divided gradients, over the windows that hold a
// position.
template <class T>
void spread(const Job& job) {
  using Cell = Widened<T>;
  using V = Values<Total<Cell>, T>;
  const Windows& at = *job.windows;
  const std::int64_t width = at.w.length * job.inner;
  Stream<T> out(job, width);
  const Divisors divisors(job, *at.back);
  Cell* by_column = nullptr;
  if (job.divide != kNothing) {
    by_column = reinterpret_cast<Cell*>(job.scratch + job.divisors_from);
    for (std::int64_t i = 0; i < at.w.size; ++i) by_column[i] = Cell(divisors.columns(i));
  }
  const auto by = [&](std::int64_t z, std::int64_t y) { return divisors.rows<Cell>(z, y); };
  sweep_rows<V>(
      job, by_column, by,
      [&](std::int64_t, Cell* own) {
        if constexpr (is_short<T>) return own;
        else return out.row();
      },
      [&](std::int64_t, std::int64_t, std::int64_t, Cell* row) {
        if constexpr (is_short<T>) convert_row(row, width, out.row());
        out.next();
      });
}

// The same where few windows are in reach of a position.
template <class T>
void spread_few(const Job& job) {
  if (lies_apart(*job.windows)) each_input_row<T>(job, SpreadApart<T>(job));
  else each_input_row<T>(job, SpreadPixels<T>(job));
}

template <class T>
void spread_masked(const Job& job) {
  const Windows& at = *job.windows;
  const T* grad = static_cast<const T*>(job.x);
  const std::int64_t lines = at.d.length * at.h.length;
  const Divisors divisors(job);
  for (std::int64_t outer = job.begin; outer < job.end; ++outer) {
    Plane<T> plane(job, outer);
    const std::int64_t from = outer * at.inputs * job.inner;
    Job rows = job;
    rows.begin = outer * lines;
    rows.end = (outer + 1) * lines;
    each_output(rows, [&](std::int64_t, std::int64_t od, std::int64_t oh, std::int64_t ow,
                          std::int64_t c, std::int64_t o) {
      std::int64_t count = 0;
      each_element(job, outer, od, oh, ow, c, [&](std::int64_t, std::int64_t) { ++count; });
      const auto share =
          Widened<T>(double(widen(grad[o])) / divisors.of_present(od, oh, ow, count));
      each_element(job, outer, od, oh, ow, c,
                   [&](std::int64_t i, std::int64_t) { plane.add(i - from, share); });
    });
    plane.store();
  }
}

void offer_backward(Kernels& table) {
  table.indices = indices;
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    table.gather[code] = gather<T>;
    if constexpr (is_float<T>) {
      table.place[code] = place<T>;
      table.scatter[code] = scatter<T>;
      table.spread[code] = spread<T>;
      table.spread_few[code] = spread_few<T>;
      table.spread_masked[code] = spread_masked<T>;
    }
  });
}

}  // namespace poolwise::POOLWISE_LEVEL
