// Where: the tables of src/poolwise/windows.py as the kernels see them.
#pragma once
#include <cstdint>

namespace poolwise {

// A regular run of windows: window j of it holds origin + j * stride + t * step, 0 <= t < taps,
// as far as that lies on the axis.
struct Phase {
  std::int64_t origin, taps;
};

// Window i of an axis holds the positions start[i] + j * step, 0 <= j < count[i].
struct Axis {
  std::int64_t size, length, step;
  std::int64_t most;  // the largest count
  const std::int64_t* start;
  const std::int64_t* count;
  const double* divisor[2];  // per window: real elements, and taps inside the padded extent
  const double* share[2];    // per position: the divisor of the window that it stands for
  // Windows [lo, hi) are all of the largest count and lie a fixed stride apart.
  std::int64_t lo, hi, stride;
  // Windows r, r + period, r + 2 * period, … are phase r; period 0: the axis is irregular.
  std::int64_t period;
  const Phase* phase;
  std::int64_t low, high;  // all that unclipped windows reach; outside [0, size) if clipped
  bool clipped;

  // Long windows far apart have no use for their neighbours, and loops of their own.
  bool apart() const { return stride >= 8 && most >= 16; }
  // Padding before the axis, and the axis with all its padding.
  std::int64_t before() const { return low < 0 ? -low : 0; }
  std::int64_t reach() const { return before() + (high > size ? high : size); }
};

// Three axes always: depth and height are of size one where an input has fewer.
struct Windows {
  Axis d, h, w;
  std::int64_t inputs, outputs;  // elements of one plane
  std::int64_t offsets;          // elements of the largest window
  // An element's offset inside its window is (kd * h.most + kh) * w.most + kw. Where windows are
  // small enough to tabulate, taps[offset] is its distance from the window's start.
  const std::int64_t* taps;
  // The windows of the way back: for each position, the windows that hold it.
  const Windows* back;

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
