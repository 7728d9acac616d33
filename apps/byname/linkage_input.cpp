// SPDX-License-Identifier: Apache-2.0
#include "linkage_input.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "spec/column_types.hpp"
#include "spec/model_columns.hpp"

namespace byname {

void LinkageInputOptions::add(OptionTable& table, const std::string& model_help) {
  table.add({"FILE", "[LABEL=]FILE", "Lists: files, globs, or several files of one list as LABEL=PATTERN.",
             &files_, "", true});
  table.add({"--model", "FILE", model_help, &model_});
  table.add({"--map", "[LIST:]COLUMN=NAME",
             "Gives a column the name that the model knows it by; may be given again.", &renames_});
  table.add(
      {"--type", "COLUMN=TYPE",
       "Says how a column is read: VARCHAR, BIGINT, DOUBLE, DATE, VARCHAR[] and more; may be given again. "
       "Else columns are what the model takes them for.",
       &types_});
  table.add({"--empty-is-missing", "",
             "Takes a quoted empty cell for a missing value. Else it is the empty text, as in SQL; a cell "
             "with nothing between its delimiters is always missing.",
             &empty_is_missing_});
}

std::size_t LinkageInputOptions::num_lists() const { return parse_list_arguments(files_).size(); }

SplinkModel LinkageInputOptions::read_model() const {
  if (model_.empty()) throw UsageError("give the model: --model FILE");
  std::ifstream file(model_);
  if (!file || std::filesystem::is_directory(model_))
    throw DataError(fmt::format("cannot read the model; check that it exists and may be read: {}", model_));
  nlohmann::ordered_json document;
  try {
    document = nlohmann::ordered_json::parse(file);
  } catch (const nlohmann::json::exception&) {
    throw DataError(
        fmt::format("the model is no JSON; give a model that Splink or byname saved: {}", model_));
  }
  return SplinkModel::from_json(document);
}

LinkageInput LinkageInputOptions::read(const SplinkModel& model, const ExecutionContext& context) const {
  return read_columns(model, nullptr, context);
}

LinkageInput LinkageInputOptions::read_used(const SplinkModel& model,
                                            const std::set<std::string>& other_columns,
                                            const ExecutionContext& context) const {
  std::set<std::string> used = columns_of_model(model);
  used.insert(other_columns.begin(), other_columns.end());
  std::set<std::string> renamed;
  for (const std::string& text : renames_) renamed.insert(parse_rename(text).column);
  return read_columns(
      model,
      [&](const std::string&, const std::string& column) {
        if (renamed.contains(column) || used.contains(small_letters(column))) return ColumnUse::kValues;
        return column == model.unique_id_column ? ColumnUse::kIds : ColumnUse::kNone;
      },
      context);
}

LinkageInput LinkageInputOptions::read_columns(const SplinkModel& model, const UseOf& use_of,
                                               const ExecutionContext& context) const {
  std::vector<ColumnRename> renames;
  for (const std::string& text : renames_) renames.push_back(parse_rename(text));
  ColumnTypes types;
  for (const std::string& text : types_) types.insert(parse_column_type(text));
  for (const auto& [column, type] : types_by_use(model)) types.try_emplace(column, type);
  const std::vector<ListArgument> arguments = parse_list_arguments(files_);
  if (model.link_type != "dedupe_only" && arguments.size() < 2)
    throw UserError(fmt::format("the model is {}: give two lists or more", model.link_type));
  ReadOptions reading;
  reading.keeps_empty_texts = !empty_is_missing_;
  reading.keeps_blanks = true;
  reading.lists_as_json = true;
  reading.use_of = use_of;
  LinkageInput read;
  read.input = read_lists(arguments, reading, context);
  context.begin_step("reading columns", 0);
  read.table = std::make_unique<LinkageTable>(
      make_linkage_table(read.input, renames, types, model.unique_id_column, context));
  read.order = splink_order(read.table->ids, read.table->list, read.table->list_labels, model.link_type,
                            read.table->ids_are_numbers);
  return read;
}

}  // namespace byname
