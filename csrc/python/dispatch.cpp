#include "python/dispatch.hpp"

#include <string_view>

#include "python/measured.hpp"
#if defined(POOLWISE_X86)
#include "python/levels.hpp"
#endif

namespace poolwise {
namespace {

struct Level {
  const char* name;
  bool (*runs)();
  void (*offer)(Kernels&);
};

#define POOLWISE_OFFER(level)         \
  [](Kernels& table) {                \
    level::offer_pick(table);         \
    level::offer_pick_offsets(table); \
    level::offer_total(table);        \
    level::offer_backward(table);     \
    level::offer_transpose(table);    \
    level::offer_tiles(table);        \
    level::offer_reduce(table);       \
    level::offer_ranks(table);        \
  }

#if defined(POOLWISE_X86)
const Level kLevels[] = {
#if defined(POOLWISE_HAS_v2)
    {"v2", has_v2, POOLWISE_OFFER(v2)},
#endif
#if defined(POOLWISE_HAS_v3)
    {"v3", has_v3, POOLWISE_OFFER(v3)},
#endif
#if defined(POOLWISE_HAS_v4)
    {"v4", has_v4, POOLWISE_OFFER(v4)},
#endif
};
#else
const Level kLevels[] = {{"baseline", [] { return true; }, POOLWISE_OFFER(baseline)}};
std::string processor() { return {}; }
#endif

// Takes the kernels of one name and dtype from another table.
void take(Kernels& to, const Kernels& from, std::string_view name, int dtype) {
#define POOLWISE_TAKE(kernel) \
  if (name == #kernel) to.kernel[dtype] = from.kernel[dtype];
#define POOLWISE_TAKE_BOTH(kernel) \
  if (name == #kernel)             \
    for (int i : {0, 1}) to.kernel[i][dtype] = from.kernel[i][dtype];
  POOLWISE_TAKE_BOTH(pick)
  POOLWISE_TAKE_BOTH(pick_offsets)
  POOLWISE_TAKE_BOTH(total)
  POOLWISE_TAKE(place)
  POOLWISE_TAKE(spread)
  if (name == "spread") to.spread_few[dtype] = from.spread_few[dtype];
  if (dtype < kF32) return;  // tiles of others are computed as these
  const int cell = dtype == kF64 ? kDoubleCell : kFloatCell;
  for (int reducer = 0; reducer < kReducers; ++reducer) {
    const std::string own = kRegistry[reducer].name;
    if (name == own) to.reduce[reducer][cell] = from.reduce[reducer][cell];
    if (name == own + "_back") to.reduce_back[reducer][cell] = from.reduce_back[reducer][cell];
  }
}

struct Dispatch {
  std::vector<std::string> available;
  std::string chosen;
  Kernels table{};

  Dispatch() {
    for (const Level& level : kLevels)
      if (level.runs()) available.push_back(level.name);
    choose("");
  }
  // "" is what suits this machine.
  bool choose(const std::string& name) {
    if (name.empty()) return choose_what_suits();
    for (const Level& level : kLevels)
      if (name == level.name && level.runs()) {
        level.offer(table);
        POOLWISE_LOWEST::offer_long_windows(table);
        chosen = name;
        return true;
      }
    return false;
  }
  bool choose_what_suits() {
    if (!choose("v3")) return !available.empty() && choose(available.back());
    const std::string here = processor();
    for (const Measured& row : kMeasured)
      for (const Level& level : kLevels) {
        if (here != row.processor || row.level != std::string_view(level.name) || !level.runs())
          continue;
        Kernels other{};
        level.offer(other);
        take(table, other, row.kernel, row.dtype);
      }
    return true;
  }
};

Dispatch& dispatch() {
  static Dispatch instance;
  return instance;
}

}  // namespace

const std::vector<std::string>& available_levels() { return dispatch().available; }
const std::string& chosen_level() { return dispatch().chosen; }
std::string processor_here() { return processor(); }
const Kernels& kernels() { return dispatch().table; }
bool choose_level(const std::string& name) { return dispatch().choose(name); }

}  // namespace poolwise
