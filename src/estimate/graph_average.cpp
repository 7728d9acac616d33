// SPDX-License-Identifier: Apache-2.0
#include "estimate/graph_average.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "base/log_gamma.hpp"
#include "base/parallel.hpp"

namespace byname {
namespace {

constexpr std::size_t kGraphsPerChunk = 256;
constexpr std::size_t kFineNumbers = 1500;
constexpr double kCoarseStep = 0.03;   // relative
constexpr double kExactBelow = 40;     // every number up to here
constexpr double kFarthest = 1e9;      // times the persons named, for the first pass
constexpr double kNegligibleLog = 30;  // below the peak
constexpr double kNegligibleGraph = 1e-6;

std::vector<double> coarse_numbers(double named) {
  std::vector<double> numbers;
  for (double number = 0; number < kFarthest * (named + 1);
       number += std::max(1.0, number < kExactBelow ? 1.0 : std::floor(kCoarseStep * number))) {
    numbers.push_back(number);
  }
  return numbers;
}

std::vector<double> fine_numbers(double low, double high) {
  std::vector<double> numbers;
  if (high - low < static_cast<double>(kFineNumbers)) {
    for (double number = low; number <= high; ++number) numbers.push_back(number);
    return numbers;
  }
  const double ratio = std::log((high + 1) / (low + 1)) / static_cast<double>(kFineNumbers);
  double number = low;
  while (number <= high) {
    numbers.push_back(number);
    number = std::max(number + 1, std::round((number + 1) * std::exp(ratio) - 1));
  }
  return numbers;
}

/// How many numbers each stands for.
std::vector<double> widths_of(const std::vector<double>& numbers) {
  std::vector<double> widths(numbers.size(), 1);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double below = i == 0 ? numbers[i] - 1 : numbers[i - 1];
    const double above = i + 1 == numbers.size() ? numbers[i] + 1 : numbers[i + 1];
    widths[i] = (above - below) / 2;
  }
  return widths;
}

/// Log likelihoods of the margins of every set of lists, at every number.
class Margins {
 public:
  Margins(const CaptureTable& table, double delta, const std::vector<double>& numbers)
      : table_(table), delta_(delta), numbers_(numbers), logs_(table.num_cells()) {
    for (std::uint32_t lists = 1; lists < table.num_cells(); ++lists) logs_[lists] = margin(lists);
    for (const double number : numbers) {
      const double all = table.total + number;
      common_.push_back(log_gamma(all + 1) - log_gamma(number + 1) - std::log(all));
    }
  }

  /// log P(table, number | graph) + log P(number), at every number.
  std::vector<double> of_graph(const DecomposableGraph& graph) const {
    std::vector<double> sum = common_;
    for (const auto& [lists, power] : graph.factors) {
      const std::vector<double>& logs = logs_[lists];
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += power * logs[i];
    }
    return sum;
  }

 private:
  /// Dirichlet-multinomial, without its coefficient, of the margin of `lists`.
  std::vector<double> margin(std::uint32_t lists) const {
    const double whole = delta_ * table_.num_cells();
    const double cell_prior = std::ldexp(delta_, table_.num_lists - std::popcount(lists));
    std::vector<double> cells(table_.num_cells(), 0);
    for (std::uint32_t cell = 1; cell < table_.num_cells(); ++cell)
      cells[cell & lists] += table_.counts[cell];
    double constant = log_gamma(whole) - log_gamma(cell_prior);
    for (std::uint32_t cell = lists; cell != 0; cell = (cell - 1) & lists)
      constant += log_gamma(cell_prior + cells[cell]) - log_gamma(cell_prior);
    std::vector<double> logs;
    for (const double number : numbers_) {
      logs.push_back(constant + log_gamma(cell_prior + cells[0] + number) -
                     log_gamma(whole + table_.total + number));
    }
    return logs;
  }

  const CaptureTable& table_;
  double delta_;
  const std::vector<double>& numbers_;
  std::vector<std::vector<double>> logs_;
  std::vector<double> common_;
};

/// Where any graph's posterior is not negligible beside the highest peak, with one number to either side.
std::pair<double, double> find_range(const CaptureTable& table, const std::vector<DecomposableGraph>& graphs,
                                     double delta, const ExecutionContext& context) {
  const std::vector<double> numbers = coarse_numbers(table.total);
  const std::vector<double> widths = widths_of(numbers);
  const Margins margins(table, delta, numbers);
  using Logs = std::vector<double>;
  const Logs highest = parallel_reduce(
      context, graphs.size(), kGraphsPerChunk, Logs(numbers.size(), -std::numeric_limits<double>::infinity()),
      [&](std::size_t begin, std::size_t end) {
        Logs best(numbers.size(), -std::numeric_limits<double>::infinity());
        for (std::size_t graph = begin; graph < end; ++graph) {
          const Logs logs = margins.of_graph(graphs[graph]);
          for (std::size_t i = 0; i < logs.size(); ++i)
            best[i] = std::max(best[i], logs[i] + std::log(widths[i]));
        }
        return best;
      },
      [](Logs& total, const Logs& part) {
        for (std::size_t i = 0; i < total.size(); ++i) total[i] = std::max(total[i], part[i]);
      });
  const double peak = *std::max_element(highest.begin(), highest.end());
  std::size_t first = 0;
  std::size_t last = highest.size() - 1;
  while (highest[first] < peak - kNegligibleLog) ++first;
  while (highest[last] < peak - kNegligibleLog) --last;
  return {numbers[first == 0 ? 0 : first - 1], numbers[std::min(last + 1, numbers.size() - 1)]};
}

struct LogGraph {
  double peak;
  std::vector<double> density;  // relative to exp(peak)
  double sum;
};

LogGraph graph_density(const Margins& margins, const DecomposableGraph& graph,
                       const std::vector<double>& widths) {
  LogGraph result{0, margins.of_graph(graph), 0};
  result.peak = *std::max_element(result.density.begin(), result.density.end());
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const double below = result.density[i] - result.peak;
    result.density[i] = below < -kNegligibleLog ? 0 : widths[i] * std::exp(below);
    result.sum += result.density[i];
  }
  return result;
}

}  // namespace

GraphAverage average_graphs(const CaptureTable& table, const std::vector<DecomposableGraph>& graphs,
                            double delta, const ExecutionContext& context) {
  const auto [low, high] = find_range(table, graphs, delta, context);
  GraphAverage average;
  average.unseen = fine_numbers(low, high);
  const std::vector<double> widths = widths_of(average.unseen);
  const Margins margins(table, delta, average.unseen);
  std::vector<double> log_weights(graphs.size());
  parallel_chunks(context, graphs.size(), kGraphsPerChunk,
                  [&](std::size_t, std::size_t begin, std::size_t end) {
                    for (std::size_t graph = begin; graph < end; ++graph) {
                      const LogGraph found = graph_density(margins, graphs[graph], widths);
                      log_weights[graph] = found.peak + std::log(found.sum);
                    }
                  });
  const double best = *std::max_element(log_weights.begin(), log_weights.end());
  double total = 0;
  for (const double log_weight : log_weights) total += std::exp(log_weight - best);
  average.density.assign(average.unseen.size(), 0);
  for (std::size_t graph = 0; graph < graphs.size(); ++graph) {
    GraphPosterior posterior{graph, std::exp(log_weights[graph] - best) / total, {}};
    if (graphs[graph].is_complete) average.complete_weight = posterior.weight;
    if (posterior.weight > kNegligibleGraph) {
      LogGraph found = graph_density(margins, graphs[graph], widths);
      for (std::size_t i = 0; i < found.density.size(); ++i) {
        found.density[i] *= posterior.weight / found.sum;
        average.density[i] += found.density[i];
        if (!graphs[graph].is_complete) average.mean += average.unseen[i] * found.density[i];
      }
      posterior.density = std::move(found.density);
    }
    average.graphs.push_back(std::move(posterior));
  }
  average.mean /= 1 - average.complete_weight;
  std::stable_sort(average.graphs.begin(), average.graphs.end(),
                   [](const GraphPosterior& a, const GraphPosterior& b) { return a.weight > b.weight; });
  return average;
}

double density_quantile(const std::vector<double>& unseen, const std::vector<double>& density, double share) {
  double total = 0;
  for (const double value : density) total += value;
  double below = 0;
  for (std::size_t i = 0; i < unseen.size(); ++i) {
    if (density[i] > 0 && below + density[i] >= share * total) {
      const double inside = (share * total - below) / density[i];
      const double left = i == 0 ? unseen[i] : (unseen[i - 1] + unseen[i]) / 2;
      const double right = i + 1 == unseen.size() ? unseen[i] : (unseen[i] + unseen[i + 1]) / 2;
      return left + inside * (right - left);
    }
    below += density[i];
  }
  return unseen.back();
}

}  // namespace byname
