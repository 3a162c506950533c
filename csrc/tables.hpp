// How a translation unit offers its kernels to the table.
#pragma once
#include "cells/numbers.hpp"
#include "kernels.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Visit>
inline void for_each_dtype(Visit visit) {
#define POOLWISE_VISIT(number, name, bytes, type)           \
  static_assert(sizeof(type) == bytes, "as the list says"); \
  visit(type{}, number);
  POOLWISE_DTYPES(POOLWISE_VISIT)
}

// What integers are computed as: `integers_for` their dtype.
template <class T>
using Integers =
    std::conditional_t<std::is_same_v<T, std::uint8_t> || std::is_same_v<T, std::uint64_t>, T,
                       std::conditional_t<sizeof(T) == 8 || std::is_same_v<T, std::uint32_t>,
                                          std::int64_t, std::int32_t>>;

inline std::int64_t load_offset(const Job& job, std::int64_t i) {
  switch (job.offset_bytes) {
    case 1:
      return static_cast<const std::uint8_t*>(job.offsets)[i];
    case 2:
      return static_cast<const std::uint16_t*>(job.offsets)[i];
    default:
      return static_cast<const std::uint32_t*>(job.offsets)[i];
  }
}

inline void store_offset(const Job& job, std::int64_t i, std::int64_t offset) {
  switch (job.offset_bytes) {
    case 1:
      static_cast<std::uint8_t*>(job.offsets)[i] = std::uint8_t(offset);
      break;
    case 2:
      static_cast<std::uint16_t*>(job.offsets)[i] = std::uint16_t(offset);
      break;
    default:
      static_cast<std::uint32_t*>(job.offsets)[i] = std::uint32_t(offset);
  }
}

// The code of a window that the mask left empty.
inline std::int64_t no_offset(const Job& job) {
  return (std::int64_t{1} << 8 * job.offset_bytes) - 1;
}

}  // namespace poolwise::POOLWISE_LEVEL
