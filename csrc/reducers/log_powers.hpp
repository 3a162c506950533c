// Powers of bases where these would leave their range, or where a root would make much of their
// last bit: from by how much logarithms differ from that of the outermost base, which is the
// largest or, where the exponent is negative, the smallest.
#pragma once
#include "cells/exponentials.hpp"
#include "tiles/ends.hpp"

namespace poolwise::POOLWISE_LEVEL {

// log (b / outer) of the bases b of each window.
template <class V>
struct Logs {
  using Cell = CellOf<V>;
  static constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
  V outer, first, second, e, log;  // outer is m 2^e, and log is that of m

  Logs() = default;
  explicit Logs(V outermost) : outer(outermost) {
    using E = Ends<Cell>;
    const V one = broadcast<V>(1), large = broadcast<V>(1 / E::step);
    const V usual = choose((outer > 0) & (outer < infinity), outer, one);
    // In two steps: reciprocals of the ends are no numbers, or have lost their bits.
    first = choose(usual < E::low, broadcast<V>(E::step), choose(usual > E::high, large, one));
    second = 1 / (usual * first);
    const V normal = usual * first;
    const Logarithm<V> at(normal, normal - 1);
    e = at.e - choose(first > 1, broadcast<V>(kStep), choose(first < 1, broadcast<V>(-kStep), V{}));
    log = at.log;
  }

  // From their difference where they are near, for else it would cancel; elsewhere from exponents,
  // for ratios may be too small to be numbers.
  V operator()(V b) const {
    using B = Binary<Cell>;
    const V ratio = b * first * second;
    const auto near = (ratio > Cell(0.5)) & (ratio < 2), tiny = b < B::smallest;
    const V normal = choose(tiny, b * B::raise, b), v = choose(near, ratio, normal);
    const V less = choose(near, (b - outer) * first * second, normal - 1);
    const auto usual = (v > 0) & (v < infinity);
    Logarithm<V> at(choose(usual, v, broadcast<V>(1)), less);
    at.e -= choose(near, V{}, e + choose(tiny, broadcast<V>(Cell(B::raised)), V{}));
    at.log -= choose(near, V{}, log);
    const V end = choose(v == 0, broadcast<V>(-infinity), v);  // of infinity and NaN, themselves
    const V found = choose(usual, at.natural(), end);
    const auto below = (outer == infinity) & (b < infinity);
    return choose(b == outer, V{}, choose(below, broadcast<V>(-infinity), found));
  }

 private:
  static constexpr Cell kStep = sizeof(Cell) == 4 ? 100 : 900;
};

// by · 2^(t + rest), which is a number where 2^t may be none; nothing on the way is subnormal.
template <class V>
inline V times_power_of_two(V by, V t, V rest = V{}) {
  using Cell = CellOf<V>;
  using B = Binary<Cell>;
  const auto tiny = magnitude(by) < B::smallest;
  const V raised = choose(tiny, broadcast<V>(Cell(B::raised)), V{});
  const V part = power_of_two((t - raised) * Cell(0.25), rest * Cell(0.25));
  return choose(tiny, by * B::raise, by) * part * part * part * part;
}

// The root of Σ (b / outer)^p, or of its mean, times outer: outer · 2^(t + rest).
template <class V>
struct LogRoot {
  using Cell = CellOf<V>;
  V t, rest;

  // From the sums of these powers, of what they differ by from 1, and of logarithms. Of a sum it is
  // the root of their mean times that of their number, unless few of them make it up.
  template <bool mean>
  static LogRoot of(V p, V sum, V grown, V away, V count) {
    const V one = broadcast<V>(1), n = choose(count > 0, count, one), less = grown / n;
    const auto none = one != one;
    const auto near = less > Cell(-0.875), flat = (p < kFlat) & (p > -kFlat);
    const auto whole = mean ? none : !(near & (p < Cell(0.5)));
    const auto bare = mean ? !none : whole | (n == 1);
    const V powers = choose(whole, sum, choose(near, 1 + less, sum / n));
    const V log = logarithm(powers, choose(whole, powers - 1, less));
    const V natural = choose(flat & !whole, away / n, choose(log == 0, V{}, log / p));
    const V least = broadcast<V>(Cell(1e-4));  // of less, inf
    const auto of_n = Exponent<V>::of_root(n, choose(p > least, p, least));
    return {choose(bare, V{}, of_n.t), choose(bare, V{}, of_n.rest) + natural * kLog2OfE<Cell>};
  }

  // Where all are 0, for a NaN has no place among the ends.
  V root(V outer, V sum) const {
    return choose((outer == 0) & (sum == sum), V{}, times_power_of_two(outer, t, rest));
  }
  // ∂ root / ∂ b of an element with this log.
  V slope(V by, V p, V log) const {
    const V exponent = choose(log == 0, V{}, (p - 1) * kLog2OfE<Cell> * log);
    return times_power_of_two(by, t + exponent, rest);
  }

 private:
  // Below it, powers have lost what they came from: their mean is the geometric one.
  static constexpr Cell kFlat = sizeof(Cell) == 4 ? Cell(0x1p-40f) : Cell(0x1p-80);
};

}  // namespace poolwise::POOLWISE_LEVEL
