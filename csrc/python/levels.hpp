// Which levels of instruction set this machine runs.
#pragma once
#if defined(_WIN32)
#include <windows.h>
#endif

namespace poolwise {

#if defined(_WIN32)
// The numbers are PF_AVX2_INSTRUCTIONS_AVAILABLE and PF_AVX512F_INSTRUCTIONS_AVAILABLE, which older
// headers lack. Windows enables none of them without the rest of its level.
inline bool has_v2() { return IsProcessorFeaturePresent(38); }
inline bool has_v3() { return IsProcessorFeaturePresent(40); }
inline bool has_v4() { return IsProcessorFeaturePresent(41); }
#else
inline bool has_v2() {
  return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt");
}
inline bool has_v3() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("f16c");
}
inline bool has_v4() {
  return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}
#endif

}  // namespace poolwise
