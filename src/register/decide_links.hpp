// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/execution_context.hpp"
#include "names/record_table.hpp"
#include "spec/model_spec.hpp"

namespace byname {

/// What is to be decided: records of a table, of which the first are settled in persons.
struct LinkQuestion {
  const RecordTable* table = nullptr;  ///< the settled records are one list without duplicates
  std::vector<std::uint32_t> group;    ///< per settled record: its person, any number below their number
  /// Whether people decided who the person of a group is; empty: nowhere. Asked once a group in question.
  std::function<bool(std::uint32_t)> is_fixed;
  std::vector<float> weight;  ///< per record: how much its values count as a person's, 0 to 1
  std::vector<bool> is_new;   ///< per record: no run has seen it; for decide_links(), which only counts by it
};

/// Probability from which a pair that only a rule bars is for a human.
inline constexpr double kLikelyBarred = 0.5;

/// Two records and their match weight (log2 odds).
struct DecidedPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double weight = 0;
};

/// Who the open records are. No settled person is taken apart; two become one where what is open shows that
/// they are, but none that people decided on: there an open record that fits two well is a lead for both.
struct LinkAnswer {
  std::vector<DecidedPair> links;  ///< spanning: with them every open record is joined to all of its person
  std::vector<DecidedPair>
      leads;  ///< pairs for a human: likely, and not joined, also those that only a rule bars
  std::size_t num_joined = 0;          ///< new records of persons who are not new
  std::size_t num_new_persons = 0;     ///< persons all of whose records are new
  std::size_t num_joined_persons = 0;  ///< settled ones that went into another one
  std::size_t num_unsure = 0;          ///< new records with a lead
};

/// Decides by a trained model as link_records() does: draws of the partition, then decide_partition(); how
/// large persons are is learnt from the settled ones, too. The same for any number of threads.
LinkAnswer decide_links(const LinkQuestion& question, const ModelSpec& model,
                        const ExecutionContext& context);

/// Pairs of a settled (left) and an open record (right) of at least this probability, by open record, then by
/// falling weight. Open records are not compared with one another.
std::vector<DecidedPair> likely_pairs(const LinkQuestion& question, const ModelSpec& model,
                                      double min_probability, const ExecutionContext& context);

}  // namespace byname
