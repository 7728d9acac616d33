// SPDX-License-Identifier: Apache-2.0
#include "block/blocking_keys.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "names/known_name.hpp"

namespace byname {

namespace {

/// What a key takes of a column.
enum class Piece { kWhole, kSound, kPrefix3, kInitial, kYear, kMonthDay, kYearMonth, kArea, kRarestWord };

struct Part {
  Role role;
  Piece piece;
  std::optional<Role>
      otherwise{};  ///< the column taken where this one is missing: a single name stands in either
};

struct KeyRecipe {
  std::vector<Part> parts;
  bool sort_parts = false;  ///< given and family name in either order
  bool is_wide = false;     ///< only where the budget has room: for records of which little is known
};

using enum Piece;

const std::vector<KeyRecipe>& recipes() {
  static const std::vector<KeyRecipe> kRecipes = {
      {{{Role::kNumber, kWhole}}},
      {{{Role::kEmail, kWhole}}},
      {{{Role::kPhone, kWhole}}},
      {{{Role::kFamily, kWhole}, {Role::kBirthDate, kWhole}}},
      {{{Role::kGiven, kWhole}, {Role::kBirthDate, kWhole}}},
      {{{Role::kFamily, kWhole}, {Role::kGiven, kWhole}, {Role::kPatronymic, kWhole}}},
      {{{Role::kFamily, kWhole}, {Role::kGiven, kWhole}}, true},
      {{{Role::kPostcode, kWhole}, {Role::kBirthDate, kWhole}}},
      {{{Role::kFamily, kWhole}, {Role::kPostcode, kWhole}}},
      {{{Role::kGiven, kWhole}, {Role::kPostcode, kWhole}}},
      {{{Role::kFamily, kSound}, {Role::kGiven, kSound}, {Role::kBirthDate, kYear}}},
      {{{Role::kFamily, kSound}, {Role::kBirthDate, kYearMonth}}},
      {{{Role::kGiven, kSound}, {Role::kBirthDate, kYearMonth}}},
      {{{Role::kFamily, kPrefix3}, {Role::kGiven, kPrefix3}, {Role::kBirthDate, kMonthDay}}},
      {{{Role::kFamily, kPrefix3}, {Role::kBirthDate, kMonthDay}}},
      {{{Role::kGiven, kPrefix3}, {Role::kBirthDate, kMonthDay}}},
      {{{Role::kFamily, kInitial}, {Role::kGiven, kInitial}, {Role::kBirthDate, kWhole}}, true},
      {{{Role::kBirthDate, kWhole}, {Role::kPlace, kWhole}}},
      {{{Role::kFamily, kWhole}, {Role::kPlace, kWhole}}},
      {{{Role::kGiven, kWhole}, {Role::kPlace, kWhole}, {Role::kBirthDate, kYear}}},
      {{{Role::kAddress, kRarestWord}, {Role::kFamily, kSound}}},
      {{{Role::kAddress, kRarestWord}, {Role::kGiven, kSound}}},
      {{{Role::kAddress, kWhole}}},
      {{{Role::kGiven, kWhole}, {Role::kPatronymic, kWhole}, {Role::kBirthDate, kYear}}},
      {{{Role::kFamily, kWhole}, {Role::kEventDate, kWhole}}},
      {{{Role::kGiven, kWhole}, {Role::kEventDate, kWhole}, {Role::kBirthDate, kYear}}},
      {{{Role::kFamily, kWhole}, {Role::kDeathDate, kWhole}}},
      {{{Role::kGiven, kWhole}, {Role::kDeathDate, kWhole}, {Role::kBirthDate, kYear}}},
      {{{Role::kFamily, kSound}, {Role::kGiven, kSound}, {Role::kPostcode, kArea}}},
      {{{Role::kFamily, kSound}, {Role::kGiven, kSound}, {Role::kPlace, kWhole}}},
      {{{Role::kFamily, kSound}, {Role::kGiven, kSound}}},
      {{{Role::kFamily, kRarestWord}, {Role::kGiven, kInitial}}},
      {{{Role::kPostcode, kWhole}}},
      {{{Role::kGiven, kWhole}, {Role::kPlace, kWhole}}},
      {{{Role::kFamily, kSound}, {Role::kBirthDate, kYear}}},
      {{{Role::kPlace, kWhole}, {Role::kBirthDate, kYear}}},
      {{{Role::kFamily, kWhole}}},
      {{{Role::kBirthDate, kWhole}}},
      {{{Role::kGiven, kWhole}, {Role::kBirthDate, kYear}}},
      {{{Role::kFamily, kWhole, Role::kGiven}}, false, true},
      {{{Role::kFamily, kInitial}, {Role::kGiven, kInitial}, {Role::kPlace, kWhole}}, true, true},
      {{{Role::kFamily, kPrefix3}, {Role::kGiven, kPrefix3}}, true, true},
      {{{Role::kFamily, kInitial, Role::kGiven}, {Role::kPlace, kWhole}}, false, true},
      {{{Role::kGiven, kWhole}, {Role::kPostcode, kArea}}, false, true},
      {{{Role::kFamily, kInitial, Role::kGiven}, {Role::kPostcode, kArea}}, false, true},
  };
  return kRecipes;
}

std::string_view piece_name(Piece piece) {
  switch (piece) {
    case kWhole:
      return "";
    case kSound:
      return " (sound)";
    case kPrefix3:
      return " (first 3 letters)";
    case kInitial:
      return " (initial)";
    case kYear:
      return " (year)";
    case kMonthDay:
      return " (month and day)";
    case kYearMonth:
      return " (year and month)";
    case kArea:
      return " (area)";
    case kRarestWord:
      return " (rarest word)";
  }
  return "";
}

std::string_view piece_sql(Piece piece) {
  switch (piece) {
    case kWhole:
      return R"({0}."{1}")";
    case kSound:
      return R"(sound_key({0}."{1}"))";
    case kPrefix3:
      return R"(substr({0}."{1}", 1, 3))";
    case kInitial:
      return R"(substr({0}."{1}", 1, 1))";
    case kYear:
      return R"(substr({0}."{1}", 1, 4))";
    case kMonthDay:
      return R"(substr({0}."{1}", 6, 5))";
    case kYearMonth:
      return R"(substr({0}."{1}", 1, 7))";
    case kArea:
      return R"(substr({0}."{1}", 1, 3))";
    case kRarestWord:
      return R"(rarest_word({0}."{1}"))";
  }
  return "";
}

std::string_view prefix_of(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  while (at < text.size() && characters > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    --characters;
  }
  return text.substr(0, at);
}

/// Known names are in capitals; what is left of one must be what is left of an unknown one.
std::string with_small_letters(std::string_view value) {
  std::string small(value);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

/// Hash of the year, or of year and month, of a comparable date; 0 for a span of several.
std::uint64_t hash_common(std::string_view date, std::size_t length) {
  const std::size_t slash = date.find('/');
  const std::string_view first = date.substr(0, length);
  return slash != date.npos && date.substr(slash + 1, length) != first ? 0 : hash64(first);
}

std::uint64_t hash_small_piece(std::string_view value, Piece piece) {
  switch (piece) {
    case kSound:
      return hash64(sound_key(value));
    case kPrefix3:
      return hash64(prefix_of(value, 3));
    case kInitial:
      return hash64(prefix_of(value, 1));
    case kYear:
      return hash_common(value, 4);
    case kMonthDay:
      return value.size() == 10 ? hash64(value.substr(5)) : 0;
    case kYearMonth:
      return value.size() >= 7 && value[4] == '-' ? hash_common(value, 7) : 0;
    case kArea:
      return hash64(prefix_of(value, 3));
    default:
      return hash64(value);
  }
}

std::uint64_t hash_piece(std::string_view value, Piece piece) {
  if (!is_known_name(value)) return hash_small_piece(value, piece);
  return hash_small_piece(with_small_letters(value), piece);
}

/// Hash of the word that the fewest records have.
std::vector<std::uint64_t> rarest_words(const TextColumn& column) {
  std::unordered_map<std::string_view, std::uint32_t> counts;
  std::vector<std::uint32_t> records(column.dictionary.size(), 0);
  for (const std::uint32_t code : column.codes) ++records[code];
  const auto for_words = [](std::string_view value, const auto& visit) {
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t end = std::min(value.find_first_of(" |", at), value.size());
      if (end > at) visit(value.substr(at, end - at));
      at = end + 1;
    }
  };
  for (std::uint32_t code = 1; code < records.size(); ++code) {
    for_words(column.dictionary.value(code), [&](std::string_view word) { counts[word] += records[code]; });
  }
  std::vector<std::uint64_t> hashes(records.size(), 0);
  for (std::uint32_t code = 1; code < records.size(); ++code) {
    std::string_view rarest;
    for_words(column.dictionary.value(code), [&](std::string_view word) {
      if (word.size() < 3) return;
      if (rarest.empty() || counts[word] < counts[rarest] ||
          (counts[word] == counts[rarest] && word < rarest))
        rarest = word;
    });
    if (!rarest.empty()) hashes[code] = hash64(rarest);
  }
  return hashes;
}

std::vector<std::uint64_t> hash_values(const TextColumn& column, Piece piece,
                                       const ExecutionContext& context) {
  if (piece == kRarestWord) return rarest_words(column);
  std::vector<std::uint64_t> hashes(column.dictionary.size(), 0);
  parallel_chunks(context, hashes.size(), 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t code = std::max<std::size_t>(begin, 1); code < end; ++code) {
      hashes[code] = hash_piece(column.dictionary.value(static_cast<std::uint32_t>(code)), piece);
    }
  });
  return hashes;
}

/// A whole date in a key must be a full one: half the list shares a bare year.
bool is_usable_whole(Role role, std::string_view value) {
  const bool is_date = role == Role::kBirthDate || role == Role::kEventDate || role == Role::kDeathDate;
  return !is_date || value.size() == 10;
}

/// A column that the model compares.
struct ComparedColumn {
  const TextColumn* column;
  std::uint32_t comparison;  ///< the bit of its comparison
};

struct UsablePart {
  Part part;
  ComparedColumn first;
  std::optional<ComparedColumn> otherwise;
};

std::optional<ComparedColumn> compared_column(Role role, const RecordTable& records, const ModelSpec& model) {
  const auto comparison = std::find_if(model.comparisons.begin(), model.comparisons.end(),
                                       [&](const ComparisonSpec& spec) { return spec.role == role; });
  const RecordColumn* column = records.find(role);
  if (comparison == model.comparisons.end() || column == nullptr) return std::nullopt;
  return ComparedColumn{&column->comparable, 1u << ((comparison - model.comparisons.begin()) & 31)};
}

std::optional<std::vector<UsablePart>> usable_parts(const KeyRecipe& recipe, const RecordTable& records,
                                                    const ModelSpec& model) {
  std::vector<UsablePart> usable;
  for (const Part& part : recipe.parts) {
    const std::optional<ComparedColumn> first = compared_column(part.role, records, model);
    std::optional<ComparedColumn> otherwise;
    if (part.otherwise) otherwise = compared_column(*part.otherwise, records, model);
    if (!first || part.otherwise.has_value() != otherwise.has_value()) return std::nullopt;
    usable.push_back({part, *first, otherwise});
  }
  return usable;
}

std::string name_of(const Part& part) {
  const std::string_view piece = piece_name(part.piece);
  if (!part.otherwise) return fmt::format("{}{}", role_name(part.role), piece);
  return fmt::format("{} or {}{}", role_name(part.role), role_name(*part.otherwise), piece);
}

std::string sql_of(const Part& part, std::string_view side) {
  const std::string sql = fmt::format(fmt::runtime(piece_sql(part.piece)), side, role_name(part.role));
  if (!part.otherwise) return sql;
  return fmt::format("coalesce({}, {})", sql,
                     fmt::format(fmt::runtime(piece_sql(part.piece)), side, role_name(*part.otherwise)));
}

/// Hashes of the values of a column as pieces, by code; 0 where a value has no such piece.
class PieceHashes {
 public:
  /// Of all parts of the recipes, each once.
  PieceHashes(std::span<const std::vector<UsablePart>> recipes, const ExecutionContext& context) {
    for (const std::vector<UsablePart>& recipe : recipes) {
      for (const UsablePart& used : recipe) {
        want(used.part, *used.first.column);
        if (used.otherwise) want(used.part, *used.otherwise->column);
      }
    }
    parallel_chunks(context, made_.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
      made_[i].hashes = hash_part(made_[i], context);
    });
  }

  const std::vector<std::uint64_t>& of(const Part& part, const TextColumn& column) const {
    return find(part, column)->hashes;
  }

 private:
  struct Made {
    Part part;
    const TextColumn* column;
    std::vector<std::uint64_t> hashes;
  };

  static std::vector<std::uint64_t> hash_part(const Made& made, const ExecutionContext& context) {
    std::vector<std::uint64_t> hashes = hash_values(*made.column, made.part.piece, context);
    if (made.part.piece != kWhole) return hashes;
    for (std::uint32_t code = 1; code < hashes.size(); ++code) {
      if (!is_usable_whole(made.part.role, made.column->dictionary.value(code))) hashes[code] = 0;
    }
    return hashes;
  }

  void want(const Part& part, const TextColumn& column) {
    if (find(part, column) == nullptr) made_.push_back({part, &column, {}});
  }

  const Made* find(const Part& part, const TextColumn& column) const {
    const auto found = std::find_if(made_.begin(), made_.end(), [&](const Made& made) {
      return made.column == &column && made.part.role == part.role && made.part.piece == part.piece;
    });
    return found == made_.end() ? nullptr : &*found;
  }

  std::vector<Made> made_;
};

BlockingKey make_key(const KeyRecipe& recipe, const std::vector<UsablePart>& parts, std::size_t num_records,
                     const PieceHashes& piece_hashes) {
  BlockingKey key;
  key.value.assign(num_records, recipe.sort_parts ? 1 : 0x5EED);
  for (const UsablePart& used : parts) {
    key.name += fmt::format("{}{}", key.name.empty() ? "" : " + ", name_of(used.part));
    key.sql += fmt::format("{}{} = {}", key.sql.empty() ? "" : " AND ", sql_of(used.part, "l"),
                           sql_of(used.part, "r"));
    key.comparisons |= used.first.comparison;
    if (used.otherwise) key.comparisons |= used.otherwise->comparison;
    if (!used.otherwise && used.part.piece == kWhole) key.exact_comparisons |= used.first.comparison;
    const std::vector<std::uint64_t>& hashes = piece_hashes.of(used.part, *used.first.column);
    const std::vector<std::uint64_t>* others =
        used.otherwise ? &piece_hashes.of(used.part, *used.otherwise->column) : nullptr;
    for (std::size_t record = 0; record < num_records; ++record) {
      std::uint64_t hash = hashes[used.first.column->codes[record]];
      if (hash == 0 && others != nullptr) hash = (*others)[used.otherwise->column->codes[record]];
      std::uint64_t& value = key.value[record];
      if (hash == 0 || value == 0) {
        value = 0;
      } else {
        // A sum does not see the order, so swapped given and family names meet.
        value = recipe.sort_parts ? value + mix64(hash) : mix64(value ^ hash);
      }
    }
  }
  return key;
}

}  // namespace

double default_pair_budget(std::size_t num_records) {
  return std::max(2e7, 12.0 * static_cast<double>(num_records));
}

bool has_room_for_wide_keys(double pair_budget, std::size_t num_records) {
  constexpr double kRoomyPairs = 100;
  return pair_budget >= kRoomyPairs * static_cast<double>(num_records);
}

std::string sound_key(std::string_view folded_name) {
  std::string key;
  char last = 0;
  for (std::size_t i = 0; i < folded_name.size(); ++i) {
    const char letter = folded_name[i];
    if (letter == ' ') break;
    const char next = i + 1 < folded_name.size() ? folded_name[i + 1] : '\0';
    char sound = letter;
    switch (letter) {
      case 'a':
      case 'e':
      case 'i':
      case 'o':
      case 'u':
      case 'y':
      case 'h':
      case 'j':
        sound = key.empty() ? (letter == 'j' ? 'j' : letter == 'h' ? 'h' : 'a') : '\0';
        break;
      case 'c':
        sound = next == 'h' ? 's' : (next == 'e' || next == 'i') ? 's' : 'k';
        break;
      case 'q':
      case 'g':
        sound = 'k';
        break;
      case 'x':
      case 'z':
        sound = 's';
        break;
      case 'd':
        sound = 't';
        break;
      case 'b':
        sound = 'p';
        break;
      case 'p':
        sound = next == 'h' ? 'v' : 'p';
        break;
      case 'f':
      case 'w':
        sound = 'v';
        break;
      case 'n':
        sound = 'm';
        break;
      case 't':
        sound = next == 's' || (next == 'c') ? '\0' : 't';
        break;
      default:
        break;
    }
    if (sound != '\0' && sound != last) key += sound;
    if (sound != '\0') last = sound;
  }
  return key;
}

std::vector<BlockingKey> make_blocking_keys(const RecordTable& records, const ModelSpec& model,
                                            bool with_wide, const ExecutionContext& context) {
  std::vector<const KeyRecipe*> usable;
  std::vector<std::vector<UsablePart>> parts;
  for (const KeyRecipe& recipe : recipes()) {
    if (recipe.is_wide && !with_wide) continue;
    auto found = usable_parts(recipe, records, model);
    if (!found) continue;
    usable.push_back(&recipe);
    parts.push_back(std::move(*found));
  }
  const PieceHashes hashes(parts, context);
  std::vector<BlockingKey> keys(usable.size());
  parallel_chunks(context, keys.size(), 1, [&](std::size_t k, std::size_t, std::size_t) {
    keys[k] = make_key(*usable[k], parts[k], records.num_records(), hashes);
  });
  return keys;
}

}  // namespace byname
