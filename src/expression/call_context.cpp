// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <unicode/regex.h>
#include <unicode/unistr.h>
#include <unordered_map>

#include "expression/function_table.hpp"
#include "expression/regular_expression.hpp"
#include "expression/simple_pattern.hpp"

namespace byname {

namespace {

// Of 10,000 states each, against patterns that try for ever: a fifth of a second.
constexpr std::int32_t kMatchSteps = 1000;
constexpr std::size_t kLongestForSimple = 256;  // longer texts could keep a simple pattern busy for long

icu::UnicodeString unicode_of(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

/// Writes a replacement with the groups \1 of a match; false if it asks for a group that is not there or has
/// another backslash.
bool append_replacement(const icu::RegexMatcher& matcher, std::string_view replacement, std::string& text) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] != '\\') {
      text += replacement[i];
      continue;
    }
    const char next = ++i < replacement.size() ? replacement[i] : '\0';
    UErrorCode status = U_ZERO_ERROR;
    if (next >= '0' && next <= '9') {
      matcher.group(next - '0', status).toUTF8String(text);
    } else if (next == '\\') {
      text += next;
    } else {
      return false;
    }
    if (U_FAILURE(status)) return false;
  }
  return true;
}

}  // namespace

struct CallContext::Patterns {
  /// One pattern, compiled when it is first asked for.
  struct Compiled {
    std::optional<SimplePattern> simple;
    std::unique_ptr<icu::RegexMatcher> matcher;  ///< null for a pattern that is none, or a simple one so far
  };
  std::unordered_map<std::string, Compiled> compiled;
  std::string last_pattern;
  Compiled* last = nullptr;

  Compiled& find(std::string_view pattern) {
    if (last != nullptr && last_pattern == pattern) return *last;
    const auto [found, is_new] = compiled.try_emplace(std::string(pattern));
    if (is_new) {
      found->second.simple = SimplePattern::parse(pattern);
      if (!found->second.simple) compile(found->first, found->second);
    }
    last_pattern = pattern;
    last = &found->second;
    return *last;
  }

  /// Null for a pattern that is none.
  icu::RegexMatcher* matcher_of(std::string_view pattern) {
    Compiled& found = find(pattern);
    if (found.simple && !found.matcher) compile(pattern, found);
    return found.matcher.get();
  }

 private:
  static void compile(std::string_view pattern, Compiled& compiled) {
    UErrorCode status = U_ZERO_ERROR;
    auto matcher =
        std::make_unique<icu::RegexMatcher>(unicode_of(icu_pattern(pattern)), UREGEX_UNIX_LINES, status);
    if (U_FAILURE(status)) return;
    matcher->setTimeLimit(kMatchSteps, status);
    compiled.matcher = std::move(matcher);
  }
};

CallContext::CallContext() : patterns_(std::make_unique<Patterns>()) {}
CallContext::~CallContext() = default;

CallContext::Match CallContext::match(std::string_view text, std::string_view pattern, int group) {
  Match result;
  if (const auto& simple = patterns_->find(pattern).simple; simple && text.size() <= kLongestForSimple) {
    const auto found = simple->find(text);
    if (!found) return result;
    result.is_found = true;
    if (group == 0) result.text = text.substr(found->begin, found->end - found->begin);
    result.is_whole = (found->begin == 0 && found->end == text.size()) || simple->matches(text);
    return result;
  }
  icu::RegexMatcher* matcher = patterns_->matcher_of(pattern);
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

std::string CallContext::fault_of_pattern(std::string_view pattern) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  const std::unique_ptr<icu::RegexPattern> read(
      icu::RegexPattern::compile(unicode_of(icu_pattern(pattern)), UREGEX_UNIX_LINES, place, status));
  if (U_SUCCESS(status)) return "";
  switch (status) {
    case U_REGEX_MISMATCHED_PAREN:
      return "a bracket is not closed, or was not open";
    case U_REGEX_MISSING_CLOSE_BRACKET:
      return "a [ is not closed";
    case U_REGEX_RULE_SYNTAX:
      return "an operator such as * stands where none can";
    case U_REGEX_BAD_ESCAPE_SEQUENCE:
      return "there is no such escape with a backslash";
    case U_REGEX_BAD_INTERVAL:
    case U_REGEX_MAX_LT_MIN:
    case U_REGEX_NUMBER_TOO_BIG:
      return "the numbers in {} cannot be";
    default:
      return u_errorName(status);
  }
}

std::optional<std::string> CallContext::replace_matches(std::string_view text, std::string_view pattern,
                                                        std::string_view replacement, bool all) {
  icu::RegexMatcher* matcher = patterns_->matcher_of(pattern);
  if (matcher == nullptr) return std::string(text);
  const icu::UnicodeString input = unicode_of(text);
  matcher->reset(input);
  UErrorCode status = U_ZERO_ERROR;
  std::string replaced;
  std::int32_t end_of_last = -1;
  std::int32_t copied = 0;
  while (matcher->find(status) && U_SUCCESS(status)) {
    const std::int32_t begin = matcher->start(status);
    const std::int32_t end = matcher->end(status);
    // As RE2 does: nothing is found right behind a match.
    if (begin == end && begin == end_of_last) continue;
    input.tempSubStringBetween(copied, begin).toUTF8String(replaced);
    if (!append_replacement(*matcher, replacement, replaced)) return std::nullopt;
    copied = end_of_last = end;
    if (!all) break;
  }
  input.tempSubStringBetween(copied).toUTF8String(replaced);
  return replaced;
}

}  // namespace byname
