// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "register/database.hpp"
#include "register/person_ids.hpp"

namespace byname {

/// The order of evaluation as numbers: 0 for the first op.
class OpOrder {
 public:
  explicit OpOrder(Database& database);
  std::uint32_t number_of(const OpId& op) const;
  const OpId& at(std::uint32_t number) const { return ops_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(ops_.size()); }

 private:
  std::vector<OpId> ops_;
  std::unordered_map<OpId, std::uint32_t> number_;
};

/// What retractions can name, as bytes: a letter, then an op's id, a record's id, or a source's label.
std::string retraction_target(const OpId& op);
std::string retraction_target(const RecordId& record);
std::string retraction_target_of_source(std::string_view label);
inline constexpr char kOpTarget = 'o';
inline constexpr char kRecordTarget = 'r';
inline constexpr char kSourceTarget = 's';

/// Something that a record rests on, and in which op it was made: itself, its op, its source.
struct Ground {
  std::string target;
  std::uint32_t op = 0;
};

/// All retractions of a register: since when what counts and counts not. A retraction counts unless another
/// one, which counts, names it or its op; it says nothing of what comes after it in the order of evaluation.
class Retractions {
 public:
  /// Reads the table retraction.
  Retractions(Database& database, const OpOrder& order);

  bool empty() const { return of_target_.empty(); }
  /// All that was ever named.
  std::vector<std::string> targets() const;
  /// Since when something counts that is made in op `op` and rests on all of `grounds`.
  Validity validity(std::uint32_t op, const std::vector<Ground>& grounds) const;
  /// Whether what rests on them counts today.
  bool count(const std::vector<Ground>& grounds) const;

 private:
  struct Retraction {
    std::string record;  // targets by which it can be retracted itself
    std::string op;
    std::uint32_t op_number;
  };
  bool is_retracted_at(const std::string& target, std::uint32_t since, std::uint32_t until) const;
  bool counts_at(const Retraction& retraction, std::uint32_t until) const;
  bool count_at(const std::vector<Ground>& grounds, std::uint32_t until) const;
  std::uint32_t first_at(const std::vector<Ground>& grounds, std::uint32_t until) const;
  void add_times(const std::string& target, std::uint32_t since, std::vector<std::uint32_t>& times) const;

  std::unordered_map<std::string, std::vector<Retraction>> of_target_;
};

}  // namespace byname
