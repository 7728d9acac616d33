// SPDX-License-Identifier: Apache-2.0
#include "synth/name_world.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/parallel.hpp"
#include "synth/calendar.hpp"
#include "synth/listing.hpp"
#include "synth/option_ranges.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kListingStream = 23;
constexpr std::uint64_t kRowsStream = 24;
constexpr std::uint64_t kOrderStream = 25;
constexpr std::uint64_t kDelayStream = 26;
constexpr std::uint64_t kCopyStream = 27;
constexpr std::size_t kPeoplePerChunk = 16384;
constexpr std::uint16_t kMostRows = 20;

const int kClosingDay = days_of({2021, 1, 1}) + 1500;  // no later row is in any list

/// A mention with the random number by which it is put in its place.
struct PlacedMention {
  std::uint64_t place = 0;
  NamedMention mention;
  bool operator<(const PlacedMention& other) const {
    return std::tuple(place, mention.person, mention.row) <
           std::tuple(other.place, other.mention.person, other.mention.row);
  }
};

class NameWorldMaker {
 public:
  NameWorldMaker(const NameWorldOptions& options, const ExecutionContext& context) : context_(context) {
    world_.options = options;
  }

  NameWorld make() {
    const std::size_t num_lists = world_.options.coverage.size();
    world_.people = make_named_population(world_.options.population, context_);
    world_.pattern.resize(world_.people.size());
    world_.copied.resize(world_.people.size());
    place_people();
    for (std::size_t list = 0; list < num_lists; ++list) world_.lists.push_back(make_list(list));
    world_.num_named =
        std::count_if(world_.pattern.begin(), world_.pattern.end(), [](auto bits) { return bits != 0; });
    return std::move(world_);
  }

 private:
  RandomStream stream(std::uint64_t purpose, std::uint64_t person, std::uint64_t key) const {
    return {world_.options.population.seed, RandomStage::kSynth, purpose, person, key};
  }

  /// Decides who is on which list, and whom a list copied from the one before.
  void place_people() {
    const Listing listing(world_.options.coverage, world_.options.dependence);
    parallel_chunks(context_, world_.people.size(), kPeoplePerChunk,
                    [&](std::size_t, std::size_t begin, std::size_t end) {
                      for (std::size_t person = begin; person < end; ++person) place(person, listing);
                    });
  }

  void place(std::size_t person, const Listing& listing) {
    RandomStream random = stream(kListingStream, person, 0);
    std::uint32_t bits = listing.draw(random);
    if (!world_.options.has_shared_people) bits &= ~bits + 1;
    RandomStream copying = stream(kCopyStream, person, 0);
    for (std::size_t list = 0; list < world_.options.coverage.size(); ++list) {
      const bool may_copy = list > 0 && (bits >> (list - 1) & 1) != 0;
      if (copying.uniform() < world_.options.copies && may_copy) {
        bits |= 1u << list;
        world_.copied[person] |= 1u << list;
      }
      if (listed_day(person, list) > kClosingDay) bits &= ~(1u << list);
    }
    world_.copied[person] &= bits;
    world_.pattern[person] = bits;
  }

  /// The day on which a list takes up a person: the event's, and the delays of that list and of those it
  /// copied.
  std::int32_t listed_day(std::size_t person, std::size_t list) const {
    RandomStream random = stream(kDelayStream, person, list);
    const auto delay =
        static_cast<std::int32_t>(-std::log(random.uniform_open()) * world_.options.delay_days);
    const bool is_copy = (world_.copied[person] >> list & 1) != 0;
    return delay + (is_copy ? listed_day(person, list - 1) : world_.people[person].event_day);
  }

  NamedList make_list(std::size_t list) const {
    NamedList result;
    result.label = fmt::format("list_{}", static_cast<char>('a' + list));
    result.habits = world_.options.lists[list % world_.options.lists.size()];
    const std::size_t num_people = world_.people.size();
    std::vector<std::vector<PlacedMention>> parts(num_chunks(num_people, kPeoplePerChunk));
    parallel_chunks(context_, num_people, kPeoplePerChunk,
                    [&](std::size_t chunk, std::size_t begin, std::size_t end) {
                      for (std::size_t person = begin; person < end; ++person)
                        add_rows(list, person, parts[chunk]);
                    });
    std::vector<PlacedMention> all;
    for (const std::vector<PlacedMention>& part : parts) all.insert(all.end(), part.begin(), part.end());
    std::sort(all.begin(), all.end());
    result.mentions.reserve(all.size());
    for (const PlacedMention& placed : all) {
      result.mentions.push_back(placed.mention);
      result.num_persons += placed.mention.row == 0 ? 1 : 0;
      result.num_copies += placed.mention.is_copy ? 1 : 0;
    }
    return result;
  }

  void add_rows(std::size_t list, std::size_t person, std::vector<PlacedMention>& rows) const {
    if ((world_.pattern[person] >> list & 1) == 0) return;
    RandomStream random = stream(kRowsStream, person, list);
    NamedMention mention;
    mention.person = static_cast<std::uint32_t>(person);
    mention.is_copy = (world_.copied[person] >> list & 1) != 0;
    mention.listed_day = listed_day(person, list);
    do {
      RandomStream order = stream(kOrderStream, person, list << 32 | mention.row);
      rows.push_back({order.next(), mention});
      ++mention.row;
      mention.is_copy = false;
    } while (random.uniform() < world_.options.duplicates && mention.row < kMostRows);
  }

  const ExecutionContext& context_;
  NameWorld world_;
};

void check_name_options(const NameWorldOptions& options) {
  check_num_people(options.population.num_people);
  check_coverage(options.coverage);
  check_share("dependence", options.dependence, 5);
  check_share("errors", options.errors, 0.5);
  check_share("missing", options.missing, 0.9);
  check_share("duplicates", options.duplicates, 0.8);
  check_share("families", options.population.families, 1);
}

}  // namespace

NameWorld make_name_world(const NameWorldOptions& options, const ExecutionContext& context) {
  check_name_options(options);
  return NameWorldMaker(options, context).make();
}

}  // namespace byname
