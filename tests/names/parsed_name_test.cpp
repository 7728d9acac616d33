// SPDX-License-Identifier: Apache-2.0
#include "names/parsed_name.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "names/case_file.hpp"
#include "names/name_agreement.hpp"

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
