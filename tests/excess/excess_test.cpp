// SPDX-License-Identifier: Apache-2.0
#include "excess/excess.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "estimate/table_columns.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

constexpr AgeGroup kYoung = {20, 24}, kOlder = {25, 29};

ExcessOptions options_for(std::vector<int> years) {
  ExcessOptions options;
  options.first_base = 2015;
  options.last_base = 2019;
  options.years = std::move(years);
  options.ages = {20, 29};
  return options;
}

/// Ratios of the base years on a line, with a zigzag about it; `extra` men more after them.
DeathsTable zigzag_deaths(double extra) {
  DeathsTable deaths;
  for (const AgeGroup& age : {kYoung, kOlder}) {
    for (int year = 2010; year <= 2023; ++year) {
      const double ratio = 3 + 0.05 * (year - 2017) + (year % 2 == 0 ? 0.02 : -0.02);
      deaths.cells[{age, year}] = {std::round(1000 * ratio) + (year > 2021 ? extra : 0), 1000};
    }
  }
  return deaths;
}

const MethodAnswer& answer_of(const MethodAnswers& answers, std::string_view variant) {
  for (const MethodAnswer& answer : answers.answers) {
    if (answer.variant == variant) return answer;
  }
  throw std::out_of_range(std::string(variant));
}

double diagnostic(const MethodAnswer& answer, std::string_view name) {
  for (const auto& [key, value] : answer.diagnostics) {
    if (key == name) return value;
  }
  return NAN;
}

TEST(RatioTrend, IsLeastSquares) {
  const auto fit =
      fit_ratio_trend(TrendForm::kLinear, {2015, 2016, 2017, 2018, 2019}, {3.1, 3.0, 3.3, 3.2, 3.6});
  const RatioTrend trend = std::get<RatioTrend>(fit);
  EXPECT_NEAR(trend.slope, 0.12, 1e-12);
  EXPECT_NEAR(trend.ratio_at(2022), 3.24 + 0.12 * 5, 1e-12);
  // Residuals .1, -.12, .06, -.16, .12.
  const double sd = std::sqrt((0.01 + 0.0144 + 0.0036 + 0.0256 + 0.0144) / 3);
  EXPECT_NEAR(trend.residual_sd, sd, 1e-12);
  EXPECT_NEAR(trend.predictive_sd(2022), sd * std::sqrt(1 + 0.2 + 25.0 / 10), 1e-12);
}

TEST(RatioTrend, ExponentialIsOfTheSurplus) {
  const RatioTrend trend = std::get<RatioTrend>(fit_ratio_trend(
      TrendForm::kExponential, {1, 2, 3}, {1 + std::exp(0.5), 1 + std::exp(0.6), 1 + std::exp(0.7)}));
  EXPECT_NEAR(trend.ratio_at(5), 1 + std::exp(0.9), 1e-9);
  EXPECT_TRUE(
      std::holds_alternative<std::string>(fit_ratio_trend(TrendForm::kExponential, {1, 2}, {0.9, 1.2})));
}

TEST(RatioTrend, DrawsHaveThePredictiveSpread) {
  const RatioTrend trend = std::get<RatioTrend>(
      fit_ratio_trend(TrendForm::kLinear, {2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019},
                      {3.1, 3.0, 3.3, 3.2, 3.6, 3.4, 3.5, 3.9, 3.6, 3.8}));
  double sum = 0, squares = 0;
  const int num_draws = 40000;
  for (int draw = 0; draw < num_draws; ++draw) {
    RandomStream random(1, RandomStage::kExcess, static_cast<std::uint64_t>(draw), 0, 0);
    const double ratio = draw_ratios(trend, {2022}, random)[0];
    sum += ratio;
    squares += ratio * ratio;
  }
  const double mean = sum / num_draws;
  const double sd = std::sqrt(squares / num_draws - mean * mean);
  EXPECT_NEAR(mean, trend.ratio_at(2022), 0.01);
  EXPECT_NEAR(sd, trend.predictive_sd(2022) * std::sqrt(8.0 / 6), 0.01);  // Student's t with 8 degrees
}

TEST(Excess, FindsWhatWasAdded) {
  const MethodAnswers answers = estimate_excess(zigzag_deaths(500), options_for({2022, 2023}), {});
  const MethodAnswer& headline = *answers.headline();
  EXPECT_EQ(headline.variant, "linear, 2015-2019");
  EXPECT_NEAR(find_quantity(headline, "", "excess")->estimate, 2000, 120);
  EXPECT_LT(find_quantity(headline, "", "excess")->low, 2000);
  EXPECT_GT(find_quantity(headline, "", "excess")->high, 2000);
  EXPECT_NEAR(find_quantity(headline, "2022", "excess")->estimate +
                  find_quantity(headline, "2023", "excess")->estimate,
              find_quantity(headline, "", "excess")->estimate, 1e-6);
  EXPECT_NE(find_quantity(headline, "2022, ages 20-24", "excess"), nullptr);
}

TEST(Excess, GivesTheVariants) {
  const MethodAnswers answers = estimate_excess(zigzag_deaths(500), options_for({2022}), {});
  for (const char* variant :
       {"linear, 2015-2019", "exponential, 2015-2019", "constant, 2015-2019", "linear, 2010-2019",
        "exponential, 2010-2019", "ratio of 2019", "linear, 2015-2019, ages 20-24"})
    EXPECT_NO_THROW(answer_of(answers, variant)) << variant;
  // The last year's ratio alone has no error that could be told.
  EXPECT_TRUE(std::isnan(find_quantity(answer_of(answers, "ratio of 2019"), "", "excess")->low));
}

TEST(Excess, AddsAgesInQuadrature) {
  const MethodAnswers answers = estimate_excess(zigzag_deaths(0), options_for({2022}), {});
  const double both = diagnostic(*answers.headline(), "predictive_sd_2022");
  const double one = diagnostic(answer_of(answers, "linear, 2015-2019, ages 20-24"), "predictive_sd_2022");
  EXPECT_NEAR(both, std::sqrt(2.0) * one, 1e-9);
}

TEST(Excess, SubtractsFromBothSexesInAllYears) {
  const DeathsTable deaths = zigzag_deaths(500);
  DeathsTable cause;
  for (const auto& [key, cell] : deaths.cells) cause.cells[key] = {300, 100};
  ExcessOptions options = options_for({2022});
  options.subtract = cause;
  const MethodAnswers answers = estimate_excess(deaths, options, {});
  DeathsTable rest = deaths;
  for (auto& [key, cell] : rest.cells) cell = {cell.male - 300, cell.female - 100};
  const MethodAnswers expected = estimate_excess(rest, options_for({2022}), {});
  EXPECT_NEAR(find_quantity(*answers.headline(), "", "excess")->estimate,
              find_quantity(*expected.headline(), "", "excess")->estimate, 1e-9);
  EXPECT_NO_THROW(answer_of(answers, "linear, 2015-2019, nothing subtracted"));
}

TEST(Excess, RefusesAndSaysWhy) {
  DeathsTable deaths = zigzag_deaths(0);
  deaths.cells[{kYoung, 2016}].female = 0;
  const MethodAnswers answers = estimate_excess(deaths, options_for({2022}), {});
  EXPECT_EQ(answers.headline(), nullptr);
  EXPECT_NE(answers.refusals.front().reason.find("no woman aged 20-24 died in 2016"), std::string::npos);
  ExcessOptions across = options_for({2022});
  across.ages = {22, 29};
  EXPECT_THROW(estimate_excess(deaths, across, {}), UserError);
  EXPECT_THROW(estimate_excess(deaths, options_for({2030}), {}), UserError);
  ExcessOptions none = options_for({2022});
  none.ages = {60, 64};
  EXPECT_THROW(estimate_excess(deaths, none, {}), UserError);
}

TEST(Excess, RefusesAnAgeThatTheRegisterHoldsNobodyOf) {
  ExcessOptions options = options_for({2022});
  options.coverage = RegisterCoverage{{{kYoung, {10, 6}}, {kOlder, {5, 0}}}};
  const MethodAnswers answers = estimate_excess(zigzag_deaths(100), options, {});
  EXPECT_EQ(answers.headline(), nullptr);
  EXPECT_NE(answers.refusals.front().reason.find("aged 25-29 was found"), std::string::npos);
}

TEST(Excess, DoesNotDependOnThreads) {
  ExecutionContext two;
  two.num_threads = 2;
  const MethodAnswers first = estimate_excess(zigzag_deaths(10), options_for({2022}), {});
  const MethodAnswers second = estimate_excess(zigzag_deaths(10), options_for({2022}), two);
  EXPECT_EQ(first.headline()->draws.columns.front().values, second.headline()->draws.columns.front().values);
}

// The register method on worlds with a known truth: 200 registers that hold a share of all deaths which
// differs by age, a named list found independently, base ratios with noise. The 95 % interval holds the
// truth.
TEST(Excess, RegisterMethodFindsTheTruth) {
  int num_covered = 0, num_worlds = 200;
  for (int world = 0; world < num_worlds; ++world) {
    RandomStream random(5, RandomStage::kSynth, static_cast<std::uint64_t>(world), 9, 0);
    DeathsTable registry;
    RegisterCoverage coverage;
    double truth = 0;
    for (const AgeGroup& age : {kYoung, kOlder}) {
      const double held = age == kYoung ? 0.35 : 0.7;
      const std::int64_t killed = age == kYoung ? 4000 : 2500;
      truth += static_cast<double>(killed);
      for (int year = 2015; year <= 2022; ++year) {
        const double ratio = 3 + 0.05 * (year - 2017) + 0.05 * draw_normal(random);
        const auto men = static_cast<std::int64_t>(2000 * ratio);
        const std::int64_t more = year == 2022 ? draw_binomial(random, killed, held) : 0;
        registry.cells[{age, year}] = {static_cast<double>(draw_binomial(random, men, held) + more),
                                       static_cast<double>(draw_binomial(random, 2000, held))};
      }
      const std::int64_t named = killed / 5;
      coverage.counts[age] = {static_cast<double>(named),
                              static_cast<double>(draw_binomial(random, named, held))};
    }
    ExcessOptions options = options_for({2022});
    options.coverage = coverage;
    options.num_draws = 1000;
    const MethodAnswers answers = estimate_excess(registry, options, {});
    const Interval interval = *find_quantity(*answers.headline(), "", "excess");
    num_covered += interval.low <= truth && truth <= interval.high ? 1 : 0;
  }
  EXPECT_GE(num_covered, 180);
}

class DeathsTables : public ::testing::Test {
 protected:
  DeathsTable read(const std::string& text, const DeathsTableOptions& options = {}) {
    const std::string path = folder_.write("deaths" + std::to_string(++num_files_) + ".csv", text);
    return read_deaths_table(read_number_table(path, {}), options, notes_);
  }
  std::string error_of(const std::string& text, const DeathsTableOptions& options = {}) {
    try {
      read(text, options);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }
  TemporaryFolder folder_;
  std::vector<std::string> notes_;
  int num_files_ = 0;
};

TEST_F(DeathsTables, ReadsALongTable) {
  const DeathsTable deaths = read(
      "Year,Age,Gender,Deaths\n2022,20-24 лет,m,30\n2022,20-24 лет,f,10\n2022,85 и более,m,5\n2022,85 и "
      "более,f,9\n"
      "2022,Всего,m,35\n2022,Неизвестно,m,4\n");
  EXPECT_EQ(deaths.find({20, 24}, 2022)->male, 30);
  EXPECT_EQ(deaths.find({85, kOpenAge}, 2022)->female, 9);
  EXPECT_EQ(deaths.cells.size(), 2u);
  ASSERT_EQ(notes_.size(), 1u);
  EXPECT_EQ(notes_.front(), "4 deaths at an unknown age are left out.");
}

TEST_F(DeathsTables, PutsSingleYearsTogether) {
  const DeathsTable deaths = read("year,age,male,female\n2022,20,1,2\n2022,24,3,4\n2022,25,5,6\n");
  EXPECT_EQ(deaths.find({20, 24}, 2022)->male, 4);
  EXPECT_EQ(deaths.find({25, 29}, 2022)->female, 6);
}

TEST_F(DeathsTables, ChoosesOrAddsRows) {
  const std::string table = "region,year,age,male,female\nA,2022,20-24,1,2\nB,2022,20-24,3,4\n";
  EXPECT_NE(error_of(table).find("--sum"), std::string::npos);
  DeathsTableOptions options;
  options.where = {"region=B"};
  EXPECT_EQ(read(table, options).find({20, 24}, 2022)->male, 3);
  options.where.clear();
  options.adds_rows = true;
  EXPECT_EQ(read(table, options).find({20, 24}, 2022)->male, 4);
}

TEST_F(DeathsTables, SaysWhatIsWrong) {
  EXPECT_NE(error_of("year,age,male\n2022,20,1\n").find("needs the columns"), std::string::npos);
  EXPECT_NE(error_of("year,age,male,female\n2022,young,1,2\n").find("not an age"), std::string::npos);
  EXPECT_NE(error_of("year,age,male,female\nlast,20,1,2\n").find("not a number"), std::string::npos);
  EXPECT_NE(error_of("year,age,male,female\n2022,20,-1,2\n").find("0 or more"), std::string::npos);
  EXPECT_NE(error_of("year,age,male,female\n2022,20,,2\n").find("must not be missing"), std::string::npos);
  EXPECT_NE(error_of("year,age,sex,deaths\n2022,20,x,2\n").find("not a sex"), std::string::npos);
  EXPECT_NE(error_of("year,age,sex,deaths\n2022,20,m,2\n").find("one sex are missing"), std::string::npos);
}

TEST(Subtracted, NeedsEveryYear) {
  const DeathsTable deaths = zigzag_deaths(0);
  DeathsTable cause;
  cause.cells[{kYoung, 2015}] = {1, 1};
  EXPECT_THROW(subtracted(deaths, cause, {2015, 2016}), DataError);
  EXPECT_EQ(subtracted(deaths, cause, {2015}).find(kYoung, 2015)->female, 999);
  cause.cells[{kYoung, 2015}] = {1, 5000};
  EXPECT_THROW(subtracted(deaths, cause, {2015}), DataError);
}

TEST(AgeCells, Read) {
  EXPECT_EQ(read_age_cell("15–19")->group, (AgeGroup{15, 19}));
  EXPECT_EQ(read_age_cell("85+")->group, (AgeGroup{85, kOpenAge}));
  EXPECT_EQ(read_age_cell("100 and over")->group, (AgeGroup{100, kOpenAge}));
  EXPECT_EQ(read_age_cell("<1")->group, (AgeGroup{0, 0}));
  EXPECT_EQ(read_age_cell("17 лет")->group, (AgeGroup{17, 17}));
  EXPECT_EQ(read_age_cell("total")->kind, AgeCellKind::kAllAges);
  EXPECT_EQ(read_age_cell("")->kind, AgeCellKind::kUnknownAge);
  EXPECT_FALSE(read_age_cell("19-15"));
  EXPECT_FALSE(read_age_cell("some"));
  EXPECT_FALSE(read_age_cell("15-"));
}

TEST(RegisterCoverage, IsReadFromPersonsOrCounts) {
  TemporaryFolder folder;
  std::vector<std::string> notes;
  const auto read = [&](const std::string& text) {
    return read_register_coverage(read_number_table(folder.write("c.csv", text), {}), 5, notes);
  };
  const RegisterCoverage persons = read("age,matched\n21,yes\n23,no\n27,1\n,0\n");
  EXPECT_EQ(persons.counts.at(kYoung).named, 2);
  EXPECT_EQ(persons.counts.at(kYoung).matched, 1);
  EXPECT_EQ(notes.size(), 1u);
  EXPECT_EQ(read("age,named,matched\n20-24,10,6\n").counts.at(kYoung).matched, 6);
  EXPECT_THROW(read("age,named,matched\n20-24,5,6\n"), DataError);
  EXPECT_THROW(read("age,named\n20-24,5\n"), UserError);
}

}  // namespace
}  // namespace byname
