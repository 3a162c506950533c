// The windows of one input shape, as the kernels want them.
#pragma once
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "where/layout.hpp"
#include "where/windows.hpp"

namespace poolwise {

using Ints = std::vector<Int>;

// Tables of no more entries than these are worth their memory.
constexpr Int kTabulated = 2048;

inline Int ceil_divide(Int a, Int b) { return a > 0 ? (a - 1) / b + 1 : -(-a / b); }

// One axis' windows, and what the kernels derive from them.
class AxisPlan {
 public:
  // Window i holds origin + i * stride + t * step, t < taps, where that is on the axis, which has
  // so many positions of padding `after` it.
  static AxisPlan sliding(Int size, Int length, Int step, Regular run, Int after) {
    AxisPlan plan(Axis::Form::sliding, size, length, step);
    plan.axis_.run = run;
    plan.axis_.extent = size + after - run.origin;
    plan.axis_.most_extent = run.taps;
    plan.axis_.less_extent = run.stride;
    plan.axis_.uses = sum_of_counts(size, length, step, run);
    // Taps that padding clips begin anywhere within a step.
    if (step > 1 && run.taps > 1 && run.origin < 0) plan.axis_.recoil = std::min(step, size) - 1;
    plan.finish({{run.origin, run.taps}}, 1, run.stride);
    return plan;
  }

  static AxisPlan adaptive(Int size, Int length) { return adaptive(size, length, 1); }

  static AxisPlan listed(Int size, Ints starts, Ints counts) {
    const Int length = Int(starts.size());
    const Int most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
    const Int stride = length > 1 ? starts[1] - starts[0] : std::max<Int>(1, size);
    bool even = most > 0 && stride > 0;
    for (Int i = 0; i < length && even; ++i)
      even = counts[i] == most && starts[i] == starts[0] + i * stride;
    if (even) return sliding(size, length, 1, {starts[0], stride, most}, 0);
    AxisPlan plan(Axis::Form::listed, size, length, 1);
    plan.starts_ = std::move(starts);
    plan.counts_ = std::move(counts);
    plan.finish();
    return plan;
  }

  Int size() const { return axis_.size; }
  Int length() const { return axis_.length; }

  // Points into this object: good for as long as it lives, and stays where it is.
  Axis view() const {
    Axis axis = axis_;
    // An empty vector has no memory to point at.
    axis.starts = starts_.empty() ? nullptr : starts_.data();
    axis.counts = counts_.empty() ? nullptr : counts_.data();
    axis.phase = phases_.data();
    return axis;
  }

  // The windows of the way back: for each position the windows that hold it.
  AxisPlan back() const {
    if (axis_.form == Axis::Form::sliding) return holding();
    if (axis_.form == Axis::Form::listed) return inverted();
    AxisPlan back(Axis::Form::adaptive, axis_.length, axis_.size, 1);
    back.axis_.whole = axis_.length;
    back.axis_.parts = Divisor(axis_.whole);
    back.axis_.unit = 1;
    back.axis_.repeat = Divisor(axis_.unit);
    back.finish();
    return back;
  }

  // The windows [from, to) alone, over as many positions as they look at, and no fewer than
  // [first, last); `first` becomes where those begin.
  AxisPlan part(Int from, Int to, Int& first, Int last) const {
    const Axis axis = view();
    const Int n = to - from;
    if (axis.form == Axis::Form::sliding) {
      const Regular& run = axis.run;
      const Int origin = run.origin + from * run.stride;
      first = std::clamp<Int>(std::min(first, n > 0 ? origin : first), 0, axis.size);
      if (n > 0)
        last = std::max(last, origin + (n - 1) * run.stride + (run.taps - 1) * axis.gap() + 1);
      const Int size = std::max<Int>(std::min(last, axis.size) - first, 1);
      AxisPlan plan = sliding(size, n, axis.step, {origin - first, run.stride, run.taps}, 0);
      plan.axis_.extent = axis.extent - from * axis.less_extent;
      plan.axis_.most_extent = axis.most_extent;
      plan.axis_.less_extent = axis.less_extent;
      return plan;
    }
    Ints starts, counts;
    for (Int i = from; i < to; ++i) {
      const Span at = axis.at(i);
      starts.push_back(at.start);
      counts.push_back(at.count);
      first = at.count > 0 ? std::min(first, at.start) : first;
      last = std::max(last, at.start + at.count);
    }
    for (Int& start : starts) start -= first;
    return listed(std::max<Int>(last - first, 1), std::move(starts), std::move(counts));
  }

  // The first window that begins at the position or behind it; or, of `ends`, that ends behind it.
  Int first_behind(Int position, bool ends) const {
    const Axis axis = view();
    if (axis.form == Axis::Form::sliding) {
      const Int reach = ends ? (axis.run.taps - 1) * axis.gap() : 0;
      return std::clamp<Int>(ceil_divide(position - reach - axis.run.origin, axis.run.stride), 0,
                             axis.length);
    }
    Int low = 0, high = axis.length;
    while (low < high) {
      const Int middle = low + (high - low) / 2;
      const Span at = axis.at(middle);
      const bool behind = ends ? at.start + at.count > position : at.start >= position;
      if (behind) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // This axis around an inner one whose only window is all of it: one axis of their product.
  std::optional<AxisPlan> around(const AxisPlan& inner) const {
    if (axis_.size == 1 && axis_.length == 1 && axis_.divisor(true, 0) == 1) return std::nullopt;
    const Int n = inner.axis_.size;
    const Axis outer = view(), within = inner.view();
    const bool whole = within.length == 1 && n > 0 && within.start(0) == 0 &&
                       within.count(0) == n && within.step == 1;
    if (!whole || outer.step != 1) return std::nullopt;
    // Padding may reach so far that products are no longer exact, or overflow.
    constexpr double exact = 9007199254740992.0, most = 0x1p62;  // 2^53
    const double extent = within.divisor(true, 0);
    const bool any = outer.length > 0;
    if (any && outer.divisor(true, 0) * extent >= exact) return std::nullopt;
    switch (outer.form) {
      case Axis::Form::sliding: {
        const Regular& run = outer.run;
        const double farthest =
            std::max({double(-run.origin), double(outer.extent), double(run.stride),
                      double(run.taps), double(outer.size)});
        if (farthest * std::max(extent, double(n)) >= most) return std::nullopt;
        const Regular merged{run.origin * n, run.stride * n, run.taps * n};
        AxisPlan plan = sliding(outer.size * n, outer.length, 1, merged, 0);
        plan.axis_.extent = outer.extent * Int(extent);
        plan.axis_.most_extent = outer.most_extent * Int(extent);
        plan.axis_.less_extent = outer.less_extent * Int(extent);
        return plan;
      }
      case Axis::Form::adaptive:
        return adaptive(outer.whole, outer.length, n);
      default: {
        Ints starts = starts_, counts = counts_;
        for (Int& start : starts) start *= n;
        for (Int& count : counts) count *= n;
        return listed(outer.size * n, std::move(starts), std::move(counts));
      }
    }
  }

 private:
  AxisPlan(Axis::Form form, Int size, Int length, Int step) {
    axis_.form = form;
    axis_.size = size;
    axis_.length = length;
    axis_.step = step;
  }

  // Of `whole` units of so many positions each.
  static AxisPlan adaptive(Int whole, Int length, Int unit) {
    const Int size = whole * unit, least = whole / std::max<Int>(1, length);
    const Int rest = whole - least * length;
    if (length == 1 || (least > 0 && length > 0 && rest <= 1)) {
      const Int stride = least * unit;
      return sliding(size, length, 1, {0, stride, stride + rest * unit}, 0);
    }
    AxisPlan plan(Axis::Form::adaptive, size, length, 1);
    plan.axis_.whole = whole;
    plan.axis_.parts = Divisor(std::max<Int>(1, length));
    plan.axis_.unit = unit;
    plan.finish();
    return plan;
  }

  // All that follows from where the windows are, and from the phases of regular ones.
  void finish(std::vector<Phase> phases = {}, Int period = 0, Int stride = 0) {
    if (!phases.empty()) make_regular(std::move(phases), period, stride);
    // Windows that nothing clips are as quick to work out.
    const bool full = axis_.lo == 0 && axis_.hi == axis_.length && axis_.length > 0;
    if (axis_.form != Axis::Form::listed && axis_.length <= kTabulated && !full) {
      const Axis axis = view();
      starts_.reserve(std::size_t(axis.length));
      counts_.reserve(std::size_t(axis.length));
      for (Int i = 0; i < axis.length; ++i) {
        const Span at = axis.at(i);
        starts_.push_back(at.start);
        counts_.push_back(at.count);
      }
    }
    axis_.most = largest_count();
    const Axis axis = view();
    axis_.near = full && axis.length > 1 ? axis.run.stride : std::numeric_limits<Int>::max();
    // Windows behind those are as far from each other as these are.
    for (Int i = 1; i < std::min(axis.length, kTabulated) && axis_.near > 0 && !full; ++i)
      axis_.near = std::min(axis_.near, axis.start(i) - axis.start(i - 1));
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
    if (period == 1) find_full(phases_[0], stride);
  }

  // The run of windows that the ends of the axis do not clip.
  void find_full(const Phase& phase, Int stride) {
    const Int room = axis_.size - 1 - (phase.taps - 1) * axis_.step - phase.origin;
    const Int lo = std::clamp<Int>(ceil_divide(-phase.origin, stride), 0, axis_.length);
    const Int hi = room < 0 ? 0 : std::min(room / stride + 1, axis_.length);
    axis_.lo = lo < hi ? lo : axis_.length;
    axis_.hi = lo < hi ? hi : axis_.length;
    axis_.run = {phase.origin, stride, phase.taps};
  }

  Int largest_count() const {
    if (!counts_.empty()) return *std::max_element(counts_.begin(), counts_.end());
    const Axis axis = view();
    switch (axis.form) {
      case Axis::Form::sliding: {
        if (axis.lo < axis.hi) return axis.run.taps;
        Int most = 0, from = 0, to = axis.length;
        // Of neighbours the windows before the axis hold ever more, those from its start on ever
        // fewer.
        if (axis.step == 1) {
          from = std::clamp<Int>(ceil_divide(-axis.run.origin, axis.run.stride) - 1, 0, to);
          to = std::min(from + 2, to);
        }
        for (Int i = from; i < to; ++i) most = std::max(most, axis.count(i));
        return most;
      }
      case Axis::Form::adaptive: {
        if (axis.whole == 0) return 0;
        const Int least = axis.whole / axis.parts.by, rest = axis.whole % axis.parts.by;
        // With a remainder windows round outwards: at both ends, unless starts repeat often enough.
        return (least + (rest > 0) + (rest > std::gcd(axis.whole, axis.parts.by))) * axis.unit;
      }
      case Axis::Form::holding:
        return std::min(axis.span / axis.of.stride / axis.step + 1,
                        ceil_divide(axis.size, axis.step));
      default:
        return 0;
    }
  }

  // Of windows without gaps between their elements, or whose strides are multiples of those gaps:
  // then all that is between can be left out.
  static Int sum_of_counts(Int size, Int length, Int step, Regular run) {
    if (run.taps == 1) step = 1;
    if (run.stride % step != 0 || double(length) * double(size) >= 0x1p62) return 0;
    const Int shift = run.origin - ceil_divide(run.origin - step + 1, step) * step;
    const Int origin = (run.origin - shift) / step, stride = run.stride / step;
    size = std::max<Int>(0, ceil_divide(size - shift, step));
    // The sum of a, a + stride, …, each of them as if moved onto the axis.
    const auto clipped = [=](Int a) {
      const Int from = std::clamp<Int>(ceil_divide(-a, stride), 0, length);
      const Int to = std::clamp<Int>(ceil_divide(size - a, stride), from, length);
      const Int n = to - from;
      return n * (a + from * stride) + n * (n - 1) / 2 * stride + (length - to) * size;
    };
    return clipped(origin + run.taps) - clipped(origin);
  }

  AxisPlan holding() const {
    const Regular& run = axis_.run;
    const Int apart = run.taps > 1 ? axis_.step : 1, common = std::gcd(apart, run.stride);
    AxisPlan back(Axis::Form::holding, axis_.length, axis_.size, apart / common);
    back.axis_.of = run;
    back.axis_.span = (run.taps - 1) * apart;
    back.axis_.common = common;
    back.axis_.inverse = inverse(run.stride / common, apart / common);
    back.axis_.of_stride = Divisor(run.stride);
    back.axis_.uses = axis_.uses;
    if (back.axis_.step > 1) back.axis_.recoil = std::min(back.axis_.step, back.axis_.size) - 1;
    // Positions p, p + stride, … lie in windows j, j + 1, …: as many phases as the stride.
    std::vector<Phase> phases;
    const Int count = std::min(run.stride, back.axis_.length);
    for (Int r = 0; axis_.period > 0 && count <= kTabulated && r < count; ++r) {
      const Span reaching = back.axis_.reaching(r);
      phases.push_back({reaching.count > 0 ? reaching.start : 0, reaching.count});
    }
    back.finish(std::move(phases), run.stride, 1);
    return back;
  }

  // The number below `modulus` that times a leaves 1; they have no factor in common.
  static Int inverse(Int a, Int modulus) {
    Int r = modulus, next = a % modulus, t = 0, t_next = 1;
    while (next > 0) {
      const Int quotient = r / next;
      r = std::exchange(next, r - quotient * next);
      t = std::exchange(t_next, t - quotient * t_next);
    }
    return t < 0 ? t + modulus : t % modulus;
  }

  AxisPlan inverted() const {
    AxisPlan back(Axis::Form::listed, axis_.length, axis_.size, 1);
    Int first = 0, last = 0;  // the windows that do not end before a position, that have begun
    for (Int p = 0; p < axis_.size; ++p) {
      while (first < axis_.length && starts_[first] + counts_[first] <= p) ++first;
      while (last < axis_.length && starts_[last] <= p) ++last;
      back.starts_.push_back(first < last ? first : 0);
      back.counts_.push_back(std::max<Int>(0, last - first));
    }
    back.finish();
    return back;
  }

  Axis axis_{};
  Ints starts_, counts_;
  std::vector<Phase> phases_;
};

// All axes together.
class Plan {
 public:
  explicit Plan(std::vector<AxisPlan> axes) : axes_(std::move(axes)) {
    // Windows over whole rows are windows over one long row.
    for (std::size_t outer : {1, 0, 1})
      if (auto merged = axes_[outer].around(axes_[outer + 1])) {
        axes_[outer + 1] = std::move(*merged);
        axes_[outer] = AxisPlan::adaptive(1, 1);
      }
    windows_ = view(axes_);
    if (windows_.offsets <= kTabulated) {
      taps_.reserve(std::size_t(windows_.offsets));
      for (Int i = 0; i < windows_.offsets; ++i) taps_.push_back(windows_.distance_of(i));
      windows_.taps = taps_.data();
    }
    windows_.back = &back_;
  }
  Plan(const Plan&) = delete;

  const Windows& windows() const { return windows_; }

  // The same of an array of one row, of the windows along it [from, to) alone.
  std::unique_ptr<Plan> part(Int from, Int to, Int& first, Int last) const {
    std::vector axes{axes_[0], axes_[1], axes_[2].part(from, to, first, last)};
    auto part = std::make_unique<Plan>(std::move(axes));
    part->is_part_ = true;
    return part;
  }
  // Whether it is such a part, which is not to be parted again.
  bool is_part() const { return is_part_; }
  // Of those windows that look at the positions [first, last), the first of which is `from`.
  std::unique_ptr<Plan> part_at(Int& first, Int last, Int& from) const {
    from = axes_[2].first_behind(first, true);
    return part(from, std::max(from, axes_[2].first_behind(last, false)), first, last);
  }

  // Of planes that are one window each, as long as the longest along a row of these.
  const Plan& one_window() const {
    std::call_once(cut_, [&] {
      const AxisPlan one = AxisPlan::adaptive(1, 1);
      window_ =
          std::make_unique<Plan>(std::vector{one, one, AxisPlan::adaptive(windows_.w.most, 1)});
    });
    return *window_;
  }

  // The same with the way back, which only gradients need.
  const Windows& both_ways() const {
    std::call_once(turned_, [&] {
      for (const AxisPlan& axis : axes_) back_axes_.push_back(axis.back());
      back_ = view(back_axes_);
      back_.back = &windows_;
    });
    return windows_;
  }

 private:
  static Windows view(const std::vector<AxisPlan>& axes) {
    Windows windows{};
    windows.d = axes[0].view();
    windows.h = axes[1].view();
    windows.w = axes[2].view();
    windows.inputs = windows.d.size * windows.h.size * windows.w.size;
    windows.outputs = windows.d.length * windows.h.length * windows.w.length;
    windows.offsets = windows.d.most * windows.h.most * windows.w.most;
    windows.columns = Divisor(windows.w.most);
    windows.rows = Divisor(windows.h.most);
    return windows;
  }

  std::vector<AxisPlan> axes_;
  mutable std::vector<AxisPlan> back_axes_;
  mutable std::once_flag turned_, cut_;
  mutable std::unique_ptr<Plan> window_;
  mutable Windows back_{};
  Windows windows_{};
  Ints taps_;
  bool is_part_ = false;
};

}  // namespace poolwise
