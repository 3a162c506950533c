// Which way suits the windows of a gradient or of the places of maxima, and the room that it takes.
#pragma once
#include <algorithm>
#include <bit>
#include <utility>

#include "where/windows.hpp"

namespace poolwise {

enum class Way {
  scatter,  // plane by plane, an output at a time: long, irregular or few windows
  groups,   // planar, windows side by side along a row: each writes its elements
  pixels,   // channels-last: each pixel gathers from its windows
  lanes     // planar, regular windows: each residue of the strides gathers from its taps
};

// Of lanes: positions (stride * m + residue) of both axes, for a block of rows m at a time, all
// rows `pitch` apart. Tap t of window j is at m = j + q, so that position m finds it at m - q.
struct LanePlan {
  static constexpr std::int64_t most = 16, vector = 16, cells = 2560;

  std::int64_t margin, pitch, above, halo, rows;

  explicit LanePlan(const Windows& at) {
    const Axis &w = at.w, &h = at.h;
    const auto [first, last] = reach(w);
    margin = std::max<std::int64_t>(last, 0);
    const std::int64_t longest = (w.size + w.stride - 1) / w.stride;
    const std::int64_t needed = margin + std::max(w.length, longest - first);
    pitch = (needed + vector - 1) / vector * vector;
    const auto [top, bottom] = reach(h);
    above = bottom;
    halo = bottom - top;
    const std::int64_t fit = cells / (2 + w.stride * h.stride) / pitch;
    rows = std::max<std::int64_t>(1, std::min((h.size + h.stride - 1) / h.stride, fit));
  }

  // What q taps have.
  static std::pair<std::int64_t, std::int64_t> reach(const Axis& axis) {
    const std::int64_t origin = axis.phase[0].origin;
    const auto floor = [&](std::int64_t a) {
      return a >= 0 ? a / axis.stride : -((axis.stride - 1 - a) / axis.stride);
    };
    return {floor(origin - (axis.stride - 1)), floor(origin + (axis.most - 1) * axis.step)};
  }
  std::int64_t area() const { return rows * pitch; }
  std::int64_t window_rows() const { return rows + halo + 1; }
};

// Windows of more elements than this in reach of a position are scattered.
constexpr std::int64_t kMostGathered = 40;

inline bool is_laned(const Axis& axis) {
  return axis.period == 1 && axis.most == axis.phase[0].taps && axis.most <= LanePlan::most &&
         axis.stride <= LanePlan::most;
}

// Of winners in lanes: blocks of `rows` rows and `columns` columns of windows, in rows of `pitch`
// numbers; `below` more rows are needed of each residue.
struct PickPlan {
  static constexpr std::int64_t vector = 16, cells = 2560, most_columns = 512;

  std::int64_t stride, columns, span, pitch, below, rows;

  explicit PickPlan(const Windows& at) {
    const Axis &w = at.w, &h = at.h;
    stride = w.stride;
    span = (w.most - 1) * w.step + 1;
    columns = std::min(w.length, most_columns);
    pitch = (columns + (span - 1) / stride + vector - 1) / vector * vector;
    below = (h.most - 1) * h.step / h.stride;
    const std::int64_t fit = cells / (h.stride * (w.stride + 2) + 2) / pitch;
    rows = std::max<std::int64_t>(1, std::min(h.length, fit));
  }
  // A little more than the rows: taps reach into the next one.
  std::int64_t area() const { return (rows + below + 1) * pitch; }
  std::int64_t line() const { return columns * stride + span; }
  // Bytes of scratch.
  std::int64_t room(std::int64_t h_stride, std::int64_t cell) const {
    const std::int64_t winners = h_stride + 1;
    return (line() + (h_stride * stride + winners) * area()) * cell + winners * area() * 4 +
           (2 * winners + 4) * 64;
  }
};

// Windows that lie apart share nothing, and are better folded as they come.
inline bool picks_in_lanes(const Windows& at, std::int64_t inner) {
  const auto apart = [](const Axis& axis) { return axis.most <= axis.stride && !axis.clipped; };
  if (inner > 1 || (apart(at.w) && apart(at.h)) || at.outputs == 0 || !is_laned(at.w) ||
      !is_laned(at.h))
    return false;
  const PickPlan plan(at);
  return plan.below <= LanePlan::most && plan.span / at.w.stride <= 2 * PickPlan::most_columns;
}

// Slots for rows of windows: of those that hold a position none falls onto another.
inline std::int64_t slots_back(const Axis& back) {
  const auto span = std::max<std::int64_t>(1, (back.most - 1) * back.step + 1);
  return std::int64_t(std::bit_ceil(std::uint64_t(span)));
}

// Whether rows of windows may be kept until the last row of pixels has looked at them.
inline bool keeps_rows(const Windows& at, std::int64_t inner) {
  constexpr std::int64_t most = 4 << 20;
  const std::int64_t slots = slots_back(at.back->d) * slots_back(at.back->h);
  return slots == 1 || slots * at.w.length * inner <= most;
}

// Whether windows of two to four positions cover a row one after the other, from its start on.
inline bool lies_side_by_side(const Axis& w) {
  return w.period == 1 && w.step == 1 && w.stride == w.most && w.stride >= 2 && w.stride <= 4 &&
         w.most == w.phase[0].taps && w.phase[0].origin == 0 && !w.clipped;
}

inline Way way_back(const Windows& at, std::int64_t inner, int offset_bytes) {
  constexpr std::int64_t short_row = 8;
  const Axis& w = at.w;
  const bool apart = at.back->h.most <= 1 && at.back->d.most <= 1;
  if (at.back->d.most * at.back->h.most * w.most > kMostGathered) return Way::scatter;
  if (inner > 1) return keeps_rows(at, inner) ? Way::pixels : Way::scatter;
  if (w.length < short_row && 4 * at.outputs <= at.inputs) return Way::scatter;
  if (apart && lies_side_by_side(w)) return Way::groups;
  if (is_laned(w) && is_laned(at.h) && offset_bytes <= 2 && LanePlan(at).halo <= LanePlan::most)
    return Way::lanes;
  return Way::scatter;
}

// Whether each position is in one window at most, so that gradients of sums are but copied.
inline bool lies_apart(const Windows& at) {
  return at.back->d.most <= 1 && at.back->h.most <= 1 && at.back->w.most <= 1;
}

// Sums over pixels: of more windows in reach of a position rows are added up before columns.
constexpr std::int64_t kMostSpread = 4;

inline bool spreads_few(const Windows& at, std::int64_t inner) {
  constexpr std::int64_t channels = 8;
  const std::int64_t most = at.back->d.most * at.back->h.most * at.back->w.most;
  return most <= 1 || (most <= kMostSpread && inner >= channels && keeps_rows(at, inner));
}

// Bytes of scratch, for numbers of up to eight.
inline std::int64_t room_of_pixels(const Windows& at, std::int64_t inner) {
  constexpr std::int64_t cell = 8, slack = 256;
  const std::int64_t slots = slots_back(at.back->d) * slots_back(at.back->h);
  const std::int64_t columns = at.w.size + 1 + 2 * at.w.length * at.w.most;
  const std::int64_t row = at.w.length * inner + slack;
  return (at.w.size * inner + columns + slots * (2 * row + 1) + slack) * cell;
}

inline std::int64_t room_back(const Windows& at, std::int64_t inner, Way way) {
  constexpr std::int64_t cell = 8, slack = 256;
  const std::int64_t in = at.w.size * inner, out = at.w.length * inner;
  if (way == Way::groups) return (out + slack) * cell;
  if (way == Way::pixels) return room_of_pixels(at, inner);
  const LanePlan plan(at);
  const std::int64_t lanes = at.w.stride * at.h.stride * plan.area();
  return (in + 2 * plan.window_rows() * plan.pitch + lanes + 4 * slack) * cell;
}

}  // namespace poolwise
