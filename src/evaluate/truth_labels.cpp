// SPDX-License-Identifier: Apache-2.0
#include "evaluate/truth_labels.hpp"

#include <fmt/format.h>
#include <string_view>
#include <unordered_map>

#include "base/error.hpp"
#include "evaluate/check.hpp"
#include "table/input.hpp"

namespace byname {

namespace {

constexpr std::uint32_t kAmbiguous = kNoTruth;

// Which columns of a truth file tell mentions apart.
struct TruthKey {
  const TextColumn* list = nullptr;
  const TextColumn* file = nullptr;
  const TextColumn* which = nullptr;  // row or id
  bool is_row = false;
};

// A mention as a truth file names it. An output has no line feed in a label.
std::string key_of(std::string_view list, std::string_view file, std::string_view which) {
  return fmt::format("{}\n{}\n{}", list, file, which);
}

std::string_view at_or_empty(const TextColumn* column, std::size_t row) {
  return column != nullptr ? column->at(row) : std::string_view();
}

const TextColumn* find_column(const InputList& table, std::string_view name) {
  for (const TextColumn& column : table.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

// Finds mentions by row or id, and by list and file where the truth file has them.
class MentionFinder {
 public:
  MentionFinder(const MentionPlaces& mentions, const TruthKey& key) : key_(key) {
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      if (!key.is_row && mentions.id->is_null(i)) continue;
      const std::string which =
          key.is_row ? std::to_string(mentions.row[i]) : std::string(mentions.id->at(i));
      const std::string_view list = key.list != nullptr ? at_or_empty(mentions.list, i) : "";
      const std::string_view file = key.file != nullptr ? at_or_empty(mentions.file, i) : "";
      const auto [at, is_new] = mention_of_.emplace(key_of(list, file, which), i);
      if (!is_new) at->second = kAmbiguous;
    }
  }
  // The mention that a line of the truth file means; `place` is for the message.
  std::uint32_t find(std::size_t line, const std::string& place) const {
    const auto at = mention_of_.find(
        key_of(at_or_empty(key_.list, line), at_or_empty(key_.file, line), key_.which->at(line)));
    if (at == mention_of_.end())
      throw DataError(fmt::format("{}: no mention of the output is meant.", place));
    if (at->second == kAmbiguous) {
      throw DataError(
          fmt::format("{}: several mentions are meant. Add the column list, or row instead of id.", place));
    }
    return at->second;
  }

 private:
  TruthKey key_;
  std::unordered_map<std::string, std::uint32_t> mention_of_;
};

TruthKey key_columns(const InputList& table, const MentionPlaces& mentions, const std::string& path) {
  TruthKey key;
  const TextColumn* row = find_column(table, "row");
  const TextColumn* id = find_column(table, "id");
  if (id == nullptr) id = find_column(table, "unique_id");
  key.is_row = row != nullptr && !mentions.row.empty();
  key.which = key.is_row ? row : id;
  if (key.which == nullptr) {
    throw DataError(mentions.row.empty()
                        ? fmt::format("{}: the columns truth and id are needed; clusters have no rows.", path)
                        : fmt::format("{}: the columns truth and row (or id) are needed.", path));
  }
  key.list = mentions.list != nullptr ? find_column(table, "list") : nullptr;
  key.file = mentions.file != nullptr ? find_column(table, "file") : nullptr;
  return key;
}

}  // namespace

std::vector<std::uint32_t> labels_of_column(const TextColumn& truth) {
  std::vector<std::uint32_t> labels(truth.codes.size());
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = truth.is_null(i) ? kNoTruth : truth.codes[i];
  return labels;
}

std::vector<std::uint32_t> labels_of_file(const std::string& path, const MentionPlaces& mentions,
                                          const ExecutionContext& context) {
  const ListArgument argument{"truth", {path}};
  const Input input = read_lists({&argument, 1}, context);
  const InputList& table = input.lists.at(0);
  const TextColumn* truth = find_column(table, "truth");
  if (truth == nullptr)
    throw DataError(fmt::format("{}: the columns truth and row (or id) are needed.", path));
  const TruthKey key = key_columns(table, mentions, path);
  const MentionFinder finder(mentions, key);
  std::vector<std::uint32_t> labels(mentions.size(), kNoTruth);
  for (std::size_t i = 0; i < table.num_mentions(); ++i) {
    const std::uint32_t mention = finder.find(i, fmt::format("{}, line {}", path, table.line[i]));
    if (!truth->is_null(i)) labels[mention] = truth->codes[i];
  }
  return labels;
}

}  // namespace byname
