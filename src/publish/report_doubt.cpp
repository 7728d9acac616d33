// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/number_format.hpp"
#include "publish/number_text.hpp"
#include "publish/pair_table.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"

namespace byname {
namespace {

constexpr std::size_t kMaxHanging = 20;
constexpr std::size_t kMaxVetoed = 10;
constexpr std::size_t kMaxPersons = 5;
constexpr float kAlikeWeight = 0;  // a vetoed pair worth showing: everything else speaks for one person
constexpr double kUncertain = 0.9;

Markup hanging_caption(const HangingPair& pair) {
  Markup caption = say_html(Message::kDoubtQuestion, percent_text(pair.same_share));
  return caption += say_html(pair.is_linked ? Message::kDoubtJoined : Message::kDoubtApart);
}

Markup hanging_part(const CountOutput& output) {
  const std::vector<HangingPair>& hanging = output.links->hanging;
  if (hanging.empty()) return paragraph(Message::kDoubtNone);
  const std::size_t num_shown = std::min(kMaxHanging, hanging.size());
  const auto total = std::max(output.links->num_review_pairs, static_cast<std::int64_t>(hanging.size()));
  Markup markup = paragraph(Message::kDoubtIntro, format_count(static_cast<std::int64_t>(num_shown)),
                            format_count(total));
  for (std::size_t i = 0; i < num_shown; ++i) {
    markup += pair_table(output, hanging[i].left, hanging[i].right, hanging_caption(hanging[i]));
  }
  return markup;
}

/// Brothers and namesakes: all pairs that would be joined, were it not for a veto; the most alike first.
std::vector<const ScoredPair*> vetoed_pairs(const LinkResults& links) {
  std::vector<const ScoredPair*> vetoed;
  for (const ScoredPair& pair : links.pairs) {
    if (pair.outcome == PairOutcome::kVeto && pair.weight >= kAlikeWeight) vetoed.push_back(&pair);
  }
  std::sort(vetoed.begin(), vetoed.end(), [](const ScoredPair* a, const ScoredPair* b) {
    if (a->weight != b->weight) return a->weight > b->weight;
    return std::pair(a->left, a->right) < std::pair(b->left, b->right);
  });
  return vetoed;
}

Markup vetoed_part(const CountOutput& output) {
  const std::vector<const ScoredPair*> vetoed = vetoed_pairs(*output.links);
  if (vetoed.empty()) return {};
  Markup markup = subheading(Message::kHeadKeptApart);
  const std::size_t num_shown = std::min(kMaxVetoed, vetoed.size());
  markup += paragraph(Message::kVetoIntro, format_count(static_cast<std::int64_t>(num_shown)),
                      format_count(static_cast<std::int64_t>(vetoed.size())));
  for (std::size_t i = 0; i < num_shown; ++i)
    markup += pair_table(output, vetoed[i]->left, vetoed[i]->right, say_html(Message::kVetoCaption));
  return markup;
}

std::vector<const Person*> least_certain(const LinkResults& links) {
  std::vector<const Person*> persons;
  for (const Person& person : links.persons) {
    if (person.records.size() > 2 && person.certainty < kUncertain) persons.push_back(&person);
  }
  std::stable_sort(persons.begin(), persons.end(),
                   [](const Person* a, const Person* b) { return a->certainty < b->certainty; });
  if (persons.size() > kMaxPersons) persons.resize(kMaxPersons);
  return persons;
}

Markup persons_part(const CountOutput& output) {
  const std::vector<const Person*> persons = least_certain(*output.links);
  if (persons.empty()) return {};
  Markup markup = subheading(Message::kHeadLeastCertain);
  markup += paragraph(Message::kLeastCertainIntro);
  for (const Person* person : persons) {
    const std::string size = format_count(static_cast<std::int64_t>(person->records.size()));
    markup += person_table(output, *person,
                           say_html(Message::kLeastCertainCaption, size, percent_text(person->certainty)));
  }
  return markup;
}

}  // namespace

Markup doubt_section(const CountOutput& output) {
  Markup markup = element("h2", R"(id="people")", say_html(Message::kHeadDoubt));
  markup += hanging_part(output);
  markup += persons_part(output);
  return markup += vetoed_part(output);
}

}  // namespace byname
