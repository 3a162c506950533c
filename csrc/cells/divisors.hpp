// What the sums of windows are divided by: their elements, their taps inside the padded extent, or
// one number for all.
#pragma once
#include "cells/quotients.hpp"
#include "kernels.hpp"

namespace poolwise::POOLWISE_LEVEL {

class Divisors {
 public:
  using Int = std::int64_t;

  // On the way back the windows are others than the call's.
  Divisors(const Job& job, const Windows& windows)
      : at_(windows),
        counted_(job.divide == kCount || job.divide == kExtent),
        padded_(job.divide == kExtent),
        constant_(job.divide == kConstant ? job.divisor : 1) {}
  explicit Divisors(const Job& job) : Divisors(job, *job.windows) {}

  // A window's is the product of two: that of its planes and rows, and that of its columns.
  template <class Number = double>
  Number rows(Int od, Int oh) const {
    if (!counted_) return Number(constant_);
    return Number(at_.d.divisor(padded_, od) * at_.h.divisor(padded_, oh));
  }
  double columns(Int ow) const { return counted_ ? at_.w.divisor(padded_, ow) : 1.0; }

  // The same where `count` elements are present. Masked elements never count; padding does where
  // the caller wants it to.
  double of_present(Int od, Int oh, Int ow, Int count) const {
    if (!counted_) return double(constant_);
    if (!padded_) return double(count);
    const auto taps = [&](bool padded) {
      return at_.d.divisor(padded, od) * at_.h.divisor(padded, oh) * at_.w.divisor(padded, ow);
    };
    return double(count) + taps(true) - taps(false);
  }

 protected:
  const Windows& at_;
  bool counted_, padded_;
  Int constant_;
};

// The same of windows row by row.
class RowDivisors : public Divisors {
 public:
  explicit RowDivisors(const Job& job)
      : Divisors(job),
        inner_(job.inner),
        even_(at_.w.divides_evenly(padded_)),
        first_(columns(0)) {}

  // Calls same(from, n, by) for n windows that are all divided by `by`, and each(from, n, columns,
  // by) for n of which window from + j is divided by columns[j] * by.
  template <class Number, class Same, class Each>
  void row(Int od, Int oh, Same same, Each each) const {
    if (!counted_) return same(0, at_.w.length, Number(constant_));
    const double by = rows(od, oh);
    if (even_) return same(0, at_.w.length, product<Number>(by, first_));
    each_block([&](Int from, Int n, const double* columns) {
      if (inner_ == 1) return each(from, n, columns, by);
      for (Int j = 0; j < n; ++j) same(from + j, 1, product<Number>(by, columns[j]));
    });
  }
  // Of planes that are one window each.
  template <class Number>
  Number of_plane() const {
    return counted_ ? product<Number>(rows(0, 0), first_) : Number(constant_);
  }

 private:
  static constexpr Int kMost = 512;

  template <class Number>
  static Number product(double a, double b) {
    if constexpr (std::is_same_v<Number, Int>) return whole(a * b);
    else return Number(a) * Number(b);
  }
  // Calls visit(from, n, columns) for a block of windows after the other. Short rows are one block,
  // whose divisors are worked out once.
  template <class Visit>
  void each_block(Visit visit) const {
    for (Int from = 0; from < at_.w.length; from += kMost) {
      const Int n = std::min(kMost, at_.w.length - from);
      if (from != held_) at_.w.list_divisors(padded_, from, n, listed_);
      held_ = from;
      visit(from, n, listed_);
    }
  }

  Int inner_;
  bool even_;  // whether all windows are divided by what the first is
  double first_;
  mutable Int held_ = -1;
  mutable double listed_[kMost];
};

}  // namespace poolwise::POOLWISE_LEVEL
