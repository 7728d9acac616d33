// SPDX-License-Identifier: Apache-2.0
#include "change_text.hpp"

#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "register/printable_text.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

std::string mentions_text(std::size_t number) {
  return format_counted(static_cast<std::int64_t>(number), "mention", "mentions");
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + text;
  return list;
}

std::string gone_line(const FormerPerson& former, std::size_t num_mentions, std::size_t of_holder) {
  if (former.fate == "redirect" && of_holder > num_mentions)
    return fmt::format("  {} -> {}   {} + {} mentions", former.id, former.to[0],
                       format_count(static_cast<std::int64_t>(of_holder - num_mentions)),
                       format_count(static_cast<std::int64_t>(num_mentions)));
  const std::string what = former.fate == "redirect" || former.fate == "split"
                               ? fmt::format("-> {}", list_of(former.to))
                               : fmt::format("is {}", former.fate);
  return fmt::format("  {} {}   {}", former.id, what, mentions_text(num_mentions));
}

std::string appeared_line(const AppearedPerson& appeared) {
  const HeldPerson& person = appeared.person;
  std::string from = appeared.is_back ? "is back" : "is new";
  if (!appeared.is_back && person.split_from) from += fmt::format(", split from {}", *person.split_from);
  return fmt::format("  {} {}   {}", person.id, from, mentions_text(person.mentions.size()));
}

std::string doubt_lines(const PersonChanges& persons) {
  std::string text;
  for (const std::string& conflict : persons.conflicts)
    text += fmt::format("  look at {}\n", printable_text(conflict));
  for (const auto& [judgement, by] : persons.suspended)
    text += fmt::format("  judgement {} does not count: judgement {} stands against it (todo)\n",
                        judgement.short_hex(), by.short_hex());
  if (persons.num_suspended_links > 0)
    text += fmt::format("  {} not count: judgements stand against that\n",
                        format_counted(persons.num_suspended_links, "machine link does", "machine links do"));
  return text;
}

std::string more_line(std::int64_t num_all, std::size_t num_listed, const char* what) {
  const auto more = num_all - static_cast<std::int64_t>(num_listed);
  return more > 0 ? fmt::format("  and {} more {}\n", format_count(more), what) : "";
}

std::vector<std::string> words_of(std::string line) {
  for (char& c : line) {
    if (c == ',' || c == '\t' || c == '\r') c = ' ';
  }
  std::istringstream words(line);
  std::vector<std::string> found;
  for (std::string word; words >> word;) found.push_back(word);
  return found;
}

void read_lines(std::istream& stream, std::vector<std::vector<std::string>>& lines) {
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> words = words_of(line);
    if (!words.empty()) lines.push_back(std::move(words));
  }
}

}  // namespace

void add_reason_option(OptionTable& table, std::string& reason) {
  table.add({"--why", "TEXT", "Why, kept with the change.", &reason});
}

void add_change_options(OptionTable& table, std::string& reason, bool& is_dry_run) {
  add_reason_option(table, reason);
  table.add({"--dry-run", "", "Shows what would change and changes nothing.", &is_dry_run});
}

void add_change_options(OptionTable& table, ChangeAsked& asked) {
  add_change_options(table, asked.reason, asked.is_dry_run);
}

std::string change_text(const Change& change, const ChangeAsked& asked, bool can_be_undone) {
  const PersonChanges& persons = change.persons;
  std::string text;
  for (std::size_t i = 0; i < persons.gone.size(); ++i)
    text += gone_line(persons.gone[i], persons.gone_mentions[i], persons.holder_mentions[i]) + "\n";
  text += more_line(persons.num_gone, persons.gone.size(), "gone");
  for (const AppearedPerson& appeared : persons.appeared) text += appeared_line(appeared) + "\n";
  text += more_line(persons.num_appeared, persons.appeared.size(), "new or back");
  // One change to one person is one line.
  const bool is_one = persons.num_gone + persons.num_appeared == 1 && text.size() > 0;
  if (is_one) text.pop_back();
  text += is_one ? "   " : "  ";
  text += persons.num_before == persons.num_after
              ? fmt::format("number of persons {}, as before\n", format_count(persons.num_before))
              : fmt::format("number of persons {} -> {}\n", format_count(persons.num_before),
                            format_count(persons.num_after));
  text += doubt_lines(persons);
  const std::string op = change.op.short_hex();
  if (asked.is_dry_run) return text + "  a dry run: nothing was changed\n";
  if (!can_be_undone) return text + fmt::format("  op {}\n", op);
  return text + fmt::format("  op {0}   undo: byname undo {0}\n", op);
}

Json change_json(const Change& change, const ChangeAsked& asked) {
  const PersonChanges& persons = change.persons;
  Json gone = Json::array();
  for (const FormerPerson& former : persons.gone)
    gone.push_back({{"person", former.id}, {"fate", former.fate}, {"to", former.to}});
  Json appeared = Json::array();
  for (const AppearedPerson& each : persons.appeared) {
    appeared.push_back({{"person", each.person.id},
                        {"back", each.is_back},
                        {"split_from", each.person.split_from ? Json(*each.person.split_from) : Json()},
                        {"mentions", each.person.mentions.size()}});
  }
  Json suspended = Json::array();
  for (const auto& [judgement, by] : persons.suspended)
    suspended.push_back({{"judgement", judgement.hex()}, {"by", by.hex()}});
  return {{"op", asked.is_dry_run ? Json() : Json(change.op.hex())},
          {"persons_before", persons.num_before},
          {"persons_after", persons.num_after},
          {"num_gone", persons.num_gone},
          {"gone", gone},
          {"num_appeared", persons.num_appeared},
          {"appeared", appeared},
          {"suspended_judgements", suspended},
          {"suspended_links", persons.num_suspended_links},
          {"conflicts", persons.conflicts}};
}

std::vector<std::vector<std::string>> argument_lines(const std::vector<std::string>& typed) {
  std::vector<std::vector<std::string>> lines;
  std::vector<std::string> words;
  for (const std::string& argument : typed) {
    if (argument == "-") {
      read_lines(std::cin, lines);
    } else if (argument.starts_with('@')) {
      std::ifstream file(argument.substr(1));
      if (!file) throw UserError(fmt::format("cannot read {}", argument.substr(1)));
      read_lines(file, lines);
    } else {
      words.push_back(argument);
    }
  }
  if (!words.empty()) lines.insert(lines.begin(), words);
  return lines;
}

}  // namespace byname
