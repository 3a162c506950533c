// One row of input to one row of cells: the windows of the last axis.
//
// Rows go first and columns second, so that elements are folded in row-major order: which of 0.0
// and -0.0, or which of two NaNs, is kept follows from that order.
#pragma once
#include "reducers.hpp"
#include "windows.hpp"

namespace poolwise::POOLWISE_LEVEL {

constexpr std::int64_t kLanes = 16;

// One window, its elements `step` apart.
template <class R>
POOLWISE_NOINLINE typename R::Cell fold_window(const typename R::In* x, std::int64_t count,
                                               std::int64_t step) {
  if (count == 0) return R::nothing();
  if (step == 1 && count >= 2 * kLanes) {
    typename R::Cell lane[kLanes];
    for (std::int64_t i = 0; i < kLanes; ++i) lane[i] = R::load(x[i]);
    std::int64_t k = kLanes;
    for (; k + kLanes <= count; k += kLanes)
      for (std::int64_t i = 0; i < kLanes; ++i) lane[i] = R::fold(lane[i], R::load(x[k + i]));
    typename R::Cell cell = lane[0];
    for (std::int64_t i = 1; i < kLanes; ++i) cell = R::fold(cell, lane[i]);
    for (; k < count; ++k) cell = R::fold(cell, R::load(x[k]));
    if (!R::order_matters(cell)) return cell;
  }
  typename R::Cell cell = R::load(x[0]);
  for (std::int64_t k = 1; k < count; ++k) cell = R::fold(cell, R::load(x[k * step]));
  return cell;
}

// Many full windows a fixed stride apart, a vector of windows at a time. A stride known at compile
// time (0: not known) is what lets the compiler shuffle instead of gather.
template <class R, int fixed>
inline void fold_windows(const typename R::In* __restrict x, std::int64_t windows,
                         std::int64_t count, std::int64_t any_stride, std::int64_t step,
                         typename R::Cell* __restrict cells) {
  const std::int64_t stride = fixed ? fixed : any_stride;
  if (count == 2) {
    for (std::int64_t j = 0; j < windows; ++j)
      cells[j] = R::fold(R::load(x[j * stride]), R::load(x[j * stride + step]));
    return;
  }
  if (count == 3) {
    for (std::int64_t j = 0; j < windows; ++j)
      cells[j] = R::fold(R::fold(R::load(x[j * stride]), R::load(x[j * stride + step])),
                         R::load(x[j * stride + 2 * step]));
    return;
  }
  for (std::int64_t j = 0; j < windows; ++j) cells[j] = R::load(x[j * stride]);
  for (std::int64_t k = 1; k < count; ++k) {
    x += step;
    for (std::int64_t j = 0; j < windows; ++j) cells[j] = R::fold(cells[j], R::load(x[j * stride]));
  }
}

template <class R>
POOLWISE_NOINLINE void reduce_planar_row(const Axis& w, const typename R::In* x,
                                         typename R::Cell* cells) {
  for (std::int64_t j = 0; j < w.lo; ++j)
    cells[j] = fold_window<R>(x + w.start[j], w.count[j], w.step);
  if (w.lo < w.hi) {
    const auto* from = x + w.start[w.lo];
    const std::int64_t n = w.hi - w.lo;
    if (w.stride == 1) fold_windows<R, 1>(from, n, w.most, 1, w.step, cells + w.lo);
    else if (w.stride == 2) fold_windows<R, 2>(from, n, w.most, 2, w.step, cells + w.lo);
    else fold_windows<R, 0>(from, n, w.most, w.stride, w.step, cells + w.lo);
  }
  for (std::int64_t j = w.hi; j < w.length; ++j)
    cells[j] = fold_window<R>(x + w.start[j], w.count[j], w.step);
}

// Channels-last: a window is a vector of channels.
template <class R>
POOLWISE_NOINLINE void reduce_channels_row(const Axis& w, const typename R::In* x,
                                           typename R::Cell* cells, std::int64_t inner) {
  for (std::int64_t j = 0; j < w.length; ++j) {
    auto* __restrict cell = cells + j * inner;
    const auto* __restrict from = x + w.start[j] * inner;
    if (w.count[j] == 0) {
      for (std::int64_t c = 0; c < inner; ++c) cell[c] = R::nothing();
      continue;
    }
    for (std::int64_t c = 0; c < inner; ++c) cell[c] = R::load(from[c]);
    for (std::int64_t k = 1; k < w.count[j]; ++k) {
      from += w.step * inner;
      for (std::int64_t c = 0; c < inner; ++c) cell[c] = R::fold(cell[c], R::load(from[c]));
    }
  }
}

// A row of cells, and how one is made and joined with the next.
template <class R>
struct Cells {
  using In = typename R::In;
  static constexpr std::int64_t bytes = sizeof(typename R::Cell);
  typename R::Cell* cell;

  static Cells at(char* scratch, std::int64_t) {
    return {reinterpret_cast<typename R::Cell*>(scratch)};
  }

  void reduce(const Axis& w, const In* x, std::int64_t inner) const {
    if (inner == 1) reduce_planar_row<R>(w, x, cell);
    else reduce_channels_row<R>(w, x, cell, inner);
  }
  void clear(std::int64_t width) const {
    for (std::int64_t j = 0; j < width; ++j) cell[j] = R::nothing();
  }
  void copy(Cells from, std::int64_t width, std::int64_t) const {
    std::memcpy(cell, from.cell, std::size_t(width) * sizeof(*cell));
  }
  void fold(Cells next, std::int64_t width, std::int64_t) const {
    auto* __restrict kept = cell;
    const auto* __restrict other = next.cell;
    for (std::int64_t j = 0; j < width; ++j) kept[j] = R::fold(kept[j], other[j]);
  }
};

// The same for the winner and its offset inside the window.
template <class R>
struct OffsetCells {
  using In = typename R::In;
  using T = typename R::Cell;
  static constexpr std::int64_t bytes = sizeof(T) + sizeof(std::int32_t);
  T* cell;
  std::int32_t* offset;

  static OffsetCells at(char* scratch, std::int64_t width) {
    // Offsets lie behind the cells, at the next multiple of eight bytes.
    const std::int64_t cells = (width * std::int64_t(sizeof(T)) + 7) / 8 * 8;
    return {reinterpret_cast<T*>(scratch), reinterpret_cast<std::int32_t*>(scratch + cells)};
  }

  static void challenge(T* __restrict kept, std::int32_t* __restrict at, const T* __restrict next,
                        std::int64_t n, std::int64_t stride, std::int32_t offset) {
    for (std::int64_t j = 0; j < n; ++j) {
      const T candidate = next[j * stride];
      const bool better = R::better(candidate, kept[j]);
      kept[j] = better ? candidate : kept[j];
      at[j] = better ? offset : at[j];
    }
  }
  static void first(T* __restrict kept, std::int32_t* __restrict at, const T* __restrict x,
                    std::int64_t n, std::int64_t stride) {
    for (std::int64_t j = 0; j < n; ++j) kept[j] = x[j * stride];
    for (std::int64_t j = 0; j < n; ++j) at[j] = 0;
  }

  void window(const Axis& w, const In* x, std::int64_t j, std::int64_t inner) const {
    T* kept = cell + j * inner;
    std::int32_t* at = offset + j * inner;
    for (std::int64_t c = 0; c < inner; ++c) kept[c] = R::nothing(), at[c] = 0;
    if (w.count[j] == 0) return;
    const T* from = x + w.start[j] * inner;
    first(kept, at, from, inner, 1);
    for (std::int64_t k = 1; k < w.count[j]; ++k)
      challenge(kept, at, from + k * w.step * inner, inner, 1, std::int32_t(k));
  }

  void reduce(const Axis& w, const In* x, std::int64_t inner) const {
    const std::int64_t lo = inner == 1 ? w.lo : 0, hi = inner == 1 ? w.hi : 0;
    for (std::int64_t j = 0; j < lo; ++j) window(w, x, j, inner);
    if (lo < hi) {
      const T* from = x + w.start[lo];
      const std::int64_t n = hi - lo;
      if (w.stride == 1) regular<1>(from, n, w, cell + lo, offset + lo);
      else if (w.stride == 2) regular<2>(from, n, w, cell + lo, offset + lo);
      else regular<0>(from, n, w, cell + lo, offset + lo);
    }
    for (std::int64_t j = hi; j < w.length; ++j) window(w, x, j, inner);
  }

  template <int fixed>
  static void regular(const T* from, std::int64_t n, const Axis& w, T* kept, std::int32_t* at) {
    const std::int64_t stride = fixed ? fixed : w.stride;
    first(kept, at, from, n, stride);
    for (std::int64_t k = 1; k < w.most; ++k)
      challenge(kept, at, from + k * w.step, n, stride, std::int32_t(k));
  }

  void clear(std::int64_t width) const {
    for (std::int64_t j = 0; j < width; ++j) cell[j] = R::nothing(), offset[j] = 0;
  }
  void copy(OffsetCells from, std::int64_t width, std::int64_t base) const {
    std::memcpy(cell, from.cell, std::size_t(width) * sizeof(T));
    for (std::int64_t j = 0; j < width; ++j) offset[j] = from.offset[j] + std::int32_t(base);
  }
  void fold(OffsetCells next, std::int64_t width, std::int64_t base) const {
    T* __restrict kept = cell;
    std::int32_t* __restrict at = offset;
    const T* __restrict other = next.cell;
    const std::int32_t* __restrict other_at = next.offset;
    for (std::int64_t j = 0; j < width; ++j) {
      const bool better = R::better(other[j], kept[j]);
      kept[j] = better ? other[j] : kept[j];
      at[j] = better ? other_at[j] + std::int32_t(base) : at[j];
    }
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
