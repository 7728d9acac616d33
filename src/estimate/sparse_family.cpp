// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/parallel.hpp"
#include "estimate/bootstrap_limits.hpp"
#include "estimate/estimator_families.hpp"
#include "estimate/refusal_text.hpp"
#include "estimate/sparse_search.hpp"

namespace byname {
namespace {

constexpr double kThreshold = 0.02;  // as SparseMSE has it
constexpr int kMaxLists = 10;
constexpr std::size_t kReplicates = 1000;
constexpr std::size_t kFewestReplicates = 20;
constexpr std::size_t kReplicatesPerChunk = 50;
constexpr double kMaxRefused = 0.1;  // of the replicates

constexpr std::string_view kAssumption =
    "For a given person, being on one list says nothing about being on another, apart from the pairs of "
    "lists named "
    "in the model, which were added one by one while the data called for it; no three lists go together "
    "beyond that. "
    "This cannot be tested from the lists. {}";
constexpr std::string_view kAsGiven = "The interval takes the model for given.";
constexpr std::string_view kBootstrapped = "The interval is a bootstrap of the whole search.";

/// The estimates of resampled tables; those without one are left out.
std::vector<double> replicates(const CaptureTable& table, std::size_t number, const TableContext& context) {
  std::vector<double> values(number, -1);
  parallel_chunks(context.execution, number, kReplicatesPerChunk,
                  [&](std::size_t, std::size_t begin, std::size_t end) {
                    LoglinearFitter fitter(table.num_lists);
                    for (std::size_t i = begin; i < end; ++i) {
                      RandomStream random(context.execution.seed, RandomStage::kEstimate, context.stratum,
                                          context.table, 1000 + i);
                      const auto found = sparse_model(resample(table, random), kThreshold, fitter);
                      if (found) values[i] = found->unseen;
                    }
                  });
  std::erase(values, -1);
  return values;
}

std::vector<LeftOut> leave_out_each(const CaptureTable& table, LoglinearFitter& fitter) {
  std::vector<LeftOut> left_out;
  for (std::uint32_t cell = 1; cell < table.num_cells(); ++cell) {
    if (table.counts[cell] == 0) continue;
    std::vector<double> counts = table.counts;
    counts[cell] -= 1;
    const auto found = sparse_model(capture_table_of(table.num_lists, std::move(counts)), kThreshold, fitter);
    if (found) left_out.push_back({found->unseen, table.counts[cell]});
  }
  return left_out;
}

EstimatorAnswer as_given(const CaptureTable& table, const SparseModel& found) {
  EstimatorAnswer answer;
  answer.model = model_formula(found.model, table.num_lists);
  answer.unseen.parts = {{1, table.total, found.unseen, std::sqrt(found.variance)}};
  answer.diagnostics = {{"threshold", kThreshold}};
  return answer;
}

EstimatorAnswer bootstrapped(const CaptureTable& table, const std::vector<std::string>& lists,
                             const SparseModel& found, LoglinearFitter& fitter, const TableContext& context) {
  const bool is_alone = context.num_tables < 5;
  const std::size_t number =
      is_alone ? kReplicates : std::max(kFewestReplicates, 2 * kReplicates / context.num_tables);
  const std::vector<double> values = replicates(table, number, context);
  if (static_cast<double>(values.size()) < (1 - kMaxRefused) * static_cast<double>(number))
    return refused_answer(
        "not estimable, because more than a tenth of the bootstrap samples have no estimate: a few persons "
        "decide "
        "whether there is one",
        loglinear_need(table, lists));
  EstimatorAnswer answer;
  answer.model = model_formula(found.model, table.num_lists);
  answer.point = found.unseen;
  answer.diagnostics = {{"replicates", static_cast<double>(values.size())}, {"threshold", kThreshold}};
  if (is_alone) {
    const auto [low, high] = bca_limits(values, found.unseen, leave_out_each(table, fitter));
    answer.unseen.parts = {part_with_limits(table.total, found.unseen, std::min(low, found.unseen),
                                            std::max(high, found.unseen))};
    return answer;
  }
  for (const double value : values)
    answer.unseen.parts.push_back({1 / static_cast<double>(values.size()), table.total, value, 0});
  return answer;
}

std::vector<EstimatorAnswer> answers_of(const CaptureTable& table, const std::vector<std::string>& lists,
                                        const TableContext& context) {
  LoglinearFitter fitter(table.num_lists);
  const auto found = has_no_overlap(table) ? std::nullopt : sparse_model(table, kThreshold, fitter);
  if (!found) return {2, refused_answer(loglinear_reason(table, lists, 1), loglinear_need(table, lists))};
  return {as_given(table, *found), bootstrapped(table, lists, *found, fitter, context)};
}

}  // namespace

EstimatorFamily sparse_family(const FamilyInput& input) {
  if (input.is_quick || input.draws.num_lists < 3 || input.draws.num_lists > kMaxLists) return {};
  EstimatorFamily family;
  family.family = "sparse";
  family.variants = {{"stepwise", fmt::format(fmt::runtime(kAssumption), kAsGiven)},
                     {"stepwise-bootstrap", fmt::format(fmt::runtime(kAssumption), kBootstrapped)}};
  family.max_draws = input.draws.num_lists <= 6 ? 1000 : 100;
  family.answer = [lists = input.lists](const CaptureTable& table, const TableContext& context) {
    return answers_of(table, lists, context);
  };
  return family;
}

}  // namespace byname
