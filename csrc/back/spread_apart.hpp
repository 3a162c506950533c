// The gradient of sums whose windows lie apart: each row of windows is divided and drawn out once,
// and copied to all rows that its windows span.
#pragma once
#include "back/shares.hpp"
#include "where/ways.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <int size, class Cell>
POOLWISE_NOINLINE void repeat(Cell* __restrict to, const Cell* __restrict from, std::int64_t n) {
  each_range<Cell>(n, [=](std::int64_t j, std::int64_t end) {
    for (; j < end; ++j) {
      const Cell g = from[j];
      to[size * j] = g;
      to[size * j + 1] = g;
      if constexpr (size > 2) to[size * j + 2] = g;
      if constexpr (size > 3) to[size * j + 3] = g;
    }
  });
}

template <class T>
class SpreadApart {
 public:
  using Cell = Widened<T>;
  using Bits = std::conditional_t<is_short<T>, std::uint16_t, T>;
  using Int = std::int64_t;

  explicit SpreadApart(const Job& job)
      : job_(job),
        at_(*job.windows),
        w_(at_.w),
        inner_(job.inner),
        length_(w_.length * inner_),
        shares_(job) {
    divided_ = reinterpret_cast<Cell*>(job.scratch);
    short_ = reinterpret_cast<Bits*>(divided_ + length_);
    made_ = reinterpret_cast<Bits*>(divided_ + 2 * length_);
    // Pixels are drawn out as fast as they are copied.
    spans_ = inner_ == 1 && at_.h.most * at_.d.most > 1;
    side_by_side_ = inner_ == 1 && lies_side_by_side(w_);
  }

  void row(Int outer, Int z, Int y, Int, T* to) {
    const Axis &d = at_.back->d, &h = at_.back->h;
    Bits* out = reinterpret_cast<Bits*>(to);
    const std::size_t bytes = std::size_t(w_.size * inner_) * sizeof(T);
    const Span depth = d.at(z), height = h.at(y);
    if (depth.count * height.count == 0) {
      std::memset(out, 0, bytes);
      return;
    }
    const Int od = depth.start, oh = height.start;
    const Int line = (outer * at_.d.length + od) * at_.h.length + oh;
    if (line != held_) from_ = divided(line, od, oh);
    if (spans_ && line != held_) draw(from_, made_);
    held_ = line;
    if (!spans_) return draw(from_, out);
    std::memcpy(out, made_, bytes);
  }

 private:
  const Bits* divided(Int line, Int od, Int oh) {
    const T* grad = static_cast<const T*>(job_.x) + line * length_;
    if (job_.divide == kNothing) return reinterpret_cast<const Bits*>(grad);
    shares_.divide(grad, od, oh, divided_);
    if constexpr (!is_short<T>) return divided_;
    else return convert_row(divided_, length_, reinterpret_cast<T*>(short_)), short_;
  }

  // A row of windows as the row of positions that they hold.
  void draw(const Bits* grad, Bits* out) const {
    if (side_by_side_) {
      if (w_.most == 2) repeat<2>(out, grad, w_.length);
      else if (w_.most == 3) repeat<3>(out, grad, w_.length);
      else repeat<4>(out, grad, w_.length);
      for (Int x = w_.most * w_.length; x < w_.size; ++x) out[x] = 0;
    } else if (inner_ == 1 && w_.length == 1 && w_.count(0) == w_.size) {
      const Bits g = grad[0];
      for (Int x = 0; x < w_.size; ++x) out[x] = g;
    } else {
      // Windows with gaps between their elements may lie in each other's.
      Int made = w_.gap() > 1 ? w_.size : 0;
      clear(out, 0, made);
      for (Int j = 0; j < w_.length; ++j, grad += inner_) {
        const Span window = w_.at(j);
        if (window.count == 0) continue;
        clear(out, made, window.start);
        for (Int k = 0; k < window.count; ++k) {
          Bits* to = out + (window.start + k * w_.step) * inner_;
          if (inner_ == 1) *to = *grad;
          else std::memcpy(to, grad, std::size_t(inner_) * sizeof(Bits));
        }
        made = std::max(made, window.start + window.count);
      }
      clear(out, made, w_.size);
    }
  }

  void clear(Bits* out, Int from, Int to) const {
    if (from < to)
      std::memset(out + from * inner_, 0, std::size_t((to - from) * inner_) * sizeof(Bits));
  }

  const Job& job_;
  const Windows& at_;
  const Axis& w_;
  Int inner_, length_, held_ = -1;
  Shares<T> shares_;
  Cell* divided_;
  const Bits* from_ = nullptr;
  Bits *short_, *made_;
  bool spans_, side_by_side_;
};

}  // namespace poolwise::POOLWISE_LEVEL
