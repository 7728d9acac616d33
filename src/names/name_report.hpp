// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "names/name_agreement.hpp"

namespace byname {

/// How a name is read, for people: a paragraph with a line a part, and what else was seen.
std::string reading_text(std::string_view text, const ParsedName& name, const NameTables& tables);

/// How two names compare, part by part.
std::string agreement_text(const ParsedName& a, const ParsedName& b, const NameAgreement& agreement);

/// What the codes of a part stand for: "Александр, Алексей", "иванов".
std::string canonical_text(const NamePart& part, const NameTables& tables);

/// One word for how a part agrees: "equal", "initial", "spelling".
std::string_view name_of(PartRelation relation) noexcept;

}  // namespace byname
