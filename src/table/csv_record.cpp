// SPDX-License-Identifier: Apache-2.0
#include "table/csv_record.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "table/text_column.hpp"

namespace byname {

namespace {

static_assert(std::endian::native == std::endian::little,
              "find_any reads the lowest byte of a word as the first");

constexpr std::uint64_t repeat(char c) { return 0x0101010101010101ull * static_cast<unsigned char>(c); }

// The high bit of every zero byte; above the first zero byte there may be false ones (Mycroft 1987).
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - 0x0101010101010101ull) & ~word & 0x8080808080808080ull;
}

/// Finds the first of three characters, eight bytes at a time; cells are too short for memchr to pay.
class ThreeCharacters {
 public:
  ThreeCharacters(char a, char b, char c) : a_(a), b_(b), c_(c) {}

  const char* find(const char* from, const char* end) const {
    const std::uint64_t a = repeat(a_);
    const std::uint64_t b = repeat(b_);
    const std::uint64_t c = repeat(c_);
    for (; from + 8 <= end; from += 8) {
      std::uint64_t word;
      std::memcpy(&word, from, sizeof word);
      const std::uint64_t hits = zero_bytes(word ^ a) | zero_bytes(word ^ b) | zero_bytes(word ^ c);
      if (hits != 0) return from + std::countr_zero(hits) / 8;
    }
    while (from < end && *from != a_ && *from != b_ && *from != c_) ++from;
    return from;
  }

 private:
  char a_;
  char b_;
  char c_;
};

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

}  // namespace

std::uint64_t count_line_ends(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_half_of_crlf = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    count += is_line_end(text[at]) && !is_half_of_crlf;
  }
  return count;
}

const char* find_line_end(const char* from, const char* end) {
  return ThreeCharacters('\n', '\r', '\n').find(from, end);
}

bool has_expected_cells(const CsvRecord& record, std::size_t expected_cells) {
  if (record.cells.size() < expected_cells) return false;
  return std::all_of(record.cells.begin() + static_cast<std::ptrdiff_t>(expected_cells), record.cells.end(),
                     [](std::string_view cell) { return cell.find_first_not_of(" \t") == cell.npos; });
}

CsvRecordParser::CsvRecordParser(const CsvDialect& dialect, const char* begin, const char* end, bool is_last)
    : dialect_(dialect), at_(begin), end_(end), is_last_(is_last) {}

std::uint64_t CsvRecordParser::skip_blank_lines() {
  std::uint64_t count = 0;
  while (at_ < end_) {
    const char* stop = after_spaces(at_);
    if (stop == end_) {
      if (!is_last_) break;
      at_ = end_;
      return count + 1;
    }
    if (!is_line_end(*stop)) break;
    if (*stop == '\r' && stop + 1 == end_ && !is_last_) break;
    at_ = stop + (*stop == '\r' && stop + 1 < end_ && stop[1] == '\n' ? 2 : 1);
    ++count;
  }
  return count;
}

RecordOutcome CsvRecordParser::next(std::size_t expected_cells, CsvRecord& record) {
  const char* start = at_;
  record.cells.clear();
  record.num_lines = 1;
  record.bad_cell = 0;
  switch (parse_cells(record)) {
    case CellOutcome::kNeedMore:
      at_ = start;
      if (static_cast<std::size_t>(end_ - start) <= kMaxRecordBytes) return RecordOutcome::kNeedMore;
      return give_up_line(RecordOutcome::kRecordTooLarge, start, record);
    case CellOutcome::kUnclosedQuote:
      return give_up_line(RecordOutcome::kUnclosedQuote, start, record);
    case CellOutcome::kTooLarge:
      return give_up_line(RecordOutcome::kCellTooLarge, start, record);
    default:
      break;
  }
  if (record.num_lines > 1 && expected_cells > 0 && !has_expected_cells(record, expected_cells) &&
      next_line_reads_alone(start, expected_cells)) {
    return give_up_line(RecordOutcome::kUnclosedQuote, start, record);
  }
  return RecordOutcome::kRecord;
}

CsvRecordParser::CellOutcome CsvRecordParser::parse_cells(CsvRecord& record) {
  const char* start = at_;
  for (;;) {
    std::string_view cell;
    const char* text_begin = after_spaces(at_);
    const bool is_quoted = text_begin < end_ && *text_begin == dialect_.quote;
    if (is_quoted || !dialect_.keeps_blanks) at_ = text_begin;
    const bool was_on_first_line = record.num_lines == 1;
    const CellOutcome outcome = is_quoted ? quoted_cell(cell, record.num_lines) : plain_cell(cell);
    if (outcome != CellOutcome::kDelimiter && outcome != CellOutcome::kRecordEnd) {
      record.bad_cell = record.cells.size();
      return outcome;
    }
    if (is_quoted && cell.empty() && dialect_.keeps_empty_texts) cell = kept_empty_text();
    if (was_on_first_line && record.num_lines > 1) record.bad_cell = record.cells.size();
    record.cells.push_back(cell);
    if (outcome == CellOutcome::kRecordEnd) {
      const char* raw_end = at_;
      if (raw_end > start && raw_end[-1] == '\n') --raw_end;
      if (raw_end > start && raw_end[-1] == '\r') --raw_end;
      record.raw = {start, static_cast<std::size_t>(raw_end - start)};
      return outcome;
    }
  }
}

CsvRecordParser::CellOutcome CsvRecordParser::plain_cell(std::string_view& cell) {
  const char* begin = at_;
  const char* stop = ThreeCharacters(dialect_.delimiter, '\n', '\r').find(begin, end_);
  if (static_cast<std::size_t>(stop - begin) > kMaxCellBytes) return CellOutcome::kTooLarge;
  const char* text_end = stop;
  while (!dialect_.keeps_blanks && text_end > begin && is_space(text_end[-1])) --text_end;
  cell = {begin, static_cast<std::size_t>(text_end - begin)};
  at_ = stop;
  return after_cell();
}

CsvRecordParser::CellOutcome CsvRecordParser::after_cell() {
  if (at_ == end_) return is_last_ ? CellOutcome::kRecordEnd : CellOutcome::kNeedMore;
  const char stop = *at_;
  if (stop == '\r' && at_ + 1 == end_ && !is_last_) return CellOutcome::kNeedMore;
  ++at_;
  if (stop == '\r' && at_ < end_ && *at_ == '\n') ++at_;
  return is_line_end(stop) ? CellOutcome::kRecordEnd : CellOutcome::kDelimiter;
}

CsvRecordParser::QuoteMeaning CsvRecordParser::meaning_of(const char* at) const {
  const bool has_next = at + 1 < end_;
  if (!has_next && !is_last_) return QuoteMeaning::kCut;
  if (*at != dialect_.quote) {
    const bool is_escape = has_next && (at[1] == dialect_.quote || at[1] == '\\');
    return is_escape ? QuoteMeaning::kPair : QuoteMeaning::kBackslash;
  }
  if (has_next && at[1] == dialect_.quote) return QuoteMeaning::kPair;
  const char* next = after_spaces(at + 1);
  if (next == end_) return is_last_ ? QuoteMeaning::kClose : QuoteMeaning::kCut;
  return *next == dialect_.delimiter || is_line_end(*next) ? QuoteMeaning::kClose : QuoteMeaning::kStray;
}

CsvRecordParser::CellOutcome CsvRecordParser::quoted_cell(std::string_view& cell, std::uint64_t& num_lines) {
  const char quote = dialect_.quote;
  const ThreeCharacters stops(quote, dialect_.backslash_escapes ? '\\' : quote, quote);
  const char* inside = at_ + 1;
  const char* searched = inside;  // for the end of the line where the cell began
  bool is_on_first_line = true;
  bool is_plain = true;
  for (const char* at = inside;;) {
    at = stops.find(at, end_);
    if (is_on_first_line) {
      is_on_first_line = find_line_end(searched, at) == at;
      searched = at;
    }
    if (!is_on_first_line && at >= no_close_from_ && at < no_close_until_) {
      at = no_close_until_;
      is_plain = false;  // nobody looked at the quotes jumped over
    }
    if (static_cast<std::size_t>(at - inside) > kMaxCellBytes)
      return no_close(inside, at, CellOutcome::kTooLarge);
    if (at == end_) {
      return is_last_ ? no_close(inside, at, CellOutcome::kUnclosedQuote) : CellOutcome::kNeedMore;
    }
    switch (meaning_of(at)) {
      case QuoteMeaning::kCut:
        return CellOutcome::kNeedMore;
      case QuoteMeaning::kClose:
        if (!is_on_first_line) {
          num_lines += count_line_ends({inside, static_cast<std::size_t>(at - inside)});
          no_close(inside, at, CellOutcome::kRecordEnd);  // should the record be given up all the same
        }
        at_ = after_spaces(at + 1);
        return close_cell(inside, at, is_plain, cell);
      case QuoteMeaning::kPair:
        is_plain = false;
        at += 2;
        break;
      case QuoteMeaning::kStray:
        if (!is_on_first_line) return no_close(inside, at, CellOutcome::kUnclosedQuote);
        [[fallthrough]];
      case QuoteMeaning::kBackslash:
        ++at;
        break;
    }
  }
}

CsvRecordParser::CellOutcome CsvRecordParser::close_cell(const char* inside, const char* quote, bool is_plain,
                                                         std::string_view& cell) {
  cell = {inside, static_cast<std::size_t>(quote - inside)};
  if (!is_plain) cell = undo_quotes(cell);
  return after_cell();
}

// What was read as quoted text from the first line end on, without a close, would be read in the same way
// from any line start between. Without this memory a file full of unclosed quotes would be searched to its
// end for each.
CsvRecordParser::CellOutcome CsvRecordParser::no_close(const char* inside, const char* until,
                                                       CellOutcome outcome) {
  if (until > no_close_until_) {
    no_close_from_ = find_line_end(inside, until);
    no_close_until_ = until;
  }
  return outcome;
}

const char* CsvRecordParser::after_spaces(const char* from) const {
  while (from < end_ && is_space(*from)) ++from;
  return from;
}

std::string_view CsvRecordParser::undo_quotes(std::string_view inside) {
  std::string text;
  text.reserve(inside.size());
  for (std::size_t at = 0; at < inside.size(); ++at) {
    const char c = inside[at];
    const char next = at + 1 < inside.size() ? inside[at + 1] : '\0';
    const bool has_next = at + 1 < inside.size();
    const bool is_doubled = has_next && c == dialect_.quote && next == dialect_.quote;
    const bool is_escape =
        has_next && dialect_.backslash_escapes && c == '\\' && (next == dialect_.quote || next == '\\');
    if (is_doubled || is_escape) ++at;
    text += is_escape ? next : c;
  }
  return undone_.emplace_back(std::move(text));
}

RecordOutcome CsvRecordParser::give_up_line(RecordOutcome outcome, const char* start, CsvRecord& record) {
  const char* line_end = find_line_end(start, end_);
  record.num_lines = 1;
  record.raw = {start, static_cast<std::size_t>(line_end - start)};
  at_ = start;
  const bool may_go_on = line_end == end_ || (*line_end == '\r' && line_end + 1 == end_);
  if (may_go_on && !is_last_) {
    if (record.raw.size() <= kMaxRecordBytes) return RecordOutcome::kNeedMore;
    at_ = end_;
    return RecordOutcome::kRecordTooLarge;
  }
  at_ = line_end;
  if (at_ < end_) at_ += *at_ == '\r' && at_ + 1 < end_ && at_[1] == '\n' ? 2 : 1;
  return outcome;
}

bool CsvRecordParser::next_line_reads_alone(const char* start, std::size_t expected_cells) const {
  const char* second = find_line_end(start, end_);
  second += second + 1 < end_ && *second == '\r' && second[1] == '\n' ? 2 : 1;
  CsvRecordParser line(dialect_, second, find_line_end(second, end_), true);
  CsvRecord record;
  if (line.skip_blank_lines() > 0) return false;
  return line.next(0, record) == RecordOutcome::kRecord && has_expected_cells(record, expected_cells);
}

}  // namespace byname
