// SPDX-License-Identifier: Apache-2.0
#include "spec/splink_model.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/error.hpp"

namespace byname {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;

/// A model as Splink saves it, with a comparison of four levels and one of two.
Json example() {
  return Json::parse(R"({
    "link_type": "link_only",
    "probability_two_random_records_match": 0.001,
    "retain_matching_columns": true,
    "blocking_rules_to_generate_predictions": [
      {"blocking_rule": "l.\"city\" = r.\"city\"", "sql_dialect": "duckdb"},
      {"blocking_rule": "l.\"tags\" = r.\"tags\"", "sql_dialect": "duckdb", "arrays_to_explode": ["tags", "\"more tags\""]}
    ],
    "comparisons": [
      {"output_column_name": "sur name", "comparison_description": "NameComparison", "comparison_levels": [
        {"sql_condition": "\"surname_l\" IS NULL OR \"surname_r\" IS NULL", "label_for_charts": "missing", "is_null_level": true},
        {"sql_condition": "\"surname_l\" = \"surname_r\"", "label_for_charts": "exact", "m_probability": 0.7, "u_probability": 0.001,
         "tf_adjustment_column": "\"surname\"", "tf_adjustment_weight": 0.6, "tf_minimum_u_value": 0.01,
         "fix_m_probability": true, "disable_tf_exact_match_detection": true},
        {"sql_condition": "levenshtein(\"surname_l\", \"surname_r\") <= 2", "m_probability": 0.2, "u_probability": 0.01, "fix_u_probability": true},
        {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.1, "u_probability": 1}]},
      {"output_column_name": "city", "comparison_levels": [
        {"sql_condition": "\"city_l\" = \"city_r\""},
        {"sql_condition": "ELSE"}]}
    ],
    "sql_dialect": "duckdb",
    "em_convergence": 0.00001,
    "max_iterations": 50,
    "unique_id_column_name": "\"record id\"",
    "source_dataset_column_name": "source",
    "additional_columns_to_retain": ["cluster"],
    "linker_uid": "abcd"
  })");
}

/// What is said of a model that cannot be read, after the words that every message begins with.
std::string complaint(const Json& json) {
  const std::string start = "the model cannot be read: ";
  try {
    SplinkModel::from_json(json);
  } catch (const DataError& error) {
    const std::string message = error.what();
    return message.starts_with(start) ? message.substr(start.size()) : "begins otherwise: " + message;
  }
  return "is read";
}

/// The example with another value at a place; null takes it out.
Json with(const std::string& place, const Json& value) {
  Json json = example();
  const Json::json_pointer pointer(place);
  if (value.is_null())
    json.at(pointer.parent_pointer()).erase(pointer.back());
  else
    json[pointer] = value;
  return json;
}

TEST(SplinkModel, ReadsWhatSplinkSaves) {
  const SplinkModel model = SplinkModel::from_json(example());
  EXPECT_EQ(model.link_type, "link_only");
  EXPECT_EQ(model.lambda, 0.001);
  EXPECT_EQ(model.em_convergence, 0.00001);
  EXPECT_EQ(model.max_iterations, 50);
  EXPECT_EQ(model.unique_id_column, "record id");
  EXPECT_EQ(model.source_column, "source");
  ASSERT_EQ(model.comparisons.size(), 2u);
  const SplinkComparison& surname = model.comparisons[0];
  EXPECT_EQ(surname.name, "sur name");
  EXPECT_EQ(surname.gamma_column(), "gamma_sur_name");
  EXPECT_THAT(surname.gammas, ElementsAre(-1, 2, 1, 0));
  EXPECT_EQ(surname.num_gammas(), 3);
  EXPECT_TRUE(surname.levels[0].is_null);
  EXPECT_EQ(surname.levels[2].label, "levenshtein(\"surname_l\", \"surname_r\") <= 2");
  EXPECT_TRUE(surname.levels[3].is_else);
  const SplinkLevel& exact = surname.level_of(2);
  EXPECT_EQ(exact.condition, "\"surname_l\" = \"surname_r\"");
  EXPECT_EQ(exact.label, "exact");
  EXPECT_EQ(exact.m, 0.7);
  EXPECT_EQ(exact.u, 0.001);
  EXPECT_EQ(exact.tf_column, "surname");
  EXPECT_EQ(exact.tf_weight, 0.6);
  EXPECT_EQ(exact.tf_minimum_u, 0.01);
  EXPECT_TRUE(exact.fixes_m);
  EXPECT_FALSE(exact.fixes_u);
  EXPECT_TRUE(exact.disables_exact_match_detection);
  EXPECT_TRUE(surname.levels[2].fixes_u);
}

TEST(SplinkModel, ReadsBlockingRulesInBothForms) {
  Json json = example();
  json["blocking_rules_to_generate_predictions"].push_back("l.dob = r.dob");
  const SplinkModel model = SplinkModel::from_json(json);
  ASSERT_EQ(model.rules.size(), 3u);
  EXPECT_EQ(model.rules[0].condition, "l.\"city\" = r.\"city\"");
  EXPECT_THAT(model.rules[0].arrays_to_explode, ElementsAre());
  EXPECT_THAT(model.rules[1].arrays_to_explode, ElementsAre("tags", "more tags"));
  EXPECT_EQ(model.rules[2].condition, "l.dob = r.dob");
}

TEST(SplinkModel, HasDefaultsForWhatIsMissing) {
  const SplinkModel model = SplinkModel::from_json(Json::parse(
      R"({"comparisons": [{"comparison_levels": [{"sql_condition": "full_length_l = full_length_r"}]}]})"));
  EXPECT_EQ(model.link_type, "dedupe_only");
  EXPECT_EQ(model.lambda, 1e-4);
  EXPECT_EQ(model.em_convergence, 1e-4);
  EXPECT_EQ(model.max_iterations, 25);
  EXPECT_EQ(model.unique_id_column, "unique_id");
  EXPECT_EQ(model.source_column, "source_dataset");
  EXPECT_TRUE(model.rules.empty());
  const SplinkLevel& level = model.comparisons[0].levels[0];
  EXPECT_FALSE(level.is_null || level.is_else || level.fixes_m || level.fixes_u);
  EXPECT_FALSE(level.m || level.u);
  EXPECT_EQ(level.label, level.condition);
  EXPECT_EQ(level.tf_column, "");
  EXPECT_EQ(level.tf_weight, 1);
  EXPECT_EQ(level.tf_minimum_u, 0);
}

TEST(SplinkModel, NullStandsForAMissingKey) {
  Json json = example();
  for (const char* key : {"link_type", "em_convergence", "max_iterations", "unique_id_column_name",
                          "probability_two_random_records_match", "blocking_rules_to_generate_predictions"})
    json[key] = nullptr;
  json["comparisons"][1]["comparison_levels"][0]["m_probability"] = nullptr;
  json["comparisons"][1]["comparison_levels"][0]["tf_adjustment_column"] = nullptr;
  json["comparisons"][1]["comparison_levels"][0]["is_null_level"] = nullptr;
  const SplinkModel model = SplinkModel::from_json(json);
  EXPECT_EQ(model.link_type, "dedupe_only");
  EXPECT_EQ(model.max_iterations, 25);
  EXPECT_FALSE(model.comparisons[1].levels[0].m);
}

TEST(SplinkModel, NamesAComparisonByItsColumn) {
  const auto name_of = [](const std::string& condition) {
    Json json = example();
    json["comparisons"][1].erase("output_column_name");
    json["comparisons"][1]["comparison_levels"][0]["sql_condition"] = condition;
    return SplinkModel::from_json(json).comparisons[1].name;
  };
  EXPECT_EQ(name_of("\"city_l\" = \"city_r\""), "city");
  EXPECT_EQ(name_of("lower(full_length_l) = lower(full_length_r)"), "full_length");
  EXPECT_EQ(name_of("1 = 1"), "comparison");
}

TEST(SplinkModel, DropsZerosAsSplinkDoes) {
  Json json = with("/comparisons/0/comparison_levels/1/m_probability", 0);
  json["comparisons"][0]["comparison_levels"][1]["u_probability"] = 0.0;
  json["comparisons"][0]["comparison_levels"][1]["tf_adjustment_weight"] = 0;
  const SplinkModel model = SplinkModel::from_json(json);
  EXPECT_FALSE(model.comparisons[0].levels[1].m);
  EXPECT_FALSE(model.comparisons[0].levels[1].u);
  EXPECT_EQ(model.comparisons[0].levels[1].tf_weight, 1);
}

TEST(SplinkModel, TakesAProbabilityAboveOneAsItIs) {
  const SplinkModel model =
      SplinkModel::from_json(with("/comparisons/0/comparison_levels/3/u_probability", 1.08));
  EXPECT_EQ(model.comparisons[0].u_of(0), 1.08);
}

TEST(SplinkModel, ElseMayBeWrittenInAnyCase) {
  for (const char* condition : {"ELSE", "else", " Else\n"}) {
    const SplinkModel model =
        SplinkModel::from_json(with("/comparisons/1/comparison_levels/1/sql_condition", condition));
    EXPECT_TRUE(model.comparisons[1].levels[1].is_else) << condition;
  }
  EXPECT_FALSE(
      SplinkModel::from_json(with("/comparisons/1/comparison_levels/1/sql_condition", "elsewhere_l = 1"))
          .comparisons[1]
          .levels[1]
          .is_else);
}

TEST(SplinkModel, ANullLevelNeedNotBeFirst) {
  Json json = example();
  Json& levels = json["comparisons"][0]["comparison_levels"];
  std::swap(levels[0], levels[2]);
  const SplinkModel model = SplinkModel::from_json(json);
  EXPECT_THAT(model.comparisons[0].gammas, ElementsAre(2, 1, -1, 0));
  EXPECT_EQ(model.comparisons[0].level_of(1).label, "exact");
}

TEST(SplinkModel, HasSplinksDefaultsForMAndU) {
  Json json = example();
  Json levels = Json::array({{{"sql_condition", "a_l IS NULL"}, {"is_null_level", true}}});
  for (int level = 0; level < 4; ++level) levels.push_back({{"sql_condition", "a_l = a_r"}});
  json["comparisons"][0]["comparison_levels"] = levels;
  const SplinkModel model = SplinkModel::from_json(json);
  const SplinkComparison& four = model.comparisons[0];
  EXPECT_DOUBLE_EQ(four.m_of(3), 0.95);
  for (const int gamma : {0, 1, 2}) EXPECT_DOUBLE_EQ(four.m_of(gamma), 0.05 / 3);
  EXPECT_DOUBLE_EQ(four.u_of(3), 0.95 / std::exp2(10));
  EXPECT_DOUBLE_EQ(four.u_of(2), 0.05 / 3 / std::exp2(3));
  EXPECT_DOUBLE_EQ(four.u_of(1), 0.05 / 3 / std::exp2(-1));
  EXPECT_DOUBLE_EQ(four.u_of(0), 0.05 / 3 / std::exp2(-5));
  const SplinkComparison& two = model.comparisons[1];
  EXPECT_DOUBLE_EQ(two.m_of(1), 0.95);
  EXPECT_DOUBLE_EQ(two.m_of(0), 0.05);
  EXPECT_DOUBLE_EQ(two.u_of(1), 0.95 / 1024);
  EXPECT_DOUBLE_EQ(two.u_of(0), 0.05 * 32);
}

TEST(SplinkModel, AValueOfTheFileGoesBeforeADefault) {
  SplinkModel model = SplinkModel::from_json(example());
  EXPECT_EQ(model.comparisons[0].m_of(2), 0.7);
  EXPECT_EQ(model.comparisons[0].u_of(0), 1);
  model.comparisons[1].level_of(1).m = 0.9;
  EXPECT_EQ(model.comparisons[1].m_of(1), 0.9);
  EXPECT_DOUBLE_EQ(model.comparisons[1].u_of(1), 0.95 / 1024);  // of the default m
}

TEST(SplinkModel, NoLevelHasAGammaOutOfRange) {
  const SplinkModel model = SplinkModel::from_json(example());
  EXPECT_THROW(model.comparisons[0].level_of(3), InternalError);
  EXPECT_THROW(model.comparisons[0].level_of(-1), InternalError);
}

TEST(SplinkModel, WritesAnUnchangedModelAsItWasRead) {
  EXPECT_EQ(SplinkModel::from_json(example()).to_json().dump(2), example().dump(2));
}

TEST(SplinkModel, WritesTheModelsOfSplinkAsTheyWereRead) {
  const std::filesystem::path folder = "../shared/data/golden";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not here";
  int num_models = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path() / "model.json");
    if (!file.is_open()) continue;
    std::stringstream text;
    text << file.rdbuf();
    const Json json = Json::parse(text.str());
    EXPECT_TRUE(SplinkModel::from_json(json).to_json().dump() == json.dump()) << entry.path();
    ++num_models;
  }
  EXPECT_GE(num_models, 6);
}

TEST(SplinkModel, WritesWhatWasTrainedAndKeepsTheRest) {
  SplinkModel model = SplinkModel::from_json(example());
  model.lambda = 0.25;
  model.comparisons[0].level_of(2).m = 0.75;
  model.comparisons[1].level_of(0).u = 0.5;
  Json expected = example();
  expected["probability_two_random_records_match"] = 0.25;
  expected["comparisons"][0]["comparison_levels"][1]["m_probability"] = 0.75;
  expected["comparisons"][1]["comparison_levels"][1]["u_probability"] = 0.5;
  EXPECT_EQ(model.to_json().dump(2), expected.dump(2));
  const SplinkModel again = SplinkModel::from_json(model.to_json());
  EXPECT_EQ(again.comparisons[0].m_of(2), 0.75);
}

TEST(SplinkModel, NamesWhatIsWrongWithTheFile) {
  EXPECT_EQ(complaint(Json::array()), "the file holds no model");
  EXPECT_EQ(complaint(Json("text")), "the file holds no model");
  EXPECT_EQ(complaint(with("/link_type", "link_all")),
            "the file has the link_type link_all; there are dedupe_only, link_only, link_and_dedupe");
  EXPECT_EQ(complaint(with("/link_type", 1)), "the file has a link_type that is no text");
  EXPECT_EQ(complaint(with("/probability_two_random_records_match", 1.5)),
            "the file has a probability_two_random_records_match of 1.5");
  EXPECT_EQ(complaint(with("/probability_two_random_records_match", "0.1")),
            "the file has a probability_two_random_records_match that is no number");
  EXPECT_EQ(complaint(with("/max_iterations", -1)), "the file has a max_iterations of -1");
  EXPECT_EQ(complaint(with("/max_iterations", 1e300)), "the file has a max_iterations of 1e+300");
  EXPECT_EQ(complaint(with("/comparisons", nullptr)), "the file has no comparisons");
  EXPECT_EQ(complaint(with("/comparisons", Json::array())), "the file has no comparisons");
  EXPECT_EQ(complaint(with("/comparisons", "none")), "the file has no comparisons");
}

TEST(SplinkModel, NamesAWrongComparison) {
  EXPECT_EQ(complaint(with("/comparisons/1", 7)), "comparison 2 is no object");
  EXPECT_EQ(complaint(with("/comparisons/1/comparison_levels", nullptr)),
            "comparison city has no comparison_levels");
  EXPECT_EQ(complaint(with("/comparisons/1", Json::object())), "comparison 2 has no comparison_levels");
  EXPECT_EQ(complaint(with("/comparisons/1/comparison_levels", Json::array())),
            "comparison city has no comparison_levels");
  Json json = example();
  for (Json& level : json["comparisons"][1]["comparison_levels"]) level["is_null_level"] = true;
  EXPECT_EQ(complaint(json), "comparison city has null levels only");
  json = example();
  Json& many = json["comparisons"][1]["comparison_levels"];
  for (int i = 0; i < 119; ++i) many.insert(many.begin(), Json{{"sql_condition", "1 = 1"}});
  EXPECT_EQ(complaint(json), "comparison city has more than 120 levels");
  json["comparisons"][1]["comparison_levels"].erase(0);
  EXPECT_EQ(complaint(json), "is read");
}

TEST(SplinkModel, NamesAWrongLevel) {
  const auto complaint_of_level = [](const char* key, const Json& value) {
    return complaint(with(std::string("/comparisons/0/comparison_levels/1/") + key, value));
  };
  EXPECT_EQ(complaint(with("/comparisons/0/comparison_levels/1", "x")),
            "level 2 of comparison sur name is no object");
  EXPECT_EQ(complaint_of_level("sql_condition", nullptr),
            "level 2 of comparison sur name has no sql_condition");
  EXPECT_EQ(complaint_of_level("sql_condition", ""), "level 2 of comparison sur name has no sql_condition");
  EXPECT_EQ(complaint_of_level("sql_condition", 1),
            "level 2 of comparison sur name has a sql_condition that is no text");
  EXPECT_EQ(complaint_of_level("m_probability", -0.1),
            "level 2 of comparison sur name has a m_probability of -0.1");
  EXPECT_EQ(complaint_of_level("u_probability", "level not observed in training dataset"),
            "level 2 of comparison sur name has a u_probability that is no number");
  EXPECT_EQ(complaint_of_level("is_null_level", 1),
            "level 2 of comparison sur name has a is_null_level that is neither true nor false");
  EXPECT_EQ(complaint_of_level("tf_adjustment_column", true),
            "level 2 of comparison sur name has a tf_adjustment_column that is no text");
  EXPECT_EQ(complaint_of_level("tf_adjustment_weight", "1"),
            "level 2 of comparison sur name has a tf_adjustment_weight that is no number");
}

TEST(SplinkModel, NamesAWrongRule) {
  const std::string rules = "/blocking_rules_to_generate_predictions";
  EXPECT_EQ(complaint(with(rules, "l.a = r.a")),
            "the file has blocking_rules_to_generate_predictions that are no list");
  EXPECT_EQ(complaint(with(rules + "/1", 7)), "blocking rule 2 is no condition");
  EXPECT_EQ(complaint(with(rules + "/0", "")), "blocking rule 1 is no condition");
  EXPECT_EQ(complaint(with(rules + "/0", Json::object())), "blocking rule 1 is no condition");
  EXPECT_EQ(complaint(with(rules + "/1/arrays_to_explode", "tags")),
            "blocking rule 2 has arrays_to_explode that are no list");
  EXPECT_EQ(complaint(with(rules + "/1/arrays_to_explode", Json::array({1}))),
            "blocking rule 2 has arrays_to_explode that are no names");
}

TEST(SplinkModel, WrongTypesAnywhereAreDataErrorsNotCrashes) {
  const Json good = example();
  int refused = 0;
  const Json flat = good.flatten();
  for (const auto& entry : flat.items()) {
    for (const Json& wrong :
         {Json("text"), Json(nullptr), Json(-7), Json(1e300), Json::array(), Json::object()}) {
      // The value, then the parts that hold it.
      for (Json::json_pointer place(entry.key()); !place.empty(); place = place.parent_pointer()) {
        Json json = good;
        json[place] = wrong;
        try {
          const SplinkModel model = SplinkModel::from_json(json);
          EXPECT_NO_THROW(model.to_json());
        } catch (const DataError&) {
          ++refused;
        } catch (const std::exception& error) {
          FAIL() << place.to_string() << " as " << wrong << ": " << error.what();
        }
      }
    }
  }
  EXPECT_GT(refused, 200);
}

std::string complaint_of_text(const std::string& text) {
  try {
    SplinkModel::from_text(text);
  } catch (const DataError& error) {
    return error.what();
  }
  return "is read";
}

TEST(SplinkModel, ATruncatedFileIsSaidToEndInTheMiddle) {
  const std::string text = example().dump(2);
  EXPECT_EQ(complaint_of_text(text), "is read");
  const std::string start = "the model is no JSON; give a model that Splink or byname saved. ";
  EXPECT_EQ(complaint_of_text(text.substr(0, text.size() / 2)),
            start + "It ends in the middle: get it again");
  EXPECT_EQ(complaint_of_text(""), start + "It ends in the middle: get it again");
  EXPECT_EQ(complaint_of_text("{\n  \"comparisons\": [}"), start + "The fault is in line 2, column 19");
}

TEST(SplinkModel, NumbersThatAreNoneAreRefused) {
  EXPECT_THAT(complaint_of_text("{\"em_convergence\": NaN}"), HasSubstr("The fault is in line 1"));
  EXPECT_THAT(complaint_of_text("{\"em_convergence\": 1e999}"), HasSubstr("A number in it is too large"));
  EXPECT_EQ(complaint(with("/em_convergence", -1)), "the file has an em_convergence of -1");
  EXPECT_EQ(complaint(with("/comparisons/0/comparison_levels/1/tf_minimum_u_value", 2)),
            "level 2 of comparison sur name has a tf_minimum_u_value of 2");
}

TEST(SplinkModel, AMegabyteOfBracketsIsRefusedAndNotFollowed) {
  EXPECT_EQ(complaint_of_text(std::string(1 << 20, '[')),
            "the model cannot be read: the file is nested deeper than 200");
  EXPECT_EQ(complaint_of_text("{\"a\": " + std::string(1 << 19, '[') + std::string(1 << 19, ']') + "}"),
            "the model cannot be read: the file is nested deeper than 200");
  // Brackets of a condition are its own matter.
  Json json = with("/comparisons/0/comparison_levels/1/sql_condition", std::string(1 << 20, '('));
  EXPECT_EQ(complaint_of_text(json.dump()), "is read");
}

TEST(SplinkModel, ZerosAtEveryLevelAreRefused) {
  for (const char* key : {"m_probability", "u_probability"}) {
    Json json = example();
    for (Json& level : json["comparisons"][0]["comparison_levels"]) level[key] = 0;
    EXPECT_EQ(complaint(json), std::string("comparison sur name has a ") + key +
                                   " of 0 at every level. Leave them out and train the model");
  }
}

TEST(SplinkModel, TwoComparisonsOfOneNameAreRefused) {
  EXPECT_EQ(complaint(with("/comparisons/1/output_column_name", "sur name")),
            "comparison sur name is there twice; give one another output_column_name");
  EXPECT_EQ(complaint(with("/comparisons/1/output_column_name", "sur_name")),
            "comparison sur_name is there twice; give one another output_column_name");
}

TEST(SplinkModel, ElseMustBeLast) {
  EXPECT_EQ(complaint(with("/comparisons/0/comparison_levels/1/sql_condition", "ELSE")),
            "level 2 of comparison sur name is ELSE, but not the last");
}

}  // namespace
}  // namespace byname
