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

class CaptureReader {
 public:
  CaptureReader(Register& opened, const CaptureOptions& options)
      : database_(opened.database()), options_(options), linkage_(database_), roles_(words_of(options.by)) {
    for (const std::string& role : roles_) {
      if (!role_from_name(role))
        throw UsageError(fmt::format("--by names no role that there is: {}. See docs/roles.md", role));
    }
    read_sources();
    rejected_ = rejected_persons(database_);
  }

  CaptureData read(const std::string& path, std::uint64_t seed) {
    CaptureOptions kept = options_;
    kept.by = roles_;
    CaptureStrata strata(sources_, kept, path);
    add_persons(strata);
    std::vector<Overlap> draws;
    for (std::size_t draw = 0; draw < kRegisterDraws; ++draw) {
      Overlap& overlap = draws.emplace_back();
      for (const std::vector<bool>& is_on : patterns_of(linkage_.draw(seed, draw))) {
        const std::uint32_t pattern = strata.kept_pattern(is_on);
        if (pattern != 0) ++overlap[pattern];
      }
    }
    CaptureData data;
    data.input = strata.take(draws.size(), seed);
    share_linkage_draws(data.input, draws);
    data.num_draws = draws.size();
    data.num_rows = linkage_.mentions().size();
    data.path = path;
    add_notes(data, strata.num_imputed());
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
    std::unordered_map<std::int64_t, std::size_t> source_of;
    Rows mentions = database_.query("SELECT number, list FROM mention WHERE active AND is_named");
    while (mentions.next()) {
      const auto found = std::lower_bound(sources_.begin(), sources_.end(), mentions.bytes(1));
      if (found != sources_.end() && *found == mentions.bytes(1))
        source_of[mentions.number(0)] = static_cast<std::size_t>(found - sources_.begin());
    }
    for (const std::int64_t mention : linkage_.mentions()) {
      const auto found = source_of.find(mention);
      source_at_.push_back(found == source_of.end() ? sources_.size() : found->second);
    }
  }

  // On which sources the persons are that begin at some mentions, by their first mention.
  std::vector<std::vector<bool>> patterns_of(const std::vector<std::uint32_t>& first) const {
    std::unordered_map<std::uint32_t, std::vector<bool>> patterns;
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < first.size(); ++i) {
      if (source_at_[i] == sources_.size() || rejected_.contains(linkage_.persons()[i])) continue;
      const auto [place, is_new] = patterns.try_emplace(first[i], std::vector<bool>(sources_.size()));
      if (is_new) order.push_back(first[i]);
      place->second[source_at_[i]] = true;
    }
    std::vector<std::vector<bool>> all;
    for (const std::uint32_t person : order) all.push_back(std::move(patterns.at(person)));
    return all;
  }

  void add_persons(CaptureStrata& strata) {
    const StratumValues values(database_, roles_);
    std::unordered_map<std::string, std::vector<std::uint32_t>> places;
    std::vector<std::string> order;
    for (std::uint32_t i = 0; i < source_at_.size(); ++i) {
      const std::string& person = linkage_.persons()[i];
      if (source_at_[i] == sources_.size() || rejected_.contains(person)) continue;
      std::vector<std::uint32_t>& of_person = places[person];
      if (of_person.empty()) order.push_back(person);
      of_person.push_back(i);
    }
    const std::vector<bool> all(sources_.size(), true);
    std::vector<bool> is_known(roles_.size());
    for (const std::string& person : order) {
      std::vector<bool> is_on(sources_.size());
      std::vector<std::int64_t> mentions;
      for (const std::uint32_t place : places[person]) {
        is_on[source_at_[place]] = true;
        mentions.push_back(linkage_.mentions()[place]);
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
  LinkageDraws linkage_;
  std::vector<std::string> roles_;
  std::vector<std::string> sources_;    // ascending
  std::vector<std::size_t> source_at_;  // per mention of the linkage; their number: none of them
  std::unordered_set<std::string> rejected_;
};

}  // namespace

CaptureData read_register_captures(Register& opened, const CaptureOptions& options,
                                   const ExecutionContext& context) {
  if (!options.covariates.empty() || options.is_one_row_a_person)
    throw UsageError("--covariates and --rows are of a table, and this is a register.");
  const auto slash = opened.path().find_last_of('/');
  CaptureData data = CaptureReader(opened, options).read(opened.path().substr(slash + 1), context.seed);
  // What stands for the input is the head of the log.
  data.sha256 = opened.log().heads().front().hex();
  return data;
}

}  // namespace byname
