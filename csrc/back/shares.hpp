// What each window gives to its positions: its gradient, divided as its sum was.
#pragma once
#include "cells/divisors.hpp"
#include "rows/max_and_sum.hpp"

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

  explicit Shares(const Job& job) : job_(job), divisors_(job) {}

  // A row of windows.
  void divide(const T* grad, Int od, Int oh, Cell* to) const {
    const Int inner = job_.inner;
    convert_row(grad, job_.windows->w.length * inner, to);
    if (job_.divide == kNothing) return;
    divisors_.row<Cell>(
        od, oh, [=](Int from, Int n, Cell by) { divide_by(to + from * inner, n * inner, by); },
        [=](Int from, Int n, const double* columns, double by) {
          Cell* own = to + from;
          const auto rows = Cell(by);
          for (Int j = 0; j < n; ++j) own[j] /= rows * Cell(columns[j]);
        });
  }

 private:
  const Job& job_;
  RowDivisors divisors_;
};

}  // namespace poolwise::POOLWISE_LEVEL
