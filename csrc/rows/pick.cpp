// max and min.
#include "rows/columns_first.hpp"
#include "rows/sweep_windows.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

// With the reducer R for its cells. False where their order turned out not to be that of T.
template <class T, class R>
bool pick_as(const Job& job) {
  using V = Values<R, T>;
  constexpr bool same = std::is_same_v<T, typename R::Cell>;
  const std::int64_t width = job.windows->w.length * job.inner;
  if constexpr (folds_many<R, T>)
    if (is_window_each<R, T>(job)) {
      constexpr std::int64_t block = 64;
      const std::int64_t size = job.windows->w.size;
      for (std::int64_t plane = job.begin; plane < job.end; plane += block) {
        const std::int64_t n = std::min(block, job.end - plane);
        if (job.watch->ends(n * size)) break;
        many_windows<R>(static_cast<const T*>(job.x) + plane * size, size, size, n,
                        static_cast<T*>(job.out) + plane);
      }
      return true;
    }
  Stream<T> out(job, width);
  return sweep_rows<V>(
      job, nullptr, Undivided<V>{},
      [&](std::int64_t, auto own) {
        if constexpr (same) return out.row();
        else return own;
      },
      [&](std::int64_t, std::int64_t, std::int64_t, auto row) {
        if constexpr (!same) convert_row(row, width, out.row());
        out.next();
      });
}

template <class T>
struct Kept {
  T operator()(Lane<T> cell) const { return T(cell); }
};

template <class T>
struct TurnedBack {
  T operator()(std::int32_t cell) const { return {std::uint16_t(turned(std::int16_t(cell)))}; }
};

template <class T, bool largest>
bool pick_quads(const Job& job) {
  const T* x = static_cast<const T*>(job.x);
  if constexpr (is_short<T>) {
    using Key = std::int16_t;
    const QuadRows<Key, Pick<Lane<Key>, largest>, TurnedBack<T>, Pick<Key, largest>> loops{};
    Key* keys = reinterpret_cast<Key*>(job.scratch + job.stage_bytes / 2);
    bool ordered = true;
    sweep_quads(job, loops, x, [&](const T* rows, std::int64_t n) -> const Key* {
      ordered = turn_row(rows, n, keys) && ordered;
      return keys;
    });
    return ordered;
  } else {
    const QuadRows<T, Pick<Lane<T>, largest>, Kept<T>, Pick<T, largest>> loops{};
    sweep_quads(job, loops, x, [](const T* rows, std::int64_t) { return rows; });
    return true;
  }
}

#if defined(POOLWISE_SHUFFLES)
template <class T, bool largest>
bool pick_columns_first(const Job& job) {
  using Quick = BestOfColumns<T, largest, false>;
  using Cell = typename Quick::Cell;
  constexpr std::int64_t lanes = kWidth<Vector<Cell>>;
  const Axis& w = job.windows->w;
  const std::int64_t inner = job.inner;
  const bool dense = w.stride == 1 || (inner == 1 ? w.stride == 2 && w.step == 1 : inner >= lanes);
  if (!dense || w.size * inner < lanes || !are_small(job)) return false;
  // Measured: beyond the caches rows are read a quarter faster one after the other than side by
  // side.
  const bool in_order = job.fetches || inner > 1 || w.length < lanes;
  if (in_order && in_quads<Values<PickOf<T, true>, T>>(job, false)) return false;
  Stream<Cell> out(job, w.length * inner);
  each_window_row(job, Quick::nothing(), [&](std::int64_t, std::int64_t, auto... row) {
    const bool lacks = ColumnsFirst<Quick>::row(job, row..., out.row());
    if constexpr (is_float<T>)
      if (lacks) ColumnsFirst<BestOfColumns<T, largest, true>>::row(job, row..., out.row());
    out.next();
  });
  return true;
}
#endif

template <class T, bool largest>
void pick(const Job& job) {
  // 16 bit floats compare twice as fast as integers, where there is no NaN, no -0.0 and no window
  // without an element, for which integers have no infinity.
  const Windows& at = *job.windows;
  bool done = false;
  if constexpr (sizeof(T) <= 2)
    if (all_quads(at)) done = pick_quads<T, largest>(job);
#if defined(POOLWISE_SHUFFLES)
  done = done || pick_columns_first<T, largest>(job);
#endif
  if constexpr (is_short<T>)
    if (!done && !has_empty(at)) done = pick_as<T, Pick<std::int16_t, largest>>(job);
  if (!done) pick_as<T, PickOf<T, largest>>(job);
}

template <class T, bool largest>
void pick_masked(const Job& job) {
  using R = PickOf<T, largest>;
  const T* x = static_cast<const T*>(job.x);
  T* out = static_cast<T*>(job.out);
  each_output(job, [&](std::int64_t outer, std::int64_t od, std::int64_t oh, std::int64_t ow,
                       std::int64_t c, std::int64_t o) {
    T best{};
    std::int64_t winner = -1;
    each_element(job, outer, od, oh, ow, c, [&](std::int64_t i, std::int64_t offset) {
      if (winner < 0 || R::better(widen(x[i]), widen(best))) best = x[i], winner = offset;
    });
    out[o] = winner < 0 ? from_bits<T>(job.empty) : best;
    if (job.offset_bytes) store_offset(job, o, winner);  // -1 becomes the largest code
  });
}

template <bool largest>
void offer(Kernels& table) {
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    table.pick[largest][code] = pick<T, largest>;
    table.pick_masked[largest][code] = pick_masked<T, largest>;
  });
}

void offer_pick(Kernels& table) {
  offer<false>(table);
  offer<true>(table);
}

}  // namespace poolwise::POOLWISE_LEVEL
