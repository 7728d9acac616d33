// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluate/linked_run.hpp"

namespace byname {

/// How mentions of two runs are told to be the same.
enum class MatchBy : std::uint8_t {
  kAny,  ///< chosen: by row where the input files are equal, else by id where ids can do it, else by row
  kRow,  ///< list and row (and file, in a list of several)
  kId    ///< list and id
};

/// The mentions of two runs in one order: those of the run before in its order, then those that only the run
/// after has, in its order.
struct MentionMatch {
  MatchBy by = MatchBy::kRow;            ///< kRow or kId
  std::vector<std::uint32_t> before;     ///< per mention: place in the run before, or kNoPerson
  std::vector<std::uint32_t> after;      ///< the same in the run after
  std::vector<std::uint32_t> of_before;  ///< per place in the run before: the mention
  std::vector<std::uint32_t> of_after;

  std::size_t size() const { return before.size(); }
};

/// Matches mentions. The lists' names are left aside where each run has one list. Throws DataError if the
/// runs name their records in ways that cannot be matched, if a name stands for two records, or if no mention
/// is in both.
MentionMatch match_mentions(const LinkedRun& before, const LinkedRun& after, MatchBy by);

/// How a mention is called for people: LIST:ROW or LIST:FILE:ROW; matched by id, the id as clusters name it.
std::string mention_name(const LinkedRun& run, std::uint32_t place, MatchBy by);

}  // namespace byname
