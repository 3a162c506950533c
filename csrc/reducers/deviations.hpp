// Variances and standard deviations.
#pragma once
#include "tiles/ends.hpp"
#include "tiles/streaming.hpp"

namespace poolwise::POOLWISE_LEVEL {

// The power of two that is at most v, a positive normal number; infinity of what is none.
template <class V>
POOLWISE_INLINE V power_below(V v) {
  using Bits = BitsOfCell<V>;
  const auto endless = bit_cast<Bits>(std::numeric_limits<CellOf<V>>::infinity());
  return bit_cast<V>(bit_cast<LanesOf<V, Bits>>(v) & endless);
}

// Σ (x - mean)² / (n - ddof), or its root. Elements are looked at from the largest one and at a
// scale that makes 1 of their range, so that equal ones have no variance whatever their mean rounds
// to, and squares neither overflow nor vanish. What infinite elements deviate by is NaN.
template <bool root>
struct Deviation {
  template <bool, class Cell, class Visit>
  POOLWISE_INLINE static void ways(const Tile<Cell>&, const Visit& visit) {
    visit.template operator()<Squares>();
  }

  struct Range {
    template <class V>
    using Frame = Bare<V>;
    template <class V>
    struct Sums {
      static constexpr CellOf<V> infinity = std::numeric_limits<CellOf<V>>::infinity();
      V high = broadcast<V>(-infinity), low = high;  // the smallest is negated
    };
    template <class V>
    static void add(Sums<V>& s, V x, const Bare<V>&, Mask<V> here) {
      s.high = choose(here & (x > s.high), x, s.high);
      s.low = choose(here & (-x > s.low), -x, s.low);
    }
  };
  struct Mean {
    static constexpr bool light = true;
    using Before = Range;
    template <class V>
    struct Frame {
      V step, high, size, per;  // the range is size / step or more, but less than twice that
      Frame() = default;
      Frame(const typename Range::template Sums<V>& s, const Bare<V>&, const Strip<V>&)
          : step(scale_of(s.high + s.low)), high(s.high * step) {
        const V range = high + s.low * step;
        size = choose(range == 0, broadcast<V>(1), power_below(range)), per = 1 / size;
      }
      V away(V x) const { return (x * step - high) * per; }
    };
    template <class V>
    struct Sums {
      V away{};
    };
    template <class V>
    static V ready(V& x, const Frame<V>& at) {
      return x = at.away(x);
    }
    template <class V>
    static void add(Sums<V>& s, V away, V) {
      s.away += away;
    }
  };
  struct Squares {
    static constexpr bool light = true;
    using Before = Mean;
    template <class V>
    struct Frame : Mean::template Frame<V> {
      V mean, n, share;
      Frame() = default;
      Frame(const typename Mean::template Sums<V>& s, const typename Mean::template Frame<V>& at,
            const Strip<V>& strip)
          : Mean::template Frame<V>(at),
            mean(s.away * strip.one_by_count()),
            share(strip.one_by_count()) {
        const V left = strip.count() - strip.number(0);
        n = choose(left > 0, left, std::numeric_limits<CellOf<V>>::quiet_NaN());
      }
    };
    template <class V>
    struct Sums {
      V squares{}, rest{};  // the rest is what rounding has made of 0
    };
    template <class V>
    static V ready(V& x, const Frame<V>& at) {
      return x = at.away(x) - at.mean;
    }
    template <class V>
    static void add(Sums<V>& s, V, V apart) {
      s.squares += apart * apart;
      s.rest += apart;
    }
    template <class V>
    static V kept(const Sums<V>& s, const Frame<V>& at) {
      const V variance = (s.squares - s.rest * s.rest * at.share) / at.n;
      return root ? square_root(variance) : variance;
    }
    template <class V>
    static V value(const Sums<V>& s, const Frame<V>& at, const Strip<V>&) {
      const V scaled = kept(s, at) * at.size / at.step;
      return root ? scaled : scaled * at.size / at.step;
    }
    // (x - mean) / (n - ddof), of a variance twice that, of its root divided by it; where that is
    // 0, so is the gradient.
    template <class V>
    struct Share {
      V factor;
      Share() = default;
      Share(const Sums<V>& s, V grad, const Frame<V>& at, const Strip<V>&) {
        const V result = kept(s, at);
        if (root) factor = choose(result == 0, V{}, grad / (at.n * result));
        else factor = grad * (2 / at.n) * at.size / at.step;
      }
      V operator()(V, V apart) const { return factor * apart; }
    };
  };
};

}  // namespace poolwise::POOLWISE_LEVEL
