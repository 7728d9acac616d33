// SPDX-License-Identifier: Apache-2.0
#include "names/mapped_column.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/parallel.hpp"
#include "names/missing_words.hpp"

namespace byname {

namespace {

constexpr std::size_t kChunkCodes = 16'384;
constexpr std::size_t kChunkRows = 65'536;

/// Comparable values of consecutive codes, one after another.
struct ReadValues {
  std::string text;
  std::vector<std::size_t> ends;
};

ReadValues read_codes(const Dictionary& dictionary, const ValueReader& read, std::size_t begin,
                      std::size_t end) {
  ReadValues values;
  values.ends.reserve(end - begin);
  for (std::size_t code = begin; code < end; ++code) {
    const std::string_view text = dictionary.value(static_cast<std::uint32_t>(code));
    if (code != Dictionary::kNull && !is_missing(text)) read(values.text, text);
    values.ends.push_back(values.text.size());
  }
  return values;
}

void recode(std::vector<std::uint32_t>& codes, const std::vector<std::uint32_t>& code_of,
            const std::vector<std::uint32_t>& from, const ExecutionContext& context) {
  codes.resize(from.size());
  parallel_chunks(context, from.size(), kChunkRows, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) codes[row] = code_of[from[row]];
  });
}

void append_part(std::string& joined, std::string_view separator, std::string_view part) {
  joined.append(joined.empty() ? std::string_view() : separator).append(part);
}

void append_union(std::set<std::string>& values, std::string_view set) {
  for (std::size_t begin = 0; begin <= set.size();) {
    const std::size_t end = std::min(set.find('|', begin), set.size());
    if (end > begin) values.emplace(set.substr(begin, end - begin));
    begin = end + 1;
  }
}

/// Builds a column from one text a row; the empty text is NULL.
template <typename MakeText>
TextColumn build_rows(std::size_t num_rows, const MakeText& make_text) {
  TextColumn column;
  column.codes.resize(num_rows);
  std::string text;
  for (std::size_t row = 0; row < num_rows; ++row) {
    text.clear();
    make_text(row, text);
    column.codes[row] = text.empty() ? Dictionary::kNull : column.dictionary.insert(text);
  }
  return column;
}

/// Codes of `from`'s texts in `to`, inserted in order.
std::vector<std::uint32_t> merge_dictionary(Dictionary& to, const Dictionary& from) {
  std::vector<std::uint32_t> code_of(from.size(), Dictionary::kNull);
  for (std::uint32_t code = 1; code < from.size(); ++code) code_of[code] = to.insert(from.value(code));
  return code_of;
}

}  // namespace

TextColumn map_distinct(const TextColumn& source, const ValueReader& read, const ExecutionContext& context) {
  const std::size_t num_codes = source.dictionary.size();
  std::vector<ReadValues> chunks(num_chunks(num_codes, kChunkCodes));
  parallel_chunks(context, num_codes, kChunkCodes,
                  [&](std::size_t chunk, std::size_t begin, std::size_t end) {
                    chunks[chunk] = read_codes(source.dictionary, read, begin, end);
                  });
  TextColumn column;
  column.name = source.name;
  std::vector<std::uint32_t> code_of;
  code_of.reserve(num_codes);
  for (const ReadValues& values : chunks) {
    std::size_t start = 0;
    for (const std::size_t end : values.ends) {
      const std::string_view text = std::string_view(values.text).substr(start, end - start);
      code_of.push_back(text.empty() ? Dictionary::kNull : column.dictionary.insert(text));
      start = end;
    }
  }
  recode(column.codes, code_of, source.codes, context);
  return column;
}

TextColumn join_rows(std::span<const TextColumn* const> columns, std::string_view separator) {
  const std::size_t num_rows = columns.empty() ? 0 : columns[0]->codes.size();
  return build_rows(num_rows, [&](std::size_t row, std::string& text) {
    for (const TextColumn* column : columns) {
      if (!column->is_null(row)) append_part(text, separator, column->at(row));
    }
  });
}

TextColumn coalesce_rows(std::span<const TextColumn* const> columns) {
  const std::size_t num_rows = columns.empty() ? 0 : columns[0]->codes.size();
  return build_rows(num_rows, [&](std::size_t row, std::string& text) {
    for (const TextColumn* column : columns) {
      if (text.empty()) text = column->at(row);
    }
  });
}

TextColumn unite_rows(std::span<const TextColumn* const> columns) {
  const std::size_t num_rows = columns.empty() ? 0 : columns[0]->codes.size();
  return build_rows(num_rows, [&](std::size_t row, std::string& text) {
    std::set<std::string> values;
    for (const TextColumn* column : columns) append_union(values, column->at(row));
    for (const std::string& value : values) append_part(text, "|", value);
  });
}

TextColumn stack_columns(std::span<TextColumn* const> columns, std::span<const std::size_t> sizes) {
  TextColumn stacked;
  bool is_first = true;
  for (std::size_t list = 0; list < columns.size(); ++list) {
    if (columns[list] == nullptr) {
      stacked.codes.resize(stacked.codes.size() + sizes[list], Dictionary::kNull);
      continue;
    }
    TextColumn column = std::move(*columns[list]);
    *columns[list] = TextColumn();
    if (is_first) {
      stacked.dictionary = std::move(column.dictionary);
      stacked.is_of_ids = column.is_of_ids && columns.size() == 1;
    } else {
      const std::vector<std::uint32_t> code_of = merge_dictionary(stacked.dictionary, column.dictionary);
      for (std::uint32_t& code : column.codes) code = code_of[code];
    }
    is_first = false;
    if (stacked.codes.empty()) {
      stacked.codes = std::move(column.codes);
    } else {
      stacked.codes.insert(stacked.codes.end(), column.codes.begin(), column.codes.end());
    }
  }
  return stacked;
}

void keep_rows(TextColumn& column, const std::vector<bool>& keep) {
  std::size_t kept = 0;
  for (std::size_t row = 0; row < column.codes.size(); ++row) {
    if (keep[row]) column.codes[kept++] = column.codes[row];
  }
  column.codes.resize(kept);
}

void drop_missing(TextColumn& column) {
  std::vector<bool> missing(column.dictionary.size(), false);
  bool is_any = false;
  for (std::uint32_t code = 1; code < column.dictionary.size(); ++code) {
    missing[code] = is_missing(column.dictionary.value(code));
    is_any |= missing[code];
  }
  if (!is_any) return;
  for (std::uint32_t& code : column.codes) code = missing[code] ? Dictionary::kNull : code;
}

}  // namespace byname
