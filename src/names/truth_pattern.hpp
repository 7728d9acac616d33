// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace byname {

/// The pattern of `--truth COLUMN~PATTERN`: a Perl-like regular expression (ICU) whose first group is the
/// truth. The empty pattern takes the whole value, trimmed. Thread safe.
class TruthPattern {
 public:
  /// Throws UserError if the pattern is no regular expression or has no group.
  explicit TruthPattern(const std::string& pattern);
  ~TruthPattern();

  /// Appends the first group of the first match; nothing where the pattern does not fit.
  void append_match(std::string& out, std::string_view text) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;  ///< nullptr: the whole value
};

}  // namespace byname
