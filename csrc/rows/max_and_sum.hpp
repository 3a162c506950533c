// What is kept of a window. A reducer folds cells, in row-major order, into one.
#pragma once
#include "cells/numbers.hpp"

namespace poolwise::POOLWISE_LEVEL {

// The largest (or smallest) element. The first of equals stays; a NaN always replaces.
template <class T, bool largest_>
struct Pick {
  using Cell = T;
  static constexpr bool largest = largest_;
  // Windows that overlap fold to the same as if they did not.
  static constexpr bool idempotent = true;

  static bool better(T candidate, T kept) {
    if constexpr (std::is_floating_point_v<T>) {
      return (largest ? candidate > kept : candidate < kept) | (candidate != candidate);
    } else {
      return largest ? candidate > kept : candidate < kept;
    }
  }
  // But for NaN. In this form compilers see their maximum instruction.
  static T best(T kept, T next) {
    return largest ? (next > kept ? next : kept) : (next < kept ? next : kept);
  }
  static T fold(T kept, T next) {
    if constexpr (std::is_floating_point_v<T>) return next != next ? next : best(kept, next);
    else return best(kept, next);
  }
  static T nothing() { return lowest<T>(!largest); }
};

// The sum, in a type that holds it.
template <class Accumulator>
struct Total {
  using Cell = Accumulator;
  static constexpr bool idempotent = false;

  static Cell fold(Cell sum, Cell next) { return sum + next; }
  static Cell nothing() { return Cell(0); }
};

// What leaves any number as it is when added, -0.0 too.
template <class Cell>
constexpr Cell kUnchanging = is_float<Cell> ? Cell(-0.0) : Cell(0);

// 16 bit floats are compared and added up as the float32 that they are.
template <class T>
using Widened = std::conditional_t<is_short<T>, float, T>;

template <class T, bool largest>
using PickOf = Pick<Widened<T>, largest>;

}  // namespace poolwise::POOLWISE_LEVEL
