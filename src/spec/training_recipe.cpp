// SPDX-License-Identifier: Apache-2.0
#include "spec/training_recipe.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace byname {

namespace {

using Json = nlohmann::json;

[[noreturn]] void fail(const std::string& where, const std::string& why) {
  throw DataError(fmt::format("the recipe cannot be read: {} {}", where, why));
}

/// Reads the keys of one step and tells of those that it does not know.
class StepReader {
 public:
  StepReader(const Json& json, std::size_t number) : json_(json), where_(fmt::format("step {}", number)) {
    if (!json.is_object()) fail(where_, "is no object");
  }

  bool has(const char* key) const { return json_.contains(key); }

  std::string text(const char* key) {
    const Json& value = take(key);
    if (!value.is_string() || value.get<std::string>().empty())
      fail(where_, fmt::format("has no text as {}", key));
    return value.get<std::string>();
  }
  double number(const char* key, double missing) {
    if (!has(key)) return missing;
    const Json& value = take(key);
    if (!value.is_number()) fail(where_, fmt::format("has a {} that is no number", key));
    return value.get<double>();
  }
  bool flag(const char* key, bool missing) {
    if (!has(key)) return missing;
    const Json& value = take(key);
    if (!value.is_boolean()) fail(where_, fmt::format("has a {} that is neither true nor false", key));
    return value.get<bool>();
  }
  std::vector<std::string> texts(const char* key) {
    const Json& value = take(key);
    std::vector<std::string> all;
    if (!value.is_array() || value.empty()) fail(where_, fmt::format("has no list of rules as {}", key));
    for (const Json& each : value) {
      if (!each.is_string()) fail(where_, fmt::format("has {} that are no texts", key));
      all.push_back(each.get<std::string>());
    }
    return all;
  }
  void finish() const {
    for (const auto& [key, value] : json_.items()) {
      if (std::find(known_.begin(), known_.end(), key) == known_.end())
        fail(where_, fmt::format("has the key {}, which means nothing there. Keys: {}", key,
                                 fmt::join(known_, ", ")));
    }
  }
  [[noreturn]] void refuse(const std::string& why) const { fail(where_, why); }
  /// Names a key that may be there.
  void know(const char* key) { known_.emplace_back(key); }

 private:
  const Json& take(const char* key) {
    if (!has(key)) fail(where_, fmt::format("has no {}", key));
    return json_.at(key);
  }

  const Json& json_;
  std::string where_;
  std::vector<std::string> known_;
};

void read_lambda(StepReader& reader, TrainingStep& step) {
  step.kind = TrainingStepKind::kLambda;
  for (const char* key : {"rules", "recall"}) reader.know(key);
  step.rules = reader.texts("rules");
  step.recall = reader.number("recall", 1);
  if (!(step.recall > 0 && step.recall <= 1)) reader.refuse("has a recall that is no share above 0, up to 1");
}

void read_u(StepReader& reader, TrainingStep& step) {
  step.kind = TrainingStepKind::kU;
  for (const char* key : {"max_pairs", "seed"}) reader.know(key);
  step.max_pairs = reader.number("max_pairs", step.max_pairs);
  if (!(step.max_pairs >= 1 && step.max_pairs <= 1e18)) reader.refuse("has max_pairs outside 1 to 1e18");
  if (!reader.has("seed")) return;
  const double seed = reader.number("seed", 0);
  if (!(seed >= 0 && seed <= 9e15)) reader.refuse("has a seed that is no whole number from 0");
  step.seed = static_cast<std::uint64_t>(seed);
}

void read_em(StepReader& reader, TrainingStep& step) {
  step.kind = TrainingStepKind::kEm;
  for (const char* key :
       {"rule", "fix_lambda", "fix_m", "fix_u", "without_term_frequencies", "max_pairs", "populate_lambda"})
    reader.know(key);
  step.rules = {reader.text("rule")};
  step.fixes_lambda = reader.flag("fix_lambda", false);
  step.fixes_m = reader.flag("fix_m", false);
  step.fixes_u = reader.flag("fix_u", true);
  step.without_term_frequencies = reader.flag("without_term_frequencies", false);
  step.populates_lambda = reader.flag("populate_lambda", false);
  step.max_pairs = reader.number("max_pairs", 0);
  if (!(step.max_pairs >= 0 && step.max_pairs <= 1e18)) reader.refuse("has max_pairs outside 0 to 1e18");
  if (step.fixes_m && step.fixes_u)
    reader.refuse("fixes m and u, so that nothing is trained; fix_u is true unless it is said to be false");
}

void read_m(StepReader& reader, TrainingStep& step, const std::string& folder) {
  const int ways = reader.has("rule") + reader.has("label_column") + reader.has("pair_labels");
  if (ways != 1) reader.refuse("trains m and so wants one of rule, label_column, pair_labels");
  if (reader.has("rule")) return read_em(reader, step);
  if (reader.has("label_column")) {
    step.kind = TrainingStepKind::kLabelColumn;
    reader.know("label_column");
    step.labels = reader.text("label_column");
    return;
  }
  step.kind = TrainingStepKind::kPairLabels;
  for (const char* key : {"pair_labels", "ignore_scores"}) reader.know(key);
  step.labels = (std::filesystem::path(folder) / reader.text("pair_labels")).string();
  step.ignores_scores = reader.flag("ignore_scores", false);
}

TrainingStep read_step(const Json& json, std::size_t number, const std::string& folder) {
  StepReader reader(json, number);
  reader.know("estimate");
  TrainingStep step;
  const std::string what = reader.text("estimate");
  if (what == "lambda") {
    read_lambda(reader, step);
  } else if (what == "u") {
    read_u(reader, step);
  } else if (what == "m") {
    read_m(reader, step, folder);
  } else {
    reader.refuse(fmt::format("estimates {}; there are lambda, u, m", what));
  }
  reader.finish();
  return step;
}

}  // namespace

TrainingRecipe parse_training_recipe(std::string_view text, const std::string& folder) {
  const Json document = Json::parse(text, nullptr, false);
  if (document.is_discarded()) fail("it", "is no JSON");
  if (!document.is_object() || !document.contains("steps") || !document["steps"].is_array() ||
      document["steps"].empty())
    fail("it", "has no list of steps: {\"steps\": [{\"estimate\": \"u\"}, ...]}");
  for (const auto& [key, value] : document.items()) {
    if (key != "steps") fail("it", fmt::format("has the key {}, which means nothing there", key));
  }
  TrainingRecipe recipe;
  for (std::size_t i = 0; i < document["steps"].size(); ++i)
    recipe.steps.push_back(read_step(document["steps"][i], i + 1, folder));
  return recipe;
}

TrainingRecipe read_training_recipe(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  if (!file || std::filesystem::is_directory(path, error))
    throw DataError(fmt::format("cannot read the recipe; check that it exists and may be read: {}", path));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  try {
    return parse_training_recipe(text, std::filesystem::path(path).parent_path().string());
  } catch (const DataError& fault) {
    throw DataError(fmt::format("{}: {}", path, fault.what()));
  }
}

}  // namespace byname
