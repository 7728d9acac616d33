// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "estimate/capture_table.hpp"

namespace byname {

/// Classes of the truncated mixture. Ten is what studies of this model use; empty ones cost nothing but time.
inline constexpr int kNumLatentClasses = 10;

/// The posterior of the latent-class model of capture (Manrique-Vallier 2016, Biometrics 72: LCMCR) without
/// the size of the population, whose prior 1/N is integrated out: persons fall into K classes with weights w
/// by a truncated stick-breaking prior, alpha ~ Gamma(1/4, rate 1/4) integrated out too, and are listed
/// independently within a class, with chances uniform on (0, 1) a priori. What is left is
///   prior(w, chances) prod over patterns x of (p_x / (1 - p_0))^(n_x),
/// with p_x the chance of pattern x; those on no list are then negative binomial (n, 1 - p_0).
///
/// Coordinates, all on the whole line: t_k = log(-log(1 - V_k)) of the K - 1 sticks, then the log odds of the
/// chance of class k to be on list j at (K - 1) + j K + k. Tails of the density fall exponentially in them.
class LatentClassPosterior {
 public:
  explicit LatentClassPosterior(const CaptureTable& table);

  std::size_t dimension() const { return num_sticks() + num_lists_ * kNumLatentClasses; }
  static constexpr std::size_t num_sticks() { return kNumLatentClasses - 1; }
  double num_persons() const { return num_persons_; }

  struct Value {
    double log_prior = 0;       ///< of the coordinates, up to a constant
    double log_likelihood = 0;  ///< <= 0; -infinity where a pattern seen has chance 0
    double unseen_odds = 0;     ///< p_0 / (1 - p_0): persons on no list for each one on some list
  };
  Value evaluate(std::span<const double> position);
  /// The same, with the gradient of log_prior + power * log_likelihood.
  Value evaluate(std::span<const double> position, double power, std::span<double> gradient);

  static void draw_from_prior(RandomStream& random, std::span<double> position);
  /// Draws `num_persons` on some list at a position: the overlap that the posterior would be conditioned on.
  Overlap draw_persons(RandomStream& random, std::span<const double> position, int num_persons);
  /// Exchanges two classes with their weights: the likelihood stays. Returns the log of the ratio of the new
  /// to the old prior density of weights and chances, by which Metropolis accepts the exchange.
  static double exchange_classes(std::span<double> position, std::size_t first, std::size_t second);

 private:
  /// A pattern as its parent, the pattern without its highest list, and that list.
  struct Row {
    std::uint32_t parent = 0;
    std::uint32_t list = 0;
    double count = 0;
  };
  using PerClass = std::array<double, kNumLatentClasses>;

  void add_rows(const CaptureTable& table);
  double set_sticks(std::span<const double> position);
  double set_chances(std::span<const double> position);
  Value add_patterns(double log_prior);
  void set_gradient(double power, std::span<double> gradient);

  std::size_t num_lists_;
  double num_persons_ = 0;
  std::vector<Row> rows_;  ///< row 0 is the pattern on no list; parents come before children
  PerClass weights_{};
  PerClass sticks_{};       ///< s_k = -log(1 - V_k)
  PerClass stick_rates_{};  ///< d log V_k / d log s_k
  double stick_factor_ = 0;
  double seen_ = 0;                     ///< 1 - p_0
  std::vector<PerClass> odds_;          ///< per list
  std::vector<PerClass> chances_;       ///< per list
  std::vector<PerClass> products_;      ///< per row: weight of the class times its chance of the pattern
  std::vector<double> pattern_chance_;  ///< per row
};

}  // namespace byname
