// SPDX-License-Identifier: Apache-2.0
#include "expression/simple_pattern.hpp"

#include <gtest/gtest.h>
#include <string>
#include <unicode/regex.h>
#include <unicode/unistr.h>
#include <vector>

#include "base/random.hpp"
#include "expression/regular_expression.hpp"

namespace byname {
namespace {

/// What ICU finds first, as text with its place, or "none"; "whole" is added where the whole text matches.
std::string icu_answer(const std::string& pattern, const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString source = icu::UnicodeString::fromUTF8(icu_pattern(pattern));
  icu::RegexMatcher matcher(source, UREGEX_UNIX_LINES, status);
  const icu::UnicodeString input = icu::UnicodeString::fromUTF8(text);
  matcher.reset(input);
  EXPECT_TRUE(U_SUCCESS(status)) << pattern;
  if (!matcher.find()) return "none";
  std::string before;
  std::string found;
  input.tempSubStringBetween(0, matcher.start(status)).toUTF8String(before);
  matcher.group(status).toUTF8String(found);
  return std::to_string(before.size()) + ' ' + found + (matcher.matches(status) ? " whole" : "");
}

std::string simple_answer(const SimplePattern& pattern, const std::string& text) {
  const auto match = pattern.find(text);
  if (!match) return "none";
  return std::to_string(match->begin) + ' ' + text.substr(match->begin, match->end - match->begin) +
         (pattern.matches(text) ? " whole" : "");
}

TEST(SimplePattern, FindsWhatIcuFinds) {
  const std::vector<std::string> patterns = {"^[^@]+",
                                             "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9][A-Za-z]{2}$",
                                             "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?",
                                             "^[A-Za-z]{1,2}",
                                             "[0-9]+",
                                             "a*b",
                                             "a.c",
                                             "a+a",
                                             "[^a]b?",
                                             "\\d{2,}",
                                             "\\w+ \\w+$",
                                             "a{0}b",
                                             "x*",
                                             ".*@",
                                             "[.a-]+",
                                             "\\.",
                                             "[]a]",
                                             "a?a?a?b",
                                             "[\\d-]+",
                                             "^$a",
                                             "ab{2}c{1,3}",
                                             "\\s",
                                             "[a-c]{2}[b-d]*$"};
  const std::vector<std::string> pieces = {"a",  "b", "c", "@",  ".", " ", "1",
                                           "23", "é", "я", "\n", "-", "x", "]"};
  RandomStream random(8, RandomStage::kSynth, 0, 0, 0);
  std::size_t found = 0;
  for (const std::string& source : patterns) {
    const auto pattern = SimplePattern::parse(source);
    if (source == "^$a") {
      EXPECT_FALSE(pattern);
      continue;
    }
    ASSERT_TRUE(pattern) << source;
    for (int i = 0; i < 400; ++i) {
      std::string text;
      for (std::uint64_t n = random.below(9); n > 0; --n) text += pieces[random.below(pieces.size())];
      const std::string expected = icu_answer(source, text);
      EXPECT_EQ(simple_answer(*pattern, text), expected) << source << " in \"" << text << '"';
      found += expected != "none";
    }
  }
  EXPECT_GT(found, 1000u);
}

TEST(SimplePattern, LeavesAllElseToOthers) {
  for (const char* pattern :
       {"",  "^",   "$",   "(a)",    "a|b", "a*?", "a++", "[[:alpha:]]", "\\bx",    "\\pL",    "(?i)a",
        "é", "[é]", "a{2", "a{3,1}", "[a",  "a$b", "\\",  "[b-a]",       "a{1001}", ".*.*.*.*"})
    EXPECT_FALSE(SimplePattern::parse(pattern)) << pattern;
}

}  // namespace
}  // namespace byname
