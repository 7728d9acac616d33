// SPDX-License-Identifier: Apache-2.0
#include "compare/level_group.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "base/large_pages.hpp"
#include "base/parallel.hpp"
#include "text/byte_similarity.hpp"
#include "text/similarity.hpp"

namespace byname {

namespace {

/// A condition of one level; true where SQL says TRUE.
class Condition {
 public:
  virtual ~Condition() = default;
  virtual bool holds(const PairBatch& batch, std::size_t i, CallContext& calls) const = 0;
};
using ConditionPointer = std::unique_ptr<Condition>;

class ConstantCondition final : public Condition {
 public:
  explicit ConstantCondition(bool value) : value_(value) {}
  bool holds(const PairBatch&, std::size_t, CallContext&) const override { return value_; }

 private:
  bool value_;
};

/// A condition on one record: a truth a code.
class RecordCondition final : public Condition {
 public:
  RecordCondition(std::size_t slot, bool is_right, std::vector<char> holds)
      : slot_(slot), is_right_(is_right), holds_(std::move(holds)) {}
  bool holds(const PairBatch& batch, std::size_t i, CallContext&) const override {
    return holds_[(is_right_ ? batch.right_codes(slot_) : batch.left_codes(slot_))[i]] != 0;
  }

 private:
  std::size_t slot_;
  bool is_right_;
  std::vector<char> holds_;
};

class AllCondition final : public Condition {
 public:
  explicit AllCondition(std::vector<ConditionPointer> parts) : parts_(std::move(parts)) {}
  bool holds(const PairBatch& batch, std::size_t i, CallContext& calls) const override {
    return std::all_of(parts_.begin(), parts_.end(),
                       [&](const ConditionPointer& part) { return part->holds(batch, i, calls); });
  }

 private:
  std::vector<ConditionPointer> parts_;
};

class AnyCondition final : public Condition {
 public:
  explicit AnyCondition(std::vector<ConditionPointer> parts) : parts_(std::move(parts)) {}
  bool holds(const PairBatch& batch, std::size_t i, CallContext& calls) const override {
    return std::any_of(parts_.begin(), parts_.end(),
                       [&](const ConditionPointer& part) { return part->holds(batch, i, calls); });
  }

 private:
  std::vector<ConditionPointer> parts_;
};

/// What no kernel knows, node by node.
class GeneralCondition final : public Condition {
 public:
  GeneralCondition(const PlanNode& node, const ValueTable& table) : node_(node), table_(table) {}
  bool holds(const PairBatch& batch, std::size_t i, CallContext& calls) const override {
    const bool result = evaluate_node(node_, table_, batch.left(i), batch.right(i), calls).is_true();
    calls.arena().clear();
    return result;
  }

 private:
  const PlanNode& node_;
  const ValueTable& table_;
};

/// A group whose kernel looks at one pair: `Derived::first_true(batch, i, calls)` = number of the level, or
/// kNone; `Derived::prefetch(batch, i)` asks for the memory it will read.
template <typename Derived>
class GroupLoop : public LevelGroup {
 public:
  static constexpr int kNone = -1;
  void decide(const PairBatch& batch, std::int8_t first_level, OpenPairs& open,
              CallContext& calls) const final {
    constexpr std::size_t kAhead = 8;
    const auto& self = static_cast<const Derived&>(*this);
    std::vector<std::uint16_t>& places = open.places;
    std::size_t kept = 0;
    for (std::size_t at = 0; at < places.size(); ++at) {
      if (at + kAhead < places.size()) self.prefetch(batch, places[at + kAhead]);
      const std::uint16_t place = places[at];
      const int level = self.first_true(batch, place, calls);
      if (level == kNone) {
        places[kept++] = place;
      } else {
        open.level[place] = static_cast<std::int8_t>(first_level + level);
      }
    }
    places.resize(kept);
  }
  void prefetch(const PairBatch&, std::size_t) const {}
};

/// The same for tests of a few instructions that hold as often as not: no branch on what they say.
/// `Derived::holds(batch, i)`.
template <typename Derived>
class TestLoop : public LevelGroup {
 public:
  void decide(const PairBatch& batch, std::int8_t first_level, OpenPairs& open, CallContext&) const final {
    constexpr std::size_t kAhead = 8;
    const auto& self = static_cast<const Derived&>(*this);
    std::vector<std::uint16_t>& places = open.places;
    std::size_t kept = 0;
    for (std::size_t at = 0; at < places.size(); ++at) {
      if (at + kAhead < places.size()) self.prefetch(batch, places[at + kAhead]);
      const std::uint16_t place = places[at];
      const bool is_taken = self.holds(batch, place);
      open.level[place] = is_taken ? first_level : std::int8_t{-1};
      places[kept] = place;
      kept += !is_taken;
    }
    places.resize(kept);
  }
  void prefetch(const PairBatch&, std::size_t) const {}
};

/// Takes all that is left.
class ElseGroup final : public LevelGroup {
 public:
  void decide(const PairBatch&, std::int8_t first_level, OpenPairs& open, CallContext&) const override {
    for (const std::uint16_t place : open.places) open.level[place] = first_level;
    open.places.clear();
  }
};

/// Either value NULL, where NULL is code 0 alone.
class EitherNullGroup final : public TestLoop<EitherNullGroup> {
 public:
  explicit EitherNullGroup(std::size_t slot) : slot_(slot) {}
  bool holds(const PairBatch& batch, std::size_t i) const {
    return (batch.left_codes(slot_)[i] == 0) | (batch.right_codes(slot_)[i] == 0);
  }

 private:
  std::size_t slot_;
};

/// Equal codes, where different codes are different values.
class EqualCodesGroup final : public TestLoop<EqualCodesGroup> {
 public:
  explicit EqualCodesGroup(std::size_t slot) : slot_(slot) {}
  bool holds(const PairBatch& batch, std::size_t i) const {
    const std::uint32_t code = batch.left_codes(slot_)[i];
    return (code != 0) & (code == batch.right_codes(slot_)[i]);
  }

 private:
  std::size_t slot_;
};

/// Equal values of one column.
class EqualGroup final : public TestLoop<EqualGroup> {
 public:
  EqualGroup(std::size_t slot, const ValueColumn& column)
      : slot_(slot), canonical_(column.canonical.data()) {}
  bool holds(const PairBatch& batch, std::size_t i) const {
    const std::uint32_t number = canonical_[batch.left_codes(slot_)[i]];
    return (number != 0) & (number == canonical_[batch.right_codes(slot_)[i]]);
  }
  void prefetch(const PairBatch& batch, std::size_t i) const {
    __builtin_prefetch(&canonical_[batch.left_codes(slot_)[i]]);
    __builtin_prefetch(&canonical_[batch.right_codes(slot_)[i]]);
  }

 private:
  std::size_t slot_;
  const std::uint32_t* canonical_;
};

/// The texts of a column with what bounds their similarity: half a cache line each.
struct TextFeatures {
  struct Feature {
    CharacterBag bag;             ///< of the bytes
    const char* begin = nullptr;  ///< null: no text
    std::uint32_t size = 0;
    std::string_view text() const { return {begin, size}; }
  };
  LargeVector<Feature> values;
  LargeVector<char> bytes;  ///< of all texts, kReadableBytes behind each begin
};

TextFeatures make_features(const ValueColumn& column, const ExecutionContext& context) {
  TextFeatures features;
  features.values.resize(column.values.size());
  std::size_t total = 0;
  for (const Value& value : column.values) total += value.text.size();
  features.bytes.resize(total + kReadableBytes);
  char* at = features.bytes.data();
  for (std::size_t code = 0; code < column.values.size(); ++code) {
    const Value& value = column.values[code];
    if (value.type != ValueType::kText) continue;
    features.values[code].begin = at;
    features.values[code].size = static_cast<std::uint32_t>(value.text.size());
    at = std::copy(value.text.begin(), value.text.end(), at);
  }
  parallel_chunks(context, column.values.size(), 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
    std::u32string bytes;
    for (std::size_t code = begin; code < end; ++code) {
      TextFeatures::Feature& feature = features.values[code];
      if (feature.begin == nullptr) continue;
      bytes.clear();
      for (const char byte : feature.text()) bytes += static_cast<unsigned char>(byte);
      feature.bag = make_character_bag(bytes);
    }
  });
  return features;
}

/// The two arguments of one text function: features and where their codes are.
struct TextPair {
  const TextFeatures* first = nullptr;
  const TextFeatures* second = nullptr;
  std::size_t first_slot = 0;
  std::size_t second_slot = 0;
  bool is_crossed = false;  ///< the first argument is the right record's

  std::uint32_t first_code(const PairBatch& batch, std::size_t i) const {
    return (is_crossed ? batch.right_codes(first_slot) : batch.left_codes(first_slot))[i];
  }
  std::uint32_t second_code(const PairBatch& batch, std::size_t i) const {
    return (is_crossed ? batch.left_codes(second_slot) : batch.right_codes(second_slot))[i];
  }
};

enum class TextFunction { kJaroWinkler, kJaro, kLevenshtein, kDamerauLevenshtein, kJaccard };

bool is_distance(TextFunction function) {
  return function == TextFunction::kLevenshtein || function == TextFunction::kDamerauLevenshtein;
}

/// A similarity or distance of texts against thresholds, the strictest first.
class TextGroup final : public LevelGroup {
 public:
  struct Threshold {
    double value = 0;
    bool is_strict = false;  ///< > or <
  };

  TextGroup(TextFunction function, TextPair texts, std::vector<Threshold> thresholds)
      : function_(function),
        texts_(texts),
        thresholds_(std::move(thresholds)),
        loosest_(loosest()),
        gate_(function == TextFunction::kJaroWinkler ? std::clamp(loosest_, 1e-9, 1.0) : 1) {}

  void decide(const PairBatch& batch, std::int8_t first_level, OpenPairs& open, CallContext&) const override {
    constexpr std::size_t kAhead = 8;
    // First whether a pair may pass at all, for all of them: nine in ten end there, and a branch on each
    // would be guessed wrong. Those that may go to the end of the list, in order.
    std::vector<std::uint16_t>& places = open.places;
    std::array<std::uint16_t, PairBatch::kMostPairs> candidates;
    std::size_t num_candidates = 0;
    std::size_t kept = 0;
    for (std::size_t at = 0; at < places.size(); ++at) {
      if (at + kAhead < places.size()) prefetch(batch, places[at + kAhead]);
      const std::uint16_t place = places[at];
      const bool is_candidate = may_pass(batch, place);
      candidates[num_candidates] = place;
      num_candidates += is_candidate;
      places[kept] = place;
      kept += !is_candidate;
    }
    for (std::size_t at = 0; at < num_candidates; ++at) {
      const std::uint16_t place = candidates[at];
      const int level = level_of(batch, place);
      if (level == kNone) {
        places[kept++] = place;
      } else {
        open.level[place] = static_cast<std::int8_t>(first_level + level);
      }
    }
    places.resize(kept);
  }
  int first_true(const PairBatch& batch, std::size_t i, CallContext&) const {
    return may_pass(batch, i) ? level_of(batch, i) : kNone;
  }

 private:
  static constexpr int kNone = -1;

  void prefetch(const PairBatch& batch, std::size_t i) const {
    __builtin_prefetch(&texts_.first->values[texts_.first_code(batch, i)]);
    __builtin_prefetch(&texts_.second->values[texts_.second_code(batch, i)]);
  }
  bool may_pass(const PairBatch& batch, std::size_t i) const {
    const TextFeatures::Feature& a = texts_.first->values[texts_.first_code(batch, i)];
    const TextFeatures::Feature& b = texts_.second->values[texts_.second_code(batch, i)];
    return (a.begin != nullptr) & (b.begin != nullptr) & may_reach(a, b);
  }
  int level_of(const PairBatch& batch, std::size_t i) const {
    const TextFeatures::Feature& a = texts_.first->values[texts_.first_code(batch, i)];
    const TextFeatures::Feature& b = texts_.second->values[texts_.second_code(batch, i)];
    return first_passed(value_of(a.text(), b.text()));
  }
  /// NaN where the function has no value.
  double value_of(std::string_view a, std::string_view b) const {
    switch (function_) {
      case TextFunction::kJaroWinkler:
        return byte_jaro_winkler_readable(a, b);
      case TextFunction::kJaro:
        return byte_jaro_readable(a, b);
      case TextFunction::kLevenshtein:
        return static_cast<double>(byte_levenshtein(a, b));
      case TextFunction::kDamerauLevenshtein:
        return static_cast<double>(byte_damerau_levenshtein(a, b));
      case TextFunction::kJaccard:
        return a.empty() || b.empty() ? std::nan("") : byte_jaccard(a, b);
    }
    return std::nan("");
  }
  int first_passed(double value) const {
    for (std::size_t i = 0; i < thresholds_.size(); ++i) {
      if (passes(value, thresholds_[i])) return static_cast<int>(i);
    }
    return kNone;
  }
  double loosest() const {
    double value = thresholds_[0].value;
    for (const Threshold& threshold : thresholds_)
      value = is_distance(function_) ? std::max(value, threshold.value) : std::min(value, threshold.value);
    return value;
  }
  bool passes(double value, const Threshold& threshold) const {
    if (is_distance(function_))
      return threshold.is_strict ? value < threshold.value : value <= threshold.value;
    return threshold.is_strict ? value > threshold.value : value >= threshold.value;
  }
  /// False if the pair surely passes none.
  bool may_reach(const TextFeatures::Feature& a, const TextFeatures::Feature& b) const {
    const int common = common_characters_bound(a.bag, b.bag);
    if (function_ == TextFunction::kJaroWinkler && loosest_ > 0) return gate_.may_reach(a.bag, b.bag, common);
    if (is_distance(function_)) {
      // An edit takes at most one byte out of what the longer text has in common with the other.
      const auto longer = static_cast<double>(std::max(a.bag.length, b.bag.length));
      return longer - common <= loosest_;
    }
    return true;
  }

  TextFunction function_;
  TextPair texts_;
  std::vector<Threshold> thresholds_;
  double loosest_;
  JaroWinklerGate gate_;
};

/// |x - y| of two numbers of one column against limits, the strictest first.
class DifferenceGroup final : public GroupLoop<DifferenceGroup> {
 public:
  struct Limit {
    double value = 0;
    bool is_strict = false;
  };
  DifferenceGroup(std::size_t slot, const ValueColumn& column, std::vector<Limit> limits)
      : slot_(slot), limits_(std::move(limits)) {
    for (const Value& value : column.values)
      numbers_.push_back(value.is_number() ? value.as_double() : std::nan(""));
  }
  void prefetch(const PairBatch& batch, std::size_t i) const {
    __builtin_prefetch(&numbers_[batch.left_codes(slot_)[i]]);
    __builtin_prefetch(&numbers_[batch.right_codes(slot_)[i]]);
  }
  int first_true(const PairBatch& batch, std::size_t i, CallContext&) const {
    // NaN, which stands for NULL too, is above every number: it passes no limit, and C++ says the same.
    const double difference =
        std::abs(numbers_[batch.left_codes(slot_)[i]] - numbers_[batch.right_codes(slot_)[i]]);
    for (std::size_t k = 0; k < limits_.size(); ++k) {
      if (limits_[k].is_strict ? difference < limits_[k].value : difference <= limits_[k].value)
        return static_cast<int>(k);
    }
    return kNone;
  }

 private:
  std::size_t slot_;
  std::vector<double> numbers_;
  std::vector<Limit> limits_;
};

class SingleGroup final : public GroupLoop<SingleGroup> {
 public:
  explicit SingleGroup(ConditionPointer condition) : condition_(std::move(condition)) {}
  int first_true(const PairBatch& batch, std::size_t i, CallContext& calls) const {
    return condition_->holds(batch, i, calls) ? 0 : kNone;
  }

 private:
  ConditionPointer condition_;
};

/// An equality as a condition inside AND and OR.
class EqualCondition final : public Condition {
 public:
  explicit EqualCondition(EqualGroup group) : group_(std::move(group)) {}
  bool holds(const PairBatch& batch, std::size_t i, CallContext&) const override {
    return group_.holds(batch, i);
  }

 private:
  EqualGroup group_;
};

/// A group of one level as a condition inside AND and OR.
template <typename Group>
class GroupCondition final : public Condition {
 public:
  explicit GroupCondition(Group group) : group_(std::move(group)) {}
  bool holds(const PairBatch& batch, std::size_t i, CallContext& calls) const override {
    return group_.first_true(batch, i, calls) == 0;
  }

 private:
  Group group_;
};

std::optional<TextFunction> text_function(std::string_view name) {
  if (name == "jaro_winkler_similarity" || name == "jaro_winkler") return TextFunction::kJaroWinkler;
  if (name == "jaro_similarity" || name == "jaro_sim") return TextFunction::kJaro;
  if (name == "levenshtein" || name == "editdist3") return TextFunction::kLevenshtein;
  if (name == "damerau_levenshtein") return TextFunction::kDamerauLevenshtein;
  if (name == "jaccard") return TextFunction::kJaccard;
  return std::nullopt;
}

/// A shape that several thresholds can share.
struct Ladder {
  enum class Kind { kText, kDifference } kind = Kind::kText;
  TextFunction function = TextFunction::kJaro;
  std::size_t left_column = 0, right_column = 0;
  bool is_crossed = false;
  double threshold = 0;
  bool is_strict = false;

  bool same_question(const Ladder& other) const {
    return kind == other.kind && (kind != Kind::kText || function == other.function) &&
           left_column == other.left_column && right_column == other.right_column &&
           is_crossed == other.is_crossed;
  }
};

/// Columns of opposite records, as the two children of a node.
bool are_two_sides(const PlanNode& a, const PlanNode& b) {
  return a.kind == PlanKind::kColumn && b.kind == PlanKind::kColumn && a.is_right != b.is_right;
}

std::optional<Ladder> ladder_of(const PlanNode& node) {
  if (node.kind != PlanKind::kCompare || node.children[1].kind != PlanKind::kConstant ||
      !node.children[1].constant.is_number())
    return std::nullopt;
  const PlanNode& call = node.children[0];
  if (call.kind != PlanKind::kCall) return std::nullopt;
  Ladder ladder;
  ladder.threshold = node.children[1].constant.as_double();
  if (std::isnan(ladder.threshold)) return std::nullopt;
  const std::string& op = node.text;
  ladder.is_strict = op == "<" || op == ">";
  const bool is_upper = op == "<" || op == "<=";
  if (op == "=" || op == "<>") return std::nullopt;
  if (call.function->name == "abs" && is_upper) {
    const PlanNode& difference = call.children[0];
    if (difference.kind != PlanKind::kArithmetic || difference.text != "-" ||
        !are_two_sides(difference.children[0], difference.children[1]) ||
        difference.children[0].column != difference.children[1].column)
      return std::nullopt;
    ladder.kind = Ladder::Kind::kDifference;
    ladder.left_column = ladder.right_column = difference.children[0].column;
    return ladder;
  }
  const auto function = text_function(call.function->name);
  if (!function || call.children.size() != 2 || !are_two_sides(call.children[0], call.children[1]) ||
      is_distance(*function) != is_upper)
    return std::nullopt;
  ladder.function = *function;
  ladder.left_column = call.children[0].column;
  ladder.right_column = call.children[1].column;
  ladder.is_crossed = call.children[0].is_right;
  return ladder;
}

/// True if texts stand beside other values: '1' = 1 is true, but their numbers differ.
bool mixes_texts(const ValueColumn& column) {
  bool has_texts = false;
  bool has_others = false;
  for (const Value& value : column.values) {
    has_texts |= value.type == ValueType::kText;
    has_others |= !value.is_null() && value.type != ValueType::kText;
  }
  return has_texts && has_others;
}

/// The column of an equality of one column's two values, where equal ones are numbered alike, or nothing.
std::optional<std::size_t> equal_column(const PlanNode& node, const ValueTable& table) {
  if (node.kind != PlanKind::kCompare || node.text != "=" ||
      !are_two_sides(node.children[0], node.children[1]) ||
      node.children[0].column != node.children[1].column ||
      mixes_texts(table.column(node.children[0].column)))
    return std::nullopt;
  return node.children[0].column;
}

bool is_identity(const std::vector<std::uint32_t>& canonical) {
  for (std::uint32_t code = 0; code < canonical.size(); ++code) {
    if (canonical[code] != code) return false;
  }
  return true;
}

/// True for numbers whose differences are the same as doubles.
bool is_exact_number(const Value& value) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 51;
  return value.type == ValueType::kDouble ||
         (value.type == ValueType::kInteger && value.integer <= kLargest && value.integer >= -kLargest);
}

/// What the groups of a comparison look into and own together.
struct GroupMemory {
  std::vector<Plan> plans;
  std::map<std::size_t, std::unique_ptr<TextFeatures>> features;
};

class Maker {
 public:
  Maker(GroupMemory& memory, const ValueTable& table, CodeRows& rows, const ExecutionContext& context)
      : memory_(memory), table_(table), rows_(rows), context_(context) {}

  std::unique_ptr<LevelGroup> group(const PlanNode& node) {
    if (node.kind == PlanKind::kConstant && node.constant.is_true()) return std::make_unique<ElseGroup>();
    if (const auto slot = either_null_slot(node)) return std::make_unique<EitherNullGroup>(*slot);
    if (const auto index = equal_column(node, table_)) {
      const ValueColumn& column = table_.column(*index);
      const std::size_t slot = rows_.slot(column);
      if (is_identity(column.canonical)) return std::make_unique<EqualCodesGroup>(slot);
      return std::make_unique<EqualGroup>(slot, column);
    }
    return std::make_unique<SingleGroup>(condition(node));
  }

  ConditionPointer condition(const PlanNode& node) {
    switch (node.kind) {
      case PlanKind::kConstant:
        return std::make_unique<ConstantCondition>(node.constant.is_true());
      case PlanKind::kColumn:
        return record_condition(node);
      case PlanKind::kAnd:
        return std::make_unique<AllCondition>(conditions(node));
      case PlanKind::kOr:
        return std::make_unique<AnyCondition>(conditions(node));
      default:
        break;
    }
    if (const auto index = equal_column(node, table_)) {
      const ValueColumn& column = table_.column(*index);
      return std::make_unique<EqualCondition>(EqualGroup(rows_.slot(column), column));
    }
    const auto ladder = ladder_of(node);
    if (!ladder || !fits(*ladder)) return std::make_unique<GeneralCondition>(node, table_);
    if (ladder->kind == Ladder::Kind::kDifference)
      return std::make_unique<GroupCondition<DifferenceGroup>>(difference_group({*ladder}));
    return std::make_unique<GroupCondition<TextGroup>>(text_group({*ladder}));
  }

  std::unique_ptr<LevelGroup> ladder_group(const std::vector<Ladder>& ladders) {
    if (ladders[0].kind == Ladder::Kind::kDifference)
      return std::make_unique<DifferenceGroup>(difference_group(ladders));
    return std::make_unique<TextGroup>(text_group(ladders));
  }

  /// True if the columns hold what the kernels want: texts, or numbers that doubles hold.
  bool fits(const Ladder& ladder) const {
    const auto all = [&](std::size_t column, const auto& is_right_kind) {
      const std::vector<Value>& values = table_.column(column).values;
      return std::all_of(values.begin(), values.end(),
                         [&](const Value& value) { return value.is_null() || is_right_kind(value); });
    };
    if (ladder.kind == Ladder::Kind::kDifference) return all(ladder.left_column, is_exact_number);
    const auto is_text = [](const Value& value) { return value.type == ValueType::kText; };
    return all(ladder.left_column, is_text) && all(ladder.right_column, is_text);
  }

 private:
  DifferenceGroup difference_group(const std::vector<Ladder>& ladders) {
    const ValueColumn& column = table_.column(ladders[0].left_column);
    std::vector<DifferenceGroup::Limit> limits;
    for (const Ladder& ladder : ladders) limits.push_back({ladder.threshold, ladder.is_strict});
    return {rows_.slot(column), column, std::move(limits)};
  }

  TextGroup text_group(const std::vector<Ladder>& ladders) {
    const Ladder& first = ladders[0];
    std::vector<TextGroup::Threshold> thresholds;
    for (const Ladder& ladder : ladders) thresholds.push_back({ladder.threshold, ladder.is_strict});
    const TextPair texts{features(first.left_column), features(first.right_column),
                         rows_.slot(table_.column(first.left_column)),
                         rows_.slot(table_.column(first.right_column)), first.is_crossed};
    return {first.function, texts, std::move(thresholds)};
  }

  std::vector<char> truths_of(const PlanNode& node) const {
    std::vector<char> truths;
    for (const Value& value : table_.column(node.column).values) truths.push_back(value.is_true());
    return truths;
  }

  ConditionPointer record_condition(const PlanNode& node) {
    return std::make_unique<RecordCondition>(rows_.slot(table_.column(node.column)), node.is_right,
                                             truths_of(node));
  }

  /// The slot of "a_l IS NULL OR a_r IS NULL" where that is so for code 0 alone.
  std::optional<std::size_t> either_null_slot(const PlanNode& node) {
    if (node.kind != PlanKind::kOr || node.children.size() != 2 ||
        !are_two_sides(node.children[0], node.children[1]) ||
        node.children[0].column != node.children[1].column)
      return std::nullopt;
    const std::vector<char> truths = truths_of(node.children[0]);
    // A code 0 that no record has says nothing; that no other is true does.
    if (std::find(truths.begin() + 1, truths.end(), 1) != truths.end()) return std::nullopt;
    const ValueColumn& column = table_.column(node.children[0].column);
    const bool has_nulls = std::find(column.codes->begin(), column.codes->end(), 0u) != column.codes->end();
    if (has_nulls && truths[0] == 0) return std::nullopt;
    return rows_.slot(column);
  }

  std::vector<ConditionPointer> conditions(const PlanNode& node) {
    std::vector<ConditionPointer> parts;
    for (const PlanNode& child : node.children) parts.push_back(condition(child));
    return parts;
  }

  const TextFeatures* features(std::size_t column) {
    auto& made = memory_.features[column];
    if (!made) made = std::make_unique<TextFeatures>(make_features(table_.column(column), context_));
    return made.get();
  }

  GroupMemory& memory_;
  const ValueTable& table_;
  CodeRows& rows_;
  const ExecutionContext& context_;
};

/// A group with a share in what its comparison's groups look into.
class OwningGroup final : public LevelGroup {
 public:
  OwningGroup(std::unique_ptr<LevelGroup> group, std::shared_ptr<const GroupMemory> memory)
      : group_(std::move(group)), memory_(std::move(memory)) {}
  void decide(const PairBatch& batch, std::int8_t first_level, OpenPairs& open,
              CallContext& calls) const override {
    group_->decide(batch, first_level, open, calls);
  }

 private:
  std::unique_ptr<LevelGroup> group_;
  std::shared_ptr<const GroupMemory> memory_;
};

}  // namespace

std::vector<LevelStep> make_level_groups(std::vector<Plan> conditions, const ValueTable& table,
                                         CodeRows& rows, const ExecutionContext& context) {
  const auto memory = std::make_shared<GroupMemory>();
  memory->plans = std::move(conditions);
  const std::vector<Plan>& plans = memory->plans;
  Maker maker(*memory, table, rows, context);
  std::vector<LevelStep> steps;
  for (std::size_t at = 0; at < plans.size();) {
    LevelStep step;
    std::vector<Ladder> ladders;
    for (std::size_t next = at; next < plans.size(); ++next) {
      const auto ladder = ladder_of(plans[next].root());
      if (!ladder || !maker.fits(*ladder) || (!ladders.empty() && !ladder->same_question(ladders[0]))) break;
      ladders.push_back(*ladder);
    }
    step.num_levels = std::max<std::size_t>(1, ladders.size());
    step.group = std::make_unique<OwningGroup>(
        ladders.empty() ? maker.group(plans[at].root()) : maker.ladder_group(ladders), memory);
    at += step.num_levels;
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace byname
