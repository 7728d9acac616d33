// SPDX-License-Identifier: Apache-2.0
#include "second_use.hpp"

#include <algorithm>
#include <cstdlib>

namespace byname {

bool names_register(const std::vector<std::string>& arguments) {
  const char* path = std::getenv("BYNAME_REGISTER");
  return (path != nullptr && *path != '\0') ||
         std::any_of(arguments.begin(), arguments.end(),
                     [](const std::string& word) { return word.starts_with("--register"); });
}

}  // namespace byname
