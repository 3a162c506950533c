// One row of input to one row of what is kept: the windows of the last axis.
//
// Rows go first and columns second, so that elements are folded in row-major order: which of 0.0
// and -0.0, or which of two NaNs, is kept follows from that order.
#pragma once
#include "kernels.hpp"
#include "rows/kept.hpp"
#include "rows/many_windows.hpp"
#include "rows/sliding.hpp"
#include "rows/stage.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Windows of up to this many elements are folded one by one, longer ones share their parts.
constexpr std::int64_t kFewTaps = 6;
// Fewer channels than this are not worth a loop of their own.
constexpr std::int64_t kFewChannels = 8;

template <class R, class X>
POOLWISE_NOINLINE void strided(const X* __restrict x, std::int64_t n, std::int64_t stride,
                               std::int64_t taps, std::int64_t step,
                               typename R::Cell* __restrict out) {
  using Cell = typename R::Cell;
  for (std::int64_t j = 0; j < n; ++j) {
    Cell cell = Cell(x[j * stride]);
    for (std::int64_t t = 1; t < taps; ++t) cell = R::fold(cell, Cell(x[j * stride + t * step]));
    out[j] = cell;
  }
}

template <class V>
class Rows {
 public:
  using In = typename V::In;
  using R = typename V::Reducer;
  using Cell = typename V::Cell;
  using Row = typename V::Row;
  using Int = std::int64_t;
  // What rows are made of. Floats whose sums are doubles stay floats until a window's are added up:
  // in a few steps, which lose next to nothing.
  static constexpr bool narrow = std::is_same_v<Cell, double> && is_float<In> && sizeof(In) < 8;
  using Element = std::conditional_t<narrow, float, Cell>;

  POOLWISE_NOINLINE Rows(const Job& job, const Axis& w, char* scratch, const Cell* by_column)
      : w_(w),
        inner_(job.inner),
        line_(job.line),
        row_pitch_(job.pitch),
        stage_(w, job.inner, job.piece ? 0 : job.band, job.line,
               reinterpret_cast<Element*>(scratch), Element(R::nothing()),
               reinterpret_cast<const Element*>(by_column)) {
    constexpr Int wide = sizeof(Cell) + (V::plain ? 0 : sizeof(std::int32_t));
    for (int i = 0; i < 3; ++i)
      buffer_[i] = reinterpret_cast<Cell*>(scratch + (i + 1) * job.room * wide);
    banded_ = job.band > 1;
    // Clipped windows are few at either end; only long ones are worth making room for padding.
    const bool sliding = w.period == 1 && !w.apart();
    regular_ = sliding && (banded_ || !w.clipped || w.most > kFewTaps || w.lo >= w.hi);
    inside_ = sliding && !regular_;
    phased_ = w.period > 1 && inner_ == 1;
    blocks_ = V::plain && w.apart() && inner_ == 1 && !w.clipped && !by_column && w.step == 1 &&
              w.phase[0].taps % w.stride == 0 && w.phase[0].taps > w.stride;
    bare_ = !regular_ && !inside_ && !phased_ && !by_column;
    many_ = bare_ && inner_ == 1 && w.step == 1 && w.lo == 0 && w.hi == w.length && w.length > 1 &&
            w.most >= kFoldLanes;
    padded_ = w.clipped && (regular_ || phased_);
    pieces_ = job.piece > 0 && !std::is_same_v<In, Element> && bare_ ? job.piece : 0;
    // Rows that are as they should be already lie end to end.
    laid_ = banded_ && !padded_ && !by_column && std::is_same_v<In, Element> && job.line == w.size;
    // Split into residues of the stride, tap t of all windows lies side by side from places_[t] on.
    pitch_ = phased_ ? w.length / w.period + 1 : (w.high - w.low) / (w.stride + !w.stride) + 2;
    if (banded_) pitch_ = job.band * line_ / w.stride + 2;
    places_ = reinterpret_cast<Int*>(scratch + job.stage_bytes - job.tap_bytes);
    split_ = (regular_ || inside_) && splits(w.phase[0].taps);
    const Int first = banded_ ? stage_.before() + w.phase[0].origin : 0;
    for (Int t = 0; split_ && t < w.phase[0].taps; ++t) {
      const Int cell = first + t * w.step;
      places_[t] = cell % w.stride * pitch_ + cell / w.stride;
    }
    if (banded_ && split_) fill_row(elements(0), pitch_ * w.stride, Element(R::nothing()));
  }

  // Windows of two by two, much the most common ones, from two rows that follow each other. Memory
  // is read in its order: two places at a time take twice as long.
  void reduce_quads(const In* x, Row out) const {
    const Int n = w_.size * inner_;
    if constexpr (std::is_same_v<In, Element>) {
      quads(x, x + n, out);
    } else {
      stage_.convert(x, 2 * n, elements(2));
      quads(elements(2), elements(2) + n, out);
    }
  }

  void reduce(const In* x, Row out, Cell by) const {
    if constexpr (V::plain && !std::is_same_v<In, Half> && !Stage<Element, In>::as_integers)
      if (bare_)
        return blocks_ ? blocks(x + w_.phase[0].origin, out) : windows(x, 0, w_.length, out);
    if (pieces_) return in_pieces(x, out);
    const Element* row = stage_.row(x, padded_, Element(by));
    if (regular_) {
      regular(row + w_.phase[0].origin * inner_, w_.length, out);
      if constexpr (!V::plain) mend(out);
    } else if (phased_) {
      phases(row, 1, out);
    } else {
      windows(row, 0, inside_ ? w_.lo : w_.length, out);
      if (inside_) {
        regular(row + w_.start(w_.lo) * inner_, w_.hi - w_.lo, V::shift(out, w_.lo * inner_));
        windows(row, w_.hi, w_.length, out);
      }
    }
  }

  // `count` rows from y on, to rows as far apart as the job says. Laid end to end they are one long
  // row; windows that reach from one row into the next are of no use and do no harm.
  template <class Source, class By>
  void reduce_band(const Source& source, Int y, Int count, Row out, const By& by) const {
    if (!banded_) {
      for (Int k = 0; k < count; ++k)
        reduce(source(y + k), V::shift(out, k * row_pitch_), by(y + k));
      return;
    }
    if (split_) {
      for (Int k = 0; k < (laid_ ? 1 : count); ++k)
        split(stage_.row(source(y + k), false, Element(by(y + k))),
              laid_ ? count * w_.size : w_.size, w_.stride, stage_.before() + k * line_,
              elements(0), pitch_);
      V::gather(
          out, [&](Int t) { return elements(0) + places_[t]; }, w_.phase[0].taps,
          (count - 1) * row_pitch_ + w_.length);
    } else {
      const Element* row = stage_.row(source(y), !laid_, Element(by(y)));
      for (Int k = 1; k < count && !laid_; ++k)
        stage_.row(source(y + k), true, Element(by(y + k)), k);
      if (phased_) return phases(row, count, out);
      regular(row + w_.phase[0].origin, (count - 1) * row_pitch_ + w_.length, out);
    }
    if constexpr (!V::plain)
      for (Int k = 0; k < count; ++k) mend(V::shift(out, k * row_pitch_));
  }

  bool ordered() const { return stage_.ordered(); }

 private:
  Element* elements(int buffer) const { return reinterpret_cast<Element*>(buffer_[buffer]); }

  void quads(const Element* top, const Element* bottom, Row out) const {
    if (inner_ == 1) {
      const Row both = V::row(reinterpret_cast<char*>(buffer_[0]), 2 * w_.length);
      V::template near<2>(both, top, 2 * w_.length);
      const auto row = [&](Int k) { return V::shift(both, k * w_.length); };
      return V::fold(out, row, 2, w_.length, false, 0, 2);
    }
    for (Int j = 0; j < w_.length; ++j) {
      const Int left = 2 * j * inner_;
      const Element* taps[4] = {top + left, top + left + inner_, bottom + left,
                                bottom + left + inner_};
      V::gather(V::shift(out, j * inner_), [&](Int t) { return taps[t]; }, 4, inner_);
    }
  }

  // n windows that lie w.stride apart, none of them clipped.
  void regular(const Element* x, Int n, Row out) const {
    const Int taps = w_.phase[0].taps, stride = w_.stride;
    if (stride == 1) return dense(x, n * inner_, taps, out);
    if (V::plain && ((inner_ > 1 && inner_ < kFewChannels) || shares_parts(taps)))
      return thinned(x, n, taps, out);
    if (inner_ > 1) {
      for (Int j = 0; j < n; ++j)
        channels(x + j * stride * inner_, taps, V::shift(out, j * inner_));
      return;
    }
    if (split_) {
      split(x, (n - 1) * stride + (taps - 1) * w_.step + 1, stride, 0, elements(0), pitch_);
      return V::gather(out, [&](Int t) { return elements(0) + places_[t]; }, taps, n);
    }
    if (taps == 2 && stride == 2 && w_.step == 1) return V::template near<2>(out, x, n);
    if constexpr (V::plain) {
      if (near(taps) && taps == 3) return V::template near<3>(out, x, n);
      if (near(taps)) return V::template near<4>(out, x, n);
      strided<R>(x, n, stride, taps, w_.step, out);
    }
  }

  // Whether rows are split into residues of the stride.
  bool splits(Int taps) const {
    if (w_.stride == 1 || inner_ > 1 || near(taps)) return false;
    return !V::plain || (w_.stride <= 4 && taps > 1 && !shares_parts(taps));
  }
  // Whether windows are a few neighbours, one window after the other.
  bool near(Int taps) const {
    return w_.step == 1 && taps == w_.stride && taps > 1 && taps <= (V::plain ? 4 : 2);
  }

  // Whether to compute every window at stride 1, by doubling, costs less than each on its own.
  bool shares_parts(Int taps) const {
    Int doublings = 2;
    for (Int m = taps; m > 1; m /= 2) ++doublings;
    return taps > doublings * w_.stride;
  }

  // Windows at stride 1.
  void dense(const Element* x, Int n, Int taps, Row out) const {
    const Int step = w_.step * inner_;
    if (taps > kFewTaps) {
      if constexpr (V::plain) {
        return slide<R>(x, n, taps, step, elements(0), elements(1), out);
      } else {
        const auto row = [&](int i) {
          return V::row(reinterpret_cast<char*>(buffer_[i]), n + taps * step);
        };
        return slide_places<V>(x, n, taps, step, row(0), row(1), out);
      }
    }
    V::gather(out, [&](Int t) { return x + t * step; }, taps, n);
  }

  // All windows at stride 1, of which the wanted ones are kept.
  void thinned(const Element* x, Int n, Int taps, Row out) const {
    if constexpr (V::plain) {
      const Int stride = w_.stride * inner_;
      dense(x, (n - 1) * stride + inner_, taps, buffer_[2]);
      const Cell* all = buffer_[2];
      constexpr Int block = 8 / Int(sizeof(Cell));
      Int j = 0;
      // Whole blocks, though they reach into the next pixel, which then writes over it.
      for (; inner_ <= block && j < n - block; ++j)
        std::memcpy(out + j * inner_, all + j * stride, 8);
      for (; j < n; ++j)
        for (Int c = 0; c < inner_; ++c) out[j * inner_ + c] = all[j * stride + c];
    }
  }

  // Of `count` rows, laid end to end.
  void phases(const Element* x, Int count, Row out) const {
    if constexpr (V::plain) {
      for (Int r = 0; r < w_.period && r < w_.length; ++r) {
        const Int n = (count - 1) * line_ + (w_.length - r - 1) / w_.period + 1;
        const Phase& phase = w_.phase[r];
        if (phase.taps == 0) Folds<R>::clear(buffer_[2] + r * pitch_, n);
        else dense(x + phase.origin, n, phase.taps, buffer_[2] + r * pitch_);
      }
      join(buffer_[2], pitch_, (count - 1) * row_pitch_ + w_.length, w_.period, out);
    }
  }

  // Long windows that overlap by whole strides: each stride is folded once.
  void blocks(const In* x, Row out) const {
    if constexpr (V::plain) {
      const Int parts = w_.phase[0].taps / w_.stride;
      for (Int b = 0; b < w_.length + parts - 1; ++b)
        buffer_[0][b] = one_window<R>(x + b * w_.stride, w_.stride, 1);
      V::gather(out, [&](Int t) { return buffer_[0] + t; }, parts, w_.length);
    }
  }

  // Windows [from, to), each on its own.
  template <class X>
  void windows(const X* x, Int from, Int to, Row out) const {
    if constexpr (V::plain && folds_many<R, X>)
      if (many_) return many_windows<R>(x + w_.start(from), w_.stride, w_.most, to - from, out);
    for (Int j = from; j < to; ++j) {
      const Span window = w_.at(j);
      const X* at = x + window.start * inner_;
      if (inner_ == 1) V::one(V::shift(out, j), at, window.count, w_.step);
      else channels(at, window.count, V::shift(out, j * inner_));
    }
  }
  // Windows of rows too long to be made ready, a piece at a time.
  void in_pieces(const In* x, Row out) const {
    const Int step = w_.gap() * inner_, most = pieces_ > step ? pieces_ / step : 1;
    const Row part = V::row(reinterpret_cast<char*>(buffer_[1]), inner_);
    for (Int j = 0; j < w_.length; ++j) {
      const Row to = V::shift(out, j * inner_);
      const Int count = w_.count(j);
      for (Int k = 0; k < count || k == 0; k += most) {
        const Int n = count - k < most ? count - k : most;
        Element* row = elements(0);
        if (n > 0)
          stage_.convert(x + w_.start(j) * inner_ + k * step, (n - 1) * step + inner_, row);
        const Row here = k == 0 ? to : part;
        if (inner_ == 1) V::one(here, row, n, step);
        else channels(row, n, here);
        if (k > 0) V::fold(to, [&](Int) { return part; }, 1, inner_, true, k, 0);
      }
    }
  }
  template <class X>
  void channels(const X* at, Int count, Row out) const {
    if constexpr (V::plain) {
      constexpr Int at_once = 8;
      const Int pitch = w_.step * inner_, eights = count > 2 * at_once ? (count - 1) / at_once : 0;
      if (eights) {
        Folds<R>::copy(out, at, inner_);
        for (Int t = 1; t < eights * at_once; t += at_once)
          Folds<R>::add8(out, at + t * pitch, pitch, inner_);
        for (Int t = 1 + eights * at_once; t < count; ++t)
          Folds<R>::add1(out, at + t * pitch, inner_);
        return;
      }
    }
    V::gather(out, [&](Int t) { return at + t * w_.step * inner_; }, count, inner_);
  }

  // Offsets count from a window's first real element, the padding before it left out.
  void mend(Row out) const {
    for (Int j = 0; j < w_.length; ++j) {
      const Int skipped = (w_.start(j) - w_.phase[0].origin - j * w_.stride) / w_.step;
      if (skipped <= 0) break;
      for (Int i = j * inner_; i < (j + 1) * inner_; ++i) {
        const auto real = out.offset[i] - std::int32_t(skipped);
        out.offset[i] = real > 0 ? real : 0;
      }
    }
  }

  const Axis& w_;
  Int inner_, line_, row_pitch_;
  Stage<Element, In> stage_;
  Cell* buffer_[3];
  Int* places_;
  Int pitch_, pieces_;
  bool banded_, laid_, regular_, inside_, phased_, padded_, split_, bare_, blocks_, many_;
};

}  // namespace poolwise::POOLWISE_LEVEL
