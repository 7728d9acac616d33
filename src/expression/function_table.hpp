// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "expression/value.hpp"

namespace byname {

/// What calls of one thread share: the texts and lists they make, and compiled patterns.
class CallContext {
 public:
  CallContext();
  CallContext(const CallContext&) = delete;
  CallContext& operator=(const CallContext&) = delete;
  ~CallContext();

  ValueArena& arena() { return arena_; }
  /// The first match of a regular expression, as RE2 and so DuckDB has them, in a text; nothing is found if
  /// the pattern is none.
  struct Match {
    std::string text;  ///< of the group asked for
    bool is_found = false;
    bool is_whole = false;  ///< the whole text matches
  };
  Match match(std::string_view text, std::string_view pattern, int group);
  /// What is wrong with a regular expression; empty if nothing is.
  std::string fault_of_pattern(std::string_view pattern);
  /// The text with its first match or all of them replaced; \1 in the replacement is the first group. Nothing
  /// if the replacement is wrong.
  std::optional<std::string> replace_matches(std::string_view text, std::string_view pattern,
                                             std::string_view replacement, bool all);

 private:
  struct Patterns;
  ValueArena arena_;
  std::unique_ptr<Patterns> patterns_;
};

/// A function of the expression language.
struct Function {
  std::string_view name;
  std::size_t min_arguments;
  std::size_t max_arguments;
  bool takes_null;  ///< else a NULL among the arguments makes NULL
  Value (*call)(std::span<const Value> arguments, CallContext& context);
  /// What is wrong with the arguments whatever the records hold: a regular expression that is none, a part of
  /// a time that there is not. `arguments`: NULL where a record says. Empty if nothing is; null: nothing can
  /// be.
  std::string (*fault)(std::span<const Value> arguments, CallContext& context) = nullptr;
};

/// Returns the function of a lower-case name, aliases of the other dialects included, or nullptr.
const Function* find_function(std::string_view name);

/// Turns a value into a type as CAST does; NULL where it cannot be. `type` in upper case: "VARCHAR", "INT[]".
Value cast_value(const Value& value, std::string_view type, CallContext& context);

/// True for a type that cast_value knows.
bool is_known_type(std::string_view type);

/// Reads a cell as a type: CAST of a text, except that lists are JSON ([1, 2], ["a", null]).
Value read_cell(std::string_view cell, std::string_view type, CallContext& context);

/// DuckDB's LIKE on characters: % any, _ one.
bool matches_like(std::string_view text, std::string_view pattern);
/// Lower and upper case, character by character (simple mappings).
std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);

}  // namespace byname
