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

// The number of a type in that list, and the type of a number.
template <class T>
constexpr int number_of = kDtypes;
template <int number>
struct Numbered;
#define POOLWISE_NUMBERED(number, name, bytes, type) \
  template <>                                        \
  inline constexpr int number_of<type> = number;     \
  template <>                                        \
  struct Numbered<number> {                          \
    using Type = type;                               \
  };
POOLWISE_DTYPES(POOLWISE_NUMBERED)

// What integers are computed as.
template <class T>
using Integers = typename Numbered<integers_for(number_of<T>)>::Type;

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
