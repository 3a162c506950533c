// Output rows, one after the other, that go past the caches where those could not keep them.
//
// A plain store reads the cache line that it writes to. For outputs far larger than the caches that
// is a third of a copy's traffic, so their rows are made in a small buffer, and whole lines are
// sent to memory from there. Measured with two threads: the maxima of 2 x 2 windows of 100 MB take
// 3.7 instead of 4.9 ms, their gradients 4.1 instead of 5.0 ms.
#pragma once
#include <cstdint>
#include <cstring>

#include "cells/numbers.hpp"
#include "kernels.hpp"

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#endif

namespace poolwise::POOLWISE_LEVEL {

// Whole lines, from and to addresses that are multiples of a line.
inline void store_lines(char* to, const char* from, std::int64_t bytes) {
#if defined(__AVX__)
  for (std::int64_t i = 0; i < bytes; i += 32) {
    const auto half = _mm256_load_si256(reinterpret_cast<const __m256i*>(from + i));
    _mm256_stream_si256(reinterpret_cast<__m256i*>(to + i), half);
  }
#elif defined(__x86_64__) || defined(_M_X64)
  for (std::int64_t i = 0; i < bytes; i += 16) {
    const auto quarter = _mm_load_si128(reinterpret_cast<const __m128i*>(from + i));
    _mm_stream_si128(reinterpret_cast<__m128i*>(to + i), quarter);
  }
#else
  std::memcpy(to, from, std::size_t(bytes));
#endif
}

// Other threads see such stores late unless they are told to wait.
inline void finish_lines() {
#if defined(__x86_64__) || defined(_M_X64)
  _mm_sfence();
#endif
}

// Asks for what is read next. Processors guess it of one row at a time: of two or three that are
// read side by side they bring what lies beyond the caches at a third to two thirds of the speed.
POOLWISE_INLINE void fetch(const Job& job, const void* from, std::int64_t bytes) {
  constexpr std::int64_t longest = 8192;  // of so long ones the next is guessed in time
  if (!job.fetches || bytes > longest) return;
  for (std::int64_t i = 0; i < bytes; i += kLine)
    __builtin_prefetch(static_cast<const char*>(from) + i);
}

// The rows [job.begin, …) of `width` elements of job.out.
template <class T>
class Stream {
 public:
  Stream(const Job& job, std::int64_t width) : row_bytes_(width * std::int64_t(sizeof(T))) {
    to_ = static_cast<char*>(job.out) + job.begin * row_bytes_;
    if (!job.stream_from) return;
    const auto room = reinterpret_cast<std::uintptr_t>(job.scratch + job.stream_from);
    buffer_ = reinterpret_cast<char*>((room + kLine - 1) / kLine * kLine);
    // As far from a line's start as the output is. What precedes it there belongs to others.
    skipped_ = filled_ = std::int64_t(reinterpret_cast<std::uintptr_t>(to_) % kLine);
    to_ -= skipped_;
  }
  Stream(const Stream&) = delete;
  ~Stream() {
    if (!buffer_) return;
    flush();
    std::memcpy(to_ + skipped_, buffer_ + skipped_, std::size_t(filled_ - skipped_));
    finish_lines();
  }

  // Where the next row is to be written; `next` says that it has been.
  T* row() const { return reinterpret_cast<T*>(buffer_ ? buffer_ + filled_ : to_); }
  void next() {
    if (!buffer_) {
      to_ += row_bytes_;
    } else {
      filled_ += row_bytes_;
      if (filled_ >= kStreamed) flush();
    }
  }

 private:
  void flush() {
    const std::int64_t lines = filled_ / kLine * kLine;
    if (lines == 0) return;
    const std::int64_t whole = skipped_ ? kLine : 0;
    if (skipped_) std::memcpy(to_ + skipped_, buffer_ + skipped_, std::size_t(kLine - skipped_));
    store_lines(to_ + whole, buffer_ + whole, lines - whole);
    std::memcpy(buffer_, buffer_ + lines, std::size_t(filled_ - lines));
    to_ += lines;
    filled_ -= lines;
    skipped_ = 0;
  }

  std::int64_t row_bytes_, filled_ = 0, skipped_ = 0;
  char *to_, *buffer_ = nullptr;
};

}  // namespace poolwise::POOLWISE_LEVEL
