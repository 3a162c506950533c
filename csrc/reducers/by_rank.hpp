// Reducers that weigh elements by their rank, as how many elements there are says, or what some of
// them are: Σ w(r) x(r). One of them says no more than its weights.
#pragma once
#include <cmath>

#include "tiles/ends.hpp"
#include "tiles/long_ranks.hpp"

namespace poolwise::POOLWISE_LEVEL {

using Int = std::int64_t;

// Half of the sum of two numbers, half to even, without overflow. A zero is 0.0: which of two equal
// zeros is in the middle depends on how elements are sorted.
template <class V>
inline V midpoint(V high, V low) {
  using Cell = CellOf<V>;
  if constexpr (std::is_floating_point_v<Cell>) {
    constexpr Cell most = std::numeric_limits<Cell>::max(), half = Cell(0.5);
    const V sum = high + low, halves = high * half + low * half;
    return (high == low ? high : (sum <= most) & (sum >= -most) ? sum * half : halves) + Cell(0);
  } else {
    const V half = (high & low) + ((high ^ low) >> 1);  // rounded down
    return half + ((high ^ low) & 1 & half);
  }
}

// NaN wins.
template <class Cell>
inline Cell unless_nan(Cell value, Cell nan) {
  if constexpr (std::is_floating_point_v<Cell>) return nan == nan ? value : nan;
  else return value;
}

// What a long window keeps: NaN wins.
template <class T, class Cell>
inline Cell unless_nan(const LongWindow<T>& window, Cell value) {
  return window.has_nan() ? std::numeric_limits<Cell>::quiet_NaN() : value;
}

// Σ part(r)(i, x) / total[i] of those of a tile's ranks, x being element r of window i, sorted and
// brought to the middle of its range. NaN wins.
template <class Cell, class Part>
inline void weigh_sorted(const Tile<Cell>& tile, Int ranks, const Cell* sorted, const Cell* nan,
                         const Cell* total, Cell* __restrict to, const Part& part) {
  Lanes<Cell> scale;
  find_scales(tile, scale);
  for (int i = 0; i < kLanes; ++i) to[i] = 0;
  for (Int r = 0; r < ranks; ++r) {
    const auto of = part(r);
    for (int i = 0; i < kLanes; ++i) to[i] += of(i, sorted[r * kLanes + i] * scale[i]);
  }
  for (int i = 0; i < kLanes; ++i)
    to[i] = unless_nan(to[i] / total[i] / scale[i] + Cell(0), nan[i]);
}

// The same of windows of n elements, of whose sorted ones sum(i, elements) is made. False if some
// are near an end.
template <int n, class Cell, class Sum>
POOLWISE_INLINE bool weigh_sorted(const Tile<Cell>& tile, Cell* __restrict to, const Sum& sum) {
  Lanes<Cell> kept;
  int far = 0;
  each_sorted<n>(tile, [&](int i, const auto& v, Cell nan) POOLWISE_INLINED {
    const Cell low = v[n - 1] < 0 ? -v[n - 1] : v[n - 1];
    far |= is_far(v[0] > low ? v[0] : low);
    kept[i] = unless_nan(sum(i, v) + Cell(0), nan);
  });
  std::memcpy(to, kept, sizeof(kept));
  return !far;
}

// The same of a long window, for the ranks of which each(visit) calls visit(r, weight).
template <class T, class Each>
inline double weigh_sorted(const LongWindow<T>& window, double total, const Each& each) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double most = 0, sum = 0;
  each([&](Int r, double) {
    const double size = std::abs(double(window.of_rank(r)));
    most = size > most && size < infinity ? size : most;
  });
  const double scale = scale_of(most);
  each([&](Int r, double weight) { sum += weight * (double(window.of_rank(r)) * scale); });
  return sum / total / scale;
}

// The ranks [from, to), 0 being the largest element's, and what each of them weighs.
template <class Cell>
struct Ranks {
  Cell from = 0, to = 0, weight = 0;

  Cell of(Cell r) const { return (r >= from) & (r < to) ? weight : Cell(0); }
  bool is_empty() const { return from == to; }
  // The same of no more ranks than n, of none where they weigh nothing.
  Ranks within(Cell n) const {
    const auto inside = [n](Cell rank) { return rank > 0 ? rank < n ? rank : n : Cell(0); };
    const Cell begin = inside(from), end = inside(to);
    return weight == 0 || !(begin < end) ? Ranks{} : Ranks{begin, end, weight};
  }
};
// Those of a window: a rank may be in both, and weighs what they add up to.
template <class Cell>
struct RankWeights {
  Ranks<Cell> high, low;

  Cell of(Cell r) const { return high.of(r) + low.of(r); }
  // The same of no more ranks than there are: numbers that nobody has checked may ask for others.
  RankWeights within(Cell n) const { return {high.within(n), low.within(n)}; }
};

// By how much x, a share of a number of elements, may have been rounded: as it was given, and as a
// product.
template <class Cell>
inline Cell rounding_of(Cell x) {
  return x * std::numeric_limits<Cell>::epsilon();
}
// The integer below, or above where no more than rounding keeps it away.
template <class Cell>
inline Cell floor_of(Cell x) {
  return std::floor(x + rounding_of(x));
}

// The mean of what is left without the share `cut` of the elements at either end.
struct TrimmedMean {
  template <class Cell, class Number, class Element>
  static RankWeights<Cell> weights(Cell n, Number number, Element) {
    const Cell cut = floor_of(number(0) * n);
    return {{cut, n - cut, 1 / (n - 2 * cut)}, {}};
  }
};

// What the share q of the elements lies below; between two of them the second number says what: in
// its turn the line through both, the lower, the higher, their mean, the nearest or the even one.
struct Quantile {
  template <class Cell, class Number, class Element>
  static RankWeights<Cell> weights(Cell n, Number number, Element) {
    const Cell at = number(0) * (n - 1), low = floor_of(at), rank = n - 1 - low, half = Cell(0.5);
    const Cell apart = at - low > rounding_of(at) ? at - low : Cell(0);
    const Cell odd = low - 2 * std::floor(low * half);
    const Cell nearest = apart == half ? odd : Cell(apart > half);
    const Cell shares[] = {apart, 0, 1, half, nearest};
    // Numbers that nobody has checked may be none of these.
    const int of = number(1) >= 1 && number(1) < 5 ? int(number(1)) : 0;
    const Cell high = apart > 0 ? shares[of] : Cell(0);
    return {{rank - 1, rank, high}, {rank, rank + 1, 1 - high}};
  }
};

// The mean of the k largest and that of the k smallest, added up.
struct Weldon {
  template <class Cell, class Number, class Element>
  static RankWeights<Cell> weights(Cell n, Number number, Element) {
    const Cell k = std::min(Cell(number(0)), n);
    return {{0, k, 1 / k}, {n - k, n, 1 / k}};
  }
};

// The largest where the k largest reach a threshold, else their mean.
struct TMaxAvg {
  template <class Cell, class Number, class Element>
  static RankWeights<Cell> weights(Cell n, Number number, Element element) {
    const Cell most = std::min(Cell(number(0)), n);
    const Cell k = element(most - 1) >= Cell(number(1)) ? Cell(1) : most;
    return {{0, k, 1 / k}, {}};
  }
};

template <class Of>
struct ByRank {
  // A rank that there is: numbers that nobody has checked may ask for others.
  template <class Cell>
  static Int rank_within(Cell r, Cell n) {
    return r > 0 ? Int(std::min(r, n - 1)) : 0;
  }
  // Of a tile's windows, whose elements in order ranked(i, r) are.
  template <class Cell, class Ranked>
  static void find_weights(const Tile<Cell>& tile, RankWeights<Cell>* to, Ranked ranked) {
    for (int i = 0; i < kLanes && tile.n > 0; ++i) {
      const Cell n = tile.count[i] > 0 ? tile.count[i] : Cell(1);
      const auto number = [&](Int p) { return tile.number(p)[i]; };
      const auto element = [&](Cell r) { return ranked(i, rank_within(r, n)); };
      const auto found = Of::template weights<Cell>(n, number, element);
      to[i] = found.within(tile.count[i]);
    }
  }

  // Whether all windows of a tile have the same weights, and which.
  template <class Cell>
  static bool find_same(const Tile<Cell>& tile, RankWeights<Cell>& to) {
    bool other = tile.n == 0;
    for (Int p = 0; p < tile.number_count; ++p)
      for (int i = 1; i < kLanes; ++i) other |= tile.number(p)[i] != tile.number(p)[0];
    const Cell n = tile.n > 0 ? Cell(tile.n) : Cell(1);
    const auto number = [&](Int p) { return tile.number(p)[0]; };
    const auto element = [&](Cell) {
      other = true;
      return Cell(0);
    };
    to = Of::template weights<Cell>(n, number, element).within(n);
    return !other;
  }

  // Of few elements; false if some are near an end.
  template <class Cell>
  static bool weigh_few(const Tile<Cell>& tile, const RankWeights<Cell>& same,
                        Cell* __restrict to) {
    bool weighed = false;
    with_few(tile, [&]<int n>() {
      Cell weights[n];
      for (int r = 0; r < n; ++r) weights[r] = same.of(Cell(r));
      weighed = weigh_sorted<n>(tile, to, [&](int, const auto& v) POOLWISE_INLINED {
        Cell sum = 0;
        unrolled<n>([&](auto r) POOLWISE_INLINED { sum += weights[r] * v[r]; });
        return sum;
      });
    });
    return weighed;
  }
  template <class Cell>
  static bool share_few(const Tile<Cell>& tile, const RankWeights<Cell>& same, const Cell* grad,
                        Cell* __restrict shares) {
    return with_few(tile, [&]<int n>() {
      Cell weights[n];
      for (int r = 0; r < n; ++r) weights[r] = same.of(Cell(r));
      share_ranked<n>(tile, shares, [&](int i, auto rank) POOLWISE_INLINED {
        return weight_of<n>(rank, [&](int r) POOLWISE_INLINED { return weights[r]; }) * grad[i];
      });
    });
  }

  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell* room) {
    Lanes<Cell> nan, one;
    RankWeights<Cell> same, weights[kLanes];
    const bool are_same = all && find_same(tile, same);
    if (are_same && weigh_few(tile, same, to)) return;
    for (int i = 0; i < kLanes; ++i) one[i] = 1;
    sort_values<all>(tile, room, nan);
    const auto weighed = [](Cell weight, Cell x) POOLWISE_INLINED {
      return weight == 0 ? Cell(0) : weight * x;  // 0 times infinity is none of them
    };
    if (are_same)
      return weigh_sorted(tile, tile.n, room, nan, one, to, [&](Int r) POOLWISE_INLINED {
        return [=, w = same.of(Cell(r))](int, Cell x) POOLWISE_INLINED { return weighed(w, x); };
      });
    find_weights(tile, weights, [=](int i, Int r) { return room[r * kLanes + i]; });
    weigh_sorted(tile, tile.n, room, nan, one, to, [&](Int r) POOLWISE_INLINED {
      return [&, r](int i, Cell x) POOLWISE_INLINED { return weighed(weights[i].of(Cell(r)), x); };
    });
  }

  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares, Cell*,
                   Cell* room) {
    RankWeights<Cell> same, weights[kLanes];
    if (all && find_same(tile, same) && share_few(tile, same, grad, shares)) return;
    const auto* places = sort_places<all>(tile, room);
    find_weights(tile, weights,
                 [&](int i, Int r) { return tile.rows.at[places[r * kLanes + i]][i]; });
    for (Int r = 0; r < tile.n; ++r)
      for (int i = 0; i < kLanes; ++i)
        shares[places[r * kLanes + i] * kLanes + i] = weights[i].of(Cell(r)) * grad[i];
  }

  // Of a long window: its weights, whose ranks are in order then.
  template <class T>
  static RankWeights<double> order(LongWindow<T>& window) {
    const double n = double(window.count());
    if (n == 0) return {};
    const auto number = [&](Int p) { return window.weight(p); };
    const auto element = [&](double r) {
      const Int rank = rank_within(r, n);
      window.order(rank, rank + 1);
      return double(window.of_rank(rank));
    };
    const auto found = Of::template weights<double>(n, number, element).within(n);
    const auto &high = found.high, &low = found.low;
    const bool apart = high.to <= low.from || high.is_empty() || low.is_empty();
    if (apart) {
      window.order(Int(high.from), Int(high.to));
      window.order(Int(low.from), Int(low.to), Int(high.to));
    } else {
      window.order(Int(std::min(high.from, low.from)), Int(std::max(high.to, low.to)));
    }
    return found;
  }
  template <class T>
  static double of(LongWindow<T>& window) {
    const auto weights = order(window);
    const double result = weigh_sorted(window, 1, [&](auto visit) {
      for (const auto& ranks : {weights.high, weights.low})
        for (Int r = Int(ranks.from); r < Int(ranks.to); ++r) visit(r, ranks.weight);
    });
    return unless_nan(window, result);
  }
  template <class T>
  static void give(LongWindow<T>& window, double grad, const PlaneSums<double>& sums, double*) {
    using Run = typename LongWindow<T>::Run;
    const auto [high, low] = order(window);
    Run above(window, Int(high.from), Int(high.to), high.weight * grad);
    Run below(window, Int(low.from), Int(low.to), low.weight * grad);
    window.give_each(sums, [&](auto key) { return above.take(key) + below.take(key); });
  }
};

// Half of the largest element and half of the smallest.
struct BothEnds {
  template <class Cell, class Number, class Element>
  static RankWeights<Cell> weights(Cell n, Number, Element) {
    return {{0, 1, Cell(0.5)}, {n - 1, n, Cell(0.5)}};
  }
};
// Nothing need be sorted for them.
struct Midrange : ByRank<BothEnds> {
  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    each_strip(tile, [&]<class V>(const Strip<V>& strip) POOLWISE_INLINED {
      V high = broadcast<V>(-std::numeric_limits<Cell>::infinity()), low = -high;
      Mask<V> wins{};
      for (Int k = 0; k < tile.n; ++k) {
        const V x = strip.element(k);
        const Mask<V> here = strip.template has<all>(k);
        high = choose(here & (x > high), x, high);
        low = choose(here & (x < low), x, low);
        wins = wins | (x != x);
      }
      const V nan = broadcast<V>(std::numeric_limits<Cell>::quiet_NaN());
      store(choose(wins, nan, midpoint(high, low)), to + strip.from);
    });
  }

  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares, Cell*,
                   Cell*) {
    using Key = KeyOf<Cell>;
    Key most[kLanes], least[kLanes], first[kLanes], last[kLanes];
    for (int i = 0; i < kLanes; ++i) {
      most[i] = std::numeric_limits<Key>::min();
      least[i] = std::numeric_limits<Key>::max();
      first[i] = last[i] = 0;
    }
    for (Int k = 0; k < tile.n; ++k)
      for (int i = 0; i < kLanes; ++i) {
        const Key key = order_key(tile.rows.at[k][i]);
        const bool here = tile.template has<all>(k, i);
        const bool above = here & (key > most[i]), below = here & (key <= least[i]);
        most[i] = above ? key : most[i];
        first[i] = above ? Key(k) : first[i];
        least[i] = below ? key : least[i];
        last[i] = below ? Key(k) : last[i];
      }
    for (Int k = 0; k < tile.n; ++k)
      for (int i = 0; i < kLanes; ++i) {
        const Cell half = grad[i] * Cell(0.5);
        shares[k * kLanes + i] =
            choose(first[i] == Key(k), half, Cell(0)) + choose(last[i] == Key(k), half, Cell(0));
      }
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
