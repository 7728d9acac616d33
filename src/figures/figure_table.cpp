// SPDX-License-Identifier: Apache-2.0
#include "figures/figure_table.hpp"

#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "estimate/table_columns.hpp"
#include "names/date_phrase.hpp"
#include "names/missing_words.hpp"

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

const std::vector<std::string_view> kSourceWords = {"source", "by", "institution", "istochnik", "dzherelo"};
const std::vector<std::string_view> kFigureWords = {"figure", "number", "estimate",
                                                    "text",   "tsifra", "chislo"};
const std::vector<std::string_view> kValueWords = {"value"};
const std::vector<std::string_view> kLowWords = {"low", "lower", "from", "min"};
const std::vector<std::string_view> kHighWords = {"high", "upper", "to", "max"};
const std::vector<std::string_view> kKindWords = {"kind", "type", "who"};
const std::vector<std::string_view> kPopulationWords = {"population", "whose", "of whom"};
const std::vector<std::string_view> kCountedWords = {"counted", "what is counted", "counts", "definition",
                                                     "what"};
const std::vector<std::string_view> kAsOfWords = {"as of", "date", "reference date", "until", "data"};
const std::vector<std::string_view> kNoteWords = {"note", "notes", "comment", "remark"};

/// What is written in a cell, as it is: a source may be called X.
std::string text_at(const TextColumn* column, std::size_t row) {
  if (column == nullptr || column->is_null(row)) return "";
  return std::string(column->at(row));
}

/// Empty for "-", "unknown" and the like too.
std::string known_text_at(const TextColumn* column, std::size_t row) {
  const std::string text = text_at(column, row);
  return is_missing(text) ? "" : text;
}

/// Reads the rows of one table.
class FigureReader {
 public:
  FigureReader(const Input& input, bool is_month_first)
      : input_(input), list_(input.lists.front()), is_month_first_(is_month_first) {
    source_ = find_column(list_, "", kSourceWords);
    figure_ = find_column(list_, "", kFigureWords);
    value_ = find_column(list_, "", kValueWords);
    low_ = find_column(list_, "", kLowWords);
    high_ = find_column(list_, "", kHighWords);
    if (source_ == nullptr ||
        (figure_ == nullptr && value_ == nullptr && (low_ == nullptr || high_ == nullptr)))
      throw UserError(fmt::format(
          "the table of figures needs the columns source and figure (or value, low, high); it has: {}",
          column_names(list_)));
  }

  Figure read(std::size_t row) const {
    Figure figure;
    figure.place = place_of_row(input_, list_, row);
    figure.source = text_at(source_, row);
    if (figure.source.empty())
      throw DataError(figure.place + ": a figure without a source. Say who gave it, or leave the row out.");
    figure.kind = text_at(find_column(list_, "", kKindWords), row);
    figure.note = text_at(find_column(list_, "", kNoteWords), row);
    figure.definition.population = text_at(find_column(list_, "", kPopulationWords), row);
    figure.definition.counted = text_at(find_column(list_, "", kCountedWords), row);
    figure.definition.as_of = known_text_at(find_column(list_, "", kAsOfWords), row);
    figure.definition.days = read_reference_date(figure.definition.as_of, is_month_first_, figure.place);
    read_value(row, figure);
    return figure;
  }

 private:
  std::optional<double> number_at(const TextColumn* column, std::size_t row) const {
    return column == nullptr ? std::nullopt : number_in_cell(input_, list_, *column, row);
  }

  void read_value(std::size_t row, Figure& figure) const {
    figure.text = known_text_at(figure_, row);
    if (!figure.text.empty()) {
      const auto reading = read_figure(figure.text);
      if (const auto* reason = std::get_if<std::string>(&reading))
        throw DataError(fmt::format("{}, column '{}': the figure cannot be read: {}", figure.place,
                                    figure_->name, *reason));
      figure.value = std::get<FigureValue>(reading);
      return;
    }
    figure.value.value = number_at(value_, row);
    figure.value.low = number_at(low_, row);
    figure.value.high = number_at(high_, row);
    const bool has_range = figure.value.low && figure.value.high;
    if (!figure.value.value && !has_range)
      throw DataError(figure.place +
                      ": a source without a figure. Give the number, or both ends of its range.");
    if (has_range && *figure.value.low > *figure.value.high)
      throw DataError(figure.place + ": the range ends below its beginning");
    figure.text = figure.value.value ? fmt::format("{:.15g}", *figure.value.value) : "";
    if (has_range)
      figure.text += fmt::format("{}{:.15g} to {:.15g}", figure.text.empty() ? "" : ", ", *figure.value.low,
                                 *figure.value.high);
  }

  const Input& input_;
  const InputList& list_;
  bool is_month_first_;
  const TextColumn *source_, *figure_, *value_, *low_, *high_;
};

bool is_interval(const Json& json) {
  return json.is_object() && json.contains("estimate") && json["estimate"].is_number();
}

double limit_of(const Json& json, const char* key) {
  return json.contains(key) && json[key].is_number() ? json[key].get<double>()
                                                     : std::numeric_limits<double>::quiet_NaN();
}

Interval interval_of(const Json& json) {
  return {json["estimate"].get<double>(), limit_of(json, "low"), limit_of(json, "high")};
}

}  // namespace

std::optional<DaySpan> read_reference_date(const std::string& text, bool is_month_first,
                                           const std::string& place) {
  if (text.empty()) return std::nullopt;
  const DateReading reading = read_date_phrase(text, {std::nullopt, std::nullopt, is_month_first});
  if (const auto* refusal = std::get_if<DateRefusal>(&reading))
    throw DataError(fmt::format("{}: the date cannot be read: {}. Leave it empty if the figure has none.",
                                place, refusal->text));
  return std::get<UncertainDate>(reading).days;
}

std::vector<Figure> read_figures(const Input& input, bool is_month_first) {
  const FigureReader reader(input, is_month_first);
  std::vector<Figure> figures;
  for (std::size_t row = 0; row < input.lists.front().num_mentions(); ++row)
    figures.push_back(reader.read(row));
  if (figures.empty()) throw DataError("the table has no figure below its header");
  return figures;
}

std::vector<OwnNumber> read_own_numbers(const std::string& path, const FigureDefinition& definition) {
  const std::string file = std::filesystem::is_directory(path) ? path + "/estimate.json" : path;
  std::ifstream stream(file);
  const Json json = Json::parse(stream, nullptr, false);
  if (!json.is_object())
    throw DataError(fmt::format("{} is no estimate.json of byname, nor a folder that holds one", path));
  std::vector<OwnNumber> numbers;
  const Json& from = json.contains("headline") && json["headline"].is_object() ? json["headline"] : json;
  for (const auto& [key, value] : from.items()) {
    if (is_interval(value)) numbers.push_back({key, file, interval_of(value), definition});
  }
  if (numbers.empty()) throw DataError(fmt::format("{} gives no number: its methods were refused", file));
  return numbers;
}

Interval interval_of_figure(const FigureValue& value) {
  Interval interval;
  interval.estimate = value.value ? *value.value : (*value.low + *value.high) / 2;
  interval.low = value.low.value_or(interval.estimate);
  interval.high = value.high.value_or(interval.estimate);
  if (value.bound == FigureBound::kAtLeast && !value.high)
    interval.high = std::numeric_limits<double>::infinity();
  if (value.bound == FigureBound::kAtMost && !value.low) interval.low = 0;
  return interval;
}

}  // namespace byname
