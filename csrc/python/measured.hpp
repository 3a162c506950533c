// Kernels that were measured to be faster at another level than v3, by processor. `poolwise bench
// --levels` measures, `benchmarks/results.py` writes the rows of its processor here.
#pragma once
#include "kernels.hpp"

namespace poolwise {

struct Measured {
  const char *processor, *kernel;
  int dtype;
  const char* level;
};

constexpr Measured kMeasured[] = {
    {"AuthenticAMD 25", "total", kBF16, "v4"},
    {"", "", 0, ""},
};

}  // namespace poolwise
