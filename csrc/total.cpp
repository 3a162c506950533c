// Sums and means.
#include "sweep_rows.hpp"
#include "sweep_windows.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class R, class Out>
void finish(const Job& job, std::int64_t od, std::int64_t oh, const typename R::Cell* cells,
            Out* out) {
  using Cell = typename R::Cell;
  using Quotient = std::conditional_t<std::is_same_v<Cell, float>, float, double>;
  const Windows& at = *job.windows;
  const std::int64_t inner = job.inner, width = at.w.length * inner;
  if (job.divide == kNothing) {
    for (std::int64_t j = 0; j < width; ++j) out[j] = convert<Out>(cells[j]);
  } else if (job.divide == kConstant) {
    const auto by = Quotient(job.divisor);
    for (std::int64_t j = 0; j < width; ++j) out[j] = convert<Out>(Quotient(cells[j]) / by);
  } else {
    const int kind = job.divide == kExtent;
    const double rows = at.d.divisor[kind][od] * at.h.divisor[kind][oh];
    const double* columns = at.w.divisor[kind];
    for (std::int64_t j = 0; j < at.w.length; ++j) {
      const auto by = Quotient(rows * columns[j]);
      for (std::int64_t c = 0; c < inner; ++c)
        out[j * inner + c] = convert<Out>(Quotient(cells[j * inner + c]) / by);
    }
  }
}

template <class R, class Out>
void total(const Job& job) {
  using C = Cells<R>;
  Out* out = static_cast<Out*>(job.out);
  const std::int64_t width = job.windows->w.length * job.inner;
  sweep_rows<C>(
      job, [](std::int64_t, C scratch) { return scratch; },
      [&](std::int64_t line, std::int64_t od, std::int64_t oh, C cells) {
        finish<R>(job, od, oh, cells.cell, out + line * width);
      });
}

template <class R, class Out>
void total_masked(const Job& job) {
  const auto* x = static_cast<const typename R::In*>(job.x);
  Out* out = static_cast<Out*>(job.out);
  each_output(job, [&](std::int64_t outer, std::int64_t od, std::int64_t oh, std::int64_t ow,
                       std::int64_t c, std::int64_t o) {
    auto sum = R::nothing();
    std::int64_t count = 0;
    each_element(job, outer, od, oh, ow, c, [&](std::int64_t i, std::int64_t) {
      sum = R::fold(sum, R::load(x[i]));
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
    table.total[false][code] = total<SumOf<T, false>, SumResult<T>>;
    table.total[true][code] = total<SumOf<T, true>, SumResult<T>>;
    table.mean[false][code] = total<MeanOf<T, false>, MeanResult<T>>;
    table.mean[true][code] = total<MeanOf<T, true>, MeanResult<T>>;
    table.total_masked[code] = total_masked<SumOf<T, true>, SumResult<T>>;
    table.mean_masked[code] = total_masked<MeanOf<T, true>, MeanResult<T>>;
  });
}

}  // namespace poolwise::POOLWISE_LEVEL
