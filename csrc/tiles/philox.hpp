// Philox4x32-10 (Salmon et al. 2011): random numbers that are a function of a key and a counter, as
// in src/poolwise/backends/philox.py, for the windows of a tile at once.
#pragma once
#include "cells/numbers.hpp"
#include "kernels.hpp"

namespace poolwise::POOLWISE_LEVEL {

// The numbers of a tile: element k of window i has word k % 4 of the counter
// (number of the window, k / 4).
struct Philox {
  std::uint64_t seed, first, step;  // window i is number first + i * step

  // Four words for each window.
  POOLWISE_NOINLINE void words(std::uint32_t group, std::uint32_t (*__restrict to)[kLanes]) const {
    std::uint32_t *a = to[0], *b = to[1], *c = to[2], *d = to[3];
    for (int i = 0; i < kLanes; ++i) {
      const std::uint64_t number = first + std::uint64_t(i) * step;
      a[i] = std::uint32_t(number);
      b[i] = std::uint32_t(number >> 32);
      c[i] = group;
      d[i] = 0;
    }
    std::uint32_t left = std::uint32_t(seed), right = std::uint32_t(seed >> 32);
    for (int round = 0; round < 10; ++round) {
      for (int i = 0; i < kLanes; ++i) {
        const std::uint64_t p = std::uint64_t(a[i]) * 0xD2511F53u;
        const std::uint64_t q = std::uint64_t(c[i]) * 0xCD9E8D57u;
        a[i] = std::uint32_t(q >> 32) ^ b[i] ^ left;
        b[i] = std::uint32_t(q);
        c[i] = std::uint32_t(p >> 32) ^ d[i] ^ right;
        d[i] = std::uint32_t(p);
      }
      left += 0x9E3779B9u;
      right += 0xBB67AE85u;
    }
  }

  // In (0, 1), and such that float32 holds it exactly.
  template <class Cell>
  static Cell uniform(std::uint32_t word) {
    return Cell(std::int32_t((word >> 9) * 2 + 1)) * Cell(0x1p-24);
  }

  // One number for each window.
  template <class Cell>
  void one(Cell* to) const {
    std::uint32_t all[4][kLanes];
    words(0, all);
    for (int i = 0; i < kLanes; ++i) to[i] = uniform<Cell>(all[0][i]);
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
