// SPDX-License-Identifier: Apache-2.0
#include "linkage_input.hpp"

#include <filesystem>
#include <fmt/format.h>

#include "base/error.hpp"
#include "block/list_pairs.hpp"
#include "spec/column_types.hpp"
#include "spec/model_columns.hpp"
#include "table/input_pieces.hpp"

namespace byname {

void LinkageInputOptions::add(OptionTable& table, const std::string& model_help) {
  table.add({"FILE", "[LABEL=]FILE", "Lists: files, globs, or several files of one list as LABEL=PATTERN.",
             &files_, "", true});
  add_reading(table, model_help);
  add_pairs(table);
}

void LinkageInputOptions::add_reading(OptionTable& table, const std::string& model_help) {
  table.add({"--model", "FILE", model_help, &model_});
  table.add({"--map", "[LIST:]COLUMN=NAME",
             "Gives a column the name that the model knows it by; may be given again.", &reading_.renames});
  table.add(
      {"--type", "COLUMN=TYPE",
       "Says how a column is read: VARCHAR, BIGINT, DOUBLE, DATE, VARCHAR[] and more; may be given again. "
       "Else columns are what the model takes them for.",
       &reading_.types});
  table.add({"--empty-is-missing", "",
             "Takes a quoted empty cell for a missing value. Else it is the empty text, as in SQL; a cell "
             "with nothing between its delimiters is always missing.",
             &reading_.empty_is_missing});
}

void LinkageInputOptions::add_pairs(OptionTable& table) {
  table.add(
      {"--pairs", "A-B",
       "Compares only these lists: A-B the list A with the list B, A-A the records of A with each other; "
       "several as A-B,A-A, or given again. Else the model's link_type says.",
       &pairs_});
}

std::size_t LinkageInputOptions::num_lists() const { return parse_list_arguments(files_).size(); }

SplinkModel LinkageInputOptions::read_model() const {
  if (model_.empty()) throw UsageError("give the model: --model FILE");
  return read_splink_model(model_);
}

LinkageInput LinkageInputOptions::read(const SplinkModel& model, const ExecutionContext& context) const {
  return read_columns(model, nullptr, context);
}

LinkageInput LinkageInputOptions::read_used(const SplinkModel& model,
                                            const std::set<std::string>& other_columns,
                                            const ExecutionContext& context) const {
  return read_columns(model, used_columns(model, reading_, other_columns), context);
}

LinkageInput LinkageInputOptions::read_columns(const SplinkModel& model, const UseOfColumn& use_of,
                                               const ExecutionContext& context) const {
  const std::vector<ListArgument> arguments = parse_list_arguments(files_);
  if (model.link_type != "dedupe_only" && arguments.size() < 2 && pairs_.empty())
    throw UserError(fmt::format("the model is {}: give two lists or more", model.link_type));
  LinkageInput read;
  read.input = read_linkage_lists(arguments, reading_, use_of, context);
  read.table = name_linkage_columns(read.input, reading_, model, context);
  for (InputList& list : read.input.lists) {  // the table has them
    std::vector<std::uint32_t>().swap(list.file);
    std::vector<std::uint64_t>().swap(list.row);
    std::vector<std::uint64_t>().swap(list.line);
  }
  read.order = splink_order(read.table->ids, read.table->list, read.table->list_labels, model.link_type,
                            read.table->ids_are_numbers);
  if (!pairs_.empty()) {
    const std::vector<std::string>& labels = read.table->list_labels;
    compare_only(parse_list_pairs(pairs_, labels), labels.size(), read.order);
  }
  return read;
}

void add_frequencies_option(OptionTable& table, std::vector<std::string>& files,
                            const std::string& default_text) {
  table.add(
      {"--frequencies", "FILE",
       "Takes term frequencies from here: a term_frequencies.parquet of byname, or a table with the columns "
       "c and tf_c as Splink has it; may be given again.",
       &files, default_text});
}

UseOfColumn used_columns(const SplinkModel& model, const LinkageReading& reading,
                         const std::set<std::string>& other_columns) {
  std::set<std::string> used = columns_of_model(model);
  used.insert(other_columns.begin(), other_columns.end());
  std::set<std::string> renamed;
  for (const std::string& text : reading.renames) renamed.insert(parse_rename(text).column);
  return [used, renamed, ids = model.unique_id_column](const std::string&, const std::string& column) {
    if (renamed.contains(column) || used.contains(small_letters(column))) return ColumnUse::kValues;
    return column == ids ? ColumnUse::kIds : ColumnUse::kNone;
  };
}

ReadOptions linkage_read_options(const LinkageReading& reading, const UseOfColumn& use_of) {
  ReadOptions options;
  options.keeps_empty_texts = !reading.empty_is_missing;
  options.keeps_blanks = true;
  options.lists_as_json = true;
  options.use_of = use_of;
  return options;
}

Input read_linkage_lists(const std::vector<ListArgument>& lists, const LinkageReading& reading,
                         const UseOfColumn& use_of, const ExecutionContext& context) {
  return read_lists(lists, linkage_read_options(reading, use_of), context);
}

namespace {

std::vector<ColumnRename> renames_of(const LinkageReading& reading) {
  std::vector<ColumnRename> renames;
  for (const std::string& text : reading.renames) renames.push_back(parse_rename(text));
  return renames;
}

ColumnTypes types_of(const LinkageReading& reading, const SplinkModel& model) {
  ColumnTypes types;
  for (const std::string& text : reading.types) types.insert(parse_column_type(text));
  for (const auto& [column, type] : types_by_use(model)) types.try_emplace(column, type);
  return types;
}

}  // namespace

bool LinkageInputOptions::exceeds(std::uint64_t memory_budget) const {
  // Measured on lists of names, dates and addresses: linking a file of text in memory takes 8 to 9 bytes for
  // each of its own (docs/large-lists.md).
  constexpr std::uint64_t kMemoryPerByte = 9;
  constexpr std::uint64_t kTextPerCompressedByte = 4;
  std::uint64_t bytes = 0;
  for (const ListArgument& list : parse_list_arguments(files_)) {
    for (const std::string& path : list.paths) {
      const bool is_text = path.ends_with(".csv") || path.ends_with(".tsv") || path.ends_with(".txt") ||
                           path.ends_with(".json") || path.ends_with(".jsonl") || path.ends_with(".ndjson");
      bytes += std::filesystem::file_size(path) * (is_text ? 1 : kTextPerCompressedByte);
    }
  }
  return bytes > memory_budget / kMemoryPerByte;
}

SpilledListsOptions LinkageInputOptions::spilled_options(const SplinkModel& model,
                                                         const std::set<std::string>& other_columns,
                                                         const std::vector<SplinkRule>& other_rules,
                                                         const std::string& folder) const {
  SpilledListsOptions options{other_rules, renames_of(reading_), types_of(reading_, model),
                              columns_of_model(model), folder};
  options.columns.insert(other_columns.begin(), other_columns.end());
  return options;
}

Input LinkageInputOptions::read_spilled(const SplinkModel& model, const std::set<std::string>& other_columns,
                                        SpilledLists& lists, const ExecutionContext& context) const {
  // A piece and what is made of it take some hundred bytes a row; small pieces cost a look at every rule.
  constexpr std::size_t kPieceRows = std::size_t{1} << 17;
  const std::vector<ListArgument> arguments = parse_list_arguments(files_);
  if (model.link_type != "dedupe_only" && arguments.size() < 2 && pairs_.empty())
    throw UserError(fmt::format("the model is {}: give two lists or more", model.link_type));
  const UseOfColumn use_of = used_columns(model, reading_, other_columns);
  Input input = read_list_pieces(
      arguments, linkage_read_options(reading_, use_of), kPieceRows,
      [&](std::uint32_t list, InputList& piece) { lists.take(list, piece.label, piece, context); }, context);
  PairOrder allowed;
  if (!pairs_.empty()) {
    std::vector<std::string> labels;
    for (const ListArgument& list : arguments) {
      allowed.list.insert(allowed.list.end(), 2, static_cast<std::uint32_t>(labels.size()));
      labels.push_back(list.label);
    }
    compare_only(parse_list_pairs(pairs_, labels), labels.size(), allowed);
    allowed.list.clear();
  }
  lists.finish(input, std::move(allowed), context);
  return input;
}

std::unique_ptr<LinkageTable> name_linkage_columns(Input& input, const LinkageReading& reading,
                                                   const SplinkModel& model,
                                                   const ExecutionContext& context) {
  context.begin_step("reading columns", 0);
  return std::make_unique<LinkageTable>(make_linkage_table(
      input, renames_of(reading), types_of(reading, model), model.unique_id_column, context));
}

}  // namespace byname
