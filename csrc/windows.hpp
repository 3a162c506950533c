// Where: the tables of src/poolwise/windows.py as the kernels see them.
#pragma once
#include <cstdint>

namespace poolwise {

// Window i of an axis holds the positions start[i] + j * step, 0 <= j < count[i].
struct Axis {
  std::int64_t size, length, step;
  std::int64_t most;  // the largest count
  const std::int64_t* start;
  const std::int64_t* count;
  const double* divisor[2];  // per window: real elements, and taps inside the padded extent
  // Windows [lo, hi) are all of the largest count and lie a fixed stride apart.
  std::int64_t lo, hi, stride;
  // Input position p can only lie in windows [first[p], last[p]].
  const std::int64_t* first;
  const std::int64_t* last;

  bool holds(std::int64_t window, std::int64_t position) const {
    const std::int64_t away = position - start[window];
    return away >= 0 && away % step == 0 && away / step < count[window];
  }
};

// Three axes always: depth and height are of size one where an input has fewer.
struct Windows {
  Axis d, h, w;
  std::int64_t inputs, outputs;  // elements of one plane
  std::int64_t offsets;          // elements of the largest window
  // An element's offset inside its window is (kd * h.most + kh) * w.most + kw. Where windows are
  // small enough to tabulate, taps[offset] is its distance from the window's start.
  const std::int64_t* taps;

  std::int64_t start(std::int64_t od, std::int64_t oh, std::int64_t ow) const {
    return (d.start[od] * h.size + h.start[oh]) * w.size + w.start[ow];
  }
  std::int64_t distance(std::int64_t offset) const {
    if (taps) return taps[offset];
    const std::int64_t kw = offset % w.most, rest = offset / w.most;
    const std::int64_t kh = rest % h.most, kd = rest / h.most;
    return (kd * d.step * h.size + kh * h.step) * w.size + kw * w.step;
  }
  bool empty(std::int64_t od, std::int64_t oh, std::int64_t ow) const {
    return d.count[od] == 0 || h.count[oh] == 0 || w.count[ow] == 0;
  }
};

}  // namespace poolwise
