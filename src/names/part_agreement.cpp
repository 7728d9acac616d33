// SPDX-License-Identifier: Apache-2.0
#include "names/part_agreement.hpp"

#include <algorithm>

#include "text/similarity.hpp"

namespace byname {

namespace {

constexpr float kLeastRomanisation = 0.1F;  ///< weaker readings agree by chance

struct CodeMatch {
  std::uint64_t code = 0;
  float weight = 0;  ///< 0 without a match
  FormKind a = FormKind::kCanonical;
  FormKind b = FormKind::kCanonical;
};

/// The likeliest form in common; of equally likely ones that with the plainest kinds.
CodeMatch best_match(const FormCodes& a, std::uint64_t mask_a, const FormCodes& b,
                     std::uint64_t mask_b) noexcept {
  CodeMatch best;
  if ((mask_a & mask_b) == 0) return best;
  for (const FormCode& x : a) {
    for (const FormCode& y : b) {
      if (x.code != y.code) continue;
      const float weight = x.weight * y.weight;
      const bool is_plainer = weight == best.weight && std::max(x.kind, y.kind) < std::max(best.a, best.b);
      if (weight > best.weight || is_plainer) best = {x.code, weight, x.kind, y.kind};
    }
  }
  return best;
}

bool is_other_script(const NamePart& part) noexcept { return part.script == Script::kOther; }

NameReason script_reason(const NamePart& a, const NamePart& b) noexcept {
  if (a.word_code == b.word_code) return NameReason::kExact;
  return a.script != b.script || a.script == Script::kLatin ? NameReason::kRomanisation
                                                            : NameReason::kWriting;
}

/// Two Latin names that are none of the East are compared as they are written.
bool is_written_otherwise(const NamePart& a, const NamePart& b) noexcept {
  return a.script == Script::kLatin && b.script == Script::kLatin && !a.is_east && !b.is_east &&
         a.latin != b.latin;
}

/// The form in common is that of the Latin letters of one of them: Müller may be Mueller.
bool is_as_written(const CodeMatch& match, const NamePart& a, const NamePart& b) noexcept {
  return match.code == skeleton_code(a.latin) || match.code == skeleton_code(b.latin);
}

/// One slip in a longer Latin word, or very alike.
bool is_latin_slip(const NamePart& a, const NamePart& b) noexcept {
  constexpr std::size_t kLeastLetters = 4, kLongWord = 8;
  constexpr double kVeryAlike = 0.94;
  if (std::min(a.latin.size(), b.latin.size()) < kLeastLetters) return false;
  if (within_one_edit(a.latin, b.latin)) return true;
  return std::min(a.latin.size(), b.latin.size()) >= kLongWord &&
         jaro_winkler(a.latin, b.latin) >= kVeryAlike;
}

/// Unlike-looking words of two scripts, one without vowels.
bool have_same_consonants(const NamePart& a, const NamePart& b) noexcept {
  return is_other_script(a) != is_other_script(b) && a.consonants == b.consonants;
}

PartAgreement initial_agreement(const NamePart& a, const NamePart& b) noexcept {
  const bool fit = (a.letters & b.letters) != 0;
  if (!fit) return {PartRelation::kDifferent, NameReason::kInitials};
  const NamePart& shorter = a.state == PartState::kInitial ? a : b;
  const NamePart& longer = a.state == PartState::kInitial ? b : a;
  const bool is_cut_word = shorter.skeleton.size() > 2 && shorter.script == longer.script;
  if (is_cut_word && !longer.skeleton.starts_with(shorter.skeleton) && longer.state == PartState::kFull)
    return {PartRelation::kUndecided, NameReason::kInitials};
  return {PartRelation::kInitial, NameReason::kInitials};
}

/// What holds for every part: absent, initials. True if that decides.
bool is_settled(const NamePart& a, const NamePart& b, PartAgreement& agreement) noexcept {
  const bool has_a = a.state != PartState::kAbsent, has_b = b.state != PartState::kAbsent;
  if (!has_a || !has_b) {
    agreement.relation = has_a == has_b ? PartRelation::kNeither : PartRelation::kMissing;
    return true;
  }
  if (a.state == PartState::kFull && b.state == PartState::kFull) return false;
  agreement = initial_agreement(a, b);
  return true;
}

NameReason given_reason(const NamePart& a, const NamePart& b, const CodeMatch& match) noexcept {
  if (a.word_code == b.word_code) return NameReason::kExact;
  const auto has = [&](FormKind kind) { return (match.a == kind) != (match.b == kind); };
  if (has(FormKind::kDiminutive)) return NameReason::kDiminutive;
  if (has(FormKind::kDoublet)) return NameReason::kDoublet;
  if (has(FormKind::kVariant)) return NameReason::kVariant;
  if (match.a == FormKind::kDiminutive) return NameReason::kDiminutive;
  if (match.a != FormKind::kCanonical && match.a == match.b && a.script == b.script)
    return NameReason::kVariant;
  return script_reason(a, b);
}

/// Лина is short for Алина, and a name of its own: one may be meant or the other.
bool is_own_name_for_short(const NamePart& a, const NamePart& b, const CodeMatch& match) noexcept {
  if (a.word_code == b.word_code || (match.a == FormKind::kDiminutive) == (match.b == FormKind::kDiminutive))
    return false;
  return match.a == FormKind::kDiminutive ? a.is_full_name : b.is_full_name;
}

bool are_related(const NamePart& a, const NamePart& b, const NameTables& tables) {
  if (!a.may_be_related || !b.may_be_related) return false;
  const std::size_t num_families = tables.given.num_families();
  for (const FormCode& x : a.codes) {
    for (const FormCode& y : b.codes) {
      if (x.code >= num_families || y.code >= num_families) continue;
      if (tables.given.are_related(static_cast<GivenFamily>(x.code), static_cast<GivenFamily>(y.code)))
        return true;
    }
  }
  return false;
}

/// A slip in a given name makes a word that no table knows.
bool is_given_slip(const NamePart& a, const NamePart& b) {
  constexpr std::size_t kLeastLetters = 4;
  if (a.is_known && b.is_known) return false;
  if (a.script == Script::kLatin && b.script == Script::kLatin && is_latin_slip(a, b)) return true;
  return std::min(a.skeleton.size(), b.skeleton.size()) >= kLeastLetters &&
         within_one_edit(a.skeleton, b.skeleton);
}

/// A slip between any nominatives of the two.
bool is_family_slip(const NamePart& a, const NamePart& b, const NameTables& tables) {
  const auto is_near = [&](std::u32string_view x, std::u32string_view y) {
    return tables.family.nearness(x, y) == FamilyNearness::kSlip;
  };
  if (is_near(a.skeleton, b.skeleton)) return true;
  if (a.is_usual && b.is_usual) return false;
  const bool are_latin = a.script == Script::kLatin && b.script == Script::kLatin;
  if (are_latin && is_latin_slip(a, b))
    return !tables.family.has_suffix(a.skeleton) && !tables.family.has_suffix(b.skeleton);
  for (const std::u32string& other : a.other_skeletons) {
    if (is_near(other, b.skeleton)) return true;
  }
  for (const std::u32string& other : b.other_skeletons) {
    if (is_near(a.skeleton, other)) return true;
  }
  return false;
}

}  // namespace

bool have_common_code(const NamePart& a, const NamePart& b) noexcept {
  return a.state == PartState::kFull && b.state == PartState::kFull &&
         best_match(a.codes, a.code_mask, b.codes, b.code_mask).weight > 0;
}

PartAgreement family_agreement(const NamePart& a, const NamePart& b, const NameTables& tables) {
  PartAgreement agreement;
  if (is_settled(a, b, agreement)) return agreement;
  const CodeMatch match = best_match(a.codes, a.code_mask, b.codes, b.code_mask);
  if (match.weight >= kLeastRomanisation) {
    if (is_written_otherwise(a, b) && !is_as_written(match, a, b))
      return {PartRelation::kSpelling, NameReason::kSpelling};
    const bool is_feminine = a.is_feminine != b.is_feminine && a.script == b.script;
    return {PartRelation::kEqual, is_feminine ? NameReason::kFeminine : script_reason(a, b)};
  }
  if (match.weight > 0) return {PartRelation::kUndecided, NameReason::kRomanisation};
  if (best_match(a.components, a.component_mask, b.codes, b.code_mask).weight > 0 ||
      best_match(a.codes, a.code_mask, b.components, b.component_mask).weight > 0)
    return {PartRelation::kPartOf, NameReason::kDoubleFamily};
  if (best_match(a.components, a.component_mask, b.components, b.component_mask).weight > 0)
    return {PartRelation::kUndecided, NameReason::kDoubleFamily};
  if (have_same_consonants(a, b)) return {PartRelation::kUndecided, NameReason::kScript};
  const bool is_slip = is_written_otherwise(a, b) ? is_latin_slip(a, b) : is_family_slip(a, b, tables);
  if (is_slip) return {PartRelation::kSpelling, NameReason::kSpelling};
  return {PartRelation::kDifferent, NameReason::kOtherFamily};
}

PartAgreement given_agreement(const NamePart& a, const NamePart& b, const NameTables& tables) {
  PartAgreement agreement;
  if (is_settled(a, b, agreement)) return agreement;
  const CodeMatch match = best_match(a.codes, a.code_mask, b.codes, b.code_mask);
  if (match.weight >= kLeastRomanisation) {
    const bool is_slip = !a.is_known && !b.is_known && is_written_otherwise(a, b);
    if (is_slip) return {PartRelation::kSpelling, NameReason::kSpelling};
    if (is_own_name_for_short(a, b, match)) return {PartRelation::kUndecided, NameReason::kRelatedGiven};
    return {PartRelation::kEqual, given_reason(a, b, match)};
  }
  if (match.weight > 0) return {PartRelation::kUndecided, NameReason::kRomanisation};
  if (a.word_code == b.word_code || a.skeleton == b.skeleton)
    return {PartRelation::kEqual, script_reason(a, b)};
  if (best_match(a.components, a.component_mask, b.codes, b.code_mask).weight > 0 ||
      best_match(a.codes, a.code_mask, b.components, b.component_mask).weight > 0)
    return {PartRelation::kUndecided, NameReason::kCompound};
  if (are_related(a, b, tables)) return {PartRelation::kUndecided, NameReason::kRelatedGiven};
  if (have_same_consonants(a, b)) return {PartRelation::kUndecided, NameReason::kScript};
  if (is_given_slip(a, b)) return {PartRelation::kSpelling, NameReason::kSpelling};
  return {PartRelation::kDifferent, NameReason::kOtherGiven};
}

PartAgreement patronymic_agreement(const NamePart& a, const NamePart& b, const NameTables& tables) {
  PartAgreement agreement;
  if (is_settled(a, b, agreement)) return agreement;
  const CodeMatch match = best_match(a.codes, a.code_mask, b.codes, b.code_mask);
  if (match.weight > 0 && a.is_misspelt != b.is_misspelt)
    return {PartRelation::kSpelling, NameReason::kSpelling};
  if (match.weight > 0) {
    const NameReason reason = script_reason(a, b);
    const bool is_other_form = reason == NameReason::kWriting && a.script == b.script;
    return {PartRelation::kEqual, is_other_form ? NameReason::kPatronymicForm : reason};
  }
  if (a.skeleton == b.skeleton) return {PartRelation::kEqual, script_reason(a, b)};
  if (are_related(a, b, tables)) return {PartRelation::kUndecided, NameReason::kRelatedGiven};
  if (have_same_consonants(a, b)) return {PartRelation::kUndecided, NameReason::kScript};
  if (is_given_slip(a, b)) return {PartRelation::kSpelling, NameReason::kSpelling};
  return {PartRelation::kDifferent, NameReason::kOtherPatronymic};
}

PartAgreement middle_agreement(const NamePart& a, const NamePart& b, const NameTables& tables) {
  PartAgreement agreement = given_agreement(a, b, tables);
  if (agreement.relation == PartRelation::kDifferent) agreement.reason = NameReason::kOtherMiddle;
  return agreement;
}

}  // namespace byname
