// Windows of two by two side by side, from the input to the output in one walk. Of numbers of one
// or two bytes two neighbours are read as one word and taken apart by shifts, which costs less than
// shuffling vectors of them.
#pragma once
#include "rows/stream.hpp"
#include "rows/sweep_rows.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class T>
using Word = std::conditional_t<sizeof(T) == 1, std::uint16_t, std::uint32_t>;

// What such a number is computed as: twice as wide, so that four of them add up.
template <class T>
using Lane = std::conditional_t<
    is_short<T>, float,
    std::conditional_t<sizeof(T) == 2, std::int32_t,
                       std::conditional_t<std::is_signed_v<T>, std::int16_t, std::uint16_t>>>;

template <class T>
inline Lane<T> left_of(Word<T> word) {
  constexpr int bits = 8 * sizeof(T);
  if constexpr (std::is_same_v<T, BFloat>) return bit_cast<float>(word << bits);
  else if constexpr (is_short<T>) return to_float(T{std::uint16_t(word)});
  else if constexpr (std::is_unsigned_v<T>) return Lane<T>(word & std::numeric_limits<T>::max());
  else return Lane<T>(Lane<T>(word << bits) >> bits);
}

template <class T>
inline Lane<T> right_of(Word<T> word) {
  constexpr int bits = 8 * sizeof(T);
  if constexpr (std::is_same_v<T, BFloat>) return bit_cast<float>(word & 0xffff0000u);
  else if constexpr (is_short<T>) return to_float(T{std::uint16_t(word >> bits)});
  else if constexpr (std::is_unsigned_v<T>) return Lane<T>(word >> bits);
  else return Lane<T>(Lane<T>(word) >> bits);
}

// Keeps of each two pixels the first; pixels are `bytes` long and copied as `block` of them, each
// of which the next one writes over what is too much of the one before.
template <std::int64_t block>
inline void thin_blocks(const char* from, std::int64_t pixels, std::int64_t bytes, char* to) {
  std::int64_t j = 0;
  for (; (pixels - j) * bytes >= block; ++j)
    std::memcpy(to + j * bytes, from + 2 * j * bytes, std::size_t(block));
  for (; j < pixels; ++j) std::memcpy(to + j * bytes, from + 2 * j * bytes, std::size_t(bytes));
}

#if defined(__SSSE3__)
// Pixels of three bytes, four at a time: a third of the time of the blocks.
inline void thin_colours(const char* from, std::int64_t pixels, char* to) {
  const __m128i kept = _mm_setr_epi8(0, 1, 2, 6, 7, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  const __m128i moved = _mm_setr_epi8(-1, -1, -1, -1, -1, -1, 0, 1, 2, 6, 7, 8, -1, -1, -1, -1);
  const auto load = [=](std::int64_t at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + at));
  };
  std::int64_t j = 0;
  for (; j + 6 <= pixels; j += 4) {
    const __m128i first = _mm_shuffle_epi8(load(6 * j), kept);
    const __m128i second = _mm_shuffle_epi8(load(6 * j + 12), moved);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to + 3 * j), _mm_or_si128(first, second));
  }
  thin_blocks<4>(from + 6 * j, pixels - j, 3, to + 3 * j);
}
#endif

POOLWISE_NOINLINE inline void thin(const char* from, std::int64_t pixels, std::int64_t bytes,
                                   char* to) {
#if defined(__SSSE3__)
  if (bytes == 3) return thin_colours(from, pixels, to);
#endif
  if (bytes <= 4) thin_blocks<4>(from, pixels, bytes, to);
  else if (bytes <= 8) thin_blocks<8>(from, pixels, bytes, to);
  else if (bytes <= 16) thin_blocks<16>(from, pixels, bytes, to);
  else thin_blocks<32>(from, pixels, bytes, to);
}

// The loops over rows of numbers T, `finish` making the output of the four that R folds, or Apart
// where they need no taking apart.
template <class T, class R, class Finish, class Apart = R>
struct QuadRows {
  using Cell = typename R::Cell;
  using Out = decltype(std::declval<Finish>()(Cell{}));
  using Int = std::int64_t;
  using Narrower = std::conditional_t<(sizeof(Out) < sizeof(Cell)), Out, Cell>;
  Finish finish;

  static Cell pair(const T* at) {
    Word<T> word;
    std::memcpy(&word, at, sizeof(word));
    return R::fold(left_of<T>(word), right_of<T>(word));
  }

  POOLWISE_NOINLINE void both(const T* a, const T* b, Int n, Out* __restrict out) const {
    each_range<Narrower>(n, [=, finish = finish](Int i, Int end) {
      for (; i < end; ++i) out[i] = finish(R::fold(pair(a + 2 * i), pair(b + 2 * i)));
    });
  }
  POOLWISE_NOINLINE static void upper(const T* a, Int n, Cell* __restrict cells) {
    each_range<Cell>(n, [=](Int i, Int end) {
      for (; i < end; ++i) cells[i] = pair(a + 2 * i);
    });
  }
  POOLWISE_NOINLINE void lower(const Cell* __restrict cells, const T* b, Int n,
                               Out* __restrict out) const {
    each_range<Narrower>(n, [=, finish = finish](Int i, Int end) {
      for (; i < end; ++i) out[i] = finish(R::fold(cells[i], pair(b + 2 * i)));
    });
  }
  // The four lie apart: where channels lie side by side.
  POOLWISE_NOINLINE void apart(const T* a, const T* b, Int inner, Int n,
                               Out* __restrict out) const {
    const T *c = b, *d = b + inner;
    b = a + inner;
    const auto cell = [](T v) { return typename Apart::Cell(widen(v)); };
    each_range<std::conditional_t<(sizeof(Out) < sizeof(T)), Out, T>>(
        n, [=, finish = finish](Int i, Int end) {
          for (; i < end; ++i) {
            const auto upper = Apart::fold(cell(a[i]), cell(b[i]));
            out[i] = finish(Apart::fold(upper, Apart::fold(cell(c[i]), cell(d[i]))));
          }
        });
  }
  // Few channels are not worth a loop for each pixel: as if every pixel began a window, of which
  // every other is wanted.
  void few(const T* a, const T* b, Int inner, Int width, Out* room, Out* out) const {
    apart(a, b, inner, (2 * width - 1) * inner, room);
    thin(reinterpret_cast<const char*>(room), width, inner * Int(sizeof(Out)),
         reinterpret_cast<char*>(out));
  }
};

// Means of unsigned bytes.
template <class Finish>
struct ByteRows : QuadRows<std::uint8_t, Total<std::uint16_t>, Finish> {
  using T = std::uint8_t;
  using Base = QuadRows<T, Total<std::uint16_t>, Finish>;
  using Int = std::int64_t;

#if defined(__AVX2__)
  // Three colours, two windows of them in each half of a vector: two thirds of the other's time.
  void few(const T* a, const T* b, Int inner, Int width, T* room, T* out) const {
    if (inner != 3) return Base::few(a, b, inner, width, room, out);
    const __m256i order = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11, -1, -1, -1, -1));
    const __m256i one = _mm256_set1_epi16(1);
    const auto half = [](const T* at) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    };
    const auto pairs = [&](const T* at) {
      const __m256i both = _mm256_set_m128i(half(at + 12), half(at));
      return _mm256_maddubs_epi16(_mm256_shuffle_epi8(both, order), _mm256_set1_epi8(1));
    };
    Int j = 0;
    for (; j + 6 <= width; j += 4) {
      const __m256i sums = _mm256_add_epi16(pairs(a + 6 * j), pairs(b + 6 * j));
      const __m256i odd = _mm256_and_si256(_mm256_srli_epi16(sums, 2), one);
      const __m256i whole =
          _mm256_srli_epi16(_mm256_add_epi16(_mm256_add_epi16(sums, one), odd), 2);
      const __m256i bytes = _mm256_packus_epi16(whole, whole);
      auto* to = reinterpret_cast<__m128i*>(out + 3 * j);
      _mm_storel_epi64(to, _mm256_castsi256_si128(bytes));
      to = reinterpret_cast<__m128i*>(out + 3 * j + 6);
      _mm_storel_epi64(to, _mm256_extracti128_si256(bytes, 1));
    }
    Base::few(a + 6 * j, b + 6 * j, inner, width - j, room, out + 3 * j);
  }
#endif
};

#if defined(POOLWISE_F16C)
// Measured: a third of the time of the conversions above.
template <class Finish>
struct HalfRows : QuadRows<Half, Total<float>, Finish> {
  using Base = QuadRows<Half, Total<float>, Finish>;
  using Int = std::int64_t;
  static constexpr Int lanes = 8;

  static __m256 load(const Half* at) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
  }
  // Of 16 numbers the sums of neighbours, in the order 0 1 4 5 2 3 6 7.
  static __m256 pairs(const Half* at) {
    const __m256 low = load(at), high = load(at + lanes);
    return _mm256_add_ps(_mm256_shuffle_ps(low, high, 0x88), _mm256_shuffle_ps(low, high, 0xdd));
  }
  static __m256 sorted(__m256 cells) {
    return _mm256_castpd_ps(_mm256_permute4x64_pd(_mm256_castps_pd(cells), 0xd8));
  }
  void store(__m256 sums, Half* to) const {
    const __m256 scaled = _mm256_mul_ps(sums, _mm256_set1_ps(this->finish.by));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                     _mm256_cvtps_ph(scaled, _MM_FROUND_TO_NEAREST_INT));
  }

  void both(const Half* a, const Half* b, Int n, Half* out) const {
    if (n < lanes) return Base::both(a, b, n, out);
    each_block<lanes>(n, [=, this](Int i) {
      store(sorted(_mm256_add_ps(pairs(a + 2 * i), pairs(b + 2 * i))), out + i);
    });
  }
  static void upper(const Half* a, Int n, float* cells) {
    if (n < lanes) return Base::upper(a, n, cells);
    each_block<lanes>(n, [=](Int i) { _mm256_storeu_ps(cells + i, sorted(pairs(a + 2 * i))); });
  }
  void lower(const float* cells, const Half* b, Int n, Half* out) const {
    if (n < lanes) return Base::lower(cells, b, n, out);
    each_block<lanes>(n, [=, this](Int i) {
      store(_mm256_add_ps(_mm256_loadu_ps(cells + i), sorted(pairs(b + 2 * i))), out + i);
    });
  }
  void apart(const Half* a, const Half* b, Int inner, Int n, Half* out) const {
    if (n < lanes) return Base::apart(a, b, inner, n, out);
    each_block<lanes>(n, [=, this](Int i) {
      const __m256 upper = _mm256_add_ps(load(a + i), load(a + inner + i));
      store(_mm256_add_ps(upper, _mm256_add_ps(load(b + i), load(b + inner + i))), out + i);
    });
  }
};
#endif

// What `of` makes of each four numbers, which are no sum or maximum of two of two.
template <class T, class Of>
struct FourRows {
  using Out = T;
  using Int = std::int64_t;
  Of of;

  POOLWISE_NOINLINE void both(const T* a, const T* b, Int n, T* __restrict out) const {
    each_range<T>(n, [=, of = of](Int i, Int end) {
      for (; i < end; ++i) out[i] = of(a[2 * i], a[2 * i + 1], b[2 * i], b[2 * i + 1]);
    });
  }
  POOLWISE_NOINLINE void apart(const T* a, const T* b, Int inner, Int n, T* __restrict out) const {
    each_range<T>(n, [=, of = of](Int i, Int end) {
      for (; i < end; ++i) out[i] = of(a[i], a[inner + i], b[i], b[inner + i]);
    });
  }
  void few(const T* a, const T* b, Int inner, Int width, T*, T* out) const {
    for (Int j = 0; j < width; ++j, a += 2 * inner, b += 2 * inner, out += inner)
      for (Int c = 0; c < inner; ++c) out[c] = of(a[c], a[inner + c], b[c], b[inner + c]);
  }
};

// Walks all of them. `ready(x, n)` gives two rows as the loops read them.
template <class Loops, class T, class Ready>
inline void sweep_quads(const Job& job, const Loops& loops, const T* x, Ready ready) {
  using Int = std::int64_t;
  using Out = typename Loops::Out;
  const Windows& at = *job.windows;
  const Int inner = job.inner, pitch = at.w.size * inner, width = at.w.length;
  const Int lines = at.d.length * at.h.length;
  // Measured: two rows at a time, unless they are short or lie in pages of their own, are read
  // from memory at half the speed.
  const Int bytes = pitch * Int(sizeof(T));
  const bool in_turn = bytes > 256 && bytes < 8192;
  Stream<Out> out(job, width * inner);
  for (Int line = job.begin; line < job.end; ++line, out.next()) {
    if (job.watch->ends(pitch)) return;
    const Int outer = line / lines, od = line % lines / at.h.length, oh = line % at.h.length;
    const Int y = (outer * at.d.size + at.d.start(od)) * at.h.size + at.h.start(oh);
    const auto* a = ready(x + y * pitch, 2 * pitch) + at.w.start(0) * inner;
    const auto* b = a + pitch;
    Out* row = out.row();
    if (inner >= kFewChannels) {
      for (Int j = 0; j < width; ++j)
        loops.apart(a + 2 * j * inner, b + 2 * j * inner, inner, inner, row + j * inner);
    } else if (inner > 1) {
      loops.few(a, b, inner, width, reinterpret_cast<Out*>(job.scratch), row);
    } else {
      if constexpr (requires { typename Loops::Cell; })
        if (in_turn) {
          auto* cells = reinterpret_cast<typename Loops::Cell*>(job.scratch);
          loops.upper(a, width, cells);
          loops.lower(cells, b, width, row);
          continue;
        }
      loops.both(a, b, width, row);
    }
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
