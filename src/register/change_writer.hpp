// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "register/person_changes.hpp"
#include "register/register.hpp"

namespace byname {

/// How a change is asked for.
struct ChangeAsked {
  std::string reason;
  bool is_dry_run = false;  ///< says what would change, and changes nothing
};

/// A change that was made, or would be.
struct Change {
  OpId op;
  PersonChanges persons;
};

/// Makes one op that may change who is a person, and says what it changed. Holds the write lock.
class ChangeWriter {
 public:
  ChangeWriter(Register& opened, std::string verb, const ChangeAsked& asked);

  RecordId add(std::string_view kind, std::string json) { return writer_.add(kind, std::move(json)); }
  /// Signs, stores and folds the op; then it lasts, unless this is a dry run. Call it once.
  Change finish();

 private:
  ChangeAsked asked_;
  OpWriter writer_;
  PersonWatch watch_;
};

}  // namespace byname
