// The innermost loops: several rows of cells folded into one, a vector at a time.
#pragma once
#include "rows/max_and_sum.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class R>
struct Folds {
  using Cell = typename R::Cell;
  using Int = std::int64_t;

  template <class X>
  POOLWISE_NOINLINE static void of2(Cell* __restrict out, const X* a, const X* b, Int n) {
    each_vector<Cell>(n, [=](Int i) { out[i] = R::fold(cell(a[i]), cell(b[i])); });
  }
  template <class X>
  POOLWISE_NOINLINE static void of3(Cell* __restrict out, const X* a, const X* b, const X* c,
                                    Int n) {
    each_vector<Cell>(
        n, [=](Int i) { out[i] = R::fold(R::fold(cell(a[i]), cell(b[i])), cell(c[i])); });
  }
  template <class X>
  POOLWISE_NOINLINE static void of4(Cell* __restrict out, const X* a, const X* b, const X* c,
                                    const X* d, Int n) {
    each_vector<Cell>(n, [=](Int i) {
      out[i] = R::fold(R::fold(cell(a[i]), cell(b[i])), R::fold(cell(c[i]), cell(d[i])));
    });
  }
  template <class X>
  POOLWISE_NOINLINE static void add1(Cell* __restrict out, const X* a, Int n) {
    in_place(n, [=](Int i) { out[i] = R::fold(out[i], cell(a[i])); });
  }
  template <class X>
  POOLWISE_NOINLINE static void add2(Cell* __restrict out, const X* a, const X* b, Int n) {
    in_place(n, [=](Int i) { out[i] = R::fold(R::fold(out[i], cell(a[i])), cell(b[i])); });
  }
  template <class X>
  static Cell cell(X x) {
    if constexpr (is_short<X> && std::is_same_v<Cell, std::int16_t>)
      return turned(std::int16_t(x.bits));
    else return static_cast<Cell>(widen(x));
  }
  // Eight rows at once, `pitch` apart.
  template <class X>
  POOLWISE_NOINLINE static void add8(Cell* __restrict out, const X* a, Int pitch, Int n) {
    const X *b = a + pitch, *c = b + pitch, *d = c + pitch, *e = d + pitch, *f = e + pitch,
            *g = f + pitch, *h = g + pitch;
    in_place(n, [=](Int i) {  // spelt out: compilers do not vectorise around a loop
      const Cell one = R::fold(R::fold(out[i], cell(a[i])), cell(b[i]));
      const Cell two = R::fold(R::fold(one, cell(c[i])), cell(d[i]));
      const Cell three = R::fold(R::fold(two, cell(e[i])), cell(f[i]));
      out[i] = R::fold(R::fold(three, cell(g[i])), cell(h[i]));
    });
  }
  template <class X>
  static void copy(Cell* out, const X* a, Int n) {
    if constexpr (std::is_same_v<X, Cell>) std::memcpy(out, a, std::size_t(n) * sizeof(Cell));
    else convert_row(a, n, out);
  }
  static void clear(Cell* out, Int n) { fill_row(out, n, R::nothing()); }

  // To add to a sum twice would be wrong.
  template <class Each>
  static void in_place(Int n, Each each) {
    if constexpr (R::idempotent) return each_vector<Cell>(n, each);
    for (Int i = 0; i < n; ++i) each(i);
  }

  // rows(0), rows(1), …, rows(count - 1), in this order; `more` joins them to what out holds.
  template <class Rows>
  static void all(Cell* out, Rows rows, Int count, Int n, bool more = false) {
    Int k = 0;
    if (!more) {
      if (count == 0) return clear(out, n);
      if (count == 1) return copy(out, rows(0), n);
      if (count == 2) return of2(out, rows(0), rows(1), n);
      if (count == 3) return of3(out, rows(0), rows(1), rows(2), n);
      of4(out, rows(0), rows(1), rows(2), rows(3), n);
      k = 4;
    }
    for (; k + 1 < count; k += 2) add2(out, rows(k), rows(k + 1), n);
    if (k < count) add1(out, rows(k), n);
  }
};

// Whether lanes may have kept another of equal values than the first, or another of several NaNs
// than the last.
template <class Cell, class X>
inline bool order_matters(Cell kept, const X* x, std::int64_t count) {
  if constexpr (is_float<X>) {
    if (kept != kept) return true;
    if (kept != Cell(0)) return false;
    using Bits =
        std::conditional_t<sizeof(X) == 2, std::uint16_t,
                           std::conditional_t<sizeof(X) == 4, std::uint32_t, std::uint64_t>>;
    constexpr Bits negative_zero = Bits(Bits(1) << (8 * sizeof(X) - 1));
    Bits any = 0;
    for (std::int64_t k = 0; k < count; ++k) any |= bit_cast<Bits>(x[k]) == negative_zero;
    return any != 0;
  }
  return false;
}

// One window, its elements `step` apart.
template <class R, class X>
POOLWISE_NOINLINE typename R::Cell one_window(const X* x, std::int64_t count, std::int64_t step) {
  using Cell = typename R::Cell;
  using Int = std::int64_t;
  // Sums must not depend on the level: the same lanes at each. Floats that become doubles fill
  // vectors as the floats that they are.
  constexpr Int bytes = R::idempotent ? kVectorBytes : 32;
  constexpr Int lane = sizeof(X) >= 4 && sizeof(X) < sizeof(Cell) ? sizeof(X) : sizeof(Cell);
  constexpr Int vector = bytes / lane, lanes = 4 * vector;
  const auto cell = [x](Int k) { return Folds<R>::cell(x[k]); };
  if (count == 0) return R::nothing();
  if (step == 1 && count >= lanes) {
    // Four vectors, each in an array of its own, which compilers keep in a register.
    Cell a[vector], b[vector], c[vector], d[vector];
    for (Int i = 0; i < vector; ++i) a[i] = b[i] = c[i] = d[i] = R::nothing();
    // Sums show whether there was a NaN in half the time that it takes to keep it.
    constexpr bool summed = R::idempotent && std::is_floating_point_v<Cell>;
    Cell p[vector], q[vector], r[vector], s[vector];
    for (Int i = 0; i < vector; ++i) p[i] = q[i] = r[i] = s[i] = Cell(0);
    const auto fold = [&](Cell* kept, [[maybe_unused]] Cell* sums, Int from) {
      for (Int i = 0; i < vector; ++i) {
        const Cell next = cell(from + i);
        if constexpr (summed) sums[i] += next, kept[i] = R::best(kept[i], next);
        else kept[i] = R::fold(kept[i], next);
      }
    };
    Int k = 0;
    for (; k + lanes <= count; k += lanes) {
      fold(a, p, k);
      fold(b, q, k + vector);
      fold(c, r, k + 2 * vector);
      fold(d, s, k + 3 * vector);
    }
    for (; k + vector <= count; k += vector) fold(a, p, k);
    Cell rest = R::nothing();
    for (; k < count; ++k) rest = R::fold(rest, cell(k));
    for (Int i = 0; i < vector; ++i) a[i] = R::fold(R::fold(a[i], b[i]), R::fold(c[i], d[i]));
    for (Int half = vector / 2; half > 0; half /= 2)
      for (Int i = 0; i < half; ++i) a[i] = R::fold(a[i], a[i + half]);
    const Cell kept = R::fold(a[0], rest);
    if constexpr (R::idempotent) {
      Cell sum = 0;
      for (Int i = 0; summed && i < vector; ++i) sum += p[i] + q[i] + r[i] + s[i];
      if (sum == sum && !order_matters(kept, x, count)) return kept;
    } else {
      return kept;
    }
  }
  Cell kept = cell(0);
  for (Int k = 1; k < count; ++k) kept = R::fold(kept, cell(k * step));
  return kept;
}

// The same for the place of what is kept, `kept` being what the window keeps.
template <class R>
POOLWISE_NOINLINE std::int32_t one_place(const typename R::Cell* x, std::int64_t count,
                                         std::int64_t step, typename R::Cell kept) {
  std::int64_t k = 0;
  if (kept != kept) {
    for (k = count - 1; x[k * step] == x[k * step];) --k;
    return std::int32_t(k);
  }
  constexpr std::int64_t block = 64;
  for (; step == 1 && k + block <= count; k += block) {
    int found = 0;
    for (std::int64_t i = 0; i < block; ++i) found |= x[k + i] == kept;
    if (found) break;
  }
  while (x[k * step] != kept) ++k;
  return std::int32_t(k);
}

}  // namespace poolwise::POOLWISE_LEVEL
