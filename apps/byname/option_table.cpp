// SPDX-License-Identifier: Apache-2.0
#include "option_table.hpp"

#include <fmt/format.h>

#include "base/byte_size.hpp"
#include "base/error.hpp"

namespace byname {

namespace {

struct DefaultText {
  std::string operator()(const bool*) const { return ""; }
  std::string operator()(const std::string* text) const { return *text; }
  std::string operator()(const std::vector<std::string>*) const { return ""; }
  std::string operator()(const ByteSize* size) const { return format_byte_size(size->bytes); }
  template <typename Number>
  std::string operator()(const Number* number) const {
    return fmt::format("{}", *number);
  }
};

}  // namespace

std::string Option::long_name() const {
  const std::size_t comma = names.rfind(',');
  return comma == std::string::npos ? names : names.substr(comma + 1);
}

void OptionTable::add(Option option) {
  BYNAME_CHECK(!groups_.empty(), "option {} has no group", option.names);
  groups_.back().options.push_back(std::move(option));
}

std::string default_of(const Option& option) {
  if (option.default_text == "-" || option.is_required) return "";
  return option.default_text.empty() ? std::visit(DefaultText{}, option.target) : option.default_text;
}

}  // namespace byname
