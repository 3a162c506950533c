// What a sum becomes: divided, and where integers are wanted rounded half to even and saturated.
// All of it is exact: a quotient is rounded once, from the true one.
#pragma once
#include "cells/numbers.hpp"

namespace poolwise::POOLWISE_LEVEL {

// A sum of 64 bit integers: of their upper and of their lower halves, so that 2^31 of them fit.
struct Halves {
  std::int64_t high, low;

  Halves() = default;
  template <class T>
  Halves(T v) {
    using Wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
    high = std::int64_t(Wide(v) >> 32);
    low = std::int64_t(Wide(v) & 0xffffffff);
  }
  friend Halves operator+(Halves a, Halves b) {
    a.high += b.high;
    a.low += b.low;
    return a;
  }
};

struct Rounded {
  bool negative;
  std::uint64_t magnitude;
};

inline std::uint64_t magnitude(std::int64_t v) {
  return v < 0 ? 0 - std::uint64_t(v) : std::uint64_t(v);
}

// One more than the quotient if what remains is more than half of the divisor, or is half of it
// and the quotient odd.
inline std::uint64_t half_even(std::uint64_t quotient, std::uint64_t rest, std::uint64_t by) {
  const std::uint64_t lacking = by - rest;
  return quotient + std::uint64_t(rest > lacking || (rest == lacking && quotient % 2 == 1));
}

// A divisor, which padding can make larger than any sum that there is room for.
inline std::int64_t whole(double by) { return by < 0x1p62 ? std::int64_t(by) : 1LL << 62; }

inline Rounded rounded(std::int64_t sum, std::int64_t by) {
  const std::uint64_t n = magnitude(sum), d = magnitude(by);
  return {(sum < 0) != (by < 0), half_even(n / d, n % d, d)};
}

inline Rounded rounded(Halves sum, std::int64_t by) {
  constexpr std::int64_t fits = std::int64_t(1) << 30;
  sum.high += sum.low >> 32;
  sum.low &= 0xffffffff;
  if (sum.high >= -fits && sum.high < fits)
    return rounded(sum.high * (std::int64_t(1) << 32) + sum.low, by);
  const bool negative = sum.high < 0;
  if (negative) {
    sum.high = -sum.high - (sum.low != 0);
    sum.low = -sum.low & 0xffffffff;
  }
  // By hand, bit by bit: no number has 96 of them.
  const std::uint64_t high = std::uint64_t(sum.high), low = std::uint64_t(sum.low);
  const std::uint64_t d = magnitude(by);
  std::uint64_t quotient = 0, rest = 0;
  bool overflows = false;
  for (int bit = 95; bit >= 0; --bit) {
    overflows |= quotient >> 63 != 0;
    rest = 2 * rest + ((bit < 32 ? low >> bit : high >> (bit - 32)) & 1);
    quotient = 2 * quotient + (rest >= d);
    if (rest >= d) rest -= d;
  }
  const std::uint64_t nearest = half_even(quotient, rest, d);
  overflows |= nearest < quotient;
  return {negative != (by < 0), overflows ? ~std::uint64_t(0) : nearest};
}

template <class Out>
inline Out saturated(Rounded v) {
  using Limits = std::numeric_limits<Out>;
  constexpr auto most = std::uint64_t(Limits::max());
  if (!v.negative) return Out(v.magnitude < most ? v.magnitude : most);
  if constexpr (std::is_unsigned_v<Out>) return 0;
  else return v.magnitude > most ? Limits::min() : Out(-std::int64_t(v.magnitude));
}

template <class Out, class Sum>
inline Out saturated(Sum v) {
  using Limits = std::numeric_limits<Out>;
  if constexpr (std::is_signed_v<Sum> && std::is_unsigned_v<Out>) {
    if (v < 0) return 0;
  } else if constexpr (std::is_signed_v<Sum> && sizeof(Sum) > sizeof(Out)) {
    if (v < Sum(Limits::min())) return Limits::min();
  }
  constexpr auto most = std::uint64_t(Limits::max());
  if constexpr (most < std::uint64_t(std::numeric_limits<Sum>::max()))
    if (v > Sum(most)) return Limits::max();
  return Out(v);
}

template <class Sum, class Cell, class Out>
POOLWISE_NOINLINE void saturate_row(const Cell* __restrict cells, std::int64_t n,
                                    Out* __restrict out) {
  using Narrower = std::conditional_t<(sizeof(Cell) < sizeof(Out)), Cell, Out>;
  each_range<Narrower>(n, [=](std::int64_t i, std::int64_t end) {
    for (; i < end; ++i) out[i] = saturated<Out>(Sum(cells[i]));
  });
}

// A quotient of small integers, less than 2^22 as a float or 2^31 as a double, as an Out.
template <class Out, class Number>
inline Out nearest_integer(Number quotient) {
  constexpr bool single = std::is_same_v<Number, float>;
  using Bits = std::conditional_t<single, std::int32_t, std::int64_t>;
  // Adding it leaves no bits behind the point, rounded half to even by the float unit itself.
  constexpr Number shift = single ? Number(0x1.8p23) : Number(0x1.8p52);
  return saturated<Out>(std::int32_t(bit_cast<Bits>(quotient + shift) - bit_cast<Bits>(shift)));
}

// In what a sum is divided to become an Out. Floats hold sums of 16 bits with so many to spare that
// no quotient between two integers is rounded to the middle between them, nor do doubles those of
// 32 bits.
template <class Cell, class Out>
using NumberFor = std::conditional_t<
    std::is_same_v<Cell, float> || sizeof(Cell) == 2, float,
    std::conditional_t<is_float<Out> || sizeof(Cell) == 4, double, std::int64_t>>;

// Whether the product with the reciprocal gives the same as the quotient. An odd divisor leaves no
// middle between two integers to miss, and a power of two has an exact reciprocal.
template <class Number, class Out>
inline bool may_multiply(Number by) {
  // A wider reciprocal loses nothing that the output would keep.
  if constexpr (is_float<Out> && sizeof(Number) > sizeof(Out)) return true;
  constexpr Number far = 0x1p31;
  if (!(by < far && by > -far)) return false;
  const std::uint64_t d = magnitude(std::int64_t(by));
  return (d & (d - 1)) == 0 || (!is_float<Out> && d % 2 == 1);
}

template <class Out, class Number>
inline Out quotient_as(Number quotient) {
  if constexpr (is_float<Out>) return convert<Out>(quotient);
  else return nearest_integer<Out>(quotient);
}

template <class Number, class Cell, class Out>
POOLWISE_NOINLINE void divide_row(const Cell* __restrict cells, std::int64_t n, Number by,
                                  Out* __restrict out) {
#if defined(POOLWISE_F16C)
  if constexpr (std::is_same_v<Cell, float> && std::is_same_v<Out, Half>)
    if (n >= 8)
      return each_block<8>(n, [=, inverse = _mm256_set1_ps(1 / by)](std::int64_t i) {
        const auto quotients = _mm256_mul_ps(_mm256_loadu_ps(cells + i), inverse);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i),
                         _mm256_cvtps_ph(quotients, _MM_FROUND_TO_NEAREST_INT));
      });
#endif
  using Narrower = std::conditional_t<(sizeof(Cell) < sizeof(Out)), Cell, Out>;
  if constexpr (std::is_same_v<Number, std::int64_t>) {
    for (std::int64_t i = 0; i < n; ++i) out[i] = saturated<Out>(rounded(cells[i], by));
  } else if (may_multiply<Number, Out>(by)) {
    const Number inverse = 1 / by;
    each_range<Narrower>(n, [=](std::int64_t i, std::int64_t end) {
      for (; i < end; ++i) out[i] = quotient_as<Out>(Number(cells[i]) * inverse);
    });
  } else {
    each_range<Narrower>(n, [=](std::int64_t i, std::int64_t end) {
      for (; i < end; ++i) out[i] = quotient_as<Out>(Number(cells[i]) / by);
    });
  }
}

// The same for divisors by[i] * times.
template <class Number, class Cell, class Out>
POOLWISE_NOINLINE void divide_row(const Cell* __restrict cells, std::int64_t n,
                                  const double* __restrict by, double times, Out* __restrict out) {
  if constexpr (std::is_same_v<Number, std::int64_t>) {
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = saturated<Out>(rounded(cells[i], whole(by[i] * times)));
  } else {
    const Number more = Number(times);
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = quotient_as<Out>(Number(cells[i]) / (more * Number(by[i])));
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
