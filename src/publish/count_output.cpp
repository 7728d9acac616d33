// SPDX-License-Identifier: Apache-2.0
#include "publish/count_output.hpp"

#include <nlohmann/json.hpp>

#include "publish/output_files.hpp"
#include "table/csv_writer.hpp"

namespace byname {
namespace {

void write_text(const std::string& path, std::string_view text) {
  FileWriter file(path);
  file.append(text);
  file.close();
}

void write_json(const std::string& path, const nlohmann::ordered_json& json) {
  // Texts come from files that were checked for UTF-8; a path may still be anything.
  write_text(path, json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace

void write_count_output(const CountOutput& output, const std::string& folder,
                        const ExecutionContext& context) {
  const auto file = [&](const char* name) {
    context.check_cancelled();
    return folder + "/" + name;
  };
  write_links(output, file("links.csv"));
  write_persons(output, file("persons.csv"));
  write_pairs(output, file("pairs.parquet"));
  write_records(output, file("records.parquet"));
  write_draws(output, file("draws.parquet"));
  write_overlap(output, file("overlap.csv"));
  write_rejects(output, file("rejects.csv"));
  write_json(file("estimate.json"), estimate_json(output));
  write_json(file("model.json"), model_to_json(output.links->model));
  write_text(file("report.html"), report_html(output));
  write_json(file("run.json"), run_json(output));
}

}  // namespace byname
