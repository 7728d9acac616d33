// SPDX-License-Identifier: Apache-2.0
#include "text/byte_similarity.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "text/jaro_matches.hpp"

namespace byname {

namespace {

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

struct Matches {
  std::size_t common = 0;
  std::size_t half_transpositions = 0;
};

constexpr std::size_t kWordLength = 64;

/// Where each byte stands in a text of up to 64 bytes, as bits of a word.
class PositionTable {
 public:
  explicit PositionTable(std::string_view text) : text_(text) {
    for (std::size_t j = 0; j < text.size(); ++j) table()[byte_at(text, j)] |= std::uint64_t{1} << j;
  }
  PositionTable(const PositionTable&) = delete;
  PositionTable& operator=(const PositionTable&) = delete;
  ~PositionTable() {
    for (std::size_t j = 0; j < text_.size(); ++j) table()[byte_at(text_, j)] = 0;
  }
  std::uint64_t operator()(unsigned char byte) const { return table()[byte]; }

 private:
  static std::array<std::uint64_t, 256>& table() {
    thread_local std::array<std::uint64_t, 256> positions{};
    return positions;
  }
  std::string_view text_;
};

Matches counted(std::string_view a, std::string_view b, const JaroMatches& matches) {
  Matches found;
  found.common = static_cast<std::size_t>(std::popcount(matches.in_first));
  for (auto left = matches.in_first, right = matches.in_second; left != 0;
       left &= left - 1, right &= right - 1) {
    found.half_transpositions += a[static_cast<std::size_t>(std::countr_zero(left))] !=
                                 b[static_cast<std::size_t>(std::countr_zero(right))];
  }
  return found;
}

Matches matches_of_any_length(std::string_view a, std::string_view b) {
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  std::vector<char> b_used(b.size(), 0);
  std::vector<char> a_matched;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t end = std::min(b.size(), i + window + 1);
    for (std::size_t j = i > window ? i - window : 0; j < end; ++j) {
      if (b_used[j] != 0 || a[i] != b[j]) continue;
      b_used[j] = 1;
      a_matched.push_back(a[i]);
      break;
    }
  }
  Matches found{a_matched.size(), 0};
  std::size_t at = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (b_used[j] != 0) found.half_transpositions += a_matched[at++] != b[j];
  }
  return found;
}

Matches find_matches(std::string_view a, std::string_view b) {
  if (std::max(a.size(), b.size()) > kWordLength) return matches_of_any_length(a, b);
  std::array<char, kReadableBytes> bytes;
  std::memcpy(bytes.data(), b.data(), b.size());
  return counted(a, b, find_jaro_matches()(a, {bytes.data(), b.size()}));
}

double jaro_of(std::string_view a, std::string_view b, const Matches& found) {
  if (found.common == 0) return 0;
  const auto common = static_cast<double>(found.common);
  const auto transpositions = static_cast<double>(found.half_transpositions / 2);
  return (common / static_cast<double>(a.size()) + common / static_cast<double>(b.size()) +
          (common - transpositions) / common) /
         3;
}

double jaro(std::string_view a, std::string_view b) {
  return a.empty() || b.empty() ? 0 : jaro_of(a, b, find_matches(a, b));
}

std::size_t equal_prefix(std::string_view a, std::string_view b) {
  const std::size_t longest = std::min<std::size_t>({4, a.size(), b.size()});
  std::size_t prefix = 0;
  while (prefix < longest && a[prefix] == b[prefix]) ++prefix;
  return prefix;
}

double with_prefix(double jaro, std::size_t prefix) {
  return jaro <= 0.7 ? jaro : std::fma(static_cast<double>(prefix) * 0.1, 1 - jaro, jaro);
}

/// Jaro's similarity, or a number below 0 if with this prefix it cannot reach the limit.
double jaro_from(std::string_view a, std::string_view b, std::size_t prefix, const JaroLimit& limit) {
  if (a.empty() || b.empty()) return 0;
  if (std::max(a.size(), b.size()) > kWordLength) return jaro_of(a, b, matches_of_any_length(a, b));
  const JaroMatches matches = find_jaro_matches()(a, b);
  const auto common = static_cast<std::size_t>(std::popcount(matches.in_first));
  if (!limit.may_reach(a.size(), b.size(), common, prefix)) return limit.least() - 1;
  return jaro_of(a, b, counted(a, b, matches));
}

/// A column of the distance table after another, as bits that say where it goes up and down (Myers 1999 in
/// the form of Hyyro 2003). 1 <= |a| <= 64.
std::size_t levenshtein_in_words(std::string_view a, std::string_view b) {
  const PositionTable positions(a);
  const std::uint64_t last = std::uint64_t{1} << (a.size() - 1);
  std::uint64_t up = ~std::uint64_t{0};
  std::uint64_t down = 0;
  std::size_t distance = a.size();
  for (std::size_t j = 0; j < b.size(); ++j) {
    const std::uint64_t same = positions(byte_at(b, j));
    const std::uint64_t zero = (((same & up) + up) ^ up) | same | down;
    const std::uint64_t right_up = down | ~(zero | up);
    const std::uint64_t right_down = zero & up;
    distance += (right_up & last) != 0;
    distance -= (right_down & last) != 0;
    const std::uint64_t shifted = right_up << 1 | 1;
    up = right_down << 1 | ~(zero | shifted);
    down = zero & shifted;
  }
  return distance;
}

std::size_t levenshtein_of_any_length(std::string_view a, std::string_view b) {
  thread_local std::vector<std::size_t> row;
  row.resize(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::size_t diagonal = row[0];
    row[0] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const std::size_t above = row[i];
      row[i] = std::min({above + 1, row[i - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[a.size()];
}

}  // namespace

double byte_jaro(std::string_view a, std::string_view b) { return jaro(a, b); }

double byte_jaro_winkler(std::string_view a, std::string_view b) {
  return with_prefix(jaro(a, b), equal_prefix(a, b));
}

JaroLimit::JaroLimit(double least) : least_(least) {
  constexpr double kRounding = 1e-9;
  for (int prefix = 0; prefix <= 4; ++prefix) {
    const double weight = 0.1 * prefix;
    thrice_[prefix] = 3 * (least - weight) / (1 - weight) - kRounding;
  }
}

double byte_jaro_winkler_of_matches(std::string_view a, std::string_view b, std::size_t prefix,
                                    const JaroMatches& matches) {
  return with_prefix(jaro_of(a, b, counted(a, b, matches)), prefix);
}

double byte_jaro_from(std::string_view a, std::string_view b, const JaroLimit& limit) {
  return jaro_from(a, b, 0, limit);
}

double byte_jaro_winkler_from(std::string_view a, std::string_view b, const JaroLimit& limit) {
  const std::size_t prefix = equal_prefix(a, b);
  return with_prefix(jaro_from(a, b, prefix, limit), prefix);
}

std::size_t byte_levenshtein(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return b.size();
  return a.size() <= kWordLength ? levenshtein_in_words(a, b) : levenshtein_of_any_length(a, b);
}

std::size_t byte_levenshtein_up_to_one(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return 2;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  if (same == b.size()) return 0;
  // The first difference is one byte changed, or one that only the longer text has.
  const std::string_view rest = b.substr(same + 1);
  return a.substr(a.size() == b.size() ? same + 1 : same) == rest ? 1 : 2;
}

std::size_t byte_damerau_levenshtein(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return std::max(a.size(), b.size());
  // distance[i + 1][j + 1] of the first i and j bytes; row and column 0 stand before the texts.
  const std::size_t width = b.size() + 2;
  const std::size_t infinite = a.size() + b.size();
  thread_local std::vector<std::size_t> distance;
  distance.assign((a.size() + 2) * width, 0);
  distance[0] = infinite;
  for (std::size_t i = 0; i <= a.size(); ++i) {
    distance[(i + 1) * width] = infinite;
    distance[(i + 1) * width + 1] = i;
  }
  for (std::size_t j = 0; j <= b.size(); ++j) {
    distance[j + 1] = infinite;
    distance[width + j + 1] = j;
  }
  std::array<std::size_t, 256> last_row{};  // where each byte was last seen in `a`
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t last_column = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t row = last_row[byte_at(b, j - 1)];
      const std::size_t column = last_column;
      const bool is_same = a[i - 1] == b[j - 1];
      if (is_same) last_column = j;
      distance[(i + 1) * width + j + 1] =
          std::min({distance[i * width + j] + !is_same, distance[(i + 1) * width + j] + 1,
                    distance[i * width + j + 1] + 1,
                    distance[row * width + column] + (i - row - 1) + 1 + (j - column - 1)});
    }
    last_row[byte_at(a, i - 1)] = i;
  }
  return distance[(a.size() + 1) * width + b.size() + 1];
}

double byte_jaccard(std::string_view a, std::string_view b) {
  std::bitset<256> in_a;
  std::bitset<256> in_b;
  for (std::size_t i = 0; i < a.size(); ++i) in_a.set(byte_at(a, i));
  for (std::size_t j = 0; j < b.size(); ++j) in_b.set(byte_at(b, j));
  return static_cast<double>((in_a & in_b).count()) / static_cast<double>((in_a | in_b).count());
}

}  // namespace byname
