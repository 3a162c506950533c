// Which level of instruction set this machine runs, decided once.
#pragma once
#include <string>
#include <vector>

#include "kernels.hpp"

namespace poolwise {

// Levels compiled in that this machine has, lowest first.
const std::vector<std::string>& available_levels();
const std::string& chosen_level();
// What measured.hpp calls this machine's processor.
std::string processor_here();
const Kernels& kernels();

// Takes another available level for all kernels; "" takes what suits each of them. False where
// there is none of that name.
bool choose_level(const std::string& name);

}  // namespace poolwise
