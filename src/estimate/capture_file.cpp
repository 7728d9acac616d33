// SPDX-License-Identifier: Apache-2.0
#include "estimate/capture_file.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "estimate/capture_strata.hpp"
#include "table/input.hpp"

namespace byname {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return result;
}

bool is_missing(std::string_view text) { return text.empty() || lower(text) == "na"; }

/// One table as read, with the place of every row for messages.
class CaptureTableFile {
 public:
  CaptureTableFile(const std::string& path, const ExecutionContext& context)
      : input_(read_lists(std::vector<ListArgument>{{"table", {path}}}, context)) {
    if (!input_.rejects.empty()) {
      const Reject& reject = input_.rejects.front();
      throw DataError(fmt::format("{}, row {}: {}", name(), reject.row, reject.reason));
    }
  }

  const std::string& name() const { return input_.files.front().name; }
  const std::string& sha256() const { return input_.files.front().sha256; }
  const std::vector<TextColumn>& columns() const { return input_.lists.front().columns; }
  std::size_t num_rows() const { return input_.lists.front().num_mentions(); }

  std::optional<std::size_t> find(std::string_view column) const {
    for (std::size_t i = 0; i < columns().size(); ++i) {
      if (lower(columns()[i].name) == lower(column)) return i;
    }
    return std::nullopt;
  }

  std::string text(std::size_t column, std::size_t row) const {
    const TextColumn& values = columns()[column];
    return values.is_null(row) ? "" : std::string(values.at(row));
  }

  /// A whole number >= 0.
  std::int64_t count(std::size_t column, std::size_t row) const {
    const std::string value = text(column, row);
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || number < 0)
      fail(column, row, "holds no count of persons, a whole number of 0 or more");
    return number;
  }

  [[noreturn]] void fail(std::size_t column, std::size_t row, const std::string& what) const {
    throw DataError(fmt::format("{}, row {}, column {} {}: \"{}\"", name(), row_number(row),
                                columns()[column].name, what, text(column, row)));
  }
  [[noreturn]] void fail(std::size_t row, const std::string& what) const {
    throw DataError(fmt::format("{}, row {}: {}", name(), row_number(row), what));
  }
  std::uint64_t row_number(std::size_t row) const { return input_.lists.front().row[row]; }

 private:
  Input input_;
};

/// Which column is what.
struct CaptureColumns {
  std::vector<std::size_t> lists;
  std::vector<std::size_t> by;
  std::optional<std::size_t> count;
};

std::optional<std::size_t> count_column(const CaptureTableFile& file) {
  for (const char* name : {"count", "freq", "frequency"}) {
    if (const auto column = file.find(name)) return column;
  }
  return std::nullopt;
}

CaptureColumns columns_of(const CaptureTableFile& file, const CaptureOptions& options) {
  CaptureColumns columns;
  columns.count = count_column(file);
  for (const std::string& name : options.by) {
    const auto column = file.find(name);
    if (!column || column == columns.count)
      throw UsageError(fmt::format("--by names a column that is not there: {}", name));
    columns.by.push_back(*column);
  }
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    const bool is_by = std::find(columns.by.begin(), columns.by.end(), i) != columns.by.end();
    const std::string& name = file.columns()[i].name;
    const bool is_left_out =
        std::find(options.without.begin(), options.without.end(), name) != options.without.end();
    if (i != columns.count && (!is_by || is_left_out)) columns.lists.push_back(i);
  }
  if (columns.lists.empty())
    throw DataError(
        fmt::format("{} has no column of a list: one column of 0 and 1 a list, then count", file.name()));
  return columns;
}

struct Row {
  std::vector<std::string> values;
  std::vector<bool> is_on, is_possible;
  std::int64_t count = 1;
};

Row read_row(const CaptureTableFile& file, const CaptureColumns& columns, std::size_t row) {
  Row result;
  if (columns.count) result.count = file.count(*columns.count, row);
  for (const std::size_t column : columns.by) {
    const std::string value = file.text(column, row);
    result.values.push_back(value.empty() ? "(missing)" : value);
  }
  for (const std::size_t column : columns.lists) {
    const std::string value = file.text(column, row);
    if (value != "0" && value != "1" && !is_missing(value))
      file.fail(column, row, "is neither 0 nor 1, as the column of a list is (--by names columns of strata)");
    result.is_on.push_back(value == "1");
    result.is_possible.push_back(!is_missing(value));
  }
  if (std::find(result.is_on.begin(), result.is_on.end(), true) == result.is_on.end())
    file.fail(row,
              "is on no list. How many are on no list is what is estimated, so no row can say it: take the "
              "row out");
  return result;
}

CaptureData read_repeated(const CaptureTableFile& file, std::size_t captures, std::size_t count) {
  CaptureData data;
  for (std::size_t row = 0; row < file.num_rows(); ++row) {
    const std::int64_t times = file.count(captures, row);
    if (times == 0) file.fail(row, "nobody can have been counted who was recorded 0 times: take the row out");
    if (!data.captures.emplace(times, file.count(count, row)).second)
      file.fail(row, fmt::format("{} captures stand in an earlier row, too: put the two together", times));
  }
  return data;
}

CaptureData read_overlap(const CaptureTableFile& file, const CaptureOptions& options) {
  const CaptureColumns columns = columns_of(file, options);
  std::vector<std::string> lists;
  for (const std::size_t column : columns.lists) lists.push_back(file.columns()[column].name);
  CaptureStrata strata(std::move(lists), options, file.name());
  for (std::size_t row = 0; row < file.num_rows(); ++row) {
    const Row read = read_row(file, columns, row);
    if (!strata.add(read.values, read.is_on, read.is_possible, read.count) && columns.count)
      file.fail(row,
                "the same lists stand in an earlier row, too: put the two together, or name the column that "
                "tells them apart by --by");
  }
  CaptureData data;
  data.input = strata.take();
  if (!columns.count)
    data.notes.emplace_back("The table has no column count: a row was taken for one person.");
  return data;
}

}  // namespace

CaptureData read_capture_file(const std::string& path, const CaptureOptions& options,
                              const ExecutionContext& context) {
  const CaptureTableFile file(path, context);
  const auto captures = file.find("captures");
  const auto count = count_column(file);
  CaptureData data = captures && count && file.columns().size() == 2 ? read_repeated(file, *captures, *count)
                                                                     : read_overlap(file, options);
  data.path = path;
  data.sha256 = file.sha256();
  return data;
}

}  // namespace byname
