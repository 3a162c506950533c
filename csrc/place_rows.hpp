// The gradient of pick, input row by input row: for each of its elements, the gradients of the
// windows that picked it. A vector of windows at a time, and no zeros to scatter over.
#pragma once
#include "kernels.hpp"
#include "reducers.hpp"
#include "stage.hpp"

namespace poolwise::POOLWISE_LEVEL {

// to[j] += grad[j] where window j picked the element of this code.
template <class Cell, class T, class Code>
POOLWISE_NOINLINE void add_where(Cell* __restrict to, const T* __restrict grad,
                                 const Code* __restrict code, std::int64_t n, Code wanted) {
  for (std::int64_t j = 0; j < n; ++j) to[j] += code[j] == wanted ? Cell(widen(grad[j])) : Cell(0);
}

// Both elements of windows of two, side by side.
template <class Cell, class T, class Code>
POOLWISE_NOINLINE void set_pairs(Cell* __restrict to, const T* __restrict grad,
                                 const Code* __restrict code, std::int64_t n, Code first) {
  const Code second = Code(first + 1);
  each_range<Cell>(n, [=](std::int64_t j, std::int64_t to_end) {
    for (; j < to_end; ++j) {
      const Cell g = Cell(widen(grad[j]));
      to[2 * j] = code[j] == first ? g : Cell(0);
      to[2 * j + 1] = code[j] == second ? g : Cell(0);
    }
  });
}

template <class T, class Code>
class PlaceRows {
 public:
  using Cell = Widened<T>;
  using Int = std::int64_t;

  explicit PlaceRows(const Job& job)
      : job_(job), at_(*job.windows), w_(at_.w), inner_(job.inner), width_(at_.w.size * job.inner) {
    run_ = inner_ == 1 && w_.period == 1;
    paired_ = run_ && w_.stride == 2 && w_.most == 2 && w_.step == 1 && w_.lo == 0 &&
              w_.hi == w_.length && at_.back->h.most <= 1 && at_.back->d.most <= 1;
    lanes_ = run_ && !paired_ ? w_.stride : 1;
    pitch_ = lanes_ == 1 ? width_ : w_.size / lanes_ + 1;
    sums_ = reinterpret_cast<Cell*>(job.scratch);
    joined_ = sums_ + lanes_ * pitch_;
  }

  void row(Int line) const {
    const Int outer = line / (at_.d.size * at_.h.size);
    const Int z = line / at_.h.size % at_.d.size, y = line % at_.h.size;
    T* out = static_cast<T*>(job_.out) + line * width_;
    Cell* sums = sums_;
    if constexpr (std::is_same_v<T, Cell>)
      if (lanes_ == 1) sums = out;
    const Axis &depth = at_.back->d, &height = at_.back->h;
    if (!paired_ || depth.count[z] * height.count[y] == 0)
      std::memset(sums, 0, std::size_t(lanes_ * pitch_) * sizeof(Cell));
    for (Int d = 0; d < depth.count[z]; ++d)
      for (Int h = 0; h < height.count[y]; ++h) {
        const Int od = depth.start[z] + d * depth.step, oh = height.start[y] + h * height.step;
        const Int kd = (z - at_.d.start[od]) / at_.d.step, kh = (y - at_.h.start[oh]) / at_.h.step;
        const Int from = ((outer * at_.d.length + od) * at_.h.length + oh) * w_.length * inner_;
        add(static_cast<const T*>(job_.x) + from, static_cast<const Code*>(job_.offsets) + from,
            (kd * at_.h.most + kh) * w_.most, sums);
      }
    if (lanes_ > 1) {
      Cell* whole = joined_;
      if constexpr (std::is_same_v<T, Cell>) whole = out;
      join(sums_, pitch_, width_, lanes_, whole);
      sums = whole;
    }
    if constexpr (!std::is_same_v<T, Cell>) convert_row(sums, width_, out);
  }

 private:
  // One row of windows, whose elements in this row of input have the codes from `base` on.
  void add(const T* grad, const Code* code, Int base, Cell* sums) const {
    if (paired_) {
      set_pairs(sums, grad, code, w_.length, Code(base));
      for (Int p = 2 * w_.length; p < w_.size; ++p) sums[p] = 0;
    } else if (inner_ > 1) {
      for (Int j = 0; j < w_.length; ++j)
        for (Int k = 0; k < w_.count[j]; ++k)
          add_where(sums + (w_.start[j] + k * w_.step) * inner_, grad + j * inner_,
                    code + j * inner_, inner_, Code(base + k));
    } else {
      const Int lo = run_ ? w_.lo : w_.length, hi = run_ ? w_.hi : w_.length;
      add_singly(grad, code, base, 0, lo, sums);
      // The last element first, so that an element gets its windows' gradients in their order.
      for (Int k = w_.most - 1; k >= 0 && lo < hi; --k) {
        const Int p = w_.start[lo] + k * w_.step;
        add_where(sums + p % lanes_ * pitch_ + p / lanes_, grad + lo, code + lo, hi - lo,
                  Code(base + k));
      }
      add_singly(grad, code, base, hi, w_.length, sums);
    }
  }
  void add_singly(const T* grad, const Code* code, Int base, Int from, Int to, Cell* sums) const {
    for (Int j = from; j < to; ++j) {
      const Int k = Int(code[j]) - base;
      if (k < 0 || k >= w_.count[j]) continue;
      const Int p = w_.start[j] + k * w_.step;
      sums[p % lanes_ * pitch_ + p / lanes_] += Cell(widen(grad[j]));
    }
  }

  const Job& job_;
  const Windows& at_;
  const Axis& w_;
  Int inner_, width_, lanes_, pitch_;
  bool run_, paired_;
  Cell *sums_, *joined_;
};

template <class T>
void place(const Job& job) {
  const auto rows = [&](auto code) {
    const PlaceRows<T, decltype(code)> place_rows(job);
    for (std::int64_t line = job.begin; line < job.end; ++line) place_rows.row(line);
  };
  if (job.offset_bytes == 1) rows(std::uint8_t{});
  else if (job.offset_bytes == 2) rows(std::uint16_t{});
  else rows(std::uint32_t{});
}

}  // namespace poolwise::POOLWISE_LEVEL
