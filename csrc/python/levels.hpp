// Which levels of instruction set this machine runs, and what kind of processor it has.
#pragma once
#include <string>
#if defined(_WIN32)
#include <intrin.h>
#include <windows.h>
#else
#include <cpuid.h>
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

// Vendor, family and model; of AMD's a family is one design, whatever the model.
inline std::string processor() {
  unsigned vendor[4]{}, kind[4]{};  // eax, ebx, ecx, edx
#if defined(_WIN32)
  __cpuid(reinterpret_cast<int*>(vendor), 0);
  __cpuid(reinterpret_cast<int*>(kind), 1);
#else
  __get_cpuid(0, &vendor[0], &vendor[1], &vendor[2], &vendor[3]);
  __get_cpuid(1, &kind[0], &kind[1], &kind[2], &kind[3]);
#endif
  std::string name;
  for (const unsigned word : {vendor[1], vendor[3], vendor[2]})
    name.append(reinterpret_cast<const char*>(&word), sizeof(word));
  const unsigned first = kind[0] >> 8 & 15,
                 family = first == 15 ? 15 + (kind[0] >> 20 & 255) : first;
  const unsigned model = (kind[0] >> 4 & 15) + (kind[0] >> 12 & 0xf0);
  const std::string known = name + " " + std::to_string(family);
  return name == "AuthenticAMD" ? known : known + " " + std::to_string(model);
}

}  // namespace poolwise
