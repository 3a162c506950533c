// Planes to pixels and back: from arrays that follow each other to their elements side by side.
#include "rows/transpose.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class T>
void transpose(const void* from, std::int64_t from_pitch, std::int64_t rows, std::int64_t columns,
               void* to, std::int64_t to_pitch) {
  transpose_rows<T>({static_cast<const T*>(from), from_pitch}, rows, columns,
                    {static_cast<T*>(to), to_pitch});
}

void offer_transpose(Kernels& table) {
  table.transpose[0] = transpose<std::uint8_t>;
  table.transpose[1] = transpose<std::uint16_t>;
  table.transpose[2] = transpose<std::uint32_t>;
  table.transpose[3] = transpose<std::uint64_t>;
}

}  // namespace poolwise::POOLWISE_LEVEL
