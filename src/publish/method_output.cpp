// SPDX-License-Identifier: Apache-2.0
#include "publish/method_output.hpp"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/version.hpp"
#include "publish/reproducible_call.hpp"
#include "table/csv_writer.hpp"
#include "table/parquet_writer.hpp"

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kLevel = 0.95;

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json interval_json(const Interval& interval) {
  return {{"estimate", number_or_null(interval.estimate)},
          {"low", number_or_null(interval.low)},
          {"high", number_or_null(interval.high)},
          {"level", kLevel}};
}

Json quantities_json(const MethodAnswer& answer) {
  Json json = Json::array();
  for (const NamedQuantity& each : answer.quantities) {
    Json quantity = {{"stratum", each.stratum}, {"quantity", each.quantity}};
    quantity.update(interval_json(each.interval));
    json.push_back(std::move(quantity));
  }
  return json;
}

Json answer_json(const MethodAnswer& answer) {
  Json diagnostics = Json::object();
  for (const auto& [name, value] : answer.diagnostics) diagnostics[name] = number_or_null(value);
  return {{"family", answer.family},        {"variant", answer.variant},
          {"model", answer.model},          {"assumption", answer.assumption},
          {"headline", answer.is_headline}, {"draws", answer.draws.num_draws()},
          {"diagnostics", diagnostics},     {"quantities", quantities_json(answer)}};
}

Json inputs_json(const MethodRun& run) {
  Json json = Json::array();
  for (const InputFile& file : run.inputs)
    json.push_back({{"file", file.name}, {"rows", file.num_rows}, {"sha256", file.sha256}});
  return json;
}

/// The numbers of everybody of the headline, by name.
Json headline_json(const MethodAnswer& answer) {
  Json json = {{"family", answer.family}, {"variant", answer.variant}};
  for (const NamedQuantity& each : answer.quantities) {
    if (each.stratum.empty()) json[each.quantity] = interval_json(each.interval);
  }
  return json;
}

std::vector<const MethodAnswer*> headline_first(const MethodAnswers& answers) {
  std::vector<const MethodAnswer*> ordered;
  if (const MethodAnswer* headline = answers.headline()) ordered.push_back(headline);
  for (const MethodAnswer& answer : answers.answers) {
    if (&answer != answers.headline()) ordered.push_back(&answer);
  }
  return ordered;
}

}  // namespace

std::string number_cell(double value) {
  if (!std::isfinite(value)) return "";
  if (value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value + 0.0);
  return fmt::format("{:.6g}", value);
}

nlohmann::ordered_json method_json(const MethodRun& run, const MethodAnswers& answers) {
  Json json = {{"format", kMethodFormat},
               {"verb", run.verb},
               {"version", program_version()},
               {"call", reproducible_call(run.call)},
               {"seed", run.seed},
               {"inputs", inputs_json(run)}};
  const MethodAnswer* headline = answers.headline();
  json["headline"] = headline == nullptr ? Json(nullptr) : headline_json(*headline);
  json["assumption"] = headline == nullptr ? "" : headline->assumption;
  json["models"] = Json::array();
  for (const MethodAnswer& answer : answers.answers) json["models"].push_back(answer_json(answer));
  json["refusals"] = Json::array();
  for (const Refusal& refusal : answers.refusals)
    json["refusals"].push_back({{"family", refusal.family},
                                {"variant", refusal.variant},
                                {"reason", refusal.reason},
                                {"needed", refusal.needed}});
  json["notes"] = answers.notes;
  return json;
}

nlohmann::ordered_json method_run_json(const MethodRun& run) {
  return {{"format", kMethodFormat}, {"verb", run.verb}, {"version", program_version()},
          {"call", run.call},        {"seed", run.seed}, {"inputs", inputs_json(run)}};
}

void write_method_table(const MethodAnswers& answers, const std::string& path) {
  const std::vector<std::string> header = {"method",   "variant", "stratum", "quantity",
                                           "estimate", "low",     "high",    "headline"};
  CsvWriter csv(path, header);
  for (const MethodAnswer& answer : answers.answers) {
    for (const NamedQuantity& each : answer.quantities) {
      csv.row(std::vector<std::string>{answer.family, answer.variant, each.stratum, each.quantity,
                                       number_cell(each.interval.estimate), number_cell(each.interval.low),
                                       number_cell(each.interval.high), answer.is_headline ? "1" : "0"});
    }
  }
  csv.close();
}

void write_method_draws(const MethodAnswers& answers, const std::string& path) {
  struct Column {
    std::string method;
    const QuantityColumn* column;
    bool is_headline;
  };
  std::vector<Column> columns;
  std::vector<std::size_t> first_rows = {0};
  for (const MethodAnswer* answer : headline_first(answers)) {
    for (const QuantityColumn& column : answer->draws.columns) {
      columns.push_back({answer->family + "/" + answer->variant, &column, answer->is_headline});
      first_rows.push_back(first_rows.back() + column.values.size());
    }
  }
  if (first_rows.back() == 0) return;
  const std::vector<ParquetColumn> header = {
      {"draw", ParquetType::kInt32},    {"method", ParquetType::kText},  {"stratum", ParquetType::kText},
      {"quantity", ParquetType::kText}, {"value", ParquetType::kDouble}, {"headline", ParquetType::kInt32}};
  std::size_t at = 0;
  write_parquet(path, header, first_rows.back(), [&](ParquetBatch& batch) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const std::size_t row = batch.first_row() + i;
      while (row >= first_rows[at + 1]) ++at;
      const Column& column = columns[at];
      batch.set_int32(0, i, static_cast<std::int32_t>(row - first_rows[at] + 1));
      batch.set_text(1, i, column.method);
      batch.set_text(2, i, column.column->stratum);
      batch.set_text(3, i, column.column->quantity);
      batch.set_double(4, i, column.column->values[row - first_rows[at]]);
      batch.set_int32(5, i, column.is_headline ? 1 : 0);
    }
  });
}

void write_text_file(const std::string& path, std::string_view text) {
  FileWriter file(path);
  file.append(text);
  file.close();
}

void write_method_folder(const MethodRun& run, const MethodAnswers& answers, const std::string& table_name,
                         const std::string& report, const std::string& folder) {
  write_text_file(folder + "/estimate.json", json_document(method_json(run, answers)));
  write_method_table(answers, folder + "/" + table_name);
  write_method_draws(answers, folder + "/draws.parquet");
  write_text_file(folder + "/report.html", report);
  write_text_file(folder + "/run.json", json_document(method_run_json(run)));
}

}  // namespace byname
