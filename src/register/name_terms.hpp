// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "register/evidence_json.hpp"

namespace byname {

/// The words by which a mention is found: those of the comparable forms of its names, which are the same for
/// every script, case and spelling of a name, and whole official numbers, addresses and telephone numbers.
/// Sorted, each once, in small letters.
std::vector<std::string> name_terms(const std::vector<MentionValue>& values);

/// True if any name part, official number, address or telephone number can be read: a mention without is
/// counted and never linked by machine.
bool names_somebody(const std::vector<MentionValue>& values);

}  // namespace byname
