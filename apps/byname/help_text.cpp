// SPDX-License-Identifier: Apache-2.0
#include "help_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>

namespace byname {

namespace {

constexpr std::size_t kTerminalWidth = 100;
constexpr std::size_t kOptionColumn = 30;

// Breaks text at blanks; every line but the first begins with `indent` blanks.
std::string wrap(const std::string& text, std::size_t first_column, std::size_t indent) {
  std::istringstream words(text);
  std::string wrapped;
  std::size_t column = first_column;
  for (std::string word; words >> word;) {
    const bool is_first = wrapped.empty();
    if (!is_first && column + 1 + word.size() > kTerminalWidth) {
      wrapped += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!is_first) {
      wrapped += ' ';
      ++column;
    }
    wrapped += word;
    column += word.size();
  }
  return wrapped;
}

std::vector<std::string> paragraphs(const std::string& text) {
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    result.push_back(text.substr(begin, end - begin));
    begin = end + 2;
  }
  return result;
}

// "-o, --output FOLDER"
std::string option_heading(const Option& option) {
  std::string names = option.names;
  if (const std::size_t comma = names.find(','); comma != std::string::npos) names.insert(comma + 1, " ");
  return option.value_name.empty() || option.is_positional() ? names : names + " " + option.value_name;
}

std::string option_text(const Option& option) {
  std::string text = option.help;
  if (!option.choices.empty()) text += fmt::format(" One of: {}.", fmt::join(option.choices, ", "));
  if (const std::string value = default_of(option); !value.empty())
    text += fmt::format(" Default: {}.", value);
  if (option.is_list() && !option.is_positional()) text += " May be given several times.";
  return text;
}

std::string option_lines(const Option& option) {
  const std::string heading = "  " + option_heading(option);
  const bool fits = heading.size() + 2 <= kOptionColumn;
  const std::string gap =
      fits ? std::string(kOptionColumn - heading.size(), ' ') : "\n" + std::string(kOptionColumn, ' ');
  return heading + gap + wrap(option_text(option), kOptionColumn, kOptionColumn) + "\n";
}

// The table's targets point into `shared` and the command: they live only while the table is read.
template <typename Visit>
void visit_groups(Command& command, const Visit& visit) {
  SharedOptions shared;
  OptionTable table;
  command.add_options(table, shared);
  for (const OptionGroup& group : table.groups()) visit(group);
}

std::string usage_line(const Command& command) {
  return fmt::format("byname {} {}", command.name(), command.usage());
}

}  // namespace

std::string overview_text(const std::vector<std::unique_ptr<Command>>& commands) {
  std::string text =
      "byname counts people by name: it reads lists of people, links the mentions of one person,\n"
      "and says how many people there are and how sure that is.\n\n"
      "Usage: byname VERB [ARGUMENT...]\n\n";
  for (const auto& command : commands) {
    if (!command->is_hidden()) text += fmt::format("  {:<10}{}\n", command->name(), command->synopsis());
  }
  return text +
         "\n  byname VERB --help    options and examples of a verb\n"
         "  byname --version      version, processor level, DuckDB\n";
}

std::string help_text(Command& command) {
  std::string text = fmt::format("Usage: {}\n", usage_line(command));
  for (const std::string& paragraph : paragraphs(command.description()))
    text += "\n" + wrap(paragraph, 0, 0) + "\n";
  visit_groups(command, [&](const OptionGroup& group) {
    text += fmt::format("\n{}:\n", group.title);
    for (const Option& option : group.options) text += option_lines(option);
  });
  text += "\nExamples:\n";
  for (const CommandExample& example : command.examples()) {
    text += fmt::format("  {}\n      {}\n", example.call, wrap(example.text, 6, 6));
  }
  return text;
}

std::string help_page(Command& command) {
  std::string text = fmt::format("# byname {}\n\n{}.\n\n```\n{}\n```\n", command.name(), command.synopsis(),
                                 usage_line(command));
  for (const std::string& paragraph : paragraphs(command.description())) text += "\n" + paragraph + "\n";
  visit_groups(command, [&](const OptionGroup& group) {
    text += fmt::format("\n## {}\n\n", group.title);
    for (const Option& option : group.options) {
      text += fmt::format("- `{}`: {}\n", option_heading(option), option_text(option));
    }
  });
  text += "\n## Examples\n";
  for (const CommandExample& example : command.examples()) {
    text += fmt::format("\n```\n{}\n```\n\n{}\n", example.call, example.text);
  }
  return text;
}

std::string overview_page(const std::vector<std::unique_ptr<Command>>& commands) {
  std::string text = "# byname\n\n| verb | what it does |\n| --- | --- |\n";
  for (const auto& command : commands) {
    if (command->is_hidden()) continue;
    text += fmt::format("| [{0}](byname-{0}.md) | {1} |\n", command->name(), command->synopsis());
  }
  return text +
         "\n## Exit codes\n\n"
         "| code | meaning |\n| --- | --- |\n"
         "| 0 | done |\n"
         "| 1 | failed; the message says what happened and what to do. Earlier output is as it was |\n"
         "| 2 | the command line is wrong |\n"
         "| 3 | done, but with more rejected rows than allowed |\n\n"
         "Results go to the standard output or to the place given with `-o`; messages and progress go to the "
         "standard\n"
         "error. Nothing is ever sent over the network.\n";
}

}  // namespace byname
