// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "base/number_format.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"

namespace byname {
namespace {

constexpr double kLowRecall = 0.95;  // below, blocking itself makes the count unsure (Doubt, soft)
constexpr double kManyRejects = 0.01;
constexpr double kOftenMissing = 0.25;

Markup box(const Markup& text) { return element("div", R"(class="warning")", text); }

Markup bullet_list(const std::vector<std::string>& texts) {
  Markup items;
  for (const std::string& text : texts) items += element("li", "", escape_html(text));
  return element("ul", "", items);
}

std::vector<std::string> doubt_texts(const CountOutput& output, bool is_hard) {
  std::vector<std::string> texts;
  for (const Doubt& doubt : output.links->doubts) {
    if (doubt.is_hard == is_hard) texts.push_back(doubt.text);
  }
  return texts;
}

/// The roles without which namesakes cannot be told apart.
bool tells_apart(Role role) {
  return role == Role::kBirthDate || role == Role::kBirthYear || role == Role::kAge || role == Role::kGiven ||
         role == Role::kFamily || role == Role::kName;
}

struct EmptyColumn {
  std::string list;
  Role role;
  double missing;
};

std::optional<EmptyColumn> emptiest_column(const CountOutput& output) {
  std::optional<EmptyColumn> worst;
  for (std::size_t list = 0; list < output.readings->size(); ++list) {
    const auto total = static_cast<double>(num_mentions(output, list));
    if (total < 20) continue;
    for (const ColumnReading& column : (*output.readings)[list].columns) {
      if (!tells_apart(column.role)) continue;
      const double missing = 1 - static_cast<double>(column.num_filled) / total;
      if (missing < kOftenMissing || (worst && missing <= worst->missing)) continue;
      worst = EmptyColumn{(*output.readings)[list].list, column.role, missing};
    }
  }
  return worst;
}

/// What would change the count most if the reader saw to it.
std::optional<Markup> first_thing(const CountOutput& output) {
  const LinkResults& links = *output.links;
  const std::size_t num_rejects = output.input->rejects.size();
  const std::size_t num_rows = output.records->num_records() + num_rejects;
  if (static_cast<double>(num_rejects) > kManyRejects * static_cast<double>(num_rows)) {
    return say_html(Message::kLookRejects, format_count(static_cast<std::int64_t>(num_rejects)),
                    percent_text(static_cast<double>(num_rejects) / static_cast<double>(num_rows)));
  }
  if (!links.blocking.all_pairs && links.blocking.recall < kLowRecall) {
    return say_html(Message::kLookRecall, percent_text(1 - links.blocking.recall));
  }
  std::optional<Markup> look;
  const std::optional<EmptyColumn> empty = emptiest_column(output);
  if (empty)
    look = say_html(Message::kLookColumn, std::string(role_label(empty->role)), percent_text(empty->missing),
                    empty->list);
  if (links.num_review_pairs > 0) {
    if (!look) look.emplace();
    const std::string pairs = format_counted(links.num_review_pairs, "pair", "pairs");
    const std::string shown =
        format_count(static_cast<std::int64_t>(std::min<std::size_t>(20, links.hanging.size())));
    *look += say_html(Message::kLookReview, pairs, shown);
  }
  return look;
}

}  // namespace

Markup attention_section(const CountOutput& output) {
  Markup markup;
  const std::vector<std::string> hard = doubt_texts(output, true);
  if (!hard.empty()) {
    Markup text = element("b", "", say_html(Message::kUnsure));
    text += bullet_list(hard);
    markup += element("div", R"(class="warning hard" id="unsure")", text);
  }
  if (const std::optional<Markup> first = first_thing(output)) {
    Markup text = element("b", "", say_html(Message::kLookFirst));
    text.html += " " + first->html;
    markup += box(text);
  }
  std::vector<std::string> others = doubt_texts(output, false);
  others.insert(others.end(), output.warnings.begin(), output.warnings.end());
  others.insert(others.end(), output.links->contradictions.begin(), output.links->contradictions.end());
  if (!others.empty()) {
    Markup text = element("b", "", say_html(Message::kAlsoKnow));
    text += bullet_list(others);
    markup += box(text);
  }
  return markup;
}

}  // namespace byname
