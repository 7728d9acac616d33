// SPDX-License-Identifier: Apache-2.0
#include "synth/recording_errors.hpp"

#include <algorithm>

#include "synth/misdating.hpp"
#include "synth/misspelling.hpp"
#include "synth/proneness.hpp"

namespace byname {
namespace {

// Shapes of the Beta laws of a row's proneness: below 1, so that most rows are near 0 and a few far above the
// mean.
constexpr double kErrorShape = 0.5;
constexpr double kGapShape = 0.4;

std::string misspelt(std::string_view text, RandomStream& random) {
  const double kind = random.uniform();
  std::string written = kind < 0.45   ? mistype(text, random)
                        : kind < 0.65 ? misread(text, random)
                                      : mishear(text, random);
  return written == text ? mistype(text, random) : written;
}

std::string distorted_given(const std::string& given, RandomStream& random) {
  const double kind = random.uniform();
  if (kind < 0.15 && !nickname_of(given).empty()) return std::string(nickname_of(given));
  if (kind < 0.25 && (given[0] & 0x80) == 0) return given.substr(0, 1) + ".";
  return misspelt(given, random);
}

}  // namespace

RecordingErrors::RecordingErrors(const WorldOptions& options)
    : options_(options), places_(options.has_one_postcode), family_(family_names().size(), 6, 0.7) {}

void RecordingErrors::distort_names(WorldFields& fields, double proneness, RandomStream& random) const {
  const auto happens = [&](double factor) { return random.uniform() < proneness * factor; };
  if (happens(0.9)) fields.given = distorted_given(fields.given, random);
  if (fields.sex == "f" && happens(0.2)) {
    fields.family = family_names()[family_.draw(random)];  // as it is after marriage
  } else if (happens(0.85)) {
    fields.family = misspelt(fields.family, random);
  }
  if (happens(0.5)) {
    fields.given = without_marks(fields.given);
    fields.family = without_marks(fields.family);
  }
  if (happens(0.07)) std::swap(fields.given, fields.family);
  if (happens(0.15)) fields.sex = fields.sex == "m" ? "f" : "m";
}

void RecordingErrors::distort_home(WorldFields& fields, double proneness, RandomStream& random) const {
  const auto happens = [&](double factor) { return random.uniform() < proneness * factor; };
  if (happens(0.5)) {
    Home home = places_.draw(random);
    fields.place = std::move(home.place);
    fields.postcode = std::move(home.postcode);
    fields.address = std::move(home.address);
  }
  if (happens(0.5)) fields.place = misspelt(fields.place, random);
  if (happens(0.5)) fields.postcode = mistype_digit(fields.postcode, random);
  if (happens(0.25)) fields.address = misspelt(fields.address, random);
  if (happens(0.25)) fields.address = mistype_digit(fields.address, random);
}

void RecordingErrors::leave_gaps(WorldFields& fields, double proneness, RandomStream& random) const {
  const auto is_missing = [&](double factor) { return random.uniform() < proneness * factor; };
  if (is_missing(1)) fields.birth_date = {};
  if (options_.has_few_fields) return;
  if (is_missing(0.6)) fields.event_date = {};
  if (is_missing(0.3)) fields.sex.clear();
  if (is_missing(0.5)) fields.place.clear();
  for (std::string* text : {&fields.postcode, &fields.address, &fields.phone, &fields.email}) {
    if (is_missing(1)) text->clear();
  }
}

WorldFields RecordingErrors::record(const WorldFields& truth, RandomStream& random) const {
  WorldFields fields = truth;
  const double error = draw_proneness(random, options_.errors, kErrorShape);
  const double gap = draw_proneness(random, options_.missing, kGapShape);
  distort_names(fields, error, random);
  distort_home(fields, error, random);
  if (random.uniform() < error) fields.birth_date = misdated(fields.birth_date, random);
  if (random.uniform() < std::min(1.0, 2 * error)) fields.event_date = off_by_days(fields.event_date, random);
  if (!fields.phone.empty() && random.uniform() < error) fields.phone = mistype_digit(fields.phone, random);
  if (!fields.email.empty() && random.uniform() < error) fields.email = misspelt(fields.email, random);
  leave_gaps(fields, gap, random);
  return fields;
}

}  // namespace byname
