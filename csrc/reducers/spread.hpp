// How much the log of a mean of exponentials grows with their rate.
#pragma once
#include "cells/exponentials.hpp"
#include "tiles/streaming.hpp"

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
template <class V>
inline V spread_term(V z, V r) {
  using Cell = CellOf<V>;
  const V q = choose(z == 0, V{}, r * z), one = broadcast<V>(1);
  const auto near = (q <= Cell(0.5)) & (q >= Cell(-0.5));
  const V series = polynomial<SpreadSeries, 0, 16>(choose(near, q, V{}));
  const V bound = choose(q < -1000, broadcast<V>(-1000), q), divisor = choose(near, one, r);
  const V far = (decay(bound * kLog2OfE<Cell>) * (bound - 1) + 1) / divisor / divisor;
  return choose(near, z * z * series, far);
}

// ∂/∂r of log(Σ e^(r v) / n) / r, which is the mean of that of v less that log. Of::log_of(x, at)
// is the v of an element, 0 for the largest r v, and at.rate the r.
template <class Of>
struct Spread {
  struct Mean : Of {
    template <class V>
    struct Sums {
      V powers{}, grown{}, away{};
    };
    template <class V>
    static Two<V> ready(V& x, const typename Of::template Frame<V>& at) {
      x = Of::log_of(x, at);
      const V t = choose(x == 0, V{}, at.rate * kLog2OfE<CellOf<V>> * x);
      return {decay(t), growth(t)};
    }
    template <class V>
    static void add(Sums<V>& s, V v, Two<V> w) {
      s.powers += w.first, s.grown += w.second, s.away += v;
    }
  };
  using Before = Mean;
  template <class V>
  struct Frame {
    typename Of::template Frame<V> of;
    V log;
    Frame() = default;
    Frame(const typename Mean::template Sums<V>& s, const typename Of::template Frame<V>& at,
          const Strip<V>& strip)
        : of(at) {
      const V part = strip.one_by_count(), less = s.grown * part, r = at.rate;
      const V near = choose(less > CellOf<V>(-0.875), 1 + less, s.powers * part);
      log = choose(r == 0, s.away * part, logarithm(near, less) / r);
    }
  };
  template <class V>
  struct Sums {
    V terms{};
  };
  template <class V>
  static V ready(V& x, const Frame<V>& at) {
    return spread_term(Of::log_of(x, at.of) - at.log, at.of.rate);
  }
  template <class V>
  static void add(Sums<V>& s, V, V term) {
    s.terms += term;
  }
  template <class V>
  static V value(const Sums<V>& s, const Strip<V>& strip) {
    return s.terms * strip.one_by_count();
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
