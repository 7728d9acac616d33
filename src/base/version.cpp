// SPDX-License-Identifier: Apache-2.0
#include "base/version.hpp"

namespace byname {

std::string program_version() { return BYNAME_VERSION; }

}  // namespace byname
