// Powers of bases where these would leave their range, or where a root would make much of their
// last bit: from by how much logarithms differ from that of the outermost base, which is the
// largest or, where the exponent is negative, the smallest.
#pragma once
#include "ends.hpp"
#include "exponentials.hpp"

namespace poolwise::POOLWISE_LEVEL {

// log (b / outer) of the bases b of each window.
template <class Cell>
struct Logs {
  Lanes<Cell> outer, first, second, e, log;  // outer is m 2^e, and log is that of m

  void set(int i, Cell outermost) {
    using E = Ends<Cell>;
    constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
    outer[i] = outermost;
    const Cell usual = (outermost > 0) & (outermost < infinity) ? outermost : Cell(1);
    // In two steps: reciprocals of the ends are no numbers, or have lost their bits.
    first[i] = usual < E::low ? E::step : usual > E::high ? 1 / E::step : Cell(1);
    second[i] = 1 / (usual * first[i]);
    const Cell normal = usual * first[i];
    const Logarithm<Cell> at(normal, normal - 1);
    e[i] = at.e - (first[i] > 1 ? kStep : first[i] < 1 ? -kStep : Cell(0));
    log[i] = at.log;
  }

  // From their difference where they are near, for else it would cancel; elsewhere from exponents,
  // for ratios may be too small to be numbers.
  Cell operator()(Cell b, int i) const {
    using B = Binary<Cell>;
    constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
    const Cell ratio = b * first[i] * second[i];
    const bool near = (ratio > Cell(0.5)) & (ratio < 2), tiny = b < B::smallest;
    const Cell normal = choose(tiny, b * B::raise, b), v = choose(near, ratio, normal);
    const Cell less = choose(near, (b - outer[i]) * first[i] * second[i], normal - 1);
    const bool usual = (v > 0) & (v < infinity);
    Logarithm<Cell> at(choose(usual, v, Cell(1)), less);
    at.e -= choose(near, Cell(0), e[i] + choose(tiny, Cell(B::raised), Cell(0)));
    at.log -= choose(near, Cell(0), log[i]);
    const Cell end = choose(v == 0, -infinity, v);  // of infinity and NaN, themselves
    const Cell found = choose(usual, at.natural(), end);
    const bool below = (outer[i] == infinity) & (b < infinity);
    return choose(b == outer[i], Cell(0), choose(below, -infinity, found));
  }

 private:
  static constexpr Cell kStep = sizeof(Cell) == 4 ? 100 : 900;
};

// by · 2^(t + rest), which is a number where 2^t may be none; nothing on the way is subnormal.
template <class Cell>
inline Cell times_power_of_two(Cell by, Cell t, Cell rest = 0) {
  using B = Binary<Cell>;
  const Cell size = by < 0 ? -by : by;
  const bool tiny = size < B::smallest;
  const Cell raised = tiny ? Cell(B::raised) : Cell(0);
  const Cell part = power_of_two((t - raised) * Cell(0.25), rest * Cell(0.25));
  return (tiny ? by * B::raise : by) * part * part * part * part;
}

// What becomes of bases b: of each window Σ (b / outer)^p, and the root as outer · 2^(t + rest).
template <bool mean, class Cell>
struct LogPowers {
  Lanes<Cell> sum, t, rest;

  // each(take) calls take(log, i, counts) for each element of each window.
  template <class Tile, class Each>
  LogPowers(const Tile& tile, const Cell* p, const Each& each) {
    Lanes<Cell> grown, away, count;
    for (int i = 0; i < kLanes; ++i) sum[i] = grown[i] = away[i] = count[i] = 0;
    each([&](Cell log, int i, bool counts) POOLWISE_INLINED {
      const Cell exponent = choose(log == 0, Cell(0), p[i] * kLog2OfE<Cell> * log);
      sum[i] += choose(counts, decay(exponent), Cell(0));
      grown[i] += choose(counts, growth(exponent), Cell(0));
      away[i] += choose(counts, log, Cell(0));
      count[i] += choose(counts, Cell(1), Cell(0));
    });
    for (Cell* part : {sum, grown, away, count}) tile.add_up(part);
    for (int i = 0; i < kLanes; ++i) take_root(i, p[i], grown[i], away[i], count[i]);
  }

  Cell root(Cell outer, int i) const {
    // Where all are 0, for a NaN has no place among the ends.
    return outer == 0 && sum[i] == sum[i] ? Cell(0) : times_power_of_two(outer, t[i], rest[i]);
  }
  // ∂ root / ∂ b of an element with this log.
  Cell slope(Cell by, Cell p, Cell log, int i) const {
    const Cell exponent = log == 0 ? Cell(0) : (p - 1) * kLog2OfE<Cell> * log;
    return times_power_of_two(by / sum[i], t[i] + exponent, rest[i]);
  }

 private:
  // Of a sum it is that of their mean times that of their number, unless few of them make it up.
  void take_root(int i, Cell p, Cell grown, Cell away, Cell count) {
    const Cell n = count > 0 ? count : Cell(1), less = grown / n;
    const bool near = less > Cell(-0.875), flat = p < kFlat && p > -kFlat;
    const bool whole = !mean && !(near && p < Cell(0.5)), bare = mean || whole || n == 1;
    const Cell powers = whole ? sum[i] : near ? 1 + less : sum[i] / n;
    const Cell log = logarithm(powers, whole ? powers - 1 : less);
    const Cell natural = flat && !whole ? away / n : log == 0 ? Cell(0) : log / p;
    const auto of_n = Exponent<Cell>::of_root(n, p > Cell(1e-4) ? p : Cell(1e-4));  // of less, inf
    t[i] = bare ? Cell(0) : of_n.t;
    rest[i] = (bare ? Cell(0) : of_n.rest) + natural * kLog2OfE<Cell>;
  }

  // Below it, powers have lost what they came from: their mean is the geometric one.
  static constexpr Cell kFlat = sizeof(Cell) == 4 ? Cell(0x1p-40f) : Cell(0x1p-80);
};

}  // namespace poolwise::POOLWISE_LEVEL
