// Sums and means.
#include "sweep_rows.hpp"
#include "sweep_windows.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Cells [from, to) of a row, all divided by one number.
template <class Quotient, class Cell, class Out>
inline void divide(const Cell* __restrict cells, std::int64_t from, std::int64_t to, Quotient by,
                   Out* __restrict out) {
  using Wider = std::conditional_t<(sizeof(Quotient) > sizeof(Out)), Quotient, Out>;
  each_vector<Wider>(to - from, [=](std::int64_t i) {
    out[from + i] = convert<Out>(Quotient(cells[from + i]) / by);
  });
}

template <class T, class Cell, class Out>
void finish(const Job& job, std::int64_t od, std::int64_t oh, const Cell* cells, Out* out) {
  // Sums of up to 2^15 bytes are floats without loss.
  constexpr bool exact = sizeof(T) == 1 && sizeof(Cell) == 4;
  using Quotient = std::conditional_t<std::is_same_v<Cell, float> || exact, float, double>;
  const Windows& at = *job.windows;
  const std::int64_t inner = job.inner, width = at.w.length * inner;
  if (job.divide == kConstant) return divide(cells, 0, width, Quotient(job.divisor), out);
  const int kind = job.divide == kExtent;
  const double rows = at.d.divisor[kind][od] * at.h.divisor[kind][oh];
  const double* columns = at.w.divisor[kind];
  const auto each = [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t j = from; j < to; ++j)
      divide(cells, j * inner, (j + 1) * inner, Quotient(rows * columns[j]), out);
  };
  each(0, at.w.lo);
  if (at.w.lo < at.w.hi)  // full windows: one divisor
    divide(cells, at.w.lo * inner, at.w.hi * inner, Quotient(rows * columns[at.w.lo]), out);
  each(at.w.hi, at.w.length);
}

template <class T, class R, class Out>
void total(const Job& job) {
  using V = Values<R, T>;
  using Cell = typename R::Cell;
  Out* out = static_cast<Out*>(job.out);
  const std::int64_t width = job.windows->w.length * job.inner;
  sweep_rows<V>(
      job, nullptr, undivided<V>,
      [&](std::int64_t line, Cell* own) {
        if constexpr (std::is_same_v<Cell, Out>)
          return job.divide == kNothing ? out + line * width : own;
        else return own;
      },
      [&](std::int64_t line, std::int64_t od, std::int64_t oh, Cell* row) {
        Out* to = out + line * width;
        if (job.divide != kNothing) {
          if constexpr (is_short<Out> && std::is_same_v<Cell, float>) {
            finish<T>(job, od, oh, row, row + width);
            convert_row(row + width, width, to);
          } else {
            finish<T>(job, od, oh, row, to);
          }
        } else if constexpr (!std::is_same_v<Cell, Out>) {
          convert_row(row, width, to);
        }
      });
}

template <class T, class R, class Out>
void total_masked(const Job& job) {
  const auto* x = static_cast<const T*>(job.x);
  Out* out = static_cast<Out*>(job.out);
  each_output(job, [&](std::int64_t outer, std::int64_t od, std::int64_t oh, std::int64_t ow,
                       std::int64_t c, std::int64_t o) {
    auto sum = R::nothing();
    std::int64_t count = 0;
    each_element(job, outer, od, oh, ow, c, [&](std::int64_t i, std::int64_t) {
      sum = R::fold(sum, static_cast<typename R::Cell>(widen(x[i])));
      ++count;
    });
    if (count == 0) out[o] = from_bits<Out>(job.empty);
    else if (job.divide == kNothing) out[o] = convert<Out>(sum);
    else out[o] = convert<Out>(double(sum) / divisor_of(job, od, oh, ow, count));
  });
}

void fill_total(Kernels& table) {
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    table.total[false][code] = total<T, SumOf<T, false>, SumResult<T>>;
    table.total[true][code] = total<T, SumOf<T, true>, SumResult<T>>;
    table.mean[false][code] = total<T, MeanOf<T, false>, MeanResult<T>>;
    table.mean[true][code] = total<T, MeanOf<T, true>, MeanResult<T>>;
    table.total_masked[code] = total_masked<T, SumOf<T, true>, SumResult<T>>;
    table.mean_masked[code] = total_masked<T, MeanOf<T, true>, MeanResult<T>>;
  });
}

}  // namespace poolwise::POOLWISE_LEVEL
