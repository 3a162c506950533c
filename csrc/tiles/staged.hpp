// The rows that the windows of an output row look at, made ready for tiles: as cells, split into
// residues of the stride so that elements of neighbouring windows are neighbours too, and with what
// the reducer wants to know of each element whatever window it is in. Each is made ready once,
// however many windows share it.
#pragma once
#include "rows/stage.hpp"
#include "tiles/told.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Cell>
class Staged {
 public:
  using Int = std::int64_t;

  Staged(const TileJob& job, const Told<Cell>& told, Int elements, Room& room)
      : job_(job),
        told_(told),
        at_(*job.windows),
        base_(room.take<const Cell*>(elements)),
        known_base_(room.take<const Cell*>(elements)),
        known_(room.take<const Cell*>(elements)),
        offsets_(room.take<Int>(elements)),
        columns_(room.take<Int>(job.slots ? at_.w.most : 0)),
        held_(room.take<Held>(job.slots * at_.d.most)),
        memory_(room.take<Cell>(job.slots * at_.d.most * kStagedKinds * job.row_cells)),
        planar_(job.inner == 1),
        stride_(planar_ ? job.windows->w.stride : 1),
        item_(job.item) {
    if (!job.slots) return;
    forget();
    pitch_ = job.row_cells / stride_;
    rest_ = at_.w.size % stride_;
    const Int origin = planar_ ? at_.w.start(at_.w.lo) - at_.w.lo * stride_ : 0;
    for (Int kw = 0; planar_ && kw < at_.w.most; ++kw)
      columns_[kw] = cell_of(origin + kw * at_.w.step, stride_, job.row_cells);
  }

  // The rows of output row (outer, od, oh), of the channels from c on.
  void open(Int outer, Int od, Int oh, Int c, Int channels, const Cell* numbers) {
    if (!job_.slots) return;
    if (outer != outer_ || c != c_) {
      forget();
      outer_ = outer;
      c_ = c;
      channels_ = channels;
      span_ = planar_ ? 1 : std::max<Int>(channels, kLanes);
      prepares_ = told_.prepare && (planar_ || job_.groups == 1) && told_.prepares(numbers);
      // As they are in memory, rows of channels are ready, and so are those of dense windows; but
      // what is prepared is prepared a row at a time.
      direct_ = job_.bare && stride_ == 1 &&
                (planar_ || (channels >= kLanes && (!prepares_ || channels == job_.inner)));
      pixel_ = direct_ && !planar_ ? job_.inner : span_;
    }
    const Span depth = at_.d.at(od), height = at_.h.at(oh);
    depth_ = depth.count;
    height_ = height.count;
    fine_ = true;
    for (Int kd = 0; kd < depth_; ++kd)
      for (Int kh = 0; kh < height_; ++kh)
        hold(kd * height_ + kh, kd, depth.start + kd * at_.d.step, height.start + kh * at_.h.step,
             numbers);
    along_ = -1;
  }

  bool holds(const Block& block) const {
    return job_.slots && (block.lanes == kLanes || !planar_) && is_even(at_, job_, block);
  }

  // Where the elements of a block's windows are, and what is known of them.
  POOLWISE_INLINE void load(const Block& block, const Cell** rows, Tile<Cell>& tile) {
    const Int along = at_.w.count(block.ow);
    if (along != along_) find(along);
    const Int start = planar_ ? block.ow : at_.w.start(block.ow), c = block.c - c_;
    const Int shift = start * pixel_ + c;
    for (Int k = 0; k < n_; ++k) rows[k] = base_[k] + shift;
    tile.n = n_;
    tile.offsets = offsets_;
    tile.present = nullptr;
    tile.prepared = nullptr;
    if (!prepares_ || !fine_) return;
    const Int known_shift = start * span_ + c;
    for (Int k = 0; k < n_; ++k) known_[k] = known_base_[k] + known_shift;
    tile.prepared = known_;
    tile.apart = job_.row_cells;
  }

 private:
  void forget() {
    for (Int i = 0; i < job_.slots * at_.d.most; ++i) held_[i] = {-1, false};
  }

  // Row y of plane z becomes number r of the windows' rows, in a slot of its own unless it is ready
  // as it is.
  void hold(Int r, Int kd, Int z, Int y, const Cell* numbers) {
    const Int line = z * at_.h.size + y, slot = kd * job_.slots + (y & (job_.slots - 1));
    const Int first = (outer_ * at_.d.size * at_.h.size + line) * at_.w.size * job_.inner + c_;
    const char* x = static_cast<const char*>(job_.x) + first * item_;
    Cell* own = memory_ + slot * kStagedKinds * job_.row_cells;
    rows_[r] = direct_ ? reinterpret_cast<const Cell*>(x) : own;
    known_rows_[r] = own + job_.row_cells;
    if (direct_ && !prepares_) return;
    Held& held = held_[slot];
    if (held.line != line) {
      if (!direct_) read(x, own);
      held = {line, prepare(rows_[r], own + job_.row_cells, numbers)};
    }
    fine_ = fine_ && held.fine;
  }

  bool prepare(const Cell* row, Cell* to, const Cell* numbers) const {
    if (!prepares_) return true;
    // Gradients need but the first; results of few elements but the second, if there are two.
    const Int cells = job_.row_cells;
    const Int of_results = at_.offsets <= kFewElements ? -cells : cells;
    const Int apart = !job_.grad ? of_results : job_.slopes ? cells : 0;
    const Int n = planar_ && direct_ ? at_.w.size : cells;
    return told_.prepare(row, n, numbers, to, apart);
  }

  void read(const char* x, Cell* own) const {
    const Int size = at_.w.size;
    if (!planar_ && span_ != job_.inner) {
      // Pixels of fewer channels than lanes are filled up.
      for (Int i = 0; i < size; ++i, own += span_, x += job_.inner * item_) {
        cells(x, channels_, own);
        for (Int c = channels_; c < span_; ++c) own[c] = 0;
      }
    } else if (stride_ == 1) {
      cells(x, size * channels_, own);
    } else {
      Cell* whole = own + job_.row_cells;  // where there is room until something is prepared
      if (!job_.bare) job_.read(x, size, whole);
      split(job_.bare ? reinterpret_cast<const Cell*>(x) : whole, size, stride_, 0, own, pitch_);
      for (Int r = rest_; r > 0 && r < stride_; ++r) own[(r + 1) * pitch_ - 1] = 0;
    }
  }
  void cells(const char* x, Int n, Cell* to) const {
    if (job_.bare) copy_row(reinterpret_cast<const Cell*>(x), n, to);
    else job_.read(x, n, to);
  }

  // Where the elements of windows of `along` columns lie, from the first window on.
  void find(Int along) {
    along_ = along;
    n_ = 0;
    for (Int kd = 0, r = 0; kd < depth_; ++kd)
      for (Int kh = 0; kh < height_; ++kh, ++r)
        for (Int kw = 0; kw < along; ++kw, ++n_) {
          const Int column = kw * at_.w.step;
          base_[n_] = rows_[r] + (planar_ ? columns_[kw] : column * pixel_);
          known_base_[n_] = known_rows_[r] + (planar_ ? columns_[kw] : column * span_);
          offsets_[n_] = (kd * at_.h.most + kh) * at_.w.most + kw;
        }
  }

  // Which line a slot holds, and whether what is prepared of it may be used.
  struct Held {
    Int line;
    bool fine;
  };

  const TileJob& job_;
  const Told<Cell>& told_;
  const Windows& at_;
  const Cell **base_, **known_base_, **known_;
  Int *offsets_, *columns_;
  Held* held_;
  Cell* memory_;
  bool planar_, prepares_ = false, direct_ = false, fine_ = false;
  Int stride_, item_, pitch_ = 0, rest_ = 0, outer_ = -1, c_ = -1, channels_ = 1, span_ = 1,
                      pixel_ = 1;
  Int depth_ = 0, height_ = 0, along_ = -1, n_ = 0;
  const Cell *rows_[kStagedRows], *known_rows_[kStagedRows];
};

}  // namespace poolwise::POOLWISE_LEVEL
