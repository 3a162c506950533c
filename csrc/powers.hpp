// Norms and power means.
#pragma once
#include "ends.hpp"
#include "few.hpp"
#include "log_powers.hpp"
#include "spread.hpp"

namespace poolwise::POOLWISE_LEVEL {

inline float root(float v) { return __builtin_sqrtf(v); }
inline double root(double v) { return __builtin_sqrt(v); }
inline float magnitude(float v) { return __builtin_fabsf(v); }
inline double magnitude(double v) { return __builtin_fabs(v); }

enum class Base { magnitude, signed_power, floored };

// (Σ base^p)^(1/p), or of the mean. Where powers would leave their range, they come from
// logarithms; signed bases and those of exponents 1 and 2 are divided by the largest first. Which
// it is depends on the window alone: where exponents of 2 are modest, powers are computed once for
// all windows that share the element.
template <Base base, bool mean, bool square>
struct Norm {
  using Int = std::int64_t;
  static constexpr int prepared = square ? 0 : 1;
  static constexpr bool joined = true;
  static constexpr bool has_logs = !square && base != Base::signed_power;

  // Signed bases, and exponents of 1 and 2, are their own business. Of small ones, roots make too
  // much of a last bit.
  template <class Cell>
  static bool prepares(const Cell* numbers) {
    const Cell p = numbers[0];
    return base != Base::signed_power && p >= kLeast<Cell> && is_moderate(p) && p != 1 && p != 2;
  }
  template <class Cell>
  static bool prepare(const Cell* __restrict x, Int n, const Cell* numbers, Cell* __restrict to,
                      Int) {
    const Cell p = numbers[0], eps = numbers[kLanes * (base == Base::floored)];
    Largest<Cell> largest;
    for (Int i = 0; i < n; ++i) {
      const Cell b = of(eps, x[i]);
      const Exponent<Cell> exponent(b == 0 ? Cell(1) : b, p);
      largest.see(
          choose(is_at_end(b), std::numeric_limits<Cell>::max(), exponent.t + exponent.rest));
      to[i] = choose(b == 0, Cell(0), Modest<Cell>(exponent.t, exponent.rest).power());
    }
    return largest.is_within(kModestPower<Cell>);
  }

  template <class Cell>
  static constexpr Cell kLeast = Cell(0x1p-6f);

  // Whether powers lose bits of a base, or roots of its powers may be larger than any number.
  template <class Cell>
  static bool is_at_end(Cell b) {
    return ((b < std::numeric_limits<Cell>::min()) & (b != 0)) | (b > Ends<Cell>::high);
  }

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
  static Cell of(Cell eps, Cell x) {
    if constexpr (base == Base::floored) return x < eps ? eps : x;
    else return magnitude(x);
  }
  template <class Cell>
  static Cell of(const Tile<Cell>& tile, Cell x, int i) {
    if constexpr (base == Base::floored) return of(tile.number(1)[i], x);
    else return of(Cell(0), x);
  }
  // What multiplies a power where the base keeps its sign.
  template <class Cell>
  static Cell sign(Cell x, Cell p) {
    const Cell half = p * Cell(0.5), whole = Cell(Int(half)) * 2;
    const bool even = whole == p, odd = whole + 1 == p;
    return x >= 0 || even ? Cell(1) : odd ? Cell(-1) : std::numeric_limits<Cell>::quiet_NaN();
  }

  template <class Cell>
  static Cell p_of(const Tile<Cell>& tile, int i) {
    if constexpr (square) return Cell(2);
    else return tile.number(0)[i];
  }

  // What bases are divided by, in two steps: reciprocals of the ends are no numbers, or have lost
  // their bits. Where it is infinite, infinity becomes 1 and all else 0.
  template <class Cell>
  struct Scale {
    Lanes<Cell> of, first, second;
    bool plain = true;  // whether all are 1

    void set(int i, Cell outer) {
      using E = Ends<Cell>;
      of[i] = outer;
      first[i] = outer < E::low ? E::step : outer > E::high ? 1 / E::step : Cell(1);
      second[i] = 1 / (outer * first[i]);
    }
    Cell operator()(Cell b, int i) const {
      return choose(b == of[i], Cell(1), b * first[i] * second[i]);
    }
  };

  // The largest base of each window and its smallest, of p > 0 but for 0.
  template <bool all, class Cell>
  static void find_ends(const Tile<Cell>& tile, Cell* __restrict high, Cell* __restrict low) {
    for (int i = 0; i < kLanes; ++i) high[i] = 0, low[i] = std::numeric_limits<Cell>::infinity();
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      for (int i = 0; i < kLanes; ++i) {
        const Cell b = of(tile, x[i], i);
        const bool here = tile.template has<all>(k, i);
        high[i] = choose(here & (b > high[i]), b, high[i]);
        low[i] = choose(here & (b < low[i]) & ((b != 0) | (p_of(tile, i) < 0)), b, low[i]);
      }
    }
    tile.find_most(high);
    tile.find_least(low);
  }
  template <class Cell>
  static Cell outermost(const Tile<Cell>& tile, int i, Cell high, Cell low) {
    return base == Base::floored && p_of(tile, i) < 0 ? low : high;
  }

  // Scales: 1 where `is_plain` says so, or where nothing else would help.
  template <bool all, class Cell, class Plain>
  static void scales(const Tile<Cell>& tile, Scale<Cell>& scale, Plain is_plain) {
    constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
    Lanes<Cell> high, low;
    find_ends<all>(tile, high, low);
    for (int i = 0; i < kLanes; ++i) {
      const Cell outer = outermost(tile, i, high[i], low[i]);
      const bool divides = outer > 0 && (outer < infinity || base != Base::signed_power);
      scale.set(i, divides && !is_plain(i) ? outer : Cell(1));
    }
    scale.plain = false;
  }

  // Whether powers of bases between these are modest, and those of p < 0 also once they are divided
  // by their bases, as on the way back.
  template <class Cell>
  static bool is_modest(const Tile<Cell>& tile, int i, Cell high, Cell low) {
    if constexpr (base == Base::signed_power) return false;
    const Cell p = p_of(tile, i), steepest = p < 0 ? p - 1 : p;
    const auto within = [steepest](Cell b) {
      const Exponent<Cell> exponent(b, steepest);
      const Cell t = exponent.t + exponent.rest;
      return t <= kModestPower<Cell> && t >= -kModestPower<Cell>;
    };
    low = low < high ? low : high;
    return (p >= kLeast<Cell> || p <= -1) && is_moderate(p) && !is_at_end(low) &&
           !is_at_end(high) && within(high) && within(low);
  }

  // Σ base^small of unscaled bases, and bits that are 0 where all bases are.
  template <class Cell>
  using Bits = typename Binary<Cell>::Bits;
  template <bool all, class Cell>
  static void small_sums(const Tile<Cell>& tile, bool squares, Cell* __restrict sum,
                         Bits<Cell>* __restrict any) {
    for (int i = 0; i < kLanes; ++i) sum[i] = 0, any[i] = 0;
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      for (int i = 0; i < kLanes; ++i) {
        const Cell b = choose(tile.template has<all>(k, i), of(tile, x[i], i), Cell(0));
        sum[i] += squares ? b * b : b;
        any[i] |= bit_cast<Bits<Cell>>(b);
      }
    }
  }
  template <class Cell>
  static bool small_sums_of_few(const Tile<Cell>& tile, bool squares, Cell* __restrict sum,
                                Bits<Cell>* __restrict any) {
    return with_few(tile, [&]<int n>() {
      const FewRows<n, Cell> at(tile);
      const Cell* eps = tile.number(base == Base::floored);
      Lanes<Cell> own;
      Lanes<Bits<Cell>> own_bits;
      const auto add = [&](auto power_of) POOLWISE_INLINED {
        for (int i = 0; i < kLanes; ++i) {
          const Cell e = base == Base::floored ? eps[i] : Cell(0), first = of(e, at.x[0][i]);
          Cell total = power_of(first);
          auto bits = bit_cast<Bits<Cell>>(first);
          unrolled<n - 1>([&](auto k) POOLWISE_INLINED {
            const Cell b = of(e, at.x[k + 1][i]);
            total += power_of(b);
            bits |= bit_cast<Bits<Cell>>(b);
          });
          own[i] = total;
          own_bits[i] = bits;
        }
      };
      if (squares) add([](Cell b) POOLWISE_INLINED { return b * b; });
      else add([](Cell b) POOLWISE_INLINED { return b; });
      std::memcpy(sum, own, sizeof(own));
      std::memcpy(any, own_bits, sizeof(own_bits));
    });
  }
  // Whether it neither overflows nor loses what underflows.
  template <class Cell>
  static bool is_plain(Cell sum) {
    return (sum >= Cell(1e-26)) & (sum <= Cell(1e34));
  }

  template <class Cell>
  static bool known_sums_of_few(const Tile<Cell>& tile, Cell* __restrict sum) {
    return with_few(tile, [&]<int n>() {
      const FewRows<n, Cell> at(tile);
      Lanes<Cell> own;
      for (int i = 0; i < kLanes; ++i) {
        Cell all = at.known[0][i];
        unrolled<n - 1>([&](auto k) POOLWISE_INLINED { all += at.known[k + 1][i]; });
        own[i] = all;
      }
      std::memcpy(sum, own, sizeof(own));
    });
  }

  // The scales, and Σ (base / scale)^p.
  template <bool all, class Cell>
  static void sums(const Tile<Cell>& tile, int small, Scale<Cell>& scale, Cell* __restrict sum) {
    Lanes<Cell> plain;
    Lanes<Bits<Cell>> any;
    if (tile.prepared) {
      if (known_sums_of_few(tile, sum)) return;
      for (int i = 0; i < kLanes; ++i) sum[i] = 0;
      for (Int k = 0; k < tile.n; ++k)
        for (int i = 0; i < kLanes; ++i) sum[i] += tile.prepared[k][i];
      return;
    }
    if (small && base != Base::signed_power) {
      if (!all || !small_sums_of_few(tile, small == 2, plain, any))
        small_sums<all>(tile, small == 2, plain, any);
      tile.add_up(plain);
      int unsafe = 0;
      for (int i = 0; i < kLanes; ++i)
        unsafe |= !(is_plain(plain[i]) | ((any[i] == 0) & (plain[i] == 0)));
      if (!unsafe) return void(std::memcpy(sum, plain, sizeof(plain)));
      scales<all>(tile, scale, [&](int i) { return is_plain(plain[i]); });
    } else if (base == Base::signed_power) {
      scales<all>(tile, scale, [](int) { return false; });
    }
    scaled_sums<all>(tile, small, scale, sum);
  }

  template <bool all, class Cell>
  static void scaled_sums(const Tile<Cell>& tile, int small, const Scale<Cell>& scale,
                          Cell* __restrict sum) {
    for (int i = 0; i < kLanes; ++i) sum[i] = 0;
    Scale<Cell> own = scale;  // which nothing else can change, so that lanes are a vector
    for (int i = 0; scale.plain && i < kLanes; ++i) own.set(i, 1);
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      const auto add = [&](auto power_of) {
        for (int i = 0; i < kLanes; ++i) {
          const Cell b = of(tile, x[i], i), scaled = b * own.first[i] * own.second[i];
          Cell term = choose(b == own.of[i], Cell(1), power_of(scaled, i));
          if constexpr (base == Base::signed_power) term *= sign(x[i], p_of(tile, i));
          sum[i] += choose(tile.template has<all>(k, i), term, Cell(0));
        }
      };
      if (small == 2) add([](Cell y, int) { return y * y; });
      else if (small == 1) add([](Cell y, int) { return y; });
      else add([&](Cell y, int i) { return power(y, p_of(tile, i)); });
    }
    tile.add_up(sum);
  }

  template <class Cell>
  static void roots(const Tile<Cell>& tile, const Cell* sum, int small, Cell* __restrict to) {
    if (small == 1) {
      for (int i = 0; i < kLanes; ++i) to[i] = sum[i];
    } else if (small == 2) {
      for (int i = 0; i < kLanes; ++i) to[i] = root(sum[i]);
    } else {
      for (int i = 0; i < kLanes; ++i)
        to[i] = choose(sum[i] == 0, Cell(0), power<true>(sum[i], p_of(tile, i)));
    }
  }

  // Of means the sum is divided by n.
  template <bool all, class Cell>
  static void results(const Tile<Cell>& tile, int small, Scale<Cell>& scale, Cell* __restrict sum,
                      Cell* __restrict result) {
    sums<all>(tile, small, scale, sum);
    for (int i = 0; mean && i < kLanes; ++i) sum[i] *= tile.share[i];
    roots(tile, sum, small, result);
  }

  // The root of few elements' squares, unless they must be scaled.
  template <class Cell>
  static bool root_of_few(const Tile<Cell>& tile, Cell* __restrict to) {
    int unsafe = 0;
    const bool few = with_few(tile, [&]<int n>() {
      const FewRows<n, Cell> at(tile);
      const Cell* share = tile.share;
      Lanes<Cell> kept;
      int odd = 0;
      for (int i = 0; i < kLanes; ++i) {
        Cell sum = at.x[0][i] * at.x[0][i];
        auto any = bit_cast<Bits<Cell>>(at.x[0][i]);
        unrolled<n - 1>([&](auto k) POOLWISE_INLINED {
          const Cell x = at.x[k + 1][i];
          sum += x * x;
          any |= bit_cast<Bits<Cell>>(x);
        });
        odd |= !(is_plain(sum) | (Bits<Cell>(any << 1) == 0));
        kept[i] = root(mean ? sum * share[i] : sum);
      }
      unsafe = odd;
      std::memcpy(to, kept, sizeof(kept));
    });
    return few && !unsafe;
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    if (all && base == Base::magnitude && small_exponent(tile) == 2 && root_of_few(tile, to))
      return;
    const int small = small_exponent(tile);
    if constexpr (has_logs)
      if (!small && !tile.prepared) return value_of_powers<all>(tile, to);
    plain_value<all>(tile, small, to);
  }
  template <bool all, class Cell>
  static void plain_value(const Tile<Cell>& tile, int small, Cell* __restrict to) {
    Scale<Cell> scale;
    Lanes<Cell> sum, result;
    results<all>(tile, small, scale, sum, result);
    for (int i = 0; i < kLanes; ++i) to[i] = scale.plain ? result[i] : result[i] * scale.of[i];
  }

  // Which windows have modest powers; all others are for logarithms.
  template <class Cell>
  struct Kinds {
    Lanes<Cell> high;
    bool modest[kLanes], some_modest = false, some_far = false;
    Logs<Cell> logs;
  };
  template <bool all, class Cell>
  static void find_kinds(const Tile<Cell>& tile, Kinds<Cell>& kinds) {
    Lanes<Cell> low;
    find_ends<all>(tile, kinds.high, low);
    for (int i = 0; i < kLanes; ++i) {
      kinds.modest[i] = is_modest(tile, i, kinds.high[i], low[i]);
      (kinds.modest[i] ? kinds.some_modest : kinds.some_far) = true;
      kinds.logs.set(i, outermost(tile, i, kinds.high[i], low[i]));
    }
  }
  template <bool all, class Cell>
  static LogPowers<mean, Cell> log_powers(const Tile<Cell>& tile, const Logs<Cell>& logs) {
    return {tile, tile.number(0), [&](const auto& take) POOLWISE_INLINED {
              for (Int k = 0; k < tile.n; ++k) {
                const Cell* x = tile.rows[k];
                for (int i = 0; i < kLanes; ++i) {
                  const Cell b = of(tile, x[i], i);
                  take(logs(b, i), i, tile.template has<all>(k, i) & (mean | (b != 0)));
                }
              }
            }};
  }
  // A mean is no larger than the largest base, which rounding must not forget.
  template <class Cell>
  static Cell root_of(const Kinds<Cell>& kinds, const LogPowers<mean, Cell>& powers, int i) {
    const Cell root = powers.root(kinds.logs.outer[i], i);
    return mean && root > kinds.high[i] ? kinds.high[i] : root;
  }

  template <bool all, class Cell>
  static void value_of_powers(const Tile<Cell>& tile, Cell* __restrict to) {
    Kinds<Cell> kinds;
    find_kinds<all>(tile, kinds);
    if (kinds.some_modest) plain_value<all>(tile, 0, to);
    if (!kinds.some_far) return;
    const auto powers = log_powers<all>(tile, kinds.logs);
    for (int i = 0; i < kLanes; ++i)
      if (!kinds.modest[i]) to[i] = root_of(kinds, powers, i);
  }

  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares,
                   Cell* __restrict slopes, Cell*) {
    Lanes<Cell> sum, value;
    const int small = small_exponent(tile);
    if (has_logs && !small && !tile.prepared) back_of_powers<all>(tile, grad, sum, value, shares);
    else plain_back<all>(tile, small, grad, sum, value, shares);
    if constexpr (!square) {
      if (!slopes) return;
      Lanes<Cell> slope;
      slope_of_p<all>(tile, sum, slope);
      for (int i = 0; i < kLanes; ++i)
        slopes[i] += sum[i] == 0 || grad[i] == 0 ? Cell(0) : grad[i] * value[i] * slope[i];
    }
  }

  // (base / result)^(p - 1), which is base^p / base · result / Σ base^p, of the mean divided by n;
  // 0 where the sum is 0.
  template <class Cell>
  static void factors(const Tile<Cell>& tile, int small, const Cell* grad, const Cell* sum,
                      const Cell* result, Cell* __restrict factor) {
    for (int i = 0; i < kLanes; ++i) {
      const bool none = sum[i] == 0;
      const Cell divisor = small == 2 ? result[i] : small == 1 ? Cell(1) : sum[i] / result[i];
      factor[i] = none ? Cell(0) : grad[i] / divisor;
      if constexpr (mean) factor[i] *= tile.share[i];
    }
  }
  template <bool all, class Cell>
  static void plain_back(const Tile<Cell>& tile, int small, const Cell* grad, Cell* __restrict sum,
                         Cell* __restrict value, Cell* __restrict shares) {
    Scale<Cell> scale;
    Lanes<Cell> factor;
    results<all>(tile, small, scale, sum, value);
    factors(tile, small, grad, sum, value, factor);
    const auto share = [&](auto scaled)
                           POOLWISE_INLINED { share_out(tile, small, scaled, factor, shares); };
    if (scale.plain) return share([](Cell b, int) POOLWISE_INLINED { return b; });
    share([&](Cell b, int i) POOLWISE_INLINED { return scale(b, i); });
    for (int i = 0; i < kLanes; ++i) value[i] *= scale.of[i];
  }

  template <bool all, class Cell>
  static void back_of_powers(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict sum,
                             Cell* __restrict value, Cell* __restrict shares) {
    Kinds<Cell> kinds;
    find_kinds<all>(tile, kinds);
    if (!kinds.some_far) return plain_back<all>(tile, 0, grad, sum, value, shares);
    const auto powers = log_powers<all>(tile, kinds.logs);
    const Cell* p = tile.number(0);
    Lanes<Cell> factor;
    if (kinds.some_modest) {
      Scale<Cell> scale;
      results<all>(tile, 0, scale, sum, value);
      factors(tile, 0, grad, sum, value, factor);
    }
    for (int i = 0; i < kLanes; ++i) {
      if (kinds.modest[i]) continue;
      sum[i] = kinds.logs.outer[i] == 0 ? Cell(0) : powers.sum[i];
      value[i] = root_of(kinds, powers, i);
    }
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      Cell* to = tile.shares_of(shares, k);
      for (int i = 0; i < kLanes; ++i) {
        const Cell b = of(tile, x[i], i), way = direction(tile, x[i], i), log = kinds.logs(b, i);
        const bool none = (b == 0) | (way == 0) | (sum[i] == 0) | (log < -kHuge<Cell>);
        const Cell slope = kinds.modest[i] ? factor[i] * (power(b, p[i]) / b)
                                           : powers.slope(grad[i], p[i], log, i);
        to[i] = choose(none, Cell(0), slope * way);
      }
    }
  }
  template <class Cell>
  static constexpr Cell kHuge = std::numeric_limits<Cell>::max();

  template <class Cell, class Scaled>
  static void share_out(const Tile<Cell>& tile, int small, Scaled scaled, const Cell* factor,
                        Cell* __restrict shares) {
    for (Int k = 0; k < tile.n; ++k) {
      const Cell* x = tile.rows[k];
      Cell* to = tile.shares_of(shares, k);
      const auto share = [&](auto slope_of) {
        for (int i = 0; i < kLanes; ++i) {
          const Cell b = of(tile, x[i], i), slope = slope_of(scaled(b, i), i);
          const Cell way = direction(tile, x[i], i);
          to[i] = choose((b == 0) | (way == 0), Cell(0), factor[i] * slope * way);
        }
      };
      if (small == 2) share([](Cell y, int) { return y; });
      else if (small == 1) share([](Cell, int) { return Cell(1); });
      else if (tile.prepared) share([=](Cell y, int i) { return tile.prepared[k][i] / y; });
      else
        share([&](Cell y, int i) { return choose(y == 0, Cell(0), power(y, p_of(tile, i)) / y); });
    }
  }

  template <class Cell>
  static Cell direction(const Tile<Cell>& tile, Cell x, int i) {
    if constexpr (base == Base::floored) return x < tile.number(1)[i] ? Cell(0) : Cell(1);
    const Cell sign_of_x = x < 0 ? Cell(-1) : Cell(1);
    if constexpr (base == Base::signed_power) return sign_of_x * sign(x, p_of(tile, i));
    return sign_of_x;
  }

  // The slope of p, as a share of the result: of means the spread of log b, else Σ w log w / p²
  // with w = b^p / Σ b^p.
  template <bool all, class Cell>
  static void slope_of_p(const Tile<Cell>& tile, const Cell* sum, Cell* __restrict slope) {
    Lanes<Cell> high, low;
    Logs<Cell> logs;
    find_ends<all>(tile, high, low);
    for (int i = 0; i < kLanes; ++i) logs.set(i, outermost(tile, i, high[i], low[i]));
    const auto log_of = [&](Cell x, int i) POOLWISE_INLINED { return logs(of(tile, x, i), i); };
    if constexpr (mean) {
      spread_of<all>(tile, tile.number(0), log_of, slope);
    } else {
      Lanes<Cell> total;
      const auto signed_power = [&](Cell x, Cell exponent, int i) POOLWISE_INLINED {
        const Cell grown = decay(exponent * kLog2OfE<Cell>);
        return base == Base::signed_power ? grown * sign(x, p_of(tile, i)) : grown;
      };
      for (int i = 0; i < kLanes; ++i) total[i] = slope[i] = 0;
      for (Int k = 0; k < tile.n; ++k) {
        const Cell* x = tile.rows[k];
        for (int i = 0; i < kLanes; ++i) {
          const Cell power = signed_power(x[i], p_of(tile, i) * log_of(x[i], i), i);
          total[i] += choose(tile.template has<all>(k, i), power, Cell(0));
        }
      }
      for (int i = 0; i < kLanes; ++i) total[i] = sum[i] == 0 ? Cell(0) : logarithm(total[i]);
      for (Int k = 0; k < tile.n; ++k) {
        const Cell* x = tile.rows[k];
        for (int i = 0; i < kLanes; ++i) {
          const Cell log = p_of(tile, i) * log_of(x[i], i) - total[i];
          const Cell share = signed_power(x[i], log, i);
          const bool counts = tile.template has<all>(k, i) & (share != 0);
          slope[i] += choose(counts, share * log, Cell(0));
        }
      }
      for (int i = 0; i < kLanes; ++i) slope[i] /= p_of(tile, i) * p_of(tile, i);
    }
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
