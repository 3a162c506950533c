// How a translation unit fills its part of the table.
#pragma once
#include "kernels.hpp"
#include "numbers.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <class Visit>
inline void for_each_dtype(Visit visit) {
  visit(std::int8_t{}, kI8);
  visit(std::uint8_t{}, kU8);
  visit(std::int16_t{}, kI16);
  visit(std::uint16_t{}, kU16);
  visit(std::int32_t{}, kI32);
  visit(std::uint32_t{}, kU32);
  visit(std::int64_t{}, kI64);
  visit(std::uint64_t{}, kU64);
  visit(Half{}, kF16);
  visit(BFloat{}, kBF16);
  visit(float{}, kF32);
  visit(double{}, kF64);
}

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
