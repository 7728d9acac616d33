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

// A mention as a truth file names it: "LIST<separator>ROW" or "LIST<separator>ID". An output has no such byte
// in a label.
std::string key_of(std::string_view list, std::string_view which) {
  return fmt::format("{}\n{}", list, which);
}

const TextColumn* find_column(const InputList& table, std::string_view name) {
  for (const TextColumn& column : table.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

// Finds mentions by list (or, where `list` is not told, any list) and row or id.
class MentionFinder {
 public:
  MentionFinder(const MentionColumns& mentions, bool by_row, bool by_list) : by_list_(by_list) {
    for (std::size_t i = 0; i < mentions.row.size(); ++i) {
      if (!by_row && mentions.id.is_null(i)) continue;
      const std::string which = by_row ? std::to_string(mentions.row[i]) : std::string(mentions.id.at(i));
      const auto [at, is_new] = mention_of_.emplace(key_of(by_list ? mentions.list.at(i) : "", which), i);
      if (!is_new) at->second = kAmbiguous;
    }
  }
  std::uint32_t find(std::string_view list, std::string_view which, const std::string& place) const {
    const auto at = mention_of_.find(key_of(by_list_ ? list : "", which));
    if (at == mention_of_.end())
      throw DataError(fmt::format("{}: no mention of the output is meant.", place));
    if (at->second == kAmbiguous) {
      throw DataError(
          fmt::format("{}: several mentions are meant. Add the column list, or row instead of id.", place));
    }
    return at->second;
  }

 private:
  bool by_list_;
  std::unordered_map<std::string, std::uint32_t> mention_of_;
};

}  // namespace

std::vector<std::uint32_t> labels_of_column(const TextColumn& truth) {
  std::vector<std::uint32_t> labels(truth.codes.size());
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = truth.is_null(i) ? kNoTruth : truth.codes[i];
  return labels;
}

std::vector<std::uint32_t> labels_of_file(const std::string& path, const MentionColumns& mentions,
                                          const ExecutionContext& context) {
  const ListArgument argument{"truth", {path}};
  const Input input = read_lists({&argument, 1}, context);
  const InputList& table = input.lists.at(0);
  const TextColumn* truth = find_column(table, "truth");
  const TextColumn* list = find_column(table, "list");
  const TextColumn* row = find_column(table, "row");
  const TextColumn* which = row != nullptr ? row : find_column(table, "id");
  if (truth == nullptr || which == nullptr) {
    throw DataError(fmt::format("{}: the columns truth and row (or id) are needed.", path));
  }
  const MentionFinder finder(mentions, row != nullptr, list != nullptr);
  std::vector<std::uint32_t> labels(mentions.row.size(), kNoTruth);
  for (std::size_t i = 0; i < table.num_mentions(); ++i) {
    const std::string place = fmt::format("{}, line {}", path, table.line[i]);
    const std::uint32_t mention = finder.find(list != nullptr ? list->at(i) : "", which->at(i), place);
    if (!truth->is_null(i)) labels[mention] = truth->codes[i];
  }
  return labels;
}

}  // namespace byname
