// SPDX-License-Identifier: Apache-2.0
#include "names/parsed_name.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "names/case_file.hpp"
#include "names/name_agreement.hpp"
#include "names/name_keys.hpp"

namespace byname {
namespace {

std::string parts_text(const ParsedName& name) {
  if (name.readings.empty()) return "-";
  const NameReading& reading = name.readings.front();
  return reading.pattern + "|" + reading.family.text + "|" + reading.given.text + "|" +
         reading.patronymic.text + "|" + reading.middle.text;
}

/// Text, the likeliest reading: pattern|family|given|patronymic|middle.
TEST(ParsedNameTest, ReadsGoldenNames) {
  NameParser parser(name_tables());
  for (const Case& c : read_cases("name_readings.tsv"))
    EXPECT_EQ(parts_text(parser.parse(c.cells[0])), c.cells[1]) << c.place << " '" << c.cells[0] << "'";
}

constexpr const char* kFiles[] = {"characters",  "shape",   "cases", "romanisation", "given",
                                  "patronymics", "regions", "women", "kin",          "families",
                                  "scripts",     "latin",   "mixed"};

bool have_common_key(const ParsedName& a, const ParsedName& b) {
  const auto keys_a = name_keys(a), keys_b = name_keys(b);
  return std::any_of(keys_a.begin(), keys_a.end(), [&](const NameKey& x) {
    return std::any_of(keys_b.begin(), keys_b.end(),
                       [&](const NameKey& y) { return x.kind == y.kind && x.key == y.key; });
  });
}

TEST(NameKeysTest, GoldenPairsOfOnePersonMeet) {
  NameParser parser(name_tables());
  std::size_t num_pairs = 0, num_met = 0;
  for (const char* file : kFiles) {
    for (const Case& c : read_cases(std::string("name_pairs_") + file + ".tsv")) {
      if (c.cells[2] == "different") continue;
      const ParsedName a = parser.parse(c.cells[0]), b = parser.parse(c.cells[1]);
      const bool is_whole = !a.readings.empty() && !b.readings.empty() &&
                            a.readings[0].family.state == b.readings[0].family.state;
      if (!is_whole) continue;  // a given name alone is a key for nothing
      ++num_pairs;
      num_met += have_common_key(a, b) ? 1 : 0;
      if (!have_common_key(a, b)) std::printf("no common key: %s\n", c.place.c_str());
    }
  }
  EXPECT_GT(num_pairs, 600U);
  EXPECT_GE(static_cast<double>(num_met), 0.98 * static_cast<double>(num_pairs));
}

TEST(NameKeysTest, AreFewOnAverage) {
  NameParser parser(name_tables());
  std::size_t num_names = 0, num_keys = 0;
  for (const Case& c : read_cases("name_pairs_families.tsv")) {
    ++num_names;
    num_keys += name_keys(parser.parse(c.cells[0])).size();
  }
  EXPECT_LE(num_keys, 12 * num_names);
}

RC_GTEST_PROP(ParsedNameTest, AnyTextHasAnOutcomeBothWaysRound,
              (const std::string& a, const std::string& b)) {
  NameParser parser(name_tables());
  const ParsedName x = parser.parse(a), y = parser.parse(b);
  RC_ASSERT(name_agreement(x, y, name_tables()).outcome == name_agreement(y, x, name_tables()).outcome);
}

TEST(ParsedNameTest, ANameAgreesWithItself) {
  NameParser parser(name_tables());
  for (const char* file : kFiles) {
    for (const Case& c : read_cases(std::string("name_pairs_") + file + ".tsv")) {
      const ParsedName name = parser.parse(c.cells[0]);
      if (name.readings.empty()) continue;
      const NameOutcome outcome = name_agreement(name, name, name_tables()).outcome;
      EXPECT_TRUE(outcome == NameOutcome::kSame || outcome == NameOutcome::kCompatible ||
                  outcome == NameOutcome::kReview)
          << c.place;
    }
  }
}

}  // namespace
}  // namespace byname
