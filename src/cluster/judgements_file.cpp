// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <fmt/format.h>
#include <unordered_map>

#include "cluster/constraints.hpp"
#include "names/column_roles.hpp"

namespace byname {

namespace {

const TextColumn& column_of(const InputList& list, const std::string& name, const std::string& path) {
  for (const TextColumn& column : list.columns) {
    if (column.name == name) return column;
  }
  throw DataError(fmt::format(
      "the judgements need the columns mention_1, mention_2 and judgement; {} is missing in {}", name, path));
}

const TextColumn* optional_column(const InputList& list, const std::string& name) {
  for (const TextColumn& column : list.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

Verdict verdict_of(std::string_view text, std::uint64_t line, const std::string& path) {
  if (text == "same") return Verdict::kSame;
  if (text == "different") return Verdict::kDifferent;
  if (text == "unsure") return Verdict::kUnsure;
  throw DataError(fmt::format("a judgement is none of same, different, unsure: line {} of {}", line, path));
}

/// 1 or more; 0 where nothing stands.
double weight_of(std::string_view text, std::uint64_t line, const std::string& path) {
  if (text.empty()) return 0;
  double weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc() || end != text.data() + text.size() || !(weight >= 1 && weight < 1e15)) {
    throw DataError(
        fmt::format("an inclusion_weight is no number of 1 or more; leave the column as byname sample wrote "
                    "it: line {} of {}",
                    line, path));
  }
  return weight;
}

}  // namespace

std::vector<Judgement> read_judgements(const std::string& path, const RecordTable& records,
                                       const ExecutionContext& context) {
  const std::vector<ListArgument> argument = {{"judgements", {path}}};
  const Input input = read_lists(argument, context);
  if (!input.rejects.empty()) {
    const Reject& first = input.rejects.front();
    throw DataError(
        fmt::format("a judgement cannot be read ({}): line {} of {}", first.reason, first.line, path));
  }
  const InputList& list = input.lists.front();
  const TextColumn& left = column_of(list, "mention_1", path);
  const TextColumn& right = column_of(list, "mention_2", path);
  const TextColumn& verdict = column_of(list, "judgement", path);
  const TextColumn* author = optional_column(list, "author");
  const TextColumn* time = optional_column(list, "time");
  const TextColumn* weight = optional_column(list, "inclusion_weight");
  std::unordered_map<std::string, std::uint32_t> record_named;
  for (std::uint32_t record = 0; record < records.num_records(); ++record)
    record_named.emplace(records.mention_name(record), record);
  const auto find = [&](std::string_view name, std::uint64_t line) {
    const auto found = record_named.find(std::string(name));
    if (found == record_named.end()) {
      throw DataError(fmt::format(
          "a judgement names a mention that is in no list (write LIST:ROW): line {} of {}", line, path));
    }
    return found->second;
  };
  std::vector<Judgement> judgements;
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    const std::uint64_t line = list.line[row];
    if (weight != nullptr && verdict.is_null(row)) continue;  // of a sample, not judged yet
    Judgement judgement{find(left.at(row), line),
                        find(right.at(row), line),
                        verdict_of(verdict.at(row), line, path),
                        "",
                        "",
                        line,
                        0};
    if (judgement.left == judgement.right) {
      throw DataError(fmt::format("a judgement compares a mention with itself: line {} of {}", line, path));
    }
    if (author != nullptr) judgement.author = author->at(row);
    if (time != nullptr) judgement.time = time->at(row);
    if (weight != nullptr) judgement.inclusion_weight = weight_of(weight->at(row), line, path);
    judgements.push_back(std::move(judgement));
  }
  return judgements;
}

}  // namespace byname
