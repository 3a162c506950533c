// Long windows that share nothing, several at once: planes of which each is a window, or long steps
// along a row. Each is folded to a vector; the vectors of a block of windows are then turned, so
// that what is left of all of them is folded together.
#pragma once
#include "rows/folds.hpp"
#include "rows/transpose.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Lanes of a window's vector: the same at each level, as sums must be.
constexpr std::int64_t kFoldLanes = 8;

// Whether windows of X can be folded so. Floats may become doubles.
template <class R, class X>
constexpr bool folds_many =
    (sizeof(X) == 4 || sizeof(X) == 8) &&
    (std::is_same_v<X, typename R::Cell> ||
     (std::is_same_v<X, float> && std::is_same_v<typename R::Cell, double>));

// The window's vector in `kept`, of at least kFoldLanes elements. A NaN is not kept but makes
// `seen` one.
template <class R, class X>
inline void fold_to_vector(const X* x, std::int64_t count, typename R::Cell* __restrict kept,
                           typename R::Cell* __restrict seen) {
  using Int = std::int64_t;
  using Cell = typename R::Cell;
  constexpr bool selects = R::idempotent, floats = std::is_floating_point_v<Cell>;
  constexpr Int n = kFoldLanes;
  // Zeros that compilers know of are stored in halves, and a load of both then has to wait.
  const Cell zero = Cell(count >> 62), none = R::nothing() + zero;
  Cell a[n], b[n], c[n], d[n], p[n], q[n], r[n], s[n];
  for (Int i = 0; i < n; ++i) a[i] = b[i] = c[i] = d[i] = none;
  for (Int i = 0; i < n; ++i) p[i] = q[i] = r[i] = s[i] = zero;
  const auto join = [](Cell one, Cell two) {
    if constexpr (selects && floats) return R::best(one, two);
    else return R::fold(one, two);
  };
  const auto fold = [&](Cell* lanes, [[maybe_unused]] Cell* sums, Int from) {
    for (Int i = 0; i < n; ++i) {
      const Cell next = Cell(x[from + i]);
      if constexpr (selects && floats) sums[i] += next;
      lanes[i] = join(lanes[i], next);
    }
  };
  Int k = 0;
  if constexpr (!selects && !std::is_same_v<X, Cell>) {
    // Doubles of four floats each: their sum as a float is as good, and three conversions less.
    for (; k + 8 * n <= count; k += 8 * n)
      for (Int i = 0; i < n; ++i) {
        const X* y = x + k + i;
        a[i] += Cell((y[0] + y[n]) + (y[2 * n] + y[3 * n]));
        b[i] += Cell((y[4 * n] + y[5 * n]) + (y[6 * n] + y[7 * n]));
      }
  }
  for (; k + 4 * n <= count; k += 4 * n) {
    fold(a, p, k);
    fold(b, q, k + n);
    fold(c, r, k + 2 * n);
    fold(d, s, k + 3 * n);
  }
  for (; k + n <= count; k += n) fold(a, p, k);
  // What is left, the end of a whole vector, of which sums leave out what they hold already.
  const Int before = selects ? 0 : n - (count - k);
  const X* last = x + count - n;
  for (Int i = 0; i < n; ++i) {
    const Cell next = i < before ? R::nothing() : Cell(last[i]);
    if constexpr (selects && floats) q[i] += next;
    b[i] = join(b[i], next);
  }
  for (Int i = 0; i < n; ++i) {
    kept[i] = join(join(a[i], b[i]), join(c[i], d[i]));
    if constexpr (selects && floats) seen[i] += (p[i] + q[i]) + (r[i] + s[i]);
  }
}

// `n` windows of `count` elements, `stride` apart.
template <class R, class X>
POOLWISE_NOINLINE void many_windows(const X* x, std::int64_t stride, std::int64_t count,
                                    std::int64_t n, typename R::Cell* out) {
  using Int = std::int64_t;
  using Cell = typename R::Cell;
  constexpr Int block = 32;
  constexpr bool checked = R::idempotent && std::is_floating_point_v<Cell>;
  Cell vectors[block * kFoldLanes]{}, lanes[kFoldLanes * block];
  for (Int from = 0; from < n; from += block) {
    const Int windows = n - from < block ? n - from : block;
    const X* first = x + from * stride;
    Cell seen[kFoldLanes]{}, sum = 0;
    for (Int j = 0; j < windows; ++j)
      fold_to_vector<R>(first + j * stride, count, vectors + j * kFoldLanes, seen);
    transpose_rows<Cell>({vectors, kFoldLanes}, windows, kFoldLanes, {lanes, block});
    Cell* to = out + from;
    const auto row = [&](Int k) { return lanes + k * block; };
    for (Int half = kFoldLanes / 2; half > 1; half /= 2)
      for (Int k = 0; k < half; ++k) Folds<R>::add1(row(k), row(k + half), windows);
    Folds<R>::of2(to, row(0), row(1), windows);
    if constexpr (checked) {
      for (Int i = 0; i < kFoldLanes; ++i) sum += seen[i];
      for (Int j = 0; j < windows; ++j)
        if (sum != sum || to[j] == 0) to[j] = one_window<R>(first + j * stride, count, 1);
    }
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
