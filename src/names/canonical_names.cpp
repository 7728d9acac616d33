// SPDX-License-Identifier: Apache-2.0
#include "names/canonical_names.hpp"

#include <algorithm>
#include <array>
#include <fmt/ranges.h>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "base/worker_states.hpp"
#include "names/brief_reading.hpp"
#include "names/name_letters.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::array kParts = {Role::kFamily, Role::kGiven, Role::kPatronymic};
constexpr std::array kLetters = {'F', 'G', 'P'};
constexpr std::size_t kChunk = 2048;

using PartCodes = std::array<std::uint32_t, kParts.size()>;

struct CodesHash {
  std::size_t operator()(const PartCodes& codes) const noexcept {
    std::uint64_t hash = 0;
    for (const std::uint32_t code : codes) hash = mix64(hash ^ code);
    return hash;
  }
};

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
  /// tables know, but the family name is one, the two are taken for swapped. Views are the reader's.
  std::optional<NamePartViews> read(std::size_t combination, BriefNameReader& reader) const {
    const PartCodes& codes = codes_[combination];
    std::optional<NamePartViews> placed;
    bool knows_given_name = false;
    if (const BriefReading* reading = read_in_order(codes, {0, 1, 2}, reader)) {
      placed = reader.canonical(*reading);
      knows_given_name = reader.knows_given_name(*reading);
    }
    const bool has_both = codes[0] != Dictionary::kNull && codes[1] != Dictionary::kNull;
    if (has_both && !knows_given_name) {
      const BriefReading* swapped = read_in_order(codes, {1, 0, 2}, reader);
      if (swapped != nullptr && reader.knows_given_name(*swapped)) return reader.canonical(*swapped);
    }
    return placed;
  }

  /// Sets the comparable values of all rows.
  void set(const std::vector<std::optional<NamePartViews>>& names, const ExecutionContext& context) const {
    parallel_chunks(context, kParts.size(), 1,
                    [&](std::size_t i, std::size_t, std::size_t) { set_part(i, names); });
  }

 private:
  void set_part(std::size_t i, const std::vector<std::optional<NamePartViews>>& names) const {
    if (columns_[i] == nullptr) return;
    std::vector<std::string_view> texts;
    texts.reserve(names.size());
    for (const std::optional<NamePartViews>& name : names)
      texts.push_back(name ? part_of(*name, kParts[i]) : std::string_view());
    TextColumn made;
    std::vector<std::uint32_t> code_of;
    made.dictionary.insert_all(texts, code_of);
    const TextColumn& before = columns_[i]->comparable;
    made.codes.reserve(row_.size());
    for (std::size_t row = 0; row < row_.size(); ++row) {
      const bool is_read = names[row_[row]].has_value();
      made.codes.push_back(is_read               ? code_of[row_[row]]
                           : before.is_null(row) ? Dictionary::kNull
                                                 : made.dictionary.insert(before.at(row)));
    }
    columns_[i]->comparable = std::move(made);
  }

  /// The likeliest reading as family name, given name and patronymic of the columns `order` in turn; null if
  /// there is none.
  const BriefReading* read_in_order(const PartCodes& codes,
                                    const std::array<std::size_t, kParts.size()>& order,
                                    BriefNameReader& reader) const {
    std::string text, wanted;
    for (std::size_t i = 0; i < kParts.size(); ++i) {
      const std::uint32_t code = codes[order[i]];
      if (code == Dictionary::kNull) continue;
      text.append(text.empty() ? "" : " ").append(raw_[order[i]]->dictionary.value(code));
      wanted += kLetters[i];
    }
    for (const BriefReading& reading : reader.read(text)) {
      if (without_repeats(*reading.pattern) == wanted) return &reading;
    }
    return nullptr;
  }

  static std::string_view part_of(const NamePartViews& name, Role role) {
    return role == Role::kFamily ? name.family : role == Role::kGiven ? name.given : name.patronymic;
  }

  void number_rows(std::size_t num_rows) {
    std::unordered_map<PartCodes, std::uint32_t, CodesHash> known;
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

std::string canonical_part(const NamePart& part, const NameTables& tables) {
  if (part.state == PartState::kAbsent) return {};
  if (part.state == PartState::kInitial) return latin_of(part.skeleton).substr(0, 1);
  std::string heads;
  if (part.is_known && !part.is_misspelt) heads = heads_of(part.codes, tables);
  return heads.empty() ? latin_of(part.skeleton) : heads;
}

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
  std::vector<std::optional<NamePartViews>> names(parts.size());
  KnownWords words(tables);
  WorkerStates<BriefNameReader> readers([&] { return std::make_unique<BriefNameReader>(tables, words); });
  parallel_chunks(context, names.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    readers.with([&](BriefNameReader& reader) {
      for (std::size_t i = begin; i < end; ++i) names[i] = parts.read(i, reader);
    });
  });
  parts.set(names, context);
  words.clear(context);
}

}  // namespace byname
