// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "register/release_diff.hpp"
#include "register_session.hpp"
#include "release_text.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class DiffCommand final : public Command {
 public:
  std::string name() const override { return "diff"; }
  std::string synopsis() const override {
    return "says why the number of one release of a register is not that of another";
  }
  std::string usage() const override { return "[A [B]] [--limit N]"; }
  std::string description() const override {
    return "Lists every id that came, went or says something else from release A to the later release B, "
           "each with "
           "the reason and the op that brought it about; the sum is checked. Without B: to what would be "
           "released "
           "now. Without A, too: from the last release. Those who left come first.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname diff", "Shows what has changed since the last release."},
            {"byname diff 2025-02 2025-03 --limit 100000 --csv", "All of the difference for a spreadsheet."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"A", "A", "The earlier release.", &before_});
    table.add({"B", "B", "The later one.", &after_});
    table.add({"--limit", "N", "Lists so many ids at most.", &limit_});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the difference");
    table.add({"--csv", "", "Prints the ids as CSV with a header.", &is_csv_});
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    std::vector<BlockingPerson> blocking;
    const ReleaseDiff diff = difference(opened->database(), blocking);
    nlohmann::ordered_json rows =
        difference_rows(opened->database(), diff.rows, static_cast<std::size_t>(limit_));
    for (auto& row : rows) row["why"] = why_of(row["person"].get<std::string>(), blocking);
    if (environment.options.is_json) {
      nlohmann::ordered_json json = difference_json(diff.before, diff.after, diff.rows);
      json["rows"] = rows;
      std::cout << json_document(json);
      return kExitDone;
    }
    if (!is_csv_) std::cout << difference_text(diff.before, diff.after, diff.rows);
    std::cout << listing_text(shortened(rows), {"person", "reason", "op", "why"},
                              is_csv_ ? ListingForm::kCsv : ListingForm::kText);
    const std::size_t num_more = diff.rows.size() - rows.size();
    if (!is_csv_ && num_more > 0)
      std::cout << fmt::format("  and {} more: --limit N lists them\n",
                               format_count(static_cast<std::int64_t>(num_more)));
    return kExitDone;
  }

 private:
  static std::string why_of(const std::string& person, const std::vector<BlockingPerson>& blocking) {
    for (const BlockingPerson& each : blocking) {
      if (each.person == person) return each.why;
    }
    return "";
  }

  ReleaseDiff difference(Database& database, std::vector<BlockingPerson>& blocking) const {
    if (!before_.empty() && !after_.empty())
      return diff_of_releases(database, release_named(database, before_), release_named(database, after_));
    ReleaseDraft draft = draft_release(database);
    if (!draft.parent) throw UserError("there is no release yet. See: byname release --help");
    if (!before_.empty() && release_named(database, before_).id != draft.parent->id)
      throw UserError(
          fmt::format("what would be released now is compared with the last release, {}. Name two releases.",
                      draft.parent->name));
    blocking = std::move(draft.blocking);
    return {draft.before, draft.after, std::move(draft.rows)};
  }

  // Ops as people type them, but in JSON.
  static nlohmann::ordered_json shortened(nlohmann::ordered_json rows) {
    for (auto& row : rows) row["op"] = row["op"].get<std::string>().substr(0, 8);
    return rows;
  }

  std::string before_;
  std::string after_;
  std::uint64_t limit_ = 20;
  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_diff_command() { return std::make_unique<DiffCommand>(); }

}  // namespace byname
