// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/account_secret.hpp"
#include "register/fixed_bytes.hpp"

namespace byname {

/// The number of the fold (fold.hpp) that this program writes.
inline constexpr int kFold = 1;

/// One change of a register: who, when, after what, and the Merkle root of its bodies. Ops form a graph
/// without cycles; they are evaluated in the order of (lamport, id).
struct Op {
  OpId id;                    ///< hash of everything below but the signature
  std::vector<OpId> parents;  ///< all heads that were seen, ascending; none for the first op
  std::uint64_t lamport = 1;  ///< 1 + the largest of the parents'
  AccountKey author;
  DeviceId device;
  Nonce nonce;
  std::int64_t time = 0;  ///< as the author's clock claims, seconds since 1970; shown, never used for order
  std::string verb;       ///< what made it: "add", "merge"
  int fold = kFold;
  Hash root;                     ///< merkle_root of the bodies' commitments
  std::uint32_t num_bodies = 0;  ///< bodies have ordinals from 0
  Signature signature;           ///< the author's, over the id
};

/// The hash that names an op.
OpId id_of(const Op& op);
/// Fills the id and the signature.
void sign_op(Op& op, const AccountSecret& author);
bool has_valid_signature(const Op& op);

/// The id of the record that body `ordinal` of an op makes: known before the op is signed.
RecordId record_id_of(const AccountKey& author, const DeviceId& device, const Nonce& nonce,
                      std::uint32_t ordinal);

inline RecordId record_id_of(const Op& op, std::int64_t ordinal) {
  return record_id_of(op.author, op.device, op.nonce, static_cast<std::uint32_t>(ordinal));
}

/// What a body is; its place in the database says it, so that it is known of erased bodies too.
namespace body_kind {
inline constexpr std::string_view kRegister = "register";      ///< the first of all: the register's id
inline constexpr std::string_view kAccount = "account";        ///< somebody may write from here on
inline constexpr std::string_view kRevocation = "revocation";  ///< and from here on no more
inline constexpr std::string_view kReason = "reason";          ///< why the op was made, in its author's words
inline constexpr std::string_view kSource = "source";        ///< where mentions come from (evidence_json.hpp)
inline constexpr std::string_view kItem = "item";            ///< a document
inline constexpr std::string_view kMention = "mention";      ///< a person as named in one place
inline constexpr std::string_view kRevision = "revision";    ///< a mention's row, which has changed
inline constexpr std::string_view kReading = "reading";      ///< one reading of a list
inline constexpr std::string_view kOrigin = "origin";        ///< items that go back to one
inline constexpr std::string_view kModel = "model";          ///< a linkage model (link_run.hpp)
inline constexpr std::string_view kRun = "run";              ///< a machine run (run_json.hpp)
inline constexpr std::string_view kLinks = "links";          ///< what it decided
inline constexpr std::string_view kJudgement = "judgement";  ///< who is one person (judging_json.hpp)
inline constexpr std::string_view kRetraction = "retraction";  ///< what counts no more
inline constexpr std::string_view kErasure = "erasure";        ///< what is gone
inline constexpr std::string_view kHiding = "hiding";          ///< who is left out of listings
inline constexpr std::string_view kClaim = "claim";            ///< a value that a person has
inline constexpr std::string_view kEvent = "event";            ///< what happened to one (event_json.hpp)
inline constexpr std::string_view kRules = "rules";            ///< what confirms (rule_versions.hpp)
inline constexpr std::string_view kDecision =
    "decision";  ///< what somebody decides of a person (decision_json.hpp)
inline constexpr std::string_view kRelease = "release";  ///< what was published (release_json.hpp)
inline constexpr std::string_view kReleaseRows = "release_rows";
inline constexpr std::string_view kExport = "export";  ///< sealed values went to a file
inline constexpr std::string_view kAudit = "audit";  ///< the sample that was checked before many were decided
}  // namespace body_kind

/// One part of an op. Salt and bytes are gone once it is erased; the commitment stays, so that the op can be
/// checked for ever.
struct Body {
  std::string kind;
  Hash commitment;
  std::optional<Salt> salt;
  std::optional<std::string> bytes;  ///< JSON
};

/// BLAKE2b over (salt, kind, bytes): says nothing about the bytes to who does not know the salt.
Hash commitment_of(const Salt& salt, std::string_view kind, std::string_view bytes);
/// Root over the commitments of bodies in their order.
Hash root_of(const std::vector<Body>& bodies);

}  // namespace byname
