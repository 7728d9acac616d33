// SPDX-License-Identifier: Apache-2.0
#include "names/header_words.hpp"

#include <algorithm>
#include <unicode/uchar.h>
#include <unordered_set>
#include <vector>

#include "names/header_table.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

struct Phrase {
  Role role;
  std::string_view text;  ///< as the table has it
  std::string words;
  std::string glued;  ///< words without spaces: "dateofbirth"
  std::size_t num_words = 1;
  bool is_weak = false;
};

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::size_t count_words(std::string_view words) {
  return words.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
}

template <typename Visit>
void for_each_phrase(std::string_view list, const Visit& visit) {
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(';', begin), list.size());
    visit(list.substr(begin, end - begin));
    begin = end + 1;
  }
}

const std::vector<Phrase>& phrases() {
  static const std::vector<Phrase> all = [] {
    std::vector<Phrase> made;
    for (const HeaderPhrases& entry : header_table()) {
      for_each_phrase(entry.phrases, [&](std::string_view text) {
        const bool is_weak = text.starts_with('~');
        if (is_weak) text.remove_prefix(1);
        std::string words = header_words(text);
        const std::size_t num_words = count_words(words);
        made.push_back({entry.role, text, words, without_spaces(words), num_words, is_weak});
      });
    }
    return made;
  }();
  return all;
}

bool speaks_of_somebody_else(std::string_view words) {
  static const std::unordered_set<std::string> others = [] {
    std::unordered_set<std::string> folded;
    for_each_phrase(other_person_words(), [&](std::string_view word) { folded.insert(header_words(word)); });
    return folded;
  }();
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    if (others.contains(std::string(words.substr(begin, end - begin)))) return true;
    begin = end + 1;
  }
  return false;
}

/// From this score up the phrase is the whole header.
constexpr double kWholeHeader = 0.95;

/// True if `part` stands in `words` between word borders.
bool contains_words(const std::string& words, const std::string& part) {
  for (std::size_t at = words.find(part); at != words.npos; at = words.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
  }
  return false;
}

double score_of(const Phrase& phrase, const std::string& words, const std::string& glued,
                std::size_t num_words) {
  constexpr double kWeakInside = 0.4;
  constexpr double kGlued = 0.99;
  if (phrase.words == words) return 1;
  if (phrase.glued == glued) return kGlued;
  if (!contains_words(words, phrase.words)) return 0;
  if (phrase.is_weak) return kWeakInside;
  return 0.5 + 0.4 * static_cast<double>(phrase.num_words) / static_cast<double>(num_words);
}

/// Parts "dateOfBirth" and "address2" by spaces, before case is folded away.
std::string with_word_borders(std::string_view header) {
  std::u32string out;
  char32_t last = 0;
  for (const char32_t c : to_utf32(header)) {
    const bool is_hump = u_islower(static_cast<UChar32>(last)) && u_isupper(static_cast<UChar32>(c));
    const bool is_number = u_isalpha(static_cast<UChar32>(last)) && u_isdigit(static_cast<UChar32>(c));
    if (is_hump || is_number) out.push_back(U' ');
    out.push_back(c);
    last = c;
  }
  return to_utf8(out);
}

}  // namespace

std::string header_words(std::string_view header) { return latin_words(with_word_borders(header)); }

std::optional<HeaderMatch> match_header(std::string_view header) {
  const std::string words = header_words(header);
  const std::string glued = without_spaces(words);
  const std::size_t num_words = count_words(words);
  const Phrase* best = nullptr;
  double best_score = 0;
  for (const Phrase& phrase : phrases()) {
    const double score = score_of(phrase, words, glued, num_words);
    const bool is_longer = best != nullptr && score == best_score && phrase.words.size() > best->words.size();
    if (score > best_score || (score > 0 && is_longer)) best = &phrase, best_score = score;
  }
  if (best_score < kWholeHeader && speaks_of_somebody_else(words))
    return HeaderMatch{Role::kText, words, best_score};
  if (best == nullptr) return std::nullopt;
  return HeaderMatch{best->role, std::string(best->text), best_score};
}

}  // namespace byname
