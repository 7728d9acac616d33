// SPDX-License-Identifier: Apache-2.0
#include "names/name_columns.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <utility>

#include "base/parallel.hpp"
#include "base/worker_states.hpp"
#include "names/brief_reading.hpp"
#include "names/known_words.hpp"
#include "names/mapped_column.hpp"
#include "names/missing_words.hpp"
#include "names/name_parts.hpp"
#include "names/name_words.hpp"
#include "names/parsed_name.hpp"
#include "names/word_order.hpp"
#include "text/normalise.hpp"
#include "text/transliterate.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kChunkCodes = 4096;
constexpr std::array kPartRoles = {Role::kGiven, Role::kGiven2, Role::kFamily, Role::kPatronymic};

using PartColumns = std::array<TextColumn, kPartRoles.size()>;

/// Of NameParts, or of views of them.
template <typename Parts>
std::string_view part_of(const Parts& parts, Role role) {
  switch (role) {
    case Role::kGiven:
      return parts.given;
    case Role::kGiven2:
      return parts.given2;
    case Role::kPatronymic:
      return parts.patronymic;
    default:
      return parts.family;
  }
}

/// How often the names of a column are written in each pattern ("FGP"), among those of as many words. What is
/// a family name or a patronymic in one name ("Илья Корзевич") is often told by how the others are written.
class PatternShares {
 public:
  /// Shares of a sample of the column, by expectation-maximisation over all readings of its names; the start
  /// takes patterns in the column's order as twice as likely.
  PatternShares(const TextColumn& names, NameOrder order) {
    const std::vector<ParsedName> sample = parse_sample(names);
    for (const ParsedName& name : sample) {
      for (const NameReading& reading : name.readings) {
        const bool is_in_order = (reading.pattern.front() == 'F') == (order == NameOrder::kFamilyFirst);
        share_[reading.pattern] = is_in_order ? 1 : kAgainstOrder;
      }
    }
    constexpr int kRounds = 5;
    for (int round = 0; round < kRounds; ++round) update(sample);
  }

  /// Null: there is none.
  const BriefReading* likeliest_reading(std::span<const BriefReading> readings) const {
    const BriefReading* best = nullptr;
    double most = 0;
    for (const BriefReading& reading : readings) {
      const double likelihood = reading.likelihood * share_of(*reading.pattern);
      if (likelihood <= most) continue;
      most = likelihood;
      best = &reading;
    }
    return best;
  }

 private:
  static constexpr double kAgainstOrder = 0.5;
  static constexpr double kUnseen = 0.5;  // names that a pattern has before any are seen

  static std::vector<ParsedName> parse_sample(const TextColumn& names) {
    constexpr std::uint32_t kSampledNames = 1024;
    NameParser parser(name_tables());
    std::vector<ParsedName> sample;
    const std::uint32_t step = std::max<std::uint32_t>(1, names.dictionary.size() / kSampledNames);
    for (std::uint32_t code = 1; code < names.dictionary.size(); code += step) {
      if (is_missing(names.dictionary.value(code))) continue;
      sample.push_back(parser.parse(names.dictionary.value(code)));
    }
    return sample;
  }

  void update(const std::vector<ParsedName>& sample) {
    std::map<std::string, double> counts;
    std::map<std::size_t, double> totals;
    for (const ParsedName& name : sample) {
      double all = 0;
      for (const NameReading& reading : name.readings) all += reading.likelihood * share_of(reading.pattern);
      for (const NameReading& reading : name.readings) {
        const double part = reading.likelihood * share_of(reading.pattern) / all;
        counts[reading.pattern] += part;
        totals[reading.pattern.size()] += part;
      }
    }
    for (auto& [pattern, share] : share_)
      share = (counts[pattern] + kUnseen) / (totals[pattern.size()] + 2 * kUnseen);
    for (const auto& [words, total] : totals) unseen_[words] = kUnseen / (total + 2 * kUnseen);
  }

  double share_of(const std::string& pattern) const {
    if (const auto found = share_.find(pattern); found != share_.end()) return found->second;
    const auto unseen = unseen_.find(pattern.size());
    return unseen == unseen_.end() ? 1 : unseen->second;
  }

  std::map<std::string, double> share_;   ///< per pattern
  std::map<std::size_t, double> unseen_;  ///< of a pattern that the sample has not, by number of words
};

/// A full name as written and as it is compared.
struct SplitFullName {
  NamePartViews parts;
  NamePartViews comparable;
};

/// Splits names by their likeliest readings: one a thread. What it gives are views of what it keeps.
class NameSplitter {
 public:
  NameSplitter(KnownWords& words, const PatternShares& patterns, NameOrder order)
      : reader_(name_tables(), words), patterns_(patterns), order_(order) {}

  SplitFullName split(std::string_view text) {
    const BriefReading* reading = patterns_.likeliest_reading(reader_.read(text));
    if (reading == nullptr) return split_unread(text);
    SplitFullName split{reader_.written(*reading), reader_.canonical(*reading)};
    split.comparable.given2 = folded(split.parts.given2);
    return split;
  }

 private:
  SplitFullName split_unread(std::string_view text) {
    const NameParts parts = split_name(text, order_);
    SplitFullName split;
    split.parts = {keep(parts.family), keep(parts.given), keep(parts.given2), keep(parts.patronymic)};
    split.comparable = {folded(parts.family), folded(parts.given), folded(parts.given2),
                        folded(parts.patronymic)};
    return split;
  }

  std::string_view folded(std::string_view part) {
    return part.empty() ? part : keep(fold_romanised(latin_words(part)));
  }
  std::string_view keep(std::string text) {
    return text.empty() ? std::string_view() : std::string_view(kept_.emplace_back(std::move(text)));
  }

  BriefNameReader reader_;
  const PatternShares& patterns_;
  NameOrder order_;
  std::deque<std::string> kept_;
};

std::vector<NameParts> split_distinct(const TextColumn& names, const ExecutionContext& context) {
  const WordOrder order(names);
  std::vector<NameParts> parts(names.dictionary.size());
  parallel_chunks(context, parts.size(), kChunkCodes, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t code = std::max<std::size_t>(begin, 1); code < end; ++code) {
      const std::string_view name = names.dictionary.value(static_cast<std::uint32_t>(code));
      if (!is_missing(name)) parts[code] = split_name(name, order.order_of(name));
    }
  });
  return parts;
}

/// A column of what `text_of` says of each distinct name; the empty text is NULL.
template <typename TextOf>
TextColumn column_of(const TextColumn& names, const TextOf& text_of) {
  TextColumn column;
  std::vector<std::string_view> texts(names.dictionary.size());
  for (std::size_t code = 1; code < texts.size(); ++code) texts[code] = text_of(code);
  std::vector<std::uint32_t> code_of;
  column.dictionary.insert_all(texts, code_of);
  column.codes.reserve(names.codes.size());
  for (const std::uint32_t code : names.codes) column.codes.push_back(code_of[code]);
  return column;
}

PartColumns split_column(const TextColumn& names, const ExecutionContext& context) {
  const std::vector<NameParts> parts = split_distinct(names, context);
  PartColumns columns;
  for (std::size_t i = 0; i < kPartRoles.size(); ++i) {
    columns[i] = column_of(
        names, [&](std::size_t code) -> std::string_view { return part_of(parts[code], kPartRoles[i]); });
  }
  return columns;
}

/// The same read by the model of names: the parts with their canonical forms.
std::vector<PropertyColumn> read_column(const TextColumn& names, const ExecutionContext& context) {
  const NameOrder order = order_of_column(names);
  const PatternShares patterns(names, order);
  KnownWords words(name_tables());
  WorkerStates<NameSplitter> splitters(
      [&] { return std::make_unique<NameSplitter>(words, patterns, order); });
  std::vector<SplitFullName> splits(names.dictionary.size());
  parallel_chunks(context, splits.size(), kChunkCodes, [&](std::size_t, std::size_t begin, std::size_t end) {
    splitters.with([&](NameSplitter& splitter) {
      for (std::size_t code = std::max<std::size_t>(begin, 1); code < end; ++code) {
        const std::string_view text = names.dictionary.value(static_cast<std::uint32_t>(code));
        if (!is_missing(text)) splits[code] = splitter.split(text);
      }
    });
  });
  std::vector<PropertyColumn> columns;
  for (const Role role : kPartRoles) {
    columns.push_back({role, std::string(role_name(role)), {}, {}, std::nullopt});
    columns.back().is_canonical = true;
  }
  parallel_chunks(context, 2 * columns.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    PropertyColumn& column = columns[i / 2];
    const bool is_raw = i % 2 == 0;
    (is_raw ? column.raw : column.comparable) = column_of(names, [&](std::size_t code) {
      return part_of(is_raw ? splits[code].parts : splits[code].comparable, column.role);
    });
  });
  words.clear(context);
  return columns;
}

bool is_empty(const TextColumn& column) {
  return std::all_of(column.codes.begin(), column.codes.end(),
                     [](std::uint32_t code) { return code == Dictionary::kNull; });
}

/// Rows whose own given and family names are both empty: these take the parts of the full name.
std::vector<bool> rows_without_parts(std::vector<PropertyColumn>& columns, std::size_t num_rows) {
  const PropertyColumn* given = find_property(columns, Role::kGiven);
  const PropertyColumn* family = find_property(columns, Role::kFamily);
  std::vector<bool> without(num_rows, true);
  for (std::size_t row = 0; row < num_rows; ++row) {
    const bool has_given = given != nullptr && !given->comparable.is_null(row);
    const bool has_family = family != nullptr && !family->comparable.is_null(row);
    without[row] = !has_given && !has_family;
  }
  return without;
}

void blank_other_rows(TextColumn& column, const std::vector<bool>& rows) {
  for (std::size_t row = 0; row < column.codes.size(); ++row) {
    if (!rows[row]) column.codes[row] = Dictionary::kNull;
  }
}

/// "Анна Ильинична" in a column of given names, or "Лейла Мамед кызы": where the patronymic begins, 0 if the
/// value is not so.
std::size_t patronymic_start(std::string_view text) {
  text = trim(text);
  const std::size_t space = text.find(' ');
  if (space == text.npos) return 0;
  const std::string rest = fold_text(text.substr(space + 1));
  const std::size_t last = rest.find(' ');
  if (last == rest.npos) return has_patronymic_ending(rest) ? space + 1 : 0;
  return rest.find(' ', last + 1) == rest.npos && is_patronymic_marker(rest.substr(last + 1)) ? space + 1 : 0;
}

/// The same where the column holds patronymics: initials of both, "А. И.", too.
std::size_t patronymic_or_initial_start(std::string_view text) {
  if (const std::size_t start = patronymic_start(text); start != 0) return start;
  text = trim(text);
  const std::size_t dot = text.find('.');
  if (dot == text.npos || dot + 1 >= text.size()) return 0;
  const auto letters = [](std::string_view initial) { return to_utf32(trim(initial)).size(); };
  std::string_view second = text.substr(dot + 1);
  if (second.ends_with('.')) second.remove_suffix(1);
  return letters(text.substr(0, dot)) == 1 && letters(second) == 1 ? dot + 1 : 0;
}

bool holds_patronymics(const TextColumn& given) {
  std::uint32_t split = 0;
  for (std::uint32_t code = 1; code < given.dictionary.size(); ++code) {
    split += patronymic_start(given.dictionary.value(code)) != 0;
  }
  return split > 0 && split * 2 >= given.dictionary.size() - 1;
}

PropertyColumn make_part(Role role, TextColumn&& raw, bool reads_eastern_names,
                         const ExecutionContext& context) {
  ReadingRules rules;
  rules.reads_eastern_names = reads_eastern_names;
  TextColumn comparable = map_distinct(raw, value_reader(role, rules), context);
  return {role, std::string(role_name(role)), std::move(raw), std::move(comparable), std::nullopt};
}

/// Parts a column of given names with patronymics into the two.
void part_given_names(const InputList& list, bool reads_eastern_names, std::vector<PropertyColumn>& columns,
                      const ExecutionContext& context) {
  PropertyColumn* given = find_property(columns, Role::kGiven);
  if (given == nullptr || !given->source || find_property(columns, Role::kPatronymic) != nullptr) return;
  const TextColumn& source = list.columns[*given->source];
  if (!holds_patronymics(source)) return;
  TextColumn patronymic = map_distinct(
      source,
      [](std::string& out, std::string_view text) {
        if (const std::size_t start = patronymic_or_initial_start(text); start != 0)
          out += trim(trim(text).substr(start));
      },
      context);
  TextColumn first = map_distinct(
      source,
      [](std::string& out, std::string_view text) {
        const std::size_t start = patronymic_or_initial_start(text);
        out += start == 0 ? text : trim(trim(text).substr(0, start));
      },
      context);
  *given = make_part(Role::kGiven, std::move(first), reads_eastern_names, context);
  columns.push_back(make_part(Role::kPatronymic, std::move(patronymic), reads_eastern_names, context));
}

/// Puts a part beside the list's own column of that role, or makes it the column.
void add_part(const InputList& list, std::vector<PropertyColumn>& columns, PropertyColumn part) {
  if (is_empty(part.raw)) return;
  PropertyColumn* own = find_property(columns, part.role);
  if (own == nullptr) {
    columns.push_back(std::move(part));
    return;
  }
  const TextColumn& own_raw = own->source ? list.columns[*own->source] : own->raw;
  own->raw = coalesce_rows(std::array<const TextColumn*, 2>{&own_raw, &part.raw});
  own->comparable = coalesce_rows(std::array<const TextColumn*, 2>{&own->comparable, &part.comparable});
  own->source.reset();
  own->is_canonical = false;
}

}  // namespace

void add_name_columns(const InputList& list, const ListReading& reading, bool reads_eastern_names,
                      std::vector<PropertyColumn>& columns, const ExecutionContext& context) {
  part_given_names(list, reads_eastern_names, columns, context);
  for (const std::size_t name : columns_of_role(reading, Role::kName)) {
    const std::vector<bool> rows = rows_without_parts(columns, list.num_mentions());
    if (reads_eastern_names) {
      for (PropertyColumn& part : read_column(list.columns[name], context)) {
        blank_other_rows(part.raw, rows);
        blank_other_rows(part.comparable, rows);
        add_part(list, columns, std::move(part));
      }
      continue;
    }
    PartColumns parts = split_column(list.columns[name], context);
    for (std::size_t i = 0; i < kPartRoles.size(); ++i) {
      blank_other_rows(parts[i], rows);
      add_part(list, columns, make_part(kPartRoles[i], std::move(parts[i]), reads_eastern_names, context));
    }
  }
}

}  // namespace byname
