// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "block_text.hpp"
#include "command_registry.hpp"
#include "evaluate/plain_model.hpp"
#include "linkage_input.hpp"

namespace byname {

namespace {

constexpr double kLikely =
    0.02;  // pairs below are left out of the likely matches; the others count by probability

class BlockCommand final : public Command {
 public:
  std::string name() const override { return "block"; }
  std::string synopsis() const override {
    return "counts the pairs of blocking rules, and proposes rules within a budget of pairs";
  }
  std::string usage() const override { return "[LABEL=]FILE... [--model MODEL] [--budget PAIRS]"; }
  std::string description() const override {
    return "Counts the pairs that each blocking rule of a model brings, by itself and beyond the rules "
           "before "
           "it, and names the largest blocks. The counts are exact; for rules that are equalities they come "
           "from the sizes of blocks, and no pair is looked at.\n\n"
           "With --budget it proposes rules from the data: equalities of columns and of what is made of them "
           "(first letters, year, month, consonants, parts of an address), alone or up to three together, "
           "chosen to bring as many matches as the budget of pairs allows. What a rule would miss is "
           "measured "
           "on likely matches: records drawn at random are compared with all others and scored by the model, "
           "or without one by a plain model of the columns. docs/blocking-rules.md says how, and how far the "
           "estimate can be trusted.";
  }
  std::vector<CommandExample> examples() const override {
    return {
        {"byname block people.csv --model model.json", "Counts the pairs of the model's rules."},
        {"byname block people.csv --model model.json --budget 5000000",
         "Proposes rules that bring at most 5 million pairs."},
        {"byname block people.csv --budget 100000 --json",
         "The same without a model, as JSON that a model file takes."},
        {"byname block a.csv b.csv --link-type link_only --rule 'l.dob = r.dob' --largest 10 --show-values",
         "Counts one rule between two lists and shows its largest blocks."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    input_.add(table, "The model: JSON that Splink or byname saved. Its rules are counted.");
    table.add({"--rule", "RULE", "Counts this rule instead of the model's; may be given again.", &rules_});
    table.add({"--link-type",
               "TYPE",
               "Without a model: which pairs are possible. Else it is what the model says.",
               &link_type_,
               "dedupe_only; with two lists or more link_and_dedupe",
               false,
               {"dedupe_only", "link_only", "link_and_dedupe"}});
    table.begin_group("Proposal");
    table.add({"--budget", "PAIRS", "Proposes rules that bring at most this many pairs together.", &budget_,
               "none"});
    table.add({"--ignore", "COLUMN", "A column that no rule may use; may be given again.", &ignored_});
    table.add(
        {"--sample-pairs", "N", "Looks for likely matches among about this many pairs.", &sample_pairs_});
    table.begin_group("Output");
    table.add({"--largest", "N", "Names this many of the largest blocks of each rule.", &largest_});
    table.add({"--show-values", "", "Shows the values of the largest blocks: they are personal data.",
               &shows_values_});
    table.add(
        {"--truth", "COLUMN",
         "A column that says who is who: the true recall of the rules is counted. Nothing else looks at "
         "it.",
         &truth_});
    add_json_option(table, shared, "the result");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_seed_option(table, shared);
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const ExecutionContext& context = environment.context;
    check_options();
    SplinkModel model = input_.has_model() ? input_.read_model() : bare_model();
    LinkageInput read = input_.read(model, context);
    ValueTable& values = read.table->values;
    BlockFindings found;
    found.table = read.table.get();
    found.num_possible_pairs = read.order.num_pairs();
    found.shows_values = shows_values_;
    found.has_model = input_.has_model();
    found.budget = budget_;
    found.rules = rules_to_count(model);
    context.begin_step("counting pairs", 0);
    found.equalities = equalities_of(found.rules, values, context);
    found.counts = count_rules(found.rules, values, read.order, static_cast<std::size_t>(largest_), context);
    if (!truth_.empty() && !found.rules.empty())
      found.true_recall = true_recall(found.rules, values, read.order, context);
    if (budget_ >= 0) propose(found, model, read, context);
    context.end_steps();
    if (environment.options.is_json) {
      std::cout << json_document(block_json(found));
    } else if (!environment.options.is_quiet) {
      std::cout << block_text(found);
    }
    return kExitDone;
  }

 private:
  void check_options() const {
    if (budget_ < 0 && budget_ != -1) throw UsageError("--budget is a number of pairs, 0 or more.");
    if (largest_ < 0) throw UsageError("--largest is a number of blocks, 0 or more.");
    if (!(sample_pairs_ >= 1)) throw UsageError("--sample-pairs is a number of pairs, 1 or more.");
    if (!input_.has_model() && rules_.empty() && budget_ < 0)
      throw UsageError("give rules to count (--model or --rule), or --budget for a proposal.");
  }

  SplinkModel bare_model() const {
    SplinkModel model;
    model.link_type = link_type_;
    if (link_type_.empty()) model.link_type = input_.num_lists() > 1 ? "link_and_dedupe" : "dedupe_only";
    return model;
  }

  std::vector<SplinkRule> rules_to_count(const SplinkModel& model) const {
    if (rules_.empty()) return model.rules;
    std::vector<SplinkRule> rules;
    for (const std::string& rule : rules_) rules.push_back({rule, {}});
    return rules;
  }

  static std::vector<RuleEqualities> equalities_of(const std::vector<SplinkRule>& rules, ValueTable& table,
                                                   const ExecutionContext& context) {
    std::vector<RuleEqualities> all;
    for (std::size_t i = 0; i < rules.size(); ++i)
      all.push_back(rule_equalities(rules[i], fmt::format("blocking rule {}", i + 1), table, context));
    return all;
  }

  std::size_t column_named(const ValueTable& table, const std::string& name, const char* option) const {
    const auto column = table.find(name);
    if (!column) throw UserError(fmt::format("{} names a column that no list has: {}", option, name));
    return *column;
  }

  /// Share of the pairs with one label that the rules bring, counted exactly.
  double true_recall(const std::vector<SplinkRule>& rules, ValueTable& table, const PairOrder& order,
                     const ExecutionContext& context) const {
    const std::size_t label = column_named(table, truth_, "--truth");
    const RecordBlocks same = split_blocks(one_block(table.num_records()), table.column(label));
    const auto all = static_cast<double>(num_pairs_within(same, order));
    const std::vector<RuleEqualities> equalities = equalities_of(rules, table, context);
    for (const RuleEqualities& rule : equalities) {
      if (!rule.is_whole)
        throw UserError(
            "--truth can only judge rules that are equalities of the same expression on both sides");
    }
    const auto missed =
        num_pairs_outside(same, {label}, equalities, table, order, std::numeric_limits<std::uint64_t>::max());
    return all > 0 ? 1 - static_cast<double>(*missed) / all : 1;
  }

  void propose(BlockFindings& found, const SplinkModel& read_model, LinkageInput& read,
               const ExecutionContext& context) const {
    ValueTable& values = read.table->values;
    std::vector<std::size_t> left_out;
    for (const std::string& name : ignored_) left_out.push_back(column_named(values, name, "--ignore"));
    if (!truth_.empty()) left_out.push_back(column_named(values, truth_, "--truth"));
    for (const std::string& name : {read_model.unique_id_column, read_model.source_column}) {
      if (const auto column = values.find(name)) left_out.push_back(*column);
    }
    context.begin_step("looking for likely matches", 0);
    const SplinkModel model =
        input_.has_model() ? read_model : plain_model(values, read_model.link_type, left_out);
    const SplinkComparer comparer(model, values, context);
    const SeedPairs pairs = compare_seeds(comparer, read.order, sample_pairs_, context);
    const PairSpaceFit fit =
        fit_pair_space(model, pairs.counts, input_.has_model() ? FitStart::kModel : FitStart::kAnchor);
    const std::vector<LikelyMatch> matches = likely_matches(pairs, fit, kLikely);
    if (matches.empty())
      throw DataError(
          "no two records look like one person, so nothing shows what a rule would miss; "
          "raise --sample-pairs, or give a trained model");
    context.begin_step("finding keys", 0);
    const std::vector<CandidateKey> keys = candidate_keys(values, read.order, left_out, context);
    found.proposal = propose_rules(keys, matches, pairs.seeds.size(), budget_, values, read.order, context);
    if (truth_.empty()) return;
    std::vector<SplinkRule> rules;
    for (const ProposedRule& rule : found.proposal->rules) rules.push_back({rule.condition, {}});
    found.true_recall_of_proposal = true_recall(rules, values, read.order, context);
  }

  LinkageInputOptions input_;
  std::vector<std::string> rules_;
  std::vector<std::string> ignored_;
  std::string link_type_;
  std::string truth_;
  double budget_ = -1;  ///< -1: not given
  double sample_pairs_ = 1e7;
  int largest_ = 3;
  bool shows_values_ = false;
};

}  // namespace

std::unique_ptr<Command> make_block_command() { return std::make_unique<BlockCommand>(); }

}  // namespace byname
