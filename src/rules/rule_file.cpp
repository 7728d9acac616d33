// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_file.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <sstream>
#include <toml++/toml.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, 9> kKinds = {"official", "court", "relative", "media", "institution",
                                                    "cemetery", "list",  "leak",     "tip"};
constexpr std::string_view kSourcePrefix = "source:";
constexpr std::int64_t kMostOrigins = 100;
constexpr std::int64_t kMostDays = 36'500;  // of a span

bool is_kind(std::string_view name) { return std::find(kKinds.begin(), kKinds.end(), name) != kKinds.end(); }

template <typename Names>
std::string list_of(const Names& names) {
  std::string list;
  for (const auto& name : names) list += fmt::format("{}{}", list.empty() ? "" : ", ", name);
  return list;
}

class RuleReader {
 public:
  RuleReader(std::string_view text, const std::string& name) : name_(name) {
    try {
      root_ = toml::parse(text);
    } catch (const toml::parse_error& error) {
      refuse(error.source(), fmt::format("this is no TOML: {}", error.description()));
    }
  }

  RuleFile read(const RuleFile* defaults) {
    allow_keys(root_, {"checks", "never_alone", "bulk", "classes", "confirm", "statuses", "spans"});
    RuleFile file = defaults ? *defaults : RuleFile();
    file.confirm.clauses.clear();
    if (const toml::node* classes = root_.get("classes")) read_classes(table_of(*classes, "classes"));
    if (const toml::node* checks = root_.get("checks"))
      file.confirm.checks = number_of(*checks, "checks", 1, 2);
    if (const toml::node* names = root_.get("never_alone"))
      file.confirm.never_alone = classes_of(*names, "never_alone");
    if (const toml::node* names = root_.get("bulk")) file.confirm.bulk = classes_of(*names, "bulk");
    read_clauses(file.confirm);
    if (const toml::node* statuses = root_.get("statuses"))
      file.statuses = statuses_of(table_of(*statuses, "statuses"));
    if (const toml::node* spans = root_.get("spans")) {
      file.statuses.spans.clear();
      for (const auto& [name, span] : table_of(*spans, "spans"))
        file.statuses.spans[std::string(name.str())] = span_of(
            std::string(name.str()), table_of(span, fmt::format("spans.{}", name.str())), file.statuses);
    }
    return file;
  }

 private:
  [[noreturn]] void refuse(const toml::source_region& place, const std::string& what) const {
    throw DataError(fmt::format("{}:{}:{}: {}", name_, std::max<toml::source_index>(place.begin.line, 1),
                                std::max<toml::source_index>(place.begin.column, 1), what));
  }

  void allow_keys(const toml::table& table, const std::vector<std::string_view>& known) const {
    for (const auto& [key, value] : table) {
      if (std::find(known.begin(), known.end(), key.str()) == known.end())
        refuse(key.source(), fmt::format("there is no key {} here. One of: {}", key.str(), list_of(known)));
    }
  }

  const toml::table& table_of(const toml::node& node, std::string_view what) const {
    if (!node.is_table()) refuse(node.source(), fmt::format("{} is a table: [{}]", what, what));
    return *node.as_table();
  }

  const toml::array& array_of(const toml::node& node, std::string_view what) const {
    if (!node.is_array()) refuse(node.source(), fmt::format("{} is a list in brackets: [ ]", what));
    return *node.as_array();
  }

  std::string text_of(const toml::node& node, std::string_view what) const {
    const std::optional<std::string> text = node.value_exact<std::string>();
    if (!text || text->empty()) refuse(node.source(), fmt::format("{} is a text in quotes, not empty", what));
    return *text;
  }

  std::size_t number_of(const toml::node& node, std::string_view what, std::int64_t least,
                        std::int64_t most) const {
    const std::optional<std::int64_t> number = node.value_exact<std::int64_t>();
    if (!number || *number < least || *number > most)
      refuse(node.source(), fmt::format("{} is a whole number from {} to {}", what, least, most));
    return static_cast<std::size_t>(*number);
  }

  void read_classes(const toml::table& table) {
    for (const auto& [key, value] : table) {
      if (is_kind(key.str()))
        refuse(key.source(), fmt::format("{} is a kind of source; give the class another name", key.str()));
    }
    classes_ = &table;
  }

  EvidenceClass class_of(const toml::node& node, std::string_view what) const {
    const std::string name = text_of(node, what);
    EvidenceClass made{name, {}, {}};
    std::vector<std::string> way;
    add_members(node, name, made, way);
    for (std::vector<std::string>* members : {&made.kinds, &made.sources}) {
      std::sort(members->begin(), members->end());
      members->erase(std::unique(members->begin(), members->end()), members->end());
    }
    return made;
  }

  // Adds what a name stands for; `way` holds the classes that led here.
  void add_members(const toml::node& place, const std::string& name, EvidenceClass& made,
                   std::vector<std::string>& way) const {
    if (is_kind(name)) {
      made.kinds.push_back(name);
      return;
    }
    if (name.starts_with(kSourcePrefix) && name.size() > kSourcePrefix.size()) {
      made.sources.push_back(name.substr(kSourcePrefix.size()));
      return;
    }
    const toml::node* members = classes_ ? classes_->get(name) : nullptr;
    if (!members)
      refuse(place.source(),
             fmt::format("there is no class {}. A kind of source ({}), source:LABEL, or one of [classes]",
                         name, list_of(kKinds)));
    if (std::find(way.begin(), way.end(), name) != way.end())
      refuse(place.source(),
             fmt::format("the class {} is made of itself: {} -> {}", name, fmt::join(way, " -> "), name));
    way.push_back(name);
    const toml::array& array = array_of(*members, name);
    if (array.empty()) refuse(array.source(), fmt::format("the class {} is empty", name));
    for (const toml::node& member : array)
      add_members(member, text_of(member, "a member of a class"), made, way);
    way.pop_back();
  }

  std::vector<EvidenceClass> classes_of(const toml::node& node, std::string_view what) const {
    std::vector<EvidenceClass> classes;
    for (const toml::node& member : array_of(node, what)) classes.push_back(class_of(member, "a class"));
    return classes;
  }

  void read_clauses(ConfirmRule& rule) const {
    // Classes that no clause uses must be sound, too.
    if (classes_) {
      for (const auto& [key, value] : *classes_) {
        EvidenceClass made;
        std::vector<std::string> way;
        add_members(value, std::string(key.str()), made, way);
      }
    }
    const toml::node* clauses = root_.get("confirm");
    if (!clauses || (clauses->is_array() && clauses->as_array()->empty()))
      refuse(root_.source(), "these rules confirm nothing; write a clause: [[confirm]]");
    std::set<std::string> names;
    for (const toml::node& each : array_of(*clauses, "confirm")) {
      ConfirmClause clause = clause_of(table_of(each, "[confirm]"));
      if (!names.insert(clause.name).second)
        refuse(each.source(), fmt::format("there are two clauses of the name \"{}\"", clause.name));
      refuse_if_void(each, clause, rule);
      rule.clauses.push_back(std::move(clause));
    }
  }

  ConfirmClause clause_of(const toml::table& table) const {
    allow_keys(table, {"name", "needs"});
    const toml::node* name = table.get("name");
    const toml::node* needs = table.get("needs");
    if (!name) refuse(table.source(), "this clause has no name");
    ConfirmClause clause{text_of(*name, "name"), {}};
    if (!needs) refuse(table.source(), fmt::format("the clause \"{}\" has no needs", clause.name));
    const toml::array& array = array_of(*needs, "needs");
    if (array.empty())
      refuse(array.source(),
             fmt::format("the clause \"{}\" needs nothing, so it would confirm everybody", clause.name));
    if (array.size() > kMostNeeds)
      refuse(array.source(),
             fmt::format("the clause \"{}\" has more than {} needs", clause.name, kMostNeeds));
    for (const toml::node& each : array) clause.needs.push_back(need_of(table_of_need(each), clause.name));
    return clause;
  }

  const toml::table& table_of_need(const toml::node& node) const {
    if (!node.is_table())
      refuse(node.source(),
             "a need is written { class = \"official\" } or { origins = 2, classes = [\"media\"] }");
    return *node.as_table();
  }

  EvidenceNeed need_of(const toml::table& table, const std::string& clause) const {
    allow_keys(table, {"class", "classes", "origins"});
    EvidenceNeed need;
    if (const toml::node* origins = table.get("origins"))
      need.origins = number_of(*origins, "origins", 1, kMostOrigins);
    const toml::node* one = table.get("class");
    const toml::node* several = table.get("classes");
    if ((one != nullptr) == (several != nullptr))
      refuse(table.source(), fmt::format("a need of \"{}\" has either class or classes", clause));
    if (one) {
      need.classes.push_back(class_of(*one, "class"));
    } else {
      need.classes = classes_of(*several, "classes");
    }
    if (need.classes.empty())
      refuse(several->source(),
             fmt::format("a need of \"{}\" has no classes, so nothing can meet it", clause));
    return need;
  }

  // A clause with nothing but what never stands alone can never hold.
  void refuse_if_void(const toml::node& place, const ConfirmClause& clause, const ConfirmRule& rule) const {
    const auto carries = [&](const Evidence& evidence) { return rule.stands_alone(evidence); };
    for (const EvidenceNeed& need : clause.needs) {
      for (const EvidenceClass& each : need.classes) {
        // A source may be of any kind, so it can carry a clause unless it is named as one that cannot.
        if (std::any_of(each.sources.begin(), each.sources.end(),
                        [&](const std::string& label) { return carries({"", label, "", ""}); }) ||
            std::any_of(each.kinds.begin(), each.kinds.end(),
                        [&](const std::string& kind) { return carries({kind, "", "", ""}); }))
          return;
      }
    }
    refuse(
        place.source(),
        fmt::format("the clause \"{}\" can confirm nobody: all its classes are in never_alone", clause.name));
  }

  std::vector<std::string> order_of(const toml::node& node, const toml::table& line) const {
    std::vector<std::string> order;
    for (const toml::node& each : array_of(node, "same_day")) {
      const std::string event = text_of(each, "an event");
      if (!line.contains(event) || event == "same_day")
        refuse(each.source(), fmt::format("{} gives no status of this line", event));
      if (std::find(order.begin(), order.end(), event) != order.end())
        refuse(each.source(), fmt::format("{} stands twice in same_day", event));
      order.push_back(event);
    }
    return order;
  }

  StatusSpan span_of(const std::string& name, const toml::table& table, const StatusTable& statuses) const {
    allow_keys(table, {"line", "statuses", "days", "of"});
    for (const char* key : {"line", "statuses", "days", "of"}) {
      if (!table.contains(key)) refuse(table.source(), fmt::format("spans.{} has no {}", name, key));
    }
    StatusSpan span;
    span.line = text_of(*table.get("line"), "line");
    const auto line = statuses.lines.find(span.line);
    if (line == statuses.lines.end())
      refuse(table.get("line")->source(), fmt::format("there is no line of statuses {}", span.line));
    std::set<std::string> known;
    for (const auto& [event, status] : line->second) known.insert(status);
    for (const toml::node& each : array_of(*table.get("statuses"), "statuses")) {
      const std::string status = text_of(each, "a status");
      if (!known.contains(status))
        refuse(each.source(),
               fmt::format("{} has no status {}. One of: {}", span.line, status, list_of(known)));
      span.statuses.insert(status);
    }
    if (span.statuses.empty()) refuse(table.source(), fmt::format("spans.{} has no statuses", name));
    if (statuses.lines.contains(name) || known.contains(name) || name == kUnclearStatus || name == kNoStatus)
      refuse(table.source(), fmt::format("\"{}\" is the name of a line or a status already", name));
    span.of = static_cast<std::int64_t>(number_of(*table.get("of"), "of", 1, kMostDays));
    span.days = static_cast<std::int64_t>(number_of(*table.get("days"), "days", 1, span.of));
    return span;
  }

  StatusTable statuses_of(const toml::table& table) const {
    StatusTable statuses;
    if (table.empty())
      refuse(table.source(), "the table of statuses is empty; leave it out for the built-in one");
    for (const auto& [line, events] : table) {
      const toml::table& rows = table_of(events, fmt::format("statuses.{}", line.str()));
      if (rows.empty()) refuse(rows.source(), fmt::format("no event gives a status of {}", line.str()));
      for (const auto& [event, status] : rows) {
        if (event.str() == "same_day") {
          statuses.same_day[std::string(line.str())] = order_of(status, rows);
          continue;
        }
        if (!is_event_type(event.str()))
          refuse(event.source(),
                 fmt::format("there is no event {}. One of: {}", event.str(), list_of(kEventTypes)));
        const std::string given = text_of(status, "a status");
        if (given == kUnclearStatus || given == kNoStatus)
          refuse(status.source(),
                 fmt::format("\"{}\" is what byname itself calls it; use another word", given));
        statuses.lines[std::string(line.str())][std::string(event.str())] = given;
      }
      if (!statuses.lines.contains(std::string(line.str())))
        refuse(rows.source(), fmt::format("no event gives a status of {}", line.str()));
    }
    return statuses;
  }

  std::string name_;
  toml::table root_;
  const toml::table* classes_ = nullptr;
};

}  // namespace

RuleFile read_rule_file(std::string_view text, const std::string& name) {
  static const RuleFile defaults = RuleReader(default_rules(), "built-in rules").read(nullptr);
  return RuleReader(text, name).read(&defaults);
}

}  // namespace byname
