// SPDX-License-Identifier: Apache-2.0
#include "register/linkage_draws.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "cluster/link_records.hpp"
#include "register/held_judgements.hpp"
#include "register/link_run.hpp"

namespace byname {

namespace {

// Per mention number, its source's place among those asked for; kLeftOut: not drawn.
constexpr std::uint32_t kLeftOut = UINT32_MAX;
std::vector<std::uint32_t> places_of_mentions(Database& database, const LinkageDrawRequest& request) {
  std::vector<std::uint32_t> place;
  Rows rows = database.query(
      "SELECT m.number, m.list, p.person FROM mention m JOIN person_mention p ON p.mention = m.number WHERE "
      "m.is_named ORDER BY m.number");
  while (rows.next()) {
    if (request.left_out.contains(rows.text(2))) continue;
    place.resize(static_cast<std::size_t>(rows.number(0)) + 1, kLeftOut);
    const auto found = std::lower_bound(request.sources.begin(), request.sources.end(), rows.bytes(1));
    const bool is_asked = found != request.sources.end() && *found == rows.bytes(1);
    const std::size_t at =
        is_asked ? static_cast<std::size_t>(found - request.sources.begin()) : request.sources.size();
    place.back() = static_cast<std::uint32_t>(std::min(at, kMostDrawnSources));
  }
  return place;
}

std::vector<std::string> labels_of(const LinkageDrawRequest& request) {
  std::vector<std::string> labels = request.sources;
  labels.resize(std::min(labels.size(), kMostDrawnSources));
  labels.emplace_back("others");
  return labels;
}

}  // namespace

LinkageDraws draw_linkage(Database& database, const LinkageDrawRequest& request,
                          const ExecutionContext& context) {
  context.begin_step("reading held mentions", 0);
  std::optional<RegisterModel> model = model_of(database);
  if (model && !can_be_kept(*model)) model.reset();
  const std::vector<std::uint32_t> place = places_of_mentions(database, request);
  const auto place_of = [&](std::int64_t number) {
    const auto at = static_cast<std::size_t>(number);
    return at < place.size() ? place[at] : kLeftOut;
  };
  MentionRecords records(model ? std::optional(model->spec.reads_eastern_names) : std::nullopt);
  records.append_held(database, [&](std::int64_t number) { return place_of(number) != kLeftOut; });
  records.finish(context);
  std::vector<std::uint32_t> list;
  for (std::uint32_t record = 0; record < records.size(); ++record)
    list.push_back(place_of(records.number(record)));
  records.set_lists(labels_of(request), std::move(list));
  LinkOptions options;
  if (model) options.model = model->spec;
  options.judgements = held_judgements(database, records);
  options.num_draws = static_cast<int>(request.num_draws + request.num_draws % 2);
  constexpr const char* kTooLittle =
      "what is held says too little of people to draw who is one person: nothing can be compared.";
  if (records.size() < 2) throw UserError(kTooLittle);
  try {
    LinkResults results = link_records(records.table(), options, context);
    if (results.model.comparisons.empty()) throw UserError(kTooLittle);
    return {std::move(results.draws), std::move(results.doubts)};
  } catch (const DataError&) {  // no column tells one person from another
    throw UserError(kTooLittle);
  }
}

DrawnNumber number_over_draws(Database& database, std::size_t num_draws, const ExecutionContext& context) {
  LinkageDrawRequest request;
  request.num_draws = num_draws;
  std::vector<std::int64_t> numbers;
  LinkageDraws drawn = draw_linkage(database, request, context);
  for (const PartitionDraw& draw : drawn.draws) numbers.push_back(draw.num_persons);
  std::sort(numbers.begin(), numbers.end());
  const auto at = [&](double level) {
    return numbers[static_cast<std::size_t>(std::lround(level * static_cast<double>(numbers.size() - 1)))];
  };
  return {at(0.025), at(0.5), at(0.975), std::move(drawn.doubts)};
}

}  // namespace byname
