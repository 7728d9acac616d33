// SPDX-License-Identifier: Apache-2.0
#include "table/csv_chunk.hpp"

#include <cstring>
#include <fmt/format.h>

#include "base/error.hpp"
#include "table/utf8_text.hpp"

namespace byname {

namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool has_nul(std::string_view bytes) { return std::memchr(bytes.data(), '\0', bytes.size()) != nullptr; }

std::string name_of_cell(const CsvLayout& layout, std::size_t cell) {
  return cell < layout.header.size() ? layout.header[cell] : "";
}

/// Why a record is no mention; no reason if it is one.
struct Fault {
  std::string reason;
  std::string column;
};

Fault fault_of_outcome(RecordOutcome outcome, const CsvLayout& layout, const CsvRecord& record) {
  switch (outcome) {
    case RecordOutcome::kUnclosedQuote:
      return {"a quote is opened and never closed", name_of_cell(layout, record.bad_cell)};
    case RecordOutcome::kCellTooLarge:
      return {"a cell is over 64 MiB", name_of_cell(layout, record.bad_cell)};
    case RecordOutcome::kRecordTooLarge:
      return {"the row is over 256 MiB", ""};
    default:
      return {};
  }
}

template <typename IsBad>
Fault fault_of_bytes(const std::string& reason, const CsvLayout& layout, const CsvRecord& record,
                     IsBad is_bad) {
  for (std::size_t cell = 0; cell < record.cells.size(); ++cell) {
    if (is_bad(record.cells[cell])) return {reason, name_of_cell(layout, cell)};
  }
  return {reason, ""};
}

std::string fields(std::size_t count) { return fmt::format("{} field{}", count, count == 1 ? "" : "s"); }

/// What a chunk was searched for as a whole, so that its records need not be searched one by one.
struct KnownClean {
  const char* until;  ///< records that end before are without fault of these kinds
  bool without_nul;
  bool valid_utf8;
};

Fault fault_of_record(const CsvLayout& layout, const CsvRecord& record, const KnownClean& clean) {
  const bool is_within = record.raw.data() + record.raw.size() <= clean.until;
  if (!(is_within && clean.without_nul) && has_nul(record.raw)) {
    return fault_of_bytes("a NUL byte", layout, record, has_nul);
  }
  if (!(is_within && clean.valid_utf8) && !is_valid_utf8(record.raw)) {
    return fault_of_bytes(fmt::format("bytes that are not {}", layout.encoding_name), layout, record,
                          [](std::string_view cell) { return !is_valid_utf8(cell); });
  }
  if (!has_expected_cells(record, layout.header.size())) {
    return {fmt::format("{} where the header has {}", fields(record.cells.size()), layout.header.size()), ""};
  }
  return {};
}

void accept(CsvChunk& chunk, const CsvRecord& record) {
  chunk.rows.push_back(static_cast<std::uint32_t>(chunk.num_records));
  chunk.lines.push_back(static_cast<std::uint32_t>(chunk.num_lines));
  for (std::size_t i = 0; i < chunk.columns.size(); ++i) chunk.columns[i].push_back(record.cells[i]);
}

void reject(CsvChunk& chunk, const CsvRecord& record, Fault fault) {
  chunk.rejects.push_back({chunk.num_records, chunk.num_lines, std::move(fault.column),
                           std::move(fault.reason), shown_excerpt(record.raw, kRejectTextBytes)});
}

}  // namespace

CsvChunk parse_csv_chunk(const CsvLayout& layout, const char* begin, const char* border,
                         const char* segment_end, bool is_last_segment) {
  CsvChunk chunk;
  chunk.begin = begin;
  chunk.columns.resize(layout.header.size());
  CsvRecordParser& parser = chunk.parser.emplace(layout.dialect, begin, segment_end, is_last_segment);
  chunk.end = begin;
  if (begin >= border) return chunk;
  const std::string_view bytes = between(begin, border);
  const KnownClean clean{border, !has_nul(bytes), is_valid_utf8(bytes)};
  CsvRecord record;
  while (parser.position() < border) {
    chunk.num_lines += parser.skip_blank_lines();
    if (parser.position() >= border) break;
    const RecordOutcome outcome = parser.next(layout.header.size(), record);
    if (outcome == RecordOutcome::kNeedMore) {
      chunk.needs_more = true;
      break;
    }
    Fault fault = outcome == RecordOutcome::kRecord ? fault_of_record(layout, record, clean)
                                                    : fault_of_outcome(outcome, layout, record);
    if (fault.reason.empty()) {
      accept(chunk, record);
    } else {
      reject(chunk, record, std::move(fault));
    }
    ++chunk.num_records;
    chunk.num_lines += record.num_lines;
    chunk.ends_within_line = outcome == RecordOutcome::kRecordTooLarge;
  }
  chunk.end = parser.position();
  return chunk;
}

}  // namespace byname
