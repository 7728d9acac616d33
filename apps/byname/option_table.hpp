// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace byname {

/// A size in bytes as typed: 512M, 2G, 1.5G.
struct ByteSize {
  std::uint64_t bytes = 0;
};

/// Where the value of an option goes. What is there before parsing is the default.
using OptionTarget =
    std::variant<bool*, int*, std::uint64_t*, double*, std::string*, ByteSize*, std::vector<std::string>*>;

/// One option or positional argument, as data: parsing, --help, the pages in docs/ and shell completion read
/// it.
struct Option {
  std::string names;       ///< "-o,--output", "--json"; without a dash it is positional: "FILE"
  std::string value_name;  ///< "FOLDER", "N"; empty for a flag
  std::string help;        ///< one or two sentences
  OptionTarget target;
  std::string default_text{};  ///< shown instead of the target's value; "" = show the value, "-" = show none
  bool is_required = false;    ///< a positional list then needs one value or more
  std::vector<std::string> choices{};  ///< the only values allowed, or empty

  bool is_positional() const { return names.front() != '-'; }
  bool is_flag() const { return std::holds_alternative<bool*>(target); }
  bool is_list() const { return std::holds_alternative<std::vector<std::string>*>(target); }
  /// "--output" of "-o,--output".
  std::string long_name() const;
};

/// Options under one heading of --help.
struct OptionGroup {
  std::string title;
  std::vector<Option> options;
};

/// All options of a command, in the order of --help.
class OptionTable {
 public:
  /// Begins a group; options added from here belong to it.
  void begin_group(std::string title) { groups_.push_back({std::move(title), {}}); }
  void add(Option option);
  const std::vector<OptionGroup>& groups() const { return groups_; }

 private:
  std::vector<OptionGroup> groups_;
};

/// The default as people read it, or "" where none is shown.
std::string default_of(const Option& option);

}  // namespace byname
