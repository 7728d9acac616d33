// SPDX-License-Identifier: Apache-2.0
#include "names/family_reading.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr float kPlain = 0.25F;  ///< likelihood of a word without the ending of a family name
constexpr float kByEnding = 0.6F;
constexpr float kRare = 0.02F;
constexpr float kByTable = 0.8F;
constexpr double kLikelyReading = 0.4;
constexpr std::size_t kMostOthers = 2;

/// "аль-Хусейн": the article is no part of the name.
std::u32string_view without_article(std::u32string_view word) {
  for (const std::u32string_view article :
       {U"аль-", U"эль-", U"ал-", U"al-", U"el-", U"ад-", U"ас-", U"аш-"}) {
    if (word.starts_with(article) && word.size() > article.size() + 2) return word.substr(article.size());
  }
  return word;
}

std::vector<std::u32string> parts_of(std::u32string_view word) {
  std::vector<std::u32string> parts;
  for (std::size_t begin = 0; begin <= word.size();) {
    const std::size_t end = std::min(word.find_first_of(U"-/", begin), word.size());
    if (end > begin) parts.emplace_back(word.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// The nominative of the first parts of a double name that agrees with that of its last part.
std::u32string agreeing_base(std::u32string_view part, const Nominative& last, const NameTables& tables) {
  std::u32string other(part);
  for (const Nominative& base : tables.endings.nominatives(DeclinedPart::kFamily, part)) {
    if ((base.sex & last.sex) == 0 || (base.cases & last.cases) == 0) continue;
    if (base.has_family_ending || base.word == part) return base.word;
  }
  return other;
}

struct DoubleBase {
  std::u32string skeleton;
  FormCodes components;
};

DoubleBase base_of(std::span<const std::u32string> parts, const Nominative& last, const NameTables& tables) {
  DoubleBase result;
  for (const std::u32string& part : parts) {
    const bool is_last = &part == &parts.back();
    const std::u32string base = is_last ? last.word : agreeing_base(part, last, tables);
    const std::u32string skeleton = name_skeleton(base);
    result.components.push_back({skeleton_code(skeleton), 1});
    result.skeleton += skeleton;
  }
  if (parts.size() < 2) result.components.clear();
  result.skeleton = name_skeleton(result.skeleton);
  return result;
}

class FamilyReader {
 public:
  FamilyReader(const NameTables& tables, bool is_native) : tables_(tables), is_native_(is_native) {}

  void add(std::span<const std::u32string> parts, double weight) {
    const std::u32string& last = parts.back();
    for (const Nominative& base : tables_.endings.nominatives(DeclinedPart::kFamily, last)) {
      if (!is_native_ && (base.cases & kNominative) == 0) continue;
      add_base(base, base_of(parts, base, tables_), base.word != last, weight);
    }
  }

  std::vector<FamilyForm> take(std::u32string_view latin) {
    for (FamilyForm& form : result_) {
      if (!latin.empty()) form.codes.push_back({skeleton_code(latin), 1});
    }
    return std::move(result_);
  }

 private:
  void add_base(const Nominative& base, DoubleBase made, bool is_changed, double weight) {
    const CaseSet cases = is_native_ ? base.cases : kNominative;
    FamilyForm& form = form_of(base.sex, cases, is_changed && base.sex == kFemale, base.has_family_ending);
    float likelihood = base.has_family_ending ? kByEnding : kPlain;
    if (base.is_rare) likelihood = kRare;
    const bool is_usual = tables_.family.is_known(made.skeleton);
    if (is_usual) likelihood = kByTable;
    if (form.codes.empty()) {
      form.is_usual = is_usual;
      form.skeleton = made.skeleton;
    } else if (weight >= kLikelyReading && form.other_skeletons.size() < kMostOthers &&
               form.skeleton != made.skeleton) {
      form.other_skeletons.push_back(made.skeleton);
    }
    add_code(form.codes, {skeleton_code(made.skeleton), static_cast<float>(weight)});
    for (const FormCode& component : made.components) add_code(form.components, component);
    form.likelihood = std::max(form.likelihood, likelihood * static_cast<float>(weight));
  }

  static void add_code(FormCodes& codes, const FormCode& code) {
    for (FormCode& other : codes) {
      if (other.code != code.code) continue;
      other.weight = std::max(other.weight, code.weight);
      return;
    }
    codes.push_back(code);
  }

  FamilyForm& form_of(SexSet sex, CaseSet cases, bool is_feminine, bool has_family_ending) {
    const bool is_masculine = sex == kMale && has_family_ending && (cases & kNominative) != 0;
    for (FamilyForm& form : result_) {
      if (form.sex == sex && form.cases == cases && form.is_feminine == is_feminine &&
          form.is_masculine == is_masculine)
        return form;
    }
    FamilyForm form;
    form.sex = sex;
    form.cases = cases;
    form.is_feminine = is_feminine;
    form.is_masculine = is_masculine;
    result_.push_back(std::move(form));
    return result_.back();
  }

  const NameTables& tables_;
  bool is_native_;
  std::vector<FamilyForm> result_;
};

/// Where family names are given names (Ahmed Hassan), their variants are variants of the family name, too.
void add_given_codes(std::vector<FamilyForm>& forms, const NameWord& word, std::u32string_view latin,
                     const NameTables& tables) {
  constexpr float kAsGiven = 0.8F;
  auto given = tables.given.find(word.folded);
  if (given.empty() && !latin.empty()) given = tables.given.find(latin);
  for (FamilyForm& form : forms) {
    if ((form.cases & kNominative) == 0 || form.likelihood >= kByEnding) continue;
    for (const GivenForm& known : given) {
      if (known.kind != FormKind::kDiminutive)
        form.codes.push_back({code_of(known.family), kAsGiven, known.kind});
    }
  }
}

/// ä, ö, ü are written ae, oe, ue, too.
std::u32string spell_umlauts(std::u32string_view folded) {
  std::u32string out;
  for (const char32_t c : folded) {
    if (c == U'ä' || c == U'æ') {
      out += U"ae";
    } else if (c == U'ö' || c == U'ø') {
      out += U"oe";
    } else if (c == U'ü') {
      out += U"ue";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace

std::vector<FamilyForm> read_family(const NameWord& word, std::span<const CyrillicReading> readings,
                                    std::u32string_view latin, const NameTables& tables) {
  const bool is_native = word.script == Script::kCyrillic;
  FamilyReader reader(tables, is_native);
  for (const CyrillicReading& reading : readings) {
    const auto parts = parts_of(without_article(reading.word));
    if (!parts.empty()) reader.add(parts, reading.weight);
  }
  std::vector<FamilyForm> forms = reader.take(latin);
  if (forms.empty()) {
    FamilyForm form;
    form.likelihood = kPlain;
    form.skeleton = word.folded;
    form.codes.push_back({skeleton_code(word.folded), 1});
    if (!latin.empty()) form.codes.push_back({skeleton_code(latin), 1});
    forms.push_back(std::move(form));
  }
  if (const std::u32string spelt = spell_umlauts(word.folded); spelt != word.folded) {
    for (FamilyForm& form : forms) form.codes.push_back({skeleton_code(spelt), 1});
  }
  add_given_codes(forms, word, latin, tables);
  if (word.script == Script::kOther) {
    for (FamilyForm& form : forms) form.codes.push_back({skeleton_code(word.folded), 1});
  }
  return forms;
}

}  // namespace byname
