// Tiles of every dtype, and rows of cells to and fro.
#include "tiles/tiles.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class T, class Cell>
inline Cell to_cell(T element) {
  return Cell(widen(element));
}

// Half to even where cells are finer than the elements.
template <class T, class Cell>
inline T to_element(Cell cell) {
  if constexpr (!is_float<T> && std::is_floating_point_v<Cell>) {
    const double whole = (double(cell) + 0x1.8p52) - 0x1.8p52;
    return T(whole);
  } else {
    return convert<T>(cell);
  }
}

// Element k of the windows, `apart` elements from each other.
template <class T, class Cell>
inline void copy_lanes(const T* from, std::int64_t apart, int lanes, Cell* __restrict to) {
  if (lanes == kLanes && apart == 1)
    for (int i = 0; i < kLanes; ++i) to[i] = to_cell<T, Cell>(from[i]);
  else if (lanes == kLanes && apart == 2)
    for (int i = 0; i < kLanes; ++i) to[i] = to_cell<T, Cell>(from[2 * i]);
  else
    for (int i = 0; i < lanes; ++i) to[i] = to_cell<T, Cell>(from[i * apart]);
}

template <class T, class Cell>
class Filling {
 public:
  using Int = std::int64_t;

  Filling(const TileJob& job, const Block& block, TileRows& to)
      : job_(job), at_(*job.windows), block_(block), to_(to) {
    x_ = static_cast<const T*>(job.x) + block.outer * at_.inputs * job.inner;
    if (job.mask) mask_ = job.mask + block.outer * at_.inputs * job.inner;
    rows_ = reinterpret_cast<const Cell**>(to.rows);
    copies_ = static_cast<Cell*>(to.copies);
    present_ = static_cast<Cell*>(to.present);
  }

  void fill() {
    to_.some_absent = false;
    if (is_even(at_, job_, block_)) even();
    else one_by_one();
  }

  // Of long windows the elements [to.begin, to.end) alone, row by row of copies.
  void fill_piece() {
    const bool even = is_even(at_, job_, block_), planar = job_.inner == 1;
    Span windows[kLanes];
    for (int i = 0; i < (even ? 1 : block_.lanes); ++i) windows[i] = at_.w.at(block_.ow + i);
    const Int along = even ? windows[0].count : at_.w.most;
    const Int apart = planar && even ? at_.w.stride : 1, inner = job_.inner;
    to_.some_absent = mask_ != nullptr || !even;
    Int k = 0;
    each_run_of(at_, block_, along, to_.begin, to_.end, [&](Int n, Int line, Int kw, Int offset) {
      for (const Int end = kw + n; kw < end; ++kw, ++k, ++offset) {
        Cell *own = row(k), *here = present_ + k * kLanes;
        to_.offsets[k] = offset;
        if (!even) {
          for (int i = 0; i < kLanes; ++i) own[i] = here[i] = 0;
          copy_uneven(windows, line * at_.w.size, kw, own, here);
          continue;
        }
        const Int column = windows[0].start + kw * at_.w.step;
        const Int from = (line * at_.w.size + column) * inner + block_.c;
        copy_lanes(x_ + from, apart, block_.lanes, own);
        if (mask_) mask_out(k, from, apart, own);
      }
    });
  }

 private:
  void even() {
    const Int inner = job_.inner, apart = inner > 1 ? 1 : at_.w.stride;
    to_.some_absent = mask_ != nullptr;
    if (block_.lanes < kLanes || mask_)
      return each([=, this](Int k, const T* from) {
        Cell* own = row(k);
        copy_lanes(from, apart, block_.lanes, own);
        if (mask_) mask_out(k, from - x_, apart, own);
      });
    const Cell** rows = rows_;
    if constexpr (std::is_same_v<T, Cell>)
      if (apart == 1) return each([=](Int k, const T* from) { rows[k] = from; });
    Cell* copies = copies_;
    each([=](Int k, const T* from) {
      rows[k] = copies + k * kLanes;
      copy_lanes(from, apart, kLanes, copies + k * kLanes);
    });
  }

  // Calls visit(k, from) with the place in memory of each element of the first window.
  template <class Visit>
  void each(Visit visit) {
    Int* offsets = to_.offsets;
    const T* x = x_ + block_.c;
    const Int inner = job_.inner;
    to_.n = each_tap(at_, block_, at_.w.count(block_.ow), at_.w.start(block_.ow),
                     [=](Int k, Int place, Int, Int offset) {
                       offsets[k] = offset;
                       visit(k, x + place * inner);
                     });
  }

  void mask_out(Int k, Int from, Int apart, Cell* own) {
    Cell* here = present_ + k * kLanes;
    for (int i = 0; i < kLanes; ++i) here[i] = 0;
    for (int i = 0; i < block_.lanes; ++i) here[i] = mask_[from + i * apart] ? Cell(1) : Cell(0);
    for (int i = 0; i < kLanes; ++i) own[i] = here[i] != 0 ? own[i] : Cell(0);
  }

  // Ends that padding clips, and windows of different sizes.
  void one_by_one() {
    to_.some_absent = true;
    Span windows[kLanes];
    for (int i = 0; i < block_.lanes; ++i) windows[i] = at_.w.at(block_.ow + i);
    to_.n = each_tap(at_, block_, at_.w.most, 0, [&](Int k, Int place, Int kw, Int offset) {
      to_.offsets[k] = offset;
      Cell *own = row(k), *here = present_ + k * kLanes;
      for (int i = 0; i < kLanes; ++i) own[i] = here[i] = 0;
      copy_uneven(windows, place - kw * at_.w.step, kw, own, here);
    });
  }

  // Element kw along the line of each window that has it.
  void copy_uneven(const Span* windows, Int line, Int kw, Cell* own, Cell* here) const {
    for (int i = 0; i < block_.lanes; ++i) {
      if (kw >= windows[i].count) continue;
      const Int from = line + windows[i].start + kw * at_.w.step;
      if (mask_ && !mask_[from]) continue;
      own[i] = to_cell<T, Cell>(x_[from]);
      here[i] = 1;
    }
  }

  Cell* row(Int k) {
    Cell* own = copies_ + k * kLanes;
    rows_[k] = own;
    if (block_.lanes < kLanes)
      for (int i = 0; i < kLanes; ++i) own[i] = 0;
    return own;
  }

  const TileJob& job_;
  const Windows& at_;
  const Block& block_;
  TileRows& to_;
  const T* x_;
  const std::uint8_t* mask_ = nullptr;
  const Cell** rows_;
  Cell *copies_, *present_;
};

template <class T, class Cell>
void fill_tile(const TileJob& job, const Block& block, TileRows& to) {
  Filling<T, Cell> filling(job, block, to);
  if (is_long(*job.windows)) filling.fill_piece();
  else filling.fill();
}

template <class T, class Cell>
void read_row(const void* elements, std::int64_t n, void* cells) {
  const T* from = static_cast<const T*>(elements);
  Cell* to = static_cast<Cell*>(cells);
  for (std::int64_t i = 0; i < n; ++i) to[i] = to_cell<T, Cell>(from[i]);
}

template <class T, class Cell>
void write_row(const void* cells, std::int64_t n, void* elements) {
  const Cell* from = static_cast<const Cell*>(cells);
  T* to = static_cast<T*>(elements);
  for (std::int64_t i = 0; i < n; ++i) to[i] = to_element<T, Cell>(from[i]);
}

void offer_tiles(Kernels& table) {
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    const auto as = [&](auto cell, int kind) {
      using Cell = decltype(cell);
      table.fill[code][kind] = fill_tile<T, Cell>;
      table.read[code][kind] = read_row<T, Cell>;
      table.write[code][kind] = write_row<T, Cell>;
    };
    if constexpr (sizeof(T) <= 2 || std::is_same_v<T, float>) as(float{}, kFloatCell);
    as(double{}, kDoubleCell);
    if constexpr (std::is_integral_v<T>) as(Integers<T>{}, kIntegerCell + integers_for(code));
  });
}

}  // namespace poolwise::POOLWISE_LEVEL
