// Maxima, minima and sums of small windows, columns first: the rows of a window are folded into one
// row, and that row along itself.
//
// So memory is read as it lies, nothing is copied to make room for padding, and of maxima the
// machine's own does, which forgets NaN: sums of what was folded remember it, and are looked at
// once a row. A row that may hold one is folded once more, with care. Of equal zeros the first down
// the columns is kept.
#pragma once
#include "cells/vector.hpp"
#include "rows/quads.hpp"

namespace poolwise::POOLWISE_LEVEL {

#if defined(__has_builtin)
#if __has_builtin(__builtin_shufflevector)
#define POOLWISE_SHUFFLES
#endif
#endif

#if defined(POOLWISE_SHUFFLES)

// Windows of more columns share parts, those of more rows have kept them from the window before.
constexpr std::int64_t kFewColumns = 5, kFewRows = 9;

// --- vectors ------------------------------------------------------------------------------------

// The better one; of equal ones that which was kept. Compilers make the machine's instruction of
// loops over cells, but not of vectors.
#if defined(__AVX512F__) && defined(__AVX512BW__)
#define POOLWISE_BEST(which, type) _mm512_##which##_##type
using Register = __m512i;
#elif defined(__AVX2__)
#define POOLWISE_BEST(which, type) _mm256_##which##_##type
using Register = __m256i;
#elif defined(__SSE4_1__)
#define POOLWISE_BEST(which, type) _mm_##which##_##type
using Register = __m128i;
#endif
template <class R, class V>
POOLWISE_INLINE V best_of(V kept, V next) {
#if defined(POOLWISE_BEST)
#define POOLWISE_BEST_OF(Cell, Held, type)                                  \
  if constexpr (std::is_same_v<CellOf<V>, Cell>)                            \
    return R::largest ? V(POOLWISE_BEST(max, type)(Held(next), Held(kept))) \
                      : V(POOLWISE_BEST(min, type)(Held(next), Held(kept)));
  POOLWISE_BEST_OF(float, V, ps)
  POOLWISE_BEST_OF(double, V, pd)
  POOLWISE_BEST_OF(std::int8_t, Register, epi8)
  POOLWISE_BEST_OF(std::uint8_t, Register, epu8)
  POOLWISE_BEST_OF(std::int16_t, Register, epi16)
  POOLWISE_BEST_OF(std::uint16_t, Register, epu16)
  POOLWISE_BEST_OF(std::int32_t, Register, epi32)
  POOLWISE_BEST_OF(std::uint32_t, Register, epu32)
#endif
  return R::largest ? (next > kept ? next : kept) : (next < kept ? next : kept);
}

// Of a and then b every other cell from the first (or second) one on, in the order that `in_order`
// mends: what shuffles do without crossing 16 bytes. Many of them need to be mended only once.
template <bool second, class V>
POOLWISE_INLINE V every_other(V a, V b) {
  constexpr int n = kWidth<V>, lane = 16 / int(sizeof(CellOf<V>));
  return [=]<int... i>(std::integer_sequence<int, i...>) {
    return __builtin_shufflevector(
        a, b, (i / lane * lane + i % (lane / 2) * 2 + (i % lane < lane / 2 ? 0 : n) + second)...);
  }(std::make_integer_sequence<int, n>{});
}
template <class V>
POOLWISE_INLINE V in_order(V v) {
  using Eights = Vector<std::int64_t>;
  constexpr int n = kWidth<Eights>;
  const Eights eights = bit_cast<Eights>(v);
  return bit_cast<V>([=]<int... i>(std::integer_sequence<int, i...>) {
    return __builtin_shufflevector(eights, eights, (2 * i % n + 2 * i / n)...);
  }(std::make_integer_sequence<int, n>{}));
}

// --- what is kept -------------------------------------------------------------------------------

// What numbers T are compared as: 16 bit floats as integers that order as they do.
template <class T>
using Comparable = std::conditional_t<is_short<T>, std::int16_t, T>;

// The largest (or smallest); a NaN is kept by the careful one alone, the other one says where there
// may be one.
template <class T, bool largest, bool careful>
struct BestOfColumns {
  using Cell = Comparable<T>;
  using R = Pick<Cell, largest>;
  using V = Vector<Cell>;

  static constexpr bool spills = false;
  static Cell nothing() { return R::nothing(); }
  static auto is_nan(V v) {
    if constexpr (is_short<T>) return (v & 0x7fff) > kInfinityBits<T>;
    else return v != v;
  }

  // As cells are compared, and back. Of integers a NaN is the largest (or smallest) one.
  static V ready(V v) {
    if constexpr (is_short<T> && careful)
      return choose(is_nan(v), broadcast<V>(lowest<Cell>(largest)), turned(v));
    else return back(v);
  }
  static V back(V v) {
    if constexpr (is_short<T>) return turned(v);
    else return v;
  }
  static V fold(V kept, V next) {
    const V best = best_of<R>(kept, next);
    if constexpr (careful && std::is_floating_point_v<T>) return choose(next != next, next, best);
    else return best;
  }

  // What is left of vectors shows whether there was a NaN.
  static V trace(V v) {
    if constexpr (is_short<T>) return is_nan(v);
    else return v;
  }
  static V traces_of(V a, V b) {
    if constexpr (is_short<T>) return a | b;
    else if constexpr (is_float<T>) return a + b;
    else return a;
  }
  static bool may_lack(V traces) {
    if constexpr (careful || !is_float<T>) return false;
    else if constexpr (is_short<T>) return any(traces);
    else return any(is_nan(traces));
  }
};

// The sum, which has nothing to remember. Behind a row of sums there is room for a vector.
template <class T>
struct SumOfColumns {
  using Cell = T;
  using V = Vector<Cell>;

  static constexpr bool spills = true;
  static Cell nothing() { return kUnchanging<Cell>; }
  static V ready(V v) { return v; }
  static V back(V v) { return v; }
  static V fold(V sum, V next) { return sum + next; }
  static V trace(V v) { return v; }
  static V traces_of(V a, V) { return a; }
  static bool may_lack(V) { return false; }
};

// --- rows ---------------------------------------------------------------------------------------

// Rows of numbers to what is kept of their windows.
template <class Kept>
class ColumnsFirst {
 public:
  using Int = std::int64_t;
  using Cell = typename Kept::Cell;
  using V = Vector<Cell>;

  // One row of windows of `count` rows: these are folded into `column`. Whether it may lack a NaN.
  static bool row(const Job& job, const Cell* const* rows, Int count, Cell* column, Cell* out) {
    const Axis& w = job.windows->w;
    const Int inner = job.inner, taps = w.phase[0].taps;
    if (taps == 2 && w.stride == 2 && count == 2 && !w.clipped) {
      if (inner == 1 && w.length >= kWidth<V>) return pairs_of_four(rows, w, out);
      if constexpr (Kept::spills)
        if (inner >= kWidth<V>) return pixels_of_four(rows, w, inner, out), false;
    }
    if (down(rows, count, w.size * inner, column)) return true;
    const Cell* first = column + w.phase[0].origin * inner;
    if (w.stride == 1) {
      neighbours(first, taps, w.step * inner, w.length * inner, out);
    } else if (inner == 1) {
      every_other_window(first, taps, w.length, out);
    } else {
      for (Int j = 0; j < w.length; ++j)
        neighbours(first + j * w.stride * inner, taps, w.step * inner, inner, out + j * inner);
    }
    return false;
  }

 private:
  // Folds `count` rows of n cells into one. Whether it may lack a NaN.
  static bool down(const Cell* const* rows, Int count, Int n, Cell* out) {
    bool lacks = false;
    with_taps(count, [&](auto known) {
      V traces{};
      const auto block = [&](Int i) {
        const V first = load<V>(rows[0] + i);
        V kept = Kept::ready(first), seen = Kept::trace(first);
        for (Int k = 1; k < known; ++k) {
          const V next = load<V>(rows[k] + i);
          kept = Kept::fold(kept, Kept::ready(next));
          seen = Kept::traces_of(seen, Kept::trace(next));
        }
        store(kept, out + i);
        traces = Kept::traces_of(traces, seen);
      };
      if (n >= kWidth<V>) each_block<kWidth<V>>(n, block);
      else block(0);
      lacks = Kept::may_lack(traces);
    });
    // Of a row shorter than a vector the rest was somebody else's.
    if (n < kWidth<V>) store(broadcast<V>(Kept::nothing()), out + n);
    return lacks;
  }

  // Pixels of two rows by twos, in the same order without a row in between.
  static void pixels_of_four(const Cell* const* rows, const Axis& w, Int inner, Cell* out) {
    const Cell *top = rows[0] + w.start(0) * inner, *bottom = rows[1] + w.start(0) * inner;
    for (Int j = 0; j < w.length; ++j, top += 2 * inner, bottom += 2 * inner, out += inner)
      each_block<kWidth<V>>(inner, [&](Int i) {
        const V left = Kept::fold(load<V>(top + i), load<V>(bottom + i));
        const V right = Kept::fold(load<V>(top + inner + i), load<V>(bottom + inner + i));
        store(Kept::fold(left, right), out + i);
      });
  }

  // Pairs of two rows likewise. Whether one may lack a NaN.
  static bool pairs_of_four(const Cell* const* rows, const Axis& w, Cell* out) {
    const Cell *top = rows[0] + w.start(0), *bottom = rows[1] + w.start(0);
    V traces{};
    each_window(w.length, out, [&](Int j) {
      const auto column = [&](Int i) {
        const V upper = load<V>(top + i), lower = load<V>(bottom + i);
        const V seen = Kept::traces_of(Kept::trace(upper), Kept::trace(lower));
        traces = Kept::traces_of(traces, seen);
        return Kept::fold(Kept::ready(upper), Kept::ready(lower));
      };
      const V a = column(2 * j), b = column(2 * j + kWidth<V>);
      return in_order(Kept::fold(every_other<false>(a, b), every_other<true>(a, b)));
    });
    return Kept::may_lack(traces);
  }

  // out[j] of x[j + t * step], 0 <= t < taps.
  static void neighbours(const Cell* x, Int taps, Int step, Int n, Cell* out) {
    with_taps(taps, [&](auto known) {
      each_window(n, out, [=](Int j) {
        V kept = load<V>(x + j);
        for (Int t = 1; t < known; ++t) kept = Kept::fold(kept, load<V>(x + j + t * step));
        return kept;
      });
    });
  }

  // out[j] of x[2 * j + t], 0 <= t < taps.
  static void every_other_window(const Cell* x, Int taps, Int n, Cell* out) {
    with_taps(taps, [&](auto known) {
      each_window(n, out, [=](Int j) {
        V kept{};
        for (Int t = 0; t < known; t += 2) {
          const V a = load<V>(x + 2 * j + t), b = load<V>(x + 2 * j + t + kWidth<V>);
          const V even = every_other<false>(a, b);
          kept = t == 0 ? even : Kept::fold(kept, even);
          if (t + 1 < known) kept = Kept::fold(kept, every_other<true>(a, b));
        }
        return in_order(kept);
      });
    });
  }

  // Calls window(j), which gives the vector from output j on, for all of n outputs.
  template <class Window>
  static void each_window(Int n, Cell* out, Window window) {
    if (n >= kWidth<V>) {
      each_block<kWidth<V>>(n, [&](Int j) { store(Kept::back(window(j)), out + j); });
    } else if constexpr (Kept::spills) {
      store(window(0), out);
    } else {
      Cell cells[kWidth<V>];
      store(Kept::back(window(0)), cells);
      std::memcpy(out, cells, std::size_t(n) * sizeof(Cell));
    }
  }

  // Calls along(taps), the usual ones known to compilers.
  template <class Along>
  static void with_taps(Int taps, Along along) {
    if (taps == 2) along(Number<2>{});
    else if (taps == 3) along(Number<3>{});
    else if (taps == 5) along(Number<5>{});
    else along(taps);
  }
};

// --- all rows -----------------------------------------------------------------------------------

// Whether windows are small and all of one kind, and none is empty.
inline bool are_small(const Job& job) {
  const Windows& at = *job.windows;
  const Axis &d = at.d, &h = at.h, &w = at.w;
  if (d.period != 1 || h.period != 1 || w.period != 1) return false;
  const std::int64_t taps = w.phase[0].taps, rows = d.most * h.most;
  return taps > 1 && taps <= kFewColumns && rows > 1 && rows <= kFewRows && !has_empty(at);
}

// Calls make(od, oh, rows, count, column) for each output row: the rows of its windows, and room to
// fold them.
template <class Cell, class Make>
void each_window_row(const Job& job, Cell nothing, Make make) {
  using Int = std::int64_t;
  const Windows& at = *job.windows;
  const Axis& w = at.w;
  const Int lines = at.d.length * at.h.length, inner = job.inner, pitch = w.size * inner;
  Int outer = job.begin / lines, od = job.begin % lines / at.h.length;
  Int oh = job.begin % at.h.length;
  // Rows shorter than a vector are read with what follows them, but for the last ones.
  constexpr Int vector = kWidth<Vector<Cell>>;
  const Cell* const end = static_cast<const Cell*>(job.x) + job.outer * at.inputs * inner;
  Cell ends[kFewRows][vector] = {};
  // Along the row padding lies at either end, and what a last vector reaches.
  Cell* const begin = reinterpret_cast<Cell*>(job.scratch);
  Cell* const column = begin + w.before() * inner;
  const Int after = (w.reach() - w.before() - w.size) * inner + 2 * vector;
  fill_row(begin, column - begin, nothing);
  fill_row(column + pitch, after, nothing);
  for (Int line = job.begin; line < job.end; ++line) {
    const Span depth = at.d.at(od), height = at.h.at(oh);
    if (job.watch->ends(pitch * depth.count * height.count)) break;
    const Cell* rows[kFewRows];
    Int count = 0;
    for (Int kd = 0; kd < depth.count; ++kd) {
      const Int z = outer * at.d.size + depth.start + kd * at.d.step;
      const Cell* plane = static_cast<const Cell*>(job.x) + (z * at.h.size + height.start) * pitch;
      for (Int kh = 0; kh < height.count; ++kh) rows[count++] = plane + kh * at.h.step * pitch;
    }
    for (Int k = 0; k < count && pitch < vector; ++k)
      if (end - rows[k] < vector) {
        std::memcpy(ends[k], rows[k], std::size_t(pitch) * sizeof(Cell));
        rows[k] = ends[k];
      }
    if (count) fetch(job, rows[count - 1] + pitch, at.h.stride * pitch * Int(sizeof(Cell)));
    make(od, oh, rows, count, column);
    if (++oh < at.h.length) continue;
    oh = 0;
    if (++od < at.d.length) continue;
    od = 0;
    ++outer;
  }
}

#endif

}  // namespace poolwise::POOLWISE_LEVEL
