// SPDX-License-Identifier: Apache-2.0
#include "names/name_tokens.hpp"

#include <algorithm>
#include <unicode/uchar.h>

#include "names/name_words.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

char32_t closing_of(char32_t c) {
  switch (c) {
    case U'(':
      return U')';
    case U'[':
      return U']';
    case U'{':
      return U'}';
    case U'«':
      return U'»';
    case U'"':
      return U'"';
    case U'“':
      return U'”';
    case U'„':
      return U'“';
    default:
      return 0;
  }
}

/// Leaves out what stands in brackets and quotes (maiden names, callsigns); an opening one without its end is
/// a space.
std::u32string without_brackets(std::u32string_view name) {
  std::u32string out;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char32_t closing = closing_of(name[at]);
    if (closing == 0) {
      out.push_back(name[at]);
      continue;
    }
    const std::size_t end = name.find(closing, at + 1);
    out.push_back(U' ');
    if (end != name.npos) at = end;
  }
  return out;
}

bool is_break(char32_t c) {
  return c == U' ' || c == 0x00A0 || c == U'\t' || c == U'\n' || c == U';' || c == U'_' || c == U'/';
}

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }

bool is_all_capitals(std::u32string_view word) {
  const auto letters = std::count_if(word.begin(), word.end(), is_letter);
  return letters >= 2 && std::none_of(word.begin(), word.end(),
                                      [](char32_t c) { return u_islower(static_cast<UChar32>(c)); });
}

std::u32string_view trim_marks(std::u32string_view word) {
  const auto is_mark = [](char32_t c) { return !is_letter(c); };
  while (!word.empty() && is_mark(word.front())) word.remove_prefix(1);
  while (!word.empty() && is_mark(word.back()) &&
         u_charType(static_cast<UChar32>(word.back())) != U_NON_SPACING_MARK) {
    word.remove_suffix(1);
  }
  return word;
}

NameToken make_token(std::u32string_view word, bool had_stop) {
  NameToken token;
  token.text = to_utf8(word);
  token.folded = fold_text(token.text);
  const bool is_capital = word.size() == 1 && u_isupper(static_cast<UChar32>(word[0]));
  token.is_initial = word.size() == 1 && (had_stop || is_capital);
  token.is_capitals = is_all_capitals(word);
  return token;
}

/// A word may hold initials run together ("А.П.") or stuck to a name ("И.Иванов"): full stops inside part it.
void append_word(std::vector<NameToken>& tokens, std::u32string_view word) {
  if (std::any_of(word.begin(), word.end(), [](char32_t c) { return u_isdigit(static_cast<UChar32>(c)); }))
    return;
  for (std::size_t begin = 0; begin <= word.size();) {
    std::size_t end = word.find(U'.', begin);
    const bool had_stop = end != word.npos;
    if (!had_stop) end = word.size();
    const std::u32string_view part = trim_marks(word.substr(begin, end - begin));
    if (!part.empty()) tokens.push_back(make_token(part, had_stop));
    begin = end + 1;
  }
}

void drop_words_around(std::vector<NameToken>& tokens) {
  std::erase_if(tokens,
                [](const NameToken& token) { return is_name_noise(token.folded) && !token.is_initial; });
  std::size_t titles = 0;
  while (tokens.size() - titles > 1 && is_title(tokens[titles].folded)) ++titles;
  tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(titles));
  while (tokens.size() > 1 && is_name_suffix(tokens.back().folded)) tokens.pop_back();
}

std::vector<NameToken> tokens_of(std::u32string_view text) {
  std::vector<NameToken> tokens;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && !is_break(text[end]) && text[end] != U',') ++end;
    if (end > begin) append_word(tokens, text.substr(begin, end - begin));
    begin = end + 1;
  }
  return tokens;
}

bool holds_digit(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

}  // namespace

NameTokens split_name_tokens(std::string_view name) {
  const std::u32string text = without_brackets(to_utf32(name));
  const std::size_t comma = text.find(U',');
  NameTokens result;
  result.tokens = tokens_of(std::u32string_view(text).substr(0, comma));
  drop_words_around(result.tokens);
  if (comma == text.npos) return result;
  const std::u32string_view tail = std::u32string_view(text).substr(comma + 1);
  if (holds_digit(tail)) return result;  // "Thomas Example, 1st Baron of Somewhere", "..., 1990 г.р."
  std::vector<NameToken> rest = tokens_of(tail);
  drop_words_around(rest);
  if (rest.size() == 1 && is_name_suffix(rest[0].folded)) return result;
  if (!rest.empty()) result.num_before_comma = result.tokens.size();
  std::move(rest.begin(), rest.end(), std::back_inserter(result.tokens));
  return result;
}

}  // namespace byname
