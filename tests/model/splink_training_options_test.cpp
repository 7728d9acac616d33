// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "model/splink_training.hpp"
#include "spec/linkage_table.hpp"

// What Splink 4.0.17 on DuckDB gave for the same calls on the same file (fake_1000.csv): fix and free m, u
// and lambda, no term frequencies, lambda from the sessions, several sources of m and u.

namespace byname {
namespace {

using Json = nlohmann::ordered_json;
using Levels = std::vector<std::vector<double>>;

constexpr double kTolerance = 1e-9;
constexpr double kNone = -1;

Json null_level(const std::string& column) {
  return {{"sql_condition", column + "_l IS NULL OR " + column + "_r IS NULL"}, {"is_null_level", true}};
}

Json comparison(const std::string& column, const Json& equal, const std::string& close) {
  Json levels = Json::array({null_level(column), equal});
  if (!close.empty()) levels.push_back({{"sql_condition", close}});
  levels.push_back({{"sql_condition", "ELSE"}});
  return {{"output_column_name", column}, {"comparison_levels", levels}};
}

Json adjusted(const std::string& column, double weight) {
  return {{"sql_condition", column + "_l = " + column + "_r"},
          {"tf_adjustment_column", column},
          {"tf_adjustment_weight", weight}};
}

SplinkModel settings() {
  return SplinkModel::from_json(
      {{"probability_two_random_records_match", 1e-4},
       {"em_convergence", 1e-4},
       {"comparisons",
        {comparison("first_name", adjusted("first_name", 1),
                    "jaro_winkler_similarity(first_name_l, first_name_r) >= 0.85"),
         comparison("surname", {{"sql_condition", "surname_l = surname_r"}},
                    "levenshtein(surname_l, surname_r) <= 2"),
         comparison("city", adjusted("city", 0.5), ""),
         comparison("dob", {{"sql_condition", "dob_l = dob_r"}}, "levenshtein(dob_l, dob_r) <= 1")}}});
}

/// Levels from the strongest down.
void expect_levels(const SplinkModel& model, bool is_m, const Levels& expected) {
  for (std::size_t k = 0; k < expected.size(); ++k) {
    const SplinkComparison& spec = model.comparisons[k];
    for (std::size_t i = 0; i < expected[k].size(); ++i) {
      const int gamma = spec.num_gammas() - 1 - static_cast<int>(i);
      const auto& value = is_m ? spec.level_of(gamma).m : spec.level_of(gamma).u;
      EXPECT_NEAR(value.value_or(kNone), expected[k][i], kTolerance)
          << spec.name << (is_m ? " m " : " u ") << gamma;
    }
  }
}

void expect_state(const SplinkModel& model, double lambda, const Levels& m, const Levels& u) {
  EXPECT_NEAR(model.lambda, lambda, kTolerance);
  expect_levels(model, true, m);
  expect_levels(model, false, u);
}

TEST(SplinkTrainingOptions, EqualSplinkCallByCall) {
  const std::string path = "../shared/data/linkage/fake_1000.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  ExecutionContext context;
  context.num_threads = 2;
  SplinkModel model = settings();
  const std::vector<ListArgument> lists = {{"people", {path}}};
  Input input = read_lists(lists, context);
  LinkageTable table = make_linkage_table(input, {}, {}, model.unique_id_column, context);
  const PairOrder order =
      splink_order(table.ids, table.list, table.list_labels, model.link_type, table.ids_are_numbers);
  const SplinkComparer comparer(model, table.values, context);
  SplinkTrainer trainer(model, comparer, table.values, order, context);
  EmOptions free_u, without_frequencies, fixed_lambda, fixed_m;
  free_u.fixes_u = false;
  without_frequencies.without_term_frequencies = true;
  fixed_lambda.fixes_lambda = true;
  fixed_m.fixes_m = true;
  fixed_m.fixes_u = false;
  trainer.train_u(1e9, 1);
  trainer.train_m({"l.surname = r.surname", {}}, free_u);
  expect_state(model, 0.0001,
               {{0.6674686555913568, 0.2660959484006663, 0.06643539600797682},
                {kNone, kNone, kNone},
                {0.5728409213557574, 0.42715907864424263},
                {0.400837020838156, 0.1198445409859687, 0.47931843817587516}},
               {{0.007611630520132633, 0.006287427259949739, 0.9861009422199176},
                {0.004889975550122249, 0.007373772654946249, 0.9877362517949315},
                {0.08029740199501696, 0.919702598004983},
                {0.004901994189618924, 0.00140797038632699, 0.9936900354240541}});
  trainer.train_m({"l.dob = r.dob", {}}, without_frequencies);
  expect_state(model, 0.0001,
               {{0.6251752190506695, 0.2795401186443499, 0.09528466230498057},
                {0.5269100886266452, 0.3585341650687083, 0.11455574630464653},
                {0.5734477762484591, 0.4265522237515408},
                {0.400837020838156, 0.1198445409859687, 0.47931843817587516}},
               {{0.007611630520132633, 0.006287427259949739, 0.9861009422199176},
                {0.004889975550122249, 0.007373772654946249, 0.9877362517949315},
                {0.08029740199501696, 0.919702598004983},
                {0.004901994189618924, 0.00140797038632699, 0.9936900354240541}});
  trainer.train_m({"l.first_name = r.first_name", {}});
  trainer.populate_lambda();
  expect_state(model, 0.006131674262708225,
               {{0.6251752190506695, 0.2795401186443499, 0.09528466230498057},
                {0.5774217621183926, 0.340125536303443, 0.0824527015781644},
                {0.5728409213557574, 0.42715907864424263},
                {0.39871510452522924, 0.125522635108647, 0.4757622603661236}},
               {{0.007611630520132633, 0.006287427259949739, 0.9861009422199176},
                {0.004889975550122249, 0.007373772654946249, 0.9877362517949315},
                {0.08029740199501696, 0.919702598004983},
                {0.004901994189618924, 0.00140797038632699, 0.9936900354240541}});
  trainer.train_m({"l.city = r.city", {}}, fixed_lambda);
  expect_state(model, 0.006131674262708225,
               {{0.6089754166933838, 0.2689328689684263, 0.12209171433818984},
                {0.6092288988640074, 0.3322953760336056, 0.05847572510238694},
                {0.5728409213557574, 0.42715907864424263},
                {0.400837020838156, 0.1198445409859687, 0.47931843817587516}},
               {{0.007611630520132633, 0.006287427259949739, 0.9861009422199176},
                {0.004889975550122249, 0.007373772654946249, 0.9877362517949315},
                {0.08029740199501696, 0.919702598004983},
                {0.004901994189618924, 0.00140797038632699, 0.9936900354240541}});
  trainer.train_m({"l.city = r.city AND l.dob = r.dob", {}}, fixed_m);
  expect_state(model, 0.006131674262708225,
               {{0.6089754166933838, 0.2689328689684263, 0.12209171433818984},
                {0.6092288988640074, 0.3322953760336056, 0.05847572510238694},
                {0.5728409213557574, 0.42715907864424263},
                {0.400837020838156, 0.1198445409859687, 0.47931843817587516}},
               {{0.0067265636970529315, 0.006617082046597944, 0.9846125378839367},
                {0.002444995221725052, 0.031000381941089773, 0.9665546228371852},
                {0.08029740199501696, 0.919702598004983},
                {0.004901994189618924, 0.00140797038632699, 0.9936900354240541}});
  trainer.train_u(1e9, 1);
  trainer.train_m_from_labels("cluster");
  expect_state(model, 0.006131674262708225,
               {{0.595928599601683, 0.2675144086845463, 0.12311282147008709},
                {0.5680694937453263, 0.32700614178589166, 0.08651573570351673},
                {0.5694951096061862, 0.43050489039381384},
                {0.4011571937891403, 0.10553125077814728, 0.4846124441002468}},
               {{0.006260067547278151, 0.006617082046597944, 0.9861009422199176},
                {0.004889975550122249, 0.007373772654946249, 0.9877362517949315},
                {0.0551475711801453, 0.9448524288198547},
                {0.0017477477477477479, 0.0016016016016016017, 0.9966506506506506}});
}

/// Three records of one list; what labels of their pairs give.
class PairLabels : public testing::Test {
 protected:
  std::string complaint(const std::vector<LabelledPair>& pairs) {
    SplinkModel model = settings();
    try {
      train(pairs, model);
    } catch (const DataError& error) {
      return error.what();
    }
    return "";
  }
  double train(const std::vector<LabelledPair>& pairs, SplinkModel& model) {
    ValueTable table(3);
    const auto add = [&](const std::string& name, const std::vector<std::string>& cells) {
      TextColumn column;
      for (const std::string& cell : cells)
        column.codes.push_back(cell.empty() ? Dictionary::kNull : column.dictionary.insert(cell));
      table.add(name, std::move(column), "VARCHAR", ExecutionContext{});
    };
    add("first_name", {"anna", "anna", "bela"});
    add("surname", {"novak", "nowak", "lukacs"});
    add("city", {"riga", "", "riga"});
    add("dob", {"2001-01-01", "2001-01-01", "1970-05-06"});
    const PairOrder order = splink_order({"1", "2", "3"}, {0, 0, 0}, {"list"}, "dedupe_only", true);
    const SplinkComparer comparer(model, table, ExecutionContext{});
    const ExecutionContext context;
    SplinkTrainer trainer(model, comparer, table, order, context);
    return trainer.train_m_from_pairs(pairs);
  }
};

TEST_F(PairLabels, CountByTheirScores) {
  SplinkModel model = settings();
  EXPECT_EQ(train({{0, 1, 1}, {0, 2, 0.25}, {1, 2, 0}}, model), 1.25);
  EXPECT_EQ(model.comparisons[0].level_of(2).m, 1 / 1.25);
  EXPECT_EQ(model.comparisons[0].level_of(1).m, std::nullopt);
  EXPECT_EQ(model.comparisons[0].level_of(0).m, 0.25 / 1.25);
  EXPECT_EQ(model.comparisons[2].level_of(1).m, 1);  // the pair without a city does not count there
}

TEST_F(PairLabels, WithoutAMatchTrainNothing) {
  EXPECT_EQ(complaint({{0, 1, 0}}), "no pair of the labels is a match: m cannot be trained on them");
}

}  // namespace
}  // namespace byname
