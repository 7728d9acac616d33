// SPDX-License-Identifier: Apache-2.0
#include "publish/marked_difference.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace byname {
namespace {

constexpr std::size_t kLongestShown = 240;  // bytes; a longer value is cut for the page

/// A word, and what stood between it and the word before.
struct Word {
  std::string_view gap;
  std::string_view text;
};

bool separates(char c) { return std::string_view(" \t\n\r,;/|()-.").find(c) != std::string_view::npos; }

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t begin = at;
    while (begin < text.size() && separates(text[begin])) ++begin;
    std::size_t end = begin;
    while (end < text.size() && !separates(text[end])) ++end;
    if (end < text.size() && text[end] == '.') ++end;  // "P." is one word to the eye
    words.push_back({text.substr(at, begin - at), text.substr(begin, end - begin)});
    at = end;
  }
  return words;
}

std::vector<std::string_view> texts_of(const std::vector<Word>& words) {
  std::vector<std::string_view> texts;
  for (const Word& word : words) {
    if (!word.text.empty()) texts.push_back(word.text);
  }
  return texts;
}

bool contains(const std::vector<std::string_view>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// "1984" and "1984-10-26": one says less, but nothing else.
bool says_less(std::string_view less, std::string_view more) {
  return !less.empty() && more.size() > less.size() && more.starts_with(less) && separates(more[less.size()]);
}

std::string_view cut(std::string_view text) {
  if (text.size() <= kLongestShown) return text;
  std::size_t end = kLongestShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

/// `keys[i]` is what word i is matched by, looked up among `others`.
Markup marked(const std::vector<Word>& words, const std::vector<std::string_view>& keys,
              const std::vector<std::string_view>& others, bool was_cut) {
  Markup markup;
  std::size_t key = 0;
  for (const Word& word : words) {
    markup += escape_html(word.gap);
    if (word.text.empty()) continue;
    const bool differs = !contains(others, keys[key++]);
    markup += differs ? element("mark", "", escape_html(word.text)) : escape_html(word.text);
  }
  if (was_cut) markup.html += "\u2026";
  return markup;
}

Markup plain(std::string_view raw) {
  Markup markup = escape_html(cut(raw));
  if (cut(raw).size() < raw.size()) markup.html += "\u2026";
  return markup;
}

}  // namespace

std::pair<Markup, Markup> marked_difference(const ValuePair& values) {
  const std::string_view left_text = values.left_comparable;
  const std::string_view right_text = values.right_comparable;
  const bool agrees = (left_text == right_text && !left_text.empty()) || says_less(left_text, right_text) ||
                      says_less(right_text, left_text);
  if (agrees || values.left_raw == values.right_raw || values.left_raw.empty() || values.right_raw.empty()) {
    return {plain(values.left_raw), plain(values.right_raw)};
  }
  const std::vector<Word> left = words_of(cut(values.left_raw));
  const std::vector<Word> right = words_of(cut(values.right_raw));
  std::vector<std::string_view> left_keys = texts_of(left);
  std::vector<std::string_view> right_keys = texts_of(right);
  const std::vector<std::string_view> left_folded = texts_of(words_of(values.left_comparable));
  const std::vector<std::string_view> right_folded = texts_of(words_of(values.right_comparable));
  if (left_folded.size() == left_keys.size() && right_folded.size() == right_keys.size()) {
    left_keys = left_folded;
    right_keys = right_folded;
  }
  return {marked(left, left_keys, right_keys, cut(values.left_raw).size() < values.left_raw.size()),
          marked(right, right_keys, left_keys, cut(values.right_raw).size() < values.right_raw.size())};
}

}  // namespace byname
