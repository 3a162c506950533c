// Calls without their shapes: enough to plan one whose shape never came before.
//
// src/poolwise/windows.py says where windows are, and what is wrong where they cannot be; this says
// it again of what is usual. Of all else it says nothing, and Python answers.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "where/layout.hpp"
#include "where/plan.hpp"

namespace poolwise {

// Outputs and elements of no more than these stay on one thread without asking how many there are.
constexpr Int kSmall = 1 << 13;

// A shape, and how its elements lie in memory: side by side, channels last or not.
struct Form {
  int ndim = 0;
  Int shape[Layout::kMostAxes], strides[Layout::kMostAxes];
  int order[Layout::kMostAxes];  // of the axes, the outermost first

  Form(const Int* lengths, int axes, int rank, bool pixels) : ndim(axes) {
    std::copy_n(lengths, ndim, shape);
    const int channels = ndim - rank - 1;
    for (int i = 0; i < ndim; ++i) order[i] = i;
    if (pixels) std::rotate(order + channels, order + channels + 1, order + ndim);
    Int step = 1;
    for (int i = ndim - 1; i >= 0; --i) strides[order[i]] = step, step *= shape[order[i]];
  }

  // Whether an array of this shape with these strides lies so; where there is but one element of an
  // axis, only `exactly` if its stride is this one, too.
  bool is_that_of(const Int* given, Int unit, bool exactly) const {
    for (int i = 0; i < ndim; ++i)
      if (given[i] != strides[i] * unit && (exactly || shape[i] > 1)) return false;
    return true;
  }

  // The axis of channels of an array of pixels is its last one.
  void move_channels(int rank) {
    const int channels = ndim - rank - 1;
    std::rotate(shape + channels, shape + channels + 1, shape + ndim);
    std::rotate(strides + channels, strides + channels + 1, strides + ndim);
    for (int& axis : std::span(order, std::size_t(ndim)))
      axis = axis == channels ? ndim - 1 : axis > channels ? axis - 1 : axis;
  }
};

// Windows of any axis, from the numbers that Windows.pack() writes.
class WindowRule {
 public:
  explicit WindowRule(const Ints& code) : is_sliding_(code[0] == 0), rank_(int(code[1])) {
    auto at = code.begin() + 2;
    const auto read = [&](PerAxis& to) {
      for (int axis = 0; axis < rank_; ++axis) to[axis] = *at++;
    };
    if (!is_sliding_) {
      read(lengths_);
      return;
    }
    ceil_mode_ = *at++ != 0;
    padding_ = *at++;
    for (PerAxis* to : {&kernel_, &stride_, &step_, &before_, &after_}) read(*to);
  }

  int rank() const { return rank_; }
  // How many windows there are along an axis of this size where they are adaptive.
  Int length(int axis, Int size) const { return lengths_[axis] < 0 ? size : lengths_[axis]; }

  // Whether no kernel is longer than its axis.
  bool lies_inside(const Int* sizes) const {
    for (int axis = 0; axis < rank_; ++axis)
      if (is_sliding_ && kernel_[axis] > sizes[axis]) return false;
    return true;
  }

  // At least as many elements as the largest of so many windows has along an axis of this size.
  double capacity(int axis, Int size, Int length) const {
    if (!is_sliding_) return double(size / length + 2);
    return double(kernel_[axis] <= 16 ? kernel_[axis] : std::min(kernel_[axis], size));
  }

  // The windows along an axis of this size, or so many of them where they are adaptive; none where
  // one of them has no element, or numbers are so large that they need another look.
  std::optional<AxisPlan> along(int axis, Int size, Int asked) const {
    if (size < 1 || size >= kLarge) return std::nullopt;
    if (is_sliding_) return sliding(axis, size);
    if (asked < 1 || asked >= kLarge) return std::nullopt;
    return AxisPlan::adaptive(size, asked);
  }

 private:
  enum Padding { kNumbers, kValid, kSame, kSameLower };
  static constexpr Int kLarge = Int(1) << 30;
  using PerAxis = std::array<Int, 3>;

  std::optional<AxisPlan> sliding(int axis, Int size) const {
    const Int kernel = kernel_[axis], stride = stride_[axis], step = step_[axis];
    Int before = before_[axis], after = after_[axis];
    // Windows that begin before the axis may step over all of it.
    if (std::max({kernel, stride, before, after}) >= kLarge || step > size) return std::nullopt;
    const Int span = step * (kernel - 1) + 1;
    const bool same = padding_ == kSame || padding_ == kSameLower;
    Int length = (size - 1) / stride + 1;
    if (same) {
      const Int missing = std::max<Int>((length - 1) * stride + span - size, 0);
      before = padding_ == kSame ? missing / 2 : missing - missing / 2;
      after = missing - before;
    } else {
      const Int room = size + before + after - span;
      if (room < 0) return std::nullopt;
      length = (room + (ceil_mode_ ? stride - 1 : 0)) / stride + 1;
      // A last window must not begin in the padding after the axis.
      if (ceil_mode_ && (length - 1) * stride >= size + before) --length;
    }
    const Int origin = -before, apart = length > 1 ? stride : 1;
    if (origin + span <= 0 || origin + (length - 1) * apart >= size) return std::nullopt;
    return AxisPlan::sliding(size, length, step, {origin, apart, kernel}, after);
  }

  bool is_sliding_, ceil_mode_ = false;
  int rank_;
  Int padding_ = kNumbers;
  PerAxis kernel_{}, stride_{}, step_{}, before_{}, after_{}, lengths_{};
};

// What is planned of a call, for arrays of one shape.
struct Planned {
  std::unique_ptr<Plan> plan;
  Form out;
  Int outer, inner;

  Int elements() const { return outer * inner * std::max(plan->windows().inputs, outputs()); }
  Int outputs() const { return plan->windows().outputs; }
  bool is_small() const { return elements() <= kSmall; }
};

// Which layouts are answered, and how.
struct Manner {
  bool channels_last = false;  // the axis of channels is the last one
  // As PyTorch does, whose output's layout depends on the input's; and of its operators some keep
  // pixels side by side, and some refuse kernels that are longer than their axes.
  bool pytorch = false, keeps_format = false, kernel_inside = false;
};

// The sizes of adaptive windows, for each axis: an integer, or one for each; None is all there are.
inline bool read_sizes(nb::handle given, int rank, const Int* spatial, Int* to) {
  const auto read = [](nb::handle one, Int whole, Int& to) {
    if (one.is_none()) return to = whole, true;
    return PyLong_CheckExact(one.ptr()) && nb::try_cast(one, to);
  };
  const bool listed = PyTuple_CheckExact(given.ptr()) || PyList_CheckExact(given.ptr());
  if (listed && PySequence_Fast_GET_SIZE(given.ptr()) != rank) return false;
  for (int axis = 0; axis < rank; ++axis)
    if (!read(listed ? PySequence_Fast_GET_ITEM(given.ptr(), axis) : given.ptr(), spatial[axis],
              to[axis]))
      return false;
  return true;
}

// The windows over arrays of one kind, whatever their shape. None where Python is to look at it.
class Planner {
 public:
  // `item` is the bytes of an element, `most` how many elements an output of the usual memory has.
  Planner(const Ints& windows, Int item, double most, Manner manner)
      : rule_(windows), item_(item), most_(most), manner_(manner) {}

  std::optional<Planned> plan(const Layout& x, nb::handle sizes) const {
    const int rank = rule_.rank(), lead = x.ndim - rank, channels = lead - 1;
    if (lead < int(manner_.channels_last)) return std::nullopt;
    Int shape[Layout::kMostAxes], strides[Layout::kMostAxes], lengths[3];
    std::copy_n(x.shape, x.ndim, shape);
    std::copy_n(x.strides, x.ndim, strides);
    if (manner_.channels_last) {
      std::rotate(shape + channels, shape + x.ndim - 1, shape + x.ndim);
      std::rotate(strides + channels, strides + x.ndim - 1, strides + x.ndim);
    }
    const auto pixels = are_pixels(shape, strides, x);
    if (!pixels || !find_lengths(sizes, shape + lead, lengths)) return std::nullopt;
    double outer = 1, elements = 1, capacity = 1;
    for (int axis = 0; axis < lead; ++axis) outer *= double(shape[axis]);
    std::vector<AxisPlan> axes;
    axes.reserve(3);
    for (int none = rank; none < 3; ++none) axes.push_back(AxisPlan::adaptive(1, 1));
    for (int axis = 0; axis < rank; ++axis) {
      auto one = rule_.along(axis, shape[lead + axis], lengths[axis]);
      if (!one) return std::nullopt;
      capacity *= rule_.capacity(axis, one->size(), one->length());
      shape[lead + axis] = one->length();
      elements *= double(one->length());
      axes.push_back(std::move(*one));
    }
    // None of no elements, and none of so many that they could not be counted.
    if (outer < 1 || outer * elements > most_ || capacity >= 0x1p31) return std::nullopt;
    Form out(shape, x.ndim, rank, *pixels);
    const Int inner = *pixels ? shape[channels] : 1;
    if (manner_.channels_last) out.move_channels(rank);
    return Planned{std::make_unique<Plan>(std::move(axes)), out, Int(outer) / inner, inner};
  }

 private:
  // Whether the channels of a pixel lie side by side; none where elements lie in no such order.
  std::optional<bool> are_pixels(const Int* shape, const Int* strides, const Layout& x) const {
    const int rank = rule_.rank(), channels = x.ndim - rank - 1;
    const Int unit = x.kind == Layout::kArray ? item_ : 1;
    const auto closer = [&](Int stride) { return std::abs(strides[channels]) < std::abs(stride); };
    const bool pixels =
        channels >= 0 && std::all_of(strides + channels + 1, strides + x.ndim, closer);
    if (!Form(shape, x.ndim, rank, pixels).is_that_of(strides, unit, manner_.pytorch))
      return std::nullopt;
    if (!manner_.pytorch) return pixels;
    // PyTorch refuses bytes in channels-last planes of more elements than a byte counts.
    const bool kept = manner_.keeps_format && item_ > 1 && channels == 1 && shape[channels] > 1;
    if (pixels ? !kept : channels != 0 && channels != 1) return std::nullopt;
    if (manner_.kernel_inside && !rule_.lies_inside(shape + channels + 1)) return std::nullopt;
    return pixels;
  }

  // How many adaptive windows there are along each axis.
  bool find_lengths(nb::handle sizes, const Int* spatial, Int* to) const {
    const int rank = rule_.rank();
    if (PyTuple_GET_SIZE(sizes.ptr()) > 0)
      return read_sizes(PyTuple_GET_ITEM(sizes.ptr(), 0), rank, spatial, to);
    for (int axis = 0; axis < rank; ++axis) to[axis] = rule_.length(axis, spatial[axis]);
    return true;
  }

  WindowRule rule_;
  Int item_;
  double most_;
  Manner manner_;
};

}  // namespace poolwise
