// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "publish/invented_output.hpp"

namespace byname {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const InventedOptions& case_named(const std::string& wanted) {
  static const auto kCases = invented_cases();
  for (const auto& [name, options] : kCases) {
    if (name == wanted) return options;
  }
  throw InternalError("no such case: " + wanted);
}

std::string report_of(const std::string& name) {
  return report_html(InventedOutput(case_named(name)).output());
}

TEST(Report, BeginsWithTheAnswer) {
  InventedOutput invented(case_named("three-lists"));
  invented.output().named = {21871, 21540, 22190};
  const std::string html = report_html(invented.output());
  EXPECT_THAT(html, HasSubstr("<title>These three lists name 21,871 different people</title>"));
  EXPECT_THAT(html, HasSubstr("between <b>21,540</b> and <b>22,190</b>"));
  EXPECT_LT(html.find("21,871"), html.find("id=\"lists\""));
}

TEST(Report, SectionsComeInTheAgreedOrder) {
  const std::string html = report_of("three-lists");
  std::size_t last = 0;
  for (const char* id : {"chart-count", "id=\"lists\"", "id=\"sure\"", "id=\"people\"", "id=\"links\"",
                         "id=\"data\"", "id=\"made\""}) {
    const std::size_t at = html.find(id);
    ASSERT_NE(at, std::string::npos) << id;
    EXPECT_GT(at, last) << id;
    last = at;
  }
}

TEST(Report, NoValueBecomesATag) {
  const std::string html = report_of("hostile");
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;too few&lt;/b&gt;"));
}

TEST(Report, SaysUnsureBeforeTheEvidence) {
  const std::string html = report_of("hostile");
  EXPECT_LT(html.find("id=\"unsure\""), html.find("id=\"lists\""));
  EXPECT_THAT(report_of("three-lists"), Not(HasSubstr("id=\"unsure\"")));
}

TEST(Report, TwoListsAreNeverTheAnswer) {
  const std::string html = report_of("two-lists");
  EXPECT_THAT(html, HasSubstr("If the two lists were independent"));
  EXPECT_THAT(html, Not(HasSubstr("are estimated to be on no list")));
}

TEST(Report, OneListRefusesAnEstimate) {
  const std::string html = report_of("one-list");
  EXPECT_THAT(html, HasSubstr("This list names"));
  EXPECT_THAT(html, HasSubstr("not estimable, because there is only one list"));
  EXPECT_THAT(html, Not(HasSubstr("chart-overlap")));
  EXPECT_THAT(html, HasSubstr("chart-mentions"));
}

TEST(Report, OneRowHasNothingToCompare) {
  const std::string html = report_of("one-row");
  EXPECT_THAT(html, HasSubstr("This list names one person"));
  EXPECT_THAT(html, HasSubstr("There was no pair to compare."));
  EXPECT_THAT(html, Not(HasSubstr("chart-weights")));
}

TEST(Report, NamesStandInTheSectionOfDoubtOnly) {
  InventedOptions options = case_named("three-lists");
  options.family = {"Inventedname"};
  const std::string html = report_html(InventedOutput(options).output());
  const std::size_t begin = html.find("id=\"people\"");
  const std::size_t end = html.find("id=\"links\"");
  EXPECT_THAT(html.substr(begin, end - begin), HasSubstr("Inventedname"));
  EXPECT_THAT(html.substr(0, begin), Not(HasSubstr("Inventedname")));
  EXPECT_THAT(html.substr(end), Not(HasSubstr("Inventedname")));
}

TEST(Report, DoesNotDependOnThreadsTimesOrWhereItGoes) {
  InventedOutput one(case_named("three-lists"));
  InventedOutput other(case_named("three-lists"));
  other.output().num_threads = 7;
  other.output().step_times = {{"read", 99, 99}};
  other.output().call =
      "byname count obituaries.csv volunteers.csv 'court notices.csv' -o elsewhere --threads=7 --quiet";
  EXPECT_EQ(report_html(one.output()), report_html(other.output()));
}

TEST(Report, ShownWeightsAddUpToThePair) {
  // The invented pairs weigh .7 bits more than their levels and the start: what names and correlation would
  // add.
  EXPECT_THAT(report_of("three-lists"),
              HasSubstr("say the same thing twice</th><td class=\"why\"><span class=\"w\">+0.7</span>"));
}

// A conflict that so many true pairs show bars nothing in these lists, and is not called a veto.
TEST(Report, CallsAVetoOnlyWhatBars) {
  InventedOutput invented(case_named("three-lists"));
  const auto num_vetoes = [&] {
    const std::string html = report_html(invented.output());
    const std::string weights = html.substr(html.find("chart-weights"));
    std::size_t number = 0;
    for (std::size_t at = weights.find(">veto<"); at != std::string::npos;
         at = weights.find(">veto<", at + 1))
      ++number;
    return number;
  };
  const std::size_t before = num_vetoes();
  LinkResults links = *invented.output().links;
  ASSERT_TRUE(links.model.comparisons[0].level(0).is_rule_veto);
  links.model.comparisons[0].level(0).m = 0.12;
  invented.output().links = &links;
  EXPECT_GT(before, 0u);
  EXPECT_LT(num_vetoes(), before);
}

TEST(Report, StaysSmall) { EXPECT_LT(report_of("twelve-lists").size(), 3'000'000u); }

}  // namespace
}  // namespace byname
