// SPDX-License-Identifier: Apache-2.0
#include "estimate/capture_file.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

#include "base/number_format.hpp"
#include "estimate/capture_strata.hpp"
#include "table/input.hpp"

namespace byname {
namespace {

/// Persons one by one are held in memory; tables of more are not of persons.
constexpr std::size_t kMostPersons = 50'000'000;

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
  std::vector<std::pair<std::size_t, bool>> covariates;  ///< column, is a category
  std::optional<std::size_t> count;
  bool are_lists_named = false;
};

std::optional<std::size_t> count_column(const CaptureTableFile& file) {
  for (const char* name : {"count", "freq", "frequency"}) {
    if (const auto column = file.find(name)) return column;
  }
  return std::nullopt;
}

std::size_t column_named(const CaptureTableFile& file, const std::string& option, const std::string& name,
                         const std::optional<std::size_t>& count) {
  const auto column = file.find(name);
  if (column && column != count) return *column;
  std::vector<std::string> names;
  for (const TextColumn& each : file.columns()) names.push_back(each.name);
  throw UsageError(fmt::format("{} names a column that is not there: {}. The columns are: {}", option, name,
                               fmt::join(names, ", ")));
}

/// The columns of lists: those named, or all that have no other use.
void add_list_columns(CaptureColumns& columns, const CaptureTableFile& file, const CaptureOptions& options) {
  std::vector<std::string> names;
  for (const TextColumn& column : file.columns()) names.push_back(column.name);
  for (const std::string& name : split_names(options.lists, names))
    columns.lists.push_back(column_named(file, "--lists", name, columns.count));
  columns.are_lists_named = !columns.lists.empty();
  if (columns.are_lists_named) return;
  for (std::size_t i = 0; i < file.columns().size(); ++i) {
    const bool is_by = std::find(columns.by.begin(), columns.by.end(), i) != columns.by.end();
    const bool is_covariate = std::any_of(columns.covariates.begin(), columns.covariates.end(),
                                          [i](const auto& each) { return each.first == i; });
    const bool is_left_out =
        std::find(options.without.begin(), options.without.end(), names[i]) != options.without.end();
    const bool is_unused_count = options.is_one_row_a_person && i == count_column(file);
    if (i != columns.count && !is_covariate && !is_unused_count && (!is_by || is_left_out))
      columns.lists.push_back(i);
  }
}

CaptureColumns columns_of(const CaptureTableFile& file, const CaptureOptions& options) {
  if (!options.by.empty() && !options.covariates.empty())
    throw UsageError("--by and --covariates do not go together: name the column of --by as a covariate");
  CaptureColumns columns;
  if (!options.is_one_row_a_person) columns.count = count_column(file);
  for (const std::string& name : options.by)
    columns.by.push_back(column_named(file, "--by", name, columns.count));
  std::vector<std::string> names;
  for (const TextColumn& column : file.columns()) names.push_back(column.name);
  for (const std::string& name : split_names(options.covariates, names)) {
    const CovariateOption covariate = parse_covariate(name);
    columns.covariates.emplace_back(column_named(file, "--covariates", covariate.column, columns.count),
                                    covariate.is_category);
  }
  add_list_columns(columns, file, options);
  if (columns.lists.empty())
    throw DataError(
        fmt::format("{} has no column of a list: one column of 0 and 1 a list, then count", file.name()));
  return columns;
}

struct Row {
  std::vector<std::string> values;
  std::vector<bool> is_on, is_possible;
  std::int64_t count = 1;

  bool is_on_any() const { return std::find(is_on.begin(), is_on.end(), true) != is_on.end(); }
};

/// 0, 1, or TRUE and FALSE as R writes them; nothing for anything else.
std::optional<bool> read_mark(const std::string& text) {
  if (text == "0" || lower(text) == "false") return false;
  if (text == "1" || lower(text) == "true") return true;
  return std::nullopt;
}

Row read_row(const CaptureTableFile& file, const CaptureColumns& columns, std::size_t row) {
  Row result;
  if (columns.count) result.count = file.count(*columns.count, row);
  for (const std::size_t column : columns.by) {
    const std::string value = file.text(column, row);
    result.values.push_back(is_missing(value) ? CaptureStrata::kMissing : value);
  }
  for (const std::size_t column : columns.lists) {
    const std::optional<bool> is_on = read_mark(file.text(column, row));
    if (!is_on && !is_missing(file.text(column, row)))
      file.fail(column, row,
                "is neither 0 nor 1, as the column of a list is (--lists names those of lists, --by those of "
                "strata; numbers of persons stand in a column named count)");
    if (!is_on && !columns.covariates.empty())
      file.fail(column, row, "is empty: with --covariates a person is on a list, 1, or not, 0");
    result.is_on.push_back(is_on.value_or(false));
    result.is_possible.push_back(is_on.has_value());
  }
  if (!columns.are_lists_named && !result.is_on_any())
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

/// Reads the rows of a table of lists.
class OverlapReader {
 public:
  OverlapReader(const CaptureTableFile& file, const CaptureOptions& options)
      : file_(file),
        columns_(columns_of(file, options)),
        is_one_row_a_person_(options.is_one_row_a_person),
        strata_(list_names(), options, file.name()) {}

  CaptureData read(std::uint64_t seed) {
    for (std::size_t row = 0; row < file_.num_rows(); ++row) add(row);
    data_.input = strata_.take(kNumImputations, seed);
    for (const auto& [column, is_category] : columns_.covariates)
      data_.persons.covariates.push_back(
          read_covariate(file_.columns()[column], is_category, row_of_person_));
    add_notes();
    return std::move(data_);
  }

 private:
  std::vector<std::string> list_names() const {
    std::vector<std::string> names;
    for (const std::size_t column : columns_.lists) names.push_back(file_.columns()[column].name);
    return names;
  }

  void add(std::size_t row) {
    const Row read = read_row(file_, columns_, row);
    if (!read.is_on_any()) {
      num_left_out_ += read.count;
      return;
    }
    const bool is_new = strata_.add(read.values, read.is_on, read.is_possible, read.count);
    const bool has_more_columns = columns_.are_lists_named || !columns_.covariates.empty();
    if (!is_new && columns_.count && !has_more_columns)
      file_.fail(row,
                 "the same lists stand in an earlier row, too: put the two together, or name the column that "
                 "tells them apart by --by");
    if (!columns_.covariates.empty()) add_persons(row, strata_.kept_pattern(read.is_on), read.count);
  }

  void add_persons(std::size_t row, std::uint32_t pattern, std::int64_t count) {
    if (pattern == 0) return;
    const auto number = static_cast<std::size_t>(count);
    if (row_of_person_.size() + number > kMostPersons)
      file_.fail(row, fmt::format("with --covariates at most {} persons can be held", kMostPersons));
    row_of_person_.insert(row_of_person_.end(), number, row);
    data_.persons.patterns.insert(data_.persons.patterns.end(), number, pattern);
  }

  void add_notes() {
    if (strata_.num_imputed() > 0) data_.notes.push_back(imputation_note(strata_.num_imputed()));
    if (num_left_out_ > 0)
      data_.notes.push_back(fmt::format("On none of the lists named, and left out: {}.",
                                        format_counted(num_left_out_, "person", "persons")));
    if (!columns_.count && !is_one_row_a_person_)
      data_.notes.emplace_back("The table has no column count: a row was taken for one person.");
  }

  const CaptureTableFile& file_;
  CaptureColumns columns_;
  bool is_one_row_a_person_;
  CaptureStrata strata_;
  CaptureData data_;
  std::vector<std::size_t> row_of_person_;
  std::int64_t num_left_out_ = 0;
};

}  // namespace

CaptureData read_capture_file(const std::string& path, const CaptureOptions& options,
                              const ExecutionContext& context) {
  const CaptureTableFile file(path, context);
  const auto captures = file.find("captures");
  const auto count = count_column(file);
  const bool is_repeated = captures && count && file.columns().size() == 2 && !options.is_one_row_a_person;
  CaptureData data =
      is_repeated ? read_repeated(file, *captures, *count) : OverlapReader(file, options).read(context.seed);
  data.path = path;
  data.num_rows = file.num_rows();
  data.sha256 = file.sha256();
  return data;
}

}  // namespace byname
