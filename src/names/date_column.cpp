// SPDX-License-Identifier: Apache-2.0
#include "names/date_column.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "table/csv_writer.hpp"

namespace byname {

namespace {

constexpr std::size_t kTextsPerChunk = 1024;
constexpr std::size_t kRowsBetweenChecks = 4096;

/// The cells that one text gets.
struct DateCells {
  std::array<std::string, 4> cells;  ///< edtf, earliest, latest, reason
  bool is_refused = false;
};

DateCells cells_of(const DateReading& reading) {
  if (const auto* refusal = std::get_if<DateRefusal>(&reading))
    return {{"", "", "", fmt::format("{}: {}", refusal_name(refusal->kind), refusal->text)}, true};
  const UncertainDate& date = std::get<UncertainDate>(reading);
  return {{write_edtf(date.edtf), day_text(date.days.earliest), day_text(date.days.latest), ""}, false};
}

const TextColumn& find_column(const InputList& list, const std::string& name) {
  for (const TextColumn& column : list.columns) {
    if (column.name == name) return column;
  }
  std::vector<std::string> names;
  for (const TextColumn& column : list.columns) names.push_back(column.name);
  throw UserError(fmt::format("the file has no column '{}'; it has: {}", name, fmt::join(names, ", ")));
}

/// The cells of every distinct text, by code.
std::vector<DateCells> read_texts(const Dictionary& texts, const DateReference& reference,
                                  const ExecutionContext& context) {
  std::vector<DateCells> cells(texts.size());
  parallel_chunks(
      context, texts.size(), kTextsPerChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t code = std::max<std::size_t>(begin, 1); code < end; ++code)
          cells[code] = cells_of(read_date_phrase(texts.value(static_cast<std::uint32_t>(code)), reference));
      });
  return cells;
}

}  // namespace

std::vector<std::string> added_date_columns() { return {"edtf", "earliest", "latest", "reason"}; }

void check_date_column(const InputList& list, const std::string& column) {
  find_column(list, column);
  for (const std::string& added : added_date_columns()) {
    const bool is_there = std::any_of(list.columns.begin(), list.columns.end(),
                                      [&](const TextColumn& other) { return other.name == added; });
    if (is_there)
      throw UserError(
          fmt::format("the file has a column '{}' already, which would be added; rename it", added));
  }
}

DateColumnCounts write_dated_list(const InputList& list, const std::string& name,
                                  const DateReference& reference, const std::string& path,
                                  const ExecutionContext& context) {
  const TextColumn& texts = find_column(list, name);
  const std::vector<DateCells> cells = read_texts(texts.dictionary, reference, context);
  std::vector<std::string> header;
  for (const TextColumn& column : list.columns) header.push_back(column.name);
  for (const std::string& added : added_date_columns()) header.push_back(added);
  CsvWriter file(path, header);
  DateColumnCounts counts;
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    if (row % kRowsBetweenChecks == 0) context.check_cancelled();
    for (const TextColumn& column : list.columns) file.cell(column.at(row));
    const DateCells& made = cells[texts.codes[row]];
    for (const std::string& cell : made.cells) file.cell(std::string_view(cell));
    file.end_row();
    ++(texts.is_null(row) ? counts.num_empty : made.is_refused ? counts.num_refused : counts.num_read);
  }
  file.close();
  return counts;
}

}  // namespace byname
