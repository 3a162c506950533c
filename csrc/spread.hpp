// How much the log of a mean of exponentials grows with their rate.
#pragma once
#include "exponentials.hpp"
#include "tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

// 1/2, 1/3, 1/8, …, (k + 1) / (k + 2)!
struct SpreadSeries {
  template <class Cell>
  static constexpr Cell term(int k) {
    double factorial = 1;
    for (int i = 2; i <= k + 2; ++i) factorial *= i;
    return Cell((k + 1) / factorial);
  }
};

// (e^q (q - 1) + 1) / r² with q = r z: z² / 2 where r is 0. Never negative, so that sums of it lose
// nothing.
template <class Cell>
inline Cell spread_term(Cell z, Cell r) {
  const Cell q = z == 0 ? Cell(0) : r * z, half = Cell(0.5);
  const bool near = (q <= half) & (q >= -half);
  const Cell series = polynomial<SpreadSeries, 0, 16>(near ? q : Cell(0));
  const Cell bound = q < -1000 ? Cell(-1000) : q, divisor = near ? Cell(1) : r;
  const Cell far = (decay(bound * kLog2OfE<Cell>) * (bound - 1) + 1) / divisor / divisor;
  return choose(near, z * z * series, far);
}

// ∂/∂r of log(Σ e^(r v) / n) / r, which is the mean of that of v less that log. log_of(x, i) is the
// v of an element of window i, 0 for the largest r v.
template <bool all, class Cell, class LogOf>
inline void spread_of(const Tile<Cell>& tile, const Cell* rate, LogOf log_of,
                      Cell* __restrict slope) {
  Lanes<Cell> powers, grown, away;
  for (int i = 0; i < kLanes; ++i) powers[i] = grown[i] = away[i] = slope[i] = 0;
  for (std::int64_t k = 0; k < tile.n; ++k) {
    const Cell* x = tile.rows[k];
    for (int i = 0; i < kLanes; ++i) {
      const bool here = tile.template has<all>(k, i);
      const Cell v = log_of(x[i], i), t = v == 0 ? Cell(0) : rate[i] * kLog2OfE<Cell> * v;
      powers[i] += choose(here, decay(t), Cell(0));
      grown[i] += choose(here, growth(t), Cell(0));
      away[i] += choose(here, v, Cell(0));
    }
  }
  for (int i = 0; i < kLanes; ++i) {
    const Cell part = tile.share[i], less = grown[i] * part, r = rate[i];
    const Cell log = logarithm(less > Cell(-0.875) ? 1 + less : powers[i] * part, less);
    away[i] = r == 0 ? away[i] * part : log / r;
  }
  for (std::int64_t k = 0; k < tile.n; ++k) {
    const Cell* x = tile.rows[k];
    for (int i = 0; i < kLanes; ++i) {
      const Cell term = spread_term(log_of(x[i], i) - away[i], rate[i]);
      slope[i] += choose(tile.template has<all>(k, i), term, Cell(0));
    }
  }
  for (int i = 0; i < kLanes; ++i) slope[i] *= tile.share[i];
}

}  // namespace poolwise::POOLWISE_LEVEL
