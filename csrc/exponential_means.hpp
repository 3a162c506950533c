// Means weighted by exponentials, and their logarithms.
//
// Where all exponents of a window are modest, its weights are e^(β x) themselves, which do
// not depend on the window and are computed once for all that share the element. Elsewhere the
// largest weight is made 1. Which it is depends on the window alone, whoever computes it.
#pragma once
#include "ends.hpp"
#include "few.hpp"
#include "spread.hpp"

namespace poolwise::POOLWISE_LEVEL {

// From where a window's elements become exponents. `top` is taken from them: nothing where that is
// modest, else the largest element, or the smallest where the rate is negative. Before, they are
// multiplied by a scale that keeps what lies between them finite, and the rate divided by it. Rates
// at which the result is nothing but the mean are 0.
template <class Cell>
struct Exponents {
  Lanes<Cell> top, scale, rate;

  // By how much element x of window i lies from the top. What is infinite may be the top.
  Cell away(Cell x, int i) const {
    const Cell scaled = x * scale[i];
    return choose(scaled == top[i], Cell(0), scaled - top[i]);
  }
  // The exponent of 2. At rate 0 all are alike, wherever they lie.
  static Cell exponent(Cell away, Cell rate) {
    return choose((away == 0) | (rate == 0), Cell(0), rate * kLog2OfE<Cell> * away);
  }
};

template <bool all, class Cell>
inline void find_top(const Tile<Cell>& tile, Exponents<Cell>& at, bool always = false) {
  constexpr Cell infinity = std::numeric_limits<Cell>::infinity();
  constexpr Cell fastest = sizeof(Cell) == 4 ? Cell(0x1p126f) : Cell(0x1p1022);
  constexpr Cell slowest = sizeof(Cell) == 4 ? Cell(0x1p-66f) : Cell(0x1p-500);
  Lanes<Cell> sign, most, top;
  for (int i = 0; i < kLanes; ++i) {
    sign[i] = tile.number(0)[i] < 0 ? Cell(-1) : Cell(1);
    top[i] = -infinity;
    most[i] = 0;
  }
  for (std::int64_t k = 0; k < tile.n; ++k) {
    const Cell* x = tile.rows[k];
    for (int i = 0; i < kLanes; ++i) {
      const bool here = tile.template has<all>(k, i);
      const Cell turned = here ? x[i] * sign[i] : -infinity, size = here ? x[i] : Cell(0);
      const Cell positive = size < 0 ? -size : size;
      top[i] = turned > top[i] ? turned : top[i];
      most[i] = (positive > most[i]) & (positive < infinity) ? positive : most[i];
    }
  }
  tile.find_most(top);
  tile.find_most(most);
  for (int i = 0; i < kLanes; ++i) {
    const Cell given = tile.number(0)[i], size = given * sign[i];
    const bool finite = (top[i] > -infinity) & (top[i] < infinity);
    const bool modest =
        finite & (most[i] * size * kLog2OfE<Cell> <= kModest<Cell>)&is_moderate(given);
    const bool slow = size < slowest, tiny = is_far(most[i]) & (most[i] < 1) & (size < Cell(1e9));
    const bool flat = tiny | (slow & (most[i] * size < Cell(0x1p-60)));
    const bool bare = flat & (most[i] < 1);
    at.scale[i] = bare ? Cell(1) : slow & !flat ? 1 / Ends<Cell>::step : scale_of(most[i]);
    const Cell faster = size / at.scale[i];
    at.rate[i] = flat ? Cell(0) : (faster < fastest ? faster : fastest) * sign[i];
    const bool none = given == 0 || (modest && !always);
    at.top[i] = none ? Cell(0) : top[i] * sign[i] * at.scale[i];
  }
}

struct Soft {
  using Int = std::int64_t;
  static constexpr int prepared = 1;
  static constexpr bool joined = true;

  template <class Cell>
  static bool prepares(const Cell* numbers) {
    return numbers[0] != 0 && is_moderate(numbers[0]);
  }
  template <class Cell>
  static bool prepare(const Cell* __restrict x, Int n, const Cell* numbers, Cell* __restrict to,
                      Int) {
    const Cell rate = numbers[0] * kLog2OfE<Cell>;
    Largest<Cell> largest;
    for (Int i = 0; i < n; ++i) {
      const Cell t = rate * x[i];
      largest.see(t);
      to[i] = Modest<Cell>(t).power();
    }
    return largest.is_within(kModest<Cell>);
  }

  // Calls take(k, i, weight) with the weight e^(β (x - top)) of each element of lane from + i, for
  // the lanes of one vector; of the rows [begin, end), which are at hand.
  template <bool all, class Cell, class Take>
  static void each_weight(const Tile<Cell>& tile, const Exponents<Cell>& at, int from, Int begin,
                          Int end, Take take) {
    constexpr int part = kPart<Cell>;
    for (Int k = begin; k < end; ++k) {
      const Cell* x = tile.rows.at[k] + from;
      for (int i = 0; i < part; ++i) {
        const Cell grown = decay(at.exponent(at.away(x[i], from + i), at.rate[from + i]));
        take(k, i, choose(tile.template has<all>(k, from + i), grown, Cell(0)));
      }
    }
  }

  // Calls put(i, Σ w, Σ w x) for each lane of a tile of n elements whose weights are known.
  template <int n, class Cell, class Put>
  POOLWISE_INLINE static void each_sum(const Tile<Cell>& tile, const Put& put) {
    const FewRows<n, Cell> at(tile);
    for (int i = 0; i < kLanes; ++i) {
      Cell total = at.known[0][i], sum = 0 + total * at.x[0][i];
      unrolled<n - 1>([&](auto k) POOLWISE_INLINED {
        total += at.known[k + 1][i];
        sum += at.known[k + 1][i] * at.x[k + 1][i];
      });
      put(i, total, sum);
    }
  }
  template <class Cell>
  static bool weigh_few(const Tile<Cell>& tile, Cell* __restrict total, Cell* __restrict sum) {
    return with_few(tile, [&]<int n>() {
      Lanes<Cell> weights, weighted;
      each_sum<n>(tile, [&](int i, Cell all, Cell all_weighted) POOLWISE_INLINED {
        weights[i] = all;
        weighted[i] = all_weighted;
      });
      std::memcpy(total, weights, sizeof(weights));
      std::memcpy(sum, weighted, sizeof(weighted));
    });
  }

  // Σ w and Σ w x of the weights w, which are kept if there is room for them; and what they depend
  // on. Unless they were prepared, x is how far it lies from the top.
  template <bool all, class Cell>
  static void weigh(const Tile<Cell>& tile, Cell* __restrict total, Cell* __restrict sum,
                    Cell* __restrict weights, Exponents<Cell>& at) {
    if (tile.prepared && weigh_few(tile, total, sum)) return;
    constexpr int part = kPart<Cell>;
    if (!tile.prepared) find_top<all>(tile, at);
    for (int i = 0; i < kLanes; ++i) total[i] = sum[i] = 0;
    tile.each_piece([&](Int begin, Int end) POOLWISE_INLINED {
      for (int from = 0; from < kLanes; from += part) {
        Cell all_weights[part], all_weighted[part];
        for (int i = 0; i < part; ++i) {
          all_weights[i] = total[from + i];
          all_weighted[i] = sum[from + i];
        }
        if (tile.prepared) {
          for (Int k = begin; k < end; ++k) {
            const Cell *x = tile.rows.at[k] + from, *weight = tile.prepared[k] + from;
            for (int i = 0; i < part; ++i) {
              all_weights[i] += weight[i];
              all_weighted[i] += weight[i] * x[i];
            }
          }
        } else {
          each_weight<all>(
              tile, at, from, begin, end, [&](Int k, int i, Cell weight) POOLWISE_INLINED {
                const Cell x = at.away(tile.rows.at[k][from + i], from + i);
                all_weights[i] += weight;
                all_weighted[i] += choose(weight == 0, Cell(0), weight * x);  // of infinity, too
                if (weights) weights[k * kLanes + from + i] = weight;
              });
        }
        for (int i = 0; i < part; ++i) {
          total[from + i] = all_weights[i];
          sum[from + i] = all_weighted[i];
        }
      }
    });
    tile.add_up(total);
    tile.add_up(sum);
    for (int i = 0; i < kLanes; ++i) total[i] = total[i] == 0 ? Cell(1) : total[i];
  }

  // The weights of element k; of a long window, of which none are kept, in `own`.
  template <bool all, class Cell>
  static const Cell* weights_of(const Tile<Cell>& tile, Int k, const Cell* kept,
                                const Exponents<Cell>& at, Cell* own) {
    if (tile.prepared) return tile.prepared[k];
    if (!tile.rows.piece) return kept + k * kLanes;
    for (int from = 0; from < kLanes; from += kPart<Cell>)
      each_weight<all>(tile, at, from, k, k + 1,
                       [&](Int, int i, Cell weight) { own[from + i] = weight; });
    return own;
  }

  template <class Cell>
  static bool value_of_few(const Tile<Cell>& tile, Cell* __restrict to) {
    return with_few(tile, [&]<int n>() {
      Lanes<Cell> kept;
      each_sum<n>(tile,
                  [&](int i, Cell total, Cell sum) POOLWISE_INLINED { kept[i] = sum / total; });
      std::memcpy(to, kept, sizeof(kept));
    });
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    if (tile.prepared && value_of_few(tile, to)) return;
    Lanes<Cell> total, sum;
    Exponents<Cell> at;
    weigh<all>(tile, total, sum, static_cast<Cell*>(nullptr), at);
    for (int i = 0; i < kLanes; ++i) to[i] = sum[i] / total[i];
    for (int i = 0; !tile.prepared && i < kLanes; ++i) to[i] = (at.top[i] + to[i]) / at.scale[i];
  }

  // w / Σw · (1 + β (x - result)); and of β: Σ w (x - result)² / Σw
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares,
                   Cell* __restrict slopes, Cell* room) {
    Lanes<Cell> total, result, factor, slope, own;
    Exponents<Cell> at;
    weigh<all>(tile, total, result, tile.rows.piece ? nullptr : room, at);
    const Cell* beta = tile.prepared ? tile.number(0) : at.rate;
    for (int i = 0; i < kLanes; ++i) {
      result[i] /= total[i];
      factor[i] = grad[i] / total[i];
      slope[i] = 0;
    }
    for (Int k = 0; k < tile.n; ++k) {
      const Cell *x = tile.rows[k], *weight = weights_of<all>(tile, k, room, at, own);
      Cell* share = tile.shares_of(shares, k);
      const auto put = [&](auto away) POOLWISE_INLINED {
        for (int i = 0; i < kLanes; ++i) share[i] = factor[i] * weight[i] * (1 + beta[i] * away(i));
        for (int i = 0; slopes && i < kLanes; ++i)
          slope[i] += factor[i] * weight[i] * away(i) * away(i);
      };
      if (tile.prepared) put([&](int i) POOLWISE_INLINED { return x[i] - result[i]; });
      else
        put([&](int i) POOLWISE_INLINED {  // what has no weight may be infinite
          return choose(weight[i] == 0, Cell(0), at.away(x[i], i) - result[i]);
        });
    }
    for (int i = 0; slopes && i < kLanes; ++i) {
      const Cell back = tile.prepared ? Cell(1) : 1 / at.scale[i];
      slopes[i] += slope[i] * back * back;
    }
  }
};

// The log of a mean that is near 1 comes from how much its terms differ from 1.
struct LogSumExp {
  using Int = std::int64_t;
  static constexpr int prepared = 2;
  static constexpr bool joined = true;

  // At rate 0 it is the mean, of which exponents know nothing.
  template <class Cell>
  static bool prepares(const Cell* numbers) {
    return numbers[0] != 0 && is_moderate(numbers[0]);
  }
  template <class Cell>
  static bool prepare(const Cell* __restrict x, Int n, const Cell* numbers, Cell* __restrict to,
                      Int apart) {
    if (apart == 0) return Soft::prepare(x, n, numbers, to, 0);
    const Cell rate = numbers[0] * kLog2OfE<Cell>;
    Largest<Cell> largest;
    if (apart < 0) {
      Cell* __restrict less = to - apart;
      for (Int i = 0; i < n; ++i) {
        const Cell t = rate * x[i];
        largest.see(t);
        less[i] = Modest<Cell>(t).growth();
      }
    } else {
      Cell* __restrict less = to + apart;
      for (Int i = 0; i < n; ++i) {
        const Cell t = rate * x[i];
        largest.see(t);
        const Modest<Cell> at(t);
        to[i] = at.power();
        less[i] = at.growth();
      }
    }
    return largest.is_within(kModest<Cell>);
  }

  // Whether the mean comes from how much its terms differ from 1: where it is not so small that
  // their sum has lost it.
  template <class Cell>
  static bool is_near(Cell less) {
    return less > Cell(-0.875);
  }

  // Whether exponents have lost what they came from.
  template <class Cell>
  static bool is_tiny(Cell result) {
    return (result < Ends<Cell>::low) & (result > -Ends<Cell>::low) & (result != 0);
  }

  // Of few elements that are prepared, if all means come from their differences.
  template <class Cell>
  static bool value_of_few(const Tile<Cell>& tile, Cell* __restrict to) {
    const Cell inverse = 1 / tile.number(0)[0];
    int far = 0;
    const bool few = with_few(tile, [&]<int n>() {
      const FewRows<n, Cell> at(tile);
      const std::int64_t apart = tile.apart;
      const Cell* share = tile.share;
      Lanes<Cell> kept;
      int some = 0;
      for (int i = 0; i < kLanes; ++i) {
        Cell grown = at.known[0][apart + i];
        unrolled<n - 1>([&](auto k) POOLWISE_INLINED { grown += at.known[k + 1][apart + i]; });
        const Cell less = grown * share[i];
        const Cell log = Logarithm<Cell>(1 + less, less).natural() * inverse;
        some |= !is_near(less) | is_tiny(log);
        kept[i] = 0 + log;
      }
      far = some;
      std::memcpy(to, kept, sizeof(kept));
    });
    return few && !far;
  }

  // Σ e^v, Σ (e^v - 1) and, only where rates are 0, Σ (x - top).
  template <bool all, class Cell>
  static void sums(const Tile<Cell>& tile, const Exponents<Cell>& at, Cell* __restrict powers,
                   Cell* __restrict grown, Cell* __restrict away) {
    constexpr int part = kPart<Cell>;
    for (int i = 0; i < kLanes; ++i) powers[i] = grown[i] = away[i] = 0;
    tile.each_piece([&](Int begin, Int end) POOLWISE_INLINED {
      for (int from = 0; from < kLanes; from += part) {
        Cell all_powers[part], all_grown[part], all_away[part];
        for (int i = 0; i < part; ++i) {
          all_powers[i] = powers[from + i];
          all_grown[i] = grown[from + i];
          all_away[i] = away[from + i];
        }
        if (tile.prepared) {
          for (Int k = begin; k < end; ++k) {
            const Cell *power = tile.prepared[k] + from, *less = power + tile.apart;
            for (int i = 0; i < part; ++i) all_powers[i] += power[i], all_grown[i] += less[i];
          }
        } else {
          for (Int k = begin; k < end; ++k) {
            const Cell* x = tile.rows.at[k] + from;
            for (int i = 0; i < part; ++i) {
              const bool here = tile.template has<all>(k, from + i);
              const Cell rest = at.away(x[i], from + i);
              const Cell t = at.exponent(rest, at.rate[from + i]);
              all_powers[i] += choose(here, decay(t), Cell(0));
              all_grown[i] += choose(here, growth(t), Cell(0));
              all_away[i] += choose(here, rest, Cell(0));
            }
          }
        }
        for (int i = 0; i < part; ++i) {
          powers[from + i] = all_powers[i];
          grown[from + i] = all_grown[i];
          away[from + i] = all_away[i];
        }
      }
    });
    tile.add_up(powers);
    tile.add_up(grown);
    tile.add_up(away);
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    if (tile.prepared && value_of_few(tile, to)) return;
    if (tile.prepared && tile.n <= kFew) return value_of_bare<all>(tile, to);
    Lanes<Cell> powers, grown, away;
    Exponents<Cell> at;
    if (!tile.prepared) find_top<all>(tile, at);
    sums<all>(tile, at, powers, grown, away);
    const Cell* rate = tile.prepared ? tile.number(0) : at.rate;
    int tiny = 0;
    for (int i = 0; i < kLanes; ++i) {
      const Cell part = tile.share[i], less = grown[i] * part, r = rate[i];
      const Cell log = logarithm(is_near(less) ? 1 + less : powers[i] * part, less);
      to[i] = r == 0 ? away[i] * part : log * (1 / (r == 0 ? Cell(1) : r));
      tiny |= is_tiny(to[i]);
      if (!tile.prepared) to[i] = (at.top[i] + to[i]) / at.scale[i];
    }
    if (tile.prepared && tiny) value_of_bare<all>(tile, to);
  }
  // As if nothing were prepared.
  template <bool all, class Cell>
  static void value_of_bare(const Tile<Cell>& tile, Cell* __restrict to) {
    Tile<Cell> bare = tile;
    bare.prepared = nullptr;
    value<all>(bare, to, static_cast<Cell*>(nullptr));
  }

  // w / Σw; and of r: how the elements are spread.
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares,
                   Cell* __restrict slopes, Cell* room) {
    Lanes<Cell> total, sum, own;
    Exponents<Cell> at;
    Soft::weigh<all>(tile, total, sum, tile.rows.piece ? nullptr : room, at);
    for (int i = 0; i < kLanes; ++i) total[i] = grad[i] / total[i];
    for (Int k = 0; k < tile.n; ++k) {
      tile.rows[k];
      const Cell* weight = Soft::weights_of<all>(tile, k, room, at, own);
      Cell* share = tile.shares_of(shares, k);
      for (int i = 0; i < kLanes; ++i) share[i] = weight[i] * total[i];
    }
    if (!slopes) return;
    Lanes<Cell> slope;
    find_top<all>(tile, at, true);
    const auto away = [&](Cell x, int i) POOLWISE_INLINED { return at.away(x, i); };
    spread_of<all>(tile, at.rate, away, slope);
    for (int i = 0; i < kLanes; ++i) {
      const Cell back = 1 / at.scale[i];
      slopes[i] += grad[i] == 0 ? Cell(0) : grad[i] * slope[i] * back * back;
    }
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
