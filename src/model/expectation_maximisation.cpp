// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "base/parallel.hpp"
#include "model/mixture.hpp"

namespace byname {

namespace {

constexpr double kPriorStrength = 2;  // m: Dirichlet with 2 L m0 (A3)
constexpr double kFloor = 0.001;      // of m
constexpr double kTolerance = 1e-6;   // on m and ln lambda
constexpr int kMaxIterations = 500;
constexpr double kSwappedPrior = 0.02;  // given and family name are swapped in few matches
constexpr double kAdmissibleAgreement = 0.5;
constexpr double kNamesakes = 0.3;  // of the pairs of one household that look most like one person

/// m0 of A3: .7 on the same level, .3 over all levels in the ratio 1:2:4... upwards.
std::vector<double> prior_m(const MixtureShape& shape, std::size_t k) {
  const int same = shape.same_gamma(k);
  std::vector<double> prior(static_cast<std::size_t>(shape.num_gammas[k]), 0);
  const double total = std::pow(2.0, same + 1) - 1;
  for (int g = 0; g <= same; ++g) prior[static_cast<std::size_t>(g)] = 0.3 * std::pow(2.0, g) / total;
  prior[static_cast<std::size_t>(same)] += 0.7;
  if (shape.has_swapped_level[k]) {
    for (double& share : prior) share *= 1 - kSwappedPrior;
    prior.back() = kSwappedPrior;
  }
  return prior;
}

/// Start and prior of the household class. Its own comparisons: .9 on the same level. Given names: as among
/// any different persons, but for those named after another of the household. The rest: as among any
/// different persons.
std::vector<double> prior_household(const MixtureShape& shape, std::size_t k, const std::vector<double>& u) {
  std::vector<double> prior = u;
  const auto same = static_cast<std::size_t>(shape.same_gamma(k));
  if (shape.is_household[k]) {
    std::fill(prior.begin(), prior.end(), 0.1 / std::max(1, shape.num_gammas[k] - 1));
    prior[same] = 0.9;
  } else if (static_cast<int>(k) == shape.given) {
    for (double& share : prior) share *= 1 - kNamesakes;
    prior[same] += kNamesakes;
  }
  return prior;
}

/// Sums of one E step. Flat arrays so that chunks add up fast.
struct Sums {
  std::vector<double> match;  // [k * width + gamma], rows that may speak for m of k
  std::vector<double> other;  // 1 - p
  std::vector<double> household;
  std::vector<double> pairs;  // A5: per (a, b): both agree, a agrees, b agrees, all; plain non-matches
  double total_match = 0;
  double total_household = 0;
  double log_likelihood = 0;
};

void add(Sums& total, const Sums& part) {
  const auto add_vector = [](std::vector<double>& to, const std::vector<double>& from) {
    if (to.empty()) to.assign(from.size(), 0);
    for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
  };
  add_vector(total.match, part.match);
  add_vector(total.other, part.other);
  add_vector(total.household, part.household);
  add_vector(total.pairs, part.pairs);
  total.total_match += part.total_match;
  total.total_household += part.total_household;
  total.log_likelihood += part.log_likelihood;
}

class Maximiser {
 public:
  Maximiser(const TrainingData& data, const MixtureShape& shape, const MixtureOptions& options,
            const ExecutionContext& context)
      : data_(data), shape_(shape), options_(options), context_(context) {
    for (const int gammas : shape.num_gammas) width_ = std::max(width_, static_cast<std::size_t>(gammas));
    for (std::size_t k = 0; k < shape.num_gammas.size(); ++k) prior_.push_back(prior_m(shape, k));
    number_patterns();
  }

  /// A3 from one lambda: independence first, then correlation and household switched on from that solution.
  MixtureFit fit_staged(double lambda, std::string start) {
    MixtureParameters parameters = start_parameters(lambda);
    MixtureFit fit;
    fit.start = std::move(start);
    fit.iterations = run(parameters, false);
    fit.penalised_likelihood = penalised_likelihood(parameters);
    fit.parameters = std::move(parameters);
    return fit;
  }
  void extend(MixtureFit& fit) {
    if (!options_.hold_nonmatches_fixed && shape_.use_household) start_household(fit.parameters);
    fit.iterations += run(fit.parameters, true);
    judge(fit);
  }
  MixtureFit fit_anchored() {
    MixtureParameters parameters = start_parameters(0.05 * options_.num_records / data_.num_pairs);
    if (!options_.hold_nonmatches_fixed && shape_.use_household) start_household(parameters);
    set_conditional(parameters);
    maximise(anchored_sums(), parameters, true);
    MixtureFit fit;
    fit.start = "anchored";
    fit.iterations = run(parameters, true);
    MixtureParameters plain = parameters;
    std::fill(plain.correlation.begin(), plain.correlation.end(), 1.0);
    plain.lambda_household = 0;
    fit.penalised_likelihood = penalised_likelihood(plain);
    fit.parameters = std::move(parameters);
    judge(fit);
    return fit;
  }
  /// m stays as assumed before any data (prior_m); lambda, u and the structure are found. For lists in which
  /// EM takes something else than persons for the matches.
  MixtureFit fit_held() {
    MixtureParameters parameters = start_parameters(0.05 * options_.num_records / data_.num_pairs);
    if (!options_.hold_nonmatches_fixed && shape_.use_household) start_household(parameters);
    holds_m_ = true;
    MixtureFit fit;
    fit.start = "m as assumed";
    fit.iterations = run(parameters, true);
    holds_m_ = false;
    fit.penalised_likelihood = penalised_likelihood(parameters);
    fit.parameters = std::move(parameters);
    judge(fit);
    return fit;
  }

 private:
  bool barred(std::size_t row) const {
    return !options_.never_match.empty() && options_.never_match[row] != 0;
  }

  MixtureParameters start_parameters(double lambda) const {
    MixtureParameters parameters;
    const std::size_t comparisons = shape_.num_gammas.size();
    parameters.lambda = std::min(lambda, 0.5);
    parameters.m = prior_;
    parameters.correlation.assign(comparisons * comparisons, 1);
    if (options_.fixed != nullptr) {
      parameters.u = options_.fixed->u;
      parameters.correlation = options_.fixed->correlation;
      parameters.lambda_household = options_.fixed->lambda_household;
      parameters.household = options_.fixed->household;
      return parameters;
    }
    const Sums sums = sum_rows([](std::size_t) { return PatternPosterior{}; }, false);
    parameters.u = shares(sums.other, std::vector<std::vector<double>>{});
    return parameters;
  }

  void start_household(MixtureParameters& parameters) const {
    parameters.lambda_household = std::min(0.25, std::max(parameters.lambda, 1e-9));
    parameters.household.clear();
    for (std::size_t k = 0; k < shape_.num_gammas.size(); ++k)
      parameters.household.push_back(prior_household(shape_, k, parameters.u[k]));
  }

  /// Rows of one pattern differ in their free comparisons only, and there are several of each.
  void number_patterns() {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    pattern_of_.reserve(data_.num_rows());
    for (std::size_t row = 0; row < data_.num_rows(); ++row) {
      const std::span<const std::int8_t> gammas = data_.row(row);
      const std::string_view bytes(reinterpret_cast<const char*>(gammas.data()), gammas.size());
      const auto number = static_cast<std::uint32_t>(first_row_.size());
      const auto [found, is_new] = numbers.try_emplace(bytes, number);
      if (is_new) first_row_.push_back(row);
      pattern_of_.push_back(found->second);
    }
  }

  std::vector<PatternPosterior> posteriors_of_patterns(const PatternScorer& scorer) const {
    std::vector<PatternPosterior> posteriors(first_row_.size());
    parallel_chunks(context_, posteriors.size(), kChunk,
                    [&](std::size_t, std::size_t begin, std::size_t end) {
                      for (std::size_t i = begin; i < end; ++i)
                        posteriors[i] = scorer.posterior(data_.row(first_row_[i]));
                    });
    return posteriors;
  }

  /// What add_conditional needs of the present parameters.
  void set_conditional(const MixtureParameters& parameters) const {
    const std::size_t comparisons = parameters.m.size();
    conditional_.assign(comparisons, {});
    for (std::size_t k = 0; k < comparisons; ++k) {
      conditional_[k].odds = (1 - parameters.u[k][0]) / std::max(parameters.u[k][0], 1e-12);
      for (std::size_t a = 0; a < comparisons; ++a) {
        if (a != k && parameters.ratio(a, k) > 1)
          conditional_[k].ratios.emplace_back(a, parameters.ratio(a, k));
      }
    }
  }

  /// EM until nothing moves; returns the iterations.
  int run(MixtureParameters& parameters, bool with_structure) const {
    int iteration = 0;
    for (; iteration < kMaxIterations; ++iteration) {
      context_.check_cancelled();
      const std::vector<PatternPosterior> posteriors = posteriors_of_patterns(PatternScorer(parameters));
      set_conditional(parameters);
      const Sums sums = sum_rows(
          [&](std::size_t row) {
            const PatternPosterior& p = posteriors[pattern_of_[row]];
            return barred(row) ? p.of_different_persons() : p;
          },
          with_structure);
      const MixtureParameters before = parameters;
      maximise(sums, parameters, with_structure);
      if (change(before, parameters) < kTolerance) break;
    }
    return iteration;
  }

  double penalised_likelihood(const MixtureParameters& parameters) const {
    const PatternScorer scorer(parameters);
    const double likelihood = parallel_reduce(
        context_, data_.num_rows(), kChunk, 0.0,
        [&](std::size_t begin, std::size_t end) {
          double sum = 0;
          for (std::size_t row = begin; row < end; ++row) {
            sum += data_.counts[row] * scorer.log_likelihood(data_.row(row));
          }
          return sum;
        },
        [](double& total, double part) { total += part; });
    double penalty = 0;
    for (std::size_t k = 0; k < prior_.size(); ++k) {
      const double strength = kPriorStrength * static_cast<double>(prior_[k].size());
      for (std::size_t g = 0; g < prior_[k].size(); ++g) {
        penalty += strength * prior_[k][g] * std::log(std::max(parameters.m[k][g], 1e-12));
      }
    }
    return likelihood + penalty;
  }

  template <typename Posterior>
  Sums sum_rows(const Posterior& posterior, bool with_structure) const {
    return parallel_reduce(
        context_, data_.num_rows(), kChunk, Sums{},
        [&](std::size_t begin, std::size_t end) {
          Sums sums;
          const std::size_t comparisons = data_.num_comparisons;
          sums.match.assign(comparisons * width_, 0);
          sums.other.assign(comparisons * width_, 0);
          sums.household.assign(comparisons * width_, 0);
          if (with_structure) sums.pairs.assign(comparisons * comparisons * 4, 0);
          for (std::size_t row = begin; row < end; ++row) add_row(row, posterior(row), with_structure, sums);
          return sums;
        },
        [](Sums& total, const Sums& part) { add(total, part); });
  }

  void add_row(std::size_t row, const PatternPosterior& p, bool with_structure, Sums& sums) const {
    const std::span<const std::int8_t> gammas = data_.row(row);
    const double count = data_.counts[row];
    const std::uint32_t free = data_.free_comparisons.empty() ? UINT32_MAX : data_.free_comparisons[row];
    sums.total_match += count * p.match;
    sums.total_household += count * p.household;
    const double plain = count * (1 - p.match - p.household);
    for (std::size_t k = 0; k < gammas.size(); ++k) {
      if (gammas[k] < 0) continue;
      const std::size_t at = k * width_ + static_cast<std::size_t>(gammas[k]);
      if (free >> (k & 31) & 1) sums.match[at] += count * p.match;
      sums.other[at] += count * (1 - p.match);
      sums.household[at] += count * p.household;
      if (!with_structure) continue;
      if (!data_.free_comparisons.empty()) {
        if (free >> (k & 31) & 1) add_conditional(gammas, k, plain, sums);
        continue;
      }
      for (std::size_t a = 0; a < k; ++a) {
        if (gammas[a] < 0) continue;
        double* pair = &sums.pairs[(a * gammas.size() + k) * 4];
        const bool first = gammas[a] >= 1;
        const bool second = gammas[k] >= 1;
        if (first && second) pair[0] += plain;
        if (first) pair[1] += plain;
        if (second) pair[2] += plain;
        pair[3] += plain;
      }
    }
  }

  /// Blocked pairs are no sample of all pairs, but what brought them says nothing of a comparison that their
  /// keys are free of: its agreement given the others' is observed as it is. Adds, for each other comparison
  /// that agrees, whether this one does and how often the model says it would (pseudo-likelihood, Besag
  /// 1975).
  void add_conditional(std::span<const std::int8_t> gammas, std::size_t k, double plain, Sums& sums) const {
    const std::size_t comparisons = gammas.size();
    double odds = conditional_[k].odds;
    for (const auto& [a, ratio] : conditional_[k].ratios) {
      if (gammas[a] >= 1) odds *= ratio;
    }
    const double expected = plain * odds / (1 + odds);
    for (std::size_t a = 0; a < comparisons; ++a) {
      if (a == k || gammas[a] < 1) continue;
      double* pair = &sums.pairs[(std::min(a, k) * comparisons + std::max(a, k)) * 4];
      if (gammas[k] >= 1) pair[0] += plain;
      pair[1] += expected;
    }
  }

  /// One step of iterative proportional fitting of the two-way table to add_conditional's sums.
  void scale_correlation(const Sums& sums, MixtureParameters& parameters) const {
    const std::size_t comparisons = parameters.m.size();
    for (std::size_t a = 0; a < comparisons; ++a) {
      for (std::size_t b = a + 1; b < comparisons; ++b) {
        const double* pair = &sums.pairs[(a * comparisons + b) * 4];
        const double ratio = std::max(1.0, parameters.ratio(a, b) * (pair[0] + 5) / (pair[1] + 5));
        parameters.correlation[a * comparisons + b] = parameters.correlation[b * comparisons + a] = ratio;
      }
    }
  }

  /// Shares of the levels; with a prior: Dirichlet of strength 2 L around it, else half a pair a level.
  std::vector<std::vector<double>> shares(const std::vector<double>& sums,
                                          const std::vector<std::vector<double>>& prior) const {
    std::vector<std::vector<double>> result(shape_.num_gammas.size());
    for (std::size_t k = 0; k < result.size(); ++k) {
      const auto levels = static_cast<std::size_t>(shape_.num_gammas[k]);
      double total = 0;
      for (std::size_t g = 0; g < levels; ++g) {
        const double extra = prior.empty() ? 0.5 : kPriorStrength * static_cast<double>(levels) * prior[k][g];
        result[k].push_back(sums[k * width_ + g] + extra);
        total += result[k].back();
      }
      for (double& share : result[k]) share /= total;
    }
    return result;
  }

  void maximise(const Sums& sums, MixtureParameters& parameters, bool with_structure) const {
    if (!options_.hold_nonmatches_fixed) {
      parameters.u = shares(sums.other, {});
      if (with_structure) maximise_structure(sums, parameters);
    } else if (with_structure && !data_.free_comparisons.empty()) {
      scale_correlation(sums, parameters);
    }
    if (!holds_m_) {
      parameters.m = shares(sums.match, prior_);
      for (std::size_t k = 0; k < parameters.m.size(); ++k) make_monotone(k, parameters);
    }
    parameters.lambda = std::min(sums.total_match / data_.num_pairs, 0.9);
  }

  void maximise_structure(const Sums& sums, MixtureParameters& parameters) const {
    const std::size_t comparisons = parameters.m.size();
    for (std::size_t a = 0; a < comparisons; ++a) {
      for (std::size_t b = a + 1; b < comparisons; ++b) {
        const double* pair = &sums.pairs[(a * comparisons + b) * 4];
        const double expected = pair[3] > 0 ? pair[1] * pair[2] / pair[3] : 0;
        const double ratio = (pair[0] + 5) / (expected + 5);  // A5
        parameters.correlation[a * comparisons + b] = parameters.correlation[b * comparisons + a] = ratio;
      }
    }
    if (parameters.lambda_household <= 0) return;
    parameters.lambda_household = std::min(sums.total_household / data_.num_pairs, 0.5);
    std::vector<std::vector<double>> prior(comparisons);
    for (std::size_t k = 0; k < comparisons; ++k) prior[k] = prior_household(shape_, k, parameters.u[k]);
    const auto own = shares(sums.household, prior);
    for (std::size_t k = 0; k < comparisons; ++k) {
      const bool has_own = shape_.is_household[k] || static_cast<int>(k) == shape_.given;
      parameters.household[k] = has_own ? own[k] : parameters.u[k];
    }
    if (parameters.lambda_household * data_.num_pairs < 1e-3) parameters.lambda_household = 0;
  }

  /// Makes m/u non-decreasing in the level by pooling adjacent violators with weights u; the swapped level
  /// stands apart.
  void make_monotone(std::size_t k, MixtureParameters& parameters) const {
    std::vector<double>& m = parameters.m[k];
    const std::vector<double>& u = parameters.u[k];
    struct Pool {
      double m, u;
      std::size_t end;
    };
    std::vector<Pool> pools;
    const auto levels = static_cast<std::size_t>(shape_.same_gamma(k) + 1);
    for (std::size_t g = 0; g < levels; ++g) {
      pools.push_back({m[g], u[g], g + 1});
      while (pools.size() > 1 &&
             pools[pools.size() - 2].m * pools.back().u > pools.back().m * pools[pools.size() - 2].u) {
        const Pool last = pools.back();
        pools.pop_back();
        pools.back() = {pools.back().m + last.m, pools.back().u + last.u, last.end};
      }
    }
    std::size_t g = 0;
    for (const Pool& pool : pools) {
      for (; g < pool.end; ++g) m[g] = std::max(kFloor, u[g] * pool.m / pool.u);
    }
    double total = 0;
    for (const double share : m) total += share;
    for (double& share : m) share /= total;
  }

  static double change(const MixtureParameters& before, const MixtureParameters& after) {
    double largest = std::abs(std::log((after.lambda + 1e-300) / (before.lambda + 1e-300)));
    if (after.lambda < 1e-15 && before.lambda < 1e-15) largest = 0;
    for (std::size_t k = 0; k < before.m.size(); ++k) {
      for (std::size_t g = 0; g < before.m[k].size(); ++g) {
        largest = std::max(largest, std::abs(after.m[k][g] - before.m[k][g]));
      }
    }
    return largest;
  }

  /// A3's fourth start: sure matches agree on all of three or more comparable fields but one at most, names
  /// included.
  Sums anchored_sums() const {
    return sum_rows(
        [&](std::size_t row) {
          int comparable = 0;
          int disagreeing = 0;
          bool names_agree = true;
          const std::span<const std::int8_t> gammas = data_.row(row);
          for (std::size_t k = 0; k < gammas.size(); ++k) {
            if (gammas[k] < 0) continue;
            ++comparable;
            disagreeing += gammas[k] == 0;
            const bool is_name = static_cast<int>(k) == shape_.given || static_cast<int>(k) == shape_.family;
            names_agree = names_agree && !(is_name && gammas[k] == 0);
          }
          return PatternPosterior{
              comparable >= 3 && disagreeing <= 1 && names_agree && !barred(row) ? 1.0 : 0.0, 0};
        },
        true);
  }

  void judge(MixtureFit& fit) const {
    fit.expected_matches = fit.parameters.lambda * data_.num_pairs;
    for (const int name : {shape_.given, shape_.family}) {
      if (name < 0) continue;
      fit.is_admissible = fit.is_admissible &&
                          1 - fit.parameters.m[static_cast<std::size_t>(name)][0] >= kAdmissibleAgreement;
    }
    if (options_.max_expected > 0 && fit.expected_matches > 1.02 * options_.max_expected)
      fit.is_admissible = false;
  }

  static constexpr std::size_t kChunk = 4096;
  const TrainingData& data_;
  const MixtureShape& shape_;
  const MixtureOptions& options_;
  const ExecutionContext& context_;
  std::size_t width_ = 1;
  bool holds_m_ = false;
  std::vector<std::vector<double>> prior_;
  std::vector<std::uint32_t> pattern_of_;  ///< per row: equal numbers, equal gammas
  std::vector<std::size_t> first_row_;     ///< per pattern
  /// Of a comparison: its odds to agree, and the two-way ratios over 1 that others raise them by.
  struct Conditional {
    double odds = 0;
    std::vector<std::pair<std::size_t, double>> ratios;
  };
  mutable std::vector<Conditional> conditional_;
};

}  // namespace

MixtureTraining train_mixture(const TrainingData& data, const MixtureShape& shape,
                              const MixtureOptions& options, const ExecutionContext& context) {
  Maximiser maximiser(data, shape, options, context);
  const double base = options.num_records / data.num_pairs;
  MixtureTraining training;
  MixtureFit staged = maximiser.fit_staged(0.05 * base, "lambda .05 n/N");
  for (const auto& [factor, name] : {std::pair{0.001, "lambda .001 n/N"}, std::pair{0.5, "lambda .5 n/N"}}) {
    MixtureFit fit = maximiser.fit_staged(factor * base, name);
    if (fit.penalised_likelihood > staged.penalised_likelihood) staged = std::move(fit);
  }
  maximiser.extend(staged);
  training.tried.push_back(std::move(staged));
  training.tried.push_back(maximiser.fit_anchored());
  // On blocked pairs, independence as a first step would take what only the keys' fields share for matches.
  if (options.hold_nonmatches_fixed) std::swap(training.tried.front(), training.tried.back());
  const MixtureFit* best = nullptr;
  for (const MixtureFit& fit : training.tried) {
    if (fit.is_admissible && best == nullptr) best = &fit;
  }
  training.has_admissible = best != nullptr;
  training.best = best != nullptr ? *best : maximiser.fit_held();
  return training;
}

}  // namespace byname
