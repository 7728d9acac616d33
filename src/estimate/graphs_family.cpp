// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <memory>

#include "estimate/estimator_families.hpp"
#include "estimate/graph_average.hpp"
#include "estimate/loglinear.hpp"
#include "estimate/refusal_text.hpp"

namespace byname {
namespace {

constexpr double kMaxCompleteWeight = 0.1;
constexpr double kLeastGraphWeight = 1e-3;
constexpr double kPoints = 400;
constexpr double kFewestPoints = 20;

constexpr const char* kAssumption =
    "Which lists depend on one another is a graph in which sets of lists that hang together may depend in "
    "any way, "
    "and the others are independent given them; an average over all such graphs, each with its posterior "
    "weight. "
    "Everybody counted had some chance to be on every list. This cannot be tested from the lists.";

std::string formula_of(const DecomposableGraph& graph, int num_lists) {
  LoglinearModel model;
  for (std::uint32_t set = 1; set < (1u << num_lists); ++set) {
    const bool is_inside = std::any_of(graph.factors.begin(), graph.factors.end(), [set](const auto& factor) {
      return factor.second > 0 && (factor.first & set) == set;
    });
    if (std::popcount(set) >= 2 && is_inside) model.terms.push_back(set);
  }
  return model_formula(model, num_lists);
}

/// Points of the posterior of every graph that weighs something, as many as its weight deserves.
void add_points(UnseenAnswer& answer, const GraphAverage& average, double named, double num_points) {
  double kept = 0;
  for (const GraphPosterior& graph : average.graphs) {
    if (graph.weight >= kLeastGraphWeight) kept += graph.weight;
  }
  for (const GraphPosterior& graph : average.graphs) {
    if (graph.weight < kLeastGraphWeight) break;
    const double number = std::ceil(std::max(num_points * graph.weight, num_points / 40));
    for (double point = 0.5; point < number; ++point) {
      const double unseen = density_quantile(average.unseen, graph.density, point / number);
      answer.parts.push_back(
          {graph.weight / kept / number, named, unseen, 0, -1, static_cast<int>(graph.graph)});
    }
  }
}

EstimatorAnswer average(const CaptureTable& table, const std::vector<DecomposableGraph>& graphs,
                        const TableContext& context) {
  if (has_no_overlap(table)) return refused_answer(kNoOverlapReason, kNoOverlapNeed);
  const double delta = std::ldexp(1.0, -table.num_lists);
  const GraphAverage found = average_graphs(table, graphs, delta, context.execution);
  if (found.complete_weight > kMaxCompleteWeight)
    return refused_answer(
        fmt::format(
            "not estimable, because the graph in which all lists depend on one another holds {:.0f} % of "
            "the weight, and in it the number comes from the prior alone",
            100 * found.complete_weight),
        "fewer lists that depend on one another, or larger ones");
  EstimatorAnswer answer;
  const double num_points =
      std::clamp(20 * kPoints / static_cast<double>(context.num_tables), kFewestPoints, kPoints);
  add_points(answer.unseen, found, table.total, num_points);
  answer.point = density_quantile(found.unseen, found.density, 0.5);
  answer.model = formula_of(graphs[found.graphs.front().graph], table.num_lists);
  answer.diagnostics = {{"graphs", static_cast<double>(graphs.size())},
                        {"best_weight", found.graphs.front().weight},
                        {"complete_graph_weight", found.complete_weight},
                        {"mean", found.mean},
                        {"delta", delta}};
  return answer;
}

}  // namespace

EstimatorFamily graphs_family(const FamilyInput& input) {
  const int num_lists = input.draws.num_lists;
  if (num_lists < 3 || num_lists > (input.is_quick ? 4 : kMaxListsOfGraphs)) return {};
  const auto graphs = std::make_shared<const std::vector<DecomposableGraph>>(decomposable_graphs(num_lists));
  EstimatorFamily family;
  family.family = "graphs";
  family.variants = {{"average", kAssumption}};
  family.max_draws = num_lists <= 4 ? 1000 : num_lists == 5 ? 200 : 20;
  family.answer = [graphs](const CaptureTable& table, const TableContext& context) {
    return std::vector<EstimatorAnswer>{average(table, *graphs, context)};
  };
  return family;
}

}  // namespace byname
