// Sums and means.
#include <cfenv>

#include "cells/divisors.hpp"
#include "cells/quotients.hpp"
#include "rows/columns_first.hpp"
#include "rows/quads.hpp"
#include "rows/sweep_windows.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

// A row of sums, divided.
template <class Number, class Cell, class Out>
void divide_sums(const RowDivisors& divisors, const Job& job, std::int64_t od, std::int64_t oh,
                 const Cell* cells, Out* out) {
  using Int = std::int64_t;
  divisors.row<Number>(
      od, oh,
      [&, inner = job.inner](Int from, Int n, Number by) {
        divide_row(cells + from * inner, n * inner, by, out + from * inner);
      },
      [&](Int from, Int n, const double* columns, double by) {
        divide_row<Number>(cells + from, n, columns, by, out + from);
      });
}

// --- windows of two by two ----------------------------------------------------------------------

template <class Out>
struct Scaled {
  float by;
  Out operator()(float sum) const { return convert<Out>(sum * by); }
};

template <class Out, class Cell>
struct Quarter {
  Out operator()(Cell sum) const {
    if constexpr (is_float<Out>) return Out(sum) * Out(0.25);
    else return Out(Cell(sum + 1 + (Cell(sum >> 2) & 1)) >> 2);  // half to even
  }
};

// Of integers of four and eight bytes no wider ones add up: but their quarters do, and what these
// leave.
struct QuarterOfWide {
  template <class T>
  T operator()(T a, T b, T c, T d) const {
    const T left = (a & 3) + (b & 3) + (c & 3) + (d & 3);
    const T whole = (a >> 2) + (b >> 2) + (c >> 2) + (d >> 2) + (left >> 2);
    return whole + (((left & 3) + (whole & 1) + 1) >> 2);  // half to even
  }
};

template <class T>
bool mean_of_quads(const Job& job) {
  const Windows& at = *job.windows;
  const auto same = [](const T* rows, std::int64_t) { return rows; };
  const T* x = static_cast<const T*>(job.x);
  if (!all_quads(at)) return false;
  // None is clipped, so all divisors are equal.
  const Divisors divisors(job);
  const double by = divisors.rows(0, 0) * divisors.columns(0);
  if constexpr (is_short<T>) {
    if (!may_multiply<float, float>(float(by))) return false;
    const Scaled<T> scaled{1 / float(by)};
#if defined(POOLWISE_F16C)
    if constexpr (std::is_same_v<T, Half>)
      return sweep_quads(job, HalfRows<Scaled<T>>{{scaled}}, x, same), true;
#endif
    sweep_quads(job, QuadRows<T, Total<float>, Scaled<T>>{scaled}, x, same);
  } else if constexpr (sizeof(T) > 2) {
    if (by != 4 || job.out_dtype != job.dtype) return false;
    sweep_quads(job, FourRows<T, QuarterOfWide>{}, x, same);
  } else {
    using Cell = Lane<T>;
    if (by != 4) return false;
    if (job.out_dtype == job.dtype) {
      if constexpr (std::is_same_v<T, std::uint8_t>)
        sweep_quads(job, ByteRows<Quarter<T, Cell>>{}, x, same);
      else sweep_quads(job, QuadRows<T, Total<Cell>, Quarter<T, Cell>>{}, x, same);
    } else if (job.out_dtype == kF32) {
      sweep_quads(job, QuadRows<T, Total<Cell>, Quarter<float, Cell>>{}, x, same);
    } else {
      return false;
    }
  }
  return true;
}

// --- floats -------------------------------------------------------------------------------------

// Of planes that are one window each.
template <class T, class Cell>
void total_planes(const Job& job, const RowDivisors& divisors) {
  constexpr std::int64_t block = 64;
  const std::int64_t size = job.windows->w.size;
  Cell cells[block];
  for (std::int64_t plane = job.begin; plane < job.end; plane += block) {
    const std::int64_t n = plane + block < job.end ? block : job.end - plane;
    if (job.watch->ends(n * size)) return;
    T* out = static_cast<T*>(job.out) + plane;
    many_windows<Total<Cell>>(static_cast<const T*>(job.x) + plane * size, size, size, n, cells);
    if (job.divide == kNothing) convert_row(cells, n, out);
    else divide_row(cells, n, divisors.of_plane<Cell>(), out);
  }
}

#if defined(POOLWISE_SHUFFLES)
// Which windows come this way depends on nothing but these: the order that these sums are taken in
// must show neither the layout nor the level.
template <class T, class Close>
bool total_columns_first(const Job& job, Close close) {
  using Sum = SumOfColumns<T>;
  const Axis& w = job.windows->w;
  const bool dense = w.stride == 1 || (w.stride == 2 && w.step == 1);
  if (!dense || !are_small(job)) return false;
  T* const own = reinterpret_cast<T*>(job.scratch + job.stage_bytes);
  each_window_row(job, Sum::nothing(), [&](std::int64_t od, std::int64_t oh, auto... row) {
    ColumnsFirst<Sum>::row(job, row..., own);
    close(od, oh, own);
  });
  return true;
}
#endif

template <class T, class Cell>
void total_floats(const Job& job) {
  const std::int64_t width = job.windows->w.length * job.inner;
  const RowDivisors divisors(job);
  if constexpr (folds_many<Total<Cell>, T>)
    if (is_window_each<Total<Cell>, T>(job)) return total_planes<T, Cell>(job, divisors);
  Stream<T> out(job, width);
  const auto close = [&](std::int64_t od, std::int64_t oh, const Cell* row) {
    if (job.divide == kNothing) convert_row(row, width, out.row());
    else divide_sums<Cell>(divisors, job, od, oh, row, out.row());
    out.next();
  };
#if defined(POOLWISE_SHUFFLES)
  if constexpr (std::is_same_v<T, Cell>)
    if (total_columns_first<T>(job, close)) return;
#endif
  const bool direct = std::is_same_v<Cell, T> && job.divide == kNothing;
  sweep_rows<Values<Total<Cell>, T>>(
      job, nullptr, Undivided<Values<Total<Cell>, T>>{},
      [&](std::int64_t, Cell* own) {
        if constexpr (std::is_same_v<Cell, T>) return direct ? out.row() : own;
        else return own;
      },
      [&](std::int64_t, std::int64_t od, std::int64_t oh, const Cell* row) {
        if (direct) out.next();
        else close(od, oh, row);
      });
}

// Whether a sum has overflowed since: the float unit itself takes note, at no cost.
class Overflow {
 public:
  Overflow() {
    if (happened()) std::feclearexcept(FE_OVERFLOW);
  }
  bool happened() const { return std::fetestexcept(FE_OVERFLOW) != 0; }
};

// The results that are not finite once more, from sums of numbers so small that they cannot leave
// the range of doubles.
template <class T>
void mend(const Job& job) {
  constexpr double less = 0x1p-64, infinity = std::numeric_limits<double>::infinity();
  const auto* x = static_cast<const T*>(job.x);
  const Divisors divisors(job);
  each_output(job, [&](std::int64_t outer, std::int64_t od, std::int64_t oh, std::int64_t ow,
                       std::int64_t c, std::int64_t o) {
    T& out = static_cast<T*>(job.out)[o];
    const double found = widen(out);
    if (found < infinity && found > -infinity) return;
    double sum = 0;
    std::int64_t count = 0;
    each_element(job, outer, od, oh, ow, c, [&](std::int64_t i, std::int64_t) {
      sum += widen(x[i]) * less;
      ++count;
    });
    if (count > 0) out = convert<T>(sum / divisors.of_present(od, oh, ow, count) / less);
  });
}

template <class T, bool wide>
void total_of_floats(const Job& job) {
  using Cell = std::conditional_t<wide || std::is_same_v<T, double>, double, float>;
  if constexpr (std::is_same_v<T, Half>) {  // of which no sum of floats overflows
    if (!mean_of_quads<T>(job)) total_floats<T, Cell>(job);
  } else {
    const Overflow overflow;
    bool done = false;
    if constexpr (is_short<T>) done = mean_of_quads<T>(job);
    if (!done) total_floats<T, Cell>(job);
    if (overflow.happened()) mend<T>(job);
  }
}

// --- integers -----------------------------------------------------------------------------------

// Calls visit with a number of the output's type.
template <class Visit>
inline void with_output(const Job& job, Visit visit) {
  for_each_dtype([&](auto number, int code) {
    if constexpr (!is_short<decltype(number)>)
      if (code == job.out_dtype) visit(number);
  });
}

// Sums of 64 bits wrap, as NumPy's do, and are then what T would hold; others are exact.
template <class T, class Cell>
using SumOf = std::conditional_t<std::is_same_v<Cell, std::uint64_t>, T, Cell>;
template <class Cell, class Out>
constexpr bool adds = std::is_integral_v<Cell> && !is_float<Out>;
template <class Cell, class Out>
constexpr bool divides = !std::is_same_v<Cell, std::uint64_t> &&
                         (is_float<Out> ? std::is_arithmetic_v<Cell> : !is_float<Cell>);

template <class T, class Cell>
void total_integers(const Job& job) {
  using V = Values<Total<Cell>, T>;
  const std::int64_t width = job.windows->w.length * job.inner;
  Stream<char> out(job, width * kItemBytes[job.out_dtype]);
  const RowDivisors divisors(job);
  constexpr bool whole = std::is_integral_v<Cell> && sizeof(Cell) == 8;
  constexpr int natural = std::is_same_v<T, std::uint64_t> ? kU64 : kI64;
  const bool direct = whole && job.divide == kNothing && job.out_dtype == natural;
  const auto finish = [&](std::int64_t od, std::int64_t oh, const Cell* cells, auto* to) {
    using Out = std::remove_pointer_t<decltype(to)>;
    if (job.divide == kNothing) {
      if constexpr (adds<Cell, Out>) saturate_row<SumOf<T, Cell>>(cells, width, to);
    } else if constexpr (divides<Cell, Out>) {
      divide_sums<NumberFor<Cell, Out>>(divisors, job, od, oh, cells, to);
    }
  };
  sweep_rows<V>(
      job, nullptr, Undivided<V>{},
      [&](std::int64_t, Cell* own) { return direct ? reinterpret_cast<Cell*>(out.row()) : own; },
      [&](std::int64_t, std::int64_t od, std::int64_t oh, const Cell* row) {
        if (!direct)
          with_output(job, [&](auto number) {
            finish(od, oh, row, reinterpret_cast<decltype(number)*>(out.row()));
          });
        out.next();
      });
}

template <class T>
void total_of_integers(const Job& job) {
  if (job.divide != kNothing && mean_of_quads<T>(job)) return;
  if constexpr (sizeof(T) <= 2) {
    // So many of the largest fit into 16 and into 32 bits.
    const std::int64_t most = job.windows->offsets, few = 1 << 8,
                       many = 1 << (sizeof(T) == 1 ? 23 : 15);
    if constexpr (sizeof(T) == 1)
      if (most <= few) return total_integers<T, Lane<T>>(job);
    if (most <= many) return total_integers<T, std::int32_t>(job);
    return total_integers<T, std::int64_t>(job);
  } else if constexpr (sizeof(T) == 4) {
    return total_integers<T, std::int64_t>(job);
  } else {
    if (job.divide == kNothing) return total_integers<T, std::uint64_t>(job);
    if (job.out_dtype == kF64) return total_integers<T, double>(job);
    return total_integers<T, Halves>(job);
  }
}

// --- masks --------------------------------------------------------------------------------------

template <class T, class Cell>
POOLWISE_NOINLINE void put(const Job& job, std::int64_t o, Cell sum, double by) {
  const std::int64_t whole_by = job.divide == kConstant ? job.divisor : whole(by);
  with_output(job, [&](auto number) {
    using Out = decltype(number);
    Out& to = static_cast<Out*>(job.out)[o];
    if (job.divide == kNothing) {
      if constexpr (adds<Cell, Out>) to = saturated<Out>(SumOf<T, Cell>(sum));
    } else if constexpr (divides<Cell, Out>) {
      if constexpr (is_float<Out>) to = Out(double(sum) / by);
      else to = saturated<Out>(rounded(sum, whole_by));
    }
  });
}

template <class T, class Cell>
void total_masked_as(const Job& job) {
  const auto* x = static_cast<const T*>(job.x);
  const std::int64_t item = kItemBytes[job.out_dtype];
  const Divisors divisors(job);
  each_output(job, [&](std::int64_t outer, std::int64_t od, std::int64_t oh, std::int64_t ow,
                       std::int64_t c, std::int64_t o) {
    Cell sum = Total<Cell>::nothing();
    std::int64_t count = 0;
    each_element(job, outer, od, oh, ow, c, [&](std::int64_t i, std::int64_t) {
      sum = Total<Cell>::fold(sum, Cell(widen(x[i])));
      ++count;
    });
    const double by = divisors.of_present(od, oh, ow, count);
    if (count == 0) std::memcpy(static_cast<char*>(job.out) + o * item, &job.empty, item);
    else if constexpr (is_float<T>) static_cast<T*>(job.out)[o] = convert<T>(sum / by);
    else put<T>(job, o, sum, by);
  });
}

template <class T>
void total_masked(const Job& job) {
  if constexpr (is_float<T>) {
    const Overflow overflow;
    total_masked_as<T, double>(job);
    if (std::is_same_v<T, double> && overflow.happened()) mend<T>(job);
  } else if constexpr (sizeof(T) <= 4) return total_masked_as<T, std::int64_t>(job);
  else if (job.divide == kNothing) return total_masked_as<T, std::uint64_t>(job);
  else if (job.out_dtype == kF64) return total_masked_as<T, double>(job);
  else return total_masked_as<T, Halves>(job);
}

void offer_total(Kernels& table) {
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    if constexpr (is_float<T>) {
      table.total[false][code] = total_of_floats<T, false>;
      table.total[true][code] = total_of_floats<T, true>;
    } else {
      table.total[false][code] = table.total[true][code] = total_of_integers<T>;
    }
    table.total_masked[code] = total_masked<T>;
  });
}

}  // namespace poolwise::POOLWISE_LEVEL
