// The Python module: unpack, share the work out, call. Python has checked every argument.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <array>
#include <memory>

#include "arrays.hpp"
#include "dispatch.hpp"
#include "parallel.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace nb = nanobind;

namespace poolwise {
namespace {

using Int = std::int64_t;
using Ints = std::vector<Int>;
using Address = std::uintptr_t;

// One axis' tables, and what the kernels derive from them.
class AxisTables {
 public:
  AxisTables(Int size, Int step, Ints start, Ints count, const Ints& extent)
      : start_(std::move(start)), count_(std::move(count)), first_(size, 0), last_(size, -1) {
    divisors_[0].assign(count_.begin(), count_.end());
    divisors_[1].assign(extent.begin(), extent.end());
    axis_.size = size;
    axis_.length = Int(start_.size());
    axis_.step = step;
    for (Int n : count_) axis_.most = std::max(axis_.most, n);
    find_regular_run();
    find_holders();
  }
  // Points into this object: good for as long as it lives, and stays where it is.
  Axis view() const {
    Axis axis = axis_;
    axis.start = start_.data();
    axis.count = count_.data();
    axis.divisor[0] = divisors_[0].data();
    axis.divisor[1] = divisors_[1].data();
    axis.first = first_.data();
    axis.last = last_.data();
    return axis;
  }

 private:
  // The longest run of full windows with one stride; short ones are not worth a vector loop.
  void find_regular_run() {
    const Int n = axis_.length;
    for (Int from = 0; from < n;) {
      Int to = from + 1;
      const Int stride = to < n ? start_[to] - start_[from] : 1;
      if (count_[from] == axis_.most && stride > 0) {
        while (to < n && count_[to] == axis_.most && start_[to] - start_[to - 1] == stride) ++to;
        if (to - from >= kShortestRun && to - from > axis_.hi - axis_.lo)
          axis_.lo = from, axis_.hi = to, axis_.stride = stride;
      }
      from = to - from > 1 ? to - 1 : to;
    }
  }
  void find_holders() {
    for (Int i = 0; i < axis_.length; ++i)
      for (Int k = 0; k < count_[i]; ++k) {
        const Int position = start_[i] + k * axis_.step;
        if (last_[position] < 0) first_[position] = i;
        last_[position] = i;
      }
  }
  static constexpr Int kShortestRun = 8;

  Axis axis_{};
  Ints start_, count_, first_, last_;
  std::array<std::vector<double>, 2> divisors_;
};

// The windows of one input shape, ready for the kernels.
class Plan {
 public:
  explicit Plan(std::vector<AxisTables> axes) : axes_(std::move(axes)) {
    windows_.d = axes_[0].view();
    windows_.h = axes_[1].view();
    windows_.w = axes_[2].view();
    windows_.inputs = windows_.d.size * windows_.h.size * windows_.w.size;
    windows_.outputs = windows_.d.length * windows_.h.length * windows_.w.length;
    windows_.taps = nullptr;
    windows_.offsets = windows_.d.most * windows_.h.most * windows_.w.most;
    if (windows_.offsets <= kTabulated) {
      for (Int i = 0; i < windows_.offsets; ++i) taps_.push_back(windows_.distance(i));
      windows_.taps = taps_.data();
    }
  }
  Plan(const Plan&) = delete;
  const Windows& windows() const { return windows_; }

 private:
  static constexpr Int kTabulated = 65536;
  std::vector<AxisTables> axes_;
  Windows windows_{};
  Ints taps_;
};

// Fresh memory costs a page fault per 4 KiB: large outputs ask for 2 MiB pages before the first
// write.
void advise_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] Int bytes) {
#if defined(__linux__)
  constexpr Address page = 2 << 20;
  const Address begin = (reinterpret_cast<Address>(memory) + page - 1) / page * page;
  const Address end = (reinterpret_cast<Address>(memory) + Address(bytes)) / page * page;
  if (end >= begin + page) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

// Runs a kernel over `units` of work. `bytes` is what it moves, `scratch` what each thread needs.
void run(Kernel kernel, Job job, Int units, Int bytes, Int scratch, Int threads) {
  if (units == 0) return;
  const Int parts = shares(units, bytes, threads);
  const Int padded = (scratch + 127) / 128 * 128;
  const auto memory = std::make_unique_for_overwrite<std::max_align_t[]>(
      std::size_t(parts * padded) / sizeof(std::max_align_t) + 1);
  char* base = reinterpret_cast<char*>(memory.get());
  split(units, parts, [=](Int begin, Int end, Int part) {
    Job share = job;
    share.begin = begin;
    share.end = end;
    share.scratch = base + part * padded;
    kernel(share);
  });
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

constexpr Int kItemBytes[kDtypes] = {1, 1, 2, 2, 4, 4, 8, 8, 2, 2, 4, 8};
constexpr Int kLargestCell = 12;  // a float64 and its offset

Int row_bytes(const Windows& at, Int inner) {
  return (at.w.length * inner * kLargestCell + 23) / 16 * 16;
}

// How many reduced rows to keep: as many as a window spans, if windows overlap and they fit a
// cache.
Int ring_slots(const Windows& at, Int inner) {
  constexpr Int cache = 512 * 1024;
  if (at.h.length < 2) return 1;
  const Int span = (at.h.most - 1) * at.h.step + 1;
  Int least = span;
  for (Int i = 1; i < at.h.length; ++i)
    least = std::min(least, std::max<Int>(at.h.start[i] - at.h.start[i - 1], 0));
  const bool overlap = least < span;
  return overlap && span * at.d.most * row_bytes(at, inner) <= cache ? span : 1;
}

void run_rows(Kernel kernel, Job job, int dtype, Int threads) {
  const Windows& at = *job.windows;
  job.slots = ring_slots(at, job.inner);
  const Int rows = at.d.most * job.slots;
  const Int scratch = (rows * 8 + 15) / 16 * 16 + (rows + 1) * row_bytes(at, job.inner);
  const Int bytes = job.outer * job.inner * kItemBytes[dtype] * (at.inputs + at.outputs);
  advise_large_pages(job.out, job.outer * job.inner * at.outputs * kItemBytes[dtype]);
  run(kernel, job, job.outer * at.d.length * at.h.length, bytes, scratch, threads);
}

void pick(const Plan& plan, int dtype, bool largest, Address x, Address mask, Address out,
          Address offsets, int offset_bytes, Int outer, Int inner, std::uint64_t empty,
          Int threads) {
  const nb::gil_scoped_release release;
  Job job = job_of(plan, x, mask, out, outer, inner);
  job.offsets = reinterpret_cast<void*>(offsets);
  job.offset_bytes = offset_bytes;
  job.empty = empty;
  const Kernels& table = kernels();
  const auto& kind = mask ? table.pick_masked : offset_bytes ? table.pick_offsets : table.pick;
  run_rows(kind[largest][dtype], job, dtype, threads);
}

void total(const Plan& plan, int dtype, bool mean, int divide, double divisor, Address x,
           Address mask, Address out, Int outer, Int inner, std::uint64_t empty, bool wide,
           Int threads) {
  const nb::gil_scoped_release release;
  Job job = job_of(plan, x, mask, out, outer, inner);
  job.divide = divide;
  job.divisor = divisor;
  job.empty = empty;
  const Kernels& table = kernels();
  const Kernel kernel = mask ? (mean ? table.mean_masked : table.total_masked)[dtype]
                             : (mean ? table.mean : table.total)[wide][dtype];
  run_rows(kernel, job, dtype, threads);
}

void run_planes(Kernel kernel, const Job& job, Int item, Int threads) {
  const Windows& at = *job.windows;
  const Int plane = at.inputs * job.inner;
  const Int bytes = job.outer * item * (plane + at.outputs * job.inner);
  run(kernel, job, job.outer, bytes, plane * Int(sizeof(float)), threads);
}

void place(const Plan& plan, int dtype, Address grad, Address offsets, int offset_bytes,
           bool masked, Address out, Int outer, Int inner, Int threads) {
  const nb::gil_scoped_release release;
  Job job = job_of(plan, grad, masked, out, outer, inner);
  job.offsets = reinterpret_cast<void*>(offsets);
  job.offset_bytes = offset_bytes;
  advise_large_pages(job.out, outer * inner * plan.windows().inputs * kItemBytes[dtype]);
  run_planes(kernels().place[dtype], job, kItemBytes[dtype], threads);
}

void gather(const Plan& plan, int dtype, Address x, Address offsets, int offset_bytes, bool masked,
            Address out, Int outer, Int inner, Int threads) {
  const nb::gil_scoped_release release;
  Job job = job_of(plan, x, masked, out, outer, inner);
  job.offsets = reinterpret_cast<void*>(offsets);
  job.offset_bytes = offset_bytes;
  run_planes(kernels().gather[dtype], job, kItemBytes[dtype], threads);
}

void indices(const Plan& plan, Address offsets, int offset_bytes, bool masked, Address out,
             Int outer, Int inner, Int threads) {
  const nb::gil_scoped_release release;
  Job job = job_of(plan, 0, masked, out, outer, inner);
  job.offsets = reinterpret_cast<void*>(offsets);
  job.offset_bytes = offset_bytes;
  advise_large_pages(job.out, outer * inner * plan.windows().outputs * 8);
  run_planes(kernels().indices, job, 8, threads);
}

void spread(const Plan& plan, int dtype, int divide, double divisor, Address grad, Address mask,
            Address out, Int outer, Int inner, Int threads) {
  const nb::gil_scoped_release release;
  Job job = job_of(plan, grad, mask, out, outer, inner);
  job.divide = divide;
  job.divisor = divisor;
  const Windows& at = plan.windows();
  const Int item = kItemBytes[dtype];
  advise_large_pages(job.out, outer * inner * at.inputs * item);
  if (mask) return run_planes(kernels().spread_masked[dtype], job, item, threads);
  const Int bytes = outer * inner * item * (at.inputs + at.outputs);
  const Int scratch = (at.w.size + at.w.length) * inner * Int(sizeof(double));
  run(kernels().spread[dtype], job, outer * at.d.size * at.h.size, bytes, scratch, threads);
}

}  // namespace
}  // namespace poolwise

NB_MODULE(_native, m) {
  using namespace poolwise;
  nb::class_<AxisTables>(m, "Axis").def(nb::init<Int, Int, Ints, Ints, const Ints&>());
  nb::class_<Plan>(m, "Plan").def(nb::init<std::vector<AxisTables>>());
  m.def("pick", pick);
  m.def("total", total);
  m.def("place", place);
  m.def("gather", gather);
  m.def("indices", indices);
  m.def("spread", spread);
  m.def("address", address);
  m.def("levels", available_levels);
  m.def("level", chosen_level);
  m.def("choose_level", choose_level);
}
