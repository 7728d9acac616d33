// SPDX-License-Identifier: Apache-2.0
#include "names/place_reading.hpp"

#include <algorithm>

#include "names/place_key.hpp"
#include "names/place_words.hpp"
#include "names/text_repair.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kLongestBytes = 1000;

/// A name with the kind that its word says.
struct PlacePart {
  PlaceKind kind = PlaceKind::kUnknown;
  bool is_near = false;
  std::vector<std::string> words;
};

/// "сух0борск" as "сухоборск": digits that a scanner has put for letters.
std::string with_letters_for_digits(const std::string& word) {
  if (word.find_first_of("03") == word.npos) return word;
  RepairSet repairs = 0;
  std::string text;
  for (const char32_t c : repair_digits(to_utf32(word), repairs)) append_utf8(text, c);
  return text;
}

std::string key_of_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + with_letters_for_digits(word);
  return place_key(text);
}

/// Cuts the words between two commas into parts.
class PartCutter {
 public:
  explicit PartCutter(std::vector<PlacePart>& parts) : parts_(parts) {}

  void cut(const std::vector<std::string>& words) {
    for (std::size_t at = 0; at < words.size();) {
      const auto match = place_words().find(std::span(words).subspan(at));
      if (match.num_words == 0 || !take_kind(match.word)) {
        open_.words.push_back(words[at]);
        ++at;
      } else {
        at += match.num_words;
      }
    }
    flush();
  }

 private:
  /// False if the word belongs to a name: "Ростов на Дону".
  bool take_kind(const PlaceWord& word) {
    if (word.kind == PlaceKind::kSilent) return open_.words.empty();
    if (word.kind == PlaceKind::kMissing) return true;
    if (word.kind == PlaceKind::kNear) return open_.words.empty() && (open_.is_near = true);
    if (word.side == PlaceWordSide::kBefore) return begin_part(word.kind), true;
    const bool is_behind =
        !open_.words.empty() && (word.side == PlaceWordSide::kBehind || ends_in_adjective());
    return is_behind ? end_part(word.kind) : begin_part(word.kind), true;
  }

  bool ends_in_adjective() const { return is_adjective_key(place_key(open_.words.back())); }

  void begin_part(PlaceKind kind) {
    if (!open_.words.empty()) flush();
    open_.kind = kind;
  }

  /// The word of a kind stands behind its name; what stands before the name is a part of its own.
  void end_part(PlaceKind kind) {
    if (open_.words.size() > 1 && is_split_before_last()) {
      std::string last = std::move(open_.words.back());
      open_.words.pop_back();
      flush();
      open_.words.push_back(std::move(last));
    }
    open_.kind = kind;
    flush();
  }

  /// "Донецк Донецкая (обл.)" are two names, "Северная Осетия" and "Ямало-Ненецкий" are one.
  bool is_split_before_last() const {
    if (gazetteer().find_region(key_of_words(open_.words))) return false;
    if (open_.kind == PlaceKind::kTown || open_.kind == PlaceKind::kVillage) return true;
    const bool is_name_before = !is_adjective_key(place_key(open_.words[open_.words.size() - 2]));
    return ends_in_adjective() && is_name_before;
  }

  void flush() {
    if (!open_.words.empty()) parts_.push_back(open_);
    open_ = {};
  }

  std::vector<PlacePart>& parts_;
  PlacePart open_;
};

bool is_border(std::string_view folded, std::size_t at) {
  if (std::string_view(",;|()[]\n").find(folded[at]) != std::string_view::npos) return true;
  const bool is_dash = folded[at] == '-' || folded[at] == '/';
  return is_dash && at > 0 && folded[at - 1] == ' ' && at + 1 < folded.size() && folded[at + 1] == ' ';
}

std::vector<PlacePart> cut_parts(std::string_view folded) {
  std::vector<PlacePart> parts;
  PartCutter cutter(parts);
  for (std::size_t begin = 0; begin < folded.size();) {
    std::size_t end = begin;
    while (end < folded.size() && !is_border(folded, end)) ++end;
    cutter.cut(split_place_words(folded.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

bool has_letter(std::string_view key) {
  return std::any_of(key.begin(), key.end(), [](char c) { return (c < '0' || c > '9') && c != ' '; });
}

std::span<const NamedTown> towns_named(std::string_view key) {
  const std::span<const NamedTown> towns = gazetteer().find_towns(key);
  return towns.empty() ? gazetteer().find_declined_towns(key) : towns;
}

/// Puts the parts together: the first town counts, and the first region.
class PlaceMaker {
 public:
  void take(const PlacePart& part) {
    const std::string key = key_of_words(part.words);
    if (!has_letter(key)) return;
    switch (part.kind) {
      case PlaceKind::kRegion:
        return take_region(key);
      case PlaceKind::kDistrict:
        if (place_.district.empty()) place_.district = region_key(key);
        return;
      case PlaceKind::kCountry:
        place_.country = gazetteer().find_country(key);
        return;
      case PlaceKind::kTown:
      case PlaceKind::kVillage:
        return take_town(key, part);
      default:
        return take_unknown(key, part);
    }
  }

  PlaceReading finish() {
    const bool is_region_said = place_.region.has_value() || !place_.other_region.empty();
    for (const NamedTown& named : towns_) {
      const bool is_meant = is_region_said ? gazetteer().region_of(named.town) == place_.region
                                           : !named.needs_region && !is_village_;
      if (is_meant) place_.towns.push_back(named.town);
    }
    if (!is_region_said) place_.region = region_of_towns();
    return std::move(place_);
  }

 private:
  void take_region(const std::string& key) {
    if (place_.region || !place_.other_region.empty()) return;
    place_.region = gazetteer().find_region(key);
    if (place_.region) return;
    if (const auto country = gazetteer().find_country(key)) {
      place_.country = country;  // "Республика Беларусь"
    } else if (const auto towns = towns_named(key); towns.size() == 1) {
      place_.region = gazetteer().region_of(towns[0].town);  // "Mariupol region"
    } else {
      place_.other_region = region_key(key);
    }
  }

  void take_town(const std::string& key, const PlacePart& part) {
    if (!place_.town.empty()) return;
    place_.town = key;
    towns_ = towns_named(key);
    place_.is_near = part.is_near;
    is_village_ = part.kind == PlaceKind::kVillage;
  }

  void take_unknown(const std::string& key, const PlacePart& part) {
    if (const auto country = gazetteer().find_country(key)) {
      place_.country = country;
    } else if (const auto region = gazetteer().find_region(key); region && is_region(key)) {
      if (!place_.region) place_.region = region;
    } else {
      take_town(key, part);
    }
  }

  /// A name without a word for its kind that is a town's too ("Запорожье") means the town, unless one is
  /// named already.
  bool is_region(const std::string& key) const {
    return gazetteer().find_towns(key).empty() || !place_.town.empty();
  }

  /// The region that all towns of the name are in.
  std::optional<RegionId> region_of_towns() const {
    if (place_.towns.empty()) return std::nullopt;
    const RegionId region = gazetteer().region_of(place_.towns.front());
    const bool is_one = std::all_of(place_.towns.begin(), place_.towns.end(),
                                    [&](TownId town) { return gazetteer().region_of(town) == region; });
    return is_one ? std::optional(region) : std::nullopt;
  }

  PlaceReading place_;
  std::span<const NamedTown> towns_;
  bool is_village_ = false;
};

void append_part(std::string& text, std::string_view part) {
  if (part.empty()) return;
  if (!text.empty()) text += " | ";
  text += part;
}

/// "Bakhmut or Kypuche" where both had the name.
std::string town_text(const PlaceReading& place) {
  std::string text;
  for (const TownId town : place.towns) {
    const std::string& name = gazetteer().name_of(town);
    if (!text.starts_with(name)) text += (text.empty() ? "" : " or ") + name;
  }
  return text.empty() ? place.town : text;
}

constexpr std::string_view kNear = "near ", kDistrict = " district", kRegion = " region", kOr = " or ";

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Puts the parts of a place_text() back together.
class PlaceTextReader {
 public:
  void take(std::string_view part) {
    if (part.ends_with(kRegion)) {
      take_region(part.substr(0, part.size() - kRegion.size()));
    } else if (part.ends_with(kDistrict)) {
      if (place_.district.empty()) place_.district = part.substr(0, part.size() - kDistrict.size());
    } else if (const auto country = gazetteer().country_named(part)) {
      if (!place_.country) place_.country = country;
    } else if (town_.empty()) {
      place_.is_near = part.starts_with(kNear);
      town_ = place_.is_near ? part.substr(kNear.size()) : part;
    }
  }

  PlaceReading finish() {
    if (town_.empty()) return std::move(place_);
    if (!is_capital(town_.front())) {
      place_.town = town_;
      return std::move(place_);
    }
    for (std::size_t at = 0; at <= town_.size();) {
      const std::size_t end = std::min(town_.find(kOr, at), town_.size());
      take_towns(town_.substr(at, end - at));
      at = end + kOr.size();
    }
    return std::move(place_);
  }

 private:
  void take_region(std::string_view name) {
    if (place_.region || !place_.other_region.empty()) return;
    const std::string key = is_capital(name.front()) ? place_key(name) : std::string(name);
    place_.region = gazetteer().find_region(key);
    if (!place_.region) place_.other_region = key;
  }

  void take_towns(std::string_view name) {
    const std::string key = place_key(name);
    if (place_.town.empty()) place_.town = key;
    for (const NamedTown& named : gazetteer().find_towns(key)) {
      const bool is_meant = gazetteer().name_of(named.town) == name &&
                            (!place_.region || gazetteer().region_of(named.town) == place_.region);
      if (is_meant) place_.towns.push_back(named.town);
    }
  }

  PlaceReading place_;
  std::string_view town_;
};

}  // namespace

PlaceReading read_place(std::string_view text) {
  if (text.size() > kLongestBytes) return {};
  PlaceMaker maker;
  for (const PlacePart& part : cut_parts(fold_text(text))) maker.take(part);
  return maker.finish();
}

PlaceReading read_place_text(std::string_view text) {
  constexpr std::string_view kBorder = " | ";
  PlaceTextReader reader;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kBorder), text.size());
    if (end > 0) reader.take(text.substr(0, end));
    text.remove_prefix(std::min(end + kBorder.size(), text.size()));
  }
  return reader.finish();
}

void append_known_place(std::string& out, std::string_view text) { out += place_text(read_place(text)); }

std::string place_text(const PlaceReading& place) {
  std::string text;
  append_part(text, place.is_near ? "near " + town_text(place) : town_text(place));
  if (!place.district.empty()) append_part(text, place.district + " district");
  if (place.region) append_part(text, gazetteer().name_of(*place.region) + " region");
  if (!place.other_region.empty()) append_part(text, place.other_region + " region");
  const std::optional<CountryId> country =
      place.region ? std::optional(gazetteer().country_of(*place.region)) : place.country;
  if (country) append_part(text, gazetteer().name_of(*country));
  return text;
}

}  // namespace byname
