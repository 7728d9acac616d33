// SPDX-License-Identifier: Apache-2.0
#include "names/word_order.hpp"

#include <algorithm>
#include <cmath>

#include "names/missing_words.hpp"
#include "names/name_tokens.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::uint32_t kMostLearned = 65536;
constexpr std::uint32_t kMostVoting = 4096;
constexpr int kRounds = 10;
constexpr double kInColumnOrder = 0.8;  // at the start, of names that show no order
constexpr double kUnseenUses = 1;       // of every word, in the proportion of the two uses in all

/// Calls `visit(text, code)` for at most `most` distinct names, evenly thinned.
template <typename Visit>
void visit_names(const TextColumn& names, std::uint32_t most, const Visit& visit) {
  const std::uint32_t step = std::max<std::uint32_t>(1, names.dictionary.size() / most);
  for (std::uint32_t code = 1; code < names.dictionary.size(); code += step) {
    const std::string_view text = names.dictionary.value(code);
    if (!is_missing(text)) visit(text, code);
  }
}

}  // namespace

NameOrder order_of_column(const TextColumn& names) {
  std::vector<std::uint32_t> counts(names.dictionary.size(), 0);
  for (const std::uint32_t code : names.codes) ++counts[code];
  NameOrderVote vote;
  visit_names(names, kMostVoting,
              [&](std::string_view text, std::uint32_t code) { vote.add(text, counts[code]); });
  return vote.order();
}

WordOrder::WordOrder(const TextColumn& names) : column_order_(order_of_column(names)) {
  std::vector<OpenName> open;
  visit_names(names, kMostLearned, [&](std::string_view text, std::uint32_t) {
    const NameParts one = split_name(text, NameOrder::kGivenFirst);
    const NameParts other = split_name(text, NameOrder::kFamilyFirst);
    if (one.given == other.given && one.family == other.family) {
      count_known(fold_text(one.given), fold_text(one.family));
      return;
    }
    const NameTokens words = split_name_tokens(text);
    open.push_back({number_of(words.tokens.front().folded), number_of(words.tokens[1].folded),
                    number_of(words.tokens.back().folded),
                    column_order_ == NameOrder::kFamilyFirst ? kInColumnOrder : 1 - kInColumnOrder});
  });
  learn(open);
}

NameOrder WordOrder::order_of(std::string_view name) const {
  const NameTokens words = split_name_tokens(name);
  if (words.tokens.size() < 2) return column_order_;
  const auto number = [&](const NameToken& word) {
    const auto found = numbers_.find(word.folded);
    return found == numbers_.end() ? UINT32_MAX : found->second;
  };
  const OpenName open{number(words.tokens.front()), number(words.tokens[1]), number(words.tokens.back()), 0};
  return family_first_probability(open) > 0.5 ? NameOrder::kFamilyFirst : NameOrder::kGivenFirst;
}

std::uint32_t WordOrder::number_of(const std::string& word) {
  const auto [found, is_new] = numbers_.try_emplace(word, static_cast<std::uint32_t>(uses_.size()));
  if (is_new) uses_.emplace_back();
  return found->second;
}

void WordOrder::count_known(const std::string& given, const std::string& family) {
  if (given.empty() || family.empty()) return;
  uses_[number_of(family)].family += 1;
  totals_.family += 1;
  if (to_utf32(given).size() < 2) return;  // an initial
  uses_[number_of(given)].given += 1;
  totals_.given += 1;
}

void WordOrder::learn(std::vector<OpenName>& names) {
  const auto add = [&](const OpenName& name, double times) {
    const double family_first = times * name.family_first;
    const double given_first = times - family_first;
    uses_[name.first].family += family_first;
    uses_[name.second].given += family_first;
    uses_[name.first].given += given_first;
    uses_[name.last].family += given_first;
    totals_.family += times;
    totals_.given += times;
  };
  for (const OpenName& name : names) add(name, 1);
  for (int round = 0; round < kRounds; ++round) {
    double family_first = 1;  // one name of either order is assumed
    for (const OpenName& name : names) family_first += name.family_first;
    family_first_share_ = family_first / (static_cast<double>(names.size()) + 2);
    for (OpenName& name : names) {
      add(name, -1);  // a name says nothing of itself
      name.family_first = family_first_probability(name);
      add(name, 1);
    }
  }
}

double WordOrder::family_first_probability(const OpenName& name) const {
  const double all = std::max(totals_.given + totals_.family, 1.0);
  const auto uses = [&](std::uint32_t word) { return word < uses_.size() ? uses_[word] : Uses{}; };
  const auto rate = [&](std::uint32_t word, double Uses::* as) {
    const Uses found = uses(word);
    const double share = (std::max(found.given + found.family, 0.0) + kUnseenUses) / all;
    return (std::max(found.*as, 0.0) + kUnseenUses * share) / (std::max(totals_.*as, 0.0) + kUnseenUses);
  };
  const double family_first =
      family_first_share_ * rate(name.first, &Uses::family) * rate(name.second, &Uses::given);
  const double given_first =
      (1 - family_first_share_) * rate(name.first, &Uses::given) * rate(name.last, &Uses::family);
  return family_first / (family_first + given_first);
}

}  // namespace byname
