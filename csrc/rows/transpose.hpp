// From rows to columns: elements of any dtype of 1, 2, 4 or 8 bytes.
#pragma once
#include "cells/numbers.hpp"
#include "kernels.hpp"

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#endif

#if defined(__GNUC__)
#define POOLWISE_UNROLL _Pragma("GCC unroll 16")
#else
#define POOLWISE_UNROLL
#endif

namespace poolwise::POOLWISE_LEVEL {

// Elements of the same size in any dtype; rows lie `pitch` of them apart.
template <class T>
struct Matrix {
  T* at;
  std::int64_t pitch;
  T* row(std::int64_t r) const { return at + r * pitch; }
};

// [rows, columns] of `from` to [columns, rows] of `to`.
template <class T>
inline void one_by_one(Matrix<const T> from, std::int64_t rows, std::int64_t columns,
                       Matrix<T> to) {
  for (std::int64_t c = 0; c < columns; ++c)
    for (std::int64_t r = 0; r < rows; ++r) to.row(c)[r] = from.row(r)[c];
}

#if defined(__x86_64__) || defined(_M_X64)

// Measured with 32 planes of 196 elements, there and back: loops over single elements take 8 and 14
// times as long for bytes, 6 and 8 for two bytes, 2 and 3 for four, 1 and 3 for eight.
#define POOLWISE_INTERLEAVE(half, Vector, instruction)      \
  template <int bytes>                                      \
  inline Vector half(Vector a, Vector b) {                  \
    if constexpr (bytes == 1) return instruction##8(a, b);  \
    if constexpr (bytes == 2) return instruction##16(a, b); \
    if constexpr (bytes == 4) return instruction##32(a, b); \
    if constexpr (bytes == 8) return instruction##64(a, b); \
  }
POOLWISE_INTERLEAVE(low, __m128i, _mm_unpacklo_epi)
POOLWISE_INTERLEAVE(high, __m128i, _mm_unpackhi_epi)
inline void load(const void* from, std::int64_t, __m128i& to) {
  to = _mm_loadu_si128(static_cast<const __m128i*>(from));
}
inline void store(void* to, __m128i from) { _mm_storeu_si128(static_cast<__m128i*>(to), from); }

#if defined(__AVX2__)
// Two blocks at once, the rows of the second one in the upper halves.
POOLWISE_INTERLEAVE(low, __m256i, _mm256_unpacklo_epi)
POOLWISE_INTERLEAVE(high, __m256i, _mm256_unpackhi_epi)
inline void load(const void* from, std::int64_t second, __m256i& to) {
  const auto* lower = static_cast<const char*>(from);
  const auto* upper = lower + second;
  to = _mm256_inserti128_si256(
      _mm256_castsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(lower))),
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(upper)), 1);
}
inline void store(void* to, __m256i from) { _mm256_storeu_si256(static_cast<__m256i*>(to), from); }
using Widest = __m256i;
#else
using Widest = __m128i;
#endif

// As many rows as fill a vector, 16 bytes of each.
template <class Vector, class T>
inline void block(Matrix<const T> from, Matrix<T> to) {
  constexpr int n = 16 / sizeof(T);
  Vector rows[n], next[n];
  POOLWISE_UNROLL
  for (int r = 0; r < n; ++r) load(from.row(r), n * from.pitch * std::int64_t(sizeof(T)), rows[r]);
  // Each step interleaves rows that are half of them apart; log2(n) of them are a transposition.
  POOLWISE_UNROLL
  for (int step = 1; step < n; step *= 2) {
    POOLWISE_UNROLL
    for (int r = 0; r < n / 2; ++r) {
      next[2 * r] = low<sizeof(T)>(rows[r], rows[r + n / 2]);
      next[2 * r + 1] = high<sizeof(T)>(rows[r], rows[r + n / 2]);
    }
    POOLWISE_UNROLL
    for (int r = 0; r < n; ++r) rows[r] = next[r];
  }
  POOLWISE_UNROLL
  for (int r = 0; r < n; ++r) store(to.row(r), rows[r]);
}

// By lines of the cache, so that planes which begin at the same place of a page leave room for each
// other.
template <class Vector, class T>
inline void by_blocks(Matrix<const T> from, std::int64_t rows, std::int64_t columns, Matrix<T> to) {
  constexpr std::int64_t high = sizeof(Vector) / sizeof(T), wide = 16 / sizeof(T),
                         line = kLine / sizeof(T);
  for (std::int64_t begin = 0; begin < columns; begin += line) {
    const std::int64_t left = columns - begin, n = left < line ? left : line;
    each_block<high>(rows, [=](std::int64_t r) {
      const auto strip = [=](std::int64_t c) {
        block<Vector, T>({from.row(r) + c, from.pitch}, {to.row(c) + r, to.pitch});
      };
      if (n >= wide) each_block<wide>(n, [=](std::int64_t c) { strip(begin + c); });
      else strip(columns - wide);
    });
  }
}

#endif

template <class T>
inline void transpose_rows(Matrix<const T> from, std::int64_t rows, std::int64_t columns,
                           Matrix<T> to) {
#if defined(__x86_64__) || defined(_M_X64)
  constexpr std::int64_t vector = sizeof(Widest) / sizeof(T), wide = 16 / sizeof(T);
  if (columns >= wide && rows >= vector) return by_blocks<Widest>(from, rows, columns, to);
  if (columns >= wide && rows >= wide) return by_blocks<__m128i>(from, rows, columns, to);
#endif
  one_by_one(from, rows, columns, to);
}

}  // namespace poolwise::POOLWISE_LEVEL
