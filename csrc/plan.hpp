// The windows of one input shape, tabulated for the kernels.
#pragma once
#include <array>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <vector>

#include "layout.hpp"
#include "windows.hpp"

namespace poolwise {

using Ints = std::vector<Int>;

// What a sliding axis says of itself: window j holds origin + j * stride + t * step, t < taps.
struct Regular {
  Int origin, stride, taps;
};

// One axis' tables, and what the kernels derive from them.
class AxisTables {
 public:
  AxisTables(Int size, Int step, Ints start, Ints count, const Ints& extent,
             std::optional<Regular> regular)
      : start_(std::move(start)), count_(std::move(count)), regular_(regular) {
    divisors_[0].assign(count_.begin(), count_.end());
    divisors_[1].assign(extent.begin(), extent.end());
    axis_.size = size;
    axis_.length = Int(start_.size());
    axis_.step = step;
    for (Int n : count_) axis_.most = std::max(axis_.most, n);
    if (!regular_) detect_regular();
    if (regular_) make_regular({{regular_->origin, regular_->taps}}, 1, regular_->stride);
  }

  Int size() const { return axis_.size; }
  Int length() const { return axis_.length; }

  // Points into this object: good for as long as it lives, and stays where it is.
  Axis view() const {
    Axis axis = axis_;
    axis.start = start_.data();
    axis.count = count_.data();
    for (int kind : {0, 1}) {
      axis.divisor[kind] = divisors_[kind].data();
      axis.share[kind] = shares_[kind].data();
    }
    axis.phase = phases_.data();
    Int least = axis.size;
    for (Int i = axis.length; i-- > 0;) {
      if (count_[i] == 0) continue;
      least = std::min(least, start_[i]);
      axis.recoil = std::max(axis.recoil, start_[i] - least);
    }
    axis.uses = std::accumulate(count_.begin(), count_.end(), Int(0));
    axis.near = std::numeric_limits<Int>::max();
    for (Int i = 1; i < axis.length; ++i)
      axis.near = std::min(axis.near, start_[std::size_t(i)] - start_[std::size_t(i) - 1]);
    return axis;
  }

  // The windows of the way back: for each position the windows that hold it.
  AxisTables back() const {
    AxisTables back;
    back.axis_.size = axis_.length;
    back.axis_.length = axis_.size;
    back.shares_ = divisors_;
    const Int stride = regular_ ? regular_->stride : 1;
    const Int apart = regular_ && regular_->taps > 1 ? axis_.step : 1;
    back.axis_.step = std::max<Int>(1, apart / std::gcd(apart, stride));
    if (axis_.period) back.mirror(*regular_, apart);
    else back.invert(*this);
    for (Int n : back.count_) back.axis_.most = std::max(back.axis_.most, n);
    return back;
  }

  // This axis around an inner one whose only window is all of it: one axis of their product.
  std::optional<AxisTables> around(const AxisTables& inner) const {
    const bool whole = inner.axis_.length == 1 && inner.start_[0] == 0 &&
                       inner.count_[0] == inner.axis_.size && inner.axis_.step == 1;
    if (!whole || inner.axis_.size == 0 || axis_.step != 1) return std::nullopt;
    const Int n = inner.axis_.size;
    // Padding may reach so far that products are no longer exact, or overflow.
    constexpr double exact = 9007199254740992.0;  // 2^53
    for (double extent : divisors_[1])
      if (extent * inner.divisors_[1][0] >= exact) return std::nullopt;
    Ints start, count, extent;
    for (Int i = 0; i < axis_.length; ++i) {
      start.push_back(start_[i] * n);
      count.push_back(count_[i] * n);
      extent.push_back(Int(divisors_[1][i]) * Int(inner.divisors_[1][0]));
    }
    std::optional<Regular> regular;
    // Not far from the axis, or there would be no period.
    if (axis_.period) regular = {regular_->origin * n, regular_->stride * n, regular_->taps * n};
    return AxisTables(axis_.size * n, 1, std::move(start), std::move(count), extent, regular);
  }

 private:
  AxisTables() = default;

  void detect_regular() {
    const Int n = axis_.length;
    if (n == 0 || axis_.most == 0) return;
    const Int stride = n > 1 ? start_[1] - start_[0] : std::max<Int>(1, axis_.size);
    bool even = stride > 0;
    for (Int i = 0; i < n && even; ++i)
      even = count_[i] == axis_.most && start_[i] == start_[0] + i * stride;
    if (even) regular_ = {start_[0], stride, axis_.most};
  }

  // Regular unless the windows reach so far beyond the axis that room for it would be wasted.
  void make_regular(std::vector<Phase> phases, Int period, Int stride) {
    Int low = axis_.size, high = 0;
    for (Int r = 0; r < period && r < axis_.length; ++r) {
      const Int last = (axis_.length - 1 - r) / period;
      if (phases[r].taps == 0) continue;
      low = std::min(low, phases[r].origin);
      high =
          std::max(high, phases[r].origin + last * stride + (phases[r].taps - 1) * axis_.step + 1);
    }
    if (high - low > 4 * (axis_.size + axis_.length) + 1024) return;
    phases_ = std::move(phases);
    axis_.period = period;
    axis_.stride = stride;
    axis_.low = low;
    axis_.high = high;
    axis_.clipped = low < 0 || high > axis_.size;
    if (period == 1) find_full();
  }

  // The run of windows that the ends of the axis do not clip.
  void find_full() {
    const auto full = [&](Int i) {
      return count_[i] == phases_[0].taps && start_[i] == phases_[0].origin + i * axis_.stride;
    };
    Int lo = 0;
    while (lo < axis_.length && !full(lo)) ++lo;
    Int hi = lo;
    while (hi < axis_.length && full(hi)) ++hi;
    axis_.lo = lo;
    axis_.hi = hi;
  }

  // Positions p, p + stride, … lie in windows j, j + 1, …: as many phases as the stride. Window j
  // holds p if p = origin + j * stride + t * apart with a tap t.
  void mirror(const Regular& of, Int apart) {
    const Int step = axis_.step;
    std::vector<Phase> phases;
    for (Int r = 0; r < of.stride && r < std::max<Int>(axis_.length, 1); ++r) {
      const auto tap = [&](Int back) { return r - of.origin + back * of.stride; };  // times apart
      Int first = ceil_divide(of.origin - r, of.stride);
      const Int reach = (of.taps - 1) * apart;
      Int tries = 0;
      while (tries < step && tap(first) % apart != 0) ++first, ++tries;
      const Int room = reach - tap(first);
      const bool any = tries < step && room >= 0;
      const Int taps = any ? room / of.stride / step + 1 : 0;
      phases.push_back({any ? -(first + (taps - 1) * step) : 0, taps});
    }
    for (Int p = 0; p < axis_.length; ++p) {
      const Phase& phase = phases[std::size_t(p % of.stride)];
      const Int begin = phase.origin + p / of.stride;
      const Int skipped = begin < 0 ? ceil_divide(-begin, step) : 0;
      const Int inside = begin < axis_.size ? (axis_.size - 1 - begin) / step + 1 : 0;
      start_.push_back(begin + skipped * step);
      count_.push_back(std::max<Int>(0, std::min(inside, phase.taps) - skipped));
    }
    if (!phases.empty()) make_regular(std::move(phases), of.stride, 1);
  }

  void invert(const AxisTables& of) {
    start_.assign(std::size_t(axis_.length), 0);
    count_.assign(std::size_t(axis_.length), 0);
    for (Int i = 0; i < of.axis_.length; ++i)
      for (Int k = 0; k < of.count_[i]; ++k) {
        const Int position = of.start_[i] + k * of.axis_.step;
        if (count_[position]++ == 0) start_[position] = i;
      }
  }

  static Int ceil_divide(Int a, Int b) { return a > 0 ? (a + b - 1) / b : -(-a / b); }

  Axis axis_{};
  Ints start_, count_;
  std::optional<Regular> regular_;
  std::vector<Phase> phases_;
  std::array<std::vector<double>, 2> divisors_, shares_;
};

// All axes together.
class Plan {
 public:
  explicit Plan(std::vector<AxisTables> axes) : axes_(std::move(axes)) {
    // Windows over whole rows are windows over one long row.
    for (std::size_t outer : {1, 0, 1})
      if (auto merged = axes_[outer].around(axes_[outer + 1])) {
        axes_[outer + 1] = std::move(*merged);
        axes_[outer] = AxisTables(1, 1, {0}, {1}, {1}, std::nullopt);
      }
    windows_ = view(axes_);
    if (windows_.offsets <= kTabulated) {
      for (Int i = 0; i < windows_.offsets; ++i) taps_.push_back(windows_.distance(i));
      windows_.taps = taps_.data();
    }
    windows_.back = &back_;
  }
  Plan(const Plan&) = delete;

  const Windows& windows() const { return windows_; }

  // The same with the way back, which only gradients need.
  const Windows& both_ways() const {
    std::call_once(turned_, [&] {
      for (const AxisTables& axis : axes_) back_axes_.push_back(axis.back());
      back_ = view(back_axes_);
    });
    return windows_;
  }

 private:
  static Windows view(const std::vector<AxisTables>& axes) {
    Windows windows{};
    windows.d = axes[0].view();
    windows.h = axes[1].view();
    windows.w = axes[2].view();
    windows.inputs = windows.d.size * windows.h.size * windows.w.size;
    windows.outputs = windows.d.length * windows.h.length * windows.w.length;
    windows.offsets = windows.d.most * windows.h.most * windows.w.most;
    return windows;
  }

  static constexpr Int kTabulated = 65536;
  std::vector<AxisTables> axes_;
  mutable std::vector<AxisTables> back_axes_;
  mutable std::once_flag turned_;
  mutable Windows back_{};
  Windows windows_{};
  Ints taps_;
};

}  // namespace poolwise
