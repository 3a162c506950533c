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

  // What is light and has to wait for nothing never leaves registers, so many vectors at a time.
  template <class W>
  static constexpr bool in_registers = is_light<W> && !requires { typename W::Before; };
  // Calls visit.operator()<whether it is so>(first vector) for all that there is, and says whether
  // that was ever true.
  template <class W, class Visit>
  POOLWISE_INLINE bool each_group(bool grouped, const Visit& visit) const {
    if constexpr (in_registers<W>)
      if (grouped) {
        bool some = false;
        for (int s = 0; s < used_; s += many) some |= visit.template operator()<true>(s);
        return some;
      }
    return visit.template operator()<false>(0);
  }

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
    if (tile_.one)
      join(sums, [](Cell a, Cell b) {
        if constexpr (takes_all<W>) return a > b ? a : b;
        else return a + b;
      });
  }
  static void keep(V x, V w, Cell* to) { store(x, to), store(w, to + kLanes); }
  static void keep(V x, Two<V> w, Cell* to) {
    keep(x, w.first, to), store(w.second, to + 2 * kLanes);
  }

  template <class W>
  static constexpr bool checks = requires(typename W::template Sums<V>& sums, Strip<V> strip) {
    W::is_fine(sums, V{}, strip);
  };

  // What a way adds up of the windows that are left to it, or of those of them that it suits.
  template <class W, bool first, bool grouped>
  struct Work {
    static constexpr int count = grouped ? many : strips;
    const Streaming& on;
    int from;
    typename W::template Frame<V> frames[count];
    typename W::template Sums<V> sums[count]{};
    Mask<V> own[count];
    bool some;  // whether there are any

    POOLWISE_INLINE Work(const Streaming& on, int from, const Mask<V>* left, Cell* __restrict kept)
        : on(on), from(from) {
      if constexpr (grouped)
        each([&](int s) POOLWISE_INLINED { frames[s] = typename W::template Frame<V>(strip(s)); });
      else on.template frame<W>(frames);
      Mask<V> any_own{};
      each([&](int s) POOLWISE_INLINED {
        own[s] = first ? V{} == V{} : left[from + s];
        if constexpr (requires { W::suits(frames[s]); }) own[s] = own[s] & W::suits(frames[s]);
        any_own = any_own | own[s];
      });
      some = grouped || any(any_own);
      if constexpr (!std::is_empty_v<typename W::template Sums<V>>) {
        if constexpr (grouped) on.template add<W>(frames, sums, from, 0, on.tile_.n, nullptr);
        else if (some) on.template sum<W>(frames, sums, kept);
      }
    }
    template <class Visit>
    POOLWISE_INLINE void each(const Visit& visit) const {
      if constexpr (grouped) unrolled<count>(visit);
      else
        for (int s = 0; s < on.used_; ++s) visit(s);
    }
    Strip<V> strip(int s) const { return on.strip(from + s); }
    V value(int s) const { return W::value(sums[s], frames[s], strip(s)); }
    // Leaves to others what turns out not to suit.
    POOLWISE_INLINE void check(int s, V value) {
      if constexpr (checks<W>) own[s] = own[s] & W::is_fine(sums[s], value, strip(s));
    }
    POOLWISE_INLINE bool leaves(Mask<V>* left) const {
      Mask<V> some_left{};
      each([&](int s) POOLWISE_INLINED {
        left[from + s] = first ? !own[s] : left[from + s] & !own[s];
        some_left = some_left | left[from + s];
      });
      return any(some_left);
    }
  };

  template <bool first, class W, class... Rest>
  POOLWISE_INLINE void value_by(Mask<V>* left, Cell* __restrict to) const {
    constexpr bool last = sizeof...(Rest) == 0;
    const bool at_hand = known_by<W> != kNone || (!tile_.rows.piece && !tile_.one);
    const bool some_left =
        each_group<W>(first && at_hand, [&]<bool grouped>(int from) POOLWISE_INLINED {
          Work<W, first, grouped> work(*this, from, left, nullptr);
          if (work.some)
            work.each([&](int s) POOLWISE_INLINED {
              Cell* own = to + (from + s) * width;
              const V value = work.value(s);
              work.check(s, value);
              store(first ? value : choose(work.own[s], value, load<V>(own)), own);
            });
          return !last && work.leaves(left);
        });
    if constexpr (!last)
      if (some_left) value_by<false, Rest...>(left, to);
  }

  struct Back {
    const Cell* grad;
    Cell* __restrict shares, * __restrict slopes, * __restrict room;
  };
  // Ways share out piece by piece, after those before them.
  template <bool first, class W, class... Rest, class Before>
  POOLWISE_INLINE void back_by(const Back& at, Mask<V>* left, const Before& before) const {
    using Share = typename W::template Share<V>;
    constexpr bool last = sizeof...(Rest) == 0;
    const bool at_hand = !tile_.rows.piece && !tile_.one, sloped = has_slope<Share> && at.slopes;
    Cell* kept = first && keeps<W> && !tile_.rows.piece ? at.room : nullptr;
    const bool some_left =
        each_group<W>(first && at_hand && !sloped, [&]<bool grouped>(int from) POOLWISE_INLINED {
          Work<W, first, grouped> work(*this, from, left, kept);
          Share taken[work.count];
          V slope[work.count]{};
          if (work.some)
            work.each([&](int s) POOLWISE_INLINED {
              if constexpr (!last && checks<W>) work.check(s, work.value(s));
              const V grad = load<V>(at.grad + (from + s) * width);
              taken[s] = {work.sums[s], grad, work.frames[s], work.strip(s)};
            });
          const auto share = [&](Int begin, Int end, Cell* to) POOLWISE_INLINED {
            before(begin, end, to);
            if (!work.some) return;
            if constexpr (grouped) share_out(work, taken, slope, kept, begin, end, to);
            else share_apart(work, taken, sloped ? slope : nullptr, kept, begin, end, to);
          };
          if constexpr (grouped) share(0, tile_.n, at.shares);
          const bool some_left = !last && work.leaves(left);
          if constexpr (grouped) return some_left;
          if constexpr (!last)
            if (some_left) return back_by<false, Rest...>(at, left, share), false;
          tile_.each_piece([&](Int begin, Int end) POOLWISE_INLINED {
            share(begin, end, tile_.shares_of(at.shares, begin) - begin * kLanes);
          });
          if constexpr (has_slope<Share>)
            for (int s = 0; sloped && s < used_; ++s) {
              Cell* to = at.slopes + s * width;
              store(load<V>(to) + work.frames[s].slope(slope[s]), to);
            }
          return false;
        });
    if constexpr (!last)
      if (some_left) back_by<false, Rest...>(at, left, before);
  }
  template <class Share>
  static constexpr bool has_slope = requires(Share share) { share.slope(V{}, V{}); };

  // Once for all places that ask for it: of many elements a call is nothing, and compiling each of
  // them takes long.
  template <class W, bool first, class Share>
  POOLWISE_NOINLINE void share_apart(const Work<W, first, false>& work, Share* taken, V* slope,
                                     const Cell* kept, Int begin, Int end,
                                     Cell* __restrict to) const {
    share_out(work, taken, slope, kept, begin, end, to);
  }
  template <class W, bool first, bool grouped, class Share>
  POOLWISE_INLINE void share_out(const Work<W, first, grouped>& work, Share* taken, V* slope,
                                 const Cell* kept, Int begin, Int end, Cell* __restrict to) const {
    const auto computed = [&](int s, Int k, V& x) POOLWISE_INLINED {
      return ready<W>(work.frames[s], work.from + s, k, x);
    };
    const auto with = [&]<bool slopes>() POOLWISE_INLINED {
      if constexpr (first && keeps<W>) {
        const auto known = [&](int s, Int k, V& x) POOLWISE_INLINED {
          using Ready = decltype(computed(s, k, x));
          const Cell* from = kept + 3 * k * kLanes + s * width;
          x = load<V>(from);
          if constexpr (std::is_same_v<Ready, V>) return load<V>(from + kLanes);
          else return Ready{load<V>(from + kLanes), load<V>(from + 2 * kLanes)};
        };
        if (kept) return share_rows<slopes, many>(work, taken, slope, begin, end, to, known);
      }
      share_rows<slopes, wide<W>>(work, taken, slope, begin, end, to, computed);
    };
    if constexpr (has_slope<Share> && !grouped)
      if (slope) return with.template operator()<true>();
    with.template operator()<false>();
  }
  template <bool slopes, int wide, class W, bool first, bool grouped, class Share, class Known>
  POOLWISE_INLINE void share_rows(const Work<W, first, grouped>& work, Share* taken, V* slope,
                                  Int begin, Int end, Cell* __restrict to,
                                  const Known& known) const {
    for (int s = 0; s < (grouped ? work.count : used_); s += wide) {
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
          Cell* at = to + k * kLanes + (work.from + s + j) * width;
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
    const Work<W, true, false> work(*this, 0, left, nullptr);
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
    for (std::size_t at = 0; at < sizeof(Sum); at += sizeof(V)) {
      Lanes<Cell> lanes;
      for (int s = 0; s < strips; ++s)
        std::memcpy(lanes + s * width, reinterpret_cast<const char*>(sums + s) + at, sizeof(V));
      for (int half = kLanes / 2; half > 0; half /= 2)
        for (int i = 0; i < half; ++i) lanes[i] = fold(lanes[i], lanes[i + half]);
      std::fill_n(lanes, kLanes, lanes[0]);
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
