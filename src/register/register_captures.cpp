// SPDX-License-Identifier: Apache-2.0
#include "register/register_captures.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "estimate/capture_strata.hpp"
#include "estimate/linkage_shares.hpp"
#include "names/role.hpp"
#include "register/linkage_draws.hpp"
#include "register/rule_versions.hpp"
#include "register/standings.hpp"
#include "register/value_parts.hpp"

namespace byname {

namespace {

constexpr std::size_t kFewestSources = 3;

std::vector<std::string> words_of(const std::vector<std::string>& typed) {
  std::vector<std::string> words;
  for (const std::string& each : typed) {
    std::istringstream parts(each);
    for (std::string word; std::getline(parts, word, ',');) words.push_back(word);
  }
  return words;
}

std::unordered_set<std::string> rejected_persons(Database& database) {
  std::unordered_set<std::string> rejected;
  const ConfirmRule rule = rules_in_force(database).read().confirm;
  for (const PersonStanding& person : decided_persons(database, rule)) {
    if (person.standing.verdict == PersonVerdict::kRejected) rejected.insert(person.person);
  }
  return rejected;
}

// What persons are divided by: of each role the value that most of a person's mentions have, as it is
// compared, in its most frequent spelling.
class StratumValues {
 public:
  StratumValues(Database& database, const std::vector<std::string>& roles) : spellings_(roles.size()) {
    for (std::size_t i = 0; i < roles.size(); ++i) {
      held_.push_back(values_of_role(database, roles[i]));
      for (const auto& [mention, value] : held_[i]) spellings_[i].add(value);
    }
  }

  std::vector<std::string> of(const std::vector<std::int64_t>& mentions) const {
    std::vector<std::string> stratum;
    for (std::size_t i = 0; i < held_.size(); ++i) {
      std::vector<HeldValue> values;
      for (const std::int64_t mention : mentions) {
        if (const auto value = held_[i].find(mention); value != held_[i].end())
          values.push_back(value->second);
      }
      const std::string value = spellings_[i].of(most_frequent(values).value);
      stratum.emplace_back(value.empty() ? CaptureStrata::kMissing : value);
    }
    return stratum;
  }

 private:
  std::vector<std::unordered_map<std::int64_t, HeldValue>> held_;  // per role
  std::vector<Spellings> spellings_;
};

// A mention with a name of somebody who counts.
struct Mention {
  std::int64_t number = 0;
  std::size_t source = 0;
  std::string person;
};

class CaptureReader {
 public:
  CaptureReader(Register& opened, const CaptureOptions& options)
      : database_(opened.database()), options_(options), roles_(words_of(options.by)) {
    for (const std::string& role : roles_) {
      if (!role_from_name(role))
        throw UsageError(fmt::format("--by names no role that there is: {}. See docs/roles.md", role));
    }
    rejected_ = rejected_persons(database_);
    read_sources();
    read_mentions();
  }

  CaptureData read(const std::string& path, const ExecutionContext& context) {
    CaptureOptions kept = options_;
    kept.by = roles_;
    CaptureStrata strata(sources_, kept, path);
    add_persons(strata);
    const LinkageDraws linkage = draw_sources(context);
    const std::vector<Overlap> draws = overlap_of(linkage.draws, strata);
    CaptureData data;
    data.input = strata.take(draws.size(), context.seed);
    share_linkage_draws(data.input, draws);
    data.num_draws = draws.size();
    data.num_rows = mentions_.size();
    data.path = path;
    add_notes(data, strata.num_imputed());
    for (const Doubt& doubt : linkage.doubts)
      data.notes.push_back("The linkage is unsure: " + doubt.text + ".");
    return data;
  }

 private:
  void read_sources() {
    const std::vector<std::string> wanted = words_of(options_.lists);
    Rows rows = database_.query("SELECT DISTINCT list FROM mention WHERE active AND is_named ORDER BY list");
    while (rows.next()) {
      const bool is_wanted =
          wanted.empty() || std::find(wanted.begin(), wanted.end(), rows.text(0)) != wanted.end();
      if (is_wanted) sources_.push_back(rows.text(0));
    }
    for (const std::string& each : wanted) {
      if (std::find(sources_.begin(), sources_.end(), each) == sources_.end())
        throw UsageError(
            fmt::format("--lists names no source that names anybody: {}. See: byname sources", each));
    }
    if (sources_.size() < kFewestSources)
      throw UserError(
          fmt::format("an estimate of those on no list needs {} sources or more that name people, and there "
                      "are {}. See: byname "
                      "sources",
                      kFewestSources, sources_.size()));
  }

  void read_mentions() {
    Rows rows = database_.query(
        "SELECT m.number, m.list, p.person FROM mention m JOIN person_mention p ON p.mention = m.number "
        "WHERE "
        "m.is_named ORDER BY m.number");
    while (rows.next()) {
      const auto found = std::lower_bound(sources_.begin(), sources_.end(), rows.bytes(1));
      const bool is_taken = found != sources_.end() && *found == rows.bytes(1);
      if (!is_taken || rejected_.contains(rows.text(2))) continue;
      mentions_.push_back({rows.number(0), static_cast<std::size_t>(found - sources_.begin()), rows.text(2)});
    }
  }

  LinkageDraws draw_sources(const ExecutionContext& context) const {
    LinkageDrawRequest request;
    request.sources = sources_;
    request.left_out = rejected_;
    request.num_draws = kRegisterDraws;
    return draw_linkage(database_, request, context);
  }

  std::vector<Overlap> overlap_of(const std::vector<PartitionDraw>& partitions,
                                  const CaptureStrata& strata) const {
    std::vector<Overlap> draws;
    for (const PartitionDraw& draw : partitions) {
      Overlap& overlap = draws.emplace_back();
      for (const auto& [lists, number] : draw.overlap) {
        std::vector<bool> is_on(sources_.size());
        for (std::size_t i = 0; i < is_on.size(); ++i) is_on[i] = (lists >> i & 1) != 0;
        const std::uint32_t pattern = strata.kept_pattern(is_on);
        if (pattern != 0) overlap[pattern] += number;
      }
    }
    return draws;
  }

  void add_persons(CaptureStrata& strata) {
    const StratumValues values(database_, roles_);
    std::unordered_map<std::string, std::vector<const Mention*>> mentions_of;
    std::vector<std::string> order;
    for (const Mention& mention : mentions_) {
      std::vector<const Mention*>& of_person = mentions_of[mention.person];
      if (of_person.empty()) order.push_back(mention.person);
      of_person.push_back(&mention);
    }
    const std::vector<bool> all(sources_.size(), true);
    std::vector<bool> is_known(roles_.size());
    for (const std::string& person : order) {
      std::vector<bool> is_on(sources_.size());
      std::vector<std::int64_t> mentions;
      for (const Mention* mention : mentions_of[person]) {
        is_on[mention->source] = true;
        mentions.push_back(mention->number);
      }
      const std::vector<std::string> stratum = values.of(mentions);
      for (std::size_t i = 0; i < roles_.size(); ++i)
        is_known[i] = is_known[i] || stratum[i] != CaptureStrata::kMissing;
      strata.add(stratum, is_on, all, 1);
    }
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      if (!is_known[i])
        throw UserError(
            fmt::format("of nobody on these sources is the {} known. See: byname sources", roles_[i]));
    }
  }

  void add_notes(CaptureData& data, std::int64_t num_imputed) const {
    if (num_imputed > 0) data.notes.push_back(imputation_note(num_imputed));
    data.notes.push_back(
        fmt::format("The lists are the register's sources. Whoever they name counts, confirmed or not, but "
                    "for {} rejected.",
                    rejected_.size()));
    if (data.input.strata.size() > 1)
      data.notes.emplace_back(
          "The draws of the linkage are of everybody; they were shared out to the strata as the decided "
          "persons are.");
  }

  Database& database_;
  const CaptureOptions& options_;
  std::vector<std::string> roles_;
  std::unordered_set<std::string> rejected_;
  std::vector<std::string> sources_;  // ascending
  std::vector<Mention> mentions_;     // of the sources, by number
};

}  // namespace

CaptureData read_register_captures(Register& opened, const CaptureOptions& options,
                                   const ExecutionContext& context) {
  if (!options.covariates.empty() || options.is_one_row_a_person)
    throw UsageError("--covariates and --rows are of a table, and this is a register.");
  const auto slash = opened.path().find_last_of('/');
  CaptureData data = CaptureReader(opened, options).read(opened.path().substr(slash + 1), context);
  // What stands for the input is the head of the log.
  data.sha256 = opened.log().heads().front().hex();
  return data;
}

}  // namespace byname
