// Noisy-or: the probability that at least one of independent events happens.
#pragma once
#include "cells/exponentials.hpp"
#include "tiles/streaming.hpp"

namespace poolwise::POOLWISE_LEVEL {

// 1 - Π (1 - x) from the sum of log(1 - x), so that many small probabilities lose nothing. What is
// certain has no such logarithm and is counted: where there is one, it alone takes the gradient.
struct NoisyOr {
  template <bool, class Cell, class Visit>
  POOLWISE_INLINE static void ways(const Tile<Cell>&, const Visit& visit) {
    visit.template operator()<Logs>();
  }

  struct Logs {
    template <class V>
    using Frame = Bare<V>;
    template <class V>
    struct Sums {
      V logs{}, certain{}, wrong{};
    };
    template <class V>
    static Two<V> ready(V& x, const Bare<V>&) {
      const V one = broadcast<V>(1);
      const auto certain = x == 1;
      return {choose(certain, V{}, logarithm(1 - x, -x)), choose(certain, one, V{})};
    }
    template <class V>
    static void add(Sums<V>& s, V x, Two<V> w) {
      s.logs += w.first, s.certain += w.second;
      s.wrong = choose((x < 0) | (x > 1), broadcast<V>(1), s.wrong);
    }
    template <class V>
    static V value(const Sums<V>& s, const Bare<V>&, const Strip<V>& strip) {
      if (any(s.wrong > 0)) strip.tile.refuse();
      const V some = -growth(s.logs * kLog2OfE<CellOf<V>>);
      return choose((s.certain > 0) & (s.logs == s.logs), broadcast<V>(1), some);
    }
    // Π (1 - x) of the others
    template <class V>
    struct Share {
      V grad, logs, certain;
      Share() = default;
      Share(const Sums<V>& s, V given, const Bare<V>&, const Strip<V>&)
          : grad(given), logs(s.logs), certain(s.certain) {}
      V operator()(V, Two<V> w) const {
        const V others = power_of_two((logs - w.first) * kLog2OfE<CellOf<V>>);
        return choose(certain > w.second, V{}, grad * others);
      }
    };
  };
};

}  // namespace poolwise::POOLWISE_LEVEL
