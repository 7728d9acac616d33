// SPDX-License-Identifier: Apache-2.0
#include "names/name_split.hpp"

#include <algorithm>
#include <unicode/uchar.h>

#include "names/name_pieces.hpp"
#include "text/normalise_letters.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kLongestText = 400;  ///< characters that are read; what is behind them is left out

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }
bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_mark_of_word(char32_t c) {
  const int type = u_charType(static_cast<UChar32>(c));
  return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
}
bool is_capital(char32_t c) { return u_isupper(static_cast<UChar32>(c)); }
bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019 || c == 0x02BC || c == 0x02B9 || c == U'`';
}

/// A word with what the splitting must know of it.
struct Token {
  NameWord word;
  BesideKind beside = BesideKind::kNone;
  PieceKind piece = PieceKind::kPlain;
  int group = 0;
  bool is_after_comma = false;
  bool begins_small = false;
  bool holds_digits = false;
};

/// Cuts off what is no letter at both ends; an apostrophe at the end is a soft sign and stays.
std::u32string_view trim_marks(std::u32string_view word) {
  while (!word.empty() && !is_letter(word.front()) && !is_digit(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_letter(word.back()) && !is_digit(word.back()) &&
         !is_mark_of_word(word.back()) && !is_apostrophe(word.back()))
    word.remove_suffix(1);
  return word;
}

bool is_all_capitals(std::u32string_view word) {
  return std::count_if(word.begin(), word.end(), is_letter) >= 2 &&
         std::none_of(word.begin(), word.end(),
                      [](char32_t c) { return u_islower(static_cast<UChar32>(c)); });
}

bool is_vowel(char32_t c) {
  return is_cyrillic_vowel(c) || std::u32string_view(U"aeiouy").find(c) != std::u32string_view::npos;
}

/// "Ал-др", "Вл-р": the first and last letters of a name. Gives the first ones, or nothing.
std::u32string_view contraction(std::u32string_view folded) {
  const std::size_t hyphen = folded.find(U'-');
  if (hyphen == folded.npos || hyphen == 0 || hyphen > 4) return {};
  const std::u32string_view tail = folded.substr(hyphen + 1);
  const bool is_cut = !tail.empty() && tail.size() <= 3 && std::none_of(tail.begin(), tail.end(), is_vowel);
  return is_cut ? folded.substr(0, hyphen) : std::u32string_view();
}

/// "Zh.", "Ю.", "Вл.", "Алекс.": letters that a full stop cuts short.
bool is_abbreviation(const Token& token, const NameTables& tables) {
  const std::u32string& folded = token.word.folded;
  static constexpr std::u32string_view kDigraphs = U" zh yu ya ye yo iu ia ie ju ja je ch sh kh ts дж ";
  if (folded.size() == 2 && kDigraphs.find(U" " + folded + U" ") != kDigraphs.npos) return true;
  return folded.size() >= 2 && folded.size() <= 5 && !is_vowel(folded.back()) &&
         tables.given.find(folded).empty();
}

class Splitter {
 public:
  explicit Splitter(const NameTables& tables) : tables_(tables) {}

  std::optional<NameWord> plain(std::string_view text) {
    const std::u32string characters = to_utf32(text);
    const bool is_latin = is_ascii_letter(characters.empty() ? 0 : characters.front());
    const auto is_of_alphabet = [&](char32_t c) {
      return is_latin ? is_ascii_letter(c) : is_cyrillic(c) && is_letter(c);
    };
    if (characters.empty() || !std::all_of(characters.begin(), characters.end(), is_of_alphabet))
      return std::nullopt;
    has_cyrillic_ = !is_latin;
    NamePiece piece;
    piece.text = characters;
    add_piece(piece);
    if (result_.repairs != 0 || tokens_.size() != 1 || !is_plain_name(tokens_.front())) return std::nullopt;
    return std::move(tokens_.front().word);
  }

  SplitName split(std::string_view text) {
    std::string repaired = repair_decoding(text.substr(0, 4 * kLongestText), result_.repairs);
    repaired = repair_layout(repaired, tables_, result_.repairs);
    const std::u32string characters = to_utf32(repaired).substr(0, kLongestText);
    has_cyrillic_ = std::any_of(characters.begin(), characters.end(), is_cyrillic);
    for (const NamePiece& piece : cut_pieces(characters)) add_piece(piece);
    cut_others();
    take_earlier_names();
    take_set_off();
    take_beside_words();
    take_fathers();
    finish();
    return std::move(result_);
  }

 private:
  // Tokens.

  /// "А.П." and "И.Иванов" hold several words.
  void add_piece(const NamePiece& piece) {
    std::u32string_view rest = piece.text;
    while (!rest.empty()) {
      const std::size_t stop = std::min(rest.find(U'.'), rest.size());
      add_word(piece, rest.substr(0, stop), stop < rest.size());
      rest.remove_prefix(std::min(stop + 1, rest.size()));
    }
  }

  void add_word(const NamePiece& piece, std::u32string_view text, bool has_stop) {
    text = trim_marks(text);
    if (text.empty()) return;
    Token token;
    token.piece = piece.kind;
    token.group = piece.group;
    token.is_after_comma = piece.is_after_comma;
    token.begins_small = !is_capital(text.front());
    const std::u32string repaired = repair_capitals(text, has_cyrillic_, tables_, result_.repairs);
    token.word.text = to_utf8(repaired);
    token.word.is_capitals = is_all_capitals(text);
    fold(token);
    token.holds_digits = std::any_of(token.word.folded.begin(), token.word.folded.end(),
                                     [](char32_t c) { return is_digit(c); });
    token.beside = tables_.beside.kind_of(token.word.folded);
    const bool is_single = token.word.folded.size() == 1;
    const bool is_small_only = is_single || token.beside == BesideKind::kSmallMark ||
                               (token.word.folded.size() == 2 && token.beside != BesideKind::kParticle &&
                                token.beside != BesideKind::kYounger && token.beside != BesideKind::kOlder &&
                                token.beside != BesideKind::kRank);
    if (is_small_only && !token.begins_small && !(has_stop && token.word.folded == U"гр"))
      token.beside = token.beside == BesideKind::kTitle && !is_single ? token.beside : BesideKind::kNone;
    if (token.beside == BesideKind::kNone) {
      token.word.is_initial =
          is_single ? has_stop || !token.begins_small : has_stop && is_abbreviation(token, tables_);
      if (const auto first = contraction(token.word.folded); !first.empty()) {
        token.word.folded = std::u32string(first);
        token.word.is_initial = true;
      }
    }
    tokens_.push_back(std::move(token));
  }

  void fold(Token& token) {
    std::u32string folded = fold_name_letters(token.word.text);
    const std::u32string before = folded;
    folded = repair_digits(folded, result_.repairs);
    const std::u32string undoubled = folded;
    repair_homoglyphs(folded);
    if (folded != undoubled) result_.repairs |= kRepairedLookAlikes;
    token.word.script = script_of(folded);
    token.word.folded = std::move(folded);
  }

  // What is left out.

  bool is_plain_name(const Token& token) const {
    return token.beside == BesideKind::kNone && !token.holds_digits && token.piece == PieceKind::kPlain;
  }

  std::size_t num_full_words() const {
    return static_cast<std::size_t>(std::count_if(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return is_plain_name(token) && !token.word.is_initial;
    }));
  }

  void leave_out(std::size_t at) {
    result_.left_out.push_back(tokens_[at].word.text);
    tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  /// "Иванов и др.": what is behind is none of this person.
  void cut_others() {
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      const bool is_cut = tokens_[i].beside == BesideKind::kOthers ||
                          (tokens_[i].beside == BesideKind::kAnd && tokens_[i].begins_small);
      if (!is_cut || tokens_[i].piece != PieceKind::kPlain) continue;
      result_.names_others = true;
      while (tokens_.size() > i) leave_out(i);
    }
  }

  /// A family name that a woman may bear; a man's form in brackets (Седой) is rather a callsign.
  bool may_be_womans(const NameWord& word) const {
    if (word.script != Script::kCyrillic) return word.script == Script::kLatin;
    const auto bases = tables_.endings.nominatives(DeclinedPart::kFamily, word.folded);
    return std::any_of(bases.begin(), bases.end(), [](const Nominative& base) {
      return base.has_family_ending && (base.sex & kFemale) != 0 && (base.cases & kNominative) != 0;
    });
  }

  bool is_earlier_name(const Token& token) const {
    if (token.piece != PieceKind::kBracketed || token.holds_digits || token.begins_small) return false;
    const bool is_alone = std::count_if(tokens_.begin(), tokens_.end(),
                                        [&](const Token& other) { return other.group == token.group; }) == 1;
    return is_alone && tables_.given.find(token.word.folded).empty() && may_be_womans(token.word);
  }

  /// "урожд. Петрова", "(Петрова)".
  void take_earlier_names() {
    for (std::size_t i = 1; i < tokens_.size();) {
      if (tokens_[i].beside == BesideKind::kMaiden) {
        leave_out(i);
        while (i < tokens_.size() && (tokens_[i].beside == BesideKind::kMaiden ||
                                      (tokens_[i].begins_small && tokens_[i].word.folded.size() <= 2)))
          leave_out(i);
        if (i < tokens_.size()) take_earlier(i);
      } else if (is_earlier_name(tokens_[i]) && num_full_words() > 0) {
        take_earlier(i);
      } else {
        ++i;
      }
    }
  }

  void take_earlier(std::size_t at) {
    result_.earlier.push_back(tokens_[at].word);
    tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  /// Brackets, quotes and digits go, unless nothing else is there.
  void take_set_off() {
    for (std::size_t i = 0; i + 1 < tokens_.size();) {
      if (tokens_[i].beside == BesideKind::kCallsign) {
        leave_out(i + 1);
        leave_out(i);
      } else {
        ++i;
      }
    }
    const bool has_name = num_full_words() > 0;
    for (std::size_t i = 0; i < tokens_.size();) {
      if (tokens_[i].holds_digits || (has_name && tokens_[i].piece != PieceKind::kPlain)) {
        leave_out(i);
      } else {
        tokens_[i++].piece = PieceKind::kPlain;
      }
    }
  }

  static bool is_rank(BesideKind kind) { return kind == BesideKind::kRank || kind == BesideKind::kTitle; }

  /// "мл. сержант" is a rank; "Иванов Иван мл." is the younger of two.
  void take_generation(std::size_t at) {
    const BesideKind kind = tokens_[at].beside;
    const bool is_behind = std::none_of(tokens_.begin() + static_cast<std::ptrdiff_t>(at) + 1, tokens_.end(),
                                        [&](const Token& other) { return is_plain_name(other); });
    if (is_behind && at > 0)
      result_.generation = kind == BesideKind::kYounger ? Generation::kYounger : Generation::kOlder;
  }

  /// "Солдат Пётр": a rank in capitals before nothing but a given name.
  bool makes_family_name(std::size_t at, std::size_t full_words) const {
    if (tokens_[at].beside != BesideKind::kRank || tokens_[at].begins_small || full_words != 1) return false;
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      if (!is_plain_name(token) || token.word.is_initial) return false;
      const auto forms = tables_.given.find(token.word.folded);
      return std::any_of(forms.begin(), forms.end(),
                         [](const GivenForm& form) { return form.kind == FormKind::kCanonical; });
    });
  }

  void take_beside_words() {
    const std::size_t full_words = num_full_words();
    for (std::size_t i = 0; i < tokens_.size();) {
      const BesideKind kind = tokens_[i].beside;
      if (kind == BesideKind::kNone || kind >= BesideKind::kParticle) {
        ++i;
        continue;
      }
      // "Майор Иван" may be a family name: one is left alone where it makes the second full word in capitals.
      const bool may_be_name = is_rank(kind) && (full_words == 0 || makes_family_name(i, full_words));
      const bool stands_behind = is_rank(kind) && full_words == 1 && i > 0 && !tokens_[i].begins_small &&
                                 is_plain_name(tokens_[i - 1]);
      if (may_be_name || stands_behind) {
        tokens_[i++].beside = BesideKind::kNone;
        continue;
      }
      if (kind == BesideKind::kYounger || kind == BesideKind::kOlder) take_generation(i);
      leave_out(i);
    }
  }

  // Words that belong together.

  void take_fathers() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const BesideKind kind = tokens_[i].beside;
      const bool is_last = i + 1 == tokens_.size();
      if ((kind == BesideKind::kSonOf || kind == BesideKind::kDaughterOf) && i > 0 && tokens_.size() > 2) {
        set_child(i - 1, kind == BesideKind::kSonOf ? kMale : kFemale, i);
        tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i--));
      } else if ((kind == BesideKind::kSon || kind == BesideKind::kDaughter) && i > 0 && !is_last) {
        set_child(i + 1, kind == BesideKind::kSon ? kMale : kFemale, i);
        tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i));
      } else if (kind == BesideKind::kParticle && !is_last) {
        join_particle(i--);
      }
    }
  }

  void set_child(std::size_t at, SexSet sex, std::size_t marker) {
    tokens_[at].word.child_of = sex;
    tokens_[at].word.text += " " + tokens_[marker].word.text;
    tokens_[at].word.is_initial = false;
  }

  void join_particle(std::size_t at) {
    Token& next = tokens_[at + 1];
    next.word.text = tokens_[at].word.text + " " + next.word.text;
    const std::u32string& particle = tokens_[at].word.folded;
    const bool is_article =
        particle == U"al" || particle == U"el" || particle == U"аль" || particle == U"эль";
    if (!is_article) next.word.folded = particle + next.word.folded;
    next.word.is_initial = false;
    tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  void finish() {
    for (Token& token : tokens_) {
      if (result_.words.size() == kMostNameWords) {
        result_.left_out.push_back(token.word.text);
        continue;
      }
      if (!token.is_after_comma) ++result_.num_before_comma;
      result_.words.push_back(std::move(token.word));
    }
    if (result_.num_before_comma == result_.words.size()) result_.num_before_comma = 0;
  }

  const NameTables& tables_;
  bool has_cyrillic_ = false;
  std::vector<Token> tokens_;
  SplitName result_;
};

}  // namespace

std::optional<NameWord> plain_word(std::string_view text, const NameTables& tables) {
  return Splitter(tables).plain(text);
}

SplitName split_full_name(std::string_view text, const NameTables& tables) {
  return Splitter(tables).split(text);
}

}  // namespace byname
