// SPDX-License-Identifier: Apache-2.0
#include "evaluate/mention_match.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "evaluate/partition_change.hpp"

namespace byname {

namespace {

std::size_t num_lists(const LinkedRun& run) { return run.has_lists ? run.list.dictionary.size() - 1 : 1; }

/// Names the mentions of one run, so that equal names of two runs are one mention.
class Namer {
 public:
  Namer(const LinkedRun& run, MatchBy by, bool with_lists) : run_(run), by_(by), with_lists_(with_lists) {}

  std::string name(std::size_t place) const {
    if (by_ == MatchBy::kId || !run_.has_places) {
      const std::string id(run_.id.at(place));
      return with_lists_ && run_.has_lists && by_ == MatchBy::kId ? labelled(place, "-__-", id) : id;
    }
    std::string text = std::to_string(run_.row[place]);
    if (run_.has_several_files[run_.list.codes[place]])
      text = fmt::format("{}:{}", run_.file.at(place), text);
    return with_lists_ ? labelled(place, ":", text) : text;
  }

 private:
  std::string labelled(std::size_t place, const char* between, const std::string& text) const {
    return std::string(run_.list.at(place)) + between + text;
  }

  const LinkedRun& run_;
  MatchBy by_;
  bool with_lists_;
};

bool has_unique_ids(const LinkedRun& run, bool with_lists) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (std::size_t i = 0; i < run.num_mentions(); ++i) {
    if (run.id.is_null(i)) return false;
    if (!seen.emplace(with_lists && run.has_lists ? run.list.codes[i] : 0, run.id.codes[i]).second)
      return false;
  }
  return true;
}

/// byname cluster names the records of a count by their rows, all others by their ids.
MatchBy way_of_clusters(const LinkedRun& before, const LinkedRun& after) {
  const bool is_count = before.verb == RunVerb::kCount || after.verb == RunVerb::kCount;
  if (!is_count && before.has_lists != after.has_lists && (!before.has_places && !after.has_places)) {
    throw DataError(
        fmt::format("one of {} and {} names the list of a record and the other does not, so that records "
                    "cannot be matched.",
                    before.folder, after.folder));
  }
  return is_count ? MatchBy::kRow : MatchBy::kId;
}

MatchBy chosen_way(const LinkedRun& before, const LinkedRun& after, bool with_lists) {
  if (!before.has_places || !after.has_places) return way_of_clusters(before, after);
  if (before.input_hashes == after.input_hashes) return MatchBy::kRow;
  const bool ids_do = has_unique_ids(before, with_lists) && has_unique_ids(after, with_lists);
  return ids_do ? MatchBy::kId : MatchBy::kRow;
}

/// Whether names need their list: not if each run has one, nor against clusters of ids alone.
bool needs_lists(const LinkedRun& before, const LinkedRun& after, MatchBy by) {
  if (!before.has_places || !after.has_places)
    return by != MatchBy::kId || (before.has_lists && after.has_lists);
  return num_lists(before) > 1 || num_lists(after) > 1;
}

[[noreturn]] void throw_repeated(const LinkedRun& run, std::size_t place, MatchBy by) {
  throw DataError(fmt::format("{}: two records go by one {}, so that they cannot be matched: {}.{}",
                              run.folder, by == MatchBy::kId ? "id" : "list and row",
                              mention_name(run, static_cast<std::uint32_t>(place), by),
                              by == MatchBy::kId && run.has_places ? " Match by place: --by row." : ""));
}

void need_ids(const LinkedRun& run, MatchBy by) {
  if (by != MatchBy::kId || !run.has_places) return;
  const auto missing = std::find(run.id.codes.begin(), run.id.codes.end(), Dictionary::kNull);
  if (missing == run.id.codes.end()) return;
  const auto place = static_cast<std::uint32_t>(missing - run.id.codes.begin());
  throw DataError(
      fmt::format("{}: a record has no id, so that it cannot be matched: {}. Match by place: --by row.",
                  run.folder, mention_name(run, place, MatchBy::kRow)));
}

}  // namespace

MentionMatch match_mentions(const LinkedRun& before, const LinkedRun& after, MatchBy by) {
  MentionMatch match;
  const bool several_lists = num_lists(before) > 1 || num_lists(after) > 1;
  match.by = by == MatchBy::kAny ? chosen_way(before, after, several_lists) : by;
  for (const LinkedRun* run : {&before, &after}) need_ids(*run, match.by);
  const bool with_lists = needs_lists(before, after, match.by);
  Dictionary names;
  const Namer name_before(before, match.by, with_lists);
  for (std::uint32_t place = 0; place < before.num_mentions(); ++place) {
    if (names.insert(name_before.name(place)) != place + 1) throw_repeated(before, place, match.by);
    match.of_before.push_back(place);
    match.before.push_back(place);
    match.after.push_back(kNoPerson);
  }
  const Namer name_after(after, match.by, with_lists);
  for (std::uint32_t place = 0; place < after.num_mentions(); ++place) {
    const std::uint32_t mention = names.insert(name_after.name(place)) - 1;
    match.of_after.push_back(mention);
    if (mention == match.size()) {
      match.before.push_back(kNoPerson);
      match.after.push_back(place);
    } else if (std::exchange(match.after[mention], place) != kNoPerson) {
      throw_repeated(after, place, match.by);
    }
  }
  if (match.size() == before.num_mentions() + after.num_mentions()) {
    throw DataError(
        fmt::format("no mention is in both {} and {}. Give two runs on the same lists; --by row or --by id "
                    "says how their "
                    "records are matched.",
                    before.folder, after.folder));
  }
  return match;
}

std::string mention_name(const LinkedRun& run, std::uint32_t place, MatchBy by) {
  const std::string id(run.id.at(place));
  if (!run.has_places) return run.has_lists ? std::string(run.list.at(place)) + "-__-" + id : id;
  if (by == MatchBy::kId && !id.empty())
    return num_lists(run) > 1 ? fmt::format("{}-__-{}", run.list.at(place), id) : id;
  if (run.has_several_files[run.list.codes[place]])
    return fmt::format("{}:{}:{}", run.list.at(place), run.file.at(place), run.row[place]);
  return fmt::format("{}:{}", run.list.at(place), run.row[place]);
}

}  // namespace byname
