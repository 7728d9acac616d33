// SPDX-License-Identifier: Apache-2.0
#include "names/given_reading.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr double kLeastReading = 0.2;
constexpr float kDiminutive = 0.7F;  ///< how likely a short form is meant, against a full one
constexpr float kBySkeleton = 0.6F;  ///< known only when ways to write it are made equal
constexpr float kUnknown = 0.05F;
constexpr float kCompound = 0.5F;  ///< unknown itself, of which a part is known
constexpr float kRare = 0.15F;     ///< against another name that has the same form

class GivenReader {
 public:
  explicit GivenReader(const NameTables& tables) : tables_(tables) {}

  void add(std::span<const GivenForm> forms, SexSet sexes, CaseSet cases, float likelihood) {
    for (const GivenForm& form : forms) {
      if ((form.sex & sexes) != 0) add_form(form, static_cast<SexSet>(form.sex & sexes), cases, likelihood);
    }
  }

  void add_cases(std::u32string_view word) {
    for (const Nominative& base : tables_.endings.nominatives(DeclinedPart::kGiven, word))
      add(tables_.given.find(base.word), base.sex, base.cases, 1);
  }

  bool found() const { return !result_.empty(); }

  /// A foreign name may stand in Cyrillic as it sounds: Джон for John.
  void add_sounds(std::span<const CyrillicReading> readings) {
    constexpr std::size_t kMostSounds = 4;
    for (GivenReading& reading : result_) {
      for (std::size_t i = 0; i < std::min(kMostSounds, readings.size()); ++i)
        reading.codes.push_back(
            {skeleton_code(readings[i].skeleton), static_cast<float>(readings[i].weight) / 2});
    }
  }

  void add_unknown(std::span<const CyrillicReading> readings, std::u32string_view word,
                   std::u32string_view latin) {
    GivenReading unknown;
    unknown.likelihood = kUnknown;
    for (const CyrillicReading& reading : readings)
      unknown.codes.push_back({skeleton_code(reading.skeleton), static_cast<float>(reading.weight)});
    if (readings.empty()) unknown.codes.push_back({skeleton_code(word), 1});
    if (!latin.empty()) unknown.codes.push_back({skeleton_code(latin), 1});
    result_.push_back(std::move(unknown));
  }

  /// A name that no table knows may stand in any case, too.
  void add_unknown_cases(std::u32string_view word) {
    for (const Nominative& base : tables_.endings.nominatives(DeclinedPart::kGiven, word)) {
      if (base.word == word || (base.cases & kNominative) != 0) continue;
      GivenReading unknown;
      unknown.sex = base.sex;
      unknown.cases = base.cases;
      unknown.likelihood = kUnknown;
      unknown.codes.push_back({skeleton_code(name_skeleton(base.word)), 1, FormKind::kCanonical});
      result_.push_back(std::move(unknown));
    }
  }

  std::vector<GivenReading> take() { return std::move(result_); }

 private:
  void add_form(const GivenForm& form, SexSet sex, CaseSet cases, float likelihood) {
    const bool is_diminutive = form.kind == FormKind::kDiminutive;
    const float own = likelihood * (is_diminutive ? kDiminutive : 1.0F) * (form.is_rare ? kRare : 1.0F);
    for (GivenReading& reading : result_) {
      if (reading.sex != sex || reading.cases != cases || reading.is_diminutive != is_diminutive) continue;
      const auto is_same = [&](const FormCode& code) { return code.code == code_of(form.family); };
      if (std::none_of(reading.codes.begin(), reading.codes.end(), is_same))
        reading.codes.push_back({code_of(form.family), likelihood, form.kind});
      reading.likelihood = std::max(reading.likelihood, own);
      return;
    }
    GivenReading reading;
    reading.sex = sex;
    reading.cases = cases;
    reading.likelihood = own;
    reading.is_known = true;
    reading.is_diminutive = is_diminutive;
    reading.codes.push_back({code_of(form.family), likelihood, form.kind});
    result_.push_back(std::move(reading));
  }

  const NameTables& tables_;
  std::vector<GivenReading> result_;
};

/// Each name of Бато-Доржи, as codes of all it may be.
FormCodes component_codes(std::u32string_view word, const NameTables& tables) {
  FormCodes codes;
  for (std::size_t begin = 0; begin <= word.size();) {
    const std::size_t end = std::min(word.find(U'-', begin), word.size());
    const std::u32string part(word.substr(begin, end - begin));
    const std::u32string skeleton = name_skeleton(part);
    auto forms = tables.given.find(part);
    if (forms.empty()) forms = tables.given.find_skeleton(skeleton);
    for (const GivenForm& form : forms) codes.push_back({code_of(form.family), 1});
    if (forms.empty()) codes.push_back({skeleton_code(skeleton), 1});
    begin = end + 1;
  }
  return codes;
}

/// Of likely and unlikely meanings of a Latin word only the likely ones are kept.
void drop_unlikely(std::vector<GivenReading>& readings) {
  float best = 0;
  for (const GivenReading& reading : readings) best = std::max(best, reading.likelihood);
  std::erase_if(readings, [&](const GivenReading& reading) { return reading.likelihood < best * 0.3F; });
}

}  // namespace

std::vector<GivenReading> read_given(const NameWord& word, std::span<const CyrillicReading> readings,
                                     std::u32string_view latin, const NameTables& tables) {
  GivenReader reader(tables);
  if (word.script == Script::kCyrillic) {
    reader.add_cases(word.folded);
    if (!reader.found())
      reader.add(tables.given.find_skeleton(name_skeleton(word.folded)), kEitherSex, kNominative,
                 kBySkeleton);
  } else {
    reader.add(tables.given.find(word.folded), kEitherSex, kNominative, 1);
    reader.add(tables.given.find(latin), kEitherSex, kNominative, 1);
    for (const CyrillicReading& reading : readings) {
      if (reading.weight >= kLeastReading)
        reader.add(tables.given.find_skeleton(reading.skeleton), kEitherSex, kNominative,
                   static_cast<float>(reading.weight));
    }
  }
  if (word.script != Script::kCyrillic) reader.add_sounds(readings);
  const bool is_compound = word.folded.find(U'-') != std::u32string::npos;
  if (!reader.found()) {
    reader.add_unknown(readings, word.folded, latin);
    if (word.script == Script::kCyrillic) reader.add_unknown_cases(word.folded);
  }
  std::vector<GivenReading> result = reader.take();
  if (word.script != Script::kCyrillic) drop_unlikely(result);
  if (is_compound) {
    for (GivenReading& reading : result) {
      reading.components = component_codes(word.folded, tables);
      const bool holds_known =
          std::any_of(reading.components.begin(), reading.components.end(),
                      [&](const FormCode& code) { return code.code < tables.given.num_families(); });
      if (holds_known && !reading.is_known) reading.likelihood = kCompound;
    }
  }
  return result;
}

}  // namespace byname
