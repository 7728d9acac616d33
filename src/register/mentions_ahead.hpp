// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "register/evidence_json.hpp"
#include "register/op.hpp"

namespace byname {

/// A mention's body, and what of it goes into tables of their own.
struct ReadMention {
  MentionBody body;
  std::vector<std::string> citations;   ///< citations_in()
  std::vector<std::string> name_terms;  ///< name_terms()
};

/// The mentions among the bodies of an op, in their order. Where they are many, a second thread reads the
/// next while the caller takes these; what is given is the same.
class MentionsAhead {
 public:
  /// `bodies` must outlive it.
  explicit MentionsAhead(const std::vector<Body>& bodies);

  /// The mention of bodies[i], until the next call; null where it says none that can be read. Call once for
  /// each body of the kind mention that has bytes, in their order.
  const ReadMention* next(std::size_t i);

 private:
  struct Part {
    std::size_t end = 0;  ///< of the bodies that were looked at
    std::vector<std::optional<ReadMention>> mentions;
  };
  Part read(std::size_t begin) const;
  void begin_next(Part taken);

  const std::vector<Body>& bodies_;
  bool is_many_;
  Part part_;
  std::size_t taken_ = 0;  ///< of the part
  std::optional<ReadMention> alone_;
  std::future<Part> next_;
};

/// Reads one body.
std::optional<ReadMention> read_mention(const std::string& json);

}  // namespace byname
