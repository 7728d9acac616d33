// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "register/list_rows.hpp"
#include "register/register.hpp"

namespace byname {

/// What an outside row and a held mention agree on, the most telling first.
enum class MatchGround { kNumber, kNameAndDate, kNameAndYear, kName, kOther };
inline constexpr std::size_t kNumMatchGrounds = 5;
std::string_view name_of(MatchGround ground);

/// An outside list to be compared with all that is held.
struct ListMatchRequest {
  ListRequest list;
  double min_probability = 0.5;
  bool takes = false;  ///< the rows that fit one person, and that no other row fits as well, become mentions
  bool is_dry_run = false;
  SourceBody source;  ///< of what is taken
  std::string reason;
};

/// An outside row that fits a held person.
struct MatchHit {
  std::uint64_t row = 0;  ///< of its file
  std::uint64_t line = 0;
  std::string file;
  std::string mention;      ///< "LIST:KEY": the best of its person
  std::int64_t person = 0;  ///< what its mentions share, of no meaning outside this run
  double probability = 0;
  MatchGround ground = MatchGround::kOther;
};

struct MatchOutcome {
  std::uint64_t num_rows = 0;
  std::uint64_t num_unnamed = 0;                           ///< rows that name nobody
  std::vector<MatchHit> hits;                              ///< one row, one person
  std::vector<MatchHit> to_many;                           ///< rows that fit several persons, one entry each
  std::vector<MatchHit> from_many;                         ///< rows of which several fit one person
  std::array<std::uint64_t, kNumMatchGrounds> num_hits{};  ///< rows with a hit, by ground of the best
  std::array<std::uint64_t, kNumMatchGrounds> num_chance{};  ///< the same of made-up rows
  std::vector<ReadingReject> rejects;
  std::vector<std::string> warnings;
  std::uint64_t num_taken = 0;
  std::optional<OpId> op;
};

/// Compares. Nothing of the list is stored but rows that are taken. What chance alone would give is counted
/// on made-up rows: the list's own with names, dates and places of different rows put together. Throws
/// UserError where the register has no model.
MatchOutcome match_list(Register& opened, const ListMatchRequest& request, const ExecutionContext& context);

}  // namespace byname
