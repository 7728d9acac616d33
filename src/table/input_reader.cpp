// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <future>
#include <map>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "table/byte_source.hpp"
#include "table/csv_reader.hpp"
#include "table/duckdb_reader.hpp"
#include "table/input.hpp"
#include "table/input_pieces.hpp"
#include "table/json_reader.hpp"
#include "table/text_decoding.hpp"
#include "table/workbook.hpp"
#include "table/xlsx_reader.hpp"

namespace byname {

namespace {

std::string_view without_archive_ending(std::string_view path) {
  if (path.ends_with(".gz")) return path.substr(0, path.size() - 3);
  if (path.ends_with(".zst")) return path.substr(0, path.size() - 4);
  return path;
}

bool is_json(const std::string& path) {
  const std::string_view name = without_archive_ending(path);
  return name.ends_with(".jsonl") || name.ends_with(".ndjson") || name.ends_with(".json");
}

bool is_parquet(const std::string& path) {
  const std::string_view name = without_archive_ending(path);
  if (name.ends_with(".parquet") || name.ends_with(".pq")) return true;
  std::array<char, 4> magic{};
  const std::size_t size = read_fully(*open_byte_source(path), magic.data(), magic.size());
  return std::string_view(magic.data(), size) == "PAR1";
}

JsonCuts json_cuts(const ReadOptions& options, std::size_t segment_bytes) {
  return {segment_bytes, options.keeps_empty_texts,
          options.lists_as_json ? JsonLists::kAsJson : JsonLists::kJoined};
}

/// What becomes of a list's rows once there are so many; nothing where `visit` is empty.
struct Pieces {
  std::size_t rows = 0;
  std::function<void()> visit;
};

void read_text_file(const std::string& path, std::uint32_t index, InputFile& file, InputList& list,
                    std::vector<Reject>& rejects, const ReadOptions& options, const Pieces& pieces,
                    const ExecutionContext& context) {
  const TextEncoding encoding = detect_file_encoding(path);
  const std::string name(encoding_name(encoding));
  const auto source = decode_to_utf8(open_byte_source(path), encoding);
  CsvCuts cuts;
  cuts.keeps_empty_texts = options.keeps_empty_texts;
  cuts.keeps_blanks = options.keeps_blanks;
  cuts.on_piece = pieces.visit;
  cuts.piece_rows = pieces.rows;
  if (options.use_of)
    cuts.use_of = [&](const std::string& column) { return options.use_of(list.label, column); };
  if (is_json(path)) {
    read_json(*source, name, index, file, list, rejects, json_cuts(options, cuts.segment_bytes), context);
    file.format = fmt::format("jsonl {}", name);
    return;
  }
  const CsvDialect dialect = read_csv(*source, name, index, file, list, rejects, cuts, context);
  file.format = fmt::format("csv {} {}", delimiter_name(dialect.delimiter), name);
}

void read_file(const std::string& path, std::uint32_t index, InputFile& file, InputList& list,
               std::vector<Reject>& rejects, const ReadOptions& options, const Pieces& pieces,
               const ExecutionContext& context) {
  if (is_parquet(path)) {
    read_parquet(path, index, file, list, rejects, options, context);
    file.format = "parquet";
  } else {
    read_text_file(path, index, file, list, rejects, options, pieces, context);
  }
}

std::vector<std::string> hash_files(const std::vector<InputFile>& files, const ExecutionContext& context) {
  std::vector<std::string> hashes;
  for (std::size_t i = 0; i < files.size(); ++i) {
    context.check_cancelled();
    // The sheets of one workbook follow one another.
    const bool is_same_file = i > 0 && files[i].path == files[i - 1].path && !files[i].sheet.empty();
    hashes.push_back(is_same_file ? hashes.back() : sha256_of_file(files[i].path));
  }
  return hashes;
}

/// The workbooks among the files, by index of the file that is their first sheet.
using Workbooks = std::map<std::size_t, XlsxFile>;

void lay_out_file(Input& input, std::size_t list, const std::string& path, const std::string& sheet) {
  InputFile& file = input.files.emplace_back();
  file.path = path;
  file.name = std::filesystem::path(path).filename().string() + (sheet.empty() ? "" : "#" + sheet);
  file.list = static_cast<std::uint32_t>(list);
  file.sheet = sheet;
}

Workbooks lay_out_files(Input& input, std::span<const ListArgument> arguments, bool keeps_notes,
                        const ExecutionContext& context) {
  Workbooks workbooks;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    input.lists.emplace_back().label = arguments[i].label;
    for (const std::string& path : arguments[i].paths) {
      if (!is_workbook(path)) {
        lay_out_file(input, i, path, "");
        continue;
      }
      const XlsxFile& workbook =
          workbooks.try_emplace(input.files.size(), path, keeps_notes, context).first->second;
      if (!workbook.remark().empty())
        input.remarks.push_back(
            fmt::format("{}: {}", std::filesystem::path(path).filename().string(), workbook.remark()));
      for (const std::string& sheet : workbook.sheets()) lay_out_file(input, i, path, sheet);
    }
  }
  return workbooks;
}

std::uint64_t total_bytes(const std::vector<InputFile>& files) {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const InputFile& file = files[i];
    if (i > 0 && file.path == files[i - 1].path) continue;  // another sheet
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file.path, error);
    if (!error) total += size;
  }
  return total;
}

}  // namespace

void append_lists(Input& input, Input other) {
  const auto num_files = static_cast<std::uint32_t>(input.files.size());
  const auto num_lists = static_cast<std::uint32_t>(input.lists.size());
  for (InputFile& file : other.files) {
    file.list += num_lists;
    input.files.push_back(std::move(file));
  }
  for (InputList& list : other.lists) {
    for (std::uint32_t& file : list.file) file += num_files;
    input.lists.push_back(std::move(list));
  }
  for (Reject& reject : other.rejects) {
    reject.file += num_files;
    input.rejects.push_back(std::move(reject));
  }
  for (std::string& remark : other.remarks) input.remarks.push_back(std::move(remark));
}

Input read_lists(std::span<const ListArgument> arguments, const ExecutionContext& context) {
  return read_lists(arguments, ReadOptions{}, context);
}

namespace {

void forget_rows(InputList& list) {
  for (TextColumn& column : list.columns) {
    column.codes.clear();
    column.dictionary = Dictionary();
  }
  list.file.clear();
  list.row.clear();
  list.line.clear();
}

using VisitPiece = std::function<void(std::uint32_t list, InputList& piece)>;

/// Reads whole lists where `visit` is empty.
Input read_all(std::span<const ListArgument> arguments, const ReadOptions& options, std::size_t piece_rows,
               const VisitPiece& visit, const ExecutionContext& context) {
  Input input;
  Workbooks workbooks = lay_out_files(input, arguments, options.keeps_cell_notes, context);
  context.begin_step("reading", total_bytes(input.files));
  // The hash takes about as long as the parse: on another thread where there is one, on demand where not.
  const auto paths_only = input.files;
  auto hashes = std::async(context.num_threads > 1 ? std::launch::async : std::launch::deferred,
                           [&] { return hash_files(paths_only, context); });
  auto workbook = workbooks.end();
  std::size_t sheet = 0;
  for (std::uint32_t i = 0; i < input.files.size(); ++i) {
    InputFile& file = input.files[i];
    InputList& list = input.lists[file.list];
    Pieces pieces{piece_rows, {}};
    if (visit) {
      pieces.visit = [&] {
        if (list.num_mentions() > 0) visit(file.list, list);
        forget_rows(list);
      };
    }
    if (const auto first = workbooks.find(i); first != workbooks.end()) {
      workbook = first;
      sheet = 0;
    }
    if (file.sheet.empty()) {
      read_file(file.path, i, file, list, input.rejects, options, pieces, context);
    } else {
      workbook->second.read_sheet(sheet++, i, file, list, input.rejects, options, context);
      file.format = "xlsx";
    }
    if (pieces.visit) pieces.visit();
  }
  std::vector<std::string> hashed = hashes.get();
  for (std::size_t i = 0; i < hashed.size(); ++i) input.files[i].sha256 = std::move(hashed[i]);
  return input;
}

}  // namespace

Input read_lists(std::span<const ListArgument> arguments, const ReadOptions& options,
                 const ExecutionContext& context) {
  return read_all(arguments, options, 0, {}, context);
}

Input read_list_pieces(std::span<const ListArgument> arguments, const ReadOptions& options,
                       std::size_t piece_rows, const VisitPiece& visit, const ExecutionContext& context) {
  return read_all(arguments, options, piece_rows, visit, context);
}

}  // namespace byname
