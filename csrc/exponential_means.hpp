// Means weighted by exponentials, and their logarithms; the largest weight is 1.
#pragma once
#include "exponentials.hpp"
#include "tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

// The largest element, or the smallest where the rate is negative: 0 if that is infinite.
template <bool all, class Cell>
inline void find_top(const Tile<Cell>& tile, Cell* __restrict top) {
  constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
  Lanes<Cell> sign;
  for (int i = 0; i < kLanes; ++i) {
    sign[i] = tile.number(0)[i] < 0 ? Cell(-1) : Cell(1);
    top[i] = -infinity;
  }
  for (std::int64_t k = 0; k < tile.n; ++k) {
    const Cell* x = tile.rows[k];
    for (int i = 0; i < kLanes; ++i) {
      const Cell turned = tile.template has<all>(k, i) ? x[i] * sign[i] : -infinity;
      top[i] = turned > top[i] ? turned : top[i];
    }
  }
  for (int i = 0; i < kLanes; ++i)
    top[i] = top[i] > -infinity && top[i] < infinity ? top[i] * sign[i] : Cell(0);
}

struct Soft {
  using Int = std::int64_t;

  // Σ w and Σ w x of the weights w = e^(β (x - top)), which are kept if there is room for them.
  template <bool all, class Cell>
  static void weigh(const Tile<Cell>& tile, Cell* __restrict total, Cell* __restrict sum,
                    Cell* __restrict weights) {
    Lanes<Cell> top;
    find_top<all>(tile, top);
    constexpr int part = kPart<Cell>;
    for (int from = 0; from < kLanes; from += part) {
      // Of one vector each, which compilers keep in registers.
      Cell beta[part], high[part], all_weights[part], all_weighted[part];
      for (int i = 0; i < part; ++i) {
        beta[i] = tile.number(0)[from + i];
        high[i] = top[from + i];
        all_weights[i] = all_weighted[i] = 0;
      }
      for (Int k = 0; k < tile.n; ++k) {
        const Cell* x = tile.rows[k] + from;
        Cell weight[part];
        for (int i = 0; i < part; ++i) {
          const Cell grown = decay(beta[i] * (x[i] - high[i]));
          weight[i] = choose(tile.template has<all>(k, from + i), grown, Cell(0));
          all_weights[i] += weight[i];
          all_weighted[i] += weight[i] * x[i];
        }
        if (weights) std::memcpy(weights + k * kLanes + from, weight, sizeof(weight));
      }
      for (int i = 0; i < part; ++i) {
        total[from + i] = all_weights[i] == 0 ? Cell(1) : all_weights[i];
        sum[from + i] = all_weighted[i];
      }
    }
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    Lanes<Cell> total, sum;
    weigh<all>(tile, total, sum, static_cast<Cell*>(nullptr));
    for (int i = 0; i < kLanes; ++i) to[i] = sum[i] / total[i];
  }

  // w / Σw · (1 + β (x - result)); and of β: Σ w x² / Σw - result²
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares,
                   Cell* __restrict slopes, Cell*) {
    Lanes<Cell> total, result, factor, slope;
    weigh<all>(tile, total, result, shares);
    const Cell* beta = tile.number(0);
    for (int i = 0; i < kLanes; ++i) {
      result[i] /= total[i];
      factor[i] = grad[i] / total[i];
      slope[i] = 0;
    }
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      Cell* share = shares + k * kLanes;
      for (int i = 0; i < kLanes; ++i) {
        const Cell away = x[i] - result[i], part = factor[i] * share[i];
        slope[i] += part * away * x[i];
        share[i] = part * (1 + beta[i] * away);
      }
    }
    for (int i = 0; slopes && i < kLanes; ++i) slopes[i] += slope[i];
  }
};

// log of a mean that is near 1 comes from how much its terms differ from 1.
struct LogSumExp {
  using Int = std::int64_t;

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    Lanes<Cell> top, sum, linear;
    find_top<all>(tile, top);
    const Cell* rate = tile.number(0);
    constexpr int part = kPart<Cell>;
    for (int from = 0; from < kLanes; from += part) {
      Cell r[part], high[part], all_grown[part], all_away[part];
      for (int i = 0; i < part; ++i) {
        r[i] = rate[from + i];
        high[i] = top[from + i];
        all_grown[i] = all_away[i] = 0;
      }
      for (Int k = 0; k < tile.n; ++k) {
        const Cell* x = tile.rows[k] + from;
        for (int i = 0; i < part; ++i) {
          const Cell away = x[i] - high[i], grown = growth(r[i] * away);
          all_grown[i] += choose(tile.template has<all>(k, from + i), grown, Cell(0));
          all_away[i] += choose(tile.template has<all>(k, from + i), away, Cell(0));
        }
      }
      for (int i = 0; i < part; ++i) sum[from + i] = all_grown[i], linear[from + i] = all_away[i];
    }
    for (int i = 0; i < kLanes; ++i) {
      const Cell n = tile.count[i] == 0 ? Cell(1) : tile.count[i];
      const Cell curved = logarithm_of_one_and(sum[i] / n) / (rate[i] == 0 ? Cell(1) : rate[i]);
      to[i] = top[i] + (rate[i] == 0 ? linear[i] / n : curved);
    }
  }

  // w / Σw; and of r: (Σ w x / Σw - result) / r
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares,
                   Cell* __restrict slopes, Cell* room) {
    Lanes<Cell> total, sum, result;
    Soft::weigh<all>(tile, total, sum, shares);
    for (int i = 0; i < kLanes; ++i) result[i] = 0;
    if (slopes) value<all>(tile, result, room);
    const Cell* rate = tile.number(0);
    for (int i = 0; i < kLanes; ++i) {
      const Cell slope = (sum[i] / total[i] - result[i]) / (rate[i] == 0 ? Cell(1) : rate[i]);
      if (slopes) slopes[i] += rate[i] == 0 || grad[i] == 0 ? Cell(0) : grad[i] * slope;
      total[i] = grad[i] / total[i];
    }
    for (Int k = 0; k < tile.n; ++k)
      for (int i = 0; i < kLanes; ++i) shares[k * kLanes + i] *= total[i];
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
