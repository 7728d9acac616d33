// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "synth/world.hpp"

namespace byname {

/// Invents the people of a world: singles and families. Family members share family name and home; the
/// generations are 20 to 40 years apart; some children have a parent's given name, and a few are twins.
std::vector<WorldFields> make_population(const WorldOptions& options);

}  // namespace byname
