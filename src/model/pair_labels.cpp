// SPDX-License-Identifier: Apache-2.0
#include "model/pair_labels.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <unordered_map>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr double kMatch = 0.5;

/// The columns of a file of labels.
class LabelFile {
 public:
  LabelFile(const std::string& path, const SplinkModel& model, const LinkageTable& table,
            const ExecutionContext& context)
      : path_(path), table_(table) {
    ReadOptions options;
    options.keeps_blanks = true;
    const std::vector<ListArgument> file = {{"labels", {path}}};
    input_ = read_lists(file, options, context);
    if (!input_.rejects.empty())
      fail(input_.rejects[0].row, fmt::format("cannot be read: {}", input_.rejects[0].reason));
    const bool needs_lists = model.link_type != "dedupe_only";
    for (const char* side : {"_l", "_r"}) {
      ids_.push_back(&needed(model.unique_id_column + side));
      lists_.push_back(needs_lists ? &needed(model.source_column + side) : nullptr);
    }
    scores_ = find("clerical_match_score");
    for (std::uint32_t record = 0; record < table.ids.size(); ++record)
      record_of_[key(table.list_labels[table.list[record]], table.ids[record], needs_lists)] = record;
  }

  std::size_t num_rows() const { return input_.lists[0].num_mentions(); }
  std::uint64_t row_number(std::size_t row) const { return input_.lists[0].row[row]; }

  std::uint32_t record(std::size_t row, std::size_t side) const {
    const std::string_view list = lists_[side] == nullptr ? "" : lists_[side]->at(row);
    const auto found = record_of_.find(key(list, ids_[side]->at(row), lists_[side] != nullptr));
    if (found == record_of_.end()) {
      fail(row_number(row),
           fmt::format("names a record that no list has ({}{}). Give the lists that the labels are of",
                       lists_[side] == nullptr ? "" : lists_[side]->name + ", ", ids_[side]->name));
    }
    return found->second;
  }

  double score(std::size_t row) const {
    if (scores_ == nullptr) return 1;
    const std::string_view text = scores_->at(row);
    double score = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), score);
    if (error != std::errc() || end != text.data() + text.size() || !(score >= 0 && score <= 1))
      fail(row_number(row), "has a clerical_match_score that is no number from 0 to 1");
    return score;
  }

  [[noreturn]] void fail(std::uint64_t row, const std::string& what) const {
    throw DataError(fmt::format("the labels in {} cannot be used: row {} {}", path_, row, what));
  }

 private:
  static std::string key(std::string_view list, std::string_view id, bool has_list) {
    return has_list ? fmt::format("{}-__-{}", list, id) : std::string(id);
  }
  const TextColumn* find(const std::string& name) const {
    for (const TextColumn& column : input_.lists[0].columns) {
      if (column.name == name) return &column;
    }
    return nullptr;
  }
  const TextColumn& needed(const std::string& name) const {
    const TextColumn* column = find(name);
    if (column == nullptr)
      throw DataError(fmt::format("the labels in {} cannot be used: there is no column {}", path_, name));
    return *column;
  }

  std::string path_;
  const LinkageTable& table_;
  Input input_;
  std::vector<const TextColumn*> ids_;    ///< left, right
  std::vector<const TextColumn*> lists_;  ///< the same; null: ids alone tell records apart
  const TextColumn* scores_ = nullptr;
  std::unordered_map<std::string, std::uint32_t> record_of_;
};

}  // namespace

std::vector<LabelledPair> read_pair_labels(const std::string& path, const SplinkModel& model,
                                           const LinkageTable& table, const ExecutionContext& context) {
  const LabelFile file(path, model, table, context);
  const PairOrder order =
      splink_order(table.ids, table.list, table.list_labels, model.link_type, table.ids_are_numbers);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<std::uint64_t, bool>> said;
  std::vector<LabelledPair> pairs;
  for (std::size_t row = 0; row < file.num_rows(); ++row) {
    LabelledPair pair{file.record(row, 0), file.record(row, 1), file.score(row)};
    if (pair.left == pair.right) file.fail(file.row_number(row), "pairs a record with itself");
    if (order.rank[pair.left] > order.rank[pair.right]) std::swap(pair.left, pair.right);
    const bool is_match = pair.score >= kMatch;
    const auto [known, is_new] =
        said.try_emplace({pair.left, pair.right}, std::pair{file.row_number(row), is_match});
    if (!is_new && known->second.second != is_match) {
      file.fail(file.row_number(row),
                fmt::format("contradicts row {}: one says that the pair matches, the other "
                            "that it does not",
                            known->second.first));
    }
    pairs.push_back(pair);
  }
  return pairs;
}

}  // namespace byname
