// The gradient of sums over channels-last arrays: each pixel adds up its few windows.
#pragma once
#include "back/pixel_rows.hpp"
#include "back/shares.hpp"
#include "rows/folds.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class T>
class SpreadPixels {
 public:
  using Cell = Widened<T>;
  using Int = std::int64_t;

  explicit SpreadPixels(const Job& job)
      : job_(job), rows_(*job.windows, job.inner, job.scratch), shares_(job) {
    const Windows& at = *job.windows;
    length_ = at.w.length * job.inner;
    pitch_ = (length_ + 15) / 16 * 16;
    divided_ = reinterpret_cast<Cell*>(rows_.rest());
    sums_ = divided_ + rows_.slots() * pitch_;
  }

  void row(Int outer, Int z, Int y, Int, T* out) {
    const Int inner = job_.inner, width = job_.windows->w.size;
    const Cell* lines[kRoom];
    Int count = 0;
    rows_.windows(outer, z, y, [&](Int line, Int od, Int oh, Int slot, bool fresh) {
      Cell* divided = divided_ + slot * pitch_;
      const T* grad = static_cast<const T*>(job_.x) + line * length_;
      if (fresh) shares_.divide(grad, od, oh, divided);
      lines[count++] = divided;
    });
    Cell* to = sums_;
    if constexpr (std::is_same_v<T, Cell>) to = out;
    for (Int x = 0; x < width; ++x) {
      const Cell* taps[kRoom];
      Int n = 0;
      for (Int i = 0; i < count; ++i)
        for (const Beside* c = rows_.begin(x); c < rows_.end(x); ++c)
          taps[n++] = lines[i] + c->away;
      Folds<Total<Cell>>::all(to + x * inner, [&](Int t) { return taps[t]; }, n, inner);
    }
    if constexpr (!std::is_same_v<T, Cell>) convert_row(sums_, width * inner, out);
  }

 private:
  static constexpr Int kRoom = 2 * kMostSpread;  // compilers do not see that there are no more

  const Job& job_;
  PixelRows rows_;
  Shares<T> shares_;
  Int length_, pitch_;
  Cell *divided_, *sums_;
};

}  // namespace poolwise::POOLWISE_LEVEL
