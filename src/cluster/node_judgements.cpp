// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string_view>
#include <unordered_map>

#include "base/error.hpp"
#include "cluster/pair_files.hpp"
#include "cluster/union_find.hpp"
#include "table/input.hpp"

namespace byname {

namespace {

const TextColumn& column_of(const InputList& list, std::string_view name, const std::string& path) {
  for (const TextColumn& column : list.columns) {
    if (column.name == name) return column;
  }
  throw DataError(fmt::format(
      "the judgements need the columns mention_1, mention_2 and judgement; {} is missing in {}", name, path));
}

/// A judgement and where it stood.
struct Judged {
  std::string_view verdict;
  std::uint64_t line = 0;
};

void check_contradictions(const std::map<RecordPair, Judged>& judged, std::size_t num_nodes,
                          const std::string& path) {
  UnionFind sets(num_nodes);
  for (const auto& [pair, judgement] : judged) {
    if (judgement.verdict == "same") sets.join(pair.first, pair.second);
  }
  for (const auto& [pair, judgement] : judged) {
    if (judgement.verdict != "different" || sets.find(pair.first) != sets.find(pair.second)) continue;
    throw DataError(fmt::format(
        "a judgement contradicts others: two mentions are different here, and the same by way of other "
        "judgements: line {} of {}",
        judgement.line, path));
  }
}

}  // namespace

NodeJudgements read_node_judgements(const std::string& path, const NodeTable& nodes,
                                    const ExecutionContext& context) {
  const ListArgument argument{"judgements", {path}};
  const Input input = read_lists({&argument, 1}, context);
  if (!input.rejects.empty()) {
    const Reject& first = input.rejects.front();
    throw DataError(
        fmt::format("a judgement cannot be read ({}): line {} of {}", first.reason, first.line, path));
  }
  const InputList& list = input.lists.front();
  const TextColumn& left = column_of(list, "mention_1", path);
  const TextColumn& right = column_of(list, "mention_2", path);
  const TextColumn& verdict = column_of(list, "judgement", path);
  std::unordered_map<std::string, std::uint32_t> node_named;
  for (std::uint32_t node = 0; node < nodes.size(); ++node) node_named.emplace(nodes.name(node), node);
  const auto find = [&](const TextColumn& column, std::size_t row) {
    const auto found = node_named.find(std::string(column.at(row)));
    if (found != node_named.end()) return found->second;
    throw DataError(
        fmt::format("a judgement names a mention that is not there (write it as cluster ids are "
                    "written): line {} of {}",
                    list.line[row], path));
  };
  std::map<RecordPair, Judged> judged;
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    const std::string_view word = verdict.at(row);
    if (word != "same" && word != "different" && word != "unsure") {
      throw DataError(
          fmt::format("a judgement is none of same, different, unsure: line {} of {}", list.line[row], path));
    }
    const RecordPair pair = std::minmax({find(left, row), find(right, row)});
    if (pair.first == pair.second) {
      throw DataError(
          fmt::format("a judgement compares a mention with itself: line {} of {}", list.line[row], path));
    }
    judged[pair] = {word, list.line[row]};
  }
  check_contradictions(judged, nodes.size(), path);
  NodeJudgements judgements;
  for (const auto& [pair, judgement] : judged) {
    if (judgement.verdict == "same") judgements.same.push_back(pair);
    if (judgement.verdict == "different") judgements.different.push_back(pair);
    judgements.num_unsure += judgement.verdict == "unsure" ? 1 : 0;
  }
  return judgements;
}

}  // namespace byname
