// The gradient of pick, input row by input row: for each of its elements, the gradients of the
// windows that picked it. A vector of windows at a time, and no zeros to scatter over.
#pragma once
#include "kernels.hpp"
#include "reducers.hpp"
#include "stage.hpp"

namespace poolwise::POOLWISE_LEVEL {

// to[i] += grad[i] where element i was picked with the wanted code.
template <class Cell, class T, class Code>
POOLWISE_NOINLINE void add_where(Cell* __restrict to, const T* __restrict grad,
                                 const Code* __restrict code, std::int64_t n, Code wanted) {
  for (std::int64_t i = 0; i < n; ++i) to[i] += code[i] == wanted ? Cell(widen(grad[i])) : Cell(0);
}

// One tap of windows side by side: window i + shift picked position i if its code is `wanted`.
template <class Code>
struct Tap {
  std::int64_t shift;
  Code wanted;
};

// to[i] = (or, if `more`, +=) the gradients of the windows that picked it, of up to three taps.
template <int taps, bool more, class Cell, class Code>
POOLWISE_NOINLINE void gather_taps(Cell* __restrict to, const Cell* grad, const Code* code,
                                   std::int64_t n, const Tap<Code>* tap) {
  const Tap<Code> a = tap[0], b = tap[taps > 1 ? 1 : 0], c = tap[taps > 2 ? 2 : 0];
  const auto part = [=](Tap<Code> t, std::int64_t i) {
    return code[i + t.shift] == t.wanted ? grad[i + t.shift] : Cell(0);
  };
  for (std::int64_t i = 0; i < n; ++i) {
    Cell sum = more ? to[i] + part(a, i) : part(a, i);
    if constexpr (taps > 1) sum += part(b, i);
    if constexpr (taps > 2) sum += part(c, i);
    to[i] = sum;
  }
}

// Both elements of windows of two, side by side.
template <class Cell, class T, class Code>
POOLWISE_NOINLINE void set_pairs(Cell* __restrict to, const T* __restrict grad,
                                 const Code* __restrict code, std::int64_t n, Code first) {
  const Code second = Code(first + 1);
  each_range<Cell>(n, [=](std::int64_t j, std::int64_t to_end) {
    for (; j < to_end; ++j) {
      const Cell g = Cell(widen(grad[j]));
      to[2 * j] = code[j] == first ? g : Cell(0);
      to[2 * j + 1] = code[j] == second ? g : Cell(0);
    }
  });
}

template <class T, class Code>
class PlaceRows {
 public:
  using Cell = Widened<T>;
  using Int = std::int64_t;
  // As wide as a cell, so that a vector of codes selects a vector of cells.
  using Wide = std::conditional_t<sizeof(Cell) == 8, std::int64_t, std::int32_t>;

  explicit PlaceRows(const Job& job)
      : job_(job), at_(*job.windows), w_(at_.w), inner_(job.inner), width_(at_.w.size * job.inner) {
    const bool run = inner_ == 1 && w_.period == 1 && w_.most == w_.phase[0].taps;
    paired_ = run && w_.stride == 2 && w_.most == 2 && w_.step == 1 && !w_.clipped &&
              at_.back->h.most <= 1 && at_.back->d.most <= 1;
    laned_ = run && !paired_ && w_.most <= kMost && w_.stride <= kMost;
    sums_ = reinterpret_cast<Cell*>(job.scratch);
    if (laned_) lay_out_lanes();
  }

  void row(Int line) const {
    const Int outer = line / (at_.d.size * at_.h.size);
    const Int z = line / at_.h.size % at_.d.size, y = line % at_.h.size;
    T* out = static_cast<T*>(job_.out) + line * width_;
    Cell* sums = sums_;
    if constexpr (std::is_same_v<T, Cell>)
      if (!laned_) sums = out;
    const Axis &depth = at_.back->d, &height = at_.back->h;
    if ((!paired_ && !laned_) || depth.count[z] * height.count[y] == 0)
      std::memset(sums, 0, std::size_t(laned_ ? w_.stride * pitch_ : width_) * sizeof(Cell));
    bool more = false;
    for (Int d = 0; d < depth.count[z]; ++d)
      for (Int h = 0; h < height.count[y]; ++h, more = true) {
        const Int od = depth.start[z] + d * depth.step, oh = height.start[y] + h * height.step;
        const Int kd = (z - at_.d.start[od]) / at_.d.step, kh = (y - at_.h.start[oh]) / at_.h.step;
        const Int from = ((outer * at_.d.length + od) * at_.h.length + oh) * w_.length * inner_;
        add(static_cast<const T*>(job_.x) + from, static_cast<const Code*>(job_.offsets) + from,
            (kd * at_.h.most + kh) * w_.most, sums, more);
      }
    if (laned_ && w_.stride > 1) {
      Cell* whole = joined_;
      if constexpr (std::is_same_v<T, Cell>) whole = out;
      join(sums, pitch_, width_, w_.stride, whole);
      sums = whole;
    }
    if (static_cast<void*>(sums) != out) convert_row(sums, width_, out);
  }

 private:
  static constexpr Int kMost = 16, kVector = 16;

  // Positions s * m + r, for each residue r of the stride s, are a lane. Tap k of window j is in
  // lane r at m = j + q, so in lane r window m - q is at m: a shift by -q.
  void lay_out_lanes() {
    const Int s = w_.stride, longest = (w_.size + s - 1) / s;
    pitch_ = (longest + kVector - 1) / kVector * kVector;
    Int most = 0, least = 0;
    taps_ = 0;
    for (Int r = 0; r < s; ++r) {
      lane_[r] = taps_;
      for (Int k = w_.most - 1; k >= 0; --k) {  // so that windows come in their order
        const Int from = w_.phase[0].origin + k * w_.step - r,
                  q = from >= 0 ? from / s : -(-from / s);
        if (q * s != from) continue;
        tap_[taps_] = {-q, Wide(k)};
        most = q > most ? q : most;
        least = q < least ? q : least;
        ++taps_;
      }
    }
    lane_[s] = taps_;
    margin_ = most;
    const Int after = pitch_ - least > w_.length ? pitch_ - least - w_.length : 0;
    const Int length = margin_ + w_.length + after;
    grad_ = sums_ + s * pitch_ + margin_;
    joined_ = sums_ + s * pitch_ + length;
    code_ = reinterpret_cast<Wide*>(joined_ + w_.size) + margin_;
    std::memset(grad_ - margin_, 0, std::size_t(length) * sizeof(Cell));
    std::memset(code_ - margin_, 0, std::size_t(length) * sizeof(Wide));
  }

  // One row of windows, whose elements in this row of input have the codes from `base` on.
  void add(const T* grad, const Code* code, Int base, Cell* sums, bool more) const {
    if (paired_) {
      set_pairs(sums, grad, code, w_.length, Code(base));
      for (Int p = 2 * w_.length; p < w_.size; ++p) sums[p] = 0;
    } else if (laned_) {
      add_lanes(grad, code, base, sums, more);
    } else if (inner_ > 1) {
      for (Int j = 0; j < w_.length; ++j)
        for (Int k = 0; k < w_.count[j]; ++k)
          add_where(sums + (w_.start[j] + k * w_.step) * inner_, grad + j * inner_,
                    code + j * inner_, inner_, Code(base + k));
    } else {
      for (Int j = 0; j < w_.length; ++j) {
        const Int k = Int(code[j]) - base;
        if (k >= 0 && k < w_.count[j]) sums[w_.start[j] + k * w_.step] += Cell(widen(grad[j]));
      }
    }
  }

  void add_lanes(const T* grad, const Code* code, Int base, Cell* sums, bool more) const {
    convert_row(grad, w_.length, grad_);
    for (Int j = 0; j < w_.length; ++j) code_[j] = Wide(code[j]);
    for (Int j = 0; j < w_.length; ++j) {  // codes leave out the taps that the padding clips
      const Int skipped = (w_.start[j] - w_.phase[0].origin - j * w_.stride) / w_.step;
      if (skipped <= 0) break;
      code_[j] += Wide(skipped);
    }
    Tap<Wide> taps[kMost];
    for (Int t = 0; t < taps_; ++t) taps[t] = {tap_[t].shift, Wide(tap_[t].wanted + base)};
    for (Int r = 0; r < w_.stride; ++r) {
      Cell* to = sums + r * pitch_;
      bool join = more;
      Int t = lane_[r];
      const Int end = lane_[r + 1];
      if (t == end && !join) std::memset(to, 0, std::size_t(pitch_) * sizeof(Cell));
      for (; t < end; join = true) {
        const Int count = end - t > 3 ? 2 : end - t;
        if (count == 1) gather<1>(to, taps + t, join);
        else if (count == 2) gather<2>(to, taps + t, join);
        else gather<3>(to, taps + t, join);
        t += count;
      }
    }
  }
  template <int count>
  void gather(Cell* to, const Tap<Wide>* taps, bool more) const {
    if (more) gather_taps<count, true>(to, grad_, code_, pitch_, taps);
    else gather_taps<count, false>(to, grad_, code_, pitch_, taps);
  }

  const Job& job_;
  const Windows& at_;
  const Axis& w_;
  Int inner_, width_, pitch_ = 0, margin_ = 0, taps_ = 0;
  Int lane_[kMost + 1];
  Tap<Wide> tap_[kMost];
  bool paired_, laned_;
  Cell *sums_, *grad_ = nullptr, *joined_ = nullptr;
  Wide* code_ = nullptr;
};

template <class T>
void place(const Job& job) {
  const auto rows = [&](auto code) {
    const PlaceRows<T, decltype(code)> place_rows(job);
    for (std::int64_t line = job.begin; line < job.end; ++line) place_rows.row(line);
  };
  if (job.offset_bytes == 1) rows(std::uint8_t{});
  else if (job.offset_bytes == 2) rows(std::uint16_t{});
  else rows(std::uint32_t{});
}

}  // namespace poolwise::POOLWISE_LEVEL
