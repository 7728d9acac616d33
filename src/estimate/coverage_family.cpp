// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "estimate/estimator_families.hpp"
#include "estimate/refusal_text.hpp"
#include "estimate/sample_coverage.hpp"

namespace byname {
namespace {

constexpr int kMaxLists = 10;

struct Variant {
  const char* name;
  double SampleCoverage::* persons;
  const char* assumption;
};

constexpr Variant kVariants[] = {
    {"high", &SampleCoverage::high,
     "How much the lists hold of one another says how much of everybody they hold; the dependence of each "
     "pair of "
     "lists is the same among those on no list as among those on some. Made for a coverage of 55 % or more "
     "(\"coverage\" in the diagnostics). This cannot be tested from the lists."},
    {"low", &SampleCoverage::low,
     "How much the lists hold of one another says how much of everybody they hold; one step of correction "
     "for the "
     "dependence of each pair of lists. Made for a coverage below 55 %, where it is too low if lists depend "
     "positively. This cannot be tested from the lists."},
    {"independent", &SampleCoverage::independent,
     "How much the lists hold of one another says how much of everybody they hold, and no two lists depend "
     "on one "
     "another. This cannot be tested from the lists."}};

/// Variance of the number of persons by its derivatives with respect to the cells, which are a multinomial
/// sample of `persons` people: sum g^2 z - (sum g z)^2 / N.
double delta_variance(const CaptureTable& table, const Variant& variant, double persons) {
  double squares = 0;
  double sum = 0;
  std::vector<double> counts = table.counts;
  for (std::uint32_t cell = 1; cell < table.num_cells(); ++cell) {
    const double count = counts[cell];
    if (count == 0) continue;
    const double step = 1e-4 * std::max(count, 1.0);
    counts[cell] = count + step;
    const double above = sample_coverage(capture_table_of(table.num_lists, counts)).*variant.persons;
    counts[cell] = count - step;
    const double below = sample_coverage(capture_table_of(table.num_lists, counts)).*variant.persons;
    counts[cell] = count;
    const double slope = (above - below) / (2 * step);
    squares += slope * slope * count;
    sum += slope * count;
  }
  return squares - sum * sum / persons;
}

EstimatorAnswer answer_of(const CaptureTable& table, const SampleCoverage& found, const Variant& variant) {
  const double persons = found.*variant.persons;
  const double unseen = persons - table.total;
  if (!std::isfinite(persons) || found.coverage <= 0)
    return refused_answer("not estimable, because the lists hold too little of one another",
                          "lists that overlap more");
  if (unseen <= 0)
    return refused_answer("not estimable, because the formula gives fewer persons than are named",
                          "lists that do not seek out one another's people, or another estimator");
  const double variance = delta_variance(table, variant, persons);
  if (!std::isfinite(variance) || variance < 0)
    return refused_answer("not estimable, because the formula has no finite variance here", "larger lists");
  EstimatorAnswer answer;
  answer.unseen.parts = {{1, table.total, unseen, std::sqrt(std::log1p(variance / (unseen * unseen)))}};
  answer.diagnostics = {{"coverage", found.coverage}, {"standard_error", std::sqrt(variance)}};
  return answer;
}

}  // namespace

EstimatorFamily coverage_family(const FamilyInput& input) {
  if (input.draws.num_lists < 3 || input.draws.num_lists > kMaxLists) return {};
  EstimatorFamily family;
  family.family = "coverage";
  for (const Variant& variant : kVariants) family.variants.push_back({variant.name, variant.assumption});
  family.answer = [](const CaptureTable& table, const TableContext&) {
    std::vector<EstimatorAnswer> answers;
    const SampleCoverage found = sample_coverage(table);
    for (const Variant& variant : kVariants) {
      answers.push_back(has_no_overlap(table) ? refused_answer(kNoOverlapReason, kNoOverlapNeed)
                                              : answer_of(table, found, variant));
    }
    return answers;
  };
  return family;
}

}  // namespace byname
