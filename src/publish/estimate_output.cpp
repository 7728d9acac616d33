// SPDX-License-Identifier: Apache-2.0
#include "publish/estimate_output.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/version.hpp"
#include "publish/estimate_report.hpp"
#include "publish/method_output.hpp"
#include "publish/output_files.hpp"
#include "publish/reproducible_call.hpp"
#include "publish/unseen_json.hpp"
#include "table/csv_writer.hpp"

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

std::int64_t num_persons(const StratumOverlap& stratum) {
  std::int64_t sum = 0;
  for (const auto& [pattern, count] : stratum.decided) sum += count;
  return sum;
}

std::int64_t num_persons(const CaptureData& data) {
  std::int64_t sum = 0;
  for (const StratumOverlap& stratum : data.input.strata) sum += num_persons(stratum);
  for (const auto& [times, persons] : data.captures) sum += persons;
  return sum;
}

Json strata_json(const EstimateOutput& output) {
  Json json = Json::array();
  for (std::size_t i = 0; i < output.estimate.strata.size(); ++i) {
    Json stratum = {{"stratum", output.estimate.strata[i].name},
                    {"named", {{"decided", num_persons(output.data.input.strata[i])}}}};
    add_unseen(stratum, output.estimate.strata[i].unseen);
    json.push_back(std::move(stratum));
  }
  return json;
}

Json dropped_json(const std::vector<DroppedList>& dropped) {
  Json json = Json::array();
  for (const DroppedList& each : dropped) {
    Json entry = {{"list", each.list}};
    if (each.reason.empty()) {
      entry["family"] = each.family;
      entry["variant"] = each.variant;
      entry["total"] = interval_json(each.total);
    } else {
      entry["total"] = nullptr;
      entry["reason"] = each.reason;
    }
    entry["check"] = {{"known_unseen", each.known_unseen}};
    if (each.check_reason.empty()) {
      entry["check"].update(interval_json(each.checked_unseen));
    } else {
      entry["check"]["reason"] = each.check_reason;
    }
    json.push_back(std::move(entry));
  }
  return json;
}

Json pairs_json(const std::vector<ListPair>& pairs) {
  Json json = Json::array();
  for (const ListPair& pair : pairs) {
    Json entry = {{"first", pair.first},
                  {"second", pair.second},
                  {"on_both", pair.on_both},
                  {"share_of_first", pair.share_of_first},
                  {"share_of_second", pair.share_of_second},
                  {"odds_ratio", nullptr},
                  {"note", pair.note}};
    if (pair.odds_ratio.estimate > 0) entry["odds_ratio"] = interval_json(pair.odds_ratio);
    json.push_back(std::move(entry));
  }
  return json;
}

void write_text(const std::string& path, const std::string& text) {
  FileWriter file(path);
  file.append(text);
  file.close();
}

void write_models(const UnseenEstimate& unseen, const std::string& stratum, CsvWriter& csv) {
  for (const ModelEstimate& model : unseen.models) {
    csv.cell(stratum);
    csv.cell(model.family);
    csv.cell(model.variant);
    for (const Interval& interval : {model.unseen, model.total}) {
      for (const double value : {interval.estimate, interval.low, interval.high})
        csv.cell(fmt::format("{:.1f}", value));
    }
    csv.cell(model.model);
    csv.end_row();
  }
}

}  // namespace

Json estimate_output_json(const EstimateOutput& output) {
  Json json = {{"format", kOutputFormat}, {"named", {{"decided", num_persons(output.data)}}}};
  add_unseen(json, output.estimate.all);
  json["strata"] = strata_json(output);
  json["dropped_lists"] = dropped_json(output.dropped);
  json["pairs"] = pairs_json(output.pairs);
  json["notes"] = output.data.notes;
  json["draws"] = output.data.num_draws;
  json["seed"] = output.seed;
  json["call"] = reproducible_call(output.call);
  json["version"] = program_version();
  json["input"] = {{"path", output.data.path}, {"sha256", output.data.sha256}};
  return json;
}

void write_estimate_output(const EstimateOutput& output, const std::string& folder) {
  const Json json = estimate_output_json(output);
  write_text(folder + "/estimate.json", json_document(json));
  write_text(folder + "/run.json", json_document({{"format", kOutputFormat},
                                                  {"call", output.call},
                                                  {"version", program_version()},
                                                  {"seed", output.seed},
                                                  {"input", json.at("input")}}));
  const std::vector<std::string> header = {"stratum", "family", "variant",   "estimate",   "low",
                                           "high",    "total",  "total_low", "total_high", "model"};
  CsvWriter csv(folder + "/models.csv", header);
  write_models(output.estimate.all, "", csv);
  for (const StratumEstimate& stratum : output.estimate.strata)
    write_models(stratum.unseen, stratum.name, csv);
  csv.close();
  write_method_draws(estimate_answers(output), folder + "/draws.parquet");
  write_text(folder + "/report.html", estimate_report_html(output));
}

}  // namespace byname
