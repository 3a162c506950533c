#include "python/dispatch.hpp"

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
#endif

struct Dispatch {
  std::vector<std::string> available;
  std::string chosen;
  Kernels table{};

  Dispatch() {
    for (const Level& level : kLevels)
      if (level.runs()) available.push_back(level.name);
    // Measured, v4 is slower than v3 in most kernels: it is there for who asks for it.
    if (!choose("v3") && !available.empty()) choose(available.back());
  }
  bool choose(const std::string& name) {
    for (const Level& level : kLevels)
      if (name == level.name && level.runs()) {
        level.offer(table);
        POOLWISE_LOWEST::offer_long_windows(table);
        chosen = name;
        return true;
      }
    return false;
  }
};

Dispatch& dispatch() {
  static Dispatch instance;
  return instance;
}

}  // namespace

const std::vector<std::string>& available_levels() { return dispatch().available; }
const std::string& chosen_level() { return dispatch().chosen; }
const Kernels& kernels() { return dispatch().table; }
bool choose_level(const std::string& name) { return dispatch().choose(name); }

}  // namespace poolwise
