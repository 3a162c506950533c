// Planes with short rows, pooled as the channels of pixels.
//
// A row of a few elements fills no vector, and its ends cost more than itself. But planes come by
// the dozen: turned so that the same element of each lies side by side, they are what channels-last
// kernels are made for, and turning them, there and back, costs half a cycle an element.
#pragma once
#include <algorithm>
#include <array>
#include <bit>

#include "python/dispatch.hpp"
#include "where/layout.hpp"

namespace poolwise {

// Planes that follow each other, of so many elements of so many bytes. None at address 0.
struct Planes {
  std::uintptr_t at;
  Int bytes, elements;

  // Planes [begin, end) to pixels, or the other way round.
  void turn(Int begin, Int end, char* pixels) const {
    const Int n = end - begin;
    transpose()(plane(begin), elements, n, elements, pixels, n);
  }
  void turn_back(Int begin, Int end, const char* pixels) const {
    const Int n = end - begin;
    transpose()(pixels, n, elements, n, plane(begin), elements);
  }
  Int room(Int planes) const { return (planes * elements * bytes + 127) / 64 * 64; }

 private:
  Transpose transpose() const { return kernels().transpose[std::countr_zero(unsigned(bytes))]; }
  char* plane(Int i) const { return reinterpret_cast<char*>(at) + i * elements * bytes; }
};

// Fewer planes at once than these fill no vector, and more than those are not needed.
constexpr Int kFewestPlanes = 8, kMostPlanes = 32;

// Whether planes are turned. Measured in cycles an element, there and back: the shorter the rows,
// the smaller the elements, and the more windows share a row or are irregular, the more is gained.
inline bool are_turned(const Windows& at, Int planes, Int bytes) {
  constexpr Int most = 128 * 1024;  // of a plane: dozens of them are to stay in the cache
  const Axis& w = at.w;
  if (planes < kFewestPlanes || at.outputs == 0) return false;
  if (at.inputs * bytes > most || at.outputs * bytes > most) return false;
  const auto up_to = [&](Int size, Int row_bytes) {
    return w.size <= size && w.size * bytes <= row_bytes;
  };
  if (at.outputs == 1) return at.inputs * bytes <= 400;
  if (w.period != 1) return up_to(128, 512);
  if (w.most <= w.stride) return up_to(64, 160);
  return w.stride > 1 ? up_to(128, bytes < 4 ? 256 : bytes * 60) : up_to(128, 240);
}

// The same for tiles, which hold neighbours of a row: they are to be full, and the ends of rows
// that padding clips few.
inline bool are_turned_for_tiles(const Windows& at, Int planes, Int bytes) {
  const Axis& w = at.w;
  // Next to empty tiles cost more than what leaves the cache.
  const Int most = (w.length < 8 ? 2048 : 128) * 1024;
  if (planes < kFewestPlanes || at.outputs == 0) return false;
  if (at.inputs * bytes > most || at.outputs * bytes > most) return false;
  const Int lanes = (w.length + kLanes - 1) / kLanes * kLanes;
  return w.length < kLanes || 4 * w.length < 3 * lanes || w.hi - w.lo < w.length / 2 ||
         (w.clipped && w.length <= 64);
}

// In how many groups planes are turned, `bytes` there and back, of at least `fewest` if there are
// so many: as many for each thread.
inline Int groups_of(Int planes, Int threads, Int bytes, Int fewest) {
  constexpr Int cached = 256 * 1024;
  const Int most = std::clamp<Int>(cached / bytes / 8 * 8, fewest, kMostPlanes);
  const Int least = (planes + most - 1) / most;
  const Int even = (least + threads - 1) / threads * threads;
  return std::min(even, std::max<Int>(1, planes / kFewestPlanes));
}

// Pools planes [begin, end) of `in` as pixels: pool(from, to, begin, planes) with the addresses of
// those.
template <std::size_t ins, std::size_t outs, class Pool>
void as_pixels(const std::array<Planes, ins>& in, const std::array<Planes, outs>& out, Int begin,
               Int end, char* room, Pool pool) {
  std::array<std::uintptr_t, ins> from;
  std::array<std::uintptr_t, outs> to;
  const Int planes = end - begin;
  for (std::size_t i = 0; i < ins; ++i) {
    if (in[i].at) in[i].turn(begin, end, room);
    from[i] = in[i].at ? reinterpret_cast<std::uintptr_t>(room) : 0;
    room += in[i].room(planes);
  }
  for (std::size_t i = 0; i < outs; ++i) {
    to[i] = out[i].at ? reinterpret_cast<std::uintptr_t>(room) : 0;
    room += out[i].room(planes);
  }
  pool(from, to, begin, planes);
  for (std::size_t i = 0; i < outs; ++i)
    if (to[i]) out[i].turn_back(begin, end, reinterpret_cast<const char*>(to[i]));
}

}  // namespace poolwise
