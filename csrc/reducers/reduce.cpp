// The reducers that look at elements in their order; ranks.cpp has those that sort them.
#include "reducers/deviations.hpp"
#include "reducers/draws.hpp"
#include "reducers/exponential_means.hpp"
#include "reducers/noisy_or.hpp"
#include "reducers/powers.hpp"
#include "tiles/sweep_tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

// A filter: Σ w_i x_i. Absent elements leave their weight to the others.
struct Weighted {
  using Int = std::int64_t;
  static constexpr bool joined = false;

  template <bool back, class Cell, class Visit>
  POOLWISE_INLINE static void ways(const Tile<Cell>&, const Visit& visit) {
    if constexpr (back) visit.template operator()<Way<AsIs>>();
    else visit.template operator()<Way<AsIs>, Way<Scaled<false>>>();
  }

  template <class Of>
  struct Way : Of {
    static constexpr bool light = true;
    template <class V>
    struct Sums {
      V sum{}, held{};

      // What makes up for the weights of those that are absent.
      V scale(const Strip<V>& strip) const {
        const Int n = strip.tile.number_count;
        if (!strip.tile.present && strip.tile.n == n) return broadcast<V>(1);
        V whole{};
        for (Int p = 0; p < n; ++p) whole += strip.number(p);
        const auto none = (strip.count() == CellOf<V>(n)) | (held == 0);
        return choose(none, broadcast<V>(1), whole / held);
      }
    };
    template <class V, class Frame>
    static V ready(V& x, const Frame& at, const Strip<V>& strip, Int k) {
      const Int offset = strip.tile.offsets[k];
      x = at.at(x);
      return offset < strip.tile.number_count ? strip.number(offset) : V{};
    }
    template <class V>
    static void add(Sums<V>& s, V x, V w) {
      s.sum += w * x, s.held += w;
    }
    template <class V, class Frame>
    static V value(const Sums<V>& s, const Frame& at, const Strip<V>& strip) {
      return at.back(s.sum * s.scale(strip));
    }
    template <class V>
    static Mask<V> is_fine(const Sums<V>&, V value, const Strip<V>&) {
      return Of::holds(value);
    }
    template <class V>
    struct Share {
      V factor;
      Share() = default;
      template <class Frame>
      Share(const Sums<V>& s, V grad, const Frame&, const Strip<V>& strip)
          : factor(grad * s.scale(strip)) {}
      V operator()(V, V w) const { return factor * w; }
    };
  };
};

#define POOLWISE_OFFER(name, known, ...) offer_one<k_##name, InTiles<__VA_ARGS__>>(table);
void offer_reduce(Kernels& table) { POOLWISE_IN_ORDER(POOLWISE_OFFER) }

}  // namespace poolwise::POOLWISE_LEVEL
