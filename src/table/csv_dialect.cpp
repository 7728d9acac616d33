// SPDX-License-Identifier: Apache-2.0
#include "table/csv_dialect.hpp"

#include <array>
#include <vector>

#include "table/csv_record.hpp"

namespace byname {

namespace {

constexpr std::array<char, 4> kUsualDelimiters = {',', ';', '\t', '|'};
constexpr std::array<char, 5> kRareDelimiters = {'^', '~', ':', '\x1F', '\x01'};

/// How well one dialect splits the sample.
struct Split {
  std::size_t header_cells = 0;
  double even_share = 0;  ///< of the rows: as many cells as the header
};

Split split_sample(std::string_view sample, bool is_whole, const CsvDialect& dialect) {
  CsvRecordParser parser(dialect, sample.data(), sample.data() + sample.size(), is_whole);
  const char* end = sample.data() + sample.size();
  CsvRecord record;
  Split split;
  std::size_t rows = 0;
  std::size_t even_rows = 0;
  for (;;) {
    parser.skip_blank_lines();
    if (parser.position() == end) break;
    const RecordOutcome outcome = parser.next(split.header_cells, record);
    if (outcome == RecordOutcome::kNeedMore) break;
    if (split.header_cells == 0) {
      if (outcome != RecordOutcome::kRecord) return {};
      split.header_cells = record.cells.size();
      continue;
    }
    ++rows;
    even_rows += outcome == RecordOutcome::kRecord && has_expected_cells(record, split.header_cells);
  }
  split.even_share = rows == 0 ? 1 : static_cast<double>(even_rows) / static_cast<double>(rows);
  return split;
}

// More cells count for more, but evenness first: a delimiter inside one cell of the header splits few rows.
double score_of(const Split& split) {
  return split.header_cells < 2 ? 0 : split.even_share * (1 - 1 / static_cast<double>(split.header_cells));
}

char best_delimiter(std::string_view sample, bool is_whole, char quote) {
  char best = 0;
  double best_score = 0;
  for (const char delimiter : kUsualDelimiters) {
    const double score = score_of(split_sample(sample, is_whole, {delimiter, quote, false}));
    if (score > best_score) {
      best_score = score;
      best = delimiter;
    }
  }
  if (best != 0) return best;
  for (const char delimiter : kRareDelimiters) {
    const Split split = split_sample(sample, is_whole, {delimiter, quote, false});
    if (split.header_cells >= 2 && split.even_share >= 0.9) return delimiter;
  }
  // One column: the delimiter must not occur in its cells ("Levshina, Vera").
  double best_share = -1;
  for (const char delimiter : kUsualDelimiters) {
    const double share = split_sample(sample, is_whole, {delimiter, quote, false}).even_share;
    if (share > best_share) {
      best_share = share;
      best = delimiter;
    }
  }
  return best;
}

bool is_cell_border(char c, char delimiter) { return c == delimiter || c == '\n' || c == '\r'; }

/// Quote characters at the borders of cells, taken without regard to quoting.
struct BorderQuotes {
  std::size_t openings = 0;
  std::size_t closings = 0;
};

BorderQuotes count_border_quotes(std::string_view sample, char delimiter, char quote) {
  BorderQuotes counts;
  char before = '\n';  // the last character that is no space
  for (std::size_t at = 0; at < sample.size(); ++at) {
    const char c = sample[at];
    const char after = at + 1 < sample.size() ? sample[at + 1] : '\n';
    if (c == quote) {
      if (is_cell_border(before, delimiter))
        ++counts.openings;
      else if (is_cell_border(after, delimiter))
        ++counts.closings;
    }
    if (c != ' ') before = c;
  }
  return counts;
}

// Single quotes enclose cells if about as many close as open; names like 't Hooft only open.
bool uses_single_quotes(std::string_view sample, char delimiter) {
  if (count_border_quotes(sample, delimiter, '"').openings > 0) return false;
  const BorderQuotes counts = count_border_quotes(sample, delimiter, '\'');
  return counts.openings > 0 && counts.closings * 10 >= counts.openings * 9;
}

// \" followed by more text: without escapes a quote there would be stray.
bool uses_backslashes(std::string_view sample, const CsvDialect& dialect) {
  const std::array<char, 2> escape = {'\\', dialect.quote};
  const std::string_view wanted(escape.data(), escape.size());
  for (std::size_t at = sample.find(wanted); at != std::string_view::npos; at = sample.find(wanted, at + 2)) {
    const char after = at + 2 < sample.size() ? sample[at + 2] : '\n';
    if (!is_cell_border(after, dialect.delimiter) && after != dialect.quote) return true;
  }
  return false;
}

}  // namespace

CsvDialect sniff_csv_dialect(std::string_view sample, bool is_whole) {
  CsvDialect dialect;
  dialect.delimiter = best_delimiter(sample, is_whole, dialect.quote);
  const char with_single_quotes = best_delimiter(sample, is_whole, '\'');
  if (uses_single_quotes(sample, with_single_quotes)) {
    dialect.delimiter = with_single_quotes;
    dialect.quote = '\'';
  }
  dialect.backslash_escapes = uses_backslashes(sample, dialect);
  return dialect;
}

std::string delimiter_name(char delimiter) {
  switch (delimiter) {
    case '\t':
      return "tab";
    case '\x1F':
      return "unit separator";
    case '\x01':
      return "start-of-heading";
    default:
      return std::string(1, delimiter);
  }
}

}  // namespace byname
