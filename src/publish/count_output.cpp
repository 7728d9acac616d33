// SPDX-License-Identifier: Apache-2.0
#include "publish/count_output.hpp"

#include <functional>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/parallel.hpp"
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
  write_text(path, json_document(json));
}

}  // namespace

void write_count_output(const CountOutput& output, RecordsFile& records_file, const std::string& folder,
                        const ExecutionContext& context) {
  const auto file = [&](const char* name) { return folder + "/" + name; };
  // The longest first. Each Parquet file has a database of its own, so that two may be written at once.
  const std::vector<std::function<void()>> tasks = {
      [&] { write_persons(output, file("persons.csv"), context); },
      [&] { write_pairs(output, file("pairs.parquet")); },
      [&] { write_links(output, file("links.csv"), context); },
      [&] { write_draws(output, file("draws.parquet")); },
      [&] { write_overlap(output, file("overlap.csv")); },
      [&] { write_rejects(output, file("rejects.csv")); },
      [&] { write_json(file("estimate.json"), estimate_json(output)); },
      [&] { write_json(file("model.json"), model_to_json(output.links->model)); },
      [&] { write_text(file("report.html"), report_html(output)); },
      [&] { write_json(file("run.json"), run_json(output)); }};
  parallel_chunks(context, tasks.size(), 1,
                  [&](std::size_t chunk, std::size_t, std::size_t) { tasks[chunk](); });
  records_file.finish();
}

}  // namespace byname
