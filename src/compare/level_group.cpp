// SPDX-License-Identifier: Apache-2.0
#include "compare/level_group.hpp"

#include <algorithm>
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
  virtual bool holds(std::uint32_t left, std::uint32_t right, CallContext& calls) const = 0;
};
using ConditionPointer = std::unique_ptr<Condition>;

class ConstantCondition final : public Condition {
 public:
  explicit ConstantCondition(bool value) : value_(value) {}
  bool holds(std::uint32_t, std::uint32_t, CallContext&) const override { return value_; }

 private:
  bool value_;
};

/// A condition on one record: a truth a code.
class RecordCondition final : public Condition {
 public:
  RecordCondition(const ValueColumn& column, bool is_right, std::vector<char> holds)
      : codes_(column.codes->data()), is_right_(is_right), holds_(std::move(holds)) {}
  bool holds(std::uint32_t left, std::uint32_t right, CallContext&) const override {
    return holds_[codes_[is_right_ ? right : left]] != 0;
  }

 private:
  const std::uint32_t* codes_;
  bool is_right_;
  std::vector<char> holds_;
};

/// Equal values of one column.
class EqualCondition final : public Condition {
 public:
  explicit EqualCondition(const ValueColumn& column)
      : codes_(column.codes->data()), canonical_(column.canonical.data()) {}
  bool holds(std::uint32_t left, std::uint32_t right, CallContext&) const override {
    const std::uint32_t number = canonical_[codes_[left]];
    return number != 0 && number == canonical_[codes_[right]];
  }

 private:
  const std::uint32_t* codes_;
  const std::uint32_t* canonical_;
};

class AllCondition final : public Condition {
 public:
  explicit AllCondition(std::vector<ConditionPointer> parts) : parts_(std::move(parts)) {}
  bool holds(std::uint32_t left, std::uint32_t right, CallContext& calls) const override {
    return std::all_of(parts_.begin(), parts_.end(),
                       [&](const ConditionPointer& part) { return part->holds(left, right, calls); });
  }

 private:
  std::vector<ConditionPointer> parts_;
};

class AnyCondition final : public Condition {
 public:
  explicit AnyCondition(std::vector<ConditionPointer> parts) : parts_(std::move(parts)) {}
  bool holds(std::uint32_t left, std::uint32_t right, CallContext& calls) const override {
    return std::any_of(parts_.begin(), parts_.end(),
                       [&](const ConditionPointer& part) { return part->holds(left, right, calls); });
  }

 private:
  std::vector<ConditionPointer> parts_;
};

/// What no kernel knows, node by node.
class GeneralCondition final : public Condition {
 public:
  GeneralCondition(const PlanNode& node, const ValueTable& table) : node_(node), table_(table) {}
  bool holds(std::uint32_t left, std::uint32_t right, CallContext& calls) const override {
    const bool result = evaluate_node(node_, table_, left, right, calls).is_true();
    calls.arena().clear();
    return result;
  }

 private:
  const PlanNode& node_;
  const ValueTable& table_;
};

/// The texts of a column with what bounds their similarity.
struct TextFeatures {
  struct Feature {
    CharacterBag bag;  ///< of the bytes
    std::string_view text;
    bool is_text = false;
  };
  const std::uint32_t* codes = nullptr;
  LargeVector<Feature> values;
};

TextFeatures make_features(const ValueColumn& column, const ExecutionContext& context) {
  TextFeatures features;
  features.codes = column.codes->data();
  features.values.resize(column.values.size());
  parallel_chunks(context, column.values.size(), 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
    std::u32string bytes;
    for (std::size_t code = begin; code < end; ++code) {
      const Value& value = column.values[code];
      if (value.type != ValueType::kText) continue;
      bytes.clear();
      for (const char byte : value.text) bytes += static_cast<unsigned char>(byte);
      features.values[code] = {make_character_bag(bytes), value.text, true};
    }
  });
  return features;
}

/// Two sides of one text function, and the features of their columns.
struct TextPair {
  const TextFeatures* left = nullptr;
  const TextFeatures* right = nullptr;
  bool is_crossed = false;  ///< the first argument is the right record's

  const TextFeatures::Feature& first(std::uint32_t l, std::uint32_t r) const {
    return left->values[left->codes[is_crossed ? r : l]];
  }
  const TextFeatures::Feature& second(std::uint32_t l, std::uint32_t r) const {
    return right->values[right->codes[is_crossed ? l : r]];
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

  int first_true(std::uint32_t left, std::uint32_t right, CallContext&) const override {
    const TextFeatures::Feature& a = texts_.first(left, right);
    const TextFeatures::Feature& b = texts_.second(left, right);
    if (!a.is_text || !b.is_text || !may_reach(a, b)) return kNone;
    double value = 0;
    switch (function_) {
      case TextFunction::kJaroWinkler:
        value = byte_jaro_winkler(a.text, b.text);
        break;
      case TextFunction::kJaro:
        value = byte_jaro(a.text, b.text);
        break;
      case TextFunction::kLevenshtein:
        value = static_cast<double>(byte_levenshtein(a.text, b.text));
        break;
      case TextFunction::kDamerauLevenshtein:
        value = static_cast<double>(byte_damerau_levenshtein(a.text, b.text));
        break;
      case TextFunction::kJaccard:
        if (a.text.empty() || b.text.empty()) return kNone;
        value = byte_jaccard(a.text, b.text);
        break;
    }
    for (std::size_t i = 0; i < thresholds_.size(); ++i) {
      if (passes(value, thresholds_[i])) return static_cast<int>(i);
    }
    return kNone;
  }

 private:
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
class DifferenceGroup final : public LevelGroup {
 public:
  struct Limit {
    double value = 0;
    bool is_strict = false;
  };
  DifferenceGroup(const ValueColumn& column, std::vector<Limit> limits)
      : codes_(column.codes->data()), limits_(std::move(limits)) {
    for (const Value& value : column.values)
      numbers_.push_back(value.is_number() ? value.as_double() : std::nan(""));
    for (const Value& value : column.values) is_number_.push_back(value.is_number());
  }
  int first_true(std::uint32_t left, std::uint32_t right, CallContext&) const override {
    const std::uint32_t a = codes_[left];
    const std::uint32_t b = codes_[right];
    if (is_number_[a] == 0 || is_number_[b] == 0) return kNone;
    const double difference = std::abs(numbers_[a] - numbers_[b]);
    for (std::size_t i = 0; i < limits_.size(); ++i) {
      // NaN is above every number, so it passes no limit; C++ says the same.
      if (limits_[i].is_strict ? difference < limits_[i].value : difference <= limits_[i].value)
        return static_cast<int>(i);
    }
    return kNone;
  }

 private:
  const std::uint32_t* codes_;
  std::vector<double> numbers_;
  std::vector<char> is_number_;
  std::vector<Limit> limits_;
};

class SingleGroup final : public LevelGroup {
 public:
  explicit SingleGroup(ConditionPointer condition) : condition_(std::move(condition)) {}
  int first_true(std::uint32_t left, std::uint32_t right, CallContext& calls) const override {
    return condition_->holds(left, right, calls) ? 0 : kNone;
  }

 private:
  ConditionPointer condition_;
};

/// A group of one level as a condition inside AND and OR.
class GroupCondition final : public Condition {
 public:
  explicit GroupCondition(std::unique_ptr<LevelGroup> group) : group_(std::move(group)) {}
  bool holds(std::uint32_t left, std::uint32_t right, CallContext& calls) const override {
    return group_->first_true(left, right, calls) == 0;
  }

 private:
  std::unique_ptr<LevelGroup> group_;
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

class Maker {
 public:
  Maker(const ValueTable& table, const ExecutionContext& context) : table_(table), context_(context) {}

  ConditionPointer condition(const PlanNode& node) {
    switch (node.kind) {
      case PlanKind::kConstant:
        return std::make_unique<ConstantCondition>(node.constant.is_true());
      case PlanKind::kColumn:
        return record_condition(node, [](const Value& value) { return value.is_true(); });
      case PlanKind::kAnd:
        return std::make_unique<AllCondition>(conditions(node));
      case PlanKind::kOr:
        return std::make_unique<AnyCondition>(conditions(node));
      default:
        break;
    }
    const bool is_equality = node.kind == PlanKind::kCompare && node.text == "=" &&
                             are_two_sides(node.children[0], node.children[1]) &&
                             node.children[0].column == node.children[1].column;
    if (is_equality) return std::make_unique<EqualCondition>(table_.column(node.children[0].column));
    if (const auto ladder = ladder_of(node); ladder && fits(*ladder))
      return std::make_unique<GroupCondition>(ladder_group(std::vector{*ladder}));
    return std::make_unique<GeneralCondition>(node, table_);
  }

  std::unique_ptr<LevelGroup> ladder_group(const std::vector<Ladder>& ladders) {
    if (ladders[0].kind == Ladder::Kind::kDifference) {
      std::vector<DifferenceGroup::Limit> limits;
      for (const Ladder& ladder : ladders) limits.push_back({ladder.threshold, ladder.is_strict});
      return std::make_unique<DifferenceGroup>(table_.column(ladders[0].left_column), std::move(limits));
    }
    std::vector<TextGroup::Threshold> thresholds;
    for (const Ladder& ladder : ladders) thresholds.push_back({ladder.threshold, ladder.is_strict});
    return std::make_unique<TextGroup>(
        ladders[0].function,
        TextPair{features(ladders[0].left_column), features(ladders[0].right_column), ladders[0].is_crossed},
        std::move(thresholds));
  }

  /// True if the columns hold what the kernels want: texts, or numbers.
  bool fits(const Ladder& ladder) const {
    const auto all = [&](std::size_t column, const auto& is_right_kind) {
      const std::vector<Value>& values = table_.column(column).values;
      return std::all_of(values.begin(), values.end(),
                         [&](const Value& value) { return value.is_null() || is_right_kind(value); });
    };
    if (ladder.kind == Ladder::Kind::kDifference)
      return all(ladder.left_column, [](const Value& value) { return value.is_number(); });
    const auto is_text = [](const Value& value) { return value.type == ValueType::kText; };
    return all(ladder.left_column, is_text) && all(ladder.right_column, is_text);
  }

 private:
  template <typename Holds>
  ConditionPointer record_condition(const PlanNode& node, const Holds& holds) {
    const ValueColumn& column = table_.column(node.column);
    std::vector<char> truths;
    for (const Value& value : column.values) truths.push_back(holds(value));
    return std::make_unique<RecordCondition>(column, node.is_right, std::move(truths));
  }

  std::vector<ConditionPointer> conditions(const PlanNode& node) {
    std::vector<ConditionPointer> parts;
    for (const PlanNode& child : node.children) parts.push_back(condition(child));
    return parts;
  }

  const TextFeatures* features(std::size_t column) {
    auto& made = shared_[column];
    if (!made) made = std::make_shared<TextFeatures>(make_features(table_.column(column), context_));
    kept_.push_back(made);
    return made.get();
  }

  const ValueTable& table_;
  const ExecutionContext& context_;
  std::map<std::size_t, std::shared_ptr<TextFeatures>> shared_;

 public:
  std::vector<std::shared_ptr<TextFeatures>> kept_;
};

/// Owns what the groups of a comparison look into.
class OwningGroup final : public LevelGroup {
 public:
  OwningGroup(std::unique_ptr<LevelGroup> group, std::shared_ptr<const std::vector<Plan>> plans,
              std::vector<std::shared_ptr<TextFeatures>> features)
      : group_(std::move(group)), plans_(std::move(plans)), features_(std::move(features)) {}
  int first_true(std::uint32_t left, std::uint32_t right, CallContext& calls) const override {
    return group_->first_true(left, right, calls);
  }

 private:
  std::unique_ptr<LevelGroup> group_;
  std::shared_ptr<const std::vector<Plan>> plans_;
  std::vector<std::shared_ptr<TextFeatures>> features_;
};

}  // namespace

std::vector<LevelStep> make_level_groups(std::vector<Plan> conditions, const ValueTable& table,
                                         const ExecutionContext& context) {
  const auto plans = std::make_shared<const std::vector<Plan>>(std::move(conditions));
  Maker maker(table, context);
  std::vector<LevelStep> steps;
  for (std::size_t at = 0; at < plans->size();) {
    LevelStep step;
    std::vector<Ladder> ladders;
    for (std::size_t next = at; next < plans->size(); ++next) {
      const auto ladder = ladder_of((*plans)[next].root());
      if (!ladder || !maker.fits(*ladder) || (!ladders.empty() && !ladder->same_question(ladders[0]))) break;
      ladders.push_back(*ladder);
    }
    if (ladders.empty()) {
      step.group = std::make_unique<SingleGroup>(maker.condition((*plans)[at].root()));
    } else {
      step.num_levels = ladders.size();
      step.group = maker.ladder_group(ladders);
    }
    step.group = std::make_unique<OwningGroup>(std::move(step.group), plans, std::move(maker.kept_));
    maker.kept_.clear();
    at += step.num_levels;
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace byname
