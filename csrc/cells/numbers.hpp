// The number types of the kernels. float16 and bfloat16 travel as their bits.
#pragma once
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#if defined(__F16C__) || (defined(_MSC_VER) && defined(__AVX2__))
#include <immintrin.h>
#define POOLWISE_F16C
#endif

// For what is called once a row: one copy of its loops for all who call it halves the build time.
#if defined(_MSC_VER) && !defined(__clang__)
#define POOLWISE_NOINLINE __declspec(noinline)
#define POOLWISE_INLINE __forceinline
#define POOLWISE_INLINED [[msvc::forceinline]]
#else
#define POOLWISE_NOINLINE __attribute__((noinline))
#define POOLWISE_INLINE inline __attribute__((always_inline))
#define POOLWISE_INLINED __attribute__((always_inline))  // of lambdas
#endif

namespace poolwise::POOLWISE_LEVEL {

struct Half {
  std::uint16_t bits;
};
struct BFloat {
  std::uint16_t bits;
};

template <class To, class From>
inline To bit_cast(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof(To));
  return to;
}

template <class T>
constexpr bool is_short = std::is_same_v<T, Half> || std::is_same_v<T, BFloat>;
template <class T>
constexpr bool is_float = is_short<T> || std::is_floating_point_v<T>;

inline float to_float(BFloat v) { return bit_cast<float>(std::uint32_t{v.bits} << 16); }

inline float to_float(Half v) {
  // Moving exponent and mantissa into place leaves the exponent 112 too small; multiplying by
  // 2^112 corrects it, subnormals included. Infinity and NaN then still lack their exponent.
  const std::uint32_t magnitude = (v.bits & 0x7fffu) << 13;
  const std::uint32_t sign = std::uint32_t(v.bits & 0x8000u) << 16;
  const float scaled = bit_cast<float>(magnitude) * 0x1p112f;
  const std::uint32_t special = magnitude >= (0x7c00u << 13) ? 0x7f800000u : 0u;
  return bit_cast<float>(bit_cast<std::uint32_t>(scaled) | special | sign);
}

template <class T>
inline auto widen(T v) {
  if constexpr (is_short<T>) return to_float(v);
  else return v;
}

inline BFloat to_bfloat(float f) {
  const std::uint32_t u = bit_cast<std::uint32_t>(f);
  const std::uint32_t rounded = (u + 0x7fffu + ((u >> 16) & 1u)) >> 16;  // half to even
  const std::uint32_t nan = (u >> 16) | 0x40u;
  return {std::uint16_t((u & 0x7fffffffu) > 0x7f800000u ? nan : rounded)};
}

inline Half to_half(float f) {
  const std::uint32_t u = bit_cast<std::uint32_t>(f);
  const std::uint32_t sign = (u >> 16) & 0x8000u, magnitude = u & 0x7fffffffu;
  // Normal numbers: rebias the exponent and round half to even; carries run into it as they should.
  const std::uint32_t normal = (magnitude - (112u << 23) + 0xfffu + ((magnitude >> 13) & 1u)) >> 13;
  // Subnormal results: adding 1/2 makes the float unit's own rounding drop the right bits.
  const std::uint32_t small =
      bit_cast<std::uint32_t>(bit_cast<float>(magnitude) + 0.5f) - bit_cast<std::uint32_t>(0.5f);
  const std::uint32_t special = magnitude > 0x7f800000u ? 0x7e00u : 0x7c00u;
  const std::uint32_t finite = magnitude < (113u << 23) ? small : normal;
  return {std::uint16_t(sign | (magnitude >= (143u << 23) ? special : finite))};
}

template <class To, class From>
inline To convert(From v) {
  if constexpr (std::is_same_v<To, Half>) return to_half(static_cast<float>(v));
  else if constexpr (std::is_same_v<To, BFloat>) return to_bfloat(static_cast<float>(v));
  else return static_cast<To>(v);
}

#if defined(__AVX512F__)
constexpr std::int64_t kVectorBytes = 64;
#else
constexpr std::int64_t kVectorBytes = 32;
#endif

// Calls block(i) for blocks [i, i + size) that cover [0, n), n >= size. What the last block would
// lack is computed again: rows are often so short that a loop over single elements at their end
// would cost most.
template <std::int64_t size, class Block>
inline void each_block(std::int64_t n, Block block) {
  for (std::int64_t from = 0; from < n; from += size) block(from + size <= n ? from : n - size);
}

// Calls each(i) for 0 <= i < n, a vector of Cells at a time; for some i, twice.
template <class Cell, class Each>
inline void each_vector(std::int64_t n, Each each) {
  constexpr std::int64_t lanes = kVectorBytes / std::int64_t(sizeof(Cell));
  if (n >= lanes)
    return each_block<lanes>(n, [=](std::int64_t from) {
      for (std::int64_t i = 0; i < lanes; ++i) each(from + i);
    });
  for (std::int64_t i = 0; i < n; ++i) each(i);
}

// The same for loops whose strides compilers only see as shuffles when they vectorise the loop
// themselves: calls range(from, to) for at most two ranges, the second one vector at the end.
template <class Cell, class Range>
inline void each_range(std::int64_t n, Range range) {
  constexpr std::int64_t lanes = kVectorBytes / std::int64_t(sizeof(Cell));
  std::int64_t from = 0, to = n < lanes ? n : n / lanes * lanes;
  while (true) {
    range(from, to);
    if (to == n) return;
    from = n - lanes;
    to = n;
  }
}

// 16 bit floats, or vectors of them, as integers that order as they do, with -0.0 below 0.0; the
// same takes them back.
template <class V>
inline V turned(V bits) {
  return V(bits ^ ((bits >> 15) & 0x7fff));
}
// The bits of infinity. Without its sign a NaN is larger.
template <class T>
constexpr std::int16_t kInfinityBits = std::is_same_v<T, Half> ? 0x7c00 : 0x7f80;

// A row of them. False if one is NaN or -0.0, which integers would order otherwise.
template <class T>
POOLWISE_NOINLINE bool turn_row(const T* __restrict from, std::int64_t n,
                                std::int16_t* __restrict to) {
  // Of all bits -0.0 are the smallest integer.
  constexpr std::int16_t negative_zero = -0x8000;
  std::uint16_t largest = 0;
  std::int16_t smallest = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    const std::uint16_t twice = std::uint16_t(from[i].bits + from[i].bits);
    const std::int16_t bits = std::int16_t(from[i].bits);
    largest = twice > largest ? twice : largest;
    smallest = bits < smallest ? bits : smallest;
    to[i] = turned(bits);
  }
  return largest <= 2 * kInfinityBits<T> && smallest != negative_zero;
}

// A row of numbers in another type.
template <class To, class From>
inline void convert_row(const From* __restrict from, std::int64_t n, To* __restrict to) {
#if defined(POOLWISE_F16C)
  // Measured: 3 times as fast as the conversions above, which take a dozen instructions each.
  if constexpr (std::is_same_v<From, Half> && std::is_same_v<To, float>)
    if (n >= 8)
      return each_block<8>(n, [=](std::int64_t i) {
        const auto bits = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i));
        _mm256_storeu_ps(to + i, _mm256_cvtph_ps(bits));
      });
  if constexpr (std::is_same_v<From, float> && std::is_same_v<To, Half>)
    if (n >= 8)
      return each_block<8>(n, [=](std::int64_t i) {
        const auto bits = _mm256_cvtps_ph(_mm256_loadu_ps(from + i), _MM_FROUND_TO_NEAREST_INT);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i), bits);
      });
#endif
  using Narrower = std::conditional_t<(sizeof(From) < sizeof(To)), From, To>;
  each_range<Narrower>(n, [=](std::int64_t i, std::int64_t end) {
    for (; i < end; ++i)
      if constexpr (is_short<To> && std::is_same_v<From, std::int16_t>)
        to[i] = {std::uint16_t(turned(from[i]))};
      else to[i] = convert<To>(widen(from[i]));
  });
}

template <class T>
POOLWISE_NOINLINE void fill_row(T* to, std::int64_t n, T value) {
  for (std::int64_t i = 0; i < n; ++i) to[i] = value;
}

// Rows are often so short that to call memcpy would cost most. Copies of a size known to compilers
// are loads and stores.
template <class T>
inline void copy_row(const T* from, std::int64_t n, T* to) {
  constexpr std::int64_t lanes = kVectorBytes / std::int64_t(sizeof(T));
  if (n >= lanes)
    return each_block<lanes>(
        n, [=](std::int64_t i) { std::memcpy(to + i, from + i, std::size_t(kVectorBytes)); });
  for (std::int64_t i = 0; i < n; ++i) to[i] = from[i];
}

template <class T>
inline T lowest(bool negated) {
  if constexpr (std::is_floating_point_v<T>) {
    constexpr T infinity = std::numeric_limits<T>::infinity();
    return negated ? infinity : -infinity;
  } else {
    return negated ? std::numeric_limits<T>::max() : std::numeric_limits<T>::min();
  }
}

template <class T>
inline T from_bits(std::uint64_t bits) {
  T v;
  std::memcpy(&v, &bits, sizeof(T));
  return v;
}

}  // namespace poolwise::POOLWISE_LEVEL
