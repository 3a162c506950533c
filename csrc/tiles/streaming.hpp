// The engine of reducers that look at elements in their order, written over a vector type V of
// which each lane is a window. It owns whether elements are absent, were made ready beforehand or
// are at hand piece by piece, how many vectors are added up at once, and windows that fill all
// lanes. README.md has the contract.
#pragma once
#include "cells/vector.hpp"
#include "tiles/loading.hpp"

namespace poolwise::POOLWISE_LEVEL {

// The frame of a way that looks at elements as they are.
template <class V>
struct Bare {
  Bare() = default;
  explicit Bare(const Strip<V>&) {}
};

// Two numbers that are ready of an element.
template <class V>
struct Two {
  V first, second;
};

template <class V>
struct Four {
  V first, second, third, fourth;
};

// Which of those that were made ready beforehand a way wants.
enum Known { kNone, kFirst, kSecond, kBoth };

// What a way may leave out.
template <class W>
constexpr Known known_by = [] {
  if constexpr (requires { W::known; }) return W::known;
  else return kNone;
}();
template <class W>
constexpr bool is_light = [] {
  if constexpr (requires { W::light; }) return W::light;
  else return known_by<W> != kNone;
}();
template <class R, bool all, class Cell>
class Streaming {
 public:
  using Int = std::int64_t;
  using V = Vector<Cell>;
  static constexpr int width = kWidth<V>, strips = kLanes / width;
  template <class W>
  using Frames = typename W::template Frame<V>[strips];
  template <class W>
  using Sums = typename W::template Sums<V>[strips];

  explicit Streaming(const Tile<Cell>& tile)
      : tile_(tile), used_(tile.one ? strips : (tile.lanes + width - 1) / width) {}

  void value(Cell* __restrict to) const {
    R::template ways<false>(tile_, [&]<class... W>() POOLWISE_INLINED {
      Mask<V> left[strips];
      value_by<true, W...>(left, to);
    });
  }

  void back(const Cell* grad, Cell* __restrict shares, Cell* __restrict slopes,
            Cell* __restrict room) const {
    R::template ways<true>(tile_, [&]<class... W>() POOLWISE_INLINED {
      Mask<V> left[strips];
      back_by<true, W...>({grad, shares, slopes, room}, left, [](Int, Int, Cell*) {});
    });
    if constexpr (requires { typename R::Slope; })
      if (slopes) add_slopes(grad, slopes);
  }

 private:
  // Whether sums are no sums: then they are told all there is to know of an element.
  template <class W>
  static constexpr bool takes_all =
      requires(typename W::template Sums<V>& sums, V x, const typename W::template Frame<V>& frame,
               Mask<V> here) { W::add(sums, x, frame, here); };

  // Several sums at once do not wait for each other; what is computed for them does not either.
  static constexpr int many = strips < 4 ? strips : 4;
  template <class W>
  static constexpr int wide = is_light<W> || takes_all<W> ? many : 1;

  template <class W>
  static constexpr bool in_registers = is_light<W> && !requires { typename W::Before; };

  // Whether there is room to keep what is ready, so that it is computed once.
  template <class W>
  static constexpr bool keeps = [] {
    if constexpr (is_light<W> || takes_all<W>) return false;
    else
      return sizeof(W::ready(std::declval<V&>(),
                             std::declval<const typename W::template Frame<V>&>())) <=
             2 * sizeof(V);
  }();

  Strip<V> strip(int s) const { return {tile_, s * width}; }
  Mask<V> has(int s, Int k) const { return strip(s).template has<all>(k); }
  V present(int s, Int k, V v) const { return choose(has(s, k), v, V{}); }
  Two<V> present(int s, Int k, Two<V> v) const {
    return {present(s, k, v.first), present(s, k, v.second)};
  }

  Four<V> present(int s, Int k, Four<V> v) const {
    return {present(s, k, v.first), present(s, k, v.second), present(s, k, v.third),
            present(s, k, v.fourth)};
  }

  // What is ready of element k, and x as it is seen from its frame.
  template <class W, class Frame>
  POOLWISE_INLINE auto ready(const Frame& frame, int s, Int k, V& x) const {
    x = strip(s).element(k);
    if constexpr (known_by<W> != kNone) {
      const Cell* known = tile_.prepared[k] + s * width;
      if constexpr (known_by<W> == kFirst) return load<V>(known);
      else if constexpr (known_by<W> == kSecond) return load<V>(known + tile_.apart);
      else return Two<V>{load<V>(known), load<V>(known + tile_.apart)};
    } else {
      const auto w = [&]() POOLWISE_INLINED {
        if constexpr (requires { W::ready(x, frame, strip(s), k); })
          return W::ready(x, frame, strip(s), k);
        else return W::ready(x, frame);
      }();
      x = present(s, k, x);
      return present(s, k, w);
    }
  }
  // The frames of a way: of the numbers alone, or of what a way before it has added up.
  template <class W>
  void frame(Frames<W>& frames) const {
    if constexpr (requires { typename W::Before; }) {
      using Before = typename W::Before;
      Frames<Before> before;
      Sums<Before> sums{};
      frame<Before>(before);
      sum<Before>(before, sums, nullptr);
      for (int s = 0; s < used_; ++s)
        frames[s] = typename W::template Frame<V>(sums[s], before[s], strip(s));
    } else {
      for (int s = 0; s < used_; ++s) frames[s] = typename W::template Frame<V>(strip(s));
    }
  }

  // Adds the elements [begin, end) of some vectors up. What is ready, and what it is ready of, is
  // kept for the way back where it is wanted.
  template <class W, class Frame, class Sum>
  POOLWISE_INLINE void add(const Frame* frames, Sum (&sums)[wide<W>], int s, Int begin, Int end,
                           Cell* __restrict kept) const {
    for (Int k = begin; k < end; ++k)
      unrolled<wide<W>>([&](auto j) POOLWISE_INLINED {
        if constexpr (takes_all<W>) {
          W::add(sums[j], strip(s + j).element(k), frames[j], has(s + j, k));
        } else {
          V x;
          const auto w = ready<W>(frames[j], s + j, k, x);
          W::add(sums[j], x, w);
          if constexpr (keeps<W>)
            if (kept) keep(x, w, kept + 3 * k * kLanes + (s + j) * width);
        }
      });
  }
  template <class W>
  void sum(const Frames<W>& frames, Sums<W>& sums, Cell* __restrict kept) const {
    tile_.each_piece([&](Int begin, Int end) POOLWISE_INLINED {
      for (int s = 0; s < used_; s += wide<W>) {
        typename W::template Sums<V> own[wide<W>];
        unrolled<wide<W>>([&](auto j) POOLWISE_INLINED { own[j] = sums[s + j]; });
        add<W>(frames + s, own, s, begin, end, kept);
        unrolled<wide<W>>([&](auto j) POOLWISE_INLINED { sums[s + j] = own[j]; });
      }
    });
    join(sums, [&](Cell* lanes) {
      if constexpr (takes_all<W>) tile_.find_most(lanes);
      else tile_.add_up(lanes);
    });
  }
  static void keep(V x, V w, Cell* to) { store(x, to), store(w, to + kLanes); }
  static void keep(V x, Two<V> w, Cell* to) {
    keep(x, w.first, to), store(w.second, to + 2 * kLanes);
  }

  // What a way adds up of the windows that are left to it, or of those of them that it suits.
  template <class W, bool first>
  struct Work {
    Frames<W> frames;
    Sums<W> sums{};
    Mask<V> own[strips];
    bool some;  // whether there are any

    POOLWISE_INLINE Work(const Streaming& on, const Mask<V>* left, Cell* __restrict kept) {
      on.frame<W>(frames);
      Mask<V> any_own{};
      for (int s = 0; s < on.used_; ++s) {
        own[s] = first ? V{} == V{} : left[s];
        if constexpr (requires { W::suits(frames[s]); }) own[s] = own[s] & W::suits(frames[s]);
        any_own = any_own | own[s];
      }
      some = any(any_own);
      if constexpr (!std::is_empty_v<typename W::template Sums<V>>)
        if (some) on.sum<W>(frames, sums, kept);
    }
    // Leaves to others what turns out not to suit.
    POOLWISE_INLINE void check(int s, const Strip<V>& strip) {
      if constexpr (requires { W::is_fine(sums[s], V{}, strip); })
        own[s] = own[s] & W::is_fine(sums[s], W::value(sums[s], frames[s], strip), strip);
    }
    bool leaves(int used, Mask<V>* left) const {
      Mask<V> some_left{};
      for (int s = 0; s < used; ++s) {
        left[s] = first ? !own[s] : left[s] & !own[s];
        some_left = some_left | left[s];
      }
      return any(some_left);
    }
  };

  template <bool first, class W, class... Rest>
  POOLWISE_INLINE void value_by(Mask<V>* left, Cell* __restrict to) const {
    if (first && in_registers<W> && (known_by<W> != kNone || (!tile_.rows.piece && !tile_.one))) {
      if constexpr (in_registers<W>)
        if (!value_in_registers<W>(left, to)) return;
    } else {
      Work<W, first> work(*this, left, nullptr);
      for (int s = 0; work.some && s < used_; ++s) {
        const V value = W::value(work.sums[s], work.frames[s], strip(s));
        work.check(s, strip(s));
        store(first ? value : choose(work.own[s], value, load<V>(to + s * width)), to + s * width);
      }
      if (sizeof...(Rest) == 0 || !work.leaves(used_, left)) return;
    }
    if constexpr (sizeof...(Rest) > 0) value_by<false, Rest...>(left, to);
  }
  // Where nothing has to be computed, nor wait for other rows, sums never leave registers.
  template <class W>
  POOLWISE_INLINE bool value_in_registers(Mask<V>* left, Cell* __restrict to) const {
    Mask<V> some{};
    for (int s = 0; s < used_; s += many) {
      typename W::template Frame<V> frames[many];
      typename W::template Sums<V> sums[many]{};
      unrolled<many>([&](auto j) POOLWISE_INLINED {
        frames[j] = typename W::template Frame<V>(strip(s + j));
      });
      add<W>(frames, sums, s, 0, tile_.n, nullptr);
      unrolled<many>([&](auto j) POOLWISE_INLINED {
        const V value = W::value(sums[j], frames[j], strip(s + j));
        store(value, to + (s + j) * width);
        if constexpr (requires { W::is_fine(sums[j], value, strip(s + j)); }) {
          left[s + j] = !W::is_fine(sums[j], value, strip(s + j));
          some = some | left[s + j];
        }
      });
    }
    return any(some);
  }

  struct Back {
    const Cell* grad;
    Cell* __restrict shares, * __restrict slopes, * __restrict room;
  };
  // Ways share out piece by piece, after those before them.
  template <bool first, class W, class... Rest, class Before>
  POOLWISE_INLINE void back_by(const Back& at, Mask<V>* left, const Before& before) const {
    constexpr bool sloped = has_slope<typename W::template Share<V>>;
    if constexpr (first && in_registers<W>)
      if (!tile_.rows.piece && !tile_.one && !(sloped && at.slopes)) {
        if (!back_in_registers<W>(at, left)) return;
        if constexpr (sizeof...(Rest) > 0) return back_by<false, Rest...>(at, left, before);
      }
    Cell* kept = first && keeps<W> && !tile_.rows.piece ? at.room : nullptr;
    Work<W, first> work(*this, left, kept);
    typename W::template Share<V> taken[strips];
    V slope[strips]{};
    for (int s = 0; work.some && s < used_; ++s) {
      if constexpr (sizeof...(Rest) > 0) work.check(s, strip(s));
      taken[s] = {work.sums[s], load<V>(at.grad + s * width), work.frames[s], strip(s)};
    }
    const auto share = [&](Int begin, Int end, Cell* to) POOLWISE_INLINED {
      before(begin, end, to);
      if (work.some) share_out(work, taken, at.slopes ? slope : nullptr, kept, begin, end, to);
    };
    if constexpr (sizeof...(Rest) > 0)
      if (work.leaves(used_, left)) return back_by<false, Rest...>(at, left, share);
    tile_.each_piece([&](Int begin, Int end) POOLWISE_INLINED {
      share(begin, end, tile_.shares_of(at.shares, begin) - begin * kLanes);
    });
    if constexpr (sloped)
      for (int s = 0; at.slopes && s < used_; ++s) {
        Cell* to = at.slopes + s * width;
        store(load<V>(to) + work.frames[s].slope(slope[s]), to);
      }
  }
  template <class Share>
  static constexpr bool has_slope = requires(Share share) { share.slope(V{}, V{}); };

  template <class W>
  POOLWISE_INLINE bool back_in_registers(const Back& at, Mask<V>* left) const {
    Mask<V> some{};
    for (int s = 0; s < used_; s += many) {
      typename W::template Frame<V> frames[many];
      typename W::template Sums<V> sums[many]{};
      typename W::template Share<V> own[many];
      unrolled<many>([&](auto j) POOLWISE_INLINED {
        frames[j] = typename W::template Frame<V>(strip(s + j));
      });
      if constexpr (!std::is_empty_v<typename W::template Sums<V>>)
        add<W>(frames, sums, s, 0, tile_.n, nullptr);
      unrolled<many>([&](auto j) POOLWISE_INLINED {
        const V grad = load<V>(at.grad + (s + j) * width);
        own[j] = {sums[j], grad, frames[j], strip(s + j)};
        if constexpr (requires { W::is_fine(sums[j], V{}, strip(s + j)); }) {
          const V value = W::value(sums[j], frames[j], strip(s + j));
          left[s + j] = !W::is_fine(sums[j], value, strip(s + j));
          some = some | left[s + j];
        }
      });
      for (Int k = 0; k < tile_.n; ++k)
        unrolled<many>([&](auto j) POOLWISE_INLINED {
          V x;
          const auto w = ready<W>(frames[j], s + j, k, x);
          store(own[j](x, w), at.shares + k * kLanes + (s + j) * width);
        });
    }
    return any(some);
  }

  template <class W, bool first, class Share>
  void share_out(const Work<W, first>& work, Share* taken, V* slope, const Cell* kept, Int begin,
                 Int end, Cell* __restrict to) const {
    const auto computed = [&](int s, Int k, V& x)
                              POOLWISE_INLINED { return ready<W>(work.frames[s], s, k, x); };
    const auto with = [&]<bool slopes>() POOLWISE_INLINED {
      if constexpr (first && keeps<W>) {
        const auto known = [&](int s, Int k, V& x) POOLWISE_INLINED {
          using Ready = decltype(computed(s, k, x));
          const Cell* from = kept + 3 * k * kLanes + s * width;
          x = load<V>(from);
          if constexpr (std::is_same_v<Ready, V>) return load<V>(from + kLanes);
          else return Ready{load<V>(from + kLanes), load<V>(from + 2 * kLanes)};
        };
        if (kept)
          return share_rows<W, first, slopes, many>(work, taken, slope, begin, end, to, known);
      }
      share_rows<W, first, slopes, wide<W>>(work, taken, slope, begin, end, to, computed);
    };
    if constexpr (has_slope<Share>)
      if (slope) return with.template operator()<true>();
    with.template operator()<false>();
  }
  template <class W, bool first, bool slopes, int wide, class Share, class Known>
  POOLWISE_INLINE void share_rows(const Work<W, first>& work, Share* taken, V* slope, Int begin,
                                  Int end, Cell* __restrict to, const Known& known) const {
    for (int s = 0; s < used_; s += wide) {
      Share own[wide];
      V sum[wide];
      unrolled<wide>([&](auto j) POOLWISE_INLINED {
        own[j] = taken[s + j];
        if constexpr (slopes) sum[j] = slope[s + j];
      });
      for (Int k = begin; k < end; ++k)
        unrolled<wide>([&](auto j) POOLWISE_INLINED {
          V x;
          const auto w = known(s + j, k, x);
          Cell* at = to + k * kLanes + (s + j) * width;
          const V share = own[j](x, w);
          store(first ? share : choose(work.own[s + j], share, load<V>(at)), at);
          if constexpr (slopes) sum[j] += own[j].slope(x, w);
        });
      unrolled<wide>([&](auto j) POOLWISE_INLINED {
        taken[s + j] = own[j];
        if constexpr (slopes) slope[s + j] = sum[j];
      });
    }
  }

  // Where slopes take a look at elements of their own: what R::Slope makes of them, times that of
  // the result where it is asked for.
  void add_slopes(const Cell* grad, Cell* __restrict slopes) const {
    using W = typename R::Slope;
    Mask<V> left[strips];
    const Work<W, true> work(*this, left, nullptr);
    Lanes<Cell> values;
    if constexpr (R::slope_of_result) value(values);
    for (int s = 0; s < used_; ++s) {
      const V given = load<V>(grad + s * width);
      V by = given;
      if constexpr (R::slope_of_result) by = given * load<V>(values + s * width);
      const V slope = W::slope(by, work.sums[s], work.frames[s], strip(s));
      Cell* to = slopes + s * width;
      store(load<V>(to) + choose((given == 0) | (by == 0), V{}, slope), to);
    }
  }

  // What the lanes of one window hold together; each member of a sum on its own.
  template <class Sum, class Fold>
  void join(Sum* sums, const Fold& fold) const {
    if (!tile_.one) return;
    for (std::size_t at = 0; at < sizeof(Sum); at += sizeof(V)) {
      Lanes<Cell> lanes;
      for (int s = 0; s < strips; ++s)
        std::memcpy(lanes + s * width, reinterpret_cast<const char*>(sums + s) + at, sizeof(V));
      fold(lanes);
      for (int s = 0; s < strips; ++s)
        std::memcpy(reinterpret_cast<char*>(sums + s) + at, lanes + s * width, sizeof(V));
    }
  }

  const Tile<Cell>& tile_;
  int used_;
};

// Such a reducer in the words of tiles.
template <class R>
struct Streams : R {
  static constexpr bool joined = [] {
    if constexpr (requires { R::joined; }) return R::joined;
    else return true;
  }();

  template <class Cell>
  static bool prepare(const Cell* __restrict x, std::int64_t n, const Cell* numbers,
                      Cell* __restrict to, std::int64_t apart) {
    using V = Vector<Cell>;
    if (n < kWidth<V>) return R::template prepare<Cell>(x, n, numbers, to, apart);
    return R::template prepare<V>(x, n, numbers, to, apart);
  }
  template <bool all, class Cell>
  static void value(const Tile<Cell>& tile, Cell* __restrict to, Cell*) {
    Streaming<R, all, Cell>(tile).value(to);
  }
  template <bool all, class Cell>
  static void back(const Tile<Cell>& tile, const Cell* grad, Cell* __restrict shares,
                   Cell* __restrict slopes, Cell* room) {
    Streaming<R, all, Cell>(tile).back(grad, shares, slopes, room);
  }
};

// (Others are written in those words.)
template <class R>
constexpr bool is_streaming =
    requires(const Tile<float>& tile) { R::template ways<false>(tile, []<class...>() {}); };
template <class R>
using InTiles = std::conditional_t<is_streaming<R>, Streams<R>, R>;

}  // namespace poolwise::POOLWISE_LEVEL
