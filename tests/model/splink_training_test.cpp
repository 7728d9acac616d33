// SPDX-License-Identifier: Apache-2.0
#include "model/splink_training.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "spec/linkage_table.hpp"

// What Splink's own training gave, step by step (../shared/data/golden/README.md), and small cases by hand.

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kTolerance = 1e-9;

const std::filesystem::path kGolden = "../shared/data/golden";

Json read_json(const std::filesystem::path& path) { return Json::parse(std::ifstream(path)); }

/// A golden model without what training finds; u stays where it came from a random sample.
SplinkModel untrained(const std::string& name, bool keeps_u) {
  Json document = read_json(kGolden / name / "model.json");
  document["probability_two_random_records_match"] = 1e-4;
  for (Json& comparison : document["comparisons"]) {
    for (Json& level : comparison["comparison_levels"]) {
      level.erase("m_probability");
      if (!keeps_u) level.erase("u_probability");
    }
  }
  return SplinkModel::from_json(document);
}

LinkageTable read_table(const std::string& name, const SplinkModel& model, const ExecutionContext& context) {
  const Json description = read_json(kGolden / name / "case.json");
  std::vector<ListArgument> lists;
  for (const auto& [label, path] : description["inputs"].items())
    lists.push_back({label, {(kGolden / name / path.get<std::string>()).string()}});
  ColumnTypes types;
  for (const auto& [column, type] : description["column_types"].items()) {
    if (column != "*") types[column] = type.get<std::string>();
  }
  Input input = read_lists(lists, context);
  return make_linkage_table(input, {}, types, model.unique_id_column, context);
}

void expect_levels(const SplinkModel& model, const std::vector<std::vector<double>>& m, const Json& golden) {
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    const std::string& name = model.comparisons[k].name;
    ASSERT_EQ(m[k].empty(), !golden.contains(name)) << name;
    for (std::size_t gamma = 0; gamma < m[k].size(); ++gamma)
      EXPECT_NEAR(m[k][gamma], golden[name][std::to_string(gamma)].get<double>(), kTolerance)
          << name << " " << gamma;
  }
}

void expect_session(const SplinkModel& model, const EmSession& session, const Json& golden) {
  EXPECT_EQ(session.num_pairs, golden["pairs"].get<double>());
  EXPECT_EQ(session.num_iterations(), golden["iterations"].get<std::size_t>());
  EXPECT_EQ(session.left_out.size(), golden["comparisons_not_estimated"].size());
  EXPECT_EQ(session.undo_blocking.size(), golden["levels_that_undo_the_blocking"].size());
  EXPECT_EQ(session.not_observed.size(), golden["m_not_observed"].size());
  const auto lambda = golden["lambda_by_iteration"].get<std::vector<double>>();
  ASSERT_EQ(session.lambda.size(), lambda.size());
  for (std::size_t i = 0; i < lambda.size(); ++i) {
    EXPECT_NEAR(session.lambda[i], lambda[i], kTolerance) << "iteration " << i;
    expect_levels(model, session.m[i], golden["m_by_iteration"][i]);
  }
}

void expect_parameters(const SplinkModel& model, const Json& golden) {
  EXPECT_NEAR(model.lambda, golden["lambda"].get<double>(), kTolerance);
  for (const SplinkComparison& comparison : model.comparisons) {
    for (int gamma = 0; gamma < comparison.num_gammas(); ++gamma) {
      const SplinkLevel& level = comparison.level_of(gamma);
      const std::string key = std::to_string(gamma);
      SCOPED_TRACE(comparison.name + " " + key);
      for (const auto& [own, theirs] : {std::pair(level.m, golden["m"][comparison.name][key]),
                                        std::pair(level.u, golden["u"][comparison.name][key])}) {
        ASSERT_EQ(own.has_value(), !theirs.is_null());
        if (own) {
          EXPECT_NEAR(*own, theirs.get<double>(), kTolerance);
        }
      }
    }
  }
}

class SplinkTrainingGolden : public testing::TestWithParam<const char*> {};

TEST_P(SplinkTrainingGolden, EqualsSplinkStepByStep) {
  const std::string name = GetParam();
  if (!std::filesystem::exists(kGolden / name))
    GTEST_SKIP() << "there are no golden outputs of Splink: " << (kGolden / name).string();
  ExecutionContext context;
  context.num_threads = 2;
  const Json golden = read_json(kGolden / name / "training.json");
  const bool has_all_pairs = golden["u_max_pairs"].get<double>() >= 1e9;
  SplinkModel model = untrained(name, !has_all_pairs);
  LinkageTable table = read_table(name, model, context);
  const PairOrder order =
      splink_order(table.ids, table.list, table.list_labels, model.link_type, table.ids_are_numbers);
  const SplinkComparer comparer(model, table.values, context);
  SplinkTrainer trainer(model, comparer, table.values, order, context);
  std::vector<SplinkRule> rules;
  for (const Json& rule : golden["deterministic_rules"]) rules.push_back({rule.get<std::string>(), {}});
  EXPECT_EQ(order.num_pairs(), golden["all_pairs"].get<double>());
  EXPECT_EQ(trainer.train_lambda(rules, golden["recall"].get<double>()),
            golden["deterministic_pairs"].get<double>());
  if (has_all_pairs) trainer.train_u(golden["u_max_pairs"].get<double>(), 1);
  for (const Json& session : golden["em_sessions"]) {
    SCOPED_TRACE(session["blocking_rule"].get<std::string>());
    expect_session(model, trainer.train_m({session["blocking_rule"].get<std::string>(), {}}), session);
  }
  expect_parameters(model, golden["final"]);
}

std::string test_name(const testing::TestParamInfo<const char*>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, SplinkTrainingGolden,
                         testing::Values("fake_1000-trained", "febrl4-link", "h50k-model"), test_name);

/// Four records of two persons, by hand.
class SplinkTraining : public testing::Test {
 protected:
  SplinkTraining() : table_(4) {
    add("name", {"ann", "ann", "bob", "ann"});
    add("city", {"oslo", "rome", "rome", ""});
    add("person", {"1", "1", "2", "2"});
    order_ = splink_order({"1", "2", "3", "4"}, {0, 0, 0, 0}, {"list"}, "dedupe_only", true);
  }
  void add(const std::string& name, const std::vector<std::string>& cells) {
    TextColumn column;
    for (const std::string& cell : cells)
      column.codes.push_back(cell.empty() ? Dictionary::kNull : column.dictionary.insert(cell));
    table_.add(name, std::move(column), "VARCHAR", context_);
  }
  static SplinkModel model() {
    return SplinkModel::from_json(Json::parse(R"({"comparisons": [
      {"output_column_name": "name", "comparison_levels": [
        {"sql_condition": "name_l IS NULL OR name_r IS NULL", "is_null_level": true},
        {"sql_condition": "name_l = name_r"}, {"sql_condition": "ELSE"}]},
      {"output_column_name": "city", "comparison_levels": [
        {"sql_condition": "city_l IS NULL OR city_r IS NULL", "is_null_level": true},
        {"sql_condition": "city_l = city_r"}, {"sql_condition": "ELSE"}]}]})"));
  }

  ExecutionContext context_;
  ValueTable table_;
  PairOrder order_;
};

TEST_F(SplinkTraining, UIsTheShareAmongAllPairs) {
  SplinkModel trained = model();
  const SplinkComparer comparer(trained, table_, context_);
  SplinkTrainer trainer(trained, comparer, table_, order_, context_);
  trainer.train_u(1e9, 1);
  EXPECT_EQ(trained.comparisons[0].level_of(1).u, 3.0 / 6);  // three pairs of ann among six
  EXPECT_EQ(trained.comparisons[1].level_of(1).u, 1.0 / 3);  // one of rome among the three with both cities
}

TEST_F(SplinkTraining, LabelsGiveTheSharesAmongTheirPairs) {
  SplinkModel trained = model();
  const SplinkComparer comparer(trained, table_, context_);
  SplinkTrainer trainer(trained, comparer, table_, order_, context_);
  EXPECT_EQ(trainer.train_m_from_labels("person"), 2);
  EXPECT_EQ(trained.comparisons[0].level_of(1).m, 0.5);
  EXPECT_EQ(trained.comparisons[1].level_of(1).m, std::nullopt);  // no pair of one person has it: not trained
  EXPECT_EQ(trained.comparisons[1].level_of(0).m, 1);
}

TEST_F(SplinkTraining, LabelsInAColumnThatIsNotThereAreNamed) {
  SplinkModel trained = model();
  const SplinkComparer comparer(trained, table_, context_);
  SplinkTrainer trainer(trained, comparer, table_, order_, context_);
  try {
    trainer.train_m_from_labels("per\"son");
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(
        std::string(error.what()).find("the labels are looked for in a column that no list has: per\"son."),
        0u)
        << error.what();
  }
}

TEST_F(SplinkTraining, LambdaIsThePairsOverRecallOverAll) {
  SplinkModel trained = model();
  const SplinkComparer comparer(trained, table_, context_);
  SplinkTrainer trainer(trained, comparer, table_, order_, context_);
  EXPECT_EQ(trainer.train_lambda({{"l.name = r.name", {}}}, 0.75), 3);
  EXPECT_DOUBLE_EQ(trained.lambda, 3 / 0.75 / 6);
  EXPECT_THROW(trainer.train_lambda({{"l.name = r.name", {}}}, 0.4), UserError);
  EXPECT_THROW(trainer.train_lambda({{"l.name = r.name", {}}}, 0), UserError);
}

TEST_F(SplinkTraining, ARuleThatLeavesNothingIsRefused) {
  SplinkModel trained = model();
  const SplinkComparer comparer(trained, table_, context_);
  SplinkTrainer trainer(trained, comparer, table_, order_, context_);
  EXPECT_THROW(trainer.train_m({"l.name = r.name AND l.city = r.city", {}}), DataError);
  EXPECT_THROW(trainer.train_m({"l.name = 'nobody' AND l.name = r.name", {}}), DataError);
}

}  // namespace
}  // namespace byname
