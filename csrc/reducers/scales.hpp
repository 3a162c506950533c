// What is added up of elements as they are, and by a power of two where a sum of those comes near
// an end of its range. Whether it does depends on the window alone.
#pragma once
#include "tiles/ends.hpp"
#include "tiles/streaming.hpp"

namespace poolwise::POOLWISE_LEVEL {

struct AsIs {
  template <class V>
  struct Frame : Bare<V> {
    using Bare<V>::Bare;
    V at(V x) const { return x; }
    V back(V value) const { return value; }
  };
  template <class V>
  static Mask<V> holds(V sum) {
    return !is_far(magnitude(sum));
  }
};

// Infinities do not count; where there are `limits`, a window with one has the scale 0, at which
// they are 1 and all others 0.
template <bool limits>
struct Scaled {
  struct Largest {
    template <class V>
    using Frame = Bare<V>;
    template <class V>
    struct Sums {
      V most{};
    };
    template <class V>
    static void add(Sums<V>& s, V x, const Bare<V>&, Mask<V>) {
      const V size = magnitude(x);
      s.most = choose((size > s.most) & (limits | (size < kInfinity<V>)), size, s.most);
    }
  };
  using Before = Largest;
  template <class V>
  struct Frame {
    V scale;
    Frame() = default;
    Frame(const typename Largest::template Sums<V>& s, const Bare<V>&, const Strip<V>&)
        : scale(choose(s.most == kInfinity<V>, V{}, scale_of(s.most))) {}
    V at(V x) const { return limits ? at_scale(x, scale) : x * scale; }
    V back(V value) const { return value / scale; }
  };
  template <class V>
  static Mask<V> holds(V) {
    return V{} == V{};
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
