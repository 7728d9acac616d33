// SPDX-License-Identifier: Apache-2.0
#include "expression/function_table.hpp"

#include <unordered_map>

#include "expression/function_groups.hpp"

namespace byname {

namespace {

std::unordered_map<std::string_view, const Function*> all_functions() {
  std::unordered_map<std::string_view, const Function*> functions;
  for (const auto group :
       {text_functions(), similarity_functions(), number_functions(), time_functions(), list_functions()}) {
    for (const Function& function : group) functions.emplace(function.name, &function);
  }
  return functions;
}

}  // namespace

const Function* find_function(std::string_view name) {
  static const auto kFunctions = all_functions();
  const auto found = kFunctions.find(name);
  return found == kFunctions.end() ? nullptr : found->second;
}

}  // namespace byname
