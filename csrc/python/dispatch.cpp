#include "python/dispatch.hpp"

#if defined(_WIN32)
#include <windows.h>
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
#if defined(_WIN32)
// The numbers are PF_AVX2_INSTRUCTIONS_AVAILABLE and PF_AVX512F_INSTRUCTIONS_AVAILABLE, which older
// headers lack. Windows enables none of them without the rest of its level.
bool has_v2() { return IsProcessorFeaturePresent(38); }
bool has_v3() { return IsProcessorFeaturePresent(40); }
bool has_v4() { return IsProcessorFeaturePresent(41); }
#else
bool has_v2() { return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt"); }
bool has_v3() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("f16c");
}
bool has_v4() {
  return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}
#endif
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
