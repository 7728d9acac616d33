// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <nlohmann/json.hpp>

#include "base/machine.hpp"
#include "base/version.hpp"
#include "publish/output_files.hpp"
#include "publish/unseen_json.hpp"

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

Json named_json(const CountOutput& output) {
  Json json = {{"decided", output.named_decided}};
  json.update(interval_json(output.named));
  return json;
}

Json error_rates_json(const std::vector<IndependentErrorRate>& rates) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kNames = {
      {{"decoy_lists", "false_links"},
       {"decoy_parts", "false_links"},
       {"triples", "missed_links"},
       {"neighbours", "false_links"}}};
  Json json = Json::array();
  for (const IndependentErrorRate& rate : rates) {
    const auto& [method, of] = kNames[static_cast<std::size_t>(rate.method)];
    json.push_back({{"method", method},
                    {"of", of},
                    {"rate", rate.rate},
                    {"low", rate.low},
                    {"high", rate.high},
                    {"looked_at", rate.num_looked_at}});
  }
  return json;
}

/// Null where no pair of a sample was judged.
Json calibration_json(const CalibrationReport& calibration) {
  if (calibration.num_labels == 0) return nullptr;
  Json bins = Json::array();
  for (const CalibrationBin& bin : calibration.bins) {
    bins.push_back({{"low", bin.low},
                    {"high", bin.high},
                    {"labels", bin.num_labels},
                    {"pairs", bin.num_pairs},
                    {"probability_before", bin.mean_before},
                    {"probability_after", bin.mean_after},
                    {"judged_same", bin.share_same}});
  }
  return {{"labels", calibration.num_labels},
          {"unsure", calibration.num_unsure},
          {"barred", calibration.num_barred},
          {"effective_labels", calibration.num_effective},
          {"intercept", calibration.line.intercept},
          {"intercept_sd", calibration.intercept_sd},
          {"slope", calibration.line.slope},
          {"log_slope_sd", calibration.log_slope_sd},
          {"bins", std::move(bins)}};
}

Json linkage_json(const CountOutput& output) {
  const LinkResults& links = *output.links;
  const auto& [strict, decided, loose] = links.persons_at;
  return {{"recall",
           {{"estimate", links.blocking.recall},
            {"low", links.blocking.recall_low},
            {"high", links.blocking.recall_high}}},
          {"persons_at", {{"strict", strict}, {"decided", decided}, {"loose", loose}}},
          {"thresholds_at", links.thresholds_at},
          {"variance",
           {{"dark_matches", links.variance.dark_matches},
            {"calibration", links.variance.calibration},
            {"missed_links", links.variance.missed_links},
            {"barred_links", links.variance.barred_links},
            {"chance", links.variance.chance}}},
          {"expected_matches", links.expected_matches},
          {"ambiguity", links.ambiguity},
          {"error_rates", error_rates_json(links.error_rates)},
          {"calibration", calibration_json(links.calibration)}};
}

Json unsure_json(const LinkResults& links) {
  Json json = Json::array();
  for (const Doubt& doubt : links.doubts) json.push_back({{"hard", doubt.is_hard}, {"text", doubt.text}});
  return json;
}

Json inputs_json(const Input& input) {
  Json json = Json::array();
  for (const InputFile& file : input.files) {
    json.push_back({{"list", input.lists[file.list].label},
                    {"file", file.name},
                    {"path", file.path},
                    {"format", file.format},
                    {"rows", file.num_rows},
                    {"rejected", file.num_rejected},
                    {"sha256", file.sha256}});
  }
  return json;
}

Json keys_json(const BlockingReport& blocking) {
  Json json = Json::array();
  for (const BlockingKeyReport& key : blocking.keys) {
    json.push_back({{"key", key.name},
                    {"blocks", key.num_blocks},
                    {"largest_block", key.largest_block},
                    {"pairs", key.num_pairs},
                    {"new_pairs", key.num_new_pairs},
                    {"capped_blocks", key.num_capped_blocks},
                    {"capped_pairs", key.num_capped_pairs}});
  }
  return json;
}

Json counts_json(const CountOutput& output) {
  return {
      {"lists", output.input->lists.size()},           {"mentions", output.records->num_records()},
      {"rejected", output.input->rejects.size()},      {"persons", output.named_decided},
      {"pairs_kept", output.links->pairs.size()},      {"pairs_for_review", output.links->num_review_pairs},
      {"pairs_vetoed", output.links->num_vetoed_pairs}};
}

}  // namespace

Json estimate_json(const CountOutput& output) {
  Json json = {{"format", kOutputFormat}, {"named", named_json(output)}};
  if (output.unseen != nullptr) add_unseen(json, *output.unseen);
  json["linkage"] = linkage_json(output);
  json["unsure"] = unsure_json(*output.links);
  json["warnings"] = output.warnings;
  json["contradictions"] = output.links->contradictions;
  json["draws"] = output.num_draws;
  json["seed"] = output.seed;
  return json;
}

Json run_json(const CountOutput& output) {
  const BlockingReport& blocking = output.links->blocking;
  Json seconds = Json::object();
  Json cpu_seconds = Json::object();
  for (const StepTime& time : output.step_times) {
    seconds[time.step] = time.wall;
    cpu_seconds[time.step] = time.cpu;
  }
  return {{"format", kOutputFormat},
          {"call", output.call},
          {"version", program_version()},
          {"seed", output.seed},
          {"draws", output.num_draws},
          {"keep_pairs", output.keep_probability},
          {"inputs", inputs_json(*output.input)},
          {"counts", counts_json(output)},
          {"blocking",
           {{"all_pairs", blocking.all_pairs},
            {"possible_pairs", blocking.num_possible_pairs},
            {"candidate_pairs", blocking.num_candidate_pairs},
            {"keys", keys_json(blocking)}}},
          {"seconds", std::move(seconds)},
          {"cpu_seconds", std::move(cpu_seconds)},
          {"threads", output.num_threads},
          {"host", host_name()}};
}

}  // namespace byname
