// SPDX-License-Identifier: Apache-2.0
#include "names/name_assignment.hpp"

#include <algorithm>

#include "names/name_patterns.hpp"

namespace byname {

namespace {

constexpr double kLeastLikelihood = 0.03;  ///< against the likeliest reading
constexpr double kAgainstHint = 0.05;      ///< a reading against comma or capitals

/// How usual a case is for a name in a list; the rest of a text is not known.
constexpr double kCasePriors[kNumCases] = {1, 0.2, 0.1, 0.05, 0.05, 0.02, 0.02};

std::size_t index_of_part(char part) noexcept {
  return part == 'F' ? 0 : part == 'G' ? 1 : part == 'P' ? 2 : 3;
}

class Assigner {
 public:
  Assigner(std::span<const PlacedWord> words, std::size_t num_before_comma,
           std::vector<NameAssignment>& assignments)
      : words_(words), num_before_comma_(num_before_comma), assignments_(assignments) {
    const auto is_capitals = [](const PlacedWord& word) { return word.word->is_capitals; };
    if (words.size() >= 2 && std::count_if(words.begin(), words.end(), is_capitals) == 1)
      in_capitals_ =
          static_cast<std::size_t>(std::find_if(words.begin(), words.end(), is_capitals) - words.begin());
  }

  void run() {
    assignments_.clear();
    const bool is_cyrillic = std::any_of(words_.begin(), words_.end(), [](const PlacedWord& word) {
      return word.word->script == Script::kCyrillic;
    });
    const std::vector<NamePattern>& patterns = name_patterns(words_.size(), is_cyrillic);
    for (const SexSet sex : {kMale, kFemale}) {
      for (int i = 0; i < kNumCases; ++i) {
        if (!take_likelihoods(sex, i)) continue;
        for (const NamePattern& pattern : patterns) assign(pattern, sex, i);
      }
    }
    std::stable_sort(
        assignments_.begin(), assignments_.end(),
        [](const NameAssignment& a, const NameAssignment& b) { return a.likelihood > b.likelihood; });
    while (!assignments_.empty() &&
           assignments_.back().likelihood < assignments_.front().likelihood * kLeastLikelihood)
      assignments_.pop_back();
  }

 private:
  /// Of every word in every part, for one sex and case; false if no pattern can give a plausible reading.
  bool take_likelihoods(SexSet sex, int case_index) {
    constexpr double kRoom = 1 + 1e-9;              // products of other orders round otherwise
    double most = kCasePriors[case_index] * kRoom;  // no pattern has a prior over 1
    for (std::size_t i = 0; i < words_.size(); ++i) {
      likelihoods_[i] =
          &words_[i].likelihoods->of_sex[sex == kMale ? 0 : 1][static_cast<std::size_t>(case_index)];
      most *= *std::max_element(likelihoods_[i]->begin(), likelihoods_[i]->end());
    }
    return most > 0 && most >= best_likelihood_ * kLeastLikelihood;
  }

  void assign(const NamePattern& pattern, SexSet sex, int case_index) {
    double likelihood = pattern.prior * kCasePriors[case_index];
    for (std::size_t i = 0; i < words_.size(); ++i)
      likelihood *= (*likelihoods_[i])[index_of_part(pattern.parts[i])];
    if (likelihood < best_likelihood_ * kLeastLikelihood) return;
    likelihood *= hint_factor(pattern.parts);
    best_likelihood_ = std::max(best_likelihood_, likelihood);
    if (likelihood > 0)
      assignments_.push_back({&pattern.parts, sex, static_cast<CaseSet>(1 << case_index), likelihood});
  }

  /// What a comma and a word in capitals say of the order.
  double hint_factor(const std::string& parts) const {
    double factor = 1;
    if (num_before_comma_ > 0) {
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if ((parts[i] == 'F') != (i < num_before_comma_)) factor = kAgainstHint;
      }
    }
    if (in_capitals_ == kNone) return factor;
    return parts[in_capitals_] == 'F' ? factor : factor * kAgainstHint;
  }

  static constexpr std::size_t kNone = SIZE_MAX;
  std::span<const PlacedWord> words_;
  std::size_t num_before_comma_;
  std::size_t in_capitals_ = kNone;  ///< the one word in capitals
  std::array<const RoleLikelihoods::OfParts*, kMostNameWords> likelihoods_{};
  double best_likelihood_ = 0;
  std::vector<NameAssignment>& assignments_;
};

}  // namespace

void find_assignments(std::span<const PlacedWord> words, std::size_t num_before_comma,
                      std::vector<NameAssignment>& assignments) {
  Assigner(words, num_before_comma, assignments).run();
}

}  // namespace byname
