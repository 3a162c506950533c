// The reducers that take elements by their rank.
#include "reducers/by_rank.hpp"
#include "reducers/median.hpp"
#include "reducers/mode.hpp"
#include "reducers/ranked.hpp"
#include "tables.hpp"

namespace poolwise::POOLWISE_LEVEL {

#define POOLWISE_OFFER(name, known, ...) offer_one<k_##name, __VA_ARGS__>(table);
void offer_ranks(Kernels& table) { POOLWISE_SORTED(POOLWISE_OFFER) }

}  // namespace poolwise::POOLWISE_LEVEL
