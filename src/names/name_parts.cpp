// SPDX-License-Identifier: Apache-2.0
#include "names/name_parts.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "names/name_tokens.hpp"
#include "names/name_words.hpp"
#include "text/normalise.hpp"

namespace byname {

namespace {

using Tokens = std::vector<NameToken>;

std::string join(const Tokens& tokens, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (!text.empty()) text.push_back(' ');
    text += tokens[i].text;
  }
  return text;
}

/// Makes "Рашид оглы" one token, so that it can stand where a patronymic stands.
void join_patronymic_markers(Tokens& tokens) {
  for (std::size_t i = 1; i < tokens.size();) {
    if (!is_patronymic_marker(tokens[i].folded) || i < 2) {
      ++i;
      continue;
    }
    tokens[i - 1].text += " " + tokens[i].text;
    tokens[i - 1].folded += " " + tokens[i].folded;
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

bool is_patronymic(const NameToken& token) {
  const std::size_t space = token.folded.rfind(' ');
  return has_patronymic_ending(token.folded) ||
         (space != std::string::npos && is_patronymic_marker(token.folded.substr(space + 1)));
}

/// Position of the patronymic, if the name has one. It never comes first, and of two words only an ending
/// that no family name has counts.
std::optional<std::size_t> find_patronymic(const Tokens& tokens) {
  if (tokens.size() == 2) {
    const bool is_sure = has_feminine_patronymic_ending(tokens[1].folded);
    return is_sure ? std::optional<std::size_t>(1) : std::nullopt;
  }
  for (std::size_t i = tokens.size(); i-- > 1;) {
    // "Іван Петрович Шушкевич": of two such words in a row the first follows the given name.
    if (is_patronymic(tokens[i])) return i == 2 && tokens.size() == 3 && is_patronymic(tokens[1]) ? 1 : i;
  }
  return std::nullopt;
}

NameParts split_at_patronymic(const Tokens& tokens, std::size_t at) {
  NameParts parts;
  parts.patronymic = tokens[at].text;
  parts.given = tokens[at - 1].text;
  parts.family = join(tokens, 0, at - 1);
  const std::string behind = join(tokens, at + 1, tokens.size());
  if (parts.family.empty()) {
    parts.family = behind;
  } else if (!behind.empty()) {
    parts.family += " " + behind;
  }
  return parts;
}

/// The second name of a person: an initial or word after the given name is a patronymic in Cyrillic.
void set_second(NameParts& parts, std::string text) {
  (has_cyrillic(text) ? parts.patronymic : parts.given2) = std::move(text);
}

NameParts split_family_first(const Tokens& tokens, std::size_t num_family) {
  NameParts parts;
  parts.family = join(tokens, 0, num_family);
  if (num_family >= tokens.size()) return parts;
  parts.given = tokens[num_family].text;
  const std::size_t second = num_family + 1;
  if (second >= tokens.size()) return parts;
  if (second + 1 == tokens.size() && (tokens[second].is_initial || is_patronymic(tokens[second]))) {
    set_second(parts, tokens[second].text);
  } else {
    parts.given2 = join(tokens, second, tokens.size());
  }
  return parts;
}

NameParts split_given_first(const Tokens& tokens, std::size_t num_family) {
  NameParts parts;
  const std::size_t family = tokens.size() - num_family;
  parts.family = join(tokens, family, tokens.size());
  if (family == 0) return parts;
  parts.given = tokens[0].text;
  if (family == 2 && tokens[1].is_initial) {
    set_second(parts, tokens[1].text);
  } else {
    parts.given2 = join(tokens, 1, family);
  }
  return parts;
}

/// Words of the family name at the end: the last, with the particles before it; at least one word stays in
/// front.
std::size_t family_length_at_end(const Tokens& tokens) {
  std::size_t length = 1;
  while (length + 1 < tokens.size() && is_family_particle(tokens[tokens.size() - 1 - length].folded))
    ++length;
  return length;
}

std::size_t family_length_at_start(const Tokens& tokens) {
  std::size_t length = 1;
  while (length + 1 < tokens.size() && is_family_particle(tokens[length - 1].folded)) ++length;
  return length;
}

/// What the name itself says of the order: initials, or one word in capitals, at one end.
std::optional<NameOrder> order_of(const Tokens& tokens) {
  if (tokens.size() < 2) return std::nullopt;
  const NameToken& first = tokens.front();
  const NameToken& last = tokens.back();
  if (first.is_initial != last.is_initial)
    return first.is_initial ? NameOrder::kGivenFirst : NameOrder::kFamilyFirst;
  const auto capitals =
      std::count_if(tokens.begin(), tokens.end(), [](const NameToken& t) { return t.is_capitals; });
  const bool all_others_small = static_cast<std::size_t>(capitals) < tokens.size();
  if (capitals >= 1 && all_others_small && first.is_capitals != last.is_capitals) {
    return first.is_capitals ? NameOrder::kFamilyFirst : NameOrder::kGivenFirst;
  }
  return std::nullopt;
}

}  // namespace

NameParts split_name(std::string_view name, NameOrder order) {
  NameTokens split = split_name_tokens(name);
  Tokens& tokens = split.tokens;
  if (split.num_before_comma > 0) return split_family_first(tokens, split.num_before_comma);
  join_patronymic_markers(tokens);
  if (tokens.size() < 2) return {join(tokens, 0, tokens.size()), "", "", ""};
  if (const auto patronymic = find_patronymic(tokens)) return split_at_patronymic(tokens, *patronymic);
  const NameOrder own_order = order_of(tokens).value_or(order);
  return own_order == NameOrder::kFamilyFirst ? split_family_first(tokens, family_length_at_start(tokens))
                                              : split_given_first(tokens, family_length_at_end(tokens));
}

void NameOrderVote::add(std::string_view name, std::uint64_t weight) {
  NameTokens split = split_name_tokens(name);
  Tokens& tokens = split.tokens;
  if (split.num_before_comma > 0 || tokens.size() < 2) return;
  join_patronymic_markers(tokens);
  (has_cyrillic(name) ? cyrillic_ : latin_) += weight;
  const auto patronymic = tokens.size() >= 3 ? find_patronymic(tokens) : std::nullopt;
  const auto shown = order_of(tokens);
  if (patronymic) {
    (*patronymic == 1 ? given_first_ : family_first_) += weight;
  } else if (shown) {
    (*shown == NameOrder::kGivenFirst ? given_first_ : family_first_) += weight;
  }
  first_words_[tokens.front().folded] += weight;
  last_words_[tokens.back().folded] += weight;
}

NameOrder NameOrderVote::order() const {
  if (given_first_ != family_first_) {
    return given_first_ > family_first_ ? NameOrder::kGivenFirst : NameOrder::kFamilyFirst;
  }
  // Given names repeat more than family names do. A tenth more is taken as a sign, less as chance.
  const double first = static_cast<double>(first_words_.size());
  const double last = static_cast<double>(last_words_.size());
  if (first * 1.1 < last) return NameOrder::kGivenFirst;
  if (last * 1.1 < first) return NameOrder::kFamilyFirst;
  return cyrillic_ > latin_ ? NameOrder::kFamilyFirst : NameOrder::kGivenFirst;
}

}  // namespace byname
