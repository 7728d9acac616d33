// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evaluate/explain.hpp"

namespace byname {

/// An explanation as one self-contained page, with a waterfall of its weights; nothing is loaded and nothing
/// runs.
std::string explain_html(const Explanation& explanation);

}  // namespace byname
