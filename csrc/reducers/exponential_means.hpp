// Means weighted by exponentials, and their logarithms.
//
// Where all exponents of a window are modest, its weights are e^(β x) themselves, which do
// not depend on the window and are computed once for all that share the element. Elsewhere the
// largest weight is made 1. Which it is depends on the window alone, whoever computes it.
#pragma once
#include "reducers/spread.hpp"
#include "tiles/ends.hpp"
#include "tiles/streaming.hpp"

namespace poolwise::POOLWISE_LEVEL {

// The largest element times the sign of the rate, and the largest magnitude that is finite.
struct Tops {
  template <class V>
  struct Frame {
    V sign;
    Frame() = default;
    explicit Frame(const Strip<V>& strip)
        : sign(choose(strip.number(0) < 0, broadcast<V>(-1), broadcast<V>(1))) {}
  };
  template <class V>
  struct Sums {
    static constexpr CellOf<V> infinity = std::numeric_limits<CellOf<V>>::infinity();
    V top = broadcast<V>(-infinity), most{};
  };
  template <class V>
  static void add(Sums<V>& s, V x, const Frame<V>& at, Mask<V> here) {
    const V turned = choose(here, x * at.sign, -s.infinity), size = choose(here, magnitude(x), V{});
    s.top = turned > s.top ? turned : s.top;
    s.most = (size > s.most) & (size < s.infinity) ? size : s.most;
  }
};

// From where a window's elements become exponents. `top` is taken from them: nothing where that is
// modest, else the largest element, or the smallest where the rate is negative. Before, they are
// multiplied by a scale that keeps what lies between them finite, and the rate divided by it. Rates
// at which the result is nothing but the mean are 0.
template <class V>
struct Exponents {
  using Cell = CellOf<V>;
  V top, scale, rate;

  Exponents() = default;
  // Elements as they are.
  explicit Exponents(const Strip<V>& strip)
      : top{}, scale(broadcast<V>(1)), rate(strip.number(0)) {}
  Exponents(const Tops::Sums<V>& seen, const Tops::Frame<V>& at, const Strip<V>& strip,
            bool always = false) {
    constexpr Cell fastest = sizeof(Cell) == 4 ? Cell(0x1p126f) : Cell(0x1p1022);
    constexpr Cell slowest = sizeof(Cell) == 4 ? Cell(0x1p-66f) : Cell(0x1p-500);
    const V most = seen.most, given = strip.number(0), size = given * at.sign;
    const auto finite = (seen.top > -seen.infinity) & (seen.top < seen.infinity);
    const auto modest = finite & (most * size * kLog2OfE<Cell> <= kModest<Cell>)&is_moderate(given);
    const auto slow = size < slowest, tiny = is_far(most) & (most < 1) & (size < Cell(1e9));
    const auto flat = tiny | (slow & (most * size < Cell(0x1p-60)));
    const V stepped = choose(slow & !flat, broadcast<V>(1 / Ends<Cell>::step), scale_of(most));
    scale = choose(flat & (most < 1), broadcast<V>(1), stepped);
    const V faster = size / scale;
    rate = choose(flat, V{}, choose(faster < fastest, faster, fastest) * at.sign);
    auto none = given == 0;
    if (!always) none = none | modest;
    top = choose(none, V{}, seen.top * at.sign * scale);
  }

  // By how much x lies from the top. What is infinite may be the top.
  V away(V x) const {
    const V scaled = x * scale;
    return choose(scaled == top, V{}, scaled - top);
  }
  // The exponent of 2. At rate 0 all are alike, wherever they lie.
  V exponent(V away) const {
    return choose((away == 0) | (rate == 0), V{}, rate * kLog2OfE<Cell> * away);
  }
  V result(V value) const { return (top + value) / scale; }
  V slope(V slope) const {
    const V back = 1 / scale;
    return slope * back * back;
  }
};

// Weights that were made ready, and those that have to be computed.
struct KnownWeights {
  static constexpr Known known = kFirst;
  template <class V>
  using Frame = Exponents<V>;
};
struct Weights {
  using Before = Tops;
  template <class V>
  using Frame = Exponents<V>;

  template <class V>
  static V ready(V& x, const Exponents<V>& at) {
    x = at.away(x);
    const V weight = decay(at.exponent(x));
    x = choose(weight == 0, V{}, x);  // what has no weight may be infinite
    return weight;
  }
};

struct Soft {
  template <bool, class Cell, class Visit>
  POOLWISE_INLINE static void ways(const Tile<Cell>& tile, const Visit& visit) {
    if (tile.prepared) visit.template operator()<Way<KnownWeights>>();
    else visit.template operator()<Way<Weights>>();
  }
  template <class Cell>
  static bool prepares(const Cell* numbers) {
    return numbers[0] != 0 && is_moderate(numbers[0]);
  }
  template <class V>
  static bool prepare(const CellOf<V>* __restrict x, std::int64_t n, const CellOf<V>* numbers,
                      CellOf<V>* __restrict to, std::int64_t) {
    const CellOf<V> rate = numbers[0] * kLog2OfE<CellOf<V>>;
    Largest<V> largest;
    each_block<kWidth<V>>(n, [&](std::int64_t i) POOLWISE_INLINED {
      const V t = rate * load<V>(x + i);
      largest.see(t);
      store(Modest<V>(t).power(), to + i);
    });
    return largest.is_within(kModest<CellOf<V>>);
  }

  template <class Of>
  struct Way : Of {
    template <class V>
    struct Sums {
      V weight{}, weighted{};
    };
    template <class V>
    static void add(Sums<V>& s, V x, V weight) {
      s.weight += weight;
      s.weighted += weight * x;
    }
    template <class V>
    static V value(const Sums<V>& s, const Exponents<V>& at, const Strip<V>&) {
      const V mean = s.weighted / s.weight;
      return known_by<Of> ? mean : at.result(mean);
    }
    // w / Σw · (1 + β (x - result)); and of β: Σ w (x - result)² / Σw
    template <class V>
    struct Share {
      V factor, result, rate;
      Share() = default;
      Share(const Sums<V>& s, V grad, const Exponents<V>& at, const Strip<V>&) : rate(at.rate) {
        const V total = choose(s.weight == 0, broadcast<V>(1), s.weight);
        result = s.weighted / total;
        factor = grad / total;
      }
      V operator()(V x, V w) const { return factor * w * (1 + rate * (x - result)); }
      V slope(V x, V w) const {
        const V away = x - result;
        return factor * w * away * away;
      }
    };
  };
};

// The log of a mean that is near 1 comes from how much its terms differ from 1.
struct LogSumExp {
  static constexpr bool slope_of_result = false;

  // Gradients need but the weights; results of few elements but how much they differ from 1.
  template <bool back, class Cell, class Visit>
  POOLWISE_INLINE static void ways(const Tile<Cell>& tile, const Visit& visit) {
    if constexpr (back) {
      if (tile.prepared) visit.template operator()<Shares<KnownWeights>>();
      else visit.template operator()<Shares<Weights>>();
    } else {
      if (!tile.prepared) visit.template operator()<Way>();
      else if (tile.n <= kFewElements) visit.template operator()<Near, Way>();
      else visit.template operator()<Ready, Way>();
    }
  }

  // At rate 0 it is the mean, of which exponents know nothing.
  template <class Cell>
  static bool prepares(const Cell* numbers) {
    return numbers[0] != 0 && is_moderate(numbers[0]);
  }
  template <class V>
  static bool prepare(const CellOf<V>* __restrict x, std::int64_t n, const CellOf<V>* numbers,
                      CellOf<V>* __restrict to, std::int64_t apart) {
    if (apart == 0) return Soft::prepare<V>(x, n, numbers, to, 0);
    const CellOf<V> rate = numbers[0] * kLog2OfE<CellOf<V>>;
    Largest<V> largest;
    const bool both = apart > 0;
    CellOf<V>* __restrict less = both ? to + apart : to - apart;
    each_block<kWidth<V>>(n, [&](std::int64_t i) POOLWISE_INLINED {
      const V t = rate * load<V>(x + i);
      largest.see(t);
      const Modest<V> at(t);
      if (both) store(at.power(), to + i);
      store(at.growth(), less + i);
    });
    return largest.is_within(kModest<CellOf<V>>);
  }

  // Whether the mean comes from how much its terms differ from 1: where it is not so small that
  // their sum has lost it.
  template <class V>
  static Mask<V> is_near(V less) {
    return less > CellOf<V>(-0.875);
  }
  // Whether exponents have lost what they came from.
  template <class V>
  static Mask<V> is_tiny(V result) {
    using E = Ends<CellOf<V>>;
    return (result < E::low) & (result > -E::low) & (result != 0);
  }

  // Where elements were made ready, all windows have one rate.
  template <class V>
  struct OneRate {
    V inverse;
    OneRate() = default;
    explicit OneRate(const Strip<V>& strip) : inverse(broadcast<V>(1 / strip.tile.number(0)[0])) {}
  };

  // Of few elements, where all means come from how much their terms differ from 1.
  struct Near {
    static constexpr Known known = kSecond;
    template <class V>
    using Frame = OneRate<V>;
    template <class V>
    struct Sums {
      V grown{};
    };
    template <class V>
    static void add(Sums<V>& s, V, V less) {
      s.grown += less;
    }
    template <class V>
    static V value(const Sums<V>& s, const OneRate<V>& at, const Strip<V>& strip) {
      const V less = s.grown * strip.one_by_count();
      return Logarithm<V>(1 + less, less).natural() * at.inverse;
    }
    template <class V>
    static Mask<V> is_fine(const Sums<V>& s, V value, const Strip<V>& strip) {
      return is_near(s.grown * strip.one_by_count()) & !is_tiny(value);
    }
  };
  struct Ready {
    static constexpr Known known = kBoth;
    template <class V>
    using Frame = OneRate<V>;
    template <class V>
    struct Sums {
      V powers{}, grown{};
    };
    template <class V>
    static void add(Sums<V>& s, V, Two<V> w) {
      s.powers += w.first, s.grown += w.second;
    }
    template <class V>
    static V value(const Sums<V>& s, const OneRate<V>& at, const Strip<V>& strip) {
      return log_of_mean(s.powers, s.grown, strip) * at.inverse;
    }
    template <class V>
    static Mask<V> is_fine(const Sums<V>&, V value, const Strip<V>&) {
      return !is_tiny(value);
    }
  };
  template <class V>
  static V log_of_mean(V powers, V grown, const Strip<V>& strip) {
    const V part = strip.one_by_count(), less = grown * part;
    return logarithm(is_near(less) ? 1 + less : powers * part, less);
  }

  struct Way {
    using Before = Tops;
    template <class V>
    using Frame = Exponents<V>;
    template <class V>
    struct Sums {
      V powers{}, grown{}, away{};
    };
    template <class V>
    static Two<V> ready(V& x, const Exponents<V>& at) {
      x = at.away(x);
      const V t = at.exponent(x);
      return {decay(t), growth(t)};
    }
    template <class V>
    static void add(Sums<V>& s, V x, Two<V> w) {
      s.powers += w.first, s.grown += w.second, s.away += x;
    }
    template <class V>
    static V mean(const Sums<V>& s, const Exponents<V>& at, const Strip<V>& strip) {
      const V r = at.rate, log = log_of_mean(s.powers, s.grown, strip);
      return r == 0 ? s.away * strip.one_by_count() : log * (1 / (r == 0 ? broadcast<V>(1) : r));
    }
    template <class V>
    static V value(const Sums<V>& s, const Exponents<V>& at, const Strip<V>& strip) {
      return at.result(mean(s, at, strip));
    }
  };

  // At a rate that is no longer 0 where exponents are modest.
  struct Ranged {
    using Before = Tops;
    template <class V>
    struct Frame : Exponents<V> {
      Frame() = default;
      Frame(const Tops::Sums<V>& seen, const Tops::Frame<V>& at, const Strip<V>& strip)
          : Exponents<V>(seen, at, strip, true) {}
    };
    template <class V>
    static V log_of(V x, const Frame<V>& at) {
      return at.away(x);
    }
  };
  struct Slope : Spread<Ranged> {
    template <class V>
    static V slope(V by, const Sums<V>& s, const Frame<V>& at, const Strip<V>& strip) {
      const V back = 1 / at.of.scale;
      return by * value(s, strip) * back * back;
    }
  };

  // w / Σw
  template <class Of>
  struct Shares : Of {
    template <class V>
    struct Sums {
      V weight{};
    };
    template <class V>
    static void add(Sums<V>& s, V, V weight) {
      s.weight += weight;
    }
    template <class V>
    struct Share {
      V factor;
      Share() = default;
      Share(const Sums<V>& s, V grad, const Exponents<V>&, const Strip<V>&)
          : factor(grad / choose(s.weight == 0, broadcast<V>(1), s.weight)) {}
      V operator()(V, V weight) const { return weight * factor; }
    };
  };
};

}  // namespace poolwise::POOLWISE_LEVEL
