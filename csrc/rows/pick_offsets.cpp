// max and min with the offset of the element inside its window, for indices and gradients.
#include "rows/pick_lanes.hpp"
#include "rows/sweep_rows.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class T, bool largest>
void pick_offsets(const Job& job) {
  using V = Winners<PickOf<T, largest>, T>;
  if (picks_in_lanes(*job.windows, job.inner)) return PickLanes<T, largest>(job).rows();
  T* out = static_cast<T*>(job.out);
  const std::int64_t width = job.windows->w.length * job.inner;
  sweep_rows<V>(
      job, nullptr, Undivided<V>{},
      [&](std::int64_t line, auto own) {
        if constexpr (!is_short<T>) own.value = out + line * width;
        return own;
      },
      [&](std::int64_t line, std::int64_t, std::int64_t, auto row) {
        const std::int64_t from = line * width;
        if constexpr (is_short<T>) convert_row(row.value, width, out + from);
        store_offsets(job, from, row.offset, width, 0);
      });
}

void offer_pick_offsets(Kernels& table) {
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    table.pick_offsets[false][code] = pick_offsets<T, false>;
    table.pick_offsets[true][code] = pick_offsets<T, true>;
  });
}

}  // namespace poolwise::POOLWISE_LEVEL
