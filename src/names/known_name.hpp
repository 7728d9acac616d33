// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace byname {

/// True for a comparable value that is a known name in canonical form, "PETR": two of them that have no name
/// in common are two names, however alike they look. All other comparable names are in small letters.
inline bool is_known_name(std::string_view comparable) {
  return comparable.size() > 1 && comparable.front() >= 'A' && comparable.front() <= 'Z';
}

}  // namespace byname
