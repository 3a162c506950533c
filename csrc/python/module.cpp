// The Python module: unpack, share the work out, call. Python has checked every argument.
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <bit>
#include <cstring>
#include <memory>
#include <optional>

#include "python/calls.hpp"
#include "python/dispatch.hpp"
#include "python/interrupts.hpp"
#include "python/memory.hpp"
#include "python/pixels.hpp"
#include "where/parallel.hpp"
#include "where/plan.hpp"
#include "where/ways.hpp"

namespace nb = nanobind;

namespace poolwise {
namespace {

using Address = std::uintptr_t;

// Scratch for all threads of a call. A little of it stays with the caller's for the next call.
class Scratch {
 public:
  explicit Scratch(Int bytes) : is_little_(bytes <= kLittle) {
    if (is_little_) memory_.swap(kept());
    if (!memory_) memory_ = allocate(std::max(bytes, kLittle));
  }
  ~Scratch() {
    if (is_little_) memory_.swap(kept());
  }
  Scratch(const Scratch&) = delete;
  char* data() const { return reinterpret_cast<char*>(memory_.get()); }

 private:
  using Items = std::unique_ptr<std::max_align_t[]>;
  static constexpr Int kLittle = 64 * 1024;

  static Items& kept() {
    thread_local Items memory;
    return memory;
  }
  static Items allocate(Int bytes) {
    const auto items = std::size_t(bytes) / sizeof(std::max_align_t) + 1;
    return std::make_unique_for_overwrite<std::max_align_t[]>(items);
  }

  bool is_little_;
  Items memory_;
};

// Shares `units` of work out: work(begin, end, scratch, watch). `effort` is as much work as to move
// so many bytes, `scratch` what each thread needs of it, and `bytes` what all may have, beyond a
// little, unless one needs more.
template <class Work>
void share_out(Int units, Int effort, Int scratch, Int threads, Int bytes, Work work) {
  if (units == 0) return;
  const Int most_scratch = bytes + (32 << 20);
  const Int padded = (scratch + 127) / 128 * 128;
  Int parts = shares(units, effort, threads);
  if (parts > 1) parts = std::min(parts, std::max<Int>(1, most_scratch / (padded + 1)));
  const Scratch memory(parts * padded);
  const auto all = [&] {
    Unlocked* call = Unlocked::current();
    split(units, parts, [=, base = memory.data()](Int begin, Int end, Int part) {
      const Unlocked::Inside inside(call);
      Watch watch = Unlocked::watch();
      work(begin, end, base + part * padded, watch);
    });
  };
  // To hand the lock over and wait to have it back takes longer than brief work.
  constexpr Int brief = 64 * 1024;
  if (effort > brief && !Unlocked::current()) Unlocked::run(all);
  else all();
}

// Runs a kernel over so many of its units, which looks at each of so many bytes `times` times.
template <class AnyJob>
void run(void (*kernel)(const AnyJob&), const AnyJob& job, Int units, Int bytes, Int scratch,
         Int threads, Int times = 1) {
  const auto some = [=](Int begin, Int end, char* own, Watch& watch) {
    AnyJob share = job;
    share.begin = begin;
    share.end = end;
    share.scratch = own;
    share.watch = &watch;
    kernel(share);
  };
  share_out(units, bytes * times, scratch, threads, bytes, some);
}

// Pools planes as pixels: pool(from, to, planes) with the addresses of a group of them.
template <std::size_t ins, std::size_t outs, class Pool>
void run_as_pixels(const std::array<Planes, ins>& in, const std::array<Planes, outs>& out,
                   Int planes, Int threads, Pool pool, Int fewest = kMostPlanes / 2) {
  Int bytes = 0, scratch = 0;
  for (const Planes& each : in) bytes += each.at ? each.elements * each.bytes : 0;
  for (const Planes& each : out) bytes += each.elements * each.bytes;
  const Int groups = groups_of(planes, threads, bytes, fewest),
            most = (planes + groups - 1) / groups;
  for (const Planes& each : in) scratch += each.room(most);
  for (const Planes& each : out) scratch += each.room(most);
  const auto some = [=](Int begin, Int end, char* room, Watch& watch) {
    for (Int i = begin; i < end && !watch.ends(most * bytes); ++i)
      as_pixels(in, out, share_begin(planes, groups, i), share_begin(planes, groups, i + 1), room,
                pool);
  };
  share_out(groups, planes * bytes, scratch, threads, planes * bytes, some);
}

Job job_of(const Plan& plan, Address x, Address mask, Address out, Int outer, Int inner) {
  Job job{};
  job.windows = &plan.windows();
  job.x = reinterpret_cast<const void*>(x);
  job.mask = reinterpret_cast<const std::uint8_t*>(mask);
  job.out = reinterpret_cast<void*>(out);
  job.outer = outer;
  job.inner = inner;
  return job;
}

constexpr Int kCell = 8, kWinner = 12;  // bytes of the largest cell, and of it with its offset

Int rounded(Int bytes) { return (bytes + 63) / 64 * 64; }

// Whether reduced rows are kept: where windows overlap, or span so few that they are folded at
// once.
bool worth_keeping(const Axis& h, Int depth, Int row_bytes) {
  constexpr Int at_once = 4, most_bytes = 32 << 20;
  const Int span = (h.most - 1) * h.gap() + 1;
  const bool shared = (h.near < span && h.length > 1) || span <= at_once;
  return shared && h.most > 0 && 2 * span * depth * row_bytes <= most_bytes;
}

// Whether each row lies in so many windows that a queue of two stacks is cheaper.
bool worth_stacking(const Axis& h) {
  constexpr Int folds = 4;
  return h.step == 1 && h.period > 0 && h.uses > folds * h.size;
}

// How many rows to lay end to end: as many as the first level cache holds with all that is made
// of them. Long rows gain nothing from it, unless they are split by the stride in any case.
Int band_of(const Job& job) {
  constexpr Int cells = 1024, long_row = 72;
  const Axis& w = job.windows->w;
  if (job.inner > 1 || job.mask || w.period == 0 || w.apart() || w.stride > job.line) return 1;
  const bool split = w.stride > 1 && w.stride <= 4 && w.most > w.stride;
  if (job.line > long_row && !split) return 1;
  return std::clamp<Int>(cells / std::max<Int>(job.line, 1), 1,
                         std::max<Int>(job.windows->h.size, 1));
}

// Rows of more cells than this are looked at in pieces of so many, or in blocks of windows.
constexpr Int kLongRow = 1 << 16, kPieceOfRow = 1 << 14;

// Whether windows are folded one by one, each as it lies in memory.
bool folds_each(const Axis& w, Int inner) {
  return w.period == 1 ? w.apart() : w.period == 0 || inner > 1;
}

// Shares out the scratch of a sweep over rows; returns how much of it there must be. `divided`:
// whether what is read is divided first.
Int lay_out(Job& job, Int cell, bool values, bool divided) {
  if (job.mask) return 0;
  const Windows& at = *job.windows;
  const Int most = std::max(cell, kWinner);
  const Axis &w = at.w, &h = at.h;
  const Int stride = std::max<Int>(w.stride, 1), width = w.length * job.inner;
  job.line = w.reach();
  const bool pieces = !divided && folds_each(w, job.inner) && job.line * job.inner > kLongRow;
  job.piece = pieces ? std::max(kPieceOfRow, job.inner) : 0;
  if (stride <= job.line) job.line = (job.line + stride - 1) / stride * stride;
  job.band = band_of(job);
  if (!worth_keeping(h, at.d.most, rounded(width * most))) job.band = job.slots = 1;
  else job.slots = Int(std::bit_ceil(std::uint64_t((h.most - 1) * h.gap() + h.recoil + job.band)));
  // A cache line more than a row, or rows of some widths would all begin at the same place of a
  // page, and loads would wait for stores that they have nothing to do with.
  constexpr Int line = 16;
  if (job.band == 1) job.pitch = rounded(width) + line;
  else job.pitch = w.period > 1 ? job.line * w.period : job.line / stride;
  job.stacked = job.slots > 1 && worth_stacking(h);
  const Int longest = job.band == 1 ? w.length : std::max(w.length, job.pitch);
  job.room =
      rounded((2 * job.line + longest + 2 * (stride + w.period) + 64) * job.inner * job.band);
  if (pieces) job.room = rounded(job.piece + longest * job.inner + w.most / stride + 64);
  job.tap_bytes = rounded(w.period == 1 && !w.apart() ? w.phase[0].taps * Int(sizeof(Int)) : 0);
  job.stage_bytes = 4 * job.room * (values ? cell : cell + kWinner - kCell) + job.tap_bytes;
  job.row_bytes = rounded(width * most + 128);
  job.state_bytes = rounded(3 * Int(sizeof(Int)));
  job.column_bytes = job.state_bytes + rounded(job.slots * job.pitch * most + 128) + job.row_bytes;
  job.divisors_from = job.stage_bytes + 2 * job.row_bytes + at.d.most * job.column_bytes;
  return job.divisors_from + (divided ? std::max(w.size, w.length) * kCell : 0);
}

// Room for output to go past the caches, where a call moves so much that those keep none of it for
// the next one.
Int stream(Job& job, Int row_bytes, Int bytes, Int scratch) {
  constexpr Int beyond_caches = 32 << 20;
  constexpr Int longest = 1 << 20;  // of a row, which is gathered whole
  if (bytes < beyond_caches || row_bytes > longest) return scratch;
  job.stream_from = rounded(scratch);
  return job.stream_from + kStreamed + row_bytes + 2 * kLine;
}

// Calls that move less than this find their rows in the nearest caches.
constexpr Int kFetched = 8 << 20;

// `cell` bytes is what the kernel makes of an input element.
void run_rows(Kernel kernel, Job job, Int in_bytes, Int cell, Int out_bytes, bool values,
              Int threads, bool divided = false) {
  const Windows& at = *job.windows;
  const Int planes = job.outer * job.inner;
  const Int bytes = planes * (at.inputs * in_bytes + at.outputs * out_bytes);
  const Int row = at.w.length * job.inner * out_bytes;
  job.fetches = bytes >= kFetched;
  const Int scratch = stream(job, row, bytes, lay_out(job, cell, values, divided));
  advise_large_pages(job.out, planes * at.outputs * out_bytes);
  run(kernel, job, job.outer * at.d.length * at.h.length, bytes, scratch, threads);
}

// How many windows, or on the way back positions, of a long row are looked at at once: so many that
// the blocks share little. 0 where rows are looked at whole.
Int block_of_row(const Plan& plan, Int inner, bool back) {
  const Windows& at = plan.windows();
  const auto is_one = [](const Axis& axis) { return axis.size == 1 && axis.length == 1; };
  const Axis& w = at.w;
  const Int size = std::max(w.size, w.length), span = (w.most - 1) * w.gap() + 1;
  if (plan.is_part() || !is_one(at.d) || !is_one(at.h) || size * inner <= kLongRow) return 0;
  const Int stride = w.period == 1 ? w.stride : std::max<Int>(1, w.size / w.length);
  Int block = std::max<Int>({kPieceOfRow / inner / stride, span / stride, 1});
  if (back) block *= stride;
  return (back ? w.size : w.length) > 2 * block ? block : 0;
}

// Pools arrays of one row in blocks of so many windows: pool(part, x, out) with the plan of a block
// and the numbers of its first element and of its first window.
template <class Pool>
void run_in_blocks(const Plan& plan, Int block, Int outer, Int bytes, Int threads, Pool pool) {
  const Windows& at = plan.windows();
  const Int blocks = (at.w.length + block - 1) / block;
  const auto some = [&, blocks](Int begin, Int end, char*, Watch& watch) {
    for (Int unit = begin; unit < end && !watch.ends(block); ++unit) {
      const Int plane = unit / blocks, from = unit % blocks * block;
      Int first = at.w.size - 1;
      const auto part = plan.part(from, std::min(from + block, at.w.length), first, 0);
      pool(*part, plane * at.inputs + first, plane * at.outputs + from);
    }
  };
  share_out(outer * blocks, bytes, 0, threads, bytes, some);
}

// The same on the way back, in blocks of positions: back(part, grad, to), which writes all
// positions that the windows look at to address `to`.
template <class Back>
void run_back_in_blocks(const Plan& plan, Int block, Int outer, Int element, Address out, Int bytes,
                        Int threads, Back back) {
  const Windows& at = plan.windows();
  const Int blocks = (at.w.size + block - 1) / block;
  advise_large_pages(reinterpret_cast<void*>(out), outer * at.inputs * element);
  const auto some = [&, blocks](Int begin, Int end, char*, Watch& watch) {
    for (Int unit = begin; unit < end && !watch.ends(block); ++unit) {
      const Int plane = unit / blocks, wanted = unit % blocks * block;
      const Int last = std::min(wanted + block, at.w.size);
      Int first = wanted, from = 0;
      const auto part = plan.part_at(first, last, from);
      const Int looked_at = part->windows().inputs;
      const Address to = out + Address((plane * at.inputs + wanted) * element);
      if (first == wanted && looked_at == last - wanted) {
        back(*part, plane * at.outputs + from, to);
        continue;
      }
      // Other blocks write what lies beside.
      const auto own = std::make_unique_for_overwrite<char[]>(std::size_t(looked_at * element));
      back(*part, plane * at.outputs + from, reinterpret_cast<Address>(own.get()));
      std::memcpy(reinterpret_cast<void*>(to), own.get() + (wanted - first) * element,
                  std::size_t((last - wanted) * element));
    }
  };
  share_out(outer * blocks, bytes, 0, threads, bytes, some);
}

// Whether long windows lie end to end along rows, and leave nothing out: so might rows of a window
// each.
bool lie_end_to_end(const Windows& at) {
  constexpr Int shortest = 32;  // measured
  const auto tile = [](const Axis& axis) {
    return is_alone(axis) && axis.most * axis.length == axis.size;
  };
  return at.w.most >= shortest && at.outputs > 1 && at.d.most == 1 && at.h.most == 1 &&
         tile(at.d) && tile(at.h) && tile(at.w);
}

void pick(const Plan& plan, int dtype, bool largest, Address x, Address mask, Address out,
          Address offsets, int offset_bytes, Int outer, Int inner, std::uint64_t empty,
          Int threads) {
  if (plan.windows().outputs == 0) return;
  Job job = job_of(plan, x, mask, out, outer, inner);
  job.offsets = reinterpret_cast<void*>(offsets);
  job.offset_bytes = offset_bytes;
  job.empty = empty;
  const Kernels& table = kernels();
  const auto& kind = mask ? table.pick_masked : offset_bytes ? table.pick_offsets : table.pick;
  const Int item = kItemBytes[dtype], cell = std::max<Int>(item, 4);
  const Windows& at = plan.windows();
  // Planes that are one window each, of long numbers, are folded as they are (many_windows.hpp).
  const bool whole = at.outputs == 1 && item >= 4 && !offset_bytes;
  if (!mask && inner == 1 && item >= 4 && !offset_bytes && lie_end_to_end(at))
    return pick(plan.one_window(), dtype, largest, x, 0, out, 0, 0, outer * at.outputs, 1, empty,
                threads);
  if (const Int block = mask ? 0 : block_of_row(plan, inner, false)) {
    const Int bytes = outer * (at.inputs + at.outputs) * inner * item;
    advise_large_pages(job.out, outer * at.outputs * inner * item);
    return run_in_blocks(
        plan, block, outer, bytes, threads, [=](const Plan& part, Int first, Int from) {
          const Address places = offsets ? offsets + Address(from * inner * offset_bytes) : 0;
          pick(part, dtype, largest, x + Address(first * inner * item), 0,
               out + Address(from * inner * item), places, offset_bytes, 1, inner, empty, 1);
        });
  }
  if (!mask && inner == 1 && !whole && are_turned(at, outer, item)) {
    const auto as_channels = [&](const auto& from, const auto& to, Int, Int planes) {
      pick(plan, dtype, largest, from[0], 0, to[0], to[1], offset_bytes, 1, planes, empty, 1);
    };
    const Planes x_planes{x, item, at.inputs}, places{offsets, offset_bytes, at.outputs};
    return run_as_pixels(std::array{x_planes}, std::array{Planes{out, item, at.outputs}, places},
                         outer, threads, as_channels);
  }
  if (offset_bytes && !mask && picks_in_lanes(at, inner)) {
    advise_large_pages(job.out, outer * at.outputs * item);
    return run(kind[largest][dtype], job, outer * at.d.length * at.h.length,
               outer * (at.inputs + at.outputs) * item, PickPlan(at).room(at.h.stride, cell),
               threads);
  }
  run_rows(kind[largest][dtype], job, item, cell, item, !offset_bytes, threads);
}

void total(const Plan& plan, int dtype, int out_dtype, int divide, Int divisor, Address x,
           Address mask, Address out, Int outer, Int inner, std::uint64_t empty, bool wide,
           Int threads) {
  if (plan.windows().outputs == 0) return;
  Job job = job_of(plan, x, mask, out, outer, inner);
  job.dtype = dtype;
  job.out_dtype = out_dtype;
  job.divide = divide;
  job.divisor = divisor;
  job.empty = empty;
  const Kernels& table = kernels();
  const Kernel kernel = mask ? table.total_masked[dtype] : table.total[wide][dtype];
  const Windows& at = plan.windows();
  const bool whole = at.outputs == 1 && dtype >= kF32;
  if (!mask && inner == 1 && dtype >= kF32 && lie_end_to_end(at))
    return total(plan.one_window(), dtype, out_dtype, divide, divisor, x, 0, out,
                 outer * at.outputs, 1, empty, wide, threads);
  if (const Int block = mask ? 0 : block_of_row(plan, inner, false)) {
    const Int x_bytes = kItemBytes[dtype] * inner, out_bytes = kItemBytes[out_dtype] * inner;
    const Int bytes = outer * (at.inputs * x_bytes + at.outputs * out_bytes);
    advise_large_pages(job.out, outer * at.outputs * out_bytes);
    return run_in_blocks(
        plan, block, outer, bytes, threads, [=](const Plan& part, Int first, Int from) {
          total(part, dtype, out_dtype, divide, divisor, x + Address(first * x_bytes), 0,
                out + Address(from * out_bytes), 1, inner, empty, wide, 1);
        });
  }
  if (!mask && inner == 1 && !whole && are_turned(at, outer, kItemBytes[dtype]))
    return run_as_pixels(std::array{Planes{x, kItemBytes[dtype], at.inputs}},
                         std::array{Planes{out, kItemBytes[out_dtype], at.outputs}}, outer, threads,
                         [&](const auto& from, const auto& to, Int, Int planes) {
                           total(plan, dtype, out_dtype, divide, divisor, from[0], 0, to[0], 1,
                                 planes, empty, wide, 1);
                         });
  // Exact sums of 64 bit integers take twice as much.
  const Int item = kItemBytes[dtype], cell = dtype == kI64 || dtype == kU64 ? 2 * kCell : kCell;
  run_rows(kernel, job, item, cell, kItemBytes[out_dtype], true, threads);
}

// One whose unit is a row of input, which it writes.
void run_back(Kernel kernel, Job job, Int item, Int scratch, Int threads) {
  const Windows& at = *job.windows;
  const Int planes = job.outer * job.inner, bytes = planes * (at.inputs + at.outputs) * item;
  advise_large_pages(job.out, planes * at.inputs * item);
  const Int all = stream(job, at.w.size * job.inner * item, bytes, scratch);
  run(kernel, job, job.outer * at.d.size * at.h.size, bytes, all, threads);
}

// One whose unit is a plane. Of 16 bit floats some add up in wider ones.
void run_planes(Kernel kernel, const Job& job, Int item, Int threads, bool adds = true) {
  const Windows& at = *job.windows;
  const Int plane = at.inputs * job.inner;
  const Int bytes = job.outer * item * (plane + at.outputs * job.inner);
  run(kernel, job, job.outer, bytes, adds && item == 2 ? plane * Int(sizeof(float)) : 0, threads);
}

// Gradients of no windows are zero, and kernels need not know of such.
bool clear_without_windows(const Plan& plan, void* out, Int planes, Int item) {
  if (plan.windows().outputs > 0) return false;
  std::memset(out, 0, std::size_t(planes * plan.windows().inputs * item));
  return true;
}

void place(const Plan& plan, int dtype, Address grad, Address offsets, int offset_bytes,
           bool masked, Address out, Int outer, Int inner, Int threads) {
  Job job = job_of(plan, grad, masked, out, outer, inner);
  const Int item = kItemBytes[dtype];
  if (clear_without_windows(plan, job.out, outer * inner, item)) return;
  if (const Int block = block_of_row(plan, inner, true)) {
    const Windows& at = plan.windows();
    const Int bytes = outer * (at.inputs + at.outputs) * inner * item;
    return run_back_in_blocks(plan, block, outer, inner * item, out, bytes, threads,
                              [=](const Plan& part, Int from, Address to) {
                                place(part, dtype, grad + Address(from * inner * item),
                                      offsets + Address(from * inner * offset_bytes), offset_bytes,
                                      masked, to, 1, inner, 1);
                              });
  }
  job.windows = &plan.both_ways();
  job.offsets = reinterpret_cast<void*>(offsets);
  job.offset_bytes = offset_bytes;
  const Windows& at = *job.windows;
  const Way way = way_back(at, inner, offset_bytes);
  // Lanes do as well as pixels in all but the shortest rows.
  const bool laned = way == Way::lanes && at.w.size > (at.w.stride == 1 ? 24 : 48);
  if (inner == 1 && !laned && are_turned(at, outer, item)) {
    const Planes grads{grad, item, at.outputs}, places{offsets, offset_bytes, at.outputs};
    return run_as_pixels(std::array{grads, places}, std::array{Planes{out, item, at.inputs}}, outer,
                         threads, [&](const auto& from, const auto& to, Int, Int planes) {
                           place(plan, dtype, from[0], from[1], offset_bytes, masked, to[0], 1,
                                 planes, 1);
                         });
  }
  if (way != Way::scatter)
    return run_back(kernels().place[dtype], job, item, room_back(at, inner, way), threads);
  advise_large_pages(job.out, outer * inner * at.inputs * item);
  run_planes(kernels().scatter[dtype], job, item, threads);
}

void gather(const Plan& plan, int dtype, Address x, Address offsets, int offset_bytes, bool masked,
            Address out, Int outer, Int inner, Int threads) {
  if (plan.windows().outputs == 0) return;
  Job job = job_of(plan, x, masked, out, outer, inner);
  job.offsets = reinterpret_cast<void*>(offsets);
  job.offset_bytes = offset_bytes;
  run_planes(kernels().gather[dtype], job, kItemBytes[dtype], threads, false);
}

void indices(const Plan& plan, Address offsets, int offset_bytes, bool masked, Address out,
             Int outer, Int inner, Int threads) {
  if (plan.windows().outputs == 0) return;
  Job job = job_of(plan, 0, masked, out, outer, inner);
  job.offsets = reinterpret_cast<void*>(offsets);
  job.offset_bytes = offset_bytes;
  advise_large_pages(job.out, outer * inner * plan.windows().outputs * 8);
  const Windows& at = plan.windows();
  const Int bytes = outer * inner * at.outputs * 9;
  const Int scratch = stream(job, at.w.length * inner * 8, bytes, 0);
  run(kernels().indices, job, outer * at.d.length * at.h.length, bytes, scratch, threads);
}

void spread(const Plan& plan, int dtype, int divide, Int divisor, Address grad, Address mask,
            Address out, Int outer, Int inner, Int threads) {
  Job job = job_of(plan, grad, mask, out, outer, inner);
  job.divide = divide;
  job.divisor = divisor;
  const Int item = kItemBytes[dtype];
  if (clear_without_windows(plan, job.out, outer * inner, item)) return;
  if (mask) {
    advise_large_pages(job.out, outer * inner * plan.windows().inputs * item);
    return run_planes(kernels().spread_masked[dtype], job, item, threads);
  }
  if (const Int block = block_of_row(plan, inner, true)) {
    const Windows& at = plan.windows();
    const Int bytes = outer * (at.inputs + at.outputs) * inner * item;
    return run_back_in_blocks(plan, block, outer, inner * item, out, bytes, threads,
                              [=](const Plan& part, Int from, Address to) {
                                spread(part, dtype, divide, divisor,
                                       grad + Address(from * inner * item), 0, to, 1, inner, 1);
                              });
  }
  const Windows& at = plan.both_ways();
  if (inner == 1 && are_turned(at, outer, item))
    return run_as_pixels(std::array{Planes{grad, item, at.outputs}},
                         std::array{Planes{out, item, at.inputs}}, outer, threads,
                         [&](const auto& from, const auto& to, Int, Int planes) {
                           spread(plan, dtype, divide, divisor, from[0], 0, to[0], 1, planes, 1);
                         });
  if (spreads_few(at, inner)) {
    job.windows = &at;
    const Int drawn = inner == 1 && at.h.most * at.d.most > 1 ? at.w.size : 0;
    const Int apart = (drawn + 2 * at.w.length + 16) * inner * kCell;
    const Int scratch = lies_apart(at) ? apart : room_of_pixels(at, inner);
    return run_back(kernels().spread_few[dtype], job, item, scratch, threads);
  }
  job.windows = at.back;
  run_rows(kernels().spread[dtype], job, item, std::max<Int>(item, 4), item, true, threads,
           divide != kNothing);
}

// What the kernels of tiles need of a call.
TileJob tile_job_of(const Plan& plan, int dtype, int out_dtype, int cell, Address x, Address mask,
                    Address out, Address numbers, Int number_count, Int groups, std::uint64_t seed,
                    std::uint64_t first, Int outer, Int inner) {
  TileJob job{};
  job.windows = &plan.windows();
  job.x = reinterpret_cast<const void*>(x);
  job.mask = reinterpret_cast<const std::uint8_t*>(mask);
  job.out = reinterpret_cast<void*>(out);
  job.outer = outer;
  job.inner = inner;
  job.numbers = reinterpret_cast<const double*>(numbers);
  job.number_count = number_count;
  job.groups = groups;
  job.seed = seed;
  job.first = first;
  job.item = int(kItemBytes[dtype]);
  job.out_item = int(kItemBytes[out_dtype]);
  job.bare = dtype == dtype_of_cell(cell);
  job.bare_out = out_dtype == dtype_of_cell(cell);
  job.fill = kernels().fill[dtype][cell];
  job.read = kernels().read[dtype][cell];
  job.write = kernels().write[out_dtype][cell];
  return job;
}

// Results, or on the way back gradients of x.
void run_tiles(const Plan& plan, int reducer, int dtype, int cell, bool back, TileJob job,
               Int threads) {
  // Each element is looked at several times.
  constexpr Int times = 8;
  const Windows& at = plan.windows();
  const Int item = job.item, results = back ? at.inputs : at.outputs;
  const auto address = [](const void* memory) { return reinterpret_cast<Address>(memory); };
  const Kernels& table = kernels();
  const TileKernel quads = back || job.mask ? nullptr : table.reduce_quads[reducer][dtype];
  const bool walked = quads && all_quads(at);
  if (!walked && job.inner == 1 && are_turned_for_tiles(at, job.outer, item))
    return run_as_pixels(
        std::array{Planes{address(job.x), item, at.inputs}, Planes{address(job.mask), 1, at.inputs},
                   Planes{address(job.grad), item, at.outputs}},
        std::array{Planes{address(job.out), job.out_item, results}}, job.outer, threads,
        [&](const auto& from, const auto& to, Int first, Int planes) {
          TileJob part = job;
          part.x = reinterpret_cast<const void*>(from[0]);
          part.mask = reinterpret_cast<const std::uint8_t*>(from[1]);
          part.grad = reinterpret_cast<const void*>(from[2]);
          part.out = reinterpret_cast<void*>(to[0]);
          part.outer = 1;
          part.inner = planes;
          part.first_plane = job.first_plane + first;
          run_tiles(plan, reducer, dtype, cell, back, part, 1);
        },
        kMostPlanes);
  advise_large_pages(job.out, job.outer * job.inner * results * job.out_item);
  const Int bytes = job.outer * job.inner * (at.inputs + at.outputs) * item;
  const Int lines = job.outer * at.d.length * at.h.length;
  if (walked) return run(quads, job, lines, bytes, 0, threads);
  const bool sorted = is_long(at) && table.reduce_long[reducer][dtype];
  const TileKernel kernel =
      sorted ? (back ? table.reduce_long_back : table.reduce_long)[reducer][dtype]
             : (back ? table.reduce_back : table.reduce)[reducer][cell];
  const Int cell_bytes = kItemBytes[dtype_of_cell(cell)];
  if (!sorted) stage_rows(job, back ? channels_of_block(job.inner) : job.inner);
  const Int units = back ? job.outer * blocks_of_channels(job.inner) : lines;
  Int scratch = sorted ? room_of_window(job) : room_of_tiles(job, cell_bytes);
  if (back) scratch += room_of_plane(job, sorted ? Int(sizeof(double)) : cell_bytes);
  run(kernel, job, units, bytes, scratch, threads, times);
}

// False where x has elements that the reducer does not take.
bool reduce(const Plan& plan, int reducer, int dtype, int out_dtype, int cell, Address x,
            Address mask, Address out, Address numbers, Int number_count, Int groups,
            std::uint64_t seed, std::uint64_t first, Int outer, Int inner, std::uint64_t empty,
            Int threads) {
  if (plan.windows().outputs == 0) return true;
  TileJob job = tile_job_of(plan, dtype, out_dtype, cell, x, mask, out, numbers, number_count,
                            groups, seed, first, outer, inner);
  std::uint8_t refused = 0;
  job.refused = &refused;
  job.empty = empty;
  run_tiles(plan, reducer, dtype, cell, false, job, threads);
  return !refused;
}

void reduce_back(const Plan& plan, int reducer, int dtype, int cell, Address grad, Address x,
                 Address mask, Address out, Address numbers, Int number_count, Int groups,
                 Address slopes, std::uint64_t seed, std::uint64_t first, Int outer, Int inner,
                 Int threads) {
  TileJob job = tile_job_of(plan, dtype, dtype, cell, x, mask, out, numbers, number_count, groups,
                            seed, first, outer, inner);
  std::uint8_t refused = 0;
  job.refused = &refused;
  job.grad = reinterpret_cast<const void*>(grad);
  job.slopes = reinterpret_cast<double*>(slopes);
  if (clear_without_windows(plan, job.out, outer * inner, job.item)) {
    if (slopes) std::fill_n(job.slopes, outer * inner * number_count, 0.0);
    return;
  }
  run_tiles(plan, reducer, dtype, cell, true, job, threads);
}

// The numbers of dtypes, by name.
nb::dict dtypes() {
  nb::dict codes;
  for (int code = 0; code < kDtypes; ++code) codes[kDtypeNames[code]] = code;
  return codes;
}

// What registry.hpp says, by name.
nb::dict reducers() {
  const auto or_weights = [](int count) {
    return count == kWeights ? nb::none() : nb::object(nb::int_(count));
  };
  nb::dict known;
  for (int number = 0; number < kReducers; ++number) {
    const Reducer& reducer = kRegistry[number];
    nb::dict own;
    own["code"] = number;
    own["numbers"] = or_weights(reducer.numbers);
    own["slopes"] = or_weights(reducer.slopes);
    own["draws"] = reducer.draws;
    own["keeps_dtype"] = reducer.keeps_dtype;
    own["refuses"] = reducer.refuses;
    known[reducer.name] = own;
  }
  return known;
}

// Sums of more floats than this accumulate in a wider type, to keep their accuracy.
constexpr Int kWide = 1 << 10;

// Calls to remember, of no masks.
Recipe ready_pick(const Planner& planner, int dtype, bool largest, bool with_indices) {
  const auto run = [=](const Planned& of, Address x, const Address* out, Int threads) {
    const Plan& at = *of.plan;
    const Int most = at.windows().offsets;
    const int offset_bytes = !with_indices ? 0 : most <= 1 << 8 ? 1 : most <= 1 << 16 ? 2 : 4;
    const auto bytes = std::size_t(of.outer * of.outputs() * of.inner * offset_bytes);
    const auto offsets = std::make_unique_for_overwrite<char[]>(bytes);
    const auto place = bytes ? reinterpret_cast<Address>(offsets.get()) : 0;
    pick(at, dtype, largest, x, 0, out[0], place, offset_bytes, of.outer, of.inner, 0, threads);
    if (bytes) indices(at, place, offset_bytes, false, out[1], of.outer, of.inner, threads);
    return true;
  };
  return {planner, kItemBytes[dtype], run};
}

Recipe ready_total(const Planner& planner, int dtype, int out_dtype, int divide, Int divisor) {
  const auto run = [=](const Planned& of, Address x, const Address* out, Int threads) {
    total(*of.plan, dtype, out_dtype, divide, divisor, x, 0, out[0], of.outer, of.inner, 0,
          of.plan->windows().offsets > kWide, threads);
    return true;
  };
  return {planner, kItemBytes[dtype], run};
}

// What is drawn is so with a seed of its own each time, if there is a `new_seed`, and the number
// of the first output. `cells` are what to compute in where windows are small and where they are
// large; of `table`, the numbers, which `numbers` keeps, there is one for each channel or one for
// all.
Recipe ready_reduce(const Planner& planner, int reducer, int dtype, int out_dtype,
                    std::pair<int, int> cells, const nb::object& numbers,
                    std::tuple<Address, Int, Int> table, const nb::object& new_seed,
                    std::uint64_t first) {
  const auto run = [=, numbers = numbers, new_seed = new_seed](const Planned& of, Address x,
                                                               const Address* out, Int threads) {
    const auto [at, count, groups] = table;
    const int cell = of.plan->windows().offsets > kWide ? cells.second : cells.first;
    const auto drawn = [&] { return nb::cast<std::uint64_t>(new_seed()); };
    const std::uint64_t seed = new_seed.is_none() ? 0 : unless_python_ends(drawn);
    return reduce(*of.plan, reducer, dtype, out_dtype, cell, x, 0, out[0], at, count, groups, seed,
                  first, of.outer, of.inner, 0, threads);
  };
  return {planner, kItemBytes[dtype], run};
}

}  // namespace
}  // namespace poolwise

NB_MODULE(_native, m) {
  using namespace poolwise;
  if (PyArray_ImportNumPyAPI() < 0) throw nb::python_error();
  if (chosen_level().empty())
    throw nb::import_error(
        "poolwise was built for another processor, whose instructions this one lacks: build it "
        "here, or with CMAKE_ARGS=-DPOOLWISE_LEVELS=all");
  // Daemon threads hold what they were using when the interpreter ends: no news to anybody.
  nb::set_leak_warnings(false);
  nb::class_<AxisPlan>(m, "Axis")
      .def_static("sliding",
                  [](Int size, Int length, Int step, Int origin, Int stride, Int taps, Int after) {
                    return AxisPlan::sliding(size, length, step, {origin, stride, taps}, after);
                  })
      .def_static("adaptive", [](Int size, Int length) { return AxisPlan::adaptive(size, length); })
      .def_static("listed", &AxisPlan::listed);
  nb::class_<Plan>(m, "Plan")
      .def(nb::init<std::vector<AxisPlan>>())
      .def_prop_ro("most", [](const Plan& plan) { return plan.windows().offsets; });
  nb::class_<Planner>(m, "Planner")
      .def(
          "__init__",
          [](Planner* to, const Ints& windows, int dtype, double most, bool channels_last,
             bool pytorch, bool keeps_format, bool kernel_inside) {
            const Manner manner{channels_last, pytorch, keeps_format, kernel_inside};
            new (to) Planner(windows, kItemBytes[dtype], most, manner);
          },
          nb::arg("windows"), nb::arg("dtype"), nb::arg("most"), nb::arg("channels_last") = false,
          nb::arg("pytorch") = false, nb::arg("keeps_format") = false,
          nb::arg("kernel_inside") = false);
  nb::class_<Recipe>(m, "Recipe");
  nb::class_<Calls>(m, "Calls")
      .def(nb::init<nb::object>())
      .def("know_tensors", &Calls::know_tensors)
      .def("again", &Calls::again, nb::arg("x").none(), nb::arg("arguments"),
           nb::arg("sizes") = nb::tuple())
      .def("kernel", &Calls::kernel)
      .def("remember", &Calls::remember)
      .def("forget", &Calls::forget);
  m.def("ready_pick", ready_pick);
  m.def("ready_total", ready_total);
  m.def("ready_reduce", ready_reduce, nb::arg(), nb::arg(), nb::arg(), nb::arg(), nb::arg(),
        nb::arg().none(), nb::arg(), nb::arg().none(), nb::arg());
  m.def("integers_for", &integers_for, nb::arg("dtype"));
  m.attr("FEW") = kSmall;
  m.attr("WIDE") = kWide;
  m.def("pick", pick);
  m.def("total", total);
  m.def("place", place);
  m.def("gather", gather);
  m.def("indices", indices);
  m.def("spread", spread);
  m.def("reducers", reducers);
  m.def("dtypes", dtypes);
  m.attr("NOTHING") = int(kNothing);
  m.attr("COUNT") = int(kCount);
  m.attr("EXTENT") = int(kExtent);
  m.attr("CONSTANT") = int(kConstant);
  m.def("reduce", reduce);
  m.def("reduce_back", reduce_back);
  m.def("address", arrays::address);
#if defined(__linux__)
  m.def("recycled_array", recycled_array);
#endif
  m.def("borrow_threads", borrow_threads);
  m.def("levels", available_levels);
  m.def("level", chosen_level);
  m.def("choose_level", choose_level);
  m.def("processor", processor_here);
}
