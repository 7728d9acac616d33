// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "publish/count_output.hpp"
#include "publish/markup.hpp"

namespace byname {

/// Returns the kept pair of two records, or nullptr if it was never scored or not kept.
const ScoredPair* find_pair(const LinkResults& links, std::uint32_t left, std::uint32_t right);

/// Two mentions side by side, one row a property, with the reason and the weight in words; `caption` stands
/// above. Everything in the report that shows the values of people is made here and by `person_table`.
Markup pair_table(const CountOutput& output, std::uint32_t left, std::uint32_t right, const Markup& caption);

/// All mentions of one person, one row a mention.
Markup person_table(const CountOutput& output, const Person& person, const Markup& caption);

}  // namespace byname
