// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "names/case_file.hpp"
#include "names/comparable_values.hpp"
#include "names/date_reading.hpp"
#include "names/header_words.hpp"
#include "names/missing_words.hpp"
#include "names/name_parts.hpp"
#include "names/place_folding.hpp"

namespace byname {
namespace {

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

TEST(CaseFilesTest, Dates) {
  for (const Case& c : read_cases("dates.tsv")) {
    const auto date = read_date(c.cells[0], {});
    EXPECT_EQ(date ? date_text(*date) : "-", c.cells[1]) << c.place << " '" << c.cells[0] << "'";
  }
}

TEST(CaseFilesTest, MissingWords) {
  for (const Case& c : read_cases("missing_words.tsv")) {
    EXPECT_EQ(is_missing(c.cells[0]) ? "missing" : "value", c.cells[1])
        << c.place << " '" << c.cells[0] << "'";
  }
}

void check_names(const std::string& file, NameOrder order) {
  for (const Case& c : read_cases(file)) {
    const NameParts parts = split_name(c.cells[0], order);
    EXPECT_EQ(parts.family + "|" + parts.given + "|" + parts.given2 + "|" + parts.patronymic, c.cells[1])
        << c.place << " '" << c.cells[0] << "'";
  }
}

TEST(CaseFilesTest, NamesFamilyFirst) { check_names("names_family_first.tsv", NameOrder::kFamilyFirst); }
TEST(CaseFilesTest, NamesGivenFirst) { check_names("names_given_first.tsv", NameOrder::kGivenFirst); }

TEST(CaseFilesTest, Headers) {
  for (const Case& c : read_cases("headers.tsv")) {
    const auto match = match_header(c.cells[0]);
    EXPECT_EQ(match ? std::string(role_name(match->role)) : "-", c.cells[1])
        << c.place << " '" << c.cells[0] << "'";
  }
}

TEST(CaseFilesTest, Places) {
  for (const Case& c : read_cases("places.tsv")) {
    std::string out;
    append_place(out, c.cells[0]);
    EXPECT_EQ(out, c.cells[1]) << c.place << " '" << c.cells[0] << "'";
  }
}

TEST(CaseFilesTest, Addresses) {
  for (const Case& c : read_cases("addresses.tsv")) {
    std::string out;
    append_address(out, c.cells[0]);
    EXPECT_EQ(out, c.cells[1]) << c.place << " '" << c.cells[0] << "'";
  }
}

TEST(CaseFilesTest, ContactsSexAndAges) {
  for (const Case& c : read_cases("contacts.tsv")) {
    std::string out;
    value_reader(role_from_name(c.cells[0]).value(), {})(out, c.cells[1]);
    EXPECT_EQ(or_dash(out), c.cells[2]) << c.place << " '" << c.cells[1] << "'";
  }
}

}  // namespace
}  // namespace byname
