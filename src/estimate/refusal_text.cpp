// SPDX-License-Identifier: Apache-2.0
#include "estimate/refusal_text.hpp"

#include <bit>
#include <fmt/format.h>

namespace byname {
namespace {

std::string pairs_without_overlap(const CaptureTable& table) {
  std::vector<std::string> names;
  for (const std::uint32_t pair : table.empty_pairs) {
    names.push_back(fmt::format("{} and {}", std::countr_zero(pair) + 1, std::bit_width(pair)));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

bool has_no_overlap(const CaptureTable& table) { return table.captured_exactly[1] == table.total; }

std::string loglinear_reason(const CaptureTable& decided, double share) {
  std::string reason = fmt::format(
      "not estimable, because models that hold {:.0f} % of the weight have no finite estimate (their "
      "likelihood has no "
      "maximum, or the lists cannot tell their parameters apart)",
      100 * share);
  if (!decided.empty_pairs.empty()) {
    reason += fmt::format("; no person is on both of lists {}", pairs_without_overlap(decided));
  }
  return reason;
}

}  // namespace

Refusal refuse_empty() {
  return {"all", "all", "not estimable, because nobody is on any list", "lists with persons on them"};
}

Refusal refuse_one_list() {
  return {"all", "all",
          "not estimable, because there is only one list: nothing in it says how many it misses",
          "at least three lists of the same people that were made independently of one another"};
}

Refusal refuse_estimator(Estimator estimator, const CaptureTable& decided, double share) {
  const EstimatorName name = estimator_name(estimator, decided.num_lists);
  Refusal refusal{std::string(name.family), std::string(name.variant), "", ""};
  if (has_no_overlap(decided)) {
    refusal.reason = "not estimable, because no person is on two lists";
    refusal.needed =
        "lists that overlap, or links between them that were missed: see the report's doubtful pairs";
  } else if (name.family == "loglinear") {
    refusal.reason = loglinear_reason(decided, share);
    refusal.needed =
        "more persons on two lists or more, or a further list that overlaps those that do not meet";
  } else {
    refusal.reason = fmt::format(
        "not estimable, because in {:.0f} % of the draws of the linkage the formula has no "
        "finite value",
        100 * share);
    refusal.needed = "more persons on exactly two lists";
  }
  return refusal;
}

}  // namespace byname
