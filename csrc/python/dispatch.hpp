// Which level of instruction set this machine runs, decided once.
#pragma once
#include <string>
#include <vector>

#include "kernels.hpp"

namespace poolwise {

// Levels compiled in that this machine has, lowest first.
const std::vector<std::string>& available_levels();
const std::string& chosen_level();
const Kernels& kernels();

// Takes another available level; false where there is none of that name.
bool choose_level(const std::string& name);

}  // namespace poolwise
