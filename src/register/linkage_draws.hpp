// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "register/database.hpp"

namespace byname {

/// Who could be one person, as far as the machine's links are not sure. A link of match weight w (log2 odds)
/// holds with probability 2^w / (1 + 2^w), each by itself; so does a doubtful pair (lead) that nobody has
/// judged. What people judged is taken as said: mentions that judgements join stay together, and a lead
/// between two persons whom a judgement holds apart does not count.
class LinkageDraws {
 public:
  explicit LinkageDraws(Database& database);

  /// The mentions of persons, by number.
  const std::vector<std::int64_t>& mentions() const { return mentions_; }
  /// Per mention the person that holds it.
  const std::vector<std::string>& persons() const { return persons_; }
  /// How many links and leads are not sure: their probability is between 0.001 and 0.999.
  std::size_t num_unsure() const;
  /// Per mention the first mention (its place) of the person that it is of in this draw. The same for the
  /// same seed and number.
  std::vector<std::uint32_t> draw(std::uint64_t seed, std::uint64_t number) const;

 private:
  struct Link {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    double probability = 1;
  };
  void read_mentions(Database& database);
  void read_links(Database& database);
  void read_judgements(Database& database);
  void read_leads(Database& database);
  std::uint32_t place_of(std::int64_t mention) const;

  std::vector<std::int64_t> mentions_;
  std::vector<std::string> persons_;
  std::vector<Link> links_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sure_;  // by judgement
};

/// Median and 95 % limits of the number of persons with a name over draws of the linkage.
struct DrawnNumber {
  std::int64_t low = 0;
  std::int64_t median = 0;
  std::int64_t high = 0;
  std::size_t num_unsure = 0;
};
DrawnNumber number_over_draws(Database& database, std::size_t num_draws, std::uint64_t seed);

}  // namespace byname
