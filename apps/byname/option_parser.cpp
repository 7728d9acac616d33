// SPDX-License-Identifier: Apache-2.0
#include "option_parser.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/byte_size.hpp"
#include "base/error.hpp"

namespace byname {

namespace {

template <typename Number>
Number parse_number(const Option& option, const std::string& text) {
  Number number{};
  const char* last = text.data() + text.size();
  const auto [end, status] = std::from_chars(text.data(), last, number);
  if (status == std::errc() && end == last && std::isfinite(static_cast<double>(number))) return number;
  throw UsageError(fmt::format("{} needs a number, not '{}'.", option.long_name(), text));
}

// Stores the texts given for an option; a single value takes the last.
struct StoreValue {
  const Option& option;
  const std::vector<std::string>& texts;

  void operator()(bool* target) const { *target = true; }
  void operator()(std::string* target) const { *target = texts.back(); }
  void operator()(std::vector<std::string>* target) const { *target = texts; }
  void operator()(ByteSize* target) const { target->bytes = parse_byte_size(texts.back()); }
  template <typename Number>
  void operator()(Number* target) const {
    *target = parse_number<Number>(option, texts.back());
  }
};

void check_choices(const Option& option, const std::vector<std::string>& texts) {
  if (option.choices.empty()) return;
  for (const std::string& text : texts) {
    if (std::find(option.choices.begin(), option.choices.end(), text) != option.choices.end()) continue;
    throw UsageError(fmt::format("{} cannot be '{}'. Choose one of: {}.", option.long_name(), text,
                                 fmt::join(option.choices, ", ")));
  }
}

void register_option(CLI::App& app, const Option& option) {
  if (option.is_flag()) {
    app.add_flag_callback(option.names, [&option] { *std::get<bool*>(option.target) = true; });
    return;
  }
  CLI::Option* registered = app.add_option(option.names, [&option](const CLI::results_t& texts) {
    check_choices(option, texts);
    std::visit(StoreValue{option, texts}, option.target);
    return true;
  });
  const bool takes_rest = option.is_positional() && option.is_list();
  registered->expected(1, takes_rest ? -1 : 1);
  registered->allow_extra_args(takes_rest);
  registered->multi_option_policy(option.is_list() ? CLI::MultiOptionPolicy::TakeAll
                                                   : CLI::MultiOptionPolicy::TakeLast);
}

// The option whose long name is nearest to a wrong one, or "".
std::string nearest_option(const OptionTable& table, const std::string& wrong) {
  for (const OptionGroup& group : table.groups()) {
    for (const Option& option : group.options) {
      if (!option.is_positional() && wrong.size() > 3 && option.long_name().starts_with(wrong.substr(0, 4))) {
        return option.long_name();
      }
    }
  }
  return "";
}

void reject_extras(const std::string& verb, const OptionTable& table,
                   const std::vector<std::string>& extras) {
  if (extras.empty()) return;
  const std::string& extra = extras[0];
  if (extra.size() < 2 || extra[0] != '-')
    throw UsageError(fmt::format("'{}' is one argument too many.", extra));
  const std::string nearest = nearest_option(table, extra);
  const std::string hint = nearest.empty() ? "" : fmt::format(" Did you mean {}?", nearest);
  throw UsageError(fmt::format("{} has no option {}.{}", verb, extra, hint));
}

void require_options(const OptionTable& table, const CLI::App& app) {
  for (const OptionGroup& group : table.groups()) {
    for (const Option& option : group.options) {
      if (!option.is_required || app.count(option.long_name()) > 0) continue;
      const std::string value = option.is_positional() ? "" : " " + option.value_name;
      throw UsageError(fmt::format("{}{} is missing.", option.long_name(), value));
    }
  }
}

void parse_with(CLI::App& app, std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());  // what CLI11 asks for
  try {
    app.parse(arguments);
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();  // "--truth: 1 required  missing", "--json was given a ..."
    const std::size_t colon = text.find(':');
    const bool lacks_value = colon != std::string::npos;
    throw UsageError(lacks_value ? text.substr(0, colon) + " needs a value." : text + ".");
  } catch (const CLI::ParseError& error) {
    throw UsageError(fmt::format("{}.", error.what()));
  }
}

}  // namespace

void parse_options(const std::string& verb, const OptionTable& table, std::vector<std::string> arguments) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (const OptionGroup& group : table.groups()) {
    for (const Option& option : group.options) register_option(app, option);
  }
  try {
    parse_with(app, std::move(arguments));
    reject_extras(verb, table, app.remaining());
    require_options(table, app);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("{} See: byname {} --help", error.what(), verb));
  }
}

}  // namespace byname
