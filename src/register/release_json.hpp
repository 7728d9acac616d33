// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/fixed_bytes.hpp"

namespace byname {

/// Why an id is new in a release, was changed, or is there no more.
enum class ReleaseReason {
  kAdded,
  kReturned,  ///< was in an earlier release, and not in the last
  kBySplit,   ///< was split off from a released person
  kChanged,   ///< says something else
  kMerged,    ///< is part of another released person
  kSplit,     ///< is several persons
  kRetracted,
  kErased,
  kRejected,
  kHidden,
  kWithdrawn  ///< is confirmed no more; somebody accepted that
};
std::string_view name_of(ReleaseReason reason);
std::optional<ReleaseReason> release_reason_from_name(std::string_view name);
/// Whether a person is there with it.
bool is_in(ReleaseReason reason);

/// A release: what was published, known by commitments. Its rows follow in bodies of their own.
struct ReleaseBody {
  std::string name;
  std::optional<RecordId> parent;  ///< the release before
  std::optional<RecordId> rules;   ///< that held; nullopt: the built-in ones
  std::string unit = "persons";
  std::string policy = "confirmed, named, not hidden";
  std::int64_t number = 0;  ///< of persons in it
  Hash root;                ///< release_root (releases.hpp)
};

/// One id in which a release differs from the one before.
struct ReleaseRow {
  std::string person;  ///< id
  RecordId founder;    ///< mention that the id was first given for, and which of its ids
  std::uint32_t serial = 0;
  std::optional<Hash> commitment;  ///< to the row (release_content.hpp); nullopt: not in it any more
  ReleaseReason reason = ReleaseReason::kAdded;
  std::optional<OpId> op;  ///< that brought it about
};

/// So many rows are in one body.
inline constexpr std::size_t kReleaseRowsInBody = 5000;

/// Bodies to and from JSON, as body_json.hpp does.
std::string release_body(const ReleaseBody& body);
std::optional<ReleaseBody> read_release_body(std::string_view json);
std::string release_rows_body(const std::vector<ReleaseRow>& rows);
std::optional<std::vector<ReleaseRow>> read_release_rows_body(std::string_view json);

}  // namespace byname
