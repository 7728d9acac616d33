// SPDX-License-Identifier: Apache-2.0
#include <unicode/regex.h>
#include <unicode/unistr.h>
#include <unordered_map>

#include "expression/function_table.hpp"

namespace byname {

namespace {

constexpr std::int32_t kMatchSteps = 1'000'000;  // against patterns that try for ever

icu::UnicodeString unicode_of(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

}  // namespace

struct CallContext::Patterns {
  std::unordered_map<std::string, std::unique_ptr<icu::RegexMatcher>> compiled;

  /// Null for a pattern that is none.
  icu::RegexMatcher* find(std::string_view pattern) {
    const auto [found, is_new] = compiled.try_emplace(std::string(pattern));
    if (is_new) {
      UErrorCode status = U_ZERO_ERROR;
      auto matcher = std::make_unique<icu::RegexMatcher>(unicode_of(pattern), 0, status);
      if (U_SUCCESS(status)) {
        matcher->setTimeLimit(kMatchSteps, status);
        found->second = std::move(matcher);
      }
    }
    return found->second.get();
  }
};

CallContext::CallContext() : patterns_(std::make_unique<Patterns>()) {}
CallContext::~CallContext() = default;

CallContext::Match CallContext::match(std::string_view text, std::string_view pattern, int group) {
  Match result;
  icu::RegexMatcher* matcher = patterns_->find(pattern);
  if (matcher == nullptr) return result;
  const icu::UnicodeString input = unicode_of(text);
  matcher->reset(input);
  UErrorCode status = U_ZERO_ERROR;
  result.is_found = matcher->find(status) && U_SUCCESS(status);
  if (!result.is_found) return result;
  if (group >= 0 && group <= matcher->groupCount()) matcher->group(group, status).toUTF8String(result.text);
  result.is_whole = matcher->start(status) == 0 && matcher->end(status) == input.length();
  if (!result.is_whole) {
    UErrorCode whole_status = U_ZERO_ERROR;
    result.is_whole = matcher->matches(whole_status) && U_SUCCESS(whole_status);
  }
  return result;
}

std::string CallContext::replace_matches(std::string_view text, std::string_view pattern,
                                         std::string_view replacement, bool all) {
  icu::RegexMatcher* matcher = patterns_->find(pattern);
  if (matcher == nullptr) return std::string(text);
  // DuckDB names groups \1, ICU $1.
  std::string icu_replacement;
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] == '\\' && i + 1 < replacement.size() && replacement[i + 1] >= '0' &&
        replacement[i + 1] <= '9') {
      icu_replacement += '$';
    } else {
      if (replacement[i] == '$') icu_replacement += '\\';
      icu_replacement += replacement[i];
    }
  }
  const icu::UnicodeString input = unicode_of(text);
  matcher->reset(input);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString with = unicode_of(icu_replacement);
  const icu::UnicodeString replaced =
      all ? matcher->replaceAll(with, status) : matcher->replaceFirst(with, status);
  std::string result;
  if (U_FAILURE(status)) return std::string(text);
  return replaced.toUTF8String(result);
}

}  // namespace byname
