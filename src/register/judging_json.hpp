// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "register/fixed_bytes.hpp"
#include "register/person_ids.hpp"

namespace byname {

/// What somebody said of two groups of mentions. Each side is what was shown to them.
struct JudgementBody {
  JudgementVerdict verdict = JudgementVerdict::kUnsure;
  bool pins = false;          ///< each side belongs together as it was shown: merge and split
  bool bars_machine = false;  ///< of an unsure one: machine links between the sides do not count
  SplitKeeps keeps = SplitKeeps::kByRule;
  std::array<std::vector<RecordId>, 2> sides;
};

/// Says that records count no more: all of an op (undo), single ones, or all that comes from a source. It may
/// name only what comes before it in the order of evaluation.
struct RetractionBody {
  std::vector<OpId> ops;
  std::vector<RecordId> records;     ///< judgements, claims, hidings, retractions, mentions, items
  std::vector<std::string> sources;  ///< labels
};

/// Bodies that are gone, salt and all; counts only if its author is an owner.
struct ErasureBody {
  std::vector<std::pair<OpId, std::uint32_t>> bodies;  ///< op and ordinal
};

/// Keeps a person out of listings until somebody looks at it: whoever holds one of these mentions.
struct HidingBody {
  std::vector<RecordId> mentions;
};

/// A value that somebody says a person has, or has not. It stays with the mention, wherever that goes.
struct ClaimBody {
  RecordId subject;      ///< a mention
  std::string property;  ///< a role of byname columns: "birth_year"
  std::string value;
  bool asserts = true;  ///< false: denies
  std::string certainty;
  std::optional<RecordId> item;  ///< what says so
  std::string zone;
};

/// Bodies to and from JSON, as body_json.hpp does.
std::string judgement_body(const JudgementBody& body);
std::optional<JudgementBody> read_judgement_body(std::string_view json);
std::string retraction_body(const RetractionBody& body);
std::optional<RetractionBody> read_retraction_body(std::string_view json);
std::string erasure_body(const ErasureBody& body);
std::optional<ErasureBody> read_erasure_body(std::string_view json);
std::string hiding_body(const HidingBody& body);
std::optional<HidingBody> read_hiding_body(std::string_view json);
std::string claim_body(const ClaimBody& body);
std::optional<ClaimBody> read_claim_body(std::string_view json);

}  // namespace byname
