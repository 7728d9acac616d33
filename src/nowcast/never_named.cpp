// SPDX-License-Identifier: Apache-2.0
#include "nowcast/never_named.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/random.hpp"
#include "estimate/table_columns.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kStep = 3;  // of the nowcast's random streams
constexpr double kLimit = 1.959963984540054;
constexpr int kNumDrawsOfJson = 4000;

double logit(double share) { return std::log(share / (1 - share)); }
double inverse_logit(double value) { return 1 / (1 + std::exp(-value)); }

std::vector<double> values_of(const Input& input, std::string_view wanted) {
  const InputList& list = input.lists.front();
  const TextColumn* quantity = find_column(list, "", {"quantity"});
  const TextColumn* value = find_column(list, "", {"value"});
  const TextColumn* stratum = find_column(list, "", {"stratum"});
  const TextColumn* method = find_column(list, "", {"method"});
  const TextColumn* headline = find_column(list, "", {"headline"});
  if (quantity == nullptr || value == nullptr)
    throw DataError(fmt::format("{} has no columns quantity and value; it has: {}", input.files.front().name,
                                column_names(list)));
  std::vector<double> values;
  std::string_view first_method;
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    if (quantity->at(row) != wanted || (stratum != nullptr && !stratum->is_null(row))) continue;
    if (headline != nullptr && headline->at(row) != "1") continue;
    if (method != nullptr && values.empty()) first_method = method->at(row);
    if (method != nullptr && method->at(row) != first_method) continue;
    const std::optional<double> number = number_in_cell(input, list, *value, row);
    if (!number || *number < 0)
      throw DataError(fmt::format("{}: a number of persons is 0 or more", place_of_row(input, list, row)));
    values.push_back(*number);
  }
  return values;
}

std::vector<double> unseen_of_table(const std::string& path, const ExecutionContext& context) {
  const Input input = read_number_table(path, context);
  std::vector<double> unseen = values_of(input, "unseen");
  if (!unseen.empty()) return unseen;
  const std::vector<double> total = values_of(input, "total");
  const std::vector<double> named = values_of(input, "named");
  if (total.empty() || total.size() != named.size())
    throw DataError(
        fmt::format("{} has no draws of the quantity unseen, nor of total and named, of a model "
                    "that stands out (headline 1)",
                    path));
  for (std::size_t i = 0; i < total.size(); ++i) unseen.push_back(std::max(0.0, total[i] - named[i]));
  return unseen;
}

std::vector<double> unseen_of_json(const std::string& path, const ExecutionContext& context) {
  std::ifstream file(path);
  const auto json = nlohmann::json::parse(file, nullptr, false);
  const auto number = [&](const char* key) {
    const bool is_there = json.is_object() && json.contains("unseen") && json["unseen"].is_object() &&
                          json["unseen"].contains(key) && json["unseen"][key].is_number();
    return is_there ? json["unseen"][key].get<double>() : NAN;
  };
  const double estimate = number("estimate"), low = number("low"), high = number("high");
  if (!(low > 0) || !(high >= low) || !(estimate > 0))
    throw DataError(fmt::format("{} has no estimate of the unseen with limits above 0", path));
  const double spread = std::log(high / low) / (2 * kLimit);
  RandomStream random(context.seed, RandomStage::kNowcast, kStep, 0, 1);
  std::vector<double> unseen;
  for (int i = 0; i < kNumDrawsOfJson; ++i)
    unseen.push_back(estimate * std::exp(spread * draw_normal(random)));
  return unseen;
}

double draw_share(const NeverNamed& never, RandomStream& random) {
  const double low = logit(never.low_share), high = logit(never.high_share);
  return inverse_logit((low + high) / 2 + (high - low) / (2 * kLimit) * draw_normal(random));
}

double read_share(std::string_view text, const std::string& whole) {
  const std::optional<double> share = read_plain_number(text);
  if (!share || !(*share > 0) || !(*share < 1))
    throw UsageError(
        fmt::format("--never is a share above 0 and below 1, or a range such as 0.2-0.4: {}", whole));
  return *share;
}

}  // namespace

NeverNamed parse_never_share(const std::string& text) {
  NeverNamed never;
  never.kind = NeverNamed::Kind::kShare;
  const std::size_t dash = text.find('-');
  never.low_share = read_share(std::string_view(text).substr(0, dash), text);
  never.high_share =
      dash == std::string::npos ? never.low_share : read_share(std::string_view(text).substr(dash + 1), text);
  if (never.high_share < never.low_share)
    throw UsageError(fmt::format("--never {}: the first share is larger than the second", text));
  return never;
}

NeverNamed read_unseen(const std::string& path, const ExecutionContext& context) {
  NeverNamed never;
  never.kind = NeverNamed::Kind::kUnseen;
  never.source = path;
  never.unseen = path.ends_with(".json") ? unseen_of_json(path, context) : unseen_of_table(path, context);
  return never;
}

NeverNamedDraws draw_never_named(const NeverNamed& never, const std::vector<double>& ever_named,
                                 const std::vector<double>& will_be_named, const ExecutionContext& context) {
  NeverNamedDraws draws;
  if (never.kind == NeverNamed::Kind::kUnknown) return draws;
  double num_conflicts = 0;
  for (std::size_t draw = 0; draw < ever_named.size(); ++draw) {
    RandomStream random(context.seed, RandomStage::kNowcast, kStep, draw, 0);
    if (never.kind == NeverNamed::Kind::kShare) {
      const double share = draw_share(never, random);
      const double odds = share / (1 - share);
      const double mean = ever_named[draw] > 0 ? odds * draw_gamma(random, ever_named[draw]) : 0;
      draws.persons.push_back(static_cast<double>(draw_poisson(random, mean)));
      continue;
    }
    const double rest = never.unseen[random.below(never.unseen.size())] - will_be_named[draw];
    num_conflicts += rest < 0 ? 1 : 0;
    draws.persons.push_back(std::max(0.0, rest));
  }
  if (!ever_named.empty()) draws.share_in_conflict = num_conflicts / static_cast<double>(ever_named.size());
  return draws;
}

}  // namespace byname
