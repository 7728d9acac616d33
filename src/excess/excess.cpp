// SPDX-License-Identifier: Apache-2.0
#include "excess/excess.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace byname {
namespace {

constexpr std::size_t kDrawsPerChunk = 64;
constexpr double kJeffreys = 0.5;
constexpr int kMinFreedom = 2;  // with less, Student's t has no spread that could be told

constexpr std::string_view kRatioAssumption =
    "Without the cause of the excess, the ratio of men's to women's deaths at each age would have gone on "
    "from the "
    "base years as the trend says. Women did not die of that cause, and nothing else changed between the "
    "sexes.";
constexpr std::string_view kRegisterAssumption =
    " At each age, those of the named list are in the register as often as all who died of that cause, and "
    "the "
    "linking of the two missed nobody.";

/// One way to compute the excess.
struct Variant {
  std::string name;
  int first_base = 0;
  TrendForm form = TrendForm::kLinear;
  std::vector<AgeGroup> ages;
  const DeathsTable* deaths = nullptr;
};

std::string base_name(int first, int last) {
  return first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
}

/// The groups of a range of ages; UserError if a group lies across its border or there is none.
std::vector<AgeGroup> groups_within(const DeathsTable& deaths, const AgeGroup& range) {
  std::vector<AgeGroup> groups;
  for (const AgeGroup& group : deaths.ages()) {
    if (group.last < range.first || group.first > range.last) continue;
    if (group.first < range.first || group.last > range.last)
      throw UserError(
          fmt::format("the ages {} lie across the border of the ages asked for, {}; take --ages that end "
                      "where a group ends",
                      age_label(group), age_label(range)));
    groups.push_back(group);
  }
  if (groups.empty())
    throw UserError(fmt::format("the table has no deaths at the ages {}", age_label(range)));
  return groups;
}

const SexDeaths& cell_of(const DeathsTable& deaths, const AgeGroup& age, int year) {
  const SexDeaths* cell = deaths.find(age, year);
  if (cell == nullptr)
    throw UserError(fmt::format("the table has no deaths at ages {} in {}", age_label(age), year));
  return *cell;
}

/// The fitted parts of a variant: per age its trend, and what was observed.
struct FittedAge {
  AgeGroup age;
  RatioTrend trend;
  std::vector<SexDeaths> observed;  ///< per year asked for
  CoverageCounts coverage = {1, 1};
};

class ExcessEstimator {
 public:
  ExcessEstimator(const DeathsTable& deaths, const ExcessOptions& options, const ExecutionContext& context)
      : deaths_(deaths), options_(options), context_(context) {}

  MethodAnswers estimate() {
    const std::vector<Variant> variants = list_variants();
    for (const Variant& variant : variants) ask(variant);
    if (!answers_.answers.empty() && answers_.answers.front().variant == variants.front().name)
      answers_.answers.front().is_headline = true;
    return std::move(answers_);
  }

 private:
  std::string family() const { return options_.coverage ? "register" : "sex-ratio"; }

  void refuse(const Variant& variant, const std::string& reason, const std::string& needed) {
    answers_.refusals.push_back({family(), variant.name, "not estimable, because " + reason, needed});
  }

  bool has_years(const DeathsTable& deaths, const std::vector<AgeGroup>& ages, int first, int last) const {
    for (int year = first; year <= last; ++year) {
      for (const AgeGroup& age : ages) {
        if (deaths.find(age, year) == nullptr) return false;
      }
    }
    return true;
  }

  std::vector<Variant> list_variants() {
    const std::vector<AgeGroup> ages = groups_within(deaths_, options_.ages);
    if (options_.subtract) {
      std::vector<int> needed = options_.years;
      for (int year = options_.first_base; year <= options_.last_base; ++year) needed.push_back(year);
      rest_ = subtracted(deaths_, *options_.subtract, needed);
    }
    const DeathsTable& main = options_.subtract ? rest_ : deaths_;
    const int first = options_.first_base, last = options_.last_base;
    const std::string base = base_name(first, last);
    std::vector<Variant> variants;
    const auto add = [&](const std::string& name, int begin, TrendForm form,
                         const std::vector<AgeGroup>& groups, const DeathsTable& table) {
      variants.push_back({name, begin, form, groups, &table});
    };
    add("linear, " + base, first, TrendForm::kLinear, ages, main);
    add("exponential, " + base, first, TrendForm::kExponential, ages, main);
    add("constant, " + base, first, TrendForm::kConstant, ages, main);
    const int longer = last - 2 * (last - first + 1) + 1;
    const bool can_subtract =
        !options_.subtract || has_years(*options_.subtract, options_.subtract->ages(), longer, first - 1);
    if (longer < first && can_subtract && has_years(main, ages, longer, last)) {
      add("linear, " + base_name(longer, last), longer, TrendForm::kLinear, ages, main);
      add("exponential, " + base_name(longer, last), longer, TrendForm::kExponential, ages, main);
    }
    if (last > first) add("ratio of " + std::to_string(last), last, TrendForm::kConstant, ages, main);
    add_age_variants(ages, main, base, add);
    if (options_.subtract)
      add("linear, " + base + ", nothing subtracted", first, TrendForm::kLinear, ages, deaths_);
    return variants;
  }

  void add_age_variants(const std::vector<AgeGroup>& ages, const DeathsTable& main, const std::string& base,
                        const auto& add) const {
    std::vector<AgeGroup> all = main.ages();
    const auto name = [&](const std::vector<AgeGroup>& groups) {
      return fmt::format("linear, {}, ages {}", base, age_label({groups.front().first, groups.back().last}));
    };
    if (ages.size() > 1) {
      const std::vector<AgeGroup> fewer(ages.begin(), ages.end() - 1);
      add(name(fewer), options_.first_base, TrendForm::kLinear, fewer, main);
    }
    const auto next = std::upper_bound(all.begin(), all.end(), ages.back());
    if (next == all.end()) return;
    std::vector<AgeGroup> more = ages;
    more.push_back(*next);
    add(name(more), options_.first_base, TrendForm::kLinear, more, main);
  }

  /// Fits every age; false after a refusal.
  bool fit(const Variant& variant, std::vector<FittedAge>& fitted) {
    for (const AgeGroup& age : variant.ages) {
      std::vector<int> years;
      std::vector<double> ratios;
      for (int year = variant.first_base; year <= options_.last_base; ++year) {
        const SexDeaths& cell = cell_of(*variant.deaths, age, year);
        if (!(cell.female > 0)) {
          refuse(variant,
                 fmt::format("no woman aged {} died in {}, so there is no ratio", age_label(age), year),
                 "wider age groups (--age-width)");
          return false;
        }
        years.push_back(year);
        ratios.push_back(cell.male / cell.female);
      }
      const auto trend = fit_ratio_trend(variant.form, years, ratios);
      if (const auto* reason = std::get_if<std::string>(&trend)) {
        refuse(variant, fmt::format("{} (ages {})", *reason, age_label(age)), "other base years");
        return false;
      }
      FittedAge part{age, std::get<RatioTrend>(trend), {}, {1, 1}};
      for (const int year : options_.years) part.observed.push_back(cell_of(*variant.deaths, age, year));
      if (!set_coverage(variant, part)) return false;
      fitted.push_back(std::move(part));
    }
    return true;
  }

  bool set_coverage(const Variant& variant, FittedAge& part) {
    if (!options_.coverage) return true;
    const auto found = options_.coverage->counts.find(part.age);
    if (found != options_.coverage->counts.end()) part.coverage = found->second;
    if (found != options_.coverage->counts.end() && part.coverage.matched > 0) return true;
    refuse(variant,
           fmt::format("nobody of the named list aged {} was found in the register, so its coverage is "
                       "not known",
                       age_label(part.age)),
           "wider age groups (--age-width), or fewer ages (--ages)");
    return false;
  }

  double share(const FittedAge& part) const {
    return options_.coverage ? part.coverage.matched / part.coverage.named : 1;
  }

  /// [age * years + year][draw]; empty where the trend has no error.
  std::vector<std::vector<double>> draw_parts(const std::vector<FittedAge>& fitted) const {
    const std::size_t num_years = options_.years.size();
    const bool has_error = std::all_of(fitted.begin(), fitted.end(), [](const FittedAge& part) {
      return part.trend.freedom >= kMinFreedom;
    });
    if (!has_error) return {};
    const auto num_draws = static_cast<std::size_t>(options_.num_draws);
    std::vector<std::vector<double>> draws(fitted.size() * num_years, std::vector<double>(num_draws));
    parallel_chunks(
        context_, num_draws, kDrawsPerChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
          for (std::size_t draw = begin; draw < end; ++draw) {
            for (std::size_t i = 0; i < fitted.size(); ++i) {
              // Keyed by age: a variant with one age more has the same draws for the others.
              const FittedAge& part = fitted[i];
              RandomStream random(context_.seed, RandomStage::kExcess, draw,
                                  static_cast<std::uint64_t>(part.age.first), 0);
              const std::vector<double> ratios = draw_ratios(part.trend, options_.years, random);
              const double covered = options_.coverage
                                         ? draw_beta(random, part.coverage.matched + kJeffreys,
                                                     part.coverage.named - part.coverage.matched + kJeffreys)
                                         : 1;
              for (std::size_t year = 0; year < num_years; ++year)
                draws[i * num_years + year][draw] =
                    (part.observed[year].male - ratios[year] * part.observed[year].female) / covered;
            }
          }
        });
    return draws;
  }

  void ask(const Variant& variant) {
    std::vector<FittedAge> fitted;
    if (!fit(variant, fitted)) return;
    MethodAnswer answer;
    answer.family = family();
    answer.variant = variant.name;
    answer.model = "excess = men - ratio x women";
    if (options_.coverage) answer.model += ", divided by the register's coverage";
    answer.assumption = std::string(kRatioAssumption);
    if (options_.coverage) answer.assumption += kRegisterAssumption;
    add_quantities(fitted, answer);
    add_diagnostics(fitted, answer);
    answers_.answers.push_back(std::move(answer));
  }

  void add_quantities(const std::vector<FittedAge>& fitted, MethodAnswer& answer) const {
    const std::size_t num_years = options_.years.size();
    const std::vector<std::vector<double>> draws = draw_parts(fitted);
    const auto part_excess = [&](std::size_t age, std::size_t year) {
      const FittedAge& part = fitted[age];
      const SexDeaths& seen = part.observed[year];
      return (seen.male - part.trend.ratio_at(options_.years[year]) * seen.female) / share(part);
    };
    const auto add = [&](const std::string& stratum,
                         const std::vector<std::pair<std::size_t, std::size_t>>& parts) {
      double estimate = 0;
      std::vector<double> sums(draws.empty() ? 0 : draws.front().size(), 0.0);
      for (const auto& [age, year] : parts) {
        estimate += part_excess(age, year);
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += draws[age * num_years + year][i];
      }
      // The method's own estimate; the draws give its limits.
      Interval interval = interval_of_draws(sums);
      interval.estimate = estimate;
      answer.quantities.push_back({stratum, "excess", interval});
      if (!sums.empty()) answer.draws.columns.push_back({stratum, "excess", std::move(sums)});
    };
    std::vector<std::pair<std::size_t, std::size_t>> everything;
    for (std::size_t year = 0; year < num_years; ++year) {
      for (std::size_t age = 0; age < fitted.size(); ++age) everything.emplace_back(age, year);
    }
    add("", everything);
    for (std::size_t year = 0; year < num_years; ++year) {
      const auto begin = everything.begin() + static_cast<std::ptrdiff_t>(year * fitted.size());
      add(std::to_string(options_.years[year]), {begin, begin + static_cast<std::ptrdiff_t>(fitted.size())});
    }
    for (const auto& part : everything)
      add(fmt::format("{}, ages {}", options_.years[part.second], age_label(fitted[part.first].age)), {part});
  }

  /// Predictive standard deviations of each year, ages added in quadrature; without the coverage's error.
  void add_diagnostics(const std::vector<FittedAge>& fitted, MethodAnswer& answer) const {
    for (std::size_t year = 0; year < options_.years.size(); ++year) {
      double squares = 0;
      for (const FittedAge& part : fitted) {
        const double sd =
            part.trend.ratio_sd(options_.years[year]) * part.observed[year].female / share(part);
        squares += sd * sd;
      }
      answer.diagnostics.emplace_back(fmt::format("predictive_sd_{}", options_.years[year]),
                                      std::sqrt(squares));
    }
    if (!options_.coverage) return;
    for (const FittedAge& part : fitted)
      answer.diagnostics.emplace_back("coverage_" + age_label(part.age), share(part));
  }

  const DeathsTable& deaths_;
  const ExcessOptions& options_;
  const ExecutionContext& context_;
  DeathsTable rest_;  ///< with the other deaths subtracted
  MethodAnswers answers_;
};

}  // namespace

MethodAnswers estimate_excess(const DeathsTable& deaths, const ExcessOptions& options,
                              const ExecutionContext& context) {
  return ExcessEstimator(deaths, options, context).estimate();
}

}  // namespace byname
