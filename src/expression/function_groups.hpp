// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "expression/function_table.hpp"

namespace byname {

// The functions by what they are about; function_table.cpp puts them together.
std::span<const Function> text_functions();
std::span<const Function> similarity_functions();
std::span<const Function> number_functions();
std::span<const Function> time_functions();
std::span<const Function> list_functions();

}  // namespace byname
