// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "register/change_writer.hpp"
#include "register/decision_json.hpp"
#include "register/standings.hpp"

namespace byname {

/// More persons than this are decided with a checked sample only (decide_many).
inline constexpr std::size_t kMostDecidedOneByOne = 20;

/// A person on whom something was decided.
struct DecidedPerson {
  PersonStanding before;
  PersonStanding after;
  /// A dry run of a check: what would follow tells what others said, so `after` is as before.
  bool is_kept = false;
};

struct Deciding {
  OpId op;
  std::vector<DecidedPerson> persons;  ///< as they were typed
};

/// What is asked for of one person or a few.
struct DecisionAsked {
  std::vector<std::string> persons;  ///< as typed: ids or mentions
  DecisionVerdict verdict = DecisionVerdict::kUnsure;
  bool is_check = false;  ///< only where another account has decided and this one has not
};

/// Decides, as one op, on the evidence that each person has now. Throws UserError and changes nothing if a
/// person cannot be confirmed on its evidence, the account has said the same of the same evidence, or there
/// are more than kMostDecidedOneByOne.
Deciding decide_persons(Register& opened, const DecisionAsked& decision, const ChangeAsked& asked);

/// The body of a decision on a person's evidence as it is now. Throws UserError as decide_persons does.
DecisionBody decision_on(Register& opened, const std::string& person, DecisionVerdict verdict);

/// Whether the account that has the register open has decided so, on the evidence as it is now.
bool has_decided(Register& opened, const std::string& person, DecisionVerdict verdict);

/// What is asked for of many persons at once.
struct ManyAsked {
  std::vector<std::string> persons;
  DecisionVerdict verdict = DecisionVerdict::kConfirmed;
  std::size_t num_audited = 0;  ///< persons of the sample that must be checked first, at least 1
};

struct DecidingMany {
  /// Of the sample, whom nobody has decided one by one. If there are any, nothing was changed.
  std::vector<std::string> to_check;
  std::optional<OpId> op;
  std::size_t sample_size = 0;
  std::size_t num_wrong = 0;  ///< of the sample: somebody who looked says otherwise
  double wrong_low = 0;       ///< share of wrong ones among all, 95 % limits (Clopper and Pearson 1934)
  double wrong_high = 1;
  std::size_t num_decided = 0;
  std::size_t num_already = 0;  ///< left out: this account has decided them
  std::size_t num_others = 0;   ///< left out: decided otherwise by somebody who looked at them
};

/// Decides on many persons as one op, where the rule names classes on whose word that may be done (`bulk`)
/// and each person has evidence of one. The sample is drawn by the register's id and the persons' ids, so
/// nobody chooses it; the same file has the same sample. Throws UserError as decide_persons does, naming how
/// many persons stand against it and the first of them.
DecidingMany decide_many(Register& opened, const ManyAsked& many, const ChangeAsked& asked);

/// How often an account said what others said of the same persons; of persons that two or more have decided.
struct AccountAgreement {
  std::string pseudonym;
  std::int64_t num_decisions = 0;  ///< that hold on persons of today, the last on each
  std::int64_t num_compared = 0;   ///< of these: others decided, too
  std::int64_t num_agreed = 0;     ///< of these: as most of the others did
};
/// By pseudonym; accounts that decided nothing are left out.
std::vector<AccountAgreement> agreement_of(Register& opened);

}  // namespace byname
