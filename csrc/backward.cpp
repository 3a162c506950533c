// What goes back: the adjoints of pick (place, and its own adjoint gather) and of total (spread).
#include "sweep_windows.hpp"
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
      const std::int64_t row = at.start(od, oh, 0) - at.w.start[0];
      for (std::int64_t ow = 0; ow < at.w.length; ++ow) {
        const std::int64_t known = at.empty(od, oh, ow) ? 0 : at.offsets;
        const std::int64_t start = row + at.w.start[ow];
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

// Gradients of 16 bit numbers add up in float32, in the scratch; others where they belong.
template <class T>
using Sum = std::conditional_t<is_short<T>, float, T>;

template <class T>
class Plane {
 public:
  Plane(const Job& job, std::int64_t outer) : size_(job.windows->inputs * job.inner) {
    out_ = static_cast<T*>(job.out) + outer * size_;
    if constexpr (is_short<T>) sums_ = reinterpret_cast<float*>(job.scratch);
    else sums_ = out_;
    std::memset(sums_, 0, std::size_t(size_) * sizeof(Sum<T>));
  }
  void add(std::int64_t i, Sum<T> g) { sums_[i] += g; }
  void store() const {
    if constexpr (is_short<T>)
      for (std::int64_t i = 0; i < size_; ++i) out_[i] = convert<T>(sums_[i]);
  }

 private:
  std::int64_t size_;
  T* out_;
  Sum<T>* sums_;
};

template <class T>
void place(const Job& job) {
  const T* grad = static_cast<const T*>(job.x);
  for (std::int64_t outer = job.begin; outer < job.end; ++outer) {
    Plane<T> plane(job, outer);
    each_picked(job, outer, [&](std::int64_t o, std::int64_t i) {
      if (i >= 0) plane.add(i, Sum<T>(widen(grad[o])));
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

// Indices in the plane, as PyTorch's: of an empty window, where it would have begun.
void indices(const Job& job) {
  const Windows& at = *job.windows;
  std::int64_t* out = static_cast<std::int64_t*>(job.out);
  const std::int64_t none = job.mask ? no_offset(job) : -1;
  for (std::int64_t line = job.begin * at.d.length * at.h.length;
       line < job.end * at.d.length * at.h.length; ++line) {
    const std::int64_t od = line / at.h.length % at.d.length, oh = line % at.h.length;
    for (std::int64_t ow = 0; ow < at.w.length; ++ow)
      for (std::int64_t c = 0; c < job.inner; ++c) {
        const std::int64_t o = (line * at.w.length + ow) * job.inner + c;
        const std::int64_t offset = load_offset(job, o);
        // A window that padding left empty has no taps, and offset 0.
        const std::int64_t away = offset < at.offsets ? at.distance(offset) : 0;
        out[o] = offset == none ? -1 : at.start(od, oh, ow) + away;
      }
  }
}

// A row of output gradients, divided as the mean was.
template <class T>
inline void share_row(const Job& job, std::int64_t od, std::int64_t oh, const T* grad,
                      Sum<T>* shares) {
  const Windows& at = *job.windows;
  const int kind = job.divide == kExtent;
  const bool counted = job.divide == kCount || job.divide == kExtent;
  double rows = job.divide == kConstant ? job.divisor : 1.0;
  if (counted) rows = at.d.divisor[kind][od] * at.h.divisor[kind][oh];
  for (std::int64_t ow = 0; ow < at.w.length; ++ow) {
    const auto by = Sum<T>(counted ? rows * at.w.divisor[kind][ow] : rows);
    for (std::int64_t c = ow * job.inner; c < (ow + 1) * job.inner; ++c)
      shares[c] = Sum<T>(widen(grad[c])) / by;
  }
}

// Adds each window's share to all of its elements in a row.
template <class Cell>
inline void add_shares(const Axis& w, std::int64_t inner, const Cell* __restrict shares,
                       Cell* __restrict sums) {
  const auto add_window = [&](std::int64_t ow) {
    for (std::int64_t k = 0; k < w.count[ow]; ++k) {
      Cell* to = sums + (w.start[ow] + k * w.step) * inner;
      for (std::int64_t c = 0; c < inner; ++c) to[c] += shares[ow * inner + c];
    }
  };
  const std::int64_t lo = inner == 1 ? w.lo : 0, hi = inner == 1 ? w.hi : 0;
  for (std::int64_t ow = 0; ow < lo; ++ow) add_window(ow);
  for (std::int64_t k = 0; lo < hi && k < w.most; ++k) {
    Cell* to = sums + w.start[lo] + k * w.step;
    for (std::int64_t j = 0; j < hi - lo; ++j) to[j * w.stride] += shares[lo + j];
  }
  for (std::int64_t ow = hi; ow < w.length; ++ow) add_window(ow);
}

template <class T>
void spread(const Job& job) {
  const Windows& at = *job.windows;
  const T* grad = static_cast<const T*>(job.x);
  const std::int64_t width = at.w.size * job.inner, rows = at.d.size * at.h.size;
  const std::int64_t out_width = at.w.length * job.inner;
  auto* shares = reinterpret_cast<Sum<T>*>(job.scratch);
  for (std::int64_t line = job.begin; line < job.end; ++line) {
    const std::int64_t outer = line / rows, z = line % rows / at.h.size, y = line % at.h.size;
    T* out = static_cast<T*>(job.out) + line * width;
    Sum<T>* sums;
    if constexpr (is_short<T>) sums = shares + out_width;
    else sums = out;
    std::memset(sums, 0, std::size_t(width) * sizeof(Sum<T>));
    for (std::int64_t od = at.d.first[z]; od <= at.d.last[z]; ++od) {
      if (!at.d.holds(od, z)) continue;
      for (std::int64_t oh = at.h.first[y]; oh <= at.h.last[y]; ++oh) {
        if (!at.h.holds(oh, y)) continue;
        const std::int64_t from = (outer * at.d.length + od) * at.h.length + oh;
        share_row(job, od, oh, grad + from * out_width, shares);
        add_shares(at.w, job.inner, shares, sums);
      }
    }
    if constexpr (is_short<T>)
      for (std::int64_t i = 0; i < width; ++i) out[i] = convert<T>(sums[i]);
  }
}

template <class T>
void spread_masked(const Job& job) {
  const Windows& at = *job.windows;
  const T* grad = static_cast<const T*>(job.x);
  const std::int64_t lines = at.d.length * at.h.length;
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
      const auto share = Sum<T>(double(widen(grad[o])) / divisor_of(job, od, oh, ow, count));
      each_element(job, outer, od, oh, ow, c,
                   [&](std::int64_t i, std::int64_t) { plane.add(i - from, share); });
    });
    plane.store();
  }
}

void fill_backward(Kernels& table) {
  table.indices = indices;
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    table.gather[code] = gather<T>;
    if constexpr (is_float<T>) {
      table.place[code] = place<T>;
      table.spread[code] = spread<T>;
      table.spread_masked[code] = spread_masked<T>;
    }
  });
}

}  // namespace poolwise::POOLWISE_LEVEL
