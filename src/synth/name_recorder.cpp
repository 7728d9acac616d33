// SPDX-License-Identifier: Apache-2.0
#include "synth/name_recorder.hpp"

#include <vector>

#include "synth/calendar.hpp"
#include "synth/cyrillic_slips.hpp"
#include "synth/misdating.hpp"
#include "synth/misspelling.hpp"
#include "synth/proneness.hpp"
#include "synth/region_places.hpp"
#include "synth/romanising.hpp"
#include "synth/written_name.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kRowStream = 22;
constexpr double kErrorShape = 0.5;
constexpr double kScanShape = 0.3;
constexpr double kGapShape = 0.4;
constexpr double kCopyCare = 0.3;  // who copies makes fewer errors than who asks
constexpr double kNewHome = 0.5;

std::string misspelt(const std::string& word, bool is_latin, RandomStream& random) {
  const bool by_hand = random.uniform() < 0.6;
  if (is_latin) return by_hand ? mistype(word, random) : mishear(word, random);
  return by_hand ? mistype_cyrillic(word, random) : mishear_cyrillic(word, random);
}

std::string scanned(const std::string& word, bool is_latin, RandomStream& random) {
  return is_latin ? misread(word, random) : misread_cyrillic(word, random);
}

/// What a list knows of a date.
WrittenDate written_date(int day, const RowHabits& rows, const ListHabits& habits, RandomStream& random) {
  WrittenDate written{date_of(day), DatePrecision::kDay, ""};
  const double roll = random.uniform();
  if (roll < rows.year_only) {
    written.precision = DatePrecision::kYear;
  } else if (roll < rows.year_only + rows.month_only) {
    written.precision = DatePrecision::kMonth;
  }
  if (random.uniform() < rows.phrases * habits.informality)
    written.phrase = date_phrase(written.date, written.precision, tongue_of(habits), random);
  return written;
}

}  // namespace

WrittenRow NameRecorder::record(std::size_t list, const NamedMention& mention) const {
  RandomStream random(world_.options.population.seed, RandomStage::kSynth, kRowStream, mention.person,
                      list << 32 | mention.row);
  return mention.is_copy ? copy(list, mention, random) : observe(list, mention, random);
}

WrittenRow NameRecorder::observe(std::size_t list, const NamedMention& mention, RandomStream& random) const {
  const NamedPerson& person = world_.people[mention.person];
  const ListHabits& habits = world_.lists[list].habits;
  const NameWorldOptions& options = world_.options;
  WrittenRow row;
  const double error = draw_proneness(random, options.errors, kErrorShape);
  write_names(person, habits, row, random);
  write_facts(person, habits, error, row, random);
  distort(row, error, random);
  return row;
}

WrittenRow NameRecorder::copy(std::size_t list, const NamedMention& mention, RandomStream& random) const {
  NamedMention source = mention;
  source.row = 0;
  source.is_copy = (world_.copied[mention.person] >> (list - 1) & 1) != 0;
  WrittenRow row = record(list - 1, source);
  const ListHabits& habits = world_.lists[list].habits;
  if (habits.writing != Writing::kCyrillic && !row.is_latin) {
    const std::uint64_t choices = random.next();
    const Language language = world_.lists[list - 1].habits.language;
    for (std::string* text : {&row.family, &row.given, &row.patronymic, &row.region, &row.town})
      *text = romanise(*text, habits.writing, language, choices);
    for (std::string* text : {&row.before, &row.after, &row.birth.phrase, &row.event.phrase}) text->clear();
    row.is_latin = true;
  }
  distort(row, kCopyCare * draw_proneness(random, world_.options.errors, kErrorShape), random);
  return row;
}

void NameRecorder::write_names(const NamedPerson& person, const ListHabits& habits, WrittenRow& row,
                               RandomStream& random) const {
  WrittenName name = written_name(person, habits, world_.options.rows, random);
  row.family = std::move(name.family);
  row.given = std::move(name.given);
  row.patronymic = std::move(name.patronymic);
  row.before = std::move(name.before);
  row.after = std::move(name.after);
  row.is_latin = habits.writing != Writing::kCyrillic;
}

void NameRecorder::write_facts(const NamedPerson& person, const ListHabits& habits, double error,
                               WrittenRow& row, RandomStream& random) const {
  const NameWorldOptions& options = world_.options;
  const double gap = draw_proneness(random, options.missing, kGapShape);
  const auto is_missing = [&](double factor) { return random.uniform() < gap * factor; };
  const bool has_wrong_sex = random.uniform() < error * 0.1;
  row.sex = is_missing(0.5) ? ' ' : person.is_female != has_wrong_sex ? 'f' : 'm';
  if (!is_missing(1)) row.birth = written_date(person.birth_day, options.rows, habits, random);
  if (!is_missing(1)) row.event = written_date(person.event_day, options.rows, habits, random);
  if (row.event.date.is_known() && random.uniform() < 2 * error) {
    row.event.date = off_by_days(row.event.date, random);
    row.event.phrase.clear();
  }
  if (row.birth.date.is_known() && random.uniform() < error) {
    row.birth.date = misdated(row.birth.date, random);
    row.birth.phrase.clear();
  }
  std::uint32_t region = person.region;
  std::uint32_t town = person.town;
  if (random.uniform() < error * kNewHome) town = static_cast<std::uint32_t>(random.below(kTownsPerRegion));
  if (random.uniform() < error * kNewHome / 3)
    region = static_cast<std::uint32_t>(random.below(NameBook::kNumRegions));
  const std::uint64_t choices = random.next();
  if (!is_missing(0.7))
    row.region = romanise(region_text(region, habits.language), habits.writing, habits.language, choices);
  if (!is_missing(1))
    row.town = romanise(town_text(region, town, habits.language), habits.writing, habits.language, choices);
}

void NameRecorder::distort(WrittenRow& row, double error, RandomStream& random) const {
  const NameWorldOptions& options = world_.options;
  const double scan = draw_proneness(random, options.scanning, kScanShape);
  for (std::string* word : {&row.family, &row.given, &row.patronymic, &row.town}) {
    if (random.uniform() < error) *word = misspelt(*word, row.is_latin, random);
    if (scan > 0 && random.uniform() < scan) *word = scanned(*word, row.is_latin, random);
    if (scan > 0 && random.uniform() < scan * scan) *word = scanned(*word, row.is_latin, random);
    if (!row.is_latin && options.rows.homoglyphs > 0 && random.uniform() < options.rows.homoglyphs)
      *word = with_homoglyphs(*word, random);
  }
  if (random.uniform() < error * 0.07) std::swap(row.family, row.given);
  if (!row.patronymic.empty() && random.uniform() < error * 0.03) std::swap(row.given, row.patronymic);
}

}  // namespace byname
