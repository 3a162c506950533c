// What gradients of channels-last arrays have in common: for each pixel the windows that hold it,
// and rows of windows made ready once for all rows of pixels that look at them.
#pragma once
#include "kernels.hpp"
#include "where/ways.hpp"

namespace poolwise::POOLWISE_LEVEL {

// A window along the row that holds a pixel: how far its channels are, and which tap that is.
struct Beside {
  std::int64_t away, tap;
};

inline std::int64_t tap_of(const Axis& axis, std::int64_t window, std::int64_t position) {
  const std::int64_t distance = position - axis.start(window);
  return axis.step == 1 ? distance : distance / axis.step;
}

class PixelRows {
 public:
  using Int = std::int64_t;

  PixelRows(const Windows& at, Int inner, char* memory)
      : at_(at), depths_(slots_back(at.back->d)), heights_(slots_back(at.back->h)) {
    held_ = reinterpret_cast<Int*>(memory);
    from_ = held_ + slots();
    columns_ = reinterpret_cast<Beside*>(from_ + at.w.size + 1);
    for (Int i = 0; i < slots(); ++i) held_[i] = -1;
    const Axis& back = at.back->w;
    Int count = 0;
    for (Int x = 0; x < at.w.size; ++x) {
      from_[x] = count;
      const Span windows = back.at(x);
      for (Int k = 0, ow = windows.start; k < windows.count; ++k, ow += back.step)
        columns_[count++] = {ow * inner, tap_of(at.w, ow, x)};
    }
    from_[at.w.size] = count;
  }

  Int slots() const { return depths_ * heights_; }
  // What lies behind the tables.
  char* rest() const { return reinterpret_cast<char*>(columns_ + from_[at_.w.size]); }
  const Beside* begin(Int x) const { return columns_ + from_[x]; }
  const Beside* end(Int x) const { return columns_ + from_[x + 1]; }

  // Calls each(line, od, oh, slot, fresh) for the rows of windows in reach of row (z, y) of pixels,
  // `fresh` where the slot has held another one.
  template <class Each>
  void windows(Int outer, Int z, Int y, Each each) {
    const Axis &d = at_.back->d, &h = at_.back->h;
    const Span planes = d.at(z), rows = h.at(y);
    for (Int i = 0, od = planes.start; i < planes.count; ++i, od += d.step)
      for (Int j = 0, oh = rows.start; j < rows.count; ++j, oh += h.step) {
        const Int line = (outer * at_.d.length + od) * at_.h.length + oh;
        const Int slot = (od & (depths_ - 1)) * heights_ + (oh & (heights_ - 1));
        const bool fresh = held_[slot] != line;
        held_[slot] = line;
        each(line, od, oh, slot, fresh);
      }
  }

 private:
  const Windows& at_;
  Int depths_, heights_;
  Int *held_, *from_;
  Beside* columns_;
};

}  // namespace poolwise::POOLWISE_LEVEL
