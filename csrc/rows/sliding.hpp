// Long windows in a row: neighbours share most of their elements, so longer windows are made of
// shorter ones, up to four at a time. The cost grows with the logarithm of the length, and nothing
// is ever taken away from a sum, which would lose accuracy and let infinities spread.
#pragma once
#include "rows/kept.hpp"

namespace poolwise::POOLWISE_LEVEL {

// A window of `taps` elements: `parts` windows of `size` elements and `rest` single ones.
struct Division {
  std::int64_t taps, parts, size, rest;
};

template <class R>
inline Division divided(std::int64_t taps) {
  if constexpr (R::idempotent) return {taps, 4, (taps + 3) / 4, 0};  // parts may overlap
  if (taps % 4 == 0) return {taps, 4, taps / 4, 0};
  if (taps % 3 < 2) return {taps, 3, taps / 3, taps % 3};
  return {taps, 2, taps / 2, taps % 2};
}

// All n windows of `taps` elements, `step` apart, that start at x[0], x[1], …, x[n - 1].
template <class R, class X>
POOLWISE_NOINLINE void slide(const X* x, std::int64_t n, std::int64_t taps, std::int64_t step,
                             X* ping, X* pong, typename R::Cell* cells) {
  using Int = std::int64_t;
  using Parts = std::conditional_t<std::is_same_v<X, typename R::Cell>, R, Total<X>>;
  Division divisions[64];
  Int depth = 0, size = taps;
  for (; size > 4; size = divisions[depth++].size) divisions[depth] = divided<R>(size);
  const X* part = x;
  const auto make = [&](auto row, Int count, Int longer) {
    if (longer == taps) return Folds<R>::all(cells, row, count, n);
    X* out = ping;
    Folds<Parts>::all(out, row, count, n + (taps - longer) * step);
    ping = pong;
    pong = out;
    part = out;
  };
  make([&](Int k) { return x + k * step; }, size, size);
  while (depth > 0) {
    const Division d = divisions[--depth];
    const auto row = [&](Int k) {
      if (k >= d.parts) return x + (d.parts * d.size + k - d.parts) * step;
      const Int at = k * d.size, last = d.taps - d.rest - d.size;
      return part + (at < last ? at : last) * step;
    };
    make(row, d.parts + d.rest, d.taps);
  }
}

// The same with places: of three parts each, as far apart as each other, which overlap. What comes
// first among equals does so among parts as well.
template <class V, class X>
POOLWISE_NOINLINE void slide_places(const X* x, std::int64_t n, std::int64_t taps,
                                    std::int64_t step, typename V::Row ping, typename V::Row pong,
                                    typename V::Row out) {
  using Int = std::int64_t;
  Int sizes[64], depth = 0, size = taps;
  while (size > 3) {
    sizes[depth++] = size;
    const Int third = (size + 2) / 3;
    size = third + (size - third) % 2;
  }
  auto part = depth ? ping : out;
  V::gather(part, [&](Int t) { return x + t * step; }, size, n + (taps - size) * step);
  while (depth > 0) {
    const Int longer = sizes[--depth], apart = (longer - size) / 2;
    const auto to = depth == 0 ? out : part.value == ping.value ? pong : ping;
    const auto each = [&](Int k) { return V::shift(part, k * apart * step); };
    V::fold(to, each, 3, n + (taps - longer) * step, false, 0, apart);
    part = to;
    size = longer;
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
