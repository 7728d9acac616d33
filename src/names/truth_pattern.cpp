// SPDX-License-Identifier: Apache-2.0
#include "names/truth_pattern.hpp"

#include <fmt/format.h>
#include <unicode/regex.h>

#include "base/error.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

/// ICU counts in steps of about a millisecond: a pattern that explodes on one value gives no truth for it.
constexpr int kStepLimit = 500;

icu::UnicodeString to_unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
}

}  // namespace

struct TruthPattern::Compiled {
  std::unique_ptr<icu::RegexPattern> pattern;
};

TruthPattern::TruthPattern(const std::string& pattern) {
  if (pattern.empty()) return;
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  std::unique_ptr<icu::RegexPattern> made(icu::RegexPattern::compile(to_unicode(pattern), where, status));
  if (U_FAILURE(status)) {
    throw UserError(
        fmt::format("--truth: '{}' is no regular expression. Write one with a group in parentheses, as in "
                    "rec-(\\d+).",
                    pattern));
  }
  UErrorCode matcher_status = U_ZERO_ERROR;
  const std::unique_ptr<icu::RegexMatcher> matcher(made->matcher(matcher_status));
  if (matcher == nullptr || matcher->groupCount() == 0) {
    throw UserError(
        fmt::format("--truth: the pattern '{}' has no group. Put the part that is the truth in parentheses, "
                    "as in rec-(\\d+).",
                    pattern));
  }
  compiled_ = std::make_unique<Compiled>(Compiled{std::move(made)});
}

TruthPattern::~TruthPattern() = default;

void TruthPattern::append_match(std::string& out, std::string_view text) const {
  if (compiled_ == nullptr) {
    out += trim(text);
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString subject = to_unicode(text);
  const std::unique_ptr<icu::RegexMatcher> matcher(compiled_->pattern->matcher(subject, status));
  if (U_FAILURE(status)) return;
  matcher->setTimeLimit(kStepLimit, status);
  if (!matcher->find(status) || U_FAILURE(status)) return;
  std::string group;
  matcher->group(1, status).toUTF8String(group);
  if (U_SUCCESS(status)) out += group;
}

}  // namespace byname
