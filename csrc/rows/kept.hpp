// What is made of a row of windows: a value each, or a value and where in its window it lay.
#pragma once
#include "rows/folds.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class R, class InT>
struct Values {
  using In = InT;
  using Reducer = R;
  using Cell = typename R::Cell;
  using Row = Cell*;
  static constexpr bool plain = true;

  static Row row(char* memory, std::int64_t) { return reinterpret_cast<Cell*>(memory); }
  static Row shift(Row row, std::int64_t n) { return row + n; }

  // Windows side by side: tap t of them lies at taps(t)[0], taps(t)[1], …
  template <class Taps>
  static void gather(Row out, Taps taps, std::int64_t count, std::int64_t n) {
    Folds<R>::all(out, taps, count, n);
  }
  // Windows of a few neighbours, one after the other. Numbers known to compilers become shuffles.
  template <int taps, class X>
  POOLWISE_NOINLINE static void near(Cell* __restrict out, const X* x, std::int64_t n) {
    each_range<Cell>(n, [=](std::int64_t j, std::int64_t to) {
      for (; j < to; ++j) {
        Cell cell = R::fold(Cell(x[taps * j]), Cell(x[taps * j + 1]));
        if constexpr (taps > 2) cell = R::fold(cell, Cell(x[taps * j + 2]));
        if constexpr (taps > 3) cell = R::fold(cell, Cell(x[taps * j + 3]));
        out[j] = cell;
      }
    });
  }
  template <class X>
  static void one(Row out, const X* x, std::int64_t count, std::int64_t step) {
    *out = one_window<R>(x, count, step);
  }
  static void clear(Row out, std::int64_t n) { Folds<R>::clear(out, n); }
  // Rows of windows below each other.
  template <class Each>
  static void fold(Row out, Each each, std::int64_t count, std::int64_t n, bool more, std::int64_t,
                   std::int64_t) {
    Folds<R>::all(out, each, count, n, more);
  }
};

template <class Cell>
struct Winner {
  Cell* value;
  std::int32_t* offset;
};

template <class R, class InT>
struct Winners {
  using In = InT;
  using Reducer = R;
  using Cell = typename R::Cell;
  using Row = Winner<Cell>;
  using Int = std::int64_t;
  static constexpr bool plain = false;

  static Row row(char* memory, Int width) {
    // Offsets lie behind the cells, at the next multiple of 64 bytes.
    const Int cells = (width * Int(sizeof(Cell)) + 63) / 64 * 64;
    return {reinterpret_cast<Cell*>(memory), reinterpret_cast<std::int32_t*>(memory + cells)};
  }
  static Row shift(Row row, Int n) { return {row.value + n, row.offset + n}; }

  // `n` candidates for each window. Candidate k has the offset base + k * pitch, plus its own where
  // it comes with one.
  template <int candidates, bool more, bool own>
  POOLWISE_NOINLINE static void duel(Cell* __restrict value, std::int32_t* __restrict offset,
                                     const Row* rows, Int n, std::int32_t base,
                                     std::int32_t pitch) {
    const Cell *a = rows[0].value, *b = rows[candidates > 1 ? 1 : 0].value,
               *c = rows[candidates > 2 ? 2 : 0].value;
    const std::int32_t *p = rows[0].offset, *q = rows[candidates > 1 ? 1 : 0].offset,
                       *r = rows[candidates > 2 ? 2 : 0].offset;
    const auto at = [](const std::int32_t* offsets, Int i, std::int32_t from) {
      if constexpr (own) return offsets[i] + from;
      else return from;
    };
    each_vector<Cell>(n, [=](Int i) {
      Cell kept = more ? value[i] : a[i];
      std::int32_t place = more ? offset[i] : at(p, i, base);
      const auto challenge = [&](Cell candidate, std::int32_t from) {
        const bool better = R::better(candidate, kept);
        kept = better ? candidate : kept;
        place = better ? from : place;
      };
      if constexpr (more) challenge(a[i], at(p, i, base));
      if constexpr (candidates > 1) challenge(b[i], at(q, i, base + pitch));
      if constexpr (candidates > 2) challenge(c[i], at(r, i, base + 2 * pitch));
      value[i] = kept;
      offset[i] = place;
    });
  }

  template <bool own, class Each>
  static void all(Row out, Each each, Int count, Int n, bool more, Int base, Int pitch) {
    const auto offset = [&](Int k) { return std::int32_t(base + k * pitch); };
    const auto step = std::int32_t(pitch);
    Int k = 0;
    if (!more) {
      if (count == 0) return clear(out, n);
      const Row rows[3] = {each(0), each(count > 1 ? 1 : 0), each(count > 2 ? 2 : 0)};
      if (count == 1) duel<1, false, own>(out.value, out.offset, rows, n, offset(0), step);
      else if (count == 2) duel<2, false, own>(out.value, out.offset, rows, n, offset(0), step);
      else duel<3, false, own>(out.value, out.offset, rows, n, offset(0), step);
      k = 3;
    }
    for (; k < count; ++k) {
      const Row rows[1] = {each(k)};
      duel<1, true, own>(out.value, out.offset, rows, n, offset(k), step);
    }
  }

  static void clear(Row out, Int n) {
    for (Int i = 0; i < n; ++i) out.value[i] = R::nothing(), out.offset[i] = 0;
  }
  template <class Taps>
  static void gather(Row out, Taps taps, Int count, Int n) {
    const auto each = [&](Int t) { return Row{const_cast<Cell*>(taps(t)), nullptr}; };
    all<false>(out, each, count, n, false, 0, 1);
  }
  template <int taps>
  static void near(Row out, const Cell* x, Int n) {
    static_assert(taps == 2);
    pairs(out.value, out.offset, x, n);
  }
  POOLWISE_NOINLINE static void pairs(Cell* __restrict value, std::int32_t* __restrict offset,
                                      const Cell* x, Int n) {
    each_range<Cell>(n, [=](Int j, Int to) {
      for (; j < to; ++j) {
        Cell kept = x[2 * j];
        std::int32_t place = 0;
        const bool better = R::better(x[2 * j + 1], kept);
        kept = better ? x[2 * j + 1] : kept;
        place = better ? 1 : place;
        value[j] = kept;
        offset[j] = place;
      }
    });
  }

  static void one(Row out, const Cell* x, Int count, Int step) {
    constexpr Int few = 16;
    *out.value = count ? x[0] : R::nothing();
    *out.offset = 0;
    if (count >= few) {
      *out.value = one_window<R>(x, count, step);
      *out.offset = one_place<R>(x, count, step, *out.value);
    } else {
      for (Int k = 1; k < count; ++k)
        if (R::better(x[k * step], *out.value)) *out.value = x[k * step], *out.offset = int(k);
    }
  }
  template <class Each>
  static void fold(Row out, Each each, Int count, Int n, bool more, Int base, Int pitch) {
    all<true>(out, each, count, n, more, base, pitch);
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
