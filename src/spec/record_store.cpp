// SPDX-License-Identifier: Apache-2.0
#include "spec/record_store.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace byname {

namespace {

/// A cell: 0 for NULL, else one more than its bytes, then they.
void append_cell(const TextColumn& column, std::size_t row, std::string& bytes) {
  if (column.is_null(row)) {
    bytes += '\0';
    return;
  }
  const std::string_view text = column.at(row);
  append_varint(text.size() + 1, bytes);
  bytes += text;
}

std::string_view take_cell(const char*& at, const char* end) {
  if (at == end) return {};
  const std::uint64_t size = take_varint(at);
  if (size == 0) return {};
  if (size == 1) return kept_empty_text();
  const std::string_view text(at, size - 1);
  at += size - 1;
  return text;
}

const TextColumn* column_called(const std::vector<TextColumn>& columns, const std::string& name) {
  for (const TextColumn& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

}  // namespace

RecordStore::RecordStore(const std::string& folder, ColumnTypes types, std::set<std::string> needed)
    : types_(std::move(types)), needed_(std::move(needed)), file_(folder) {}

void RecordStore::append(const std::vector<TextColumn>& columns, std::size_t num_rows,
                         const ExecutionContext& context) {
  for (const TextColumn& column : columns) {
    if (std::find(columns_.begin(), columns_.end(), column.name) != columns_.end()) continue;
    columns_.push_back(column.name);
    unreadable_.emplace_back();
  }
  BYNAME_CHECK(num_records_ + num_rows < UINT32_MAX, "more than {} records", UINT32_MAX);
  std::vector<const TextColumn*> of_column;
  for (const std::string& name : columns_) of_column.push_back(column_called(columns, name));
  const std::size_t first_chunk = chunks_.size();
  chunks_.resize(first_chunk + num_chunks(num_rows, kChunkRows));
  parallel_chunks(context, num_rows, kChunkRows, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
    std::string rows;
    std::string row;
    for (std::size_t i = begin; i < end; ++i) {
      row.clear();
      for (const TextColumn* column : of_column) {
        if (column == nullptr) {
          row += '\0';
        } else {
          append_cell(*column, i, row);
        }
      }
      append_varint(row.size(), rows);
      rows += row;
    }
    chunks_[first_chunk + chunk] = {static_cast<std::uint32_t>(num_records_ + begin), file_.write(rows)};
  });
  num_records_ += num_rows;
}

void RecordStore::visit_chunk(std::size_t chunk, const VisitRow& visit) const {
  const std::string bytes = file_.read(chunks_[chunk].extent);
  std::uint32_t record = chunks_[chunk].first;
  for (const char* at = bytes.data(); at < bytes.data() + bytes.size(); ++record) {
    const std::uint64_t size = take_varint(at);
    visit(record, {at, size});
    at += size;
  }
}

void RecordStore::for_each_chunk(
    const std::function<void(const std::function<void(const VisitRow&)>& chunk)>& visit,
    const ExecutionContext& context) const {
  parallel_chunks(context, chunks_.size(), 1, [&](std::size_t chunk, std::size_t, std::size_t) {
    visit([&](const VisitRow& visit_row) { visit_chunk(chunk, visit_row); });
  });
}

std::string RecordStore::type_of(const std::string& column) const {
  const auto type = types_.find(column);
  return type == types_.end() ? "VARCHAR" : type->second;
}

void RecordStore::add_missing(ValueTable& table, const ExecutionContext& context) const {
  const auto add_null = [&](const std::string& name) {
    TextColumn column;
    column.codes.assign(table.num_records(), Dictionary::kNull);
    table.add(name, std::move(column), type_of(name), context);
  };
  for (const std::string& name : columns_) {
    if (!table.find(name)) add_null(name);
  }
  for (const std::string& name : needed_) {
    if (!table.find(name)) add_null(name);
  }
}

std::unique_ptr<ValueTable> RecordStore::make_table(std::span<const std::string_view> rows,
                                                    const ExecutionContext& context) const {
  auto table = std::make_unique<ValueTable>(rows.size());
  // Cells are cut a batch of rows at a time and dealt out to the columns' dictionaries.
  constexpr std::size_t kBatch = 1024;
  std::vector<TextColumn> columns(columns_.size());
  for (TextColumn& column : columns) column.codes.reserve(rows.size());
  std::vector<std::vector<std::string_view>> cells(columns_.size());
  for (std::size_t begin = 0; begin < rows.size(); begin += kBatch) {
    for (auto& of_column : cells) of_column.clear();
    for (const std::string_view row : rows.subspan(begin, std::min(kBatch, rows.size() - begin))) {
      const char* at = row.data();
      for (auto& of_column : cells) of_column.push_back(take_cell(at, row.data() + row.size()));
    }
    for (std::size_t c = 0; c < columns.size(); ++c)
      columns[c].dictionary.insert_all(cells[c], columns[c].codes);
  }
  for (std::size_t c = 0; c < columns.size(); ++c)
    table->add(columns_[c], std::move(columns[c]), type_of(columns_[c]), context);
  add_missing(*table, context);
  return table;
}

std::unique_ptr<ValueTable> RecordStore::make_table(std::vector<TextColumn> columns, std::size_t num_rows,
                                                    const ExecutionContext& context) {
  auto table = std::make_unique<ValueTable>(num_rows);
  for (TextColumn& column : columns) {
    const std::string name = column.name;
    const std::string type = type_of(name);
    const bool may_fail = type != "VARCHAR";
    std::vector<std::string> texts;
    if (may_fail) {
      for (std::uint32_t code = 0; code < column.dictionary.size(); ++code)
        texts.emplace_back(column.dictionary.value(code));
    }
    if (table->add(name, std::move(column), type, context) == 0) continue;
    const ValueColumn& read = table->column(table->num_columns() - 1);
    const auto at =
        static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), name) - columns_.begin());
    for (std::size_t code = 1; code < texts.size(); ++code) {
      if (read.values[code].is_null()) unreadable_[at].insert(texts[code]);
    }
  }
  add_missing(*table, context);
  return table;
}

std::unique_ptr<ValueTable> RecordStore::table_of(std::span<const std::uint32_t> records,
                                                  const ExecutionContext& context) const {
  std::vector<std::string> bytes(chunks_.size());
  std::vector<std::vector<std::string_view>> rows(chunks_.size());
  parallel_chunks(context, chunks_.size(), 1, [&](std::size_t chunk, std::size_t, std::size_t) {
    const std::uint32_t end =
        chunk + 1 < chunks_.size() ? chunks_[chunk + 1].first : static_cast<std::uint32_t>(num_records_);
    auto wanted = std::lower_bound(records.begin(), records.end(), chunks_[chunk].first);
    const auto last = std::lower_bound(wanted, records.end(), end);
    if (wanted == last) return;
    std::vector<std::size_t> begin;
    visit_chunk(chunk, [&](std::uint32_t record, std::string_view row) {
      if (wanted == last || *wanted != record) return;
      begin.push_back(bytes[chunk].size());
      bytes[chunk] += row;
      ++wanted;
    });
    begin.push_back(bytes[chunk].size());
    for (std::size_t i = 0; i + 1 < begin.size(); ++i)
      rows[chunk].push_back(std::string_view(bytes[chunk]).substr(begin[i], begin[i + 1] - begin[i]));
  });
  std::vector<std::string_view> all;
  all.reserve(records.size());
  for (const auto& of_chunk : rows) all.insert(all.end(), of_chunk.begin(), of_chunk.end());
  return make_table(all, context);
}

std::unique_ptr<ValueTable> RecordStore::empty_table(const ExecutionContext& context) const {
  auto table = make_table(std::span<const std::string_view>(), context);
  for (const std::string& name : unread) table->add_unread(name);
  return table;
}

std::vector<std::string> RecordStore::warnings() const {
  std::vector<std::string> warnings;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (unreadable_[c].empty()) continue;
    warnings.push_back(fmt::format("column {}: {} different values are no {} and count as missing",
                                   columns_[c], unreadable_[c].size(), type_of(columns_[c])));
  }
  return warnings;
}

}  // namespace byname
