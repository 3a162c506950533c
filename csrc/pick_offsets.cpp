// max and min with the offset of the element inside its window, for indices and gradients.
#include "sweep_rows.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Code>
void store_row(const Job& job, std::int64_t from, const std::int32_t* offsets, std::int64_t n) {
  Code* __restrict to = static_cast<Code*>(job.offsets) + from;
  each_vector<std::int32_t>(n, [=](std::int64_t j) { to[j] = Code(offsets[j]); });
}

template <class T, bool largest>
void pick_offsets(const Job& job) {
  using V = Winners<PickOf<T, largest>, T>;
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
        if (job.offset_bytes == 1) store_row<std::uint8_t>(job, from, row.offset, width);
        else if (job.offset_bytes == 2) store_row<std::uint16_t>(job, from, row.offset, width);
        else store_row<std::uint32_t>(job, from, row.offset, width);
      });
}

void fill_pick_offsets(Kernels& table) {
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    table.pick_offsets[false][code] = pick_offsets<T, false>;
    table.pick_offsets[true][code] = pick_offsets<T, true>;
  });
}

}  // namespace poolwise::POOLWISE_LEVEL
