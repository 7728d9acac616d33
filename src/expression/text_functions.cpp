// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "expression/character_text.hpp"
#include "expression/function_groups.hpp"

namespace byname {

namespace {

using Arguments = std::span<const Value>;

std::string text_at(Arguments arguments, std::size_t i) { return text_of(arguments[i]); }

Value lower(Arguments arguments, CallContext& context) {
  return context.arena().text(lower_case(text_at(arguments, 0)));
}
Value upper(Arguments arguments, CallContext& context) {
  return context.arena().text(upper_case(text_at(arguments, 0)));
}

/// `text` without the characters at its ends that `is_edge` takes.
template <typename IsEdge>
std::string_view trimmed(std::string_view text, bool left, bool right, const IsEdge& is_edge) {
  while (left && !text.empty()) {
    const std::size_t size = character_bytes(text, 0);
    if (!is_edge(text.substr(0, size))) break;
    text.remove_prefix(size);
  }
  while (right && !text.empty()) {
    const std::size_t begin = last_character(text);
    if (!is_edge(text.substr(begin))) break;
    text = text.substr(0, begin);
  }
  return text;
}

template <bool kLeft, bool kRight>
Value trim(Arguments arguments, CallContext& context) {
  const std::string text = text_at(arguments, 0);
  if (arguments.size() == 1) return context.arena().text(std::string(trimmed(text, kLeft, kRight, is_space)));
  const std::string characters = text_at(arguments, 1);
  const std::vector<std::string_view> edges = characters_of(characters);
  return context.arena().text(std::string(trimmed(text, kLeft, kRight, [&](std::string_view character) {
    return std::find(edges.begin(), edges.end(), character) != edges.end();
  })));
}

Value length(Arguments arguments, CallContext&) {
  if (arguments[0].type == ValueType::kList)
    return integer_value(static_cast<std::int64_t>(arguments[0].list.size()));
  return integer_value(static_cast<std::int64_t>(count_code_points(text_of(arguments[0]))));
}

Value byte_length(Arguments arguments, CallContext&) {
  return integer_value(static_cast<std::int64_t>(text_of(arguments[0]).size()));
}

std::int64_t whole(const Value& value) {
  if (value.type == ValueType::kInteger) return value.integer;
  return value.type == ValueType::kDouble ? static_cast<std::int64_t>(value.number) : 0;
}

Value sub(Arguments arguments, CallContext& context) {
  const std::int64_t size =
      arguments.size() > 2 ? whole(arguments[2]) : std::numeric_limits<std::int32_t>::max();
  return context.arena().text(std::string(substring(text_at(arguments, 0), whole(arguments[1]), size)));
}

Value left(Arguments arguments, CallContext& context) {
  const std::string text = text_at(arguments, 0);
  std::int64_t count = whole(arguments[1]);
  if (count < 0)
    count = std::max<std::int64_t>(0, static_cast<std::int64_t>(count_code_points(text)) + count);
  return context.arena().text(std::string(substring(text, 1, count)));
}

Value right(Arguments arguments, CallContext& context) {
  const std::string text = text_at(arguments, 0);
  const auto size = static_cast<std::int64_t>(count_code_points(text));
  std::int64_t count = whole(arguments[1]);
  if (count < 0) count = std::max<std::int64_t>(0, size + count);
  count = std::min(count, size);
  return context.arena().text(std::string(substring(text, size - count + 1, count)));
}

Value reverse(Arguments arguments, CallContext& context) {
  return context.arena().text(reversed_text(text_at(arguments, 0)));
}

Value replace(Arguments arguments, CallContext& context) {
  const std::string text = text_at(arguments, 0);
  const std::string from = text_at(arguments, 1);
  if (from.empty()) return context.arena().text(text);
  const std::string to = text_at(arguments, 2);
  std::string result;
  std::size_t at = 0;
  for (std::size_t found = text.find(from); found != text.npos; found = text.find(from, at)) {
    result.append(text, at, found - at).append(to);
    at = found + from.size();
  }
  return context.arena().text(result.append(text, at));
}

Value position(Arguments arguments, CallContext&) {
  const std::string text = text_at(arguments, 0);
  const std::size_t found = text.find(text_at(arguments, 1));
  if (found == text.npos) return integer_value(0);
  return integer_value(static_cast<std::int64_t>(count_code_points(text.substr(0, found))) + 1);
}

Value starts_with(Arguments arguments, CallContext&) {
  return boolean_value(text_at(arguments, 0).starts_with(text_at(arguments, 1)));
}
Value ends_with(Arguments arguments, CallContext&) {
  return boolean_value(text_at(arguments, 0).ends_with(text_at(arguments, 1)));
}

Value concat(Arguments arguments, CallContext& context) {
  std::string result;
  for (const Value& argument : arguments) {
    if (!argument.is_null()) result += text_of(argument);
  }
  return context.arena().text(result);
}

Value concat_ws(Arguments arguments, CallContext& context) {
  if (arguments[0].is_null()) return null_value();
  std::string result;
  bool is_first = true;
  for (const Value& argument : arguments.subspan(1)) {
    if (argument.is_null()) continue;
    if (!is_first) result += text_of(arguments[0]);
    result += text_of(argument);
    is_first = false;
  }
  return context.arena().text(result);
}

/// The pattern, after the options that stand at `i`: "i" ignores case, "s" lets a dot match line ends.
std::string pattern_with(Arguments arguments, std::size_t i) {
  std::string pattern = text_at(arguments, 1);
  if (i >= arguments.size()) return pattern;
  for (const char option : text_at(arguments, i)) {
    if (option == 'i' || option == 's') pattern = std::string("(?") + option + ")" + pattern;
  }
  return pattern;
}

/// `kOptions`: the argument that holds options.
template <std::size_t kOptions>
std::string fault_of_pattern(Arguments arguments, CallContext& context) {
  if (arguments[1].is_null()) return "";
  const bool has_options = kOptions < arguments.size() && !arguments[kOptions].is_null();
  const std::string fault =
      context.fault_of_pattern(pattern_with(arguments, has_options ? kOptions : arguments.size()));
  return fault.empty() ? "" : "has a regular expression that cannot be read: " + fault;
}

Value regexp_extract(Arguments arguments, CallContext& context) {
  const int group = arguments.size() > 2 ? static_cast<int>(whole(arguments[2])) : 0;
  return context.arena().text(context.match(text_at(arguments, 0), pattern_with(arguments, 3), group).text);
}

Value regexp_matches(Arguments arguments, CallContext& context) {
  return boolean_value(context.match(text_at(arguments, 0), pattern_with(arguments, 2), 0).is_found);
}

Value regexp_full_match(Arguments arguments, CallContext& context) {
  return boolean_value(context.match(text_at(arguments, 0), pattern_with(arguments, 2), 0).is_whole);
}

Value regexp_replace(Arguments arguments, CallContext& context) {
  const bool all = arguments.size() > 3 && text_at(arguments, 3).find('g') != std::string::npos;
  auto replaced =
      context.replace_matches(text_at(arguments, 0), pattern_with(arguments, 3), text_at(arguments, 2), all);
  return replaced ? context.arena().text(std::move(*replaced)) : null_value();
}

/// An empty separator stands between all characters, NULL nowhere.
Value string_split(Arguments arguments, CallContext& context) {
  if (arguments[0].is_null()) return null_value();
  const std::string text = text_at(arguments, 0);
  const std::string separator = arguments[1].is_null() ? "" : text_at(arguments, 1);
  std::vector<Value> parts;
  const auto add = [&](std::string_view part) { parts.push_back(context.arena().text(std::string(part))); };
  std::size_t at = 0;
  if (!separator.empty()) {
    for (std::size_t found = text.find(separator); found != text.npos; found = text.find(separator, at)) {
      add(std::string_view(text).substr(at, found - at));
      at = found + separator.size();
    }
  } else if (!arguments[1].is_null() && !text.empty()) {
    for (const std::string_view character : characters_of(text)) add(character);
    return context.arena().list(std::move(parts));
  }
  add(std::string_view(text).substr(at));
  return context.arena().list(std::move(parts));
}

Value split_part(Arguments arguments, CallContext& context) {
  const Value parts = string_split(arguments.first(2), context);
  const std::int64_t wanted = whole(arguments[2]);
  const auto count = static_cast<std::int64_t>(parts.list.size());
  const std::int64_t index = wanted > 0 ? wanted - 1 : count + wanted;
  if (index < 0 || index >= count) return context.arena().text("");
  return parts.list[static_cast<std::size_t>(index)];
}

constexpr Function kFunctions[] = {
    {"lower", 1, 1, false, lower},
    {"lcase", 1, 1, false, lower},
    {"upper", 1, 1, false, upper},
    {"ucase", 1, 1, false, upper},
    {"trim", 1, 2, false, trim<true, true>},
    {"btrim", 1, 2, false, trim<true, true>},
    {"ltrim", 1, 2, false, trim<true, false>},
    {"rtrim", 1, 2, false, trim<false, true>},
    {"length", 1, 1, false, length},
    {"len", 1, 1, false, length},
    {"char_length", 1, 1, false, length},
    {"character_length", 1, 1, false, length},
    {"strlen", 1, 1, false, byte_length},
    {"octet_length", 1, 1, false, byte_length},
    {"substring", 2, 3, false, sub},
    {"substr", 2, 3, false, sub},
    {"left", 2, 2, false, left},
    {"right", 2, 2, false, right},
    {"reverse", 1, 1, false, reverse},
    {"replace", 3, 3, false, replace},
    {"strpos", 2, 2, false, position},
    {"instr", 2, 2, false, position},
    {"position", 2, 2, false, position},
    {"starts_with", 2, 2, false, starts_with},
    {"prefix", 2, 2, false, starts_with},
    {"startswith", 2, 2, false, starts_with},
    {"ends_with", 2, 2, false, ends_with},
    {"suffix", 2, 2, false, ends_with},
    {"endswith", 2, 2, false, ends_with},
    {"concat", 1, 64, true, concat},
    {"concat_ws", 2, 64, true, concat_ws},
    {"regexp_extract", 2, 4, false, regexp_extract, fault_of_pattern<3>},
    {"regexp_matches", 2, 3, false, regexp_matches, fault_of_pattern<2>},
    {"regexp_like", 2, 3, false, regexp_matches, fault_of_pattern<2>},
    {"rlike", 2, 2, false, regexp_matches, fault_of_pattern<2>},
    {"regexp_full_match", 2, 3, false, regexp_full_match, fault_of_pattern<2>},
    {"regexp_replace", 3, 4, false, regexp_replace, fault_of_pattern<3>},
    {"string_split", 2, 2, true, string_split},
    {"str_split", 2, 2, true, string_split},
    {"split", 2, 2, true, string_split},
    {"split_part", 3, 3, false, split_part},
};

}  // namespace

std::span<const Function> text_functions() { return kFunctions; }

}  // namespace byname
