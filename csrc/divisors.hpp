// What the sums of a row of windows are divided by, as far as the row is concerned.
#pragma once
#include "kernels.hpp"

namespace poolwise::POOLWISE_LEVEL {

class RowDivisors {
 public:
  using Int = std::int64_t;

  explicit RowDivisors(const Job& job)
      : w_(job.windows->w),
        padded_(job.divide == kExtent),
        even_(w_.divides_evenly(padded_)),
        first_(w_.divisor(padded_, 0)) {}

  // Whether all windows are divided by what the first is.
  bool even() const { return even_; }
  double first() const { return first_; }

  // Calls visit(from, n, divisors) for a block of windows after the other. Short rows are one
  // block, whose divisors are worked out once.
  template <class Visit>
  void each_block(Visit visit) const {
    for (Int from = 0; from < w_.length; from += kMost) {
      const Int n = std::min(kMost, w_.length - from);
      if (from != held_) w_.list_divisors(padded_, from, n, divisors_);
      held_ = from;
      visit(from, n, divisors_);
    }
  }

 private:
  static constexpr Int kMost = 512;

  const Axis& w_;
  bool padded_, even_;
  double first_;
  mutable Int held_ = -1;
  mutable double divisors_[kMost];
};

}  // namespace poolwise::POOLWISE_LEVEL
