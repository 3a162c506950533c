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
  POOLWISE_INLINE static void ways(const Tile<Cell>& tile, const Visit& visit) {
    const bool whole = !tile.present && tile.n == tile.number_count;
    if constexpr (back) {
      if (whole) visit.template operator()<Shares<Whole<AsIs>>>();
      else visit.template operator()<Shares<Part<AsIs>>>();
    } else {
      if (whole) visit.template operator()<Way<Whole<AsIs>>, Way<Whole<Scaled<false>>>>();
      else visit.template operator()<Way<Part<AsIs>>, Way<Part<Scaled<false>>>>();
    }
  }
  template <class V>
  static V weight(const Strip<V>& strip, Int k) {
    const Int offset = strip.tile.offsets[k];
    return offset < strip.tile.number_count ? strip.number(offset) : V{};
  }

  // By what sums are multiplied: where no weight is left to others by nothing,
  template <class Of>
  struct Whole : Of {
    template <class V>
    struct Frame : Of::template Frame<V> {
      V scale = broadcast<V>(1);
      Frame() = default;
      template <class... From>
      explicit Frame(const From&... from) : Of::template Frame<V>(from...) {}
    };
  };
  // else by how much more all weights add up to than those of the elements that there are.
  template <class Of>
  struct Part : Of {
    struct Held : Of {
      static constexpr bool light = true;
      template <class V>
      struct Sums {
        V weight{};
      };
      template <class V, class Frame>
      static V ready(V&, const Frame&, const Strip<V>& strip, Int k) {
        return weight(strip, k);
      }
      template <class V>
      static void add(Sums<V>& s, V, V w) {
        s.weight += w;
      }
    };
    using Before = Held;
    template <class V>
    struct Frame : Of::template Frame<V> {
      V scale;
      Frame() = default;
      Frame(const typename Held::template Sums<V>& s, const typename Of::template Frame<V>& at,
            const Strip<V>& strip)
          : Of::template Frame<V>(at) {
        const Int n = strip.tile.number_count;
        V whole{};
        for (Int p = 0; p < n; ++p) whole += strip.number(p);
        const auto none = (strip.count() == CellOf<V>(n)) | (s.weight == 0);
        scale = choose(none, broadcast<V>(1), whole / s.weight);
      }
    };
  };

  template <class Of>
  struct Way : Of {
    static constexpr bool light = true;
    template <class V>
    struct Sums {
      V sum{};
    };
    template <class V, class Frame>
    static V ready(V& x, const Frame& at, const Strip<V>& strip, Int k) {
      x = at.at(x);
      return weight(strip, k);
    }
    template <class V>
    static void add(Sums<V>& s, V x, V w) {
      s.sum += w * x;
    }
    template <class V, class Frame>
    static V value(const Sums<V>& s, const Frame& at, const Strip<V>&) {
      return at.back(s.sum * at.scale);
    }
    template <class V>
    static Mask<V> is_fine(const Sums<V>&, V value, const Strip<V>&) {
      return Of::holds(value);
    }
  };
  template <class Of>
  struct Shares : Way<Of> {
    template <class V>
    struct Sums {};
    template <class V>
    struct Share {
      V factor;
      Share() = default;
      template <class Frame>
      Share(const Sums<V>&, V grad, const Frame& at, const Strip<V>&) : factor(grad * at.scale) {}
      V operator()(V, V w) const { return factor * w; }
    };
  };
};

#define POOLWISE_OFFER(name, known, ...) offer_one<k_##name, InTiles<__VA_ARGS__>>(table);
void offer_reduce(Kernels& table) { POOLWISE_IN_ORDER(POOLWISE_OFFER) }

}  // namespace poolwise::POOLWISE_LEVEL
