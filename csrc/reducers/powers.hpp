// Norms and power means.
#pragma once
#include "reducers/log_powers.hpp"
#include "reducers/spread.hpp"
#include "tiles/ends.hpp"
#include "tiles/streaming.hpp"

namespace poolwise::POOLWISE_LEVEL {

enum class Base { magnitude, signed_power, floored };

// (Σ base^p)^(1/p), or of the mean. Where powers would leave their range, they come from
// logarithms; signed bases and those of exponents 1 and 2 are divided by the largest first. Which
// it is depends on the window alone: where exponents of 2 are modest, powers are computed once for
// all windows that share the element.
template <Base base, bool mean, bool square>
struct Norm {
  static constexpr bool slope_of_result = true;

  template <bool, class Cell, class Visit>
  POOLWISE_INLINE static void ways(const Tile<Cell>& tile, const Visit& visit) {
    if constexpr (square) return visit.template operator()<Small<2>, Scaled<2>>();
    if (tile.prepared) return visit.template operator()<Known>();
    const int small = small_exponent(tile);
    if constexpr (base == Base::signed_power) {
      if (small == 2) visit.template operator()<Scaled<2>>();
      else if (small == 1) visit.template operator()<Scaled<1>>();
      else visit.template operator()<Scaled<0>>();
    } else {
      if (small == 2) visit.template operator()<Small<2>, Scaled<2>>();
      else if (small == 1) visit.template operator()<Small<1>, Scaled<1>>();
      else visit.template operator()<Modest, Far>();
    }
  }
  // The exponent where it is 1 or 2 in all lanes, else 0.
  template <class Cell>
  static int small_exponent(const Tile<Cell>& tile) {
    using V = Vector<Cell>;
    const Cell p = tile.number(0)[0];
    if (p != 1 && p != 2) return 0;
    Mask<V> others{};
    for (int i = 0; i < kLanes; i += kWidth<V>)
      others = others | (load<V>(tile.number(0) + i) != p);
    return any(others) ? 0 : int(p);
  }

  // Signed bases, and exponents of 1 and 2, are their own business. Of small ones, roots make too
  // much of a last bit.
  template <class Cell>
  static bool prepares(const Cell* numbers)
    requires(!square)
  {
    const Cell p = numbers[0];
    return base != Base::signed_power && p >= kLeast<Cell> && is_moderate(p) && p != 1 && p != 2;
  }
  template <class V>
  static bool prepare(const CellOf<V>* __restrict x, std::int64_t n, const CellOf<V>* numbers,
                      CellOf<V>* __restrict to, std::int64_t) {
    using Cell = CellOf<V>;
    const V p = broadcast<V>(numbers[0]);
    const V eps = broadcast<V>(numbers[kLanes * (base == Base::floored)]);
    Largest<V> largest;
    each_block<kWidth<V>>(n, [&](std::int64_t i) POOLWISE_INLINED {
      const V b = base_of(load<V>(x + i), eps);
      const Exponent<V> at(choose(b == 0, broadcast<V>(1), b), p);
      const V most = broadcast<V>(std::numeric_limits<Cell>::max());
      largest.see(choose(is_at_end(b), most, at.t + at.rest));
      store(choose(b == 0, V{}, poolwise::POOLWISE_LEVEL::Modest<V>(at.t, at.rest).power()),
            to + i);
    });
    return largest.is_within(kModestPower<Cell>);
  }

  template <class Cell>
  static constexpr Cell kLeast = Cell(0x1p-6f);

  // Whether powers lose bits of a base, or roots of its powers may be larger than any number, or
  // none.
  template <class V>
  static Mask<V> is_at_end(V b) {
    using Cell = CellOf<V>;
    return ((b < std::numeric_limits<Cell>::min()) & (b != 0)) | !(b <= Ends<Cell>::high);
  }

  // The numbers of the operator, and what they make of an element.
  template <class V>
  struct Numbers {
    V p, eps, of_negative;  // of_negative: what multiplies their powers where they keep their sign

    Numbers() = default;
    explicit Numbers(const Strip<V>& strip)
        : p(square ? broadcast<V>(2) : strip.number(0)),
          eps(base == Base::floored ? strip.number(1) : V{}) {
      if constexpr (base == Base::signed_power) {
        const V one = broadcast<V>(1), whole = whole_part(p * CellOf<V>(0.5)) * 2;
        const V nan = broadcast<V>(std::numeric_limits<CellOf<V>>::quiet_NaN());
        of_negative = choose(whole == p, one, choose(whole + 1 == p, -one, nan));
      }
    }

    V base_of(V x) const { return Norm::base_of(x, eps); }
    V sign(V x) const { return choose(x >= 0, broadcast<V>(1), of_negative); }
    // ∂ base / ∂ x
    V direction(V x) const {
      const V one = broadcast<V>(1);
      if constexpr (base == Base::floored) return choose(x < eps, V{}, one);
      else return choose(x < 0, -one, one);
    }
  };
  template <class V>
  static V base_of(V x, V eps) {
    if constexpr (base == Base::floored) return choose(x < eps, eps, x);
    else return magnitude(x);
  }

  // The largest base of each window, and its smallest, of p > 0 but for 0, which is negated.
  struct Extremes {
    template <class V>
    using Frame = Numbers<V>;
    template <class V>
    struct Sums {
      V high{}, low = broadcast<V>(-std::numeric_limits<CellOf<V>>::infinity());

      V outermost(const Numbers<V>& at) const {
        return base == Base::floored ? choose(at.p < 0, -low, high) : high;
      }
    };
    template <class V>
    static void add(Sums<V>& s, V x, const Numbers<V>& at, Mask<V> here) {
      const V b = at.base_of(x);
      s.high = choose(here & (b > s.high), b, s.high);
      s.low = choose(here & (-b > s.low) & ((b != 0) | (at.p < 0)), -b, s.low);
    }
  };

  // What becomes of Σ base^p, of the mean divided by n; small exponents need no powers.
  template <int small, class V>
  static V root_of(V sum, V p) {
    if constexpr (small == 1) return sum;
    else if constexpr (small == 2) return square_root(sum);
    else return choose(sum == 0, V{}, power<true>(sum, p));
  }
  template <class V>
  static V mean_of(V sum, const Strip<V>& strip) {
    return mean ? sum * strip.one_by_count() : sum;
  }

  // (base / result)^(p - 1), which is base^p / base · result / Σ base^p, of the mean divided by n;
  // 0 where the sum is 0.
  template <int small, class V>
  struct Shared {
    Numbers<V> at;
    V factor;

    Shared() = default;
    Shared(V given, V grad, const Numbers<V>& numbers, const Strip<V>& strip) : at(numbers) {
      const V sum = mean_of(given, strip), result = root_of<small>(sum, at.p);
      const V divisor = small == 2 ? result : small == 1 ? broadcast<V>(1) : sum / result;
      factor = mean_of(choose(sum == 0, V{}, grad / divisor), strip);
    }
    // Of a base with this slope.
    V share(V x, V slope) const {
      const V b = at.base_of(x);
      if constexpr (base == Base::floored)
        return choose((b == 0) | (x < at.eps), V{}, factor * slope);
      else return choose(b == 0, V{}, factor * slope * at.direction(x));
    }
  };

  // Exponents 1 and 2 of bases as they are.
  template <int small>
  struct Small {
    static constexpr bool light = true;
    template <class V>
    using Frame = Numbers<V>;
    template <class V>
    struct Sums {
      V powers{}, bases{};
    };
    template <class V>
    static V ready(V& x, const Numbers<V>& at) {
      return at.base_of(x);
    }
    template <class V>
    static void add(Sums<V>& s, V, V b) {
      s.powers += small == 2 ? b * b : b;
      s.bases += b;
    }
    template <class V>
    static V value(const Sums<V>& s, const Numbers<V>& at, const Strip<V>& strip) {
      return root_of<small>(mean_of(s.powers, strip), at.p);
    }
    // Whether the sum neither overflows nor loses what underflows.
    template <class V>
    static Mask<V> is_fine(const Sums<V>& s, V, const Strip<V>&) {
      using Cell = CellOf<V>;
      return ((s.powers >= Cell(1e-26)) & (s.powers <= Cell(1e34))) | (s.bases == 0);
    }
    template <class V>
    struct Share : Shared<small, V> {
      Share() = default;
      Share(const Sums<V>& s, V grad, const Numbers<V>& at, const Strip<V>& strip)
          : Shared<small, V>(s.powers, grad, at, strip) {}
      V operator()(V x, V b) const {
        if constexpr (small == 2 && base == Base::magnitude)
          return choose(b == 0, V{}, this->factor * x);
        else return this->share(x, small == 2 ? b : broadcast<V>(1));
      }
    };
  };

  // Of bases divided by the largest, in two steps: reciprocals of the ends are no numbers, or have
  // lost their bits. Where it is infinite, infinity becomes 1 and all else 0. Powers of signed
  // bases have signs.
  template <int small>
  struct Scaled {
    static constexpr bool light = small != 0;
    using Before = Extremes;
    template <class V>
    struct Frame : Numbers<V> {
      V of, first, second;

      Frame() = default;
      Frame(const typename Extremes::template Sums<V>& s, const Numbers<V>& at, const Strip<V>&)
          : Numbers<V>(at) {
        using E = Ends<CellOf<V>>;
        constexpr auto infinity = std::numeric_limits<CellOf<V>>::infinity();
        const V outer = s.outermost(at), one = broadcast<V>(1), step = broadcast<V>(E::step);
        auto divides = outer > 0;
        if (base == Base::signed_power) divides = divides & (outer < infinity);
        of = choose(divides, outer, one);
        first = choose(of < E::low, step, choose(of > E::high, 1 / step, one));
        second = 1 / (of * first);
      }
    };
    template <class V>
    struct Sums {
      V powers{};
    };
    template <class V>
    static Two<V> ready(V& x, const Frame<V>& at) {
      const V b = at.base_of(x), one = broadcast<V>(1);
      const V scaled = choose(b == at.of, one, b * at.first * at.second);
      V term = scaled;
      if constexpr (small == 2) term = scaled * scaled;
      else if constexpr (small == 0) term = choose(b == at.of, one, power(scaled, at.p));
      return {scaled, base == Base::signed_power ? term * at.sign(x) : term};
    }
    template <class V>
    static void add(Sums<V>& s, V, Two<V> w) {
      s.powers += w.second;
    }
    template <class V>
    static V value(const Sums<V>& s, const Frame<V>& at, const Strip<V>& strip) {
      return root_of<small>(mean_of(s.powers, strip), at.p) * at.of;
    }
    template <class V>
    struct Share : Shared<small, V> {
      Share() = default;
      Share(const Sums<V>& s, V grad, const Frame<V>& at, const Strip<V>& strip)
          : Shared<small, V>(s.powers, grad, at, strip) {}
      V operator()(V x, Two<V> w) const {
        const V scaled = w.first;
        if constexpr (small == 2) return this->share(x, scaled);
        else if constexpr (small == 0)
          return this->share(x, choose(scaled == 0, V{}, w.second / scaled));
        else if constexpr (base == Base::signed_power) return this->share(x, this->at.sign(x));
        else return this->share(x, broadcast<V>(1));
      }
    };
  };

  // Powers of bases as they are: that were made ready, or are modest.
  struct PowerSums {
    template <class V>
    struct Sums {
      V powers{};
    };
    template <class V>
    static void add(Sums<V>& s, V, V power) {
      s.powers += power;
    }
    template <class V, class Frame>
    static V value(const Sums<V>& s, const Frame& at, const Strip<V>& strip) {
      return root_of<0>(mean_of(s.powers, strip), at.p);
    }
    template <class V>
    struct Share : Shared<0, V> {
      Share() = default;
      template <class Frame>
      Share(const Sums<V>& s, V grad, const Frame& at, const Strip<V>& strip)
          : Shared<0, V>(s.powers, grad, at, strip) {}
      V operator()(V x, V power) const { return this->share(x, power / this->at.base_of(x)); }
    };
  };
  struct Known : PowerSums {
    static constexpr auto known = kFirst;
    template <class V>
    using Frame = Numbers<V>;
  };
  struct Modest : PowerSums {
    using Before = Extremes;
    template <class V>
    struct Frame : Numbers<V> {
      Mask<V> modest;
      Frame() = default;
      Frame(const typename Extremes::template Sums<V>& s, const Numbers<V>& at, const Strip<V>&)
          : Numbers<V>(at), modest(is_modest(at.p, s.high, -s.low)) {}
    };
    template <class V>
    static Mask<V> suits(const Frame<V>& at) {
      return at.modest;
    }
    template <class V>
    static V ready(V& x, const Frame<V>& at) {
      return power(at.base_of(x), at.p);
    }
  };
  // Whether powers of bases between these are modest, and those of p < 0 also once they are divided
  // by their bases, as on the way back.
  template <class V>
  static Mask<V> is_modest(V p, V high, V low) {
    using Cell = CellOf<V>;
    const V steepest = choose(p < 0, p - 1, p), least = choose(low < high, low, high);
    const auto within = [steepest](V b) {
      const Exponent<V> at(b, steepest);
      return magnitude(at.t + at.rest) <= kModestPower<Cell>;
    };
    return ((p >= kLeast<Cell>) | (p <= -1)) & is_moderate(p) & !is_at_end(least) &
           !is_at_end(high) & within(high) & within(least);
  }

  // Logarithms of bases, from the outermost.
  struct OfLogs {
    using Before = Extremes;
    template <class V>
    struct Frame : Numbers<V> {
      V high, rate;
      Logs<V> logs;
      Frame() = default;
      Frame(const typename Extremes::template Sums<V>& s, const Numbers<V>& at, const Strip<V>&)
          : Numbers<V>(at), high(s.high), rate(at.p), logs(s.outermost(at)) {}
    };
    template <class V>
    static V log_of(V x, const Frame<V>& at) {
      return at.logs(at.base_of(x));
    }
  };
  struct Far : OfLogs {
    template <class V>
    using Frame = typename OfLogs::template Frame<V>;
    template <class V>
    struct Sums {
      V powers{}, grown{}, away{}, count{};
    };
    template <class V>
    static Four<V> ready(V& x, const Frame<V>& at) {
      const V log = at.logs(at.base_of(x)), one = broadcast<V>(1);
      const V t = choose(log == 0, V{}, at.p * kLog2OfE<CellOf<V>> * log);
      const auto counts = mean ? one == one : at.base_of(x) != 0;
      return {choose(counts, decay(t), V{}), choose(counts, growth(t), V{}),
              choose(counts, log, V{}), choose(counts, one, V{})};
    }
    template <class V>
    static void add(Sums<V>& s, V, Four<V> w) {
      s.powers += w.first, s.grown += w.second, s.away += w.third, s.count += w.fourth;
    }
    template <class V>
    static LogRoot<V> log_root(const Sums<V>& s, V p) {
      return LogRoot<V>::template of<mean>(p, s.powers, s.grown, s.away, s.count);
    }
    // A mean is no larger than the largest base, which rounding must not forget.
    template <class V>
    static V value(const Sums<V>& s, const Frame<V>& at, const Strip<V>&) {
      const V root = log_root(s, at.p).root(at.logs.outer, s.powers);
      return mean ? choose(root > at.high, at.high, root) : root;
    }
    template <class V>
    struct Share {
      Numbers<V> at;
      LogRoot<V> root;
      V factor;
      Mask<V> none;

      Share() = default;
      Share(const Sums<V>& s, V grad, const Frame<V>& frame, const Strip<V>&)
          : at(frame),
            root(log_root(s, frame.p)),
            factor(grad / s.powers),
            none((frame.logs.outer == 0) | (s.powers == 0)) {}
      V operator()(V x, Four<V> w) const {
        const V b = at.base_of(x), way = at.direction(x), log = w.third;
        const auto nothing = (b == 0) | (way == 0) | none | (log < -kHuge);
        return choose(nothing, V{}, root.slope(factor, at.p, log) * way);
      }
      static constexpr auto kHuge = std::numeric_limits<CellOf<V>>::max();
    };
  };

  // The slope of p, as a share of the result: of means the spread of log b,
  struct SlopeOfMean : Spread<OfLogs> {
    template <class V>
    static V slope(V by, const typename Spread<OfLogs>::template Sums<V>& s,
                   const typename Spread<OfLogs>::template Frame<V>&, const Strip<V>& strip) {
      return by * Spread<OfLogs>::value(s, strip);
    }
  };
  // else Σ w log w / p² with w = b^p / Σ b^p.
  template <class V>
  static V signed_decay(V x, V exponent, const Numbers<V>& at) {
    const V grown = decay(exponent * kLog2OfE<CellOf<V>>);
    return base == Base::signed_power ? grown * at.sign(x) : grown;
  }
  struct Total : OfLogs {
    template <class V>
    using Frame = typename OfLogs::template Frame<V>;
    template <class V>
    struct Sums {
      V powers{};
    };
    template <class V>
    static V ready(V& x, const Frame<V>& at) {
      return signed_decay(x, at.p * OfLogs::log_of(x, at), at);
    }
    template <class V>
    static void add(Sums<V>& s, V, V power) {
      s.powers += power;
    }
  };
  struct SlopeOfSum {
    using Before = Total;
    template <class V>
    struct Frame : Total::template Frame<V> {
      V total;
      Frame() = default;
      Frame(const typename Total::template Sums<V>& s, const typename Total::template Frame<V>& at,
            const Strip<V>&)
          : Total::template Frame<V>(at), total(logarithm(s.powers)) {}
    };
    template <class V>
    struct Sums {
      V terms{};
    };
    template <class V>
    static V ready(V& x, const Frame<V>& at) {
      const V log = at.p * at.logs(at.base_of(x)) - at.total, share = signed_decay(x, log, at);
      return choose(share != 0, share * log, V{});
    }
    template <class V>
    static void add(Sums<V>& s, V, V term) {
      s.terms += term;
    }
    template <class V>
    static V slope(V by, const Sums<V>& s, const Frame<V>& at, const Strip<V>&) {
      return by * (s.terms / (at.p * at.p));
    }
  };
  using Slope = std::conditional_t<mean, SlopeOfMean, SlopeOfSum>;
};

}  // namespace poolwise::POOLWISE_LEVEL
