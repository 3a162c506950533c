// Sums and means.
#include "stream.hpp"
#include "sweep_rows.hpp"
#include "sweep_windows.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Divides rows of sums, each number by what its window says.
template <class Quotient>
class Divider {
 public:
  explicit Divider(const Job& job) : job_(job), at_(*job.windows), by_(Quotient(job.divisor)) {
    counted_ = job.divide == kCount || job.divide == kExtent;
    kind_ = job.divide == kExtent;
    columns_ = reinterpret_cast<Quotient*>(job.scratch + job.share_from);
    even_ = true;
    for (std::int64_t j = 0; counted_ && j < at_.w.length; ++j) {
      columns_[j] = Quotient(at_.w.divisor[kind_][j]);
      even_ = even_ && columns_[j] == columns_[0];
    }
  }

  template <class Cell, class Out>
  void row(std::int64_t od, std::int64_t oh, const Cell* __restrict cells,
           Out* __restrict out) const {
    const std::int64_t inner = job_.inner, width = at_.w.length * inner;
    if (!counted_) return divide(cells, width, by_, out);
    const auto rows = Quotient(at_.d.divisor[kind_][od] * at_.h.divisor[kind_][oh]);
    if (even_) return divide(cells, width, rows * columns_[0], out);
    if (inner > 1) {
      for (std::int64_t j = 0; j < at_.w.length; ++j)
        divide(cells + j * inner, inner, rows * columns_[j], out + j * inner);
    } else {
      for (std::int64_t j = 0; j < width; ++j)
        out[j] = convert<Out>(Quotient(cells[j]) / (rows * columns_[j]));
    }
  }

 private:
  template <class Cell, class Out>
  static void divide(const Cell* __restrict cells, std::int64_t n, Quotient by,
                     Out* __restrict out) {
    using Narrower = std::conditional_t<(sizeof(Cell) < sizeof(Out)), Cell, Out>;
    // A double's reciprocal loses nothing that a float would keep.
    constexpr bool narrows = sizeof(Quotient) > sizeof(Out);
    const Quotient inverse = 1 / by;
    each_range<Narrower>(n, [=](std::int64_t i, std::int64_t end) {
      for (; i < end; ++i) {
        const auto sum = Quotient(cells[i]);
        out[i] = convert<Out>(narrows ? sum * inverse : sum / by);
      }
    });
  }

  const Job& job_;
  const Windows& at_;
  Quotient by_;
  Quotient* columns_;
  int kind_;
  bool counted_, even_;
};

template <class T, class R, class Out>
void total(const Job& job) {
  using V = Values<R, T>;
  using Cell = typename R::Cell;
  // Sums of up to 2^15 bytes are floats without loss.
  constexpr bool exact = sizeof(T) == 1 && sizeof(Cell) == 4;
  using Quotient = std::conditional_t<std::is_same_v<Cell, float> || exact, float, double>;
  const std::int64_t width = job.windows->w.length * job.inner;
  Stream<Out> out(job, width);
  const Divider<Quotient> divided(job);
  const bool direct = std::is_same_v<Cell, Out> && job.divide == kNothing;
  sweep_rows<V>(
      job, nullptr, Undivided<V>{},
      [&](std::int64_t, Cell* own) {
        if constexpr (std::is_same_v<Cell, Out>) return direct ? out.row() : own;
        else return own;
      },
      [&](std::int64_t, std::int64_t od, std::int64_t oh, Cell* row) {
        if (direct) return out.next();
        if (job.divide == kNothing) {
          convert_row(row, width, out.row());
        } else if constexpr (is_short<Out> && std::is_same_v<Cell, float>) {
          divided.row(od, oh, row, row + width);
          convert_row(row + width, width, out.row());
        } else {
          divided.row(od, oh, row, out.row());
        }
        out.next();
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
