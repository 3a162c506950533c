// Vectors of the width that a level works on at once, as values: reducers are written over a type V
// that is one of them or a single cell, and mean the same of each lane. Compilers keep such values
// in registers, whether or not they know how often a loop runs.
#pragma once
#include "cells/numbers.hpp"

namespace poolwise::POOLWISE_LEVEL {

#if defined(__AVX512F__)
constexpr int kWidthBytes = 64;
#elif defined(__AVX__)
constexpr int kWidthBytes = 32;
#else
constexpr int kWidthBytes = 16;
#endif

#if defined(__GNUC__)
// (An alias for the vector itself would silently be one for the cell in GCC 12.)
template <class Cell>
struct VectorOf {
  typedef Cell type __attribute__((vector_size(kWidthBytes)));
  static_assert(sizeof(type) == kWidthBytes);
};
template <class Cell>
using Vector = typename VectorOf<Cell>::type;
#else
template <class Cell>
using Vector = Cell;  // compilers without vectors: a lane at a time
#endif

template <class V>
struct CellOfV {
  using type = V;
};
template <class V>
  requires requires(V v) { v[0]; }
struct CellOfV<V> {
  using type = std::remove_cvref_t<decltype(std::declval<V&>()[0])>;
};
template <class V>
using CellOf = typename CellOfV<V>::type;

template <class V>
constexpr int kWidth = int(sizeof(V) / sizeof(CellOf<V>));
template <class V>
constexpr bool is_vector = !std::is_same_v<V, CellOf<V>>;

// What comparing two of them gives: of vectors all bits of a lane or none, of cells bool.
template <class V>
using Mask = decltype(V{} < V{});

template <class V>
constexpr CellOf<V> kInfinity = std::numeric_limits<CellOf<V>>::infinity();

// V with other cells of the same size.
template <class V, class Cell>
struct LanesOfV {
  using type = Cell;
};
template <class V, class Cell>
  requires is_vector<V>
struct LanesOfV<V, Cell> {
  using type = Vector<Cell>;
};
template <class V, class Cell>
using LanesOf = typename LanesOfV<V, Cell>::type;

// The same in all lanes.
template <class V>
POOLWISE_INLINE V broadcast(CellOf<V> cell) {
  if constexpr (is_vector<V>) return cell - V{};
  else return cell;
}

template <class V>
POOLWISE_INLINE V load(const CellOf<V>* from) {
  V v;
  std::memcpy(&v, from, sizeof(V));
  return v;
}
template <class V>
POOLWISE_INLINE void store(V v, CellOf<V>* to) {
  std::memcpy(to, &v, sizeof(V));
}

// Unsigned integers of the size of a cell.
template <class V>
using BitsOfCell = std::conditional_t<
    sizeof(CellOf<V>) == 8, std::uint64_t,
    std::conditional_t<sizeof(CellOf<V>) == 4, std::uint32_t,
                       std::conditional_t<sizeof(CellOf<V>) == 2, std::uint16_t, std::uint8_t>>>;

// taken ? a : b, both of which are computed: compilers would move what is costly of cells into a
// branch, and then find no vectors.
template <class Cell>
  requires(!is_vector<Cell>)
inline Cell choose(bool taken, Cell a, Cell b) {
  using Bits = BitsOfCell<Cell>;
  const Bits mask = Bits(0) - Bits(taken);
  return bit_cast<Cell>(Bits((bit_cast<Bits>(a) & mask) | (bit_cast<Bits>(b) & ~mask)));
}
template <class V>
  requires is_vector<V>
POOLWISE_INLINE V choose(Mask<V> taken, V a, V b) {
  return taken ? a : b;
}
template <class V>
  requires is_vector<V>
POOLWISE_INLINE V choose(Mask<V> taken, V a, CellOf<V> b) {
  return choose(taken, a, broadcast<V>(b));
}
template <class V>
  requires is_vector<V>
POOLWISE_INLINE V choose(Mask<V> taken, CellOf<V> a, V b) {
  return choose(taken, broadcast<V>(a), b);
}

template <class V>
POOLWISE_INLINE V magnitude(V v) {
  using Bits = BitsOfCell<V>;
  return bit_cast<V>(bit_cast<LanesOf<V, Bits>>(v) & (~Bits(0) >> 1));
}

template <class V>
POOLWISE_INLINE V square_root(V v) {
  CellOf<V> lanes[kWidth<V>];
  store(v, lanes);
  for (auto& lane : lanes)
    if constexpr (sizeof(lane) == 4) lane = __builtin_sqrtf(lane);
    else lane = __builtin_sqrt(lane);
  return load<V>(lanes);
}

// Without what is behind the point.
template <class V>
POOLWISE_INLINE V whole_part(V v) {
  constexpr CellOf<V> whole = sizeof(CellOf<V>) == 4 ? CellOf<V>(0x1p23) : CellOf<V>(0x1p52);
  const V size = magnitude(v), rounded = (size + whole) - whole;
  const V down = choose(rounded > size, rounded - 1, rounded),
          cut = choose(size < whole, down, size);
  return choose(v < 0, -cut, cut);
}

inline bool any(bool mask) { return mask; }
template <class M>
  requires is_vector<M>
POOLWISE_INLINE bool any(M mask) {
  std::uint64_t words[sizeof(M) / 8], some = 0;
  std::memcpy(words, &mask, sizeof(M));
  for (const std::uint64_t word : words) some |= word;
  return some != 0;
}

template <int k>
struct Number {
  constexpr operator int() const { return k; }
};
// body(0), …, body(n - 1), their arguments known to compilers.
template <int n, int k = 0, class Body>
POOLWISE_INLINE void unrolled(const Body& body) {
  if constexpr (k < n) {
    body(Number<k>{});
    unrolled<n, k + 1>(body);
  }
}

}  // namespace poolwise::POOLWISE_LEVEL
