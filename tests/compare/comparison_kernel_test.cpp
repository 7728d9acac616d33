// SPDX-License-Identifier: Apache-2.0
#include "compare/comparison_kernel.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "compare/column_values.hpp"
#include "compare/date_kernel.hpp"
#include "names/place_reading.hpp"
#include "reference/invented_records.hpp"
#include "reference/textbook_similarity.hpp"
#include "spec/comparison_levels.hpp"

namespace byname {
namespace {

/// A kernel over a column that holds the given values once each, beside 60 others that share nothing.
class KernelOf {
 public:
  KernelOf(ComparisonKind kind, const std::vector<std::string>& values, Role role = Role::kCategory) {
    for (const std::string& value : values) column_.codes.push_back(column_.dictionary.insert(value));
    for (int i = 0; i < 60; ++i)
      column_.codes.push_back(column_.dictionary.insert(fmt::format("filler{0} other{0}", i)));
    ComparisonSpec comparison;
    comparison.kind = kind;
    comparison.role = role;
    comparison.columns = {"x"};
    comparison.levels = make_levels(kind, "x", "", role);
    num_gammas_ = comparison.num_gammas();
    kernel_ = make_kernel(comparison, column_, ExecutionContext{});
  }
  int operator()(std::string_view left, std::string_view right) const {
    const int gamma = kernel_->gamma(column_.dictionary.find(left), column_.dictionary.find(right));
    EXPECT_EQ(kernel_->gamma(column_.dictionary.find(right), column_.dictionary.find(left)), gamma);
    return gamma;
  }
  const ComparisonKernel& kernel() const { return *kernel_; }
  const Dictionary& dictionary() const { return column_.dictionary; }
  int num_gammas() const { return num_gammas_; }

 private:
  TextColumn column_;
  std::unique_ptr<ComparisonKernel> kernel_;
  int num_gammas_ = 0;
};

TEST(NameKernel, TakesTwoKnownNamesForTwo) {
  const KernelOf gamma(ComparisonKind::kKnownName,
                       {"MARIYA", "MARINA", "maryia", "VYACHESLAV", "VLADISLAV VYACHESLAV", "YAROSLAV", "v",
                        "m", "kumyre", "petr", "i m", "k t"},
                       Role::kGiven);
  EXPECT_EQ(gamma.num_gammas(), 5);
  EXPECT_EQ(gamma("MARIYA", "MARIYA"), 4);
  EXPECT_EQ(gamma("MARIYA", "MARINA"), 0);  // one letter apart, but another name
  EXPECT_EQ(gamma("MARIYA", "maryia"), 3);  // not known: a slip
  EXPECT_EQ(gamma("VLADISLAV VYACHESLAV", "VYACHESLAV"), 2);
  EXPECT_EQ(gamma("VLADISLAV VYACHESLAV", "YAROSLAV"), 0);
  EXPECT_EQ(gamma("VLADISLAV VYACHESLAV", "v"), 2);
  EXPECT_EQ(gamma("m", "MARINA"), 2);
  EXPECT_EQ(gamma("m", "VYACHESLAV"), 1);
  EXPECT_EQ(gamma("i m", "MARIYA"), 1);
  EXPECT_EQ(gamma("k t", "MARIYA"), 1);  // initials bar nothing
  EXPECT_EQ(gamma("kumyre", "MARIYA"), 0);
  EXPECT_EQ(gamma("kumyre", "petr"), 0);  // two whole names that are not alike
}

TEST(NameKernel, KnowsItsLevels) {
  const KernelOf gamma(ComparisonKind::kName,
                       {"gordeeva", "gordeva", "gordeyev", "ann", "ana", "i", "ivan", "petr", "olga maria",
                        "maria", "li zhao", "li kumyre", "kimchuk", "dicksonx", "dixon"});
  EXPECT_EQ(gamma("gordeeva", "gordeeva"), 3);
  EXPECT_EQ(gamma("gordeeva", "gordeva"), 2);
  EXPECT_EQ(gamma("i", "ivan"), 1);
  EXPECT_EQ(gamma("i", "petr"), 0);
  EXPECT_EQ(gamma("olga maria", "maria"), 1);
  EXPECT_EQ(gamma("li zhao", "li kumyre"), 0);  // a part of two letters is none
  EXPECT_EQ(gamma("gordeeva", "kimchuk"), 0);
  EXPECT_EQ(gamma("dicksonx", "dixon"), 0);
  EXPECT_EQ(gamma("ivan", ""), -1);
}

/// Level of two different one-word names, word for word from the method: one edit from four characters or
/// JW >= .92; JW >= .84 or an initial.
int name_gamma(const std::string& a, const std::string& b) {
  const std::u32string x(a.begin(), a.end());
  const std::u32string y(b.begin(), b.end());
  const double similarity = reference::jaro_winkler(x, y);
  const bool is_edit = std::min(x.size(), y.size()) >= 4 && reference::alignment_distance(x, y) <= 1;
  if (is_edit || similarity >= 0.92) return 2;
  const bool is_initial = (x.size() == 1 || y.size() == 1) && x[0] == y[0];
  return similarity >= 0.84 || is_initial ? 1 : 0;
}

TEST(NameKernel, EqualsTheDefinitionOnRandomNames) {
  RandomStream random(1, RandomStage::kSynth, 0, 0, 0);
  std::vector<std::string> names = {"a", "b"};
  for (int i = 0; i < 100; ++i) {
    names.push_back(reference::invent_word(random, 1 + static_cast<int>(random.below(4))));
    names.push_back(reference::mistype(names.back(), random));
    names.push_back(reference::mistype(names.back(), random));
  }
  const KernelOf gamma(ComparisonKind::kName, names);
  std::vector<int> seen(3, 0);
  for (const std::string& a : names) {
    for (const std::string& b : names) {
      if (a == b) continue;
      const int expected = name_gamma(a, b);
      ++seen[static_cast<std::size_t>(expected)];
      ASSERT_EQ(gamma(a, b), expected) << a << " " << b;
    }
  }
  EXPECT_GT(seen[1], 100);
  EXPECT_GT(seen[2], 100);
}

TEST(DateKernel, TakesEqualTextsAsSameAndTheRestByTheirGamma) {
  const KernelOf gamma(ComparisonKind::kDate, {"1950-03-04", "1950", "1972-11-28"});
  EXPECT_EQ(gamma("1950-03-04", "1950-03-04"), kDateSame);
  EXPECT_EQ(gamma("1950-03-04", "1950"), kDateOverlapYear);
  EXPECT_EQ(gamma("1950-03-04", "1972-11-28"), 0);
  const KernelOf event(ComparisonKind::kEventDate, {"2024-05-11", "2024-05-20", "2026-11-28"});
  EXPECT_EQ(event("2024-05-11", "2024-05-11"), kEventSame);
  EXPECT_EQ(event("2024-05-11", "2024-05-20"), kEventMonth);
  EXPECT_EQ(event("2024-05-11", "2026-11-28"), 0);
}

TEST(YearKernel, CountsYearsApart) {
  const KernelOf gamma(ComparisonKind::kYear, {"30", "31", "33", "34"});
  EXPECT_EQ(gamma("30", "30"), 3);
  EXPECT_EQ(gamma("30", "31"), 2);
  EXPECT_EQ(gamma("30", "33"), 1);
  EXPECT_EQ(gamma("30", "34"), 0);
}

TEST(CategoryKernel, KnowsSameAndOther) {
  const KernelOf gamma(ComparisonKind::kSex, {"f", "m"});
  EXPECT_EQ(gamma("f", "f"), 1);
  EXPECT_EQ(gamma("f", "m"), 0);
  EXPECT_EQ(gamma("f", ""), -1);
}

TEST(PlaceKernel, KnowsItsLevels) {
  const KernelOf gamma(ComparisonKind::kPlace, {"novy bor | severny kray", "stary log | severny kray",
                                                "novy bohr", "novy bor", "zimovka"});
  EXPECT_EQ(gamma("novy bor", "novy bor"), 3);
  EXPECT_EQ(gamma("novy bor", "novy bohr"), 2);
  EXPECT_EQ(gamma("novy bor | severny kray", "stary log | severny kray"), 1);
  EXPECT_EQ(gamma("novy bor", "zimovka"), 0);
}

std::string known_place(const char* text) { return place_text(read_place(text)); }

TEST(KnownPlaceKernel, KnowsItsLevels) {
  const std::string bakhmut = known_place("г. Артёмовск, Донецкая обл."), makiivka = known_place("Makeyevka"),
                    donetsk = known_place("Донецька область"), lviv = known_place("Львов"),
                    village = known_place("с. Выдумка");
  const KernelOf gamma(ComparisonKind::kKnownPlace, {bakhmut, makiivka, donetsk, lviv, village},
                       Role::kPlace);
  EXPECT_EQ(gamma(bakhmut, bakhmut), 4);
  EXPECT_EQ(gamma(bakhmut, donetsk), 2);
  EXPECT_EQ(gamma(bakhmut, makiivka), 1);
  EXPECT_EQ(gamma(donetsk, donetsk), 1);
  EXPECT_EQ(gamma(bakhmut, lviv), 0);
  EXPECT_EQ(gamma(village, donetsk), -1);  // no table says where it is
  EXPECT_EQ(gamma(village, village), 4);
  const KernelOf region(ComparisonKind::kKnownPlace, {donetsk, lviv}, Role::kRegion);
  EXPECT_EQ(region(donetsk, donetsk), 4);
}

TEST(AddressKernel, WeighsSharedWordsByTheirRarity) {
  const KernelOf gamma(
      ComparisonKind::kAddress,
      {"alder bridge castle dunes elm", "alder bridge castle dunes fir", "granite harbour island jetty",
       "granite harbour island knoll", "lagoon meadow north", "lagoon orchard pine"});
  EXPECT_EQ(gamma("alder bridge castle dunes elm", "alder bridge castle dunes elm"), 3);
  EXPECT_EQ(gamma("alder bridge castle dunes elm", "alder bridge castle dunes fir"),
            2);  // .62 of the information
  EXPECT_EQ(gamma("granite harbour island jetty", "granite harbour island knoll"), 1);  // .56
  EXPECT_EQ(gamma("lagoon meadow north", "lagoon orchard pine"), 0);                    // .17
  EXPECT_EQ(gamma("alder bridge castle dunes elm", "lagoon meadow north"), 0);
}

TEST(PostcodeKernel, KnowsSlipsAndAreas) {
  const KernelOf gamma(ComparisonKind::kPostcode, {"40021", "40012", "40026", "40077", "45521"});
  EXPECT_EQ(gamma("40021", "40021"), 3);
  EXPECT_EQ(gamma("40021", "40012"), 2);
  EXPECT_EQ(gamma("40021", "40026"), 2);
  EXPECT_EQ(gamma("40021", "40077"), 1);
  EXPECT_EQ(gamma("40021", "45521"), 0);
}

TEST(SetKernel, TakesTheBestPairOfMembers) {
  const KernelOf phone(ComparisonKind::kSet,
                       {"380501112233|380672223344", "380672223344|380999999999", "380501112234",
                        "380441234567", "olenahrinko", "olenahrinkoabc"},
                       Role::kPhone);
  EXPECT_EQ(phone("380501112233|380672223344", "380672223344|380999999999"), 3);
  EXPECT_EQ(phone("380501112233|380672223344", "380501112234"), 2);
  EXPECT_EQ(phone("380501112233|380672223344", "380441234567"), 0);
  EXPECT_EQ(phone("olenahrinko", "olenahrinkoabc"), 0);  // close is for email only
}

TEST(SetKernel, ComparesEmailsBeforeTheAt) {
  const KernelOf email(
      ComparisonKind::kSet,
      {"olena.hrin@example.org", "olena.hrin@example.net", "ola@example.org", "ola@example.net",
       "olenahrinko@example.org", "olenahrinkoabc@example.org", "petr@example.org"},
      Role::kEmail);
  EXPECT_EQ(email("olena.hrin@example.org", "olena.hrin@example.net"), 2);
  EXPECT_EQ(email("ola@example.org", "ola@example.net"), 1);  // too short to be telling
  EXPECT_EQ(email("olenahrinko@example.org", "olenahrinkoabc@example.org"), 1);
  EXPECT_EQ(email("olena.hrin@example.org", "petr@example.org"), 0);
}

/// Values of every kind with typing errors: what any kernel may meet.
std::vector<std::string> values_of(ComparisonKind kind) {
  RandomStream random(3, RandomStage::kSynth, static_cast<std::uint64_t>(kind), 0, 0);
  std::vector<std::string> values;
  for (int i = 0; i < 40; ++i) {
    std::string value;
    if (kind == ComparisonKind::kDate || kind == ComparisonKind::kEventDate) {
      value = reference::invent_date(random, 1990, 6);
      value.resize(std::array<std::size_t, 3>{4, 7, 10}[random.below(3)]);
    } else if (kind == ComparisonKind::kYear || kind == ComparisonKind::kPostcode) {
      value = fmt::format("{}", 10000 + random.below(60));
    } else {
      for (std::uint64_t word = 0; word <= random.below(3); ++word) {
        value += (value.empty()                  ? ""
                  : kind == ComparisonKind::kSet ? "|"
                                                 : " ") +
                 reference::invent_word(random, 2);
      }
    }
    values.push_back(value);
    if (kind != ComparisonKind::kDate && kind != ComparisonKind::kEventDate)
      values.push_back(reference::mistype(value, random));
  }
  return values;
}

class EveryKernel : public testing::TestWithParam<ComparisonKind> {};

TEST_P(EveryKernel, IsSymmetricAndItsLoopsAgree) {
  const KernelOf subject(GetParam(), values_of(GetParam()), Role::kEmail);
  const ComparisonKernel& kernel = subject.kernel();
  const std::uint32_t codes = kernel.num_codes();
  ASSERT_EQ(codes, subject.dictionary().size());
  std::vector<std::uint32_t> right(codes);
  for (std::uint32_t code = 0; code < codes; ++code) right[code] = code;
  std::vector<std::uint8_t> row(codes);
  std::vector<std::int8_t> gammas(codes);
  std::vector<bool> seen(static_cast<std::size_t>(subject.num_gammas()) + 1);
  for (std::uint32_t left = 0; left < codes; ++left) {
    kernel.row(left, right, row);
    kernel.gammas(std::vector<std::uint32_t>(codes, left), right, gammas);
    for (std::uint32_t other = 0; other < codes; ++other) {
      const int gamma = kernel.gamma(left, other);
      ASSERT_EQ(gamma, kernel.gamma(other, left))
          << subject.dictionary().value(left) << " " << subject.dictionary().value(other);
      ASSERT_EQ(row[other], gamma + 1);
      ASSERT_EQ(gammas[other], gamma);
      ASSERT_EQ(gamma == -1, left == 0 || other == 0);
      ASSERT_LT(gamma, subject.num_gammas());
      ASSERT_EQ(left == other && left != 0, gamma == subject.num_gammas() - 1 && left == other);
      seen[static_cast<std::size_t>(gamma + 1)] = true;
    }
  }
  EXPECT_EQ(std::count(seen.begin(), seen.begin() + 2, true), 2) << "no missing or no other";
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKernel,
                         testing::Values(ComparisonKind::kName, ComparisonKind::kDate,
                                         ComparisonKind::kEventDate, ComparisonKind::kYear,
                                         ComparisonKind::kSex, ComparisonKind::kCategory,
                                         ComparisonKind::kPlace, ComparisonKind::kAddress,
                                         ComparisonKind::kPostcode, ComparisonKind::kSet));

TEST(ColumnWords, KnowsHowTellingAWordIs) {
  TextColumn column;
  for (const char* value : {"red barn", "red mill", "red | barn red", ""}) {
    column.codes.push_back(*value == '\0' ? 0 : column.dictionary.insert(value));
  }
  const std::vector<std::uint32_t> counts = count_codes(column);
  EXPECT_EQ(counts, (std::vector<std::uint32_t>{1, 1, 1, 1}));
  const ColumnWords words(column.dictionary, counts);
  ASSERT_EQ(words.words(1).size(), 2u);
  ASSERT_EQ(words.words(3).size(), 2u);  // a repeat counts once
  EXPECT_TRUE(words.words(0).empty());
  EXPECT_LT(words.information(words.words(1)[0]) * words.information(words.words(1)[1]),
            1e-9);                                                    // "red": everybody's
  EXPECT_GT(words.total_information(2), words.total_information(1));  // "mill" is rarer than "barn"
  EXPECT_EQ(words.rarest_word(1), words.rarest_word(3));
}

}  // namespace
}  // namespace byname
