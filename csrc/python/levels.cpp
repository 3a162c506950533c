// Says which level is chosen on this machine, to who builds the kernels here. (What measured.hpp
// adds to it is not worth twice the time to build.)
#include "python/levels.hpp"

#include <cstdio>

int main() { std::puts(poolwise::has_v3() ? "v3" : "v2"); }
