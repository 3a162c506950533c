// Exponentials and logarithms without branches, so that loops over lanes become vectors. Series of
// Taylor on ranges where they end below the last bit; the same bits at every instruction set.
#pragma once
#include "numbers.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Cell>
struct Binary;
template <>
struct Binary<float> {
  using Bits = std::uint32_t;
  static constexpr int mantissa = 23, terms = 7, odd_terms = 5;
  static constexpr Bits bias = 127, one = 0x3f800000u;
  static constexpr float shift = 0x1.8p23f, whole = 0x1p23f;  // adding them rounds to integers
  static constexpr Bits whole_bits = 0x4b000000u;
  static constexpr float ln2_hi = 0x1.62ep-1f, ln2_lo = 0x1.0bfbe8p-15f, limit = 110, least = -87;
  static constexpr float smallest = 0x1p-126f, raise = 0x1p24f;
  static constexpr int raised = 24;
};
template <>
struct Binary<double> {
  using Bits = std::uint64_t;
  static constexpr int mantissa = 52, terms = 13, odd_terms = 11;
  static constexpr Bits bias = 1023, one = 0x3ff0000000000000u;
  static constexpr double shift = 0x1.8p52, whole = 0x1p52;
  static constexpr Bits whole_bits = 0x4330000000000000u;
  static constexpr double ln2_hi = 0x1.62e42feep-1, ln2_lo = 0x1.a39ef35793c76p-33, limit = 800,
                          least = -708;
  static constexpr double smallest = 0x1p-1022, raise = 0x1p54;
  static constexpr int raised = 54;
};

// taken ? a : b, both of which are computed: compilers would move what is costly into a branch, and
// then find no vectors.
template <class Cell>
inline Cell choose(bool taken, Cell a, Cell b) {
  using Bits = typename Binary<Cell>::Bits;
  const Bits mask = Bits(0) - Bits(taken);
  return bit_cast<Cell>(Bits((bit_cast<Bits>(a) & mask) | (bit_cast<Bits>(b) & ~mask)));
}

template <class Cell>
constexpr Cell inverse_factorial(int n) {
  double product = 1;
  for (int i = 2; i <= n; ++i) product *= i;
  return Cell(1 / product);
}

// v = n ln 2 + r with a whole n and a small r.
template <class Cell>
struct Reduced {
  using B = Binary<Cell>;
  using Bits = typename B::Bits;
  Cell n, r;
  Bits whole;

  explicit Reduced(Cell v) {
    const Cell shifted = v * Cell(1.4426950408889634) + B::shift;
    n = shifted - B::shift;
    whole = bit_cast<Bits>(shifted) - bit_cast<Bits>(B::shift);
    r = (v - n * B::ln2_hi) - n * B::ln2_lo;
  }
  static Cell power_of_two(Bits exponent) {
    return bit_cast<Cell>(Bits((exponent + B::bias) << B::mantissa));
  }
};

// Σ c(i) r^(i - from) of the terms [from, from + count), in pairs of pairs: half as deep as one
// term after the other.
template <class Series, int from, int count, class Cell>
inline Cell polynomial(Cell r) {
  if constexpr (count == 1) {
    return Series::template term<Cell>(from);
  } else {
    constexpr int half = count > 8 ? 8 : count > 4 ? 4 : count > 2 ? 2 : 1;
    const Cell square = r * r, fourth = square * square;
    const Cell power = half == 8 ? fourth * fourth : half == 4 ? fourth : half == 2 ? square : r;
    return polynomial<Series, from, half>(r) +
           power * polynomial<Series, from + half, count - half>(r);
  }
}

// (e^r - 1) / r
struct Growth {
  template <class Cell>
  static constexpr Cell term(int i) {
    return inverse_factorial<Cell>(i + 1);
  }
};
template <class Cell>
inline Cell growth_series(Cell r) {
  return polynomial<Growth, 0, Binary<Cell>::terms>(r);
}

// e^v
template <class Cell>
inline Cell exponential(Cell v) {
  using B = Binary<Cell>;
  v = v > B::limit ? B::limit : v;
  v = v < -B::limit ? -B::limit : v;
  const Reduced<Cell> at(v);
  // 2^n as two factors, each of which is normal.
  const auto half = bit_cast<typename B::Bits>(at.n * Cell(0.5) + B::shift) -
                    bit_cast<typename B::Bits>(B::shift);
  return (1 + at.r * growth_series<Cell>(at.r)) * at.power_of_two(half) *
         at.power_of_two(at.whole - half);
}

// e^v for v <= 0, of which 0 is made where it is hardly anything beside 1.
template <class Cell>
inline Cell decay(Cell v) {
  using B = Binary<Cell>;
  const Reduced<Cell> at(v < B::least ? B::least : v);
  const Cell grown = (1 + at.r * growth_series<Cell>(at.r)) * at.power_of_two(at.whole);
  return choose(v < B::least, Cell(0), grown);
}

// e^v - 1 for v <= 0, exact near 0.
template <class Cell>
inline Cell growth(Cell v) {
  using B = Binary<Cell>;
  const Reduced<Cell> at(v < B::least ? B::least : v);
  const Cell scale = at.power_of_two(at.whole);
  return scale * (at.r * growth_series<Cell>(at.r)) + (scale - 1);
}

// artanh(s) / s from z = s².
struct Artanh {
  template <class Cell>
  static constexpr Cell term(int i) {
    return Cell(1.0 / (2 * i + 1));
  }
};
template <class Cell>
inline Cell artanh_series(Cell z) {
  return polynomial<Artanh, 0, Binary<Cell>::odd_terms + 1>(z);
}

// log v; of 0 it is -inf, of what is less NaN.
template <class Cell>
inline Cell logarithm(Cell v) {
  using B = Binary<Cell>;
  using Bits = typename B::Bits;
  const bool tiny = v < B::smallest;
  const Bits bits = bit_cast<Bits>(tiny ? v * B::raise : v);
  const Bits fraction = bits & ((Bits(1) << B::mantissa) - 1);
  Cell m = bit_cast<Cell>(Bits(fraction | B::one));
  Cell e = bit_cast<Cell>(Bits((bits >> B::mantissa) | B::whole_bits)) - B::whole -
           Cell(int(B::bias)) - (tiny ? Cell(B::raised) : Cell(0));
  const bool upper = m > Cell(1.4142135623730951);
  m = upper ? m * Cell(0.5) : m;
  e = upper ? e + 1 : e;
  const Cell s = (m - 1) / (m + 1), series = 2 * s * artanh_series<Cell>(s * s);
  const Cell log = e * B::ln2_hi + (series + e * B::ln2_lo);
  constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
  const Cell below = choose(v == 0, -infinity, std::numeric_limits<Cell>::quiet_NaN());
  return choose((v > 0) & (v < infinity), log, choose(v <= 0, below, v));
}

// log(1 + v), exact near 0.
template <class Cell>
inline Cell logarithm_of_one_and(Cell v) {
  const Cell u = 1 + v, rounded = u - 1;
  return choose(rounded == 0, v, logarithm(u) * v / rounded);
}

// v^p for v >= 0
template <class Cell>
inline Cell power(Cell v, Cell p) {
  return exponential(p * logarithm(v));
}

}  // namespace poolwise::POOLWISE_LEVEL
