// SPDX-License-Identifier: Apache-2.0
#include "names/name_agreement.hpp"

#include <algorithm>
#include <initializer_list>

namespace byname {

namespace {

constexpr double kLikely = 0.35;   ///< readings below do not make two names one
constexpr double kPossible = 0.1;  ///< readings below are not looked at beside others

bool is_there(PartRelation relation) noexcept {
  return relation != PartRelation::kNeither && relation != PartRelation::kMissing;
}

/// One part agrees in full, though maybe for a part of a double name only.
bool agrees(PartRelation relation) noexcept {
  return relation == PartRelation::kEqual || relation == PartRelation::kPartOf;
}

/// Compares one reading of each name.
class ReadingComparison {
 public:
  ReadingComparison(const NameReading& a, const NameReading& b, const ParsedName& name_a,
                    const ParsedName& name_b, const NameTables& tables)
      : a_(a), b_(b), name_a_(name_a), name_b_(name_b), tables_(tables) {}

  NameAgreement compare() {
    result_.given = given_agreement(a_.given, b_.given, tables_);
    result_.family = family_agreement(a_.family, b_.family, tables_);
    take_earlier_names();
    if (have_nothing_in_common()) {
      set(NameOutcome::kDifferent, NameReason::kNothingInCommon);
      return result_;
    }
    result_.patronymic = patronymic_agreement(a_.patronymic, b_.patronymic, tables_);
    result_.middle = middle_agreement(a_.middle, b_.middle, tables_);
    take_written_apart();
    take_second_initial();
    take_compound_patronymic();
    decide();
    return result_;
  }

 private:
  void set(NameOutcome outcome, NameReason reason) {
    result_.outcome = outcome;
    result_.reason = reason;
  }

  /// Anna-Maria and Anna Maria: the second name is written apart on one side.
  void take_written_apart() {
    if (result_.middle.relation != PartRelation::kMissing || !may_be_compound(result_.given)) return;
    const NameReading& apart = a_.middle.state == PartState::kAbsent ? b_ : a_;
    const NamePart& together = a_.middle.state == PartState::kAbsent ? a_.given : b_.given;
    if (apart.middle.state != PartState::kFull) return;
    const bool is_one =
        name_skeleton(apart.given.skeleton + apart.middle.skeleton) == together.skeleton ||
        (!together.latin.empty() && apart.given.latin + apart.middle.latin == together.latin) ||
        (is_among(apart.given, together) && is_among(apart.middle, together));
    if (!is_one) return;
    result_.given = {PartRelation::kEqual, NameReason::kWriting};
    result_.middle = {};
  }

  static bool is_among(const NamePart& part, const NamePart& compound) {
    return std::any_of(
        compound.components.begin(), compound.components.end(), [&](const FormCode& component) {
          return std::any_of(part.codes.begin(), part.codes.end(),
                             [&](const FormCode& code) { return code.code == component.code; });
        });
  }

  static bool may_be_compound(const PartAgreement& given) {
    return given.relation == PartRelation::kDifferent || given.reason == NameReason::kCompound ||
           given.relation == PartRelation::kSpelling;
  }

  /// "T. A. Whitfield": a second initial may be of a patronymic or of a middle name.
  void take_second_initial() {
    take_second_initial(a_, b_);
    take_second_initial(b_, a_);
  }

  void take_second_initial(const NameReading& one, const NameReading& other) {
    if (one.patronymic.state != PartState::kInitial || other.patronymic.state != PartState::kAbsent ||
        other.middle.state == PartState::kAbsent || one.middle.state != PartState::kAbsent)
      return;
    result_.patronymic = {};
    result_.middle = middle_agreement(one.patronymic, other.middle, tables_);
  }

  /// Бато Доржиевич and Бато-Доржи: the second name may be the father's.
  void take_compound_patronymic() {
    const bool is_one_sided = result_.patronymic.relation == PartRelation::kMissing;
    if (!is_one_sided || result_.given.reason != NameReason::kCompound) return;
    const NamePart& father = a_.patronymic.state == PartState::kAbsent ? b_.patronymic : a_.patronymic;
    const NamePart& compound = a_.given.components.empty() ? b_.given : a_.given;
    for (const FormCode& code : compound.components) {
      for (const FormCode& other : father.codes) {
        if (code.code == other.code) result_.patronymic = {PartRelation::kUndecided, NameReason::kCompound};
      }
    }
  }

  /// Both names differ, whatever the rest: the way of most pairs.
  bool have_nothing_in_common() const {
    return result_.family.relation == PartRelation::kDifferent &&
           result_.given.relation == PartRelation::kDifferent && a_.middle.state == PartState::kAbsent &&
           b_.middle.state == PartState::kAbsent && name_a_.generation == Generation::kNotSaid;
  }

  /// Two family names over a life: that before a marriage is known on one side.
  void take_earlier_names() {
    const PartRelation relation = result_.family.relation;
    if (relation != PartRelation::kDifferent && relation != PartRelation::kSpelling) return;
    for (const NamePart& earlier : name_a_.earlier) {
      if (have_common_code(earlier, b_.family)) result_.family = {PartRelation::kEqual, NameReason::kMaiden};
    }
    for (const NamePart& earlier : name_b_.earlier) {
      if (have_common_code(earlier, a_.family)) result_.family = {PartRelation::kEqual, NameReason::kMaiden};
    }
  }

  void decide() {
    if (is_of_other_generation()) return set(NameOutcome::kDifferent, NameReason::kGeneration);
    if (decide_different() || decide_review()) return;
    if (!decide_compatible()) set(NameOutcome::kSame, reason_of_same());
    if (is_contradictory(a_) || is_contradictory(b_)) set(NameOutcome::kReview, NameReason::kCaseOrSex);
  }

  /// A man with a woman's form of a family name.
  static bool is_contradictory(const NameReading& reading) {
    return reading.sex == kMale && reading.family.is_feminine;
  }

  bool is_of_other_generation() const {
    return name_a_.generation != Generation::kNotSaid && name_b_.generation != Generation::kNotSaid &&
           name_a_.generation != name_b_.generation;
  }

  bool is_child_of(const NameReading& child, const NameReading& father) const {
    return have_common_code(child.patronymic, father.given);
  }

  bool decide_different() {
    const bool is_other_given = result_.given.relation == PartRelation::kDifferent;
    const bool is_other_patronymic = result_.patronymic.relation == PartRelation::kDifferent;
    const bool is_other_family = result_.family.relation == PartRelation::kDifferent;
    const bool is_other_sex = (a_.sex & b_.sex) == 0;
    const bool is_other_middle = result_.middle.relation == PartRelation::kDifferent;
    if (!is_other_given && !is_other_patronymic && !is_other_family && !is_other_sex && !is_other_middle)
      return false;
    const bool is_kin = !is_other_family && is_there(result_.family.relation);
    if (is_kin && is_other_given && agrees(result_.patronymic.relation)) {
      set(NameOutcome::kDifferent, NameReason::kBrothers);
    } else if (is_kin && is_other_given && (is_child_of(a_, b_) || is_child_of(b_, a_))) {
      set(NameOutcome::kDifferent, NameReason::kFatherSon);
    } else if (is_other_family && (is_other_given || !is_there(result_.given.relation))) {
      set(NameOutcome::kDifferent, NameReason::kNothingInCommon);
    } else if (is_other_sex) {
      set(NameOutcome::kDifferent, NameReason::kOtherSex);
    } else if (is_other_given) {
      set(NameOutcome::kDifferent, NameReason::kOtherGiven);
    } else if (is_other_family) {
      set(NameOutcome::kDifferent, NameReason::kOtherFamily);
    } else {
      set(NameOutcome::kDifferent,
          is_other_patronymic ? NameReason::kOtherPatronymic : NameReason::kOtherMiddle);
    }
    return true;
  }

  bool decide_review() {
    int slips = 0;
    const PartAgreement* undecided = nullptr;
    for (const PartAgreement* part :
         {&result_.family, &result_.given, &result_.patronymic, &result_.middle}) {
      slips += part->relation == PartRelation::kSpelling ? 1 : 0;
      if (part->relation == PartRelation::kUndecided && undecided == nullptr) undecided = part;
    }
    const bool has_nothing = !is_there(result_.family.relation) && !is_there(result_.given.relation);
    if (has_nothing) {
      set(NameOutcome::kDifferent, NameReason::kNothingInCommon);
    } else if (slips > 1 || (slips == 1 && !has_sure_part())) {
      set(NameOutcome::kDifferent, NameReason::kNothingInCommon);
    } else if (slips == 1) {
      set(NameOutcome::kReview, NameReason::kSpelling);
    } else if (undecided != nullptr) {
      set(NameOutcome::kReview, undecided->reason);
    } else {
      return false;
    }
    return true;
  }

  /// Some part agrees, or there is but one on either side.
  bool has_sure_part() const {
    const bool is_alone = !is_there(result_.given.relation) && !is_there(result_.patronymic.relation);
    for (const PartAgreement* part : {&result_.family, &result_.given, &result_.patronymic}) {
      if (agrees(part->relation) || part->relation == PartRelation::kInitial) return true;
    }
    return is_alone;
  }

  bool decide_compatible() {
    const PartRelation family = result_.family.relation, given = result_.given.relation;
    if (family == PartRelation::kMissing) {
      set(NameOutcome::kCompatible, NameReason::kMissingFamily);
    } else if (given == PartRelation::kMissing) {
      set(NameOutcome::kCompatible, NameReason::kMissingGiven);
    } else if (given == PartRelation::kInitial || result_.patronymic.relation == PartRelation::kInitial ||
               result_.middle.relation == PartRelation::kInitial) {
      set(NameOutcome::kCompatible, NameReason::kInitials);
    } else if (result_.patronymic.relation == PartRelation::kMissing) {
      set(NameOutcome::kCompatible, NameReason::kMissingPatronymic);
    } else if (result_.middle.relation == PartRelation::kMissing) {
      set(NameOutcome::kCompatible, NameReason::kMissingMiddle);
    } else if (family == PartRelation::kPartOf) {
      set(NameOutcome::kCompatible, NameReason::kDoubleFamily);
    } else if (result_.family.reason == NameReason::kMaiden) {
      set(NameOutcome::kCompatible, NameReason::kMaiden);
    } else {
      return false;
    }
    result_.is_full = agrees(family) && given == PartRelation::kEqual;
    return true;
  }

  static NameReason repair_reason(RepairSet repairs) {
    if (repairs & kRepairedDecoding) return NameReason::kEncoding;
    if (repairs & kRepairedLayout) return NameReason::kLayout;
    if (repairs & kRepairedLookAlikes) return NameReason::kHomoglyph;
    return repairs & kRepairedDigits ? NameReason::kDigits : NameReason::kExact;
  }

  NameReason reason_of_same() const {
    NameReason reason = repair_reason(name_a_.repairs ^ name_b_.repairs);
    for (const PartAgreement* part :
         {&result_.family, &result_.given, &result_.patronymic, &result_.middle}) {
      if (part->relation == PartRelation::kEqual) reason = std::max(reason, part->reason);
    }
    const bool is_declined = (a_.cases | b_.cases) != kNominative && a_.cases != b_.cases;
    if (is_declined) reason = std::max(reason, NameReason::kCase);
    if (a_.pattern != b_.pattern) reason = std::max(reason, NameReason::kOrder);
    return reason;
  }

  const NameReading& a_;
  const NameReading& b_;
  const ParsedName& name_a_;
  const ParsedName& name_b_;
  const NameTables& tables_;
  NameAgreement result_;
};

/// Two readings that agree, but of which one is unlikely, are for review.
void temper(NameAgreement& agreement, double likelihood) {
  if (likelihood >= kLikely || agreement.outcome > NameOutcome::kCompatible) return;
  agreement.outcome = NameOutcome::kReview;
  agreement.reason = NameReason::kCaseOrSex;
}

}  // namespace

NameAgreement name_agreement(const ParsedName& a, const ParsedName& b, const NameTables& tables) {
  NameAgreement best;
  double best_likelihood = 0;
  for (std::size_t i = 0; i < a.readings.size(); ++i) {
    for (std::size_t j = 0; j < b.readings.size(); ++j) {
      const double likelihood = a.readings[i].likelihood * b.readings[j].likelihood;
      if (likelihood < kPossible) break;  // readings are sorted
      NameAgreement agreement = ReadingComparison(a.readings[i], b.readings[j], a, b, tables).compare();
      temper(agreement, likelihood);
      const bool is_better = best_likelihood == 0 || agreement.outcome < best.outcome ||
                             (agreement.outcome == best.outcome && likelihood > best_likelihood);
      if (!is_better) continue;
      if (agreement.outcome == NameOutcome::kSame && i + j == 0) return agreement;
      best = agreement;
      best.reading_a = static_cast<std::uint8_t>(i);
      best.reading_b = static_cast<std::uint8_t>(j);
      best_likelihood = likelihood;
    }
  }
  return best;
}

}  // namespace byname
