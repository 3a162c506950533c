// What each window gives to its positions: its gradient, divided as its sum was.
#pragma once
#include "divisors.hpp"
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

  explicit Shares(const Job& job)
      : job_(job), at_(*job.windows), columns_(job), padded_(job.divide == kExtent) {
    counted_ = job.divide == kCount || job.divide == kExtent;
  }

  // A row of windows.
  void divide(const T* grad, Int od, Int oh, Cell* to) const {
    const Int inner = job_.inner, length = at_.w.length;
    convert_row(grad, length * inner, to);
    if (job_.divide == kNothing) return;
    if (!counted_) return divide_by(to, length * inner, Cell(job_.divisor));
    const auto by = Cell(at_.d.divisor(padded_, od) * at_.h.divisor(padded_, oh));
    if (columns_.even()) return divide_by(to, length * inner, by * Cell(columns_.first()));
    columns_.each_block([&](Int from, Int n, const double* columns) {
      Cell* own = to + from * inner;
      if (inner == 1)
        for (Int j = 0; j < n; ++j) own[j] /= by * Cell(columns[j]);
      else
        for (Int j = 0; j < n; ++j) divide_by(own + j * inner, inner, by * Cell(columns[j]));
    });
  }

 private:
  const Job& job_;
  const Windows& at_;
  RowDivisors columns_;
  bool padded_, counted_;
};

}  // namespace poolwise::POOLWISE_LEVEL
