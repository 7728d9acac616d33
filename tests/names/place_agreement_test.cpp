// SPDX-License-Identifier: Apache-2.0
#include "names/place_agreement.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "names/case_file.hpp"

namespace byname {
namespace {

PlaceAgreement agreement_of(const std::string& a, const std::string& b) {
  return place_agreement(prepare_place(read_place(a)), prepare_place(read_place(b)));
}

TEST(PlaceAgreementTest, Cases) {
  for (const Case& c : read_cases("place_agreement.tsv")) {
    EXPECT_EQ(agreement_name(agreement_of(c.cells[0], c.cells[1])), c.cells[2]) << c.place;
    EXPECT_EQ(agreement_name(agreement_of(c.cells[1], c.cells[0])), c.cells[2]) << c.place << " turned round";
  }
}

TEST(PlaceReadingTest, Cases) {
  for (const Case& c : read_cases("place_texts.tsv"))
    EXPECT_EQ(place_text(read_place(c.cells[0])), c.cells[1]) << c.place << " '" << c.cells[0] << "'";
}

TEST(PlaceReadingTest, ATextIsTakenApartAsItWasPutTogether) {
  for (const Case& c : read_cases("place_agreement.tsv")) {
    const auto again = [](const std::string& text) {
      return prepare_place(read_place_text(place_text(read_place(text))));
    };
    const PlaceAgreement agreement = place_agreement(again(c.cells[0]), again(c.cells[1]));
    // A town of the gazetteer has one name there, which may be a letter from the village that was meant.
    const bool is_as_good = c.cells[2] == "same_place" && agreement == PlaceAgreement::kSpelling;
    EXPECT_TRUE(is_as_good || agreement_name(agreement) == c.cells[2]) << c.place;
  }
}

TEST(PlaceReadingTest, JoinedTextsAreOnePlace) {
  const PlaceReading place = read_place_text("Bakhmut | Donetsk region | ua | Donetsk region | ua");
  EXPECT_EQ(place_text(place), "Bakhmut | Donetsk region | ua");
}

RC_GTEST_PROP(PlaceAgreementProperty, AnyTextsAgreeAlikeBothWays,
              (const std::string& a, const std::string& b)) {
  RC_ASSERT(agreement_of(a, b) == agreement_of(b, a));
  const PlaceAgreement itself = agreement_of(a, a);
  RC_ASSERT(itself != PlaceAgreement::kDifferent && itself != PlaceAgreement::kSpelling);
}

RC_GTEST_PROP(PlaceAgreementProperty, EveryCaseAgreesWithItself, ()) {
  static const std::vector<Case> cases = read_cases("place_agreement.tsv");
  const Case c = *rc::gen::elementOf(cases);
  const Case other = *rc::gen::elementOf(cases);
  RC_ASSERT(agreement_of(c.cells[0], other.cells[1]) == agreement_of(other.cells[1], c.cells[0]));
  RC_ASSERT(agreement_of(c.cells[0], c.cells[0]) >= PlaceAgreement::kUnknown);
}

std::string message_of(const PlaceTables& tables) {
  try {
    const Gazetteer made(tables);
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(GazetteerTest, MalformedRowsFailWithTableAndLine) {
  const std::string countries = "# a remark\nua\tUkraine\n";
  EXPECT_EQ(message_of({countries, "ua\tKyiv\tKyivska\n", "Kyiv\tBucha\n"}), "");
  EXPECT_EQ(message_of({"ua\n", "", ""}), "places_countries.tsv:1: a row has 2 cells, separated by tabs");
  EXPECT_EQ(message_of({countries, "\nxx\tKyiv\tKyivska\n", ""}), "places_regions.tsv:2: no country 'xx'");
  EXPECT_EQ(message_of({countries, "ua\tKyiv\tKyivska\n", "Lviv\tStryi\n"}),
            "places_towns.tsv:1: no region 'Lviv'");
  EXPECT_EQ(message_of({countries, "ua\tKyiv\tKyivska\n", "Kyiv\tBucha\nKyiv\tBrovary|Bucha\n"}),
            "places_towns.tsv:2: 'Bucha' is a name of Bucha of that region too");
  EXPECT_EQ(message_of({countries, "ua\tKyiv\t\n", ""}),
            "places_regions.tsv:1: cell 3 is empty or has blanks around it; write - for nothing");
}

}  // namespace
}  // namespace byname
