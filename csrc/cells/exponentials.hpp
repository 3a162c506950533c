// Exponentials and logarithms of vectors, or of cells in loops over lanes: without branches. Series
// that end below the last bit on short ranges; the same bits at every instruction set.
#pragma once
#include <iterator>

#include "cells/vector.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Cell>
struct Binary;
template <>
struct Binary<float> {
  using Bits = std::uint32_t;
  static constexpr int mantissa = 23;
  static constexpr Bits bias = 127, half_root = 0x3f3504f3u;  // of 1/2
  static constexpr float shift = 0x1.8p23f, whole = 0x1p23f;  // adding them rounds to integers
  static constexpr Bits whole_bits = 0x4b000000u;
  static constexpr float ln2_hi = 0x1.62ep-1f, ln2_lo = 0x1.0bfbe8p-15f, limit = 160, least = -126;
  // artanh(s) / s from s², |s| <= 0.1716, the largest relative error made smallest: 6.9e-10.
  static constexpr float artanh[] = {1, 0x1.555588p-2f, 0x1.995778p-3f, 0x1.3271e4p-3f};
  // (2^f - 1) / f where |f| <= 1/2, likewise: 1.1e-8.
  static constexpr float growth[] = {0x1.62e430p-1f, 0x1.ebfbdep-3f,  0x1.c6af6ep-5f,
                                     0x1.3b2ba0p-7f, 0x1.5f07b4p-10f, 0x1.4308fap-13f};
  static constexpr float smallest = 0x1p-126f, raise = 0x1p24f;
  static constexpr int raised = 24;
};
template <>
struct Binary<double> {
  using Bits = std::uint64_t;
  static constexpr int mantissa = 52;
  static constexpr Bits bias = 1023, half_root = 0x3fe6a09e667f3bcdu;
  static constexpr double shift = 0x1.8p52, whole = 0x1p52;
  static constexpr Bits whole_bits = 0x4330000000000000u;
  static constexpr double ln2_hi = 0x1.62e42feep-1, ln2_lo = 0x1.a39ef35793c76p-33, limit = 1100,
                          least = -1022;
  // The same as series of Taylor: 1, 1/3, …
  static constexpr double artanh[] = {1.0,      1.0 / 3,  1.0 / 5,  1.0 / 7,  1.0 / 9,  1.0 / 11,
                                      1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23};
  // And ln 2, (ln 2)² / 2!, …
  static constexpr double growth[] = {
      0x1.62e42fefa39efp-1,  0x1.ebfbdff82c58fp-3,  0x1.c6b08d704a0cp-5,   0x1.3b2ab6fba4e77p-7,
      0x1.5d87fe78a6731p-10, 0x1.430912f86c787p-13, 0x1.ffcbfc588b0c7p-17, 0x1.62c0223a5c824p-20,
      0x1.b5253d395e7c4p-24, 0x1.e4cf5158b8ecap-28, 0x1.e8cac7351bb25p-32, 0x1.c3bd650fc2986p-36,
      0x1.816193166d0f9p-40};
  static constexpr double smallest = 0x1p-1022, raise = 0x1p54;
  static constexpr int raised = 54;
};
template <class V>
using BinaryOf = Binary<CellOf<V>>;
template <class V>
using BitsOf = LanesOf<V, typename BinaryOf<V>::Bits>;

// Σ c(i) r^(i - from) of the terms [from, from + count), in pairs of pairs: half as deep as one
// term after the other.
template <class Series, int from, int count, class V>
POOLWISE_INLINE auto polynomial(V r) {
  if constexpr (count == 1) {
    return Series::template term<CellOf<V>>(from);
  } else {
    constexpr int half = count > 8 ? 8 : count > 4 ? 4 : count > 2 ? 2 : 1;
    const V square = r * r, fourth = square * square;
    const V power = half == 8 ? fourth * fourth : half == 4 ? fourth : half == 2 ? square : r;
    return polynomial<Series, from, half>(r) +
           power * polynomial<Series, from + half, count - half>(r);
  }
}

struct Growth {
  template <class Cell>
  static constexpr Cell term(int i) {
    return Binary<Cell>::growth[i];
  }
};

// 2^t as a power of two and what is near 1: t = n + f with a whole n, |f| <= 1/2, grown = 2^f - 1.
template <class V>
struct TwoTo {
  using B = BinaryOf<V>;
  using Bits = BitsOf<V>;
  Bits whole;
  V n, grown;

  explicit TwoTo(V t, V rest = V{}) {
    const V shifted = (t + rest) + B::shift;
    whole = bit_cast<Bits>(shifted) - bit_cast<typename B::Bits>(B::shift);
    n = shifted - B::shift;
    const V f = (t - n) + rest;
    grown = f * polynomial<Growth, 0, int(std::size(B::growth))>(f);
  }
  static V scale(Bits exponent) { return bit_cast<V>(Bits((exponent + B::bias) << B::mantissa)); }
};

// 2^(t + rest)
template <class V>
inline V power_of_two(V t, V rest = V{}) {
  using B = BinaryOf<V>;
  using Bits = BitsOf<V>;
  const V sum = t + rest;
  const auto over = sum > B::limit, under = sum < -B::limit;
  const V bounded = choose(over, broadcast<V>(B::limit), choose(under, broadcast<V>(-B::limit), t));
  const TwoTo<V> at(bounded, choose(over | under, V{}, rest));
  // 2^n as two factors, so that all is normal until the last product.
  const Bits half =
      bit_cast<Bits>(at.n * CellOf<V>(0.5) + B::shift) - bit_cast<typename B::Bits>(B::shift);
  const V scale = at.scale(half);
  return (scale * at.grown + scale) * at.scale(at.whole - half);
}

// Exponents are those of 2: rates are multiplied by this once.
template <class Cell>
constexpr Cell kLog2OfE = Cell(1.4426950408889634);

// Within what bounds exponents need no care: sums of such powers do not leave their range; within
// the narrower ones not even once they are multiplied by moderate elements.
template <class Cell>
constexpr Cell kModest = 56;
template <class Cell>
constexpr Cell kModestPower = 96;

// Whether a rate is 0 or so moderate that exponents within those bounds are of moderate elements.
template <class V>
inline Mask<V> is_moderate(V rate) {
  using Cell = CellOf<V>;
  const V size = magnitude(rate);
  return (size == 0) | ((size >= Cell(1e-10)) & (size <= Cell(1e10)));
}

// The largest of magnitudes, as bits, so that it is one of integers; NaN is above all.
template <class V>
class Largest {
 public:
  using Int = std::conditional_t<sizeof(CellOf<V>) == 4, std::int32_t, std::int64_t>;
  using Ints = LanesOf<V, Int>;
  void see(V v) {
    const Ints bits = bit_cast<Ints>(v) & std::numeric_limits<Int>::max();
    most_ = bits > most_ ? bits : most_;
  }
  bool is_within(CellOf<V> bound) const { return !any(most_ > bit_cast<Int>(bound)); }

 private:
  Ints most_{};
};

// 2^t and 2^t - 1 of a modest t.
template <class V>
struct Modest : TwoTo<V> {
  using TwoTo<V>::TwoTo;
  // Of one product, whoever wants both.
  V power() const {
    const V scale = this->scale(this->whole);
    return scale * this->grown + scale;
  }
  V growth() const {
    const V scale = this->scale(this->whole);
    return scale * this->grown + (scale - 1);
  }
};

// 2^t for t <= 0 or modest, of which 0 is made where it is hardly anything beside 1.
template <class V>
inline V decay(V t) {
  const V least = broadcast<V>(BinaryOf<V>::least);
  return choose(t < least, V{}, Modest<V>(t < least ? least : t).power());
}

// 2^t - 1 for t <= 0 or modest, exact near 0.
template <class V>
inline V growth(V t) {
  const V least = broadcast<V>(BinaryOf<V>::least);
  return Modest<V>(t < least ? least : t).growth();
}

struct Artanh {
  template <class Cell>
  static constexpr Cell term(int i) {
    return Binary<Cell>::artanh[i];
  }
};
template <class V>
inline V artanh_series(V z) {
  return polynomial<Artanh, 0, int(std::size(BinaryOf<V>::artanh))>(z);
}

// A positive normal v, which is 1 + less if it is near 1, as m 2^e: e and log m, with m between the
// roots of 1/2 and 2.
template <class V>
struct Logarithm {
  V e, log;

  Logarithm(V v, V less) {
    using B = BinaryOf<V>;
    using Bit = typename B::Bits;
    using Bits = BitsOf<V>;
    const Bits from_root = bit_cast<Bits>(v) - B::half_root + (B::bias << B::mantissa);
    e = bit_cast<V>(Bits((from_root >> B::mantissa) | B::whole_bits)) -
        (B::whole + CellOf<V>(int(B::bias)));
    const Bits fraction = from_root & ((Bit(1) << B::mantissa) - 1);
    const V m = bit_cast<V>(Bits(fraction + B::half_root));
    const V away = e == 0 ? less : m - 1;
    const V s = away / (2 + away);
    log = 2 * s * artanh_series(s * s);
  }
  V natural() const {
    using B = BinaryOf<V>;
    return e * B::ln2_hi + (log + e * B::ln2_lo);
  }
};

// log v of a v that is 1 + less if it is near 1; of 0 it is -inf, of what is less NaN.
template <class V>
inline V logarithm(V v, V less) {
  using B = BinaryOf<V>;
  using Cell = CellOf<V>;
  constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
  const auto tiny = v < B::smallest;
  const V raised = tiny ? broadcast<V>(Cell(B::raised)) : V{};
  const V log =
      Logarithm<V>(tiny ? v * B::raise : v, less).natural() - raised * Cell(0.6931471805599453);
  const V below =
      choose(v == 0, broadcast<V>(-infinity), broadcast<V>(std::numeric_limits<Cell>::quiet_NaN()));
  return choose((v > 0) & (v < infinity), log, choose(v <= 0, below, v));
}
template <class V>
inline V logarithm(V v) {
  return logarithm(v, v - 1);
}

// Without its last 12 bits, so that a product of two such numbers is exact.
template <class V>
inline V shortened(V v) {
  using Bit = typename BinaryOf<V>::Bits;
  return bit_cast<V>(BitsOf<V>(bit_cast<BitsOf<V>>(v) & ~Bit(0xfff)));
}

// The exponent of 2 that makes v^p, or v^(1/p), of a positive normal v, in two parts: rounded to
// one, a large exponent would lose the last bits of the power.
template <class V>
struct Exponent {
  V t, rest;

  Exponent(V v, V p, V raised = V{}) {
    const Logarithm<V> at(v, v - 1);
    const V e = at.e - raised, high = shortened(p);
    t = high * e;
    rest = (p - high) * e + p * (at.log * kLog2OfE<CellOf<V>>);
  }
  static Exponent of_root(V v, V p) {
    Exponent found(v, broadcast<V>(1));
    const V e = found.t, high = shortened(p);
    found.t = shortened(e / p);
    found.rest = (((e - found.t * high) - found.t * (p - high)) + found.rest) / p;
    return found;
  }
};

// v^p, or v^(1/p), for v >= 0; of others NaN.
template <bool root = false, class V>
POOLWISE_INLINE V power(V v, V p) {
  using B = BinaryOf<V>;
  using Cell = CellOf<V>;
  constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
  const auto inside = (v > 0) & (v < infinity);
  const V end = choose((v == 0) == (p < 0), broadcast<V>(infinity), V{});  // of 0 or infinity
  const V other = choose(v >= 0, end, broadcast<V>(std::numeric_limits<Cell>::quiet_NaN()));
  if constexpr (root) {
    const auto at = Exponent<V>::of_root(choose(inside, v, broadcast<V>(1)), p);
    return choose(inside, power_of_two(at.t, at.rest), other);
  } else {
    const auto tiny = v < B::smallest;
    const V normal = choose(inside, tiny ? v * B::raise : v, broadcast<V>(1));
    const Exponent<V> at(normal, p, tiny ? broadcast<V>(Cell(B::raised)) : V{});
    return choose(inside, power_of_two(at.t, at.rest), other);
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
