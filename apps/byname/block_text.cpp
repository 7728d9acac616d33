// SPDX-License-Identifier: Apache-2.0
#include "block_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kManyMatches = 3;  // likely matches a record, beyond which the reader is asked

std::string count_text(std::uint64_t count) { return format_count(static_cast<std::int64_t>(count)); }

std::string head_line() {
  return fmt::format("  {:>3}  {:>15}  {:>15}  {:>15}  {}\n", "", "pairs", "new pairs", "so far", "rule");
}

std::string rule_line(std::size_t number, const RuleCount& count, std::uint64_t so_far,
                      const std::string& condition) {
  return fmt::format("  {:>3}  {:>15}  {:>15}  {:>15}  {}\n", number, count_text(count.num_pairs),
                     count_text(count.num_new_pairs), count_text(so_far), condition);
}

std::string values_of(const BlockFindings& found, const RuleEqualities& rule, std::uint32_t record) {
  std::vector<std::string> values;
  for (const std::size_t column : rule.columns)
    values.push_back(text_of(found.table->values.column(column).at(record)));
  return fmt::format("   {}", fmt::join(values, " | "));
}

std::string largest_text(const BlockFindings& found, std::uint64_t all_pairs) {
  std::string text;
  for (std::size_t r = 0; r < found.counts.size(); ++r) {
    for (const LargeBlock& block : found.counts[r].largest) {
      const double share =
          all_pairs > 0 ? static_cast<double>(block.num_pairs) / static_cast<double>(all_pairs) : 0;
      text += fmt::format("  {:>3}  {:>15}  {:>15}  {:>15}{}\n", r + 1, count_text(block.num_pairs),
                          count_text(block.num_records), format_percent(std::min(1.0, share), 1),
                          found.shows_values ? values_of(found, found.equalities[r], block.record) : "");
    }
  }
  if (text.empty()) return text;
  return fmt::format("\n  the largest blocks\n  {:>3}  {:>15}  {:>15}  {:>15}{}\n", "rule", "pairs",
                     "records", "of all pairs", found.shows_values ? "   value" : "") +
         text;
}

std::string counts_text(const BlockFindings& found) {
  std::string text = head_line();
  std::uint64_t so_far = 0;
  for (std::size_t r = 0; r < found.counts.size(); ++r) {
    so_far += found.counts[r].num_new_pairs;
    text += rule_line(r + 1, found.counts[r], so_far, found.rules[r].condition);
  }
  text += largest_text(found, so_far);
  if (found.true_recall)
    text += fmt::format("\n  true recall          {}   of the pairs with one label\n",
                        format_percent(*found.true_recall, 1));
  return text;
}

/// What the estimate rests on, and what it cannot know.
std::string basis_text(const BlockFindings& found) {
  const BlockingProposal& proposal = *found.proposal;
  std::string text = fmt::format(
      "  The estimate rests on {} likely matches of {} records, each compared with all others, by {}.\n"
      "  Matches that look like any other pair are not among them, so true recall is likely to be lower.\n",
      format_count(static_cast<std::int64_t>(proposal.num_matches)),
      format_count(static_cast<std::int64_t>(proposal.num_seeds)),
      found.has_model ? "the model" : "a plain model of the columns, fitted here");
  if (proposal.num_matches > kManyMatches * proposal.num_seeds)
    text += fmt::format(
        "  That is {:.1f} for each record. Unless people are named that often, something else was taken for "
        "a\n"
        "  person (families, places): give a trained model, or leave columns out with --ignore.\n",
        proposal.num_matches / proposal.num_seeds);
  if (proposal.num_seed_matches < 50)
    text += fmt::format(
        "  Only {} of these records have one: raise --sample-pairs, or take the estimate for a guess.\n",
        format_count(static_cast<std::int64_t>(proposal.num_seed_matches)));
  return text;
}

std::string proposal_text(const BlockFindings& found) {
  const BlockingProposal& proposal = *found.proposal;
  if (proposal.rules.empty())
    return fmt::format("  no rule keeps to {} pairs and brings a likely match\n{}",
                       count_text(static_cast<std::uint64_t>(found.budget)), basis_text(found));
  std::string text = fmt::format("  {:>3}  {:>15}  {:>15}  {:>15}  {:>7}  {}\n", "", "pairs", "new pairs",
                                 "so far", "recall", "proposed rule");
  std::uint64_t so_far = 0;
  for (std::size_t r = 0; r < proposal.rules.size(); ++r) {
    const ProposedRule& rule = proposal.rules[r];
    so_far += rule.count.num_new_pairs;
    text += fmt::format("  {:>3}  {:>15}  {:>15}  {:>15}  {:>7}  {}\n", r + 1,
                        count_text(rule.count.num_pairs), count_text(rule.count.num_new_pairs),
                        count_text(so_far), format_percent(rule.recall_so_far, 1), rule.label);
  }
  text += fmt::format("\n  all together         {} of {} pairs allowed by --budget\n", count_text(so_far),
                      count_text(static_cast<std::uint64_t>(found.budget)));
  text += fmt::format("  estimated recall     {}   ({} to {})\n", format_percent(proposal.recall.recall, 1),
                      format_percent(proposal.recall.low, 1), format_percent(proposal.recall.high, 1));
  if (found.true_recall_of_proposal)
    text += fmt::format("  true recall          {}   of the pairs with one label\n",
                        format_percent(*found.true_recall_of_proposal, 1));
  return text + basis_text(found) + "  --json prints the rules as a model file takes them.\n";
}

Json count_json(const RuleCount& count) {
  Json largest = Json::array();
  for (const LargeBlock& block : count.largest)
    largest.push_back({{"records", block.num_records}, {"pairs", block.num_pairs}});
  return {{"pairs", count.num_pairs},
          {"new_pairs", count.num_new_pairs},
          {"blocks", count.num_blocks},
          {"counted_by_block_sizes", count.is_by_sizes},
          {"largest_blocks", std::move(largest)}};
}

Json proposal_json(const BlockFindings& found) {
  const BlockingProposal& proposal = *found.proposal;
  Json rules = Json::array();
  Json strings = Json::array();
  for (const ProposedRule& rule : proposal.rules) {
    Json json = {{"rule", rule.condition}};
    json.update(count_json(rule.count));
    json["estimated_recall_so_far"] = rule.recall_so_far;
    rules.push_back(std::move(json));
    strings.push_back({{"blocking_rule", rule.condition}, {"sql_dialect", "duckdb"}});
  }
  Json json = {{"budget", found.budget},
               {"pairs", proposal.num_pairs},
               {"estimated_recall", proposal.recall.recall},
               {"estimated_recall_low", proposal.recall.low},
               {"estimated_recall_high", proposal.recall.high},
               {"recall_of_the_likely_matches_it_was_chosen_by", proposal.recall_seen},
               {"likely_matches", proposal.num_matches},
               {"records_compared_with_all", proposal.num_seeds},
               {"records_with_a_likely_match", proposal.num_seed_matches},
               {"candidate_rules", proposal.num_candidates},
               {"by_the_users_model", found.has_model},
               {"rules", std::move(rules)},
               {"blocking_rules_to_generate_predictions", std::move(strings)}};
  if (found.true_recall_of_proposal) json["true_recall"] = *found.true_recall_of_proposal;
  return json;
}

}  // namespace

std::string block_text(const BlockFindings& found) {
  std::string text;
  for (const std::string& warning : found.table->warnings) text += fmt::format("  note: {}\n", warning);
  text += fmt::format("  records              {}\n  possible pairs       {}\n\n",
                      count_text(found.table->row.size()),
                      count_text(static_cast<std::uint64_t>(found.num_possible_pairs)));
  if (!found.counts.empty()) text += counts_text(found);
  if (!found.counts.empty() && found.proposal) text += "\n";
  if (found.proposal) text += proposal_text(found);
  return text;
}

Json block_json(const BlockFindings& found) {
  Json rules = Json::array();
  for (std::size_t r = 0; r < found.counts.size(); ++r) {
    Json json = {{"rule", found.rules[r].condition}};
    json.update(count_json(found.counts[r]));
    rules.push_back(std::move(json));
  }
  Json json = {{"records", found.table->row.size()},
               {"possible_pairs", found.num_possible_pairs},
               {"rules", std::move(rules)}};
  if (found.true_recall) json["true_recall"] = *found.true_recall;
  if (found.proposal) json["proposal"] = proposal_json(found);
  json["warnings"] = found.table->warnings;
  return json;
}

}  // namespace byname
