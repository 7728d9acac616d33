// SPDX-License-Identifier: Apache-2.0
#include "add_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "register/printable_text.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;
using Cells = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kShownRows = 20;  // of each kind; --json has all

std::string count(std::uint64_t number) { return format_count(static_cast<std::int64_t>(number)); }

std::string counted(std::uint64_t number, const char* singular, const char* plural) {
  return format_counted(static_cast<std::int64_t>(number), singular, plural);
}

// Shows the first of many lines and how many more there are.
template <typename List, typename Line>
void append_lines(std::string& text, const List& list, const Line& line) {
  for (std::size_t i = 0; i < list.size() && i < kShownRows; ++i) text += line(list[i]);
  if (list.size() > kShownRows)
    text += fmt::format("    and {} more (--json has all)\n", count(list.size() - kShownRows));
}

std::string cells_text(const Cells& cells) {
  std::vector<std::string> parts;
  for (const auto& [column, cell] : cells)
    parts.push_back(fmt::format("{} \"{}\"", printable_text(column), printable_text(cell)));
  return parts.empty() ? "nothing" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string place_text(const ReadingReject& reject) {
  std::string text = fmt::format("{} row {}", printable_text(reject.file), reject.row);
  if (reject.line != 0) text += fmt::format(" (line {})", reject.line);
  if (!reject.column.empty()) text += fmt::format(", column {}", printable_text(reject.column));
  return text;
}

Json cells_json(const Cells& cells) {
  Json json = Json::object();
  for (const auto& [column, cell] : cells) json[column] = cell;
  return json;
}

}  // namespace

std::string op_text(const std::optional<OpId>& op, bool is_dry_run) {
  if (is_dry_run) return "  a dry run: nothing was changed\n";
  if (!op) return "  nothing new: nothing was changed\n";
  return fmt::format("  op {0}   undo: byname undo {0}\n", op->short_hex());
}

std::string link_outcome_text(const LinkOutcome& outcome) {
  std::string text = fmt::format("  linked: {} to {}, {}, {} unsure{}\n", count(outcome.num_joined),
                                 outcome.num_joined == 1 ? "a held person" : "held persons",
                                 counted(outcome.num_new_persons, "new person", "new persons"),
                                 count(outcome.num_unsure), outcome.num_unsure > 0 ? " (todo)" : "");
  if (outcome.num_joined_persons > 0)
    text += fmt::format("  joined: {} to others that they turned out to be\n",
                        counted(outcome.num_joined_persons, "held person", "held persons"));
  if (outcome.num_divided_persons > 0)
    text += fmt::format("  divided: {} that turned out to be several\n",
                        counted(outcome.num_divided_persons, "held person", "held persons"));
  if (!outcome.remark.empty()) text += fmt::format("  {}\n", outcome.remark);
  return text;
}

nlohmann::ordered_json link_outcome_json(const LinkOutcome& outcome) {
  return {{"mentions", outcome.num_looked_at},
          {"to_held_persons", outcome.num_joined},
          {"new_persons", outcome.num_new_persons},
          {"unsure", outcome.num_unsure},
          {"joined_persons", outcome.num_joined_persons},
          {"divided_persons", outcome.num_divided_persons},
          {"remark", outcome.remark}};
}

std::string list_outcome_text(const std::string& label, const ListOutcome& outcome, bool is_dry_run) {
  const std::string name = printable_text(label);
  std::string text =
      fmt::format("  {}: {}: {} as before, {} new, {} changed, {} vanished{}, {} rejected\n", name,
                  counted(outcome.num_rows, "row", "rows"), count(outcome.num_same), count(outcome.num_new),
                  count(outcome.changed.size()), count(outcome.vanished.size()),
                  outcome.vanished.empty() ? "" : " (todo)", count(outcome.rejects.size()));
  if (outcome.num_unnamed > 0)
    text +=
        outcome.num_unnamed == 1
            ? "  1 of the new rows names nobody: it is counted, and never linked by machine\n"
            : fmt::format("  {} of the new rows name nobody: they are counted, and never linked by machine\n",
                          count(outcome.num_unnamed));
  if (!outcome.left_out.empty())
    text += fmt::format("  left out as sensitive: {}   (keep one: --sensitive COLUMN=PURPOSE)\n",
                        printable_text(fmt::format("{}", fmt::join(outcome.left_out, ", "))));
  for (const std::string& warning : outcome.warnings) text += fmt::format("  {}\n", printable_text(warning));
  if (outcome.linked) text += link_outcome_text(*outcome.linked);
  append_lines(text, outcome.changed, [&](const ChangedCells& changed) {
    return fmt::format("    changed   {}:{}   {} -> {}\n", name, printable_text(changed.key),
                       cells_text(changed.before), cells_text(changed.after));
  });
  append_lines(text, outcome.vanished, [&](const std::string& key) {
    return fmt::format("    vanished  {}:{}\n", name, printable_text(key));
  });
  append_lines(text, outcome.returned, [&](const std::string& key) {
    return fmt::format("    returned  {}:{}\n", name, printable_text(key));
  });
  append_lines(text, outcome.rejects, [&](const ReadingReject& reject) {
    return fmt::format("    rejected  {}: {}\n", place_text(reject), printable_text(reject.reason));
  });
  return text + op_text(outcome.op, is_dry_run);
}

std::string list_outcome_json(const std::string& label, const ListOutcome& outcome) {
  Json json = {{"list", label},
               {"rows", outcome.num_rows},
               {"same", outcome.num_same},
               {"new", outcome.num_new},
               {"unnamed", outcome.num_unnamed},
               {"changed", Json::array()},
               {"vanished", outcome.vanished},
               {"returned", outcome.returned},
               {"rejected", Json::array()},
               {"columns", Json::array()},
               {"left_out", outcome.left_out},
               {"warnings", outcome.warnings}};
  for (const ChangedCells& changed : outcome.changed)
    json["changed"].push_back({{"key", changed.key},
                               {"row", changed.row},
                               {"before", cells_json(changed.before)},
                               {"after", cells_json(changed.after)}});
  for (const ReadingReject& reject : outcome.rejects)
    json["rejected"].push_back({{"file", reject.file},
                                {"row", reject.row},
                                {"line", reject.line},
                                {"column", reject.column},
                                {"reason", reject.reason},
                                {"text", reject.text}});
  for (const ReadingColumn& column : outcome.columns)
    json["columns"].push_back({{"column", column.name}, {"role", column.role}, {"purpose", column.purpose}});
  json["linked"] = outcome.linked ? link_outcome_json(*outcome.linked) : Json();
  json["op"] = outcome.op ? Json(outcome.op->hex()) : Json();
  return json_document(json);
}

std::string item_outcome_text(const std::string& label, const ItemOutcome& outcome, bool is_dry_run) {
  std::string text;
  if (!is_dry_run || outcome.is_item_held)
    text += fmt::format("  item     {} of {}{}\n", outcome.item.short_hex(), printable_text(label),
                        outcome.is_item_held ? ", held already" : "");
  if (outcome.like)
    text +=
        fmt::format("  {:.0f} % of it is in item {}: they have one origin   (no: byname origin {} --own)\n",
                    100 * outcome.like->share, outcome.like->item.short_hex(), outcome.item.short_hex());
  if (outcome.mention.empty()) {
    text += "  it names nobody yet (todo)\n";
  } else {
    text += fmt::format("  mention  {}{}\n", printable_text(outcome.mention),
                        outcome.is_mention_held ? ", held already" : "");
  }
  if (outcome.linked) text += link_outcome_text(*outcome.linked);
  return text + op_text(outcome.op, is_dry_run);
}

std::string item_outcome_json(const std::string& label, const ItemOutcome& outcome) {
  return json_document({{"source", label},
                        {"item", outcome.item.hex()},
                        {"item_held", outcome.is_item_held},
                        {"same_origin_as", outcome.like ? Json(outcome.like->item.hex()) : Json()},
                        {"mention", outcome.mention},
                        {"mention_held", outcome.is_mention_held},
                        {"linked", outcome.linked ? link_outcome_json(*outcome.linked) : Json()},
                        {"op", outcome.op ? Json(outcome.op->hex()) : Json()}});
}

std::string documents_outcome_text(const std::string& label, const DocumentsOutcome& outcome,
                                   bool is_dry_run) {
  return fmt::format("  {}: {}: {} held already, {} new; they name nobody yet (todo)\n",
                     printable_text(label), counted(outcome.num_files, "document", "documents"),
                     count(outcome.num_held), count(outcome.num_new)) +
         op_text(outcome.op, is_dry_run);
}

std::string documents_outcome_json(const std::string& label, const DocumentsOutcome& outcome) {
  Json json = {{"source", label},
               {"files", outcome.num_files},
               {"held", outcome.num_held},
               {"new", outcome.num_new},
               {"documents", Json::array()},
               {"op", outcome.op ? Json(outcome.op->hex()) : Json()}};
  for (const AddedDocument& document : outcome.documents)
    json["documents"].push_back({{"file", document.name},
                                 {"held", document.is_held},
                                 {"item", document.item ? Json(document.item->hex()) : Json()}});
  return json_document(json);
}

}  // namespace byname
