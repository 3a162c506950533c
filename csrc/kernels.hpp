// What every level of instruction set offers: one table of functions, all with one kind of
// argument.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>

#include "registry.hpp"
#include "where/windows.hpp"

namespace poolwise {

// THE list of dtypes: X(number, name, bytes, type). Floats of 32 and 64 bits are the last.
#define POOLWISE_DTYPES(X)            \
  X(kI8, "int8", 1, std::int8_t)      \
  X(kU8, "uint8", 1, std::uint8_t)    \
  X(kI16, "int16", 2, std::int16_t)   \
  X(kU16, "uint16", 2, std::uint16_t) \
  X(kI32, "int32", 4, std::int32_t)   \
  X(kU32, "uint32", 4, std::uint32_t) \
  X(kI64, "int64", 8, std::int64_t)   \
  X(kU64, "uint64", 8, std::uint64_t) \
  X(kF16, "float16", 2, Half)         \
  X(kBF16, "bfloat16", 2, BFloat)     \
  X(kF32, "float32", 4, float)        \
  X(kF64, "float64", 8, double)
#define POOLWISE_DTYPE(number, ...) number,
enum Dtype { POOLWISE_DTYPES(POOLWISE_DTYPE) kDtypes };
#define POOLWISE_DTYPE_NAME(number, name, ...) name,
constexpr const char* kDtypeNames[kDtypes] = {POOLWISE_DTYPES(POOLWISE_DTYPE_NAME)};
#define POOLWISE_DTYPE_BYTES(number, name, bytes, ...) bytes,
constexpr std::int64_t kItemBytes[kDtypes] = {POOLWISE_DTYPES(POOLWISE_DTYPE_BYTES)};

// Output that goes past the caches is gathered to so many bytes, and leaves in whole cache lines.
constexpr std::int64_t kStreamed = 4096, kLine = 64;

// Whether what is left of a call is still wanted, which kernels ask as they go.
class Watch {
 public:
  using Look = bool (*)(void* call);

  // Nobody is asked without a call.
  Watch(Look look, void* call) : look_(look), call_(call) {}

  // After so many more elements were looked at, more or less. To ask takes some 20 ns.
  bool ends(std::int64_t elements) {
    left_ -= elements;
    if (left_ > 0 || !call_) return false;
    if (look_(call_)) return true;
    left_ = kOften;
    return false;
  }

 private:
  static constexpr std::int64_t kOften = 1 << 18;

  Look look_;
  void* call_;
  std::int64_t left_ = kOften;
};

enum Divide { kNothing, kCount, kExtent, kConstant };

inline bool has_empty(const Axis& axis) {
  for (std::int64_t i = 0; i < axis.length; ++i)
    if (axis.count(i) == 0) return true;
  return false;
}
inline bool has_empty(const Windows& at) {
  return has_empty(at.d) || has_empty(at.h) || has_empty(at.w);
}

inline bool in_pairs(const Axis& axis) {
  return axis.period == 1 && !axis.clipped && axis.stride == 2 && axis.step == 1 &&
         axis.phase[0].taps == 2;
}
// Whether windows of two by two lie side by side.
inline bool all_quads(const Windows& at) {
  return at.d.most == 1 && !has_empty(at.d) && in_pairs(at.h) && in_pairs(at.w);
}

// One call of a kernel. Arrays are [outer, depth, height, width, inner], contiguous; planar
// tensors have inner = 1, channels-last ones inner = channels. `begin` and `end` are the share of
// the work that this call does, in the kernel's own unit.
struct Job {
  const Windows* windows;
  const void* x;
  const std::uint8_t* mask;  // 1 = present, laid out as x; null where everything is
  void* out;
  void* offsets;
  int offset_bytes;  // 1, 2 or 4; 0 where none are wanted
  std::int64_t outer, inner;
  std::int64_t begin, end;
  Watch* watch;
  // Of the scratch: buffers of `room` cells for rows of input, two rows of output, and for each
  // depth of a window a column of `slots` reduced rows, `pitch` elements apart.
  char* scratch;
  std::int64_t room, tap_bytes, stage_bytes, row_bytes, column_bytes, state_bytes, divisors_from,
      slots, pitch;
  // Short rows, so many at once, are laid end to end, `line` cells each. Of rows that are too long
  // to be made ready so many cells are at a time; 0 where rows are.
  std::int64_t band, line, piece;
  bool stacked;
  std::int64_t stream_from;  // where output is gathered that goes past the caches; 0: none does
  bool fetches;              // whether rows that are read side by side are asked for early
  int dtype, out_dtype;      // of sums and means
  int divide;
  std::int64_t divisor;
  std::uint64_t empty;  // the bits of empty_value in the output's dtype
};

using Kernel = void (*)(const Job&);

// Windows side by side, in lanes, of which reducers keep more than the largest element or the sum:
// those of output row (outer, od, oh) from ow on, or of one pixel's channels from c on.
constexpr int kLanes = 32;

struct Block {
  std::int64_t outer, od, oh, ow, c;
  int lanes;
  int repeated;  // so many of the first are another block's as well
};

// Where a block's elements are: element k of window i at rows[k][i], and whether there is one.
// In the largest window it would be element offsets[k].
struct TileRows {
  const void** rows;
  std::int64_t* offsets;
  void *copies, *present;  // room for rows that do not lie in memory as such; 1 or 0 each
  std::int64_t n;
  bool some_absent;
  std::int64_t begin, end;  // of long windows these elements alone
};

// What tiles compute in: floats, or integers of a dtype, at kIntegerCell and its number.
enum Cell { kFloatCell, kDoubleCell, kIntegerCell, kCells = kIntegerCell + kU64 + 1 };

// The integers that those of a dtype are computed as: bytes and the widest as they are. Each more
// takes as long to compile as floats do.
constexpr int integers_for(int dtype) {
  if (dtype == kU8 || dtype == kU64) return dtype;
  return dtype == kI64 || dtype == kU32 ? kI64 : kI32;
}

// The dtype of such cells.
constexpr int dtype_of_cell(int cell) {
  return cell >= kIntegerCell ? cell - kIntegerCell : cell == kFloatCell ? kF32 : kF64;
}

// One call of a reducer; arrays as in Job. `begin` and `end` count output rows, or for gradients
// planes (with channels inside: blocks of channels).
struct TileJob {
  const Windows* windows;
  const void* x;
  const std::uint8_t* mask;
  void* out;         // the result, or the gradient of x
  const void* grad;  // of the result, where gradients are wanted
  std::int64_t outer, inner;
  std::int64_t begin, end;
  Watch* watch;
  char* scratch;
  // Number p of the operator is at [p * groups + g], where plane i is of group i % groups.
  const double* numbers;
  std::int64_t number_count, groups;
  double* slopes;             // the gradient of the numbers, [plane, p]; null where none is wanted
  std::uint64_t seed, first;  // of a draw, and the number of the first output
  std::int64_t first_plane;   // planes before these
  std::uint8_t* refused;      // set where an element is not what the operator takes
  std::uint64_t empty;        // the bits of empty_value
  int item, out_item;         // bytes of an element, and of one of the result
  bool bare, bare_out;        // whether they are cells
  // Rows that are made ready for tiles (staged.hpp): of each plane that windows reach into `slots`
  // rows, a power of two, of so many cells. With no slots none are.
  std::int64_t slots, row_cells;
  void (*fill)(const TileJob&, const Block&, TileRows&);
  void (*read)(const void* elements, std::int64_t n, void* cells);
  void (*write)(const void* cells, std::int64_t n, void* elements);
};

using TileKernel = void (*)(const TileJob&);

// Of each row that is made ready: its cells, and up to two numbers for each.
constexpr int kStagedKinds = 3, kStagedRows = 32;

// Blocks of channels that a plane's gradient is worked out for at once.
inline std::int64_t blocks_of_channels(std::int64_t inner) {
  return inner == 1 ? 1 : (inner + kLanes - 1) / kLanes;
}

// Makes room for staged rows of `channels`, unless they would be too many or of no use.
inline void stage_rows(TileJob& job, std::int64_t channels) {
  constexpr std::int64_t most_cells = 1 << 17, farthest = 8;
  const Axis &h = job.windows->h, &w = job.windows->w;
  const bool planar = job.inner == 1;
  if (job.mask || job.windows->d.most * h.most == 0) return;
  if (planar && (w.hi - w.lo < kLanes || w.stride > farthest || w.stride < 1)) return;
  const std::int64_t high = (h.most - 1) * h.gap() + 1;
  if (high * job.windows->d.most > kStagedRows) return;
  const auto slots = std::int64_t(std::bit_ceil(std::uint64_t(high)));
  const std::int64_t cells = planar ? (w.size + w.stride - 1) / w.stride * w.stride
                                    : w.size * std::max<std::int64_t>(channels, kLanes);
  if (slots * job.windows->d.most * cells > most_cells) return;
  job.slots = slots;
  job.row_cells = cells;
}

// Tiles of windows of more elements than this are looked at in pieces of so many rows.
constexpr std::int64_t kLongWindow = 4096, kPieceRows = 1024;

inline bool is_long(const Windows& at) { return at.offsets > kLongWindow; }
// Rows of a tile that are there at once.
inline std::int64_t rows_of_tile(const Windows& at) {
  return is_long(at) ? kPieceRows : std::max<std::int64_t>(1, at.offsets);
}
// Channels that a plane's gradient is worked out for at once.
inline std::int64_t channels_of_block(std::int64_t inner) {
  return std::min<std::int64_t>(kLanes, inner);
}
// Whether each element is in one window at most along an axis, and all are in some.
inline bool is_alone(const Axis& axis) {
  return axis.period == 1 && axis.gap() == 1 && axis.uses == axis.size &&
         (axis.length == 1 || axis.most <= axis.stride);
}
// Whether the gradient of long windows needs no sums: it is written as it comes.
inline bool are_written(const Windows& at) {
  return is_long(at) && is_alone(at.d) && is_alone(at.h) && is_alone(at.w);
}

// Scratch of a tile's kernel, and for a plane's gradient: what Tiles and PlaneSums share out.
inline std::int64_t room_of_tiles(const TileJob& job, std::int64_t cell_bytes) {
  const Windows& at = *job.windows;
  const std::int64_t rows = rows_of_tile(at), word = 8;
  const std::int64_t elements = job.slots ? std::max(rows, at.offsets) : rows;
  const std::int64_t of_tile = rows * 6 * kLanes * cell_bytes + elements * 7 * word;
  const std::int64_t numbers = 2 * job.number_count * kLanes * cell_bytes;
  const std::int64_t staged = job.slots * at.d.most;
  return of_tile + numbers + staged * (2 * word + kStagedKinds * job.row_cells * cell_bytes) +
         16 * kLine;
}
inline std::int64_t room_of_plane(const TileJob& job, std::int64_t cell_bytes) {
  const Windows& at = *job.windows;
  const std::int64_t across = std::max(at.w.size, job.inner == 1 ? job.row_cells : 0);
  const std::int64_t lines = are_written(at) ? 0 : at.d.size * at.h.size;
  const std::int64_t row = are_written(at) ? kPieceRows * kLanes : across;
  const std::int64_t cells = lines * channels_of_block(job.inner) * across + row;
  return cells * cell_bytes + (job.slots ? at.w.most * 8 : 0) + 4 * kLine;
}

// Of windows which are long and sorted (long_ranks.hpp) the ranks whose elements are looked for: as
// many as have weights, and the two in the middle.
inline std::int64_t ranks_kept(const TileJob& job) {
  return std::min(job.windows->offsets, std::max<std::int64_t>(2, job.number_count));
}
inline std::int64_t room_of_window(const TileJob& job) {
  return job.windows->offsets * job.item + ranks_kept(job) * 8 + 2 * kLine;
}

// to[c * to_pitch + r] = from[r * from_pitch + c]
using Transpose = void (*)(const void* from, std::int64_t from_pitch, std::int64_t rows,
                           std::int64_t columns, void* to, std::int64_t to_pitch);

struct Kernels {
  Kernel pick[2][kDtypes];          // [largest]; unit: output row
  Kernel pick_offsets[2][kDtypes];  // the same, and where the element lay
  Kernel pick_masked[2][kDtypes];
  Kernel total[2][kDtypes];  // [wide accumulator of floats]; unit: output row
  Kernel total_masked[kDtypes];
  Kernel place[kDtypes];          // floats; unit: input row
  Kernel scatter[kDtypes];        // the same for long windows; unit: plane
  Kernel gather[kDtypes];         // unit: plane
  Kernel indices;                 // unit: output row
  Kernel spread[kDtypes];         // floats; windows of the way back; unit: input row
  Kernel spread_few[kDtypes];     // floats; few windows in reach of a position; unit: input row
  Kernel spread_masked[kDtypes];  // floats; unit: plane
  Transpose transpose[4];         // of elements of 1, 2, 4 and 8 bytes
  TileKernel reduce[kReducers][kCells];         // unit: output row
  TileKernel reduce_back[kReducers][kCells];    // floats; unit: plane, or block of channels
  TileKernel reduce_quads[kReducers][kDtypes];  // of all_quads() without a mask; else null
  TileKernel reduce_long[kReducers][kDtypes];   // of long windows that are sorted; else null
  TileKernel reduce_long_back[kReducers][kDtypes];
  decltype(TileJob::fill) fill[kDtypes][kCells];
  decltype(TileJob::read) read[kDtypes][kCells];
  decltype(TileJob::write) write[kDtypes][kCells];
};

// Each translation unit of a level offers its kernels to the table.
#define POOLWISE_LEVELS(X) X(baseline) X(v2) X(v3) X(v4)
#define POOLWISE_DECLARE(level)      \
  namespace level {                  \
  void offer_pick(Kernels&);         \
  void offer_pick_offsets(Kernels&); \
  void offer_total(Kernels&);        \
  void offer_backward(Kernels&);     \
  void offer_transpose(Kernels&);    \
  void offer_tiles(Kernels&);        \
  void offer_reduce(Kernels&);       \
  void offer_ranks(Kernels&);        \
  void offer_long_windows(Kernels&); \
  }
POOLWISE_LEVELS(POOLWISE_DECLARE)

}  // namespace poolwise
