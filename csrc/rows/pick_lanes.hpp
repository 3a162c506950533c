// Winners of regular planar windows, a block of rows at a time: rows are split into the residues of
// the strides, so that a tap of all windows of the block is one run of memory.
#pragma once
#include "kernels.hpp"
#include "rows/kept.hpp"
#include "rows/stage.hpp"
#include "where/ways.hpp"

namespace poolwise::POOLWISE_LEVEL {

// Offsets as narrow as they are kept, `skipped` less than they are: they count from a window's
// first real element, the padding before it left out.
template <class Code>
POOLWISE_NOINLINE void narrow_offsets(const std::int32_t* __restrict from, std::int64_t n,
                                      std::int32_t skipped, Code* __restrict to) {
  const auto block = [=](auto size) {
    each_block<decltype(size)::value>(n, [=](std::int64_t at) {
      for (std::int64_t i = 0; i < decltype(size)::value; ++i) {
        const std::int32_t real = from[at + i] - skipped;
        to[at + i] = Code(real > 0 ? real : 0);
      }
    });
  };
  if (n >= 16) return block(std::integral_constant<int, 16>{});
  if (n >= 8) return block(std::integral_constant<int, 8>{});
  for (std::int64_t i = 0; i < n; ++i) to[i] = Code(from[i] > skipped ? from[i] - skipped : 0);
}

inline void store_offsets(const Job& job, std::int64_t at, const std::int32_t* from, std::int64_t n,
                          std::int32_t skipped) {
  if (job.offset_bytes == 1)
    narrow_offsets(from, n, skipped, static_cast<std::uint8_t*>(job.offsets) + at);
  else if (job.offset_bytes == 2)
    narrow_offsets(from, n, skipped, static_cast<std::uint16_t*>(job.offsets) + at);
  else narrow_offsets(from, n, skipped, static_cast<std::uint32_t*>(job.offsets) + at);
}

template <class T, bool largest>
class PickLanes {
 public:
  using R = PickOf<T, largest>;
  using V = Winners<R, T>;
  using Cell = typename V::Cell;
  using Row = typename V::Row;
  using Int = std::int64_t;

  explicit PickLanes(const Job& job)
      : job_(job), at_(*job.windows), w_(at_.w), h_(at_.h), plan_(at_) {
    char* memory = job.scratch;
    const auto take = [&](Int bytes) {
      char* taken = memory;
      memory += (bytes + 63) / 64 * 64;
      return taken;
    };
    line_ = reinterpret_cast<Cell*>(take(plan_.line() * Int(sizeof(Cell))));
    lanes_ =
        reinterpret_cast<Cell*>(take(h_.stride * w_.stride * plan_.area() * Int(sizeof(Cell))));
    for (Int r = 0; r < h_.stride + 1; ++r) {
      Row row{reinterpret_cast<Cell*>(take(plan_.area() * Int(sizeof(Cell)))), nullptr};
      row.offset = reinterpret_cast<std::int32_t*>(take(plan_.area() * 4));
      (r < h_.stride ? reduced_[r] : kept_) = row;
    }
    if (h_.most == 1 && at_.d.most == 1) kept_ = reduced_[0];
    paired_ =
        std::is_same_v<T, Cell> && w_.stride == 2 && w_.most == 2 && w_.step == 1 && !w_.clipped;
  }

  void rows() {
    Int oh = job_.begin % h_.length, od = job_.begin / h_.length % at_.d.length;
    Int outer = job_.begin / h_.length / at_.d.length;
    for (Int line = job_.begin; line < job_.end;) {
      Int n = h_.length - oh < plan_.rows ? h_.length - oh : plan_.rows;
      n = job_.end - line < n ? job_.end - line : n;
      for (Int j = 0; j < w_.length; j += plan_.columns) {
        if (job_.watch->ends(n * plan_.columns)) return;
        columns_ = w_.length - j < plan_.columns ? w_.length - j : plan_.columns;
        block(outer, od, oh, n, j);
        for (Int i = 0; i < n; ++i) write(line + i, oh + i, j, i);
      }
      line += n;
      if ((oh += n) < h_.length) continue;
      oh = 0;
      if (++od < at_.d.length) continue;
      od = 0;
      ++outer;
    }
  }

 private:
  void block(Int outer, Int od, Int oh, Int n, Int j) {
    const Axis& d = at_.d;
    const Span planes = d.at(od);
    if (planes.count == 0) V::clear(kept_, n * plan_.pitch);
    for (Int kd = 0; kd < planes.count; ++kd) {
      const Int z = planes.start + kd * d.step;
      const T* plane = static_cast<const T*>(job_.x) + (outer * d.size + z) * h_.size * w_.size;
      reduce(plane, oh * h_.stride + h_.phase[0].origin, n, j);
      if (kept_.value == reduced_[0].value) return;
      const auto each = [&](Int k) {
        return V::shift(reduced_[k * h_.step % h_.stride], k * h_.step / h_.stride * plan_.pitch);
      };
      V::fold(kept_, each, h_.most, n * plan_.pitch, kd > 0, kd * h_.most * w_.most, w_.most);
    }
  }

  // The rows of input that n rows of windows look at, from y on, to rows of winners. (All residues
  // in turn: memory that is read in its order comes twice as fast.)
  void reduce(const T* plane, Int y, Int n, Int j) {
    const Int first = w_.phase[0].origin + j * w_.stride;
    const Int rows = (n - 1) * h_.stride + (h_.most - 1) * h_.step + 1;
    for (Int i = 0, r = 0, at = 0; i < rows; ++i) {
      const bool real = y + i >= 0 && y + i < h_.size;
      const T* x = plane + (real ? y + i : 0) * w_.size + first;
      if (!paired_) stage(real ? x : nullptr, first, lanes_ + r * w_.stride * plan_.area() + at);
      else if (real) pairs(x, V::shift(reduced_[r], at));
      else V::clear(V::shift(reduced_[r], at), columns_);
      if (++r == h_.stride) r = 0, at += plan_.pitch;
    }
    for (Int r = 0; r < h_.stride && r < rows && !paired_; ++r) {
      const Cell* lanes = lanes_ + r * w_.stride * plan_.area();
      const auto each = [&](Int t) {
        return lanes + t * w_.step % w_.stride * plan_.area() + t * w_.step / w_.stride;
      };
      V::gather(reduced_[r], each, w_.most, ((rows - 1 - r) / h_.stride + 1) * plan_.pitch);
    }
  }

  void pairs(const T* x, Row out) {
    if constexpr (std::is_same_v<T, Cell>) V::pairs(out.value, out.offset, x, columns_);
  }

  // The part of a row that the columns look at, in lanes; x is its element number `first`.
  void stage(const T* x, Int first, Cell* to) {
    const Int n = (columns_ - 1) * w_.stride + (w_.most - 1) * w_.step + 1;
    const Int from = first < 0 ? -first : 0, end = w_.size - first < n ? w_.size - first : n;
    const Int lo = !x || end <= from ? n : from, hi = lo < n ? end : n;
    for (Int i = 0; i < lo; ++i) *cell(to, i) = R::nothing();
    for (Int i = hi; i < n; ++i) *cell(to, i) = R::nothing();
    if (lo == n) return;
    if (w_.stride == 1) return convert_row(x + lo, hi - lo, to + lo);
    if constexpr (std::is_same_v<T, Cell>) {
      split(x + lo, hi - lo, w_.stride, lo, to, plan_.area());
    } else {
      convert_row(x + lo, hi - lo, line_);
      split(line_, hi - lo, w_.stride, lo, to, plan_.area());
    }
  }
  Cell* cell(Cell* lanes, Int i) const {
    return w_.stride == 1 ? lanes + i : lanes + i % w_.stride * plan_.area() + i / w_.stride;
  }

  // Row i of the block.
  void write(Int line, Int oh, Int j, Int i) {
    const Row row = V::shift(kept_, i * plan_.pitch);
    const Int at = line * w_.length + j;
    convert_row(row.value, columns_, static_cast<T*>(job_.out) + at);
    const auto rows = std::int32_t(skipped(h_, oh) * w_.most);
    for (Int c = 0; c < columns_; ++c) {
      const Int columns = skipped(w_, j + c);
      if (columns <= 0) break;
      row.offset[c] -= std::int32_t(columns);
    }
    store_offsets(job_, at, row.offset, columns_, rows);
  }

  static Int skipped(const Axis& axis, Int window) {
    const Int clipped = axis.start(window) - axis.phase[0].origin - window * axis.stride;
    return clipped > 0 ? clipped / axis.step : 0;
  }

  const Job& job_;
  const Windows& at_;
  const Axis &w_, &h_;
  PickPlan plan_;
  Int columns_ = 0;
  Cell *line_, *lanes_;
  Row reduced_[LanePlan::most], kept_;
  bool paired_;
};

}  // namespace poolwise::POOLWISE_LEVEL
