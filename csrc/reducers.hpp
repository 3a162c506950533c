// What is kept of a window. A reducer folds elements, in row-major order, into a cell.
#pragma once
#include "numbers.hpp"

namespace poolwise::POOLWISE_LEVEL {

// The largest (or smallest) element. The first of equals stays; a NaN always replaces.
template <class T, bool largest>
struct Pick {
  using In = T;
  using Cell = T;

  static bool better(T candidate, T kept) {
    if constexpr (is_short<T>) {
      constexpr int sign = largest ? 1 : -1;
      const std::int16_t c = order_key<sign>(candidate), k = order_key<sign>(kept);
      return (largest ? c > k : c < k) | (c == std::int16_t(sign * 0x7fff));
    } else if constexpr (std::is_floating_point_v<T>) {
      return (largest ? candidate > kept : candidate < kept) | (candidate != candidate);
    } else {
      return largest ? candidate > kept : candidate < kept;
    }
  }
  static Cell load(T v) { return v; }
  static Cell fold(Cell kept, Cell next) { return better(next, kept) ? next : kept; }
  static Cell nothing() { return lowest<T>(!largest); }
  // Equal values of different bits: which one is kept depends on the order of folding.
  static bool order_matters(Cell v) {
    if constexpr (is_short<T>) {
      const std::uint16_t magnitude = v.bits & 0x7fff;
      return magnitude == 0 || magnitude > infinity_bits<T>;
    } else if constexpr (std::is_floating_point_v<T>) {
      return v == T(0) || v != v;
    } else {
      return false;
    }
  }
};

// The sum, in a type that holds it.
template <class T, class Accumulator>
struct Total {
  using In = T;
  using Cell = Accumulator;

  static Cell load(T v) { return static_cast<Cell>(widen(v)); }
  static Cell fold(Cell sum, Cell next) { return sum + next; }
  static Cell nothing() { return Cell(0); }
  static bool order_matters(Cell) { return false; }
};

template <class T, bool wide>
struct AccumulatorOf {
  using type = std::conditional_t<
      is_float<T>, std::conditional_t<wide || std::is_same_v<T, double>, double, float>,
      std::conditional_t<sizeof(T) <= 2, std::conditional_t<wide, std::int64_t, std::int32_t>,
                         std::conditional_t<sizeof(T) == 4, std::int64_t, std::uint64_t>>>;
};

// Sums wrap as NumPy's do, so the 64 bit ones are unsigned; means of 64 bit integers need doubles.
template <class T, bool wide>
using SumOf = Total<T, typename AccumulatorOf<T, wide>::type>;
template <class T, bool wide>
using MeanOf = Total<T, std::conditional_t<!is_float<T> && sizeof(T) == 8, double,
                                           typename AccumulatorOf<T, wide>::type>>;

template <class T>
using SumResult = std::conditional_t<is_float<T>, T, std::int64_t>;
template <class T>
using MeanResult =
    std::conditional_t<is_float<T>, T, std::conditional_t<sizeof(T) <= 2, float, double>>;

}  // namespace poolwise::POOLWISE_LEVEL
