// Where: the windows of src/poolwise/windows.py as the kernels see them.
//
// Sliding and adaptive windows are arithmetic: to plan them takes the same few numbers however many
// there are. Tables are kept of few windows, of which some are clipped or irregular, where looking
// up is quicker than working out, and of those that nothing else describes.
#pragma once
#include <algorithm>
#include <cstdint>

namespace poolwise {

// A number to divide by, often: processors take ten times as long to divide as to multiply.
struct Divisor {
  std::int64_t by;
  double inverse;

  Divisor(std::int64_t number = 1) : by(number), inverse(1 / double(number)) {}

  // Exact for quotients below 2^50, which all positions and all numbers of windows are.
  std::int64_t floor(std::int64_t a) const {
    const auto near = std::int64_t(double(a) * inverse);
    const std::int64_t rest = a - near * by;
    return near + (rest >= by) - (rest < 0);
  }
  std::int64_t ceil(std::int64_t a) const { return -floor(-a); }
};

// A window on an axis: positions start + j * step, 0 <= j < count.
struct Span {
  std::int64_t start, count;
};

// A regular run of windows: window j of it holds origin + j * stride + t * step, 0 <= t < taps,
// as far as that lies on the axis.
struct Phase {
  std::int64_t origin, taps;
};

// Windows origin + j * stride + t * step, 0 <= t < taps, before anything clips them.
struct Regular {
  std::int64_t origin, stride, taps;
};

struct Axis {
  std::int64_t size, length, step;
  std::int64_t most;  // the largest count
  std::int64_t uses;  // of regular windows that leave nothing out, the sum of all counts; else 0
  std::int64_t near;  // the least distance from a window's start to the next one's
  // Windows [lo, hi) are all of the largest count and lie a fixed stride apart.
  std::int64_t lo, hi, stride;
  // Windows r, r + period, r + 2 * period, … are phase r; period 0: the axis is irregular.
  std::int64_t period;
  const Phase* phase;
  std::int64_t low, high;  // all that unclipped windows reach; outside [0, size) if clipped
  bool clipped;
  std::int64_t recoil;  // how far before a window's start a later one's may lie, at most

  // How windows are worked out.
  enum class Form {
    sliding,   // by `run`, clipped to the axis
    adaptive,  // window i is [⌊i * whole / parts⌋, ⌈(i + 1) * whole / parts⌉)
    holding,   // of the way back: the windows of `of` that hold position i
    listed     // not at all
  } form;
  const std::int64_t *starts, *counts;  // tables, of few windows and of listed ones; or null
  Regular run;                          // of sliding windows, and of the windows [lo, hi)
  // The taps inside the padded extent, for which sums may be divided: of the first window, of one
  // that the extent does not clip, and how many fewer there are from a window to the next.
  std::int64_t extent, most_extent, less_extent;
  // Adaptive windows are of `unit` positions, and `repeat` of them are the same.
  std::int64_t whole, unit;
  Divisor parts, repeat;
  // Holding: a window's last tap is `span` after its first. Of those that reach a position the ones
  // with a tap there are `step` apart; the first of them follows from `inverse`, which is that of
  // stride / common in the residues of step. Elsewhere than at multiples of `common` is no tap.
  Regular of;
  std::int64_t span, common, inverse;
  Divisor of_stride;

  // Long windows far apart have no use for their neighbours, and loops of their own.
  bool apart() const { return stride >= 8 && most >= 16; }
  // The step between the elements of a window. With one element it has no meaning, and may be huge.
  std::int64_t gap() const { return most > 1 ? step : 1; }
  // Padding before the axis, and the axis with all its padding.
  std::int64_t before() const { return low < 0 ? -low : 0; }
  std::int64_t reach() const { return before() + (high > size ? high : size); }

  Span at(std::int64_t i) const {
    if (starts) return {starts[i], counts[i]};
    return lo <= i && i < hi ? Span{run.origin + i * run.stride, run.taps} : worked_out(i);
  }
  std::int64_t start(std::int64_t i) const { return starts ? starts[i] : at(i).start; }
  std::int64_t count(std::int64_t i) const { return counts ? counts[i] : at(i).count; }

  // What the sum of window i is divided by: its elements, or its taps inside the padded extent.
  double divisor(bool padded, std::int64_t i) const {
    if (!padded || form != Form::sliding) return double(count(i));
    const std::int64_t room = extent - i * less_extent;
    return double(std::min(most_extent, step == 1 ? room : (room + step - 1) / step));
  }
  // Whether that is known to be the same for all windows.
  bool divides_evenly(bool padded) const {
    if (length <= 1 || (lo == 0 && hi == length)) return true;
    if (padded && form == Form::sliding) return divisor(true, 0) == divisor(true, length - 1);
    if (counts) return std::all_of(counts, counts + length, [&](auto n) { return n == counts[0]; });
    return form == Form::adaptive && parts.by % whole == 0;
  }

  // The starts and the divisors of windows [from, from + n), side by side.
  void list_starts(std::int64_t from, std::int64_t n, std::int64_t* to) const {
    list(from, n, to, [this](std::int64_t i) { return start(i); }, run.stride);
  }
  void list_divisors(bool padded, std::int64_t from, std::int64_t n, double* to) const {
    list(from, n, to, [=, this](std::int64_t i) { return divisor(padded, i); }, 0);
  }

  // Holding: the windows that hold a position, if there were windows without end.
  Span reaching(std::int64_t position) const {
    const std::int64_t to = position - of.origin, last = of_stride.floor(to);
    std::int64_t first = of_stride.ceil(to - span);
    const bool any = common == 1 || to % common == 0;
    if (any && step > 1) first += residue(times(residue(to / common), inverse) - first);
    return {first, any && first <= last ? (last - first) / step + 1 : 0};
  }

 private:
  // Of windows [lo, hi) each number is `more` than the one before.
  template <class T, class Of>
  void list(std::int64_t from, std::int64_t n, T* to, Of of, std::int64_t more) const {
    const std::int64_t begin = std::clamp<std::int64_t>(lo - from, 0, n);
    const std::int64_t end = std::clamp(hi - from, begin, n);
    for (std::int64_t i = 0; i < begin; ++i) to[i] = of(from + i);
    const T first = begin < end ? of(from + begin) : T(0);
    for (std::int64_t i = begin; i < end; ++i) to[i] = first + T((i - begin) * more);
    for (std::int64_t i = end; i < n; ++i) to[i] = of(from + i);
  }

  Span worked_out(std::int64_t i) const {
    if (form == Form::sliding) return clip({run.origin + i * run.stride, run.taps});
    if (form == Form::holding) {
      const Span some = clip(reaching(i));
      return {std::min(some.start, size), some.count};
    }
    const std::int64_t window = repeat.by == 1 ? i : repeat.floor(i);
    const std::int64_t begin = parts.floor(window * whole), end = parts.ceil((window + 1) * whole);
    return {begin * unit, (end - begin) * unit};
  }

  // The elements of a window that lie on the axis.
  Span clip(Span all) const {
    const std::int64_t skipped = all.start < 0 ? (step - 1 - all.start) / step : 0;
    const std::int64_t inside = all.start < size ? (size - 1 - all.start) / step + 1 : 0;
    const std::int64_t count = std::min(inside, all.count) - skipped;
    return {all.start + skipped * step, std::max<std::int64_t>(count, 0)};
  }

  std::int64_t residue(std::int64_t a) const { return a % step < 0 ? a % step + step : a % step; }
  // The residue of a product that there may be no room for.
  std::int64_t times(std::int64_t a, std::int64_t b) const {
    if (step < std::int64_t(1) << 31) return a * b % step;
    std::int64_t sum = 0;
    for (; b > 0; b /= 2, a = 2 * a % step) sum = b % 2 ? (sum + a) % step : sum;
    return sum;
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
  Divisor columns, rows;  // w.most and h.most
  // The windows of the way back: for each position, the windows that hold it; and of those these.
  const Windows* back;

  std::int64_t start(std::int64_t od, std::int64_t oh, std::int64_t ow) const {
    return (d.start(od) * h.size + h.start(oh)) * w.size + w.start(ow);
  }
  std::int64_t distance(std::int64_t offset) const {
    return taps ? taps[offset] : distance_of(offset);
  }
  std::int64_t distance_of(std::int64_t offset) const {
    const std::int64_t rest = columns.floor(offset), kw = offset - rest * w.most;
    const std::int64_t kd = rows.floor(rest), kh = rest - kd * h.most;
    return (kd * d.step * h.size + kh * h.step) * w.size + kw * w.step;
  }
  bool empty(std::int64_t od, std::int64_t oh, std::int64_t ow) const {
    return d.count(od) == 0 || h.count(oh) == 0 || w.count(ow) == 0;
  }
};

}  // namespace poolwise
