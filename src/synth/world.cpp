// SPDX-License-Identifier: Apache-2.0
#include "synth/world.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "synth/listing.hpp"
#include "synth/option_ranges.hpp"
#include "synth/population.hpp"
#include "synth/recording_errors.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kListingStream = 2;
constexpr std::uint64_t kMentionStream = 3;
constexpr std::uint64_t kCopiesStream = 4;
constexpr std::uint64_t kOrderStream = 5;

void check_options(const WorldOptions& options) {
  check_num_people(options.num_people);
  check_coverage(options.coverage);
  check_share("dependence", options.dependence, 5);
  check_share("errors", options.errors, 0.5);
  check_share("missing", options.missing, 0.9);
  check_share("duplicates", options.duplicates, 0.8);
  check_share("families", options.families, 1);
}

/// Rows of one person in one list: 1, and more with the chance that gives the asked share of repeated rows.
int draw_num_rows(RandomStream& random, double duplicates) {
  int rows = 1;
  while (random.uniform() < duplicates) ++rows;
  return rows;
}

WorldList make_list(const World& world, std::size_t list, const RecordingErrors& errors) {
  WorldList result;
  result.label = fmt::format("list_{}", static_cast<char>('a' + list));
  std::vector<std::pair<std::uint64_t, WorldMention>> rows;
  for (std::uint32_t person = 0; person < world.people.size(); ++person) {
    if ((world.pattern[person] >> list & 1) == 0) continue;
    RandomStream copies(world.options.seed, RandomStage::kSynth, kCopiesStream, person, list);
    const int num_rows = draw_num_rows(copies, world.options.duplicates);
    for (int row = 0; row < num_rows; ++row) {
      const std::uint64_t key = list << 32 | static_cast<std::uint64_t>(row);
      RandomStream random(world.options.seed, RandomStage::kSynth, kMentionStream, person, key);
      RandomStream order(world.options.seed, RandomStage::kSynth, kOrderStream, person, key);
      rows.emplace_back(order.next(), WorldMention{person, errors.record(world.people[person], random)});
    }
  }
  // A shuffle that no thread or library can change.
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first, a.second.person) < std::pair(b.first, b.second.person);
  });
  result.mentions.reserve(rows.size());
  for (auto& [order, mention] : rows) result.mentions.push_back(std::move(mention));
  return result;
}

}  // namespace

WorldOptions world_kind(std::string_view kind) {
  if (std::find(kWorldKinds.begin(), kWorldKinds.end(), kind) == kWorldKinds.end()) {
    throw UsageError(
        fmt::format("There is no world of kind '{}'. Kinds: {}.", kind, fmt::join(kWorldKinds, ", ")));
  }
  WorldOptions options;
  options.kind = kind;
  if (kind == "plain") options.errors = options.missing = options.duplicates = 0;
  if (kind == "few-fields") options.has_few_fields = true;
  if (kind == "families") {
    options.families = 0.8;
    options.namesakes = 0.15;
  }
  if (kind == "correlated-places") options.has_one_postcode = true;
  if (kind == "error-prone") {
    options.errors = 0.15;
    options.missing = 0.3;
  }
  if (kind == "no-duplicates") options.duplicates = 0;
  return options;
}

World make_world(const WorldOptions& options) {
  check_options(options);
  World world;
  world.options = options;
  world.people = make_population(options);
  const Listing listing(options.coverage, options.dependence);
  world.pattern.resize(world.people.size());
  for (std::size_t person = 0; person < world.people.size(); ++person) {
    RandomStream random(options.seed, RandomStage::kSynth, kListingStream, person, 0);
    world.pattern[person] = listing.draw(random);
    if (world.pattern[person] != 0) ++world.num_named;
  }
  const RecordingErrors errors(world.options);
  for (std::size_t list = 0; list < options.coverage.size(); ++list) {
    world.lists.push_back(make_list(world, list, errors));
  }
  return world;
}

}  // namespace byname
