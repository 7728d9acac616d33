// SPDX-License-Identifier: Apache-2.0
#include "names/name_pieces.hpp"

#include <unicode/uchar.h>

namespace byname {

namespace {

struct Bracket {
  char32_t opening;
  std::u32string_view closing;
  PieceKind kind;
};

constexpr Bracket kBrackets[] = {{U'(', U")", PieceKind::kBracketed}, {U'[', U"]", PieceKind::kBracketed},
                                 {U'{', U"}", PieceKind::kBracketed}, {U'<', U">", PieceKind::kBracketed},
                                 {U'«', U"»", PieceKind::kQuoted},    {U'"', U"\"", PieceKind::kQuoted},
                                 {U'“', U"”\"", PieceKind::kQuoted},  {U'„', U"“”\"", PieceKind::kQuoted}};

const Bracket* bracket_of(char32_t c) {
  for (const Bracket& bracket : kBrackets) {
    if (bracket.opening == c) return &bracket;
  }
  return nullptr;
}

bool is_hyphen(char32_t c) { return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

bool is_blank(char32_t c) {
  return c == U';' || c == U'_' || c == U'|' || c < 0x20 || u_isUWhiteSpace(static_cast<UChar32>(c));
}

class Cutter {
 public:
  std::vector<NamePiece> cut(std::u32string_view text) {
    read(text, PieceKind::kPlain, 0);
    join_hyphens();
    return std::move(pieces_);
  }

 private:
  void read(std::u32string_view text, PieceKind kind, int group) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const Bracket* bracket = group == 0 ? bracket_of(text[at]) : nullptr;
      const std::size_t end = bracket == nullptr ? text.npos : text.find_first_of(bracket->closing, at + 1);
      if (end != text.npos) {
        end_piece();
        const std::u32string_view inside = text.substr(at + 1, end - at - 1);
        read(inside, begins_quoted(inside) ? PieceKind::kQuoted : bracket->kind, ++num_groups_);
        at = end;
      } else if (is_blank(text[at]) || text[at] == U',' || bracket_of(text[at]) != nullptr ||
                 text[at] == U')' || text[at] == U'»') {
        end_piece();
        is_after_comma_ |= text[at] == U',' && group == 0 && !pieces_.empty();
      } else {
        put(text[at], kind, group);
      }
    }
    end_piece();
  }

  /// "(«Седой»)" is quoted.
  static bool begins_quoted(std::u32string_view text) {
    const Bracket* bracket = text.empty() ? nullptr : bracket_of(text.front());
    return bracket != nullptr && bracket->kind == PieceKind::kQuoted;
  }

  void put(char32_t c, PieceKind kind, int group) {
    if (!is_open_) pieces_.push_back({U"", kind, is_after_comma_, group});
    is_open_ = true;
    pieces_.back().text.push_back(is_hyphen(c) ? U'-' : c);
  }

  void end_piece() { is_open_ = false; }

  static bool ends_open(const std::u32string& text) {
    return !text.empty() && (text.back() == U'-' || text.back() == U'/') &&
           u_isalpha(static_cast<UChar32>(text[text.size() > 1 ? text.size() - 2 : 0]));
  }

  static bool begins_open(const std::u32string& text) {
    return text.size() > 1 && (text[0] == U'-' || text[0] == U'/') &&
           u_isalpha(static_cast<UChar32>(text[1]));
  }

  /// "Иванова - Петрова", "Иванова- Петрова", "Иванова/ Петрова".
  void join_hyphens() {
    std::vector<NamePiece> joined;
    for (NamePiece& piece : pieces_) {
      const bool is_mark = piece.text == U"-" || piece.text == U"/";
      const bool has_left = !joined.empty() && joined.back().group == piece.group;
      if (has_left && (is_mark || begins_open(piece.text) || ends_open(joined.back().text))) {
        joined.back().text += piece.text;
      } else if (!is_mark) {
        joined.push_back(std::move(piece));
      }
    }
    pieces_ = std::move(joined);
  }

  std::vector<NamePiece> pieces_;
  bool is_open_ = false;
  bool is_after_comma_ = false;
  int num_groups_ = 0;
};

}  // namespace

std::vector<NamePiece> cut_pieces(std::u32string_view text) { return Cutter().cut(text); }

}  // namespace byname
