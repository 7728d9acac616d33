// SPDX-License-Identifier: Apache-2.0
#include "register/former_links.hpp"

#include <algorithm>
#include <optional>

#include "register/body_json.hpp"

namespace byname {

FormerLinks::FormerLinks(Database& database, const MentionNumbers& numbers, const OpOrder& order,
                         const Retractions& retractions)
    : database_(database), numbers_(numbers), order_(order), retractions_(retractions) {
  is_needed_ = is_needed();
}

// Whether an op that made or ended links was ever retracted: seldom, and all links are kept in memory then.
bool FormerLinks::is_needed() const {
  for (const std::string& target : retractions_.targets()) {
    if (target[0] != kOpTarget) continue;
    if (database_.number("SELECT EXISTS (SELECT 1 FROM body WHERE kind IN (?2, ?3, ?4) AND op = ?1)", 0,
                         Blob{std::string_view(target).substr(1)}, body_kind::kRun, body_kind::kLinks,
                         body_kind::kRevision) != 0)
      return true;
  }
  return false;
}

void FormerLinks::take(const Op& op, const std::vector<Body>& bodies) {
  if (!is_needed_) return;
  std::optional<Validity> known;
  const auto validity = [&]() -> const Validity& {
    if (!known) {
      const std::uint32_t number = order_.number_of(op.id);
      known = retractions_.validity(number, {{retraction_target(op.id), number}});
    }
    return *known;
  };
  for (const Body& body : bodies) {
    if (!body.bytes) continue;
    if (body.kind == body_kind::kRun) {
      const auto run = read_run_body(*body.bytes);
      if (!run || !run->replaces_all) continue;
      for (Link& link : links_) end(link, op, validity());
    } else if (body.kind == body_kind::kLinks) {
      const auto links = read_links_body(*body.bytes);
      if (!links) continue;
      for (const MentionPair& pair : links->links) add(op, validity(), pair);
    } else if (body.kind == body_kind::kRevision) {
      const auto revision = read_revision_body(*body.bytes);
      if (!revision) continue;
      // A revision of a mention that counts no more says nothing, here as in the table link.
      const bool counts = validity().counts_at(UINT32_MAX);
      const auto found =
          of_mention_.find(counts ? numbers_.held(revision->mention) : numbers_.ever(revision->mention));
      if (found == of_mention_.end()) continue;
      for (const std::size_t at : found->second) end(links_[at], op, validity());
    }
  }
}

// Of several links of a pair the last counts.
void FormerLinks::add(const Op& op, const Validity& validity, const MentionPair& pair) {
  const std::int64_t left = numbers_.ever(pair.left), right = numbers_.ever(pair.right);
  if (left == 0 || right == 0 || left == right) return;
  const Pair key{std::min(left, right), std::max(left, right)};
  std::vector<std::size_t>& of_pair = of_pair_[key];
  for (const std::size_t at : of_pair) {
    if (links_[at].op == op.id) {
      links_[at].weight = pair.weight;
      return;
    }
    end(links_[at], op, validity);
  }
  of_pair.push_back(links_.size());
  for (const std::int64_t mention : {key.first, key.second}) of_mention_[mention].push_back(links_.size());
  links_.push_back({key, op.id, validity, pair.weight, {}});
}

// Whether there is a moment from op `from` on at which the link counts and nothing has ended it.
bool FormerLinks::is_open(const Link& link, std::uint32_t from) {
  const auto is_open_at = [&](std::uint32_t at) {
    return link.validity.counts_at(at) &&
           std::none_of(link.ends.begin(), link.ends.end(),
                        [&](const End& end) { return end.validity.counts_at(at); });
  };
  const auto opens_in = [&](const Validity& validity) {
    return std::any_of(validity.switches.begin(), validity.switches.end(),
                       [&](std::uint32_t at) { return at >= from && is_open_at(at); });
  };
  return is_open_at(from) || opens_in(link.validity) ||
         std::any_of(link.ends.begin(), link.ends.end(),
                     [&](const End& end) { return opens_in(end.validity); });
}

void FormerLinks::end(Link& link, const Op& op, const Validity& validity) {
  if (!link.ends.empty() && link.ends.back().op == op.id) return;
  if (is_open(link, validity.op)) link.ends.push_back({op.id, validity});
}

bool FormerLinks::has_always_counted(const Link& link) {
  return link.validity.switches.empty() &&
         std::all_of(link.ends.begin(), link.ends.end(),
                     [](const End& end) { return end.validity.switches.empty(); });
}

void FormerLinks::write() {
  if (!is_needed_) return;
  for (const Link& link : links_) {
    if (has_always_counted(link)) continue;  // the table link has all of it
    std::optional<OpId> ended_today;
    bool counts_today = false;
    {
      Rows rows = database_.query("SELECT ended_op FROM link WHERE low = ?1 AND high = ?2 AND op = ?3",
                                  link.pair.first, link.pair.second, link.op);
      counts_today = rows.next();
      if (counts_today && !rows.is_null(0)) ended_today = rows.fixed<OpId>(0);
    }
    const auto insert = [&](std::string_view ended_op) {
      database_.run("INSERT OR IGNORE INTO former_link VALUES (?1, ?2, ?3, ?4, ?5)", link.pair.first,
                    link.pair.second, link.op, link.weight, Blob{ended_op});
    };
    for (const End& end : link.ends) {
      if (end.op != ended_today) insert(end.op.view());
    }
    if (!counts_today && link.ends.empty()) insert("");
  }
}

}  // namespace byname
