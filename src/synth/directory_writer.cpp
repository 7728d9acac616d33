// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/json_document.hpp"
#include "base/parallel.hpp"
#include "synth/directory.hpp"
#include "table/csv_writer.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kRowsPerChunk = 8192;
constexpr std::uint64_t kChunksPerThread = 4;

void append_number(std::uint64_t number, std::string& text) {
  std::array<char, 24> digits;
  text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

/// The lines of some rows. No field needs quotes: letters, digits and @.- only.
void append_rows(const Directory& directory, std::uint64_t begin, std::uint64_t end, std::string& text) {
  DirectoryRow row;
  for (std::uint64_t number = begin; number < end; ++number) {
    directory.make_row(number, row);
    append_number(number, text);
    for (const std::string& field : row.fields) (text += ',') += field;
    text += ',';
    append_number(row.person, text);
    text += '\n';
  }
}

void write_people(const DirectoryOptions& options, const Directory& directory, const std::string& path,
                  const ExecutionContext& context) {
  FileWriter file(path);
  std::string header = "unique_id";
  for (const std::string_view column : kDirectoryColumns) (header += ',') += column;
  file.append(header + ",cluster\n");
  // Pieces are made side by side and written in their order, a few at a time.
  std::vector<std::string> pieces(static_cast<std::size_t>(context.num_threads) * kChunksPerThread);
  const std::uint64_t step = pieces.size() * kRowsPerChunk;
  for (std::uint64_t first = 0; first < options.num_rows; first += step) {
    const std::uint64_t rows = std::min(step, options.num_rows - first);
    for (std::string& piece : pieces) piece.clear();
    parallel_chunks(context, rows, kRowsPerChunk, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
      append_rows(directory, first + begin, first + end, pieces[chunk]);
    });
    for (const std::string& piece : pieces) file.append(piece);
    context.advance(rows);
  }
  file.close();
}

nlohmann::ordered_json world_json(const DirectoryOptions& options, const Directory& directory) {
  return {{"format", 1},
          {"kind", "directory"},
          {"seed", options.seed},
          {"rows", options.num_rows},
          {"people", directory.num_people()},
          {"repeated", options.num_rows - directory.num_people()},
          {"duplicates", options.duplicates},
          {"errors", options.errors},
          {"missing", options.missing},
          {"given_names", directory.num_given_names()},
          {"family_names", directory.num_family_names()},
          {"towns", directory.num_towns()},
          {"postcodes", directory.num_postcodes()}};
}

}  // namespace

void write_directory(const DirectoryOptions& options, const std::string& folder,
                     const ExecutionContext& context) {
  const Directory directory(options);
  context.begin_step("writing people", options.num_rows);
  write_people(options, directory, folder + "/people.csv", context);
  context.end_steps();
  FileWriter file(folder + "/world.json");
  file.append(json_document(world_json(options, directory)));
  file.close();
}

}  // namespace byname
