// Windows of few elements, their number known to compilers: what is done for each element is spelt
// out by templates, so that a loop over lanes has no other inside and becomes one of vectors, with
// all elements in registers. Results go to arrays of the function's own, then to where they are
// wanted: that nobody else sees them is what compilers must know.
#pragma once
#include "tiles.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <int k>
struct Number {
  constexpr operator int() const { return k; }
};
template <int n, int k = 0, class Body>
POOLWISE_INLINE void unrolled(const Body& body) {
  if constexpr (k < n) {
    body(Number<k>{});
    unrolled<n, k + 1>(body);
  }
}

constexpr int kFew = 9;

// Calls visit.operator()<n>() with the number of a window's elements, if they are few.
template <int n = 2, class Cell, class Visit>
POOLWISE_INLINE bool with_few(const Tile<Cell>& tile, const Visit& visit) {
  if constexpr (n > kFew) {
    return false;
  } else {
#ifdef POOLWISE_SANITIZE  // all sizes are one code, and each takes minutes to compile
    if constexpr (n > 4 && n < kFew) return with_few<n + 1>(tile, visit);
#endif
    if (tile.n != n || tile.one || tile.rows.piece) return with_few<n + 1>(tile, visit);
    visit.template operator()<n>();
    return true;
  }
}

// Where the rows of a tile of windows of n elements are, and what is known of them.
template <int n, class Cell>
struct FewRows {
  const Cell *x[n], *known[n];

  explicit FewRows(const Tile<Cell>& tile) {
    unrolled<n>([&](auto k) POOLWISE_INLINED {
      x[k] = tile.rows.at[k];
      known[k] = tile.prepared ? tile.prepared[k] : nullptr;
    });
  }
};

}  // namespace poolwise::POOLWISE_LEVEL
