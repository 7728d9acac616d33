// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace byname {

class LevelGroup;
class TextLadder;

/// One step in finding the level of pairs: a test of known shape on their words, or a group that is asked.
struct LaneOperation {
  enum class Kind : std::uint8_t {
    kEitherZero,  ///< of the words of one column
    kEqual,
    kNear,       ///< doubles within `limit`; `flag`: strictly
    kNearWhole,  ///< whole numbers within `limit`
    kOneDigit,   ///< digits of which one may differ
    kSimilar,    ///< texts that may reach the similarity `limit`, with the prefix's part if `flag`; the group
                 ///< looks at those
    kClose,      ///< texts that may be `limit` edits or less apart; the group looks at those
    kAlways,     ///< takes every pair that is left: ELSE
    kGroup       ///< the group decides
  };
  Kind kind = Kind::kGroup;
  bool flag = false;
  std::size_t left_word = 0;  ///< of the left record, the first of several
  std::size_t right_word = 0;
  double limit = 0;
  const LevelGroup* group = nullptr;
  /// kSimilar: what its candidates can wait for (WaitingTexts), where no later operation is a group's. Such a
  /// one could fail for pairs that the file's order keeps from it.
  const TextLadder* waits_for = nullptr;
  const std::uint8_t* level_values = nullptr;  ///< of the levels that it decides
};

}  // namespace byname
