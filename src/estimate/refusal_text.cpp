// SPDX-License-Identifier: Apache-2.0
#include "estimate/refusal_text.hpp"

#include <bit>
#include <fmt/format.h>

namespace byname {
namespace {

using NamePair = std::pair<std::string, std::string>;

/// Lists whose people are all on another list, with that list.
std::vector<NamePair> lists_inside(const CaptureTable& table, const std::vector<std::string>& lists) {
  std::vector<NamePair> names;
  for (const std::uint32_t pair : pairs_of_lists(table.num_lists)) {
    const std::uint32_t first = pair & -pair;
    const std::uint32_t second = pair ^ first;
    const std::string& first_name = lists[static_cast<std::size_t>(std::countr_zero(first))];
    const std::string& second_name = lists[static_cast<std::size_t>(std::countr_zero(second))];
    if (table.on_all_of[pair] == table.on_all_of[first]) names.emplace_back(first_name, second_name);
    if (table.on_all_of[pair] == table.on_all_of[second]) names.emplace_back(second_name, first_name);
  }
  return names;
}

std::string pairs_without_overlap(const CaptureTable& table, const std::vector<std::string>& lists) {
  std::vector<std::string> names;
  for (const std::uint32_t pair : table.empty_pairs) {
    names.push_back(fmt::format("{} and {}", lists[static_cast<std::size_t>(std::countr_zero(pair))],
                                lists[static_cast<std::size_t>(std::bit_width(pair) - 1)]));
  }
  return fmt::format("{}", fmt::join(names, ", "));
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

Refusal refuse_equal_lists(const std::string& first, const std::string& second) {
  return {"all", "all",
          fmt::format("not estimable, because {} and {} hold the same people: they are one list, not two",
                      first, second),
          "one of the two left out, or a list in place of it that was made independently"};
}

bool has_no_overlap(const CaptureTable& table) { return table.captured_exactly[1] == table.total; }

std::string loglinear_reason(const CaptureTable& table, const std::vector<std::string>& lists, double share) {
  if (has_no_overlap(table)) return kNoOverlapReason;
  std::string reason = fmt::format(
      "not estimable, because models that hold {:.0f} % of the weight have no finite estimate (their "
      "likelihood "
      "has no maximum, or the lists cannot tell their parameters apart)",
      100 * share);
  for (const auto& [inner, outer] : lists_inside(table, lists))
    reason += fmt::format("; everybody on list {} is on {}", inner, outer);
  if (!table.empty_pairs.empty())
    reason += fmt::format("; no person is on both of lists {}", pairs_without_overlap(table, lists));
  return reason;
}

std::string loglinear_need(const CaptureTable& table, const std::vector<std::string>& lists) {
  if (has_no_overlap(table)) return kNoOverlapNeed;
  if (const auto inside = lists_inside(table, lists); !inside.empty())
    return fmt::format("the same without {0}, whose people {1} holds too (--without {0})",
                       inside.front().first, inside.front().second);
  return "more persons on two lists or more, or a further list that overlaps those that do not meet";
}

std::string share_reason(const std::string& reason, double share) {
  if (share > 0.995) return reason;
  return fmt::format("{} (in {:.0f} % of the draws of the linkage)", reason, 100 * share);
}

}  // namespace byname
