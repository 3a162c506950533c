// The reducers that take elements by their rank, of long windows. Vectors are of no use to them, so
// that all levels have those of the lowest.
#include "reducers/by_rank.hpp"
#include "reducers/median.hpp"
#include "reducers/mode.hpp"
#include "reducers/ranked.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

template <int which, class R>
void offer_one_long(Kernels& table) {
  for_each_dtype([&](auto number, int code) {
    using T = decltype(number);
    table.reduce_long[which][code] = reduce_long<T, R>;
    if constexpr (is_float<T>) table.reduce_long_back[which][code] = reduce_long_back<T, R>;
  });
}

#define POOLWISE_OFFER(name, known, ...) offer_one_long<k_##name, __VA_ARGS__>(table);
void offer_long_windows(Kernels& table) { POOLWISE_SORTED(POOLWISE_OFFER) }

}  // namespace poolwise::POOLWISE_LEVEL
