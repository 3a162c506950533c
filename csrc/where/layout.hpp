// What an array's memory looks like, whatever library it is of.
#pragma once
#include <nanobind/nanobind.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

namespace poolwise {

namespace nb = nanobind;

using Int = std::int64_t;

struct Layout {
  static constexpr int kMostAxes = 8;
  enum Kind : std::uint64_t { kArray, kTensor };

  Kind kind;
  std::uint64_t dtype;
  int ndim;  // -1: more axes than there is room for
  Int shape[kMostAxes], strides[kMostAxes];
  std::uintptr_t data;

  template <class Length>
  void set_axes(int axes, const Length* lengths, const Length* steps) {
    ndim = axes <= kMostAxes ? axes : -1;
    std::copy_n(lengths, std::max(ndim, 0), shape);
    std::copy_n(steps, std::max(ndim, 0), strides);
  }
};

using Maker = std::function<nb::object()>;

}  // namespace poolwise
