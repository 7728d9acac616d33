// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/fixed_bytes.hpp"

namespace byname {

/// Two mentions that a machine run had to do with.
struct MentionPair {
  RecordId left;
  RecordId right;
  double weight = 0;  ///< match weight: log2 odds
};

/// What a machine run was. Its links follow in bodies of their own, in the same op.
struct RunBody {
  std::string model;          ///< what decided: the id of the op that took the model
  bool replaces_all = false;  ///< all earlier machine links and leads are void: the run decided anew
};

/// A part of what a run decided: spanning links of the persons it found, and pairs that a human should look
/// at.
struct LinksBody {
  std::vector<MentionPair> links;
  std::vector<MentionPair> leads;
};

/// Bodies to and from JSON, as body_json.hpp does.
std::string run_body(const RunBody& body);
std::optional<RunBody> read_run_body(std::string_view json);
std::string links_body(const LinksBody& body);
std::optional<LinksBody> read_links_body(std::string_view json);

}  // namespace byname
