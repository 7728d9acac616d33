// SPDX-License-Identifier: Apache-2.0
#include "names/name_agreement.hpp"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

#include "names/case_file.hpp"

namespace byname {
namespace {

std::string outcome_of(const std::string& a, const std::string& b) {
  static NameParser parser(name_tables());
  return std::string(name_of(name_agreement(parser.parse(a), parser.parse(b), name_tables()).outcome));
}

bool is_wanted(const std::string& got, const std::string& wanted) {
  return got == wanted || (wanted == "same" && got == "compatible");
}

void check_pairs(const std::vector<Case>& pairs) {
  for (const Case& c : pairs) {
    ASSERT_GE(c.cells.size(), 3U) << c.place;
    for (const auto& [a, b] : {std::pair(c.cells[0], c.cells[1]), std::pair(c.cells[1], c.cells[0])}) {
      const std::string outcome = outcome_of(a, b);
      EXPECT_TRUE(is_wanted(outcome, c.cells[2]))
          << c.place << " '" << a << "' and '" << b << "': " << outcome << ", wanted " << c.cells[2];
    }
  }
}

class GoldenPairsTest : public testing::TestWithParam<const char*> {};

TEST_P(GoldenPairsTest, AreAsWanted) {
  check_pairs(read_cases(std::string("name_pairs_") + GetParam() + ".tsv"));
}

INSTANTIATE_TEST_SUITE_P(NameAgreementTest, GoldenPairsTest,
                         testing::Values("characters", "shape", "cases", "romanisation", "given",
                                         "patronymics", "regions", "women", "kin", "families", "scripts",
                                         "latin", "mixed"),
                         [](const auto& tested) { return std::string(tested.param); });

/// Pairs that were written elsewhere: BYNAME_NAME_PAIRS names the file.
TEST(NameAgreementTest, PairsOfAnotherHand) {
  const char* given = std::getenv("BYNAME_NAME_PAIRS");
  const std::string path = given != nullptr ? given : "../shared/data/names/dev_pairs.tsv";
  if (!std::ifstream(path).is_open())
    GTEST_SKIP() << path
                 << " is not here; BYNAME_NAME_PAIRS names a file of pairs (a, b, outcome between tabs)";
  check_pairs(read_case_file(path));
}

}  // namespace
}  // namespace byname
