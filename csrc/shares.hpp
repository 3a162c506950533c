// What each window gives to its positions: its gradient, divided as its sum was.
#pragma once
#include "kernels.hpp"
#include "quotients.hpp"
#include "reducers.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Cell>
POOLWISE_NOINLINE void divide_by(Cell* cells, std::int64_t n, Cell by) {
  const Cell inverse = 1 / by;
  if (may_multiply<Cell, Cell>(by))
    for (std::int64_t i = 0; i < n; ++i) cells[i] *= inverse;
  else
    for (std::int64_t i = 0; i < n; ++i) cells[i] /= by;
}

template <class T>
class Shares {
 public:
  using Cell = Widened<T>;
  using Int = std::int64_t;

  explicit Shares(const Job& job) : job_(job), at_(*job.windows), kind_(job.divide == kExtent) {
    counted_ = job.divide == kCount || job.divide == kExtent;
    const double* columns = at_.w.divisor[kind_];
    for (Int j = 1; counted_ && j < at_.w.length; ++j) even_ = even_ && columns[j] == columns[0];
  }

  // A row of windows.
  void divide(const T* grad, Int od, Int oh, Cell* to) const {
    const Int inner = job_.inner, length = at_.w.length;
    const double* columns = at_.w.divisor[kind_];
    convert_row(grad, length * inner, to);
    if (job_.divide == kNothing) return;
    if (!counted_) return divide_by(to, length * inner, Cell(job_.divisor));
    const auto by = Cell(at_.d.divisor[kind_][od] * at_.h.divisor[kind_][oh]);
    if (even_ && length > 0) return divide_by(to, length * inner, by * Cell(columns[0]));
    if (inner == 1)
      for (Int j = 0; j < length; ++j) to[j] /= by * Cell(columns[j]);
    else
      for (Int j = 0; j < length; ++j) divide_by(to + j * inner, inner, by * Cell(columns[j]));
  }

 private:
  const Job& job_;
  const Windows& at_;
  int kind_;
  bool counted_, even_ = true;
};

}  // namespace poolwise::POOLWISE_LEVEL
