// A row of input made ready to be folded: in the type of the cells, with room for the padding, and
// where the stride asks for it split into its residues, so that every later loop is contiguous.
#pragma once
#include "rows/max_and_sum.hpp"
#include "where/windows.hpp"

namespace poolwise::POOLWISE_LEVEL {

// to(r)[v] = from[v * stride + r]. The pointers are spelt out so that compilers see a shuffle.
template <class Cell, int stride, class To>
inline void split_groups(const Cell* __restrict from, std::int64_t n, To to) {
  Cell* __restrict a = to(0);
  Cell* __restrict b = to(1);
  Cell* __restrict c = to(stride > 2 ? 2 : 0);
  Cell* __restrict d = to(stride > 3 ? 3 : 0);
  each_range<Cell>(n, [=](std::int64_t v, std::int64_t end) {
    for (; v < end; ++v) {
      a[v] = from[v * stride];
      b[v] = from[v * stride + 1];
      if constexpr (stride > 2) c[v] = from[v * stride + 2];
      if constexpr (stride > 3) d[v] = from[v * stride + 3];
    }
  });
}

// Element i of the row becomes cell `at + i`, split: cell c is the one with number c / stride of
// the residue c % stride. Residues lie `pitch` apart.
template <class Cell>
POOLWISE_NOINLINE void split(const Cell* from, std::int64_t length, std::int64_t stride,
                             std::int64_t at, Cell* to, std::int64_t pitch) {
  const auto cell = [=](std::int64_t i) {
    return to + (at + i) % stride * pitch + (at + i) / stride;
  };
  const std::int64_t n = length / stride;
  if (stride == 2) split_groups<Cell, 2>(from, n, cell);
  else if (stride == 3) split_groups<Cell, 3>(from, n, cell);
  else if (stride == 4) split_groups<Cell, 4>(from, n, cell);
  else
    for (std::int64_t r = 0; r < stride; ++r)
      for (std::int64_t v = 0; v < n; ++v) cell(r)[v] = from[v * stride + r];
  for (std::int64_t i = n * stride; i < length; ++i) *cell(i) = from[i];
}

// The way back: to[v * period + r] = from[r][v].
template <class Cell, int period>
inline void join_groups(const Cell* from, std::int64_t pitch, std::int64_t n, Cell* __restrict to) {
  const Cell* a = from;
  const Cell* b = from + pitch;
  const Cell* c = from + (period > 2 ? 2 * pitch : 0);
  each_range<Cell>(n, [=](std::int64_t v, std::int64_t end) {
    for (; v < end; ++v) {
      to[v * period] = a[v];
      to[v * period + 1] = b[v];
      if constexpr (period > 2) to[v * period + 2] = c[v];
    }
  });
}

template <class Cell>
POOLWISE_NOINLINE void join(const Cell* from, std::int64_t pitch, std::int64_t length,
                            std::int64_t period, Cell* to) {
  const std::int64_t n = length / period;
  if (period == 2) join_groups<Cell, 2>(from, pitch, n, to);
  else if (period == 3) join_groups<Cell, 3>(from, pitch, n, to);
  else
    for (std::int64_t v = 0; v < n; ++v)
      for (std::int64_t r = 0; r < period; ++r) to[v * period + r] = from[r * pitch + v];
  for (std::int64_t i = n * period; i < length; ++i) to[i] = from[i % period * pitch + i / period];
}

// Rows of In as rows of Cell. `by` divides them as the mean was divided whose gradient they are;
// `by_column` holds the divisors of the columns.
template <class Cell, class In>
class Stage {
 public:
  // With room for `band` rows, `line` cells each.
  Stage(const Axis& w, std::int64_t inner, std::int64_t band, std::int64_t line, Cell* room,
        Cell padding, const Cell* by_column)
      : inner_(inner),
        size_(w.size * inner),
        line_(line * inner),
        room_(room),
        by_column_(by_column) {
    before_ = w.clipped ? w.before() * inner : 0;
    for (std::int64_t k = 0; w.period && k < band; ++k) {
      Cell* row = room + k * line_;
      fill_row(row, before_, padding);
      fill_row(row + before_ + size_, line_ - before_ - size_, padding);
    }
  }

  // The row, whose element 0 is where it was; around it, if `padded`, the padding. Row k of a band
  // follows row k - 1.
  const Cell* row(const In* x, bool padded, Cell by, std::int64_t k = 0) const {
    Cell* own = room_ + before_ + k * line_;
    if constexpr (as_integers) {
      convert(x, size_, own);
    } else if (by_column_) {
      divided(x, by, own);
    } else if constexpr (std::is_same_v<Cell, In>) {
      if (!padded) return x;
      copy_row(x, size_, own);
    } else {
      convert_row(x, size_, own);
    }
    return own;
  }

  std::int64_t before() const { return before_; }

  void convert(const In* x, std::int64_t n, Cell* to) const {
    if constexpr (as_integers) ordered_ = turn_row(x, n, to) && ordered_;
    else convert_row(x, n, to);
  }

  // 16 bit floats may be compared as integers; false once rows came that hold NaN or -0.0.
  static constexpr bool as_integers = is_short<In> && std::is_same_v<Cell, std::int16_t>;
  bool ordered() const { return ordered_; }

 private:
  void divided(const In* __restrict x, Cell by, Cell* __restrict own) const {
    if constexpr (std::is_floating_point_v<Cell> && is_float<In>) {
      convert_row(x, size_, own);
      if (inner_ == 1) {
        for (std::int64_t i = 0; i < size_; ++i) own[i] /= by * by_column_[i];
      } else {
        for (std::int64_t i = 0; i < size_ / inner_; ++i)
          for (std::int64_t c = 0; c < inner_; ++c) own[i * inner_ + c] /= by * by_column_[i];
      }
    }
  }

  std::int64_t inner_, size_, line_, before_;
  Cell* room_;
  const Cell* by_column_;
  mutable bool ordered_ = true;
};

}  // namespace poolwise::POOLWISE_LEVEL
