// The gradient of pick, input row by input row: for each of its elements, the gradients of the
// windows that picked it. A vector of elements at a time, and no zeros to scatter over.
#pragma once
#include "back/input_rows.hpp"
#include "back/pixel_rows.hpp"
#include "cells/vector.hpp"
#include "rows/max_and_sum.hpp"
#include "rows/stage.hpp"

namespace poolwise::POOLWISE_LEVEL {

// As wide as a number, so that a vector of codes selects a vector of numbers.
template <class Cell, class Code>
using CodeFor = std::conditional_t<
    sizeof(Cell) == 8, std::int64_t,
    std::conditional_t<sizeof(Cell) == 2 && sizeof(Code) < 4, std::int16_t, std::int32_t>>;

// Where each element lies in one window at most nothing is added up, and bits will do.
template <class T>
using BitsOf = std::conditional_t<is_short<T>, std::uint16_t, T>;

// Gradients and codes of windows, and the code that says that they picked this position.
template <class Cell, class Wide>
struct Tap {
  const Cell* grad;
  const Wide* code;
  Wide wanted;

  Cell at(std::int64_t i) const {
    const Cell g = grad[i];  // unconditionally, or compilers would not vectorise
    return code[i] == wanted ? g : Cell(0);
  }
};

// to[i] = (or, if `more`, +=) what the taps bring to it.
template <int taps, bool more, class Cell, class Wide>
POOLWISE_NOINLINE void gather_taps(Cell* __restrict to, const Tap<Cell, Wide>* tap,
                                   std::int64_t n) {
  const auto a = tap[0], b = tap[taps > 1 ? 1 : 0], c = tap[taps > 2 ? 2 : 0],
             d = tap[taps > 3 ? 3 : 0];
  const auto range = [=](std::int64_t i, std::int64_t end) {
    for (; i < end; ++i) {
      Cell sum = a.at(i);
      if constexpr (more) sum = Cell(to[i] + sum);
      if constexpr (taps > 1) sum = Cell(sum + b.at(i));
      if constexpr (taps > 2) sum = Cell(sum + c.at(i));
      if constexpr (taps > 3) sum = Cell(sum + d.at(i));
      to[i] = sum;
    }
  };
  if constexpr (more) range(0, n);
  else each_range<Cell>(n, range);
}

template <class Cell, class Wide>
inline void gather_all(Cell* to, const Tap<Cell, Wide>* tap, std::int64_t count, std::int64_t n,
                       bool more) {
  if (count == 0 && !more) std::memset(to, 0, std::size_t(n) * sizeof(Cell));
  for (std::int64_t t = 0; t < count; more = true) {
    const std::int64_t rest = count - t, now = rest > 4 ? (rest + 1) / 2 : rest;
    const auto pick = [&](auto taps) {
      constexpr int k = decltype(taps)::value;
      if (more) gather_taps<k, true>(to, tap + t, n);
      else gather_taps<k, false>(to, tap + t, n);
      t += k;
    };
    if (now == 1) pick(std::integral_constant<int, 1>{});
    else if (now == 2) pick(std::integral_constant<int, 2>{});
    else if (now == 3) pick(std::integral_constant<int, 3>{});
    else pick(std::integral_constant<int, 4>{});
  }
}

// All elements of windows of `size`, side by side. (The codes are spelt out: compilers would make
// a switch of numbers that follow each other.)
template <int size, class Cell, class Wide>
POOLWISE_NOINLINE void set_groups(Cell* __restrict to, const Cell* __restrict grad,
                                  const Wide* __restrict code, std::int64_t n, const Wide* wanted) {
  const Wide p = wanted[0], q = wanted[1], r = wanted[2], s = wanted[3];
  each_range<Cell>(n, [=](std::int64_t j, std::int64_t end) {
    for (; j < end; ++j) {
      const Cell g = grad[j];
      const Wide k = code[j];
      to[size * j] = k == p ? g : Cell(0);
      to[size * j + 1] = k == q ? g : Cell(0);
      if constexpr (size > 2) to[size * j + 2] = k == r ? g : Cell(0);
      if constexpr (size > 3) to[size * j + 3] = k == s ? g : Cell(0);
    }
  });
}

// Codes as wide as the numbers that they select. Rows are short: whole vectors, the last of them
// from the row's end.
template <class Wide, class Code>
POOLWISE_NOINLINE void widen_codes(const Code* __restrict from, std::int64_t n,
                                   Wide* __restrict to) {
  const auto block = [=](auto size) {
    each_block<decltype(size)::value>(n, [=](std::int64_t at) {
      for (std::int64_t i = 0; i < decltype(size)::value; ++i) to[at + i] = Wide(from[at + i]);
    });
  };
  if (n >= 16) return block(std::integral_constant<int, 16>{});
  if (n >= 8) return block(std::integral_constant<int, 8>{});
  for (std::int64_t i = 0; i < n; ++i) to[i] = Wide(from[i]);
}

// What the ways of placing have in common.
template <class T, class Code>
class Placing {
 public:
  using Int = std::int64_t;

  explicit Placing(const Job& job)
      : job_(job), at_(*job.windows), w_(at_.w), inner_(job.inner), length_(w_.length * inner_) {}

 protected:
  // A row of windows.
  Int line(Int outer, Int od, Int oh) const {
    return (outer * at_.d.length + od) * at_.h.length + oh;
  }
  const T* grad(Int line) const { return static_cast<const T*>(job_.x) + line * length_; }
  const Code* code(Int line) const {
    return static_cast<const Code*>(job_.offsets) + line * length_;
  }

  const Job& job_;
  const Windows& at_;
  const Axis& w_;
  Int inner_, length_;
};

template <class T, class Code>
class PlaceGroups : Placing<T, Code> {
 public:
  using Cell = BitsOf<T>;
  using Wide = CodeFor<Cell, Code>;
  using Int = std::int64_t;

  explicit PlaceGroups(const Job& job)
      : Placing<T, Code>(job), code_(reinterpret_cast<Wide*>(job.scratch)) {}

  void row(Int outer, Int z, Int y, Int, T* out) {
    Cell* to = reinterpret_cast<Cell*>(out);
    const Axis &d = this->at_.back->d, &h = this->at_.back->h, &w = this->w_;
    Int written = 0;
    const Span depth = d.at(z), height = h.at(y);
    if (depth.count && height.count) {
      const Int od = depth.start, oh = height.start, line = this->line(outer, od, oh);
      if (line != held_) widen_codes(this->code(line), w.length, code_);
      held_ = line;
      const Int base =
          (tap_of(this->at_.d, od, z) * this->at_.h.most + tap_of(this->at_.h, oh, y)) * w.most;
      const Wide wanted[4] = {Wide(base), Wide(base + 1), Wide(base + 2), Wide(base + 3)};
      const Cell* grad = reinterpret_cast<const Cell*>(this->grad(line));
      if (w.most == 2) set_groups<2>(to, grad, code_, w.length, wanted);
      else if (w.most == 3) set_groups<3>(to, grad, code_, w.length, wanted);
      else set_groups<4>(to, grad, code_, w.length, wanted);
      written = w.most * w.length;
    }
    std::memset(to + written, 0, std::size_t(w.size - written) * sizeof(Cell));
  }

 private:
  Wide* code_;
  Int held_ = -1;
};

// `Cell` is what gradients are added up in.
template <class T, class Code, class Cell>
class PlacePixels : Placing<T, Code> {
 public:
  using Wide = CodeFor<Cell, Code>;
  using Int = std::int64_t;
  static constexpr bool same = sizeof(Cell) == sizeof(T);

  explicit PlacePixels(const Job& job)
      : Placing<T, Code>(job), rows_(*job.windows, job.inner, job.scratch) {
    pitch_ = (this->length_ + 31) / 32 * 32;
    sums_ = reinterpret_cast<Cell*>(rows_.rest());
    grad_ = sums_ + (same ? 0 : this->w_.size * this->inner_);
    code_ = reinterpret_cast<Wide*>(grad_ + (same ? 0 : rows_.slots() * pitch_));
  }

  void row(Int outer, Int z, Int y, Int, T* out) {
    const Windows& at = this->at_;
    const Int inner = this->inner_, width = at.w.size;
    Tap<Cell, Wide> taps[kMostGathered];
    Int count = 0;
    rows_.windows(outer, z, y, [&](Int line, Int od, Int oh, Int slot, bool fresh) {
      const Int base = tap_of(at.d, od, z) * at.h.most + tap_of(at.h, oh, y);
      taps[count++] = made(line, slot, fresh, Wide(base * at.w.most));
    });
    Cell* to = same ? reinterpret_cast<Cell*>(out) : sums_;
    if (inner > kFewChannels) {
      for (Int x = 0; x < width; ++x, to += inner) pixel(to, taps, count, x);
    } else if constexpr (kFewChannels > 0) {
      if (inner >= kWidth<Vector<Cell>>) few<Vector<Cell>>(to, taps, count);
      else few<Cell>(to, taps, count);
    }
    if constexpr (!same) convert_row(sums_, width * inner, out);
  }

 private:
  // Of more channels loops over them are worth their while.
  static constexpr Int kFewChannels = sizeof(Cell) == sizeof(Wide) ? 256 / sizeof(Cell) : 0;

  // A row of pixels, a vector V of channels at a time.
  template <class V>
  void few(Cell* to, const Tap<Cell, Wide>* rows, Int count) const {
    const Axis& w = this->w_;
    if (count == 1 && lies_side_by_side(w)) return side_by_side<V>(to, *rows);
    for (Int x = 0; x < w.size; ++x, to += this->inner_) {
      const Beside *begin = rows_.begin(x), *end = rows_.end(x);
      each_block<kWidth<V>>(this->inner_, [&](Int i) {
        // The sum of none is 0, and that of one the very same number, -0.0 as well.
        V sum = broadcast<V>(count == 0 || begin == end ? Cell(0) : kUnchanging<Cell>);
        for (const Tap<Cell, Wide>* row = rows; row < rows + count; ++row)
          for (const Beside* c = begin; c < end; ++c)
            sum += taken<V>(*row, c->away + i, Wide(row->wanted + c->tap));
        store(sum, to + i);
      });
    }
  }

  // Each window has its pixels for itself.
  template <class V>
  void side_by_side(Cell* to, const Tap<Cell, Wide>& row) const {
    const Axis& w = this->w_;
    const Int inner = this->inner_;
    for (Int j = 0; j < w.length; ++j)
      for (Int k = 0; k < w.most; ++k, to += inner)
        each_block<kWidth<V>>(inner, [&](Int i) {
          store(taken<V>(row, j * inner + i, Wide(row.wanted + k)), to + i);
        });
    std::memset(to, 0, std::size_t((w.size - w.most * w.length) * inner) * sizeof(Cell));
  }

  // What windows that picked this position bring it.
  template <class V>
  POOLWISE_INLINE static V taken(const Tap<Cell, Wide>& row, Int i, Wide wanted) {
    using Codes = LanesOf<V, Wide>;
    return choose(load<Codes>(row.code + i) == broadcast<Codes>(wanted), load<V>(row.grad + i),
                  V{});
  }

  void pixel(Cell* to, const Tap<Cell, Wide>* rows, Int count, Int x) const {
    constexpr Int most = 16;
    Tap<Cell, Wide> taps[most];
    Int n = 0;
    bool more = false;
    for (Int r = 0; r < count; ++r)
      for (const Beside* c = rows_.begin(x); c < rows_.end(x); ++c) {
        if (n == most) {
          gather_all(to, taps, n, this->inner_, more);
          n = 0;
          more = true;
        }
        const Tap<Cell, Wide>& row = rows[r];
        taps[n++] = {row.grad + c->away, row.code + c->away, Wide(row.wanted + c->tap)};
      }
    gather_all(to, taps, n, this->inner_, more);
  }

  // A row of windows whose codes are as wide as its gradients.
  Tap<Cell, Wide> made(Int line, Int slot, bool fresh, Wide base) {
    Wide* code = code_ + slot * pitch_;
    Cell* own = grad_ + slot * pitch_;
    if (fresh) {
      widen_codes(this->code(line), this->length_, code);
      if constexpr (!same) convert_row(this->grad(line), this->length_, own);
    }
    if constexpr (same) return {reinterpret_cast<const Cell*>(this->grad(line)), code, base};
    else return {own, code, base};
  }

  PixelRows rows_;
  Int pitch_;
  Cell *sums_, *grad_;
  Wide* code_;
};

template <class T, class Code>
class PlaceLanes : Placing<T, Code> {
 public:
  using Cell = Widened<T>;
  using Wide = CodeFor<Cell, Code>;
  using Int = std::int64_t;

  explicit PlaceLanes(const Job& job) : Placing<T, Code>(job), plan_(this->at_) {
    const Int rows = plan_.window_rows() * plan_.pitch;
    joined_ = reinterpret_cast<Cell*>(job.scratch);
    grad_ = joined_ + (this->w_.size + 15) / 16 * 16;
    lanes_ = grad_ + rows;
    code_ = reinterpret_cast<Wide*>(lanes_ + this->w_.stride * this->at_.h.stride * plan_.area());
    std::memset(grad_, 0, std::size_t(rows) * sizeof(Cell));
    std::memset(code_, -1, std::size_t(rows) * sizeof(Wide));
  }

  // `left` rows are wanted from here on.
  void row(Int outer, Int z, Int y, Int left, T* out) {
    const Axis& w = this->w_;
    const Int stride = this->at_.h.stride, plane = outer * this->at_.d.size + z;
    if (plane != plane_ || y / stride < begin_ || y / stride >= end_) {
      plane_ = plane;
      begin_ = y / stride;
      const Int last = (y + left - 1 < this->at_.h.size ? y + left : this->at_.h.size) - 1;
      end_ = last / stride + 1 < begin_ + plan_.rows ? last / stride + 1 : begin_ + plan_.rows;
      make(outer, z);
    }
    const Cell* from = lane(y % stride, 0) + (y / stride - begin_) * plan_.pitch;
    if constexpr (std::is_same_v<T, Cell>) {
      if (w.stride > 1) join(from, plan_.area(), w.size, w.stride, out);
      else std::memcpy(out, from, std::size_t(w.size) * sizeof(T));
    } else {
      if (w.stride > 1) join(from, plan_.area(), w.size, w.stride, joined_);
      convert_row(w.stride > 1 ? joined_ : from, w.size, out);
    }
  }

 private:
  Cell* lane(Int down, Int along) {
    return lanes_ + (down * this->w_.stride + along) * plan_.area();
  }

  // The rows [begin_, end_) of all lanes.
  void make(Int outer, Int z) {
    const Axis& back = this->at_.back->d;
    const Axis &w = this->w_, &h = this->at_.h;
    const Span planes = back.at(z);
    for (Int i = 0, od = planes.start; i < planes.count; ++i, od += back.step) {
      load(outer, od);
      const Int base = tap_of(this->at_.d, od, z) * h.most * w.most;
      for (Int down = 0; down < h.stride; ++down)
        for (Int along = 0; along < w.stride; ++along) gather(down, along, base, i > 0);
    }
    if (planes.count == 0)
      std::memset(lanes_, 0, std::size_t(w.stride * h.stride * plan_.area()) * sizeof(Cell));
  }

  // Calls each(q, k) for the taps k of a residue, in the order of their windows.
  template <class Each>
  static void each_tap(const Axis& axis, Int residue, Each each) {
    for (Int k = axis.most - 1; k >= 0; --k) {
      const Int from = axis.phase[0].origin + k * axis.step - residue;
      if (from % axis.stride == 0) each(from / axis.stride, k);
    }
  }

  void gather(Int down, Int along, Int base, bool more) {
    Tap<Cell, Wide> taps[LanePlan::most * LanePlan::most];
    Int count = 0;
    each_tap(this->at_.h, down, [&](Int rows, Int kh) {
      each_tap(this->w_, along, [&](Int columns, Int kw) {
        const Int shift = (plan_.above - rows) * plan_.pitch + plan_.margin - columns;
        taps[count++] = {grad_ + shift, code_ + shift, Wide(base + kh * this->w_.most + kw)};
      });
    });
    gather_all(lane(down, along), taps, count, (end_ - begin_) * plan_.pitch, more);
  }

  // The rows of windows that the block looks at, of one depth.
  void load(Int outer, Int od) {
    const Axis &w = this->w_, &h = this->at_.h;
    const Int first = begin_ - plan_.above;
    for (Int i = 0; i < end_ - begin_ + plan_.halo; ++i) {
      const Int oh = first + i;
      Cell* grad = grad_ + i * plan_.pitch + plan_.margin;
      Wide* code = code_ + i * plan_.pitch + plan_.margin;
      if (oh < 0 || oh >= h.length) {
        std::memset(code, -1, std::size_t(w.length) * sizeof(Wide));
        continue;
      }
      const Int line = this->line(outer, od, oh);
      convert_row(this->grad(line), w.length, grad);
      widen_codes(this->code(line), w.length, code);
      mend(code, h, oh);
    }
  }

  // Codes leave out the taps that the padding clips.
  void mend(Wide* code, const Axis& h, Int oh) {
    const Axis& w = this->w_;
    const auto skipped = [](const Axis& axis, Int window) {
      const Int clipped = axis.start(window) - axis.phase[0].origin - window * axis.stride;
      return clipped > 0 ? clipped / axis.step : 0;
    };
    const auto rows = Wide(skipped(h, oh) * w.most);
    for (Int j = 0; rows > 0 && j < w.length; ++j) code[j] = Wide(code[j] + rows);
    for (Int j = 0; j < w.length; ++j) {
      const Int columns = skipped(w, j);
      if (columns == 0) break;
      code[j] = Wide(code[j] + columns);
    }
  }

  LanePlan plan_;
  Int plane_ = -1, begin_ = 0, end_ = 0;
  Cell *joined_, *grad_, *lanes_;
  Wide* code_;
};

template <class T, class Code>
void place_codes(const Job& job) {
  const Windows& at = *job.windows;
  switch (way_back(at, job.inner, job.offset_bytes)) {
    case Way::groups:
      return each_input_row<T>(job, PlaceGroups<T, Code>(job));
    case Way::lanes:
      return each_input_row<T>(job, PlaceLanes<T, Code>(job));
    default:
      if (at.back->d.most * at.back->h.most * at.back->w.most <= 1)
        return each_input_row<T>(job, PlacePixels<T, Code, BitsOf<T>>(job));
      return each_input_row<T>(job, PlacePixels<T, Code, Widened<T>>(job));
  }
}

template <class T>
void place(const Job& job) {
  if (job.offset_bytes == 1) place_codes<T, std::uint8_t>(job);
  else if (job.offset_bytes == 2) place_codes<T, std::uint16_t>(job);
  else place_codes<T, std::uint32_t>(job);
}

}  // namespace poolwise::POOLWISE_LEVEL
