// Norms and power means.
#pragma once
#include "exponentials.hpp"
#include "tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

inline float root(float v) { return __builtin_sqrtf(v); }
inline double root(double v) { return __builtin_sqrt(v); }

enum class Base { magnitude, signed_power, floored };

// (Σ base^p)^(1/p), or of the mean. Bases are divided by the largest (for p < 0 the smallest), so
// that no power overflows.
template <Base base, bool mean, bool square>
struct Norm {
  using Int = std::int64_t;

  // The exponent where it is 1 or 2 in all lanes, else 0.
  template <class Cell>
  static int small_exponent(const Tile<Cell>& tile) {
    if constexpr (square) return 2;
    int same = 1;
    const Cell p = tile.number(0)[0];
    for (int i = 1; i < kLanes; ++i) same &= tile.number(0)[i] == p;
    return same && (p == 1 || p == 2) ? int(p) : 0;
  }

  template <class Cell>
  static Cell of(const Tile<Cell>& tile, Cell x, int i) {
    if constexpr (base == Base::floored) {
      const Cell eps = tile.number(1)[i];
      return x < eps ? eps : x;
    } else {
      return x < 0 ? -x : x;
    }
  }
  // What multiplies a power where the base keeps its sign.
  template <class Cell>
  static Cell sign(Cell x, Cell p) {
    const Cell half = p * Cell(0.5), whole = Cell(Int(half)) * 2;
    const bool even = whole == p, odd = whole + 1 == p;
    return x >= 0 || even ? Cell(1) : odd ? Cell(-1) : std::numeric_limits<Cell>::quiet_NaN();
  }

  template <bool all, class Cell>
  static void scales(const Tile<Cell>& tile, Cell* __restrict scale) {
    constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
    Lanes<Cell> low;
    for (int i = 0; i < kLanes; ++i) scale[i] = 0, low[i] = infinity;
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      for (int i = 0; i < kLanes; ++i) {
        const Cell b = of(tile, x[i], i);
        const Cell kept = tile.template has<all>(k, i) ? b : Cell(0);
        scale[i] = kept > scale[i] ? kept : scale[i];
      }
    }
    if constexpr (base == Base::floored) {
      for (Int k = 0; k < tile.n; ++k)
        for (int i = 0; i < kLanes; ++i) {
          const Cell b = tile.template has<all>(k, i) ? of(tile, tile.rows[k][i], i) : infinity;
          low[i] = b < low[i] ? b : low[i];
        }
      for (int i = 0; i < kLanes; ++i) scale[i] = tile.number(0)[i] < 0 ? low[i] : scale[i];
    }
    for (int i = 0; i < kLanes; ++i)
      scale[i] = scale[i] > 0 && scale[i] < infinity ? scale[i] : Cell(1);
  }

  // Σ (base / scale)^p, divided by n where it is a mean.
  template <bool all, class Cell>
  static void sums(const Tile<Cell>& tile, const Cell* scale, int small, Cell* __restrict sum) {
    Lanes<Cell> inverse;
    for (int i = 0; i < kLanes; ++i) sum[i] = 0, inverse[i] = 1 / scale[i];
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      const auto add = [&](auto power_of) {
        for (int i = 0; i < kLanes; ++i) {
          Cell term = power_of(of(tile, x[i], i) * inverse[i], i);
          if constexpr (base == Base::signed_power) term *= sign(x[i], p_of(tile, i));
          sum[i] += choose(tile.template has<all>(k, i), term, Cell(0));
        }
      };
      if (small == 2) add([](Cell y, int) { return y * y; });
      else if (small == 1) add([](Cell y, int) { return y; });
      else add([&](Cell y, int i) { return power(y, p_of(tile, i)); });
    }
    if constexpr (mean)
      for (int i = 0; i < kLanes; ++i) sum[i] /= tile.count[i] == 0 ? Cell(1) : tile.count[i];
  }

  template <class Cell>
  static Cell p_of(const Tile<Cell>& tile, int i) {
    if constexpr (square) return Cell(2);
    else return tile.number(0)[i];
  }

  template <class Cell>
  static void roots(const Tile<Cell>& tile, const Cell* sum, int small, Cell* __restrict to) {
    if (small == 1) {
      for (int i = 0; i < kLanes; ++i) to[i] = sum[i];
    } else if (small == 2) {
      for (int i = 0; i < kLanes; ++i) to[i] = root(sum[i]);
    } else {
      for (int i = 0; i < kLanes; ++i)
        to[i] = choose(sum[i] == 0, Cell(0), power(sum[i], 1 / p_of(tile, i)));
    }
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    Lanes<Cell> scale, sum;
    const int small = small_exponent(tile);
    scales<all>(tile, scale);
    sums<all>(tile, scale, small, sum);
    roots(tile, sum, small, to);
    for (int i = 0; i < kLanes; ++i) to[i] *= scale[i];
  }

  // (base / result)^(p - 1), of the mean divided by n; 0 where the sum is 0.
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares,
                   Cell* __restrict slopes, Cell*) {
    Lanes<Cell> scale, sum, result, factor, inverse;
    const int small = small_exponent(tile);
    scales<all>(tile, scale);
    sums<all>(tile, scale, small, sum);
    roots(tile, sum, small, result);
    for (int i = 0; i < kLanes; ++i) {
      const bool none = sum[i] == 0;
      inverse[i] = none ? Cell(0) : 1 / (scale[i] * result[i]);
      factor[i] = none ? Cell(0) : grad[i];
      if constexpr (mean) factor[i] /= tile.count[i] == 0 ? Cell(1) : tile.count[i];
    }
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      Cell* to = shares + k * kLanes;
      const auto share = [&](auto power_of) {
        for (int i = 0; i < kLanes; ++i) {
          const Cell b = of(tile, x[i], i), slope = power_of(b * inverse[i], i);
          to[i] = choose(b == 0, Cell(0), factor[i] * slope * direction(tile, x[i], i));
        }
      };
      if (small == 2) share([](Cell y, int) { return y; });
      else if (small == 1) share([](Cell, int) { return Cell(1); });
      else share([&](Cell y, int i) { return power(y, p_of(tile, i) - 1); });
    }
    if (!square && slopes) slope_of_p<all>(tile, grad, scale, sum, result, slopes);
  }

  template <class Cell>
  static Cell direction(const Tile<Cell>& tile, Cell x, int i) {
    if constexpr (base == Base::floored) return x < tile.number(1)[i] ? Cell(0) : Cell(1);
    const Cell sign_of_x = x < 0 ? Cell(-1) : Cell(1);
    if constexpr (base == Base::signed_power) return sign_of_x * sign(x, p_of(tile, i));
    return sign_of_x;
  }

  // ∂/∂p = result (Σ y^p log y / (p Σ y^p) - log(sum) / p²)
  template <bool all, class Cell>
  static void slope_of_p(const Tile<Cell>& tile, const Cell* grad, const Cell* scale,
                         const Cell* sum, const Cell* result, Cell* __restrict slopes) {
    Lanes<Cell> logs, powers;
    for (int i = 0; i < kLanes; ++i) logs[i] = powers[i] = 0;
    for (Int k = 0; k < tile.n; ++k)
      for (int i = 0; i < kLanes; ++i) {
        const Cell y = of(tile, tile.rows[k][i], i) / scale[i];
        const bool counts = (y > 0) & tile.template has<all>(k, i);
        const Cell log = logarithm(choose(counts, y, Cell(1)));
        const Cell term = choose(counts, exponential(p_of(tile, i) * log), Cell(0));
        logs[i] += term * log;
        powers[i] += term;
      }
    for (int i = 0; i < kLanes; ++i) {
      const bool none = sum[i] == 0 || grad[i] == 0;
      const Cell p = p_of(tile, i), log = logarithm(none ? Cell(1) : sum[i]);
      const Cell slope = logs[i] / (p * (none ? Cell(1) : powers[i])) - log / (p * p);
      slopes[i] += none ? Cell(0) : grad[i] * result[i] * scale[i] * slope;
    }
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
