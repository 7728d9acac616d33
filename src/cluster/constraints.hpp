// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "compare/pattern.hpp"
#include "model/mixture.hpp"
#include "names/record_table.hpp"

namespace byname {

/// What a person said of two mentions.
enum class Verdict { kSame, kDifferent, kUnsure };
struct Judgement {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  Verdict verdict = Verdict::kUnsure;
  std::string author;
  std::string time;
  std::uint64_t line = 0;       ///< of the judgements file
  double inclusion_weight = 0;  ///< pairs that this one of a sample stands for; 0: not of a sample
};

/// Which records may never, and which must, be one person.
class Constraints {
 public:
  /// `list_of`: per record; `is_unique`: per list. Later judgements of a pair win over earlier ones.
  Constraints(std::span<const std::uint32_t> list_of, std::vector<bool> is_unique,
              const std::vector<Judgement>& judgements);

  /// True for two mentions of one duplicate-free list, or judged different: a hard veto, whatever the weight.
  bool forbids(std::uint32_t left, std::uint32_t right) const {
    if (list_of_[left] == list_of_[right] && is_unique_[list_of_[left]]) return true;
    return !judged_.empty() && verdict(left, right) == Verdict::kDifferent;
  }
  std::optional<Verdict> verdict(std::uint32_t left, std::uint32_t right) const;
  /// Pairs judged the same, (left < right), sorted.
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& must_link() const { return must_link_; }
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& must_not_link() const { return must_not_link_; }
  /// Bit k set: the record is of the k-th duplicate-free list (0 for other lists). Two records with a bit in
  /// common may not be one person.
  std::uint64_t unique_bit(std::uint32_t record) const {
    return list_of_[record] < 64 && is_unique_[list_of_[record]] ? std::uint64_t{1} << list_of_[record] : 0;
  }
  /// In words: groups judged the same that hold a pair which may not be.
  std::vector<std::string> contradictions(const RecordTable& records) const;

 private:
  static std::uint64_t pair_key(std::uint32_t left, std::uint32_t right) {
    return left < right ? (std::uint64_t{left} << 32 | right) : (std::uint64_t{right} << 32 | left);
  }
  std::span<const std::uint32_t> list_of_;
  std::vector<bool> is_unique_;
  std::unordered_map<std::uint64_t, Verdict> judged_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> must_link_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> must_not_link_;
};

/// Reads judgements: CSV with columns mention_1, mention_2 (LIST:ROW, as in links.csv), judgement (same,
/// different, unsure), author, time. A file of byname sample has inclusion_weight, too, and may have rows
/// without a judgement yet, which are left out. Throws DataError naming the line that cannot be used.
std::vector<Judgement> read_judgements(const std::string& path, const RecordTable& records,
                                       const ExecutionContext& context);

/// The rule vetoes that hold in these lists (DESIGN section 5): gammas whose level bars a link.
class RuleVetoes {
 public:
  RuleVetoes() = default;
  /// A level marked as rule veto bars while its m stays below `veto_error`; one marked as certain always.
  RuleVetoes(const ModelSpec& model, const MixtureParameters& parameters, double veto_error);
  /// Those that hold before anything is known of these lists.
  static RuleVetoes certain_ones(const ModelSpec& model);

  bool any() const { return any_; }
  bool bars(const PatternCode& code, std::uint64_t pattern) const {
    for (const Veto& veto : vetoes_) {
      if (code.gamma(pattern, veto.comparison) == veto.gamma) return true;
    }
    return false;
  }
  bool bars_row(std::span<const std::int8_t> gammas) const {
    for (const Veto& veto : vetoes_) {
      if (gammas[veto.comparison] == veto.gamma) return true;
    }
    return false;
  }
  /// True if a gamma of a comparison bars by itself.
  bool bars_gamma(std::size_t comparison, int gamma) const {
    for (const Veto& veto : vetoes_) {
      if (veto.comparison == comparison && veto.gamma == gamma) return true;
    }
    return false;
  }

 private:
  struct Veto {
    std::size_t comparison;
    int gamma;
  };
  bool any_ = false;
  std::vector<Veto> vetoes_;  ///< the active ones
};

}  // namespace byname
