// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace byname {

/// What a command also is that shares its verb with another one: `byname link` of files, and in a register.
class SecondUse {
 public:
  virtual ~SecondUse() = default;
  /// True if these arguments are for this use; otherwise they are for the other one.
  virtual bool takes(const std::vector<std::string>& arguments) const = 0;
};

/// True if --register or the variable BYNAME_REGISTER names a register.
bool names_register(const std::vector<std::string>& arguments);

}  // namespace byname
