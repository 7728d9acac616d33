// SPDX-License-Identifier: Apache-2.0
#include "linkage_input.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "block/list_pairs.hpp"
#include "spec/column_types.hpp"
#include "spec/model_columns.hpp"

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

Input read_linkage_lists(const std::vector<ListArgument>& lists, const LinkageReading& reading,
                         const UseOfColumn& use_of, const ExecutionContext& context) {
  ReadOptions options;
  options.keeps_empty_texts = !reading.empty_is_missing;
  options.keeps_blanks = true;
  options.lists_as_json = true;
  options.use_of = use_of;
  return read_lists(lists, options, context);
}

std::unique_ptr<LinkageTable> name_linkage_columns(Input& input, const LinkageReading& reading,
                                                   const SplinkModel& model,
                                                   const ExecutionContext& context) {
  context.begin_step("reading columns", 0);
  std::vector<ColumnRename> renames;
  for (const std::string& text : reading.renames) renames.push_back(parse_rename(text));
  ColumnTypes types;
  for (const std::string& text : reading.types) types.insert(parse_column_type(text));
  for (const auto& [column, type] : types_by_use(model)) types.try_emplace(column, type);
  return std::make_unique<LinkageTable>(
      make_linkage_table(input, renames, types, model.unique_id_column, context));
}

}  // namespace byname
