// SPDX-License-Identifier: Apache-2.0
#include "names/canonical_names.hpp"

#include <algorithm>
#include <array>
#include <fmt/ranges.h>
#include <map>
#include <optional>
#include <set>

#include "base/parallel.hpp"
#include "base/worker_states.hpp"
#include "names/name_letters.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::array kParts = {Role::kFamily, Role::kGiven, Role::kPatronymic};
constexpr std::array kLetters = {'F', 'G', 'P'};
constexpr std::size_t kChunk = 2048;

using PartCodes = std::array<std::uint32_t, kParts.size()>;

std::string latin_of(std::u32string_view word) {
  std::string text;
  for (const char32_t c : word) append_utf8(text, c);
  return latin_words(text);
}

/// The heads of the rows that a given name may be of, each once, in order. "Anna" is Анна where Cyrillic
/// names stand beside it, not Ann. Codes beyond the rows are of forms that are in none.
std::string heads_of(const FormCodes& codes, const NameTables& tables) {
  std::vector<GivenFamily> families;
  for (const FormCode& code : codes) {
    if (code.code < tables.given.num_families()) families.push_back(static_cast<GivenFamily>(code.code));
  }
  const auto is_cyrillic = [&](GivenFamily family) { return has_cyrillic(tables.given.name_of(family)); };
  if (std::any_of(families.begin(), families.end(), is_cyrillic))
    std::erase_if(families, [&](GivenFamily family) { return !is_cyrillic(family); });
  std::set<std::string> in_capitals;
  for (const GivenFamily family : families) {
    // A skeleton, so that a misspelt form, which is known by its skeleton alone, is near it.
    std::string capitals = latin_of(name_skeleton(fold_name_letters(tables.given.name_of(family))));
    std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    in_capitals.insert(std::move(capitals));
  }
  return fmt::format("{}", fmt::join(in_capitals, " "));
}

std::string canonical_part(const NamePart& part, const NameTables& tables) {
  if (part.state == PartState::kAbsent) return {};
  if (part.state == PartState::kInitial) return latin_of(part.skeleton).substr(0, 1);
  std::string heads;
  if (part.is_known && !part.is_misspelt) heads = heads_of(part.codes, tables);
  return heads.empty() ? latin_of(part.skeleton) : heads;
}

/// "FFGP" as "FGP".
std::string without_repeats(std::string pattern) {
  pattern.erase(std::unique(pattern.begin(), pattern.end()), pattern.end());
  return pattern;
}

/// The name parts of one list, by distinct combinations.
class PartTable {
 public:
  PartTable(const InputList& list, std::vector<PropertyColumn>& columns) {
    for (std::size_t i = 0; i < kParts.size(); ++i) {
      columns_[i] = find_property(columns, kParts[i]);
      if (columns_[i] == nullptr) continue;
      raw_[i] = columns_[i]->source ? &list.columns[*columns_[i]->source] : &columns_[i]->raw;
    }
    number_rows(list.num_mentions());
  }

  std::size_t size() const { return codes_.size(); }

  /// Reads a combination; nothing where it is no name in this order. Where the given name is none that the
  /// tables know, but the family name is one, the two are taken for swapped.
  std::optional<CanonicalName> read(std::size_t combination, NameParser& parser,
                                    const NameTables& tables) const {
    const PartCodes& codes = codes_[combination];
    const std::optional<NameReading> placed = read_in_order(codes, {0, 1, 2}, parser);
    const bool has_both = codes[0] != Dictionary::kNull && codes[1] != Dictionary::kNull;
    if (has_both && (!placed || !knows_given_name(*placed))) {
      const std::optional<NameReading> swapped = read_in_order(codes, {1, 0, 2}, parser);
      if (swapped && knows_given_name(*swapped)) return canonical_name(*swapped, tables);
    }
    return placed ? std::optional(canonical_name(*placed, tables)) : std::nullopt;
  }

  /// Sets the comparable values of all rows.
  void set(const std::vector<std::optional<CanonicalName>>& names) const {
    for (std::size_t i = 0; i < kParts.size(); ++i) {
      if (columns_[i] == nullptr) continue;
      TextColumn made;
      std::vector<std::uint32_t> code_of(names.size(), Dictionary::kNull);
      for (std::size_t n = 0; n < names.size(); ++n) {
        if (!names[n]) continue;
        const std::string& text = part_of(*names[n], kParts[i]);
        if (!text.empty()) code_of[n] = made.dictionary.insert(text);
      }
      const TextColumn& before = columns_[i]->comparable;
      for (std::size_t row = 0; row < row_.size(); ++row) {
        const bool is_read = names[row_[row]].has_value();
        made.codes.push_back(is_read               ? code_of[row_[row]]
                             : before.is_null(row) ? Dictionary::kNull
                                                   : made.dictionary.insert(before.at(row)));
      }
      columns_[i]->comparable = std::move(made);
    }
  }

 private:
  static bool knows_given_name(const NameReading& reading) {
    const NamePart& given = reading.given;
    return given.state == PartState::kInitial || (given.is_known && !given.is_misspelt);
  }

  /// The likeliest reading as family name, given name and patronymic of the columns `order` in turn.
  std::optional<NameReading> read_in_order(const PartCodes& codes,
                                           const std::array<std::size_t, kParts.size()>& order,
                                           NameParser& parser) const {
    std::string text, wanted;
    for (std::size_t i = 0; i < kParts.size(); ++i) {
      const std::uint32_t code = codes[order[i]];
      if (code == Dictionary::kNull) continue;
      text.append(text.empty() ? "" : " ").append(raw_[order[i]]->dictionary.value(code));
      wanted += kLetters[i];
    }
    for (NameReading& reading : parser.parse(text).readings) {
      if (without_repeats(reading.pattern) == wanted) return std::move(reading);
    }
    return std::nullopt;
  }

  static const std::string& part_of(const CanonicalName& name, Role role) {
    return role == Role::kFamily ? name.family : role == Role::kGiven ? name.given : name.patronymic;
  }

  void number_rows(std::size_t num_rows) {
    std::map<PartCodes, std::uint32_t> known;
    row_.reserve(num_rows);
    for (std::size_t row = 0; row < num_rows; ++row) {
      PartCodes codes{};
      for (std::size_t i = 0; i < kParts.size(); ++i) {
        // What counts as missing has no comparable value.
        if (columns_[i] != nullptr && !columns_[i]->comparable.is_null(row)) codes[i] = raw_[i]->codes[row];
      }
      const auto [found, is_new] = known.try_emplace(codes, static_cast<std::uint32_t>(codes_.size()));
      if (is_new) codes_.push_back(codes);
      row_.push_back(found->second);
    }
  }

  std::array<PropertyColumn*, kParts.size()> columns_{};
  std::array<const TextColumn*, kParts.size()> raw_{};
  std::vector<PartCodes> codes_;    ///< per combination
  std::vector<std::uint32_t> row_;  ///< per row: its combination
};

}  // namespace

CanonicalName canonical_name(const NameReading& reading, const NameTables& tables) {
  CanonicalName name;
  name.family = canonical_part(reading.family, tables);
  name.given = canonical_part(reading.given, tables);
  name.patronymic = canonical_part(reading.patronymic, tables);
  return name;
}

void make_names_canonical(const InputList& list, std::vector<PropertyColumn>& columns,
                          const ExecutionContext& context) {
  const bool are_canonical = std::all_of(kParts.begin(), kParts.end(), [&](Role role) {
    const PropertyColumn* column = find_property(columns, role);
    return column == nullptr || column->is_canonical;
  });
  if (are_canonical) return;
  const NameTables& tables = name_tables();
  const PartTable parts(list, columns);
  std::vector<std::optional<CanonicalName>> names(parts.size());
  WorkerStates<NameParser> parsers([&] { return std::make_unique<NameParser>(tables); });
  parallel_chunks(context, names.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    parsers.with([&](NameParser& parser) {
      for (std::size_t i = begin; i < end; ++i) names[i] = parts.read(i, parser, tables);
    });
  });
  parts.set(names);
}

}  // namespace byname
