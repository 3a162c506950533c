// The reducers that take elements by their rank, of windows so long that no tile holds them: one
// window at a time, its elements copied once, as integers that order as they do.
#pragma once
#include <algorithm>

#include "tiles/ranks.hpp"
#include "tiles/sweep_tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

// As wide as the elements. -0.0 is as large as 0.0, NaN larger than all.
template <class T>
struct Keyed {
  using Key = T;
  static Key key(T v) { return v; }
  static T element(Key key) { return key; }
};
template <class T>
  requires is_short<T>
struct Keyed<T> {
  using Key = std::int16_t;
  static Key key(T v) {
    const bool zero = std::uint16_t(v.bits << 1) == 0, nan = widen(v) != widen(v);
    return nan ? std::numeric_limits<Key>::max() : zero ? Key(0) : turned(Key(v.bits));
  }
  static T element(Key key) { return {std::uint16_t(turned(key))}; }
};
template <class T>
  requires std::is_floating_point_v<T>
struct Keyed<T> {
  using Key = decltype(order_key(T()));
  static Key key(T v) { return order_key(v); }
  static T element(Key key) {
    return bit_cast<T>(Key(key < 0 ? key ^ std::numeric_limits<Key>::max() : key));
  }
};

// A type of this level's own, as are then the functions that sort by it.
struct Larger {
  template <class Key>
  bool operator()(Key a, Key b) const {
    return a > b;
  }
};

template <class T>
class LongWindow {
 public:
  using Int = std::int64_t;
  using Key = typename Keyed<T>::Key;
  // What results are worked out in.
  using Cell = std::conditional_t<std::is_integral_v<T>, T, double>;

  LongWindow(const TileJob& job, Room& room)
      : job_(job),
        at_(*job.windows),
        keys_(room.take<Key>(at_.offsets)),
        seen_(room.take<Int>(ranks_kept(job))) {}

  // Window i of a block.
  void load(const Block& block, int i) {
    block_ = block;
    lane_ = i;
    n_ = 0;
    nan_ = false;
    each_row([&](Int, Int, Int first, Int apart, Int n) {
      const T* x = static_cast<const T*>(job_.x);
      for (Int j = 0; j < n; ++j) {
        const Int from = first + j * apart;
        if (job_.mask && !job_.mask[from]) continue;
        if constexpr (is_float<T>) nan_ |= widen(x[from]) != widen(x[from]);
        keys_[n_++] = Keyed<T>::key(x[from]);
      }
    });
  }

  // How many elements are present, and whether a NaN is among them.
  Int count() const { return n_; }
  bool has_nan() const { return nan_; }
  // The window's plane, of all, and its number among the outputs.
  Int plane() const {
    return job_.first_plane + block_.outer * job_.inner + block_.c + (job_.inner > 1 ? lane_ : 0);
  }
  std::uint64_t number() const {
    const Int ow = block_.ow + (job_.inner > 1 ? 0 : lane_);
    const Int place = (block_.od * at_.h.length + block_.oh) * at_.w.length + ow;
    return job_.first + std::uint64_t(plane() * at_.outputs + place);
  }
  std::uint64_t seed() const { return job_.seed; }
  Int number_count() const { return job_.number_count; }
  double weight(Int p) const { return job_.numbers[p * job_.groups + plane() % job_.groups]; }

  // Brings the elements of the ranks [from, to) to their places; all others are larger before
  // them, and smaller behind. Those before `settled`, which are larger, stay where they are.
  void order(Int from, Int to, Int settled = 0) {
    from_ = from;
    to_ = to;
    if (from == to) return;
    const Larger larger;
    if (from > settled) std::nth_element(keys_ + settled, keys_ + from, keys_ + n_, larger);
    if (to < n_) std::nth_element(keys_ + from, keys_ + to - 1, keys_ + n_, larger);
    std::sort(keys_ + from, keys_ + to, larger);
  }
  Cell of_rank(Int r) const { return Cell(widen(Keyed<T>::element(keys_[r]))); }

  // The first rank behind r whose element is another one.
  Int end_of_equals(Int r) const {
    const Key key = keys_[r];
    while (++r < n_ && keys_[r] == key) continue;
    return r;
  }

  // Adds share(rank) of all elements of the ranks that are in order, no more than have a number of
  // their own; of equal elements the first comes first.
  template <class Share>
  void give(const PlaneSums<double>& sums, Share share) {
    const Run run(*this, from_, to_, 0);
    fill_row(seen_, to_ - from_, Int(0));
    give_each(sums, [&](Key key) {
      if (!run.reaches(key)) return 0.0;
      const Key* least = std::lower_bound(keys_ + from_, keys_ + to_, key, Larger());
      const Int place = least - keys_;
      const Int rank = (key == run.first ? run.above : place) + seen_[place - from_]++;
      return rank < from_ || rank >= to_ ? 0.0 : share(rank);
    });
  }

  // What each element takes whose rank is among [from, to), which are in order: however many.
  struct Run {
    Int from, to, above = 0, below = 0;  // ranks of the first that are as large as either end
    Key first = 0, last = 0;
    double share;
    Int seen[2] = {};

    Run(const LongWindow& window, Int from, Int to, double share)
        : from(from), to(to), share(share) {
      if (from == to) return;
      const Key* keys = window.keys_;
      first = keys[from];
      last = keys[to - 1];
      above = std::count_if(keys, keys + from, [this](Key key) { return key > first; });
      below = std::lower_bound(keys + from, keys + to, last, Larger()) - keys;
    }
    bool reaches(Key key) const { return from < to && key <= first && key >= last; }
    // Of equal elements the first comes first.
    double take(Key key) {
      if (!reaches(key)) return 0;
      if (key < first && key > last) return share;
      const Int rank = key == first ? above + seen[0]++ : below + seen[1]++;
      return rank < from || rank >= to ? 0 : share;
    }
  };

  // Adds share_of(key) of all elements, in their order.
  template <class ShareOf>
  void give_each(const PlaneSums<double>& sums, ShareOf share_of) const {
    const T* x = static_cast<const T*>(job_.x);
    double shares[kPieceRows];
    each_row([&](Int line, Int column, Int begin, Int apart, Int n) {
      for (Int j = 0; j < n; j += kPieceRows) {
        const Int rest = std::min(kPieceRows, n - j);
        for (Int i = 0; i < rest; ++i) {
          const Int at = begin + (j + i) * apart;
          shares[i] = job_.mask && !job_.mask[at] ? 0.0 : share_of(Keyed<T>::key(x[at]));
        }
        sums.add_run(block_, line, column + j * at_.w.gap(), job_.inner > 1 ? lane_ : 0, shares,
                     nullptr, 1, rest);
      }
    });
  }

 private:
  // Calls visit(line, column, first, apart, n) for each row of elements: where it lies in the
  // plane, and its elements in memory.
  template <class Visit>
  void each_row(Visit visit) const {
    const Int ow = block_.ow + (job_.inner > 1 ? 0 : lane_);
    const Int c = block_.c + (job_.inner > 1 ? lane_ : 0), apart = at_.w.gap() * job_.inner;
    const Int all = at_.d.count(block_.od) * at_.h.count(block_.oh) * at_.w.count(ow);
    each_run_of(at_, block_, at_.w.count(ow), 0, all, [&](Int n, Int line, Int, Int) {
      const Int place = block_.outer * at_.inputs + line * at_.w.size + at_.w.start(ow);
      visit(line, at_.w.start(ow), place * job_.inner + c, apart, n);
    });
  }

  const TileJob& job_;
  const Windows& at_;
  Key* keys_;
  Int* seen_;
  Block block_{};
  int lane_ = 0;
  Int n_ = 0, from_ = 0, to_ = 0;
  bool nan_ = false;
};

// Calls visit(number of the output) for each window of the output row (outer, od, oh), of
// the channels [c, c_end).
template <class T, class Visit>
void each_long_window(const TileJob& job, LongWindow<T>& window, std::int64_t outer,
                      std::int64_t od, std::int64_t oh, std::int64_t c, std::int64_t c_end,
                      Visit visit) {
  const Windows& at = *job.windows;
  const std::int64_t line = (outer * at.d.length + od) * at.h.length + oh;
  const std::int64_t elements = at.d.count(od) * at.h.count(oh) * at.w.most;
  each_block_of_row(job, outer, od, oh, c, c_end, [&](const Block& block) {
    const std::int64_t first = (line * at.w.length + block.ow) * job.inner + block.c;
    for (int i = block.repeated; i < block.lanes && !job.watch->ends(elements); ++i) {
      window.load(block, i);
      visit(first + i);
    }
  });
}

// What each of them makes of such a window: R::of(window) is its result, R::give(window, grad,
// sums, slopes) adds what its elements take of a gradient.
template <class T, class R>
void reduce_long(const TileJob& job) {
  using Int = std::int64_t;
  const Windows& at = *job.windows;
  Room room(job.scratch);
  LongWindow<T> window(job, room);
  const Int lines = at.d.length * at.h.length;
  for (Int line = job.begin; line < job.end; ++line) {
    const Int outer = line / lines, od = line % lines / at.h.length, oh = line % at.h.length;
    each_long_window(job, window, outer, od, oh, 0, job.inner, [&](Int output) {
      char* to = static_cast<char*>(job.out) + output * job.out_item;
      if (window.count() == 0) {
        std::memcpy(to, &job.empty, job.out_item);
      } else {
        const auto kept = R::of(window);
        job.write(&kept, 1, to);
      }
    });
  }
}

template <class T, class R>
void reduce_long_back(const TileJob& job) {
  using Int = std::int64_t;
  const Windows& at = *job.windows;
  Room room(job.scratch);
  LongWindow<T> window(job, room);
  PlaneSums<double> sums(job, room);
  const Int blocks = blocks_of_channels(job.inner);
  for (Int unit = job.begin; unit < job.end; ++unit) {
    const Int outer = unit / blocks, c = unit % blocks * kLanes;
    const Int channels = std::min<Int>(kLanes, job.inner - c);
    const Int plane = job.first_plane + outer * job.inner + c;
    if (job.slopes)
      std::fill_n(job.slopes + plane * job.number_count, channels * job.number_count, 0.0);
    sums.clear();
    for (Int od = 0; od < at.d.length; ++od)
      for (Int oh = 0; oh < at.h.length; ++oh)
        each_long_window(job, window, outer, od, oh, c, c + channels, [&](Int output) {
          const double grad = widen(static_cast<const T*>(job.grad)[output]);
          double* slopes = job.slopes ? job.slopes + window.plane() * job.number_count : nullptr;
          R::give(window, window.count() == 0 ? 0.0 : grad, sums, slopes);
        });
    sums.store(outer, c, channels);
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
