// The number types of the kernels. float16 and bfloat16 travel as their bits.
#pragma once
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

// For what is called once a row: one copy of its loops for all who call it halves the build time.
#if defined(_MSC_VER) && !defined(__clang__)
#define POOLWISE_NOINLINE __declspec(noinline)
#else
#define POOLWISE_NOINLINE __attribute__((noinline))
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

// Bits of infinity: what lies above it, sign aside, is NaN.
template <class T>
constexpr std::int16_t infinity_bits = std::is_same_v<T, Half> ? 0x7c00 : 0x7f80;

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

// An integer that orders as the number does, both zeros equal, with NaN above all (sign = +1) or
// below all (sign = -1): 16 bit floats compare as fast as integers.
template <int sign, class T>
inline std::int16_t order_key(T v) {
  const std::int16_t magnitude = std::int16_t(v.bits & 0x7fff);
  const std::int16_t key = v.bits & 0x8000 ? std::int16_t(-magnitude) : magnitude;
  return magnitude > infinity_bits<T> ? std::int16_t(sign * 0x7fff) : key;
}

template <class T>
inline T lowest(bool negated) {
  if constexpr (is_short<T>) {
    return {std::uint16_t(infinity_bits<T> | (negated ? 0 : 0x8000))};
  } else if constexpr (std::is_floating_point_v<T>) {
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
