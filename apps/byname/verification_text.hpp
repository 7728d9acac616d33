// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "register/verify.hpp"

namespace byname {

/// What was checked and what is wrong, in lines for people.
std::string verification_text(const Verification& result);
/// The same as JSON.
std::string verification_json(const Verification& result);

}  // namespace byname
