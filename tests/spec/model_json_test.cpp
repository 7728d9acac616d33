// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "reference/invented_records.hpp"
#include "spec/model_spec.hpp"

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

ModelSpec trained_model() {
  ModelSpec model = default_person_model(reference::untidy_records(100, 2, 1));
  for (ComparisonSpec& comparison : model.comparisons) {
    const double total = comparison.num_gammas() * (comparison.num_gammas() + 1) / 2.0;
    for (int gamma = 0; gamma < comparison.num_gammas(); ++gamma) {
      comparison.level(gamma).m = (gamma + 1) / total;
      comparison.level(gamma).u = (comparison.num_gammas() - gamma) / total;
      model.household.probability.resize(model.comparisons.size());
    }
  }
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    model.household.probability[k].assign(static_cast<std::size_t>(model.comparisons[k].num_gammas()), 0.25);
  }
  model.household.lambda = 3e-5;
  model.lambda = 1.0 / 3;
  model.correlations = {{5, 7, 12.5}};
  model.link_probability = 0.99;
  model.veto_error = 0.004;
  return model;
}

/// Message of the DataError that reading gives.
std::string refusal_of(const Json& json) {
  try {
    model_from_json(json);
  } catch (const DataError& error) {
    return error.what();
  }
  return "(read)";
}

TEST(ModelJson, SaysHowItsNamesAreRead) {
  ModelSpec model = trained_model();
  for (const bool reads_eastern_names : {false, true}) {
    model.reads_eastern_names = reads_eastern_names;
    EXPECT_EQ(model_from_json(model_to_json(model)).reads_eastern_names, reads_eastern_names);
  }
  Json json = model_to_json(model);
  json["byname"].erase("reads_eastern_names");  // as older versions wrote it: by what it compares
  EXPECT_FALSE(model_from_json(json).reads_eastern_names);
}

TEST(ModelJson, RoundTripGivesEqualBytes) {
  const std::string written = model_to_json(trained_model()).dump(2);
  const ModelSpec read = model_from_json(Json::parse(written));
  EXPECT_EQ(model_to_json(read).dump(2), written);
  EXPECT_TRUE(read.is_trained);
}

TEST(ModelJson, ReadsWhatWasWritten) {
  const ModelSpec model = trained_model();
  const ModelSpec read = model_from_json(model_to_json(model));
  EXPECT_EQ(read.lambda, model.lambda);
  EXPECT_EQ(read.link_probability, 0.99);
  EXPECT_EQ(read.veto_error, 0.004);
  EXPECT_EQ(read.household.lambda, 3e-5);
  ASSERT_EQ(read.correlations.size(), 1u);
  EXPECT_EQ(read.correlations[0].first, 5);
  EXPECT_EQ(read.correlations[0].second, 7);
  EXPECT_EQ(read.correlations[0].ratio, 12.5);
  ASSERT_EQ(read.comparisons.size(), model.comparisons.size());
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    EXPECT_EQ(read.comparisons[k].columns, model.comparisons[k].columns);
    for (int gamma = 0; gamma < model.comparisons[k].num_gammas(); ++gamma) {
      EXPECT_EQ(read.comparisons[k].level(gamma).m, model.comparisons[k].level(gamma).m);
      EXPECT_EQ(read.comparisons[k].level(gamma).u, model.comparisons[k].level(gamma).u);
      EXPECT_EQ(read.comparisons[k].level(gamma).is_rule_veto,
                model.comparisons[k].level(gamma).is_rule_veto);
    }
  }
}

TEST(ModelJson, KeepsVetoesThatAreCertain) {
  ModelSpec model = trained_model();
  model.comparisons[0].level(0).is_rule_veto = false;
  model.comparisons[0].level(0).is_certain_veto = true;
  const ModelSpec read = model_from_json(model_to_json(model));
  EXPECT_TRUE(read.comparisons[0].level(0).is_certain_veto);
  EXPECT_FALSE(read.comparisons[0].level(0).is_rule_veto);
  EXPECT_FALSE(read.comparisons[1].level(0).is_certain_veto);
}

TEST(ModelJson, HasSplinksKeys) {
  const Json json = model_to_json(trained_model());
  for (const char* key :
       {"link_type", "probability_two_random_records_match", "blocking_rules_to_generate_predictions",
        "comparisons", "unique_id_column_name", "sql_dialect"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  const Json& level = json["comparisons"][0]["comparison_levels"][2];
  EXPECT_EQ(level["sql_condition"], R"("given_l" = "given_r")");
  EXPECT_EQ(level["tf_adjustment_column"], "given");
  EXPECT_EQ(json["comparisons"][0]["comparison_levels"][0]["is_null_level"], true);
}

TEST(ModelJson, NamesAMissingKey) {
  const Json good = model_to_json(trained_model());
  for (const char* key : {"byname", "comparisons", "link_type", "probability_two_random_records_match"}) {
    Json json = good;
    json.erase(key);
    EXPECT_THAT(refusal_of(json), testing::HasSubstr(key));
  }
  Json json = good;
  json["comparisons"][1]["comparison_levels"][1].erase("m_probability");
  EXPECT_THAT(refusal_of(json), testing::HasSubstr("m_probability"));
}

TEST(ModelJson, NamesAForeignCondition) {
  Json json = model_to_json(trained_model());
  json["comparisons"][1]["comparison_levels"][2]["sql_condition"] =
      R"(levenshtein("family_l", "family_r") <= 2)";
  EXPECT_THAT(refusal_of(json),
              testing::AllOf(testing::HasSubstr("levenshtein"), testing::HasSubstr("family")));
}

TEST(ModelJson, RefusesANewerFormat) {
  Json json = model_to_json(trained_model());
  json["byname"]["format"] = 2;
  EXPECT_THAT(refusal_of(json), testing::AllOf(testing::HasSubstr("format 2"), testing::HasSubstr("newer")));
}

TEST(ModelJson, RefusesProbabilitiesOutOfRange) {
  for (const double wrong : {0.0, -0.1, 1.5}) {
    for (const char* key : {"m_probability", "u_probability"}) {
      Json json = model_to_json(trained_model());
      json["comparisons"][2]["comparison_levels"][1][key] = wrong;
      EXPECT_THAT(refusal_of(json), testing::HasSubstr("sex")) << key << " " << wrong;
    }
    Json json = model_to_json(trained_model());
    json["probability_two_random_records_match"] = wrong;
    EXPECT_THAT(refusal_of(json), testing::HasSubstr("probability_two_random_records_match"));
  }
}

TEST(ModelJson, RefusesLevelsThatDoNotFit) {
  Json json = model_to_json(trained_model());
  json["comparisons"][1]["comparison_levels"].erase(1);
  EXPECT_THAT(refusal_of(json), testing::HasSubstr("family"));
  json = model_to_json(trained_model());
  json["comparisons"].erase(0);
  EXPECT_THAT(refusal_of(json), testing::HasSubstr("differ in number"));
  json = model_to_json(trained_model());
  json["byname"]["correlations"][0]["first"] = "shoe size";
  EXPECT_THAT(refusal_of(json), testing::HasSubstr("shoe size"));
}

TEST(ModelJson, WrongTypesAnywhereAreDataErrorsNotCrashes) {
  const Json good = model_to_json(trained_model());
  const Json flat = good.flatten();
  int refused = 0;
  for (const auto& entry : flat.items()) {
    for (const Json& wrong : {Json("text"), Json(nullptr), Json(-7), Json::array(), Json::object()}) {
      // The value, then the part that holds it.
      Json::json_pointer place(entry.key());
      for (int up = 0; up < 2 && !place.empty(); ++up) {
        Json json = good;
        json[place] = wrong;
        try {
          model_from_json(json);
        } catch (const DataError&) {
          ++refused;
        } catch (const std::exception& error) {
          ADD_FAILURE() << entry.key() << " (" << up << " up) as " << wrong << ": " << error.what();
          return;
        }
        place = place.parent_pointer();
      }
    }
  }
  EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace byname
