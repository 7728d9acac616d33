// SPDX-License-Identifier: Apache-2.0
#include "compare/text_ladder.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "text/byte_similarity.hpp"

namespace byname {

namespace {

double loosest_of(TextFunction function, const std::vector<Ladder>& ladders) {
  double loosest = ladders[0].threshold;
  for (const Ladder& ladder : ladders)
    loosest =
        is_distance(function) ? std::max(loosest, ladder.threshold) : std::min(loosest, ladder.threshold);
  return loosest;
}

/// True for 1 to 64 bytes.
bool is_short(std::string_view text) { return text.size() - 1 < 64; }

/// Number of leading bytes without a difference, 0 to 4.
std::size_t equal_bytes(std::uint32_t difference) {
  return static_cast<std::size_t>(std::countr_zero(std::uint64_t{difference} | std::uint64_t{1} << 32)) / 8;
}

BagWords bag_words(const RecordTile& tile, std::size_t first, std::size_t at) {
  return {tile.words(first + TextWords::kOnce) + at, tile.words(first + TextWords::kTwice) + at,
          tile.words(first + TextWords::kThrice) + at, tile.words(first + TextWords::kPrefix) + at,
          tile.words(first + TextWords::kLength) + at};
}

}  // namespace

TextLadder::TextLadder(const std::vector<Ladder>& ladders, const TextWords& first, const TextWords& second)
    : function_(ladders[0].function),
      loosest_(loosest_of(function_, ladders)),
      limit_(loosest_),
      left_pool_(ladders[0].is_crossed ? second.pool : first.pool),
      right_pool_(ladders[0].is_crossed ? first.pool : second.pool),
      left_words_(ladders[0].is_crossed ? second.first : first.first),
      right_words_(ladders[0].is_crossed ? first.first : second.first),
      is_crossed_(ladders[0].is_crossed) {
  for (const Ladder& ladder : ladders) thresholds_.push_back({ladder.threshold, ladder.is_strict});
}

LaneOperation TextLadder::operation(const LevelGroup* group) const {
  LaneOperation operation;
  operation.group = group;
  operation.left_word = left_words_;
  operation.right_word = right_words_;
  if (is_distance(function_) && loosest_ >= 0 && loosest_ < UINT16_MAX) {
    operation.kind = LaneOperation::Kind::kClose;
    operation.limit = std::floor(loosest_);
  } else if ((function_ == TextFunction::kJaroWinkler || function_ == TextFunction::kJaro) && loosest_ > 0) {
    operation.kind = LaneOperation::Kind::kSimilar;
    operation.limit = loosest_;
    operation.flag = function_ == TextFunction::kJaroWinkler;
    operation.waits_for = this;
  }
  return operation;
}

std::uint64_t TextLadder::candidates(const Lanes& lanes, std::uint64_t open) const {
  if (is_distance(function_) && !(loosest_ >= 0)) return 0;
  const LaneTests& tests = lanes.has_one_left ? lane_kernels().one_left : lane_kernels().each_left;
  const LaneOperation bound = operation(nullptr);
  const BagWords left = bag_words(*lanes.left_tile, left_words_, lanes.left_at);
  const BagWords right = bag_words(*lanes.right_tile, right_words_, lanes.right_at);
  if (bound.kind == LaneOperation::Kind::kClose)
    return open & tests.may_be_close(left, right, static_cast<std::int32_t>(bound.limit), lanes.count);
  if (bound.kind == LaneOperation::Kind::kSimilar)
    return open & tests.may_be_similar(left, right, bound.limit, bound.flag, lanes.count);
  return open;
}

void TextLadder::put_off(const Lanes& lanes, std::uint64_t candidates, WaitingTexts& waiting) const {
  for (std::uint64_t left = candidates; left != 0; left &= left - 1) {
    const auto lane = static_cast<std::size_t>(std::countr_zero(left));
    const auto word = [&](std::size_t of_left, std::size_t of_right, std::size_t which) {
      return std::pair(lanes.left_tile->words(of_left + which)[lanes.left_place(lane)],
                       lanes.right_words(of_right + which)[lane]);
    };
    const auto places = word(left_words_, right_words_, TextWords::kPlace);
    if (places.first == 0 || places.second == 0) continue;
    const auto sizes = word(left_words_, right_words_, TextWords::kLength);
    const auto bytes = word(left_words_, right_words_, TextWords::kPrefix);
    left_pool_->prefetch(places.first);
    right_pool_->prefetch(places.second);
    WaitingTexts::Pair pair;
    pair.first = is_crossed_ ? places.second : places.first;
    pair.second = is_crossed_ ? places.first : places.second;
    pair.first_size = static_cast<std::uint16_t>(is_crossed_ ? sizes.second : sizes.first);
    pair.second_size = static_cast<std::uint16_t>(is_crossed_ ? sizes.first : sizes.second);
    pair.look = waiting.look_;
    pair.lane = static_cast<std::uint8_t>(lane);
    const std::size_t prefix = function_ == TextFunction::kJaro ? 0 : equal_bytes(bytes.first ^ bytes.second);
    pair.prefix =
        static_cast<std::uint8_t>(std::min<std::size_t>({prefix, pair.first_size, pair.second_size}));
    if (pair.first_size > 0 && pair.second_size > 0) waiting.pairs_.push_back(pair);
  }
}

int TextLadder::level_of(const Lanes& lanes, std::size_t lane) const {
  const std::size_t left_at = lanes.left_place(lane);
  const std::size_t right_at = lanes.right_at + lane;
  const std::uint32_t left = lanes.left_tile->words(left_words_ + TextWords::kPlace)[left_at];
  const std::uint32_t right = lanes.right_tile->words(right_words_ + TextWords::kPlace)[right_at];
  if (left == 0 || right == 0) return kNone;
  const std::uint32_t left_length = lanes.left_tile->words(left_words_ + TextWords::kLength)[left_at];
  const std::uint32_t right_length = lanes.right_tile->words(right_words_ + TextWords::kLength)[right_at];
  const std::string_view a = left_pool_->text(left, left_length);
  const std::string_view b = right_pool_->text(right, right_length);
  if (function_ == TextFunction::kJaroWinkler && is_short(a) && is_short(b)) {
    const std::uint32_t difference = lanes.left_tile->words(left_words_ + TextWords::kPrefix)[left_at] ^
                                     lanes.right_tile->words(right_words_ + TextWords::kPrefix)[right_at];
    const std::size_t prefix = std::min({equal_bytes(difference), a.size(), b.size()});
    const auto& [first, second] = is_crossed_ ? std::pair(b, a) : std::pair(a, b);
    return first_passed(byte_jaro_winkler_of_short(first, second, prefix, limit_, find_matches_));
  }
  return first_passed(is_crossed_ ? value_of(b, a) : value_of(a, b));
}

int TextLadder::first_passed(double value) const {
  for (std::size_t i = 0; i < thresholds_.size(); ++i) {
    if (passes(value, thresholds_[i])) return static_cast<int>(i);
  }
  return kNone;
}

bool TextLadder::passes(double value, const Threshold& threshold) const {
  if (is_distance(function_)) return threshold.is_strict ? value < threshold.value : value <= threshold.value;
  return threshold.is_strict ? value > threshold.value : value >= threshold.value;
}

double TextLadder::value_of(std::string_view a, std::string_view b) const {
  switch (function_) {
    case TextFunction::kJaroWinkler:
      return byte_jaro_winkler_from(a, b, limit_);
    case TextFunction::kJaro:
      return byte_jaro_from(a, b, limit_);
    case TextFunction::kLevenshtein:
      return static_cast<double>(loosest_ < 2 ? byte_levenshtein_up_to_one(a, b) : byte_levenshtein(a, b));
    case TextFunction::kDamerauLevenshtein:
      return static_cast<double>(byte_damerau_levenshtein(a, b));
    case TextFunction::kJaccard:
      return a.empty() || b.empty() ? std::nan("") : byte_jaccard(a, b);
  }
  return std::nan("");
}

}  // namespace byname
