// SPDX-License-Identifier: Apache-2.0
#include "publish/unseen_json.hpp"

#include <nlohmann/json.hpp>

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kLevel = 0.95;
/// By how many times more or fewer those on no list are, if the untestable assumption is off by so much.
constexpr double kSensitivities[] = {0.5, 2};

constexpr double kNoLimit = 1e12;

/// null where there is no limit.
Json number_json(double value) { return value < kNoLimit ? Json(value) : Json(nullptr); }

/// In all, if those on no list are xi times as many.
Json sensitivity_json(const ModelEstimate& model) {
  const double named = model.total.estimate - model.unseen.estimate;
  Json json = Json::array();
  for (const double xi : kSensitivities) {
    json.push_back({{"xi", xi},
                    {"estimate", named + xi * model.unseen.estimate},
                    {"low", named + xi * model.unseen.low},
                    {"high", number_json(named + xi * model.unseen.high)}});
  }
  return json;
}

Json model_json(const ModelEstimate& model) {
  Json diagnostics = Json::object();
  for (const auto& [name, value] : model.diagnostics) diagnostics[name] = value;
  return {{"family", model.family},
          {"variant", model.variant},
          {"estimate", model.unseen.estimate},
          {"low", model.unseen.low},
          {"high", number_json(model.unseen.high)},
          {"total", interval_json(model.total)},
          {"model", model.model},
          {"assumption", model.assumption},
          {"headline", model.is_headline},
          {"diagnostics", std::move(diagnostics)},
          {"variance",
           {{"sampling", model.variance.sampling},
            {"model", model.variance.model},
            {"linkage", model.variance.linkage}}},
          {"sensitivity", sensitivity_json(model)}};
}

Json refusal_json(const Refusal& refusal) {
  return {{"family", refusal.family},
          {"variant", refusal.variant},
          {"reason", refusal.reason},
          {"needed", refusal.needed}};
}

}  // namespace

nlohmann::ordered_json interval_json(const Interval& interval) {
  return {{"estimate", interval.estimate},
          {"low", interval.low},
          {"high", number_json(interval.high)},
          {"level", kLevel}};
}

void add_unseen(nlohmann::ordered_json& json, const UnseenEstimate& unseen) {
  json["unseen"] = nullptr;
  json["total"] = nullptr;
  if (unseen.headline >= 0) {
    const ModelEstimate& headline = unseen.models[static_cast<std::size_t>(unseen.headline)];
    json["unseen"] = interval_json(headline.unseen);
    json["unseen"]["family"] = headline.family;
    json["unseen"]["variant"] = headline.variant;
    json["unseen"]["spread"] = {{"low", unseen.spread.low}, {"high", unseen.spread.high}};
    json["total"] = interval_json(headline.total);
  }
  json["models"] = Json::array();
  for (const ModelEstimate& model : unseen.models) json["models"].push_back(model_json(model));
  json["assumption"] = unseen.assumption;
  json["refusals"] = Json::array();
  for (const Refusal& refusal : unseen.refusals) json["refusals"].push_back(refusal_json(refusal));
  if (!unseen.lists.empty()) json["lists"] = unseen.lists;
}

}  // namespace byname
