// SPDX-License-Identifier: Apache-2.0
#include "excess/age_group.hpp"

#include <fmt/format.h>

#include "names/header_words.hpp"
#include "names/missing_words.hpp"

namespace byname {
namespace {

constexpr int kOldest = 130;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number at the front, taken off; nothing where there is none or it is no age.
std::optional<int> take_number(std::string_view& text) {
  int number = 0;
  std::size_t size = 0;
  while (size < text.size() && size < 4 && is_digit(text[size])) number = number * 10 + (text[size++] - '0');
  if (size == 0 || number > kOldest) return std::nullopt;
  text.remove_prefix(size);
  return number;
}

void skip(std::string_view& text, std::string_view what) {
  if (text.starts_with(what)) text.remove_prefix(what.size());
}

void skip_blanks(std::string_view& text) {
  while (text.starts_with(" ")) text.remove_prefix(1);
}

/// Takes a hyphen or dash, or "to", between two ages.
bool take_dash(std::string_view& text) {
  for (const std::string_view dash : {"-", "\u2013", "\u2014", "\u2212", "to ", "..", "до "}) {
    if (!text.starts_with(dash)) continue;
    text.remove_prefix(dash.size());
    return true;
  }
  return false;
}

bool is_unit(std::string_view rest) {
  const std::string words = header_words(rest);
  return words.empty() || words == "years" || words == "year" || words == "let" || words == "god" ||
         words == "goda" || words == "rokiv" || words == "yrs" || words == "years old";
}

bool is_open_end(std::string_view rest) {
  skip_blanks(rest);
  if (rest.starts_with("+")) return true;
  const std::string words = header_words(rest);
  for (const std::string_view end : {"and over", "and older", "and more", "plus", "or more", "let i starshe",
                                     "i starshe", "i bolee", "let i bolee", "i stari", "years and over",
                                     "years and older", "i bilshe", "rokiv i starshi", "i starshi"}) {
    if (words == end) return true;
  }
  return false;
}

std::optional<AgeCell> read_words(std::string_view text) {
  if (is_missing(text)) return AgeCell{AgeCellKind::kUnknownAge, {}};
  const std::string words = header_words(text);
  for (const std::string_view all : {"total", "all", "all ages", "vsego", "itogo", "usogo", "vsogo"}) {
    if (words == all) return AgeCell{AgeCellKind::kAllAges, {}};
  }
  for (const std::string_view unknown : {"unknown", "not stated", "not known", "neizvestno", "ne ukazano",
                                         "nevidomo", "neizvesten", "vozrast neizvesten"}) {
    if (words == unknown) return AgeCell{AgeCellKind::kUnknownAge, {}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<AgeCell> read_age_cell(std::string_view text) {
  while (text.ends_with(" ")) text.remove_suffix(1);
  skip_blanks(text);
  if (text == "<1" || text == "< 1") return AgeCell{AgeCellKind::kAge, {0, 0}};
  std::string_view rest = text;
  const std::optional<int> first = take_number(rest);
  if (!first) return read_words(text);
  skip(rest, ".0");
  if (is_open_end(rest)) return AgeCell{AgeCellKind::kAge, {*first, kOpenAge}};
  skip_blanks(rest);
  if (take_dash(rest)) {
    skip_blanks(rest);
    const std::optional<int> last = take_number(rest);
    if (!last || *last < *first || !is_unit(rest)) return std::nullopt;
    return AgeCell{AgeCellKind::kAge, {*first, *last}};
  }
  if (!is_unit(rest)) return std::nullopt;
  return AgeCell{AgeCellKind::kAge, {*first, *first}};
}

std::string age_label(const AgeGroup& group) {
  if (group.last == kOpenAge) return fmt::format("{}+", group.first);
  if (group.last == group.first) return std::to_string(group.first);
  return fmt::format("{}-{}", group.first, group.last);
}

AgeGroup widened(const AgeGroup& group, int width) {
  const int first = group.first / width * width;
  return group.last <= first + width - 1 ? AgeGroup{first, first + width - 1} : group;
}

}  // namespace byname
