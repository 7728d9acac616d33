// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "synth/coverage_option.hpp"
#include "synth/directory.hpp"
#include "synth/name_world.hpp"
#include "synth/world.hpp"
#include "table/csv_writer.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

// Not given: the kind of world decides.
constexpr double kNotGiven = -1;
constexpr int kPeopleNotGiven = std::numeric_limits<int>::min();
constexpr std::uint64_t kRowsNotGiven = std::numeric_limits<std::uint64_t>::max();
constexpr std::string_view kDirectoryKind = "directory";

std::string format_count_of(std::uint64_t count) { return format_count(static_cast<std::int64_t>(count)); }

/// Of a World or a NameWorld.
template <typename AnyWorld>
std::string summary_text(const AnyWorld& world, std::uint64_t seed, const std::string& folder) {
  std::string text =
      fmt::format("  {} people, {} of them on a list, {} on none (invented, seed {})\n", world.people.size(),
                  world.num_named, static_cast<std::int64_t>(world.people.size()) - world.num_named, seed);
  for (const auto& list : world.lists) {
    text += fmt::format("  {}/{}.csv  {} rows\n", folder, list.label, list.mentions.size());
  }
  return text + fmt::format("  {0}/truth.csv, {0}/world.json\n", folder);
}

template <typename AnyWorld>
nlohmann::ordered_json summary_json(const AnyWorld& world, const std::string& folder) {
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const auto& list : world.lists) files.push_back(folder + "/" + list.label + ".csv");
  return {{"people", world.people.size()}, {"named", world.num_named}, {"lists", files}};
}

std::string directory_text(const Directory& directory, const DirectoryOptions& options,
                           const std::string& folder) {
  return fmt::format("  {} rows of {} people (invented, seed {})\n  {}/people.csv, {}/world.json\n",
                     format_count_of(options.num_rows), format_count_of(directory.num_people()), options.seed,
                     folder, folder);
}

nlohmann::ordered_json directory_json(const Directory& directory, const DirectoryOptions& options,
                                      const std::string& folder) {
  return {
      {"people", directory.num_people()}, {"rows", options.num_rows}, {"lists", {folder + "/people.csv"}}};
}

std::vector<std::string> all_kinds() {
  std::vector<std::string> kinds;
  kinds.reserve(kWorldKinds.size() + 1 + name_world_kinds().size());
  for (const std::string_view kind : kWorldKinds) kinds.emplace_back(kind);
  kinds.emplace_back(kDirectoryKind);
  for (const NameWorldKind& kind : name_world_kinds()) kinds.emplace_back(kind.name);
  return kinds;
}

// run.json marks the folder as byname's, so that --force may replace it.
void write_run(const std::string& folder, const std::string& call, std::uint64_t seed) {
  FileWriter file(folder + "/run.json");
  file.append(json_document(nlohmann::ordered_json{{"format", 1}, {"call", call}, {"seed", seed}}));
  file.close();
}

class SynthCommand final : public Command {
 public:
  std::string name() const override { return "synth"; }
  std::string synopsis() const override { return "invents a population and lists of it, with the truth"; }
  std::string usage() const override { return "-o FOLDER [--people N] [--lists K] [--kind KIND] [--rows N]"; }
  std::string description() const override {
    return "Makes people who do not exist, and several lists on which some of them are, with the errors and "
           "gaps of lists collected by hand: to try byname, to see how well it counts, to test it.\n\n"
           "Every list is a CSV file with its own columns, headers and date format. Its column true_person "
           "says who is meant: give it to byname count as --truth true_person. truth.csv holds the whole "
           "population, world.json the true numbers.\n\n"
           "Errors bunch: most rows are clean, a few are garbled. --dependence makes some people likelier "
           "than others to be on every list, which is what makes estimates of those on no list too low.\n\n"
           "The kinds from full-names on are worlds of East Slavic, Turkic and Caucasian names, with lists "
           "in "
           "Cyrillic and in several romanisations, families, initials, short forms, cases, dates known in "
           "part, "
           "and lists that copy each other: docs/worlds.md says what each is for.\n\n"
           "--kind directory makes one large list instead, people.csv, in which some rows repeat a person of "
           "another row: to measure linking on any number of rows. It needs no memory, and its column "
           "cluster is the truth. Vocabularies grow with the people as they do in life.";
  }
  std::vector<CommandExample> examples() const override {
    return {
        {"byname synth -o world", "Invents 2,000 people and three lists."},
        {"byname synth -o world --people 50000 --coverage 0.5,0.3,0.2,0.2 --seed 7",
         "Four lists of a larger population."},
        {"byname synth -o names --kind romanised", "Cyrillic lists and romanised ones of the same people."},
        {"byname synth -o big --kind directory --rows 1000000", "One list of a million rows."},
        {"byname count world/list_*.csv --truth true_person -o out", "Counts them again."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("World");
    table.add({"--kind", "KIND", "Chooses a kind of world; the options below override it.", &kind_, "", false,
               all_kinds()});
    table.add({"--people", "N", "Invents this many people.", &num_people_, "2000; small: 450"});
    table.add({"--rows", "N", "Rows of a directory; no other kind has it.", &num_rows_, "10000"});
    table.add({"--families", "SHARE", "Share of people who live with relatives of their name.", &families_,
               "0.25, or as the kind has"});
    table.begin_group("Lists");
    table.add({"--lists", "K", "Makes this many lists, 1 to 16.", &num_lists_, "3, or as --coverage has"});
    table.add({"--coverage", "SHARES", "Share of the people on each list, separated by commas.", &coverage_,
               "0.45,0.35,0.3; small and mixed have their own"});
    table.add(
        {"--dependence", "X",
         "How unlike people are in their chance to be listed: standard deviation in log odds, 0 = lists "
         "are independent.",
         &dependence_, "0"});
    table.begin_group("Rows");
    table.add({"--errors", "RATE", "Share of filled fields with an error.", &errors_,
               "0.06; of repeated rows of a directory 0.15; of names 0.04 or as the kind has"});
    table.add({"--missing", "RATE",
               "Share of birth dates missing; other fields follow. Of a directory: of all fields.", &missing_,
               "0.12; 0.06; 0.08"});
    table.add({"--duplicates", "SHARE", "Share of rows that repeat a person of their list.", &duplicates_,
               "0.04; 0.3; 0.03"});
    table.begin_group("Output");
    add_output_options(table, shared, "FOLDER");
    add_json_option(table, shared, "the summary");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_seed_option(table, shared);
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    if (kind_ == kDirectoryKind) return run_directory(environment);
    if (num_rows_ != kRowsNotGiven) throw UsageError("--rows is for --kind directory. Give --people.");
    OutputFolder folder(environment.options.output, environment.options.force);
    if (const NameWorldKind* kind = find_name_world_kind(kind_)) {
      const NameWorld world =
          make_name_world(name_world_options(*kind, environment.options.seed), environment.context);
      write_name_world(world, folder.path(), environment.context);
      finish(world, folder, environment);
    } else {
      const World world = make_world(world_options(environment.options.seed));
      write_world(world, folder.path());
      finish(world, folder, environment);
    }
    return kExitDone;
  }

 private:
  int run_directory(CommandEnvironment& environment) const {
    const SharedOptions& shared = environment.options;
    const DirectoryOptions options = directory_options(shared.seed);
    const Directory directory(options);
    OutputFolder folder(shared.output, shared.force);
    write_directory(options, folder.path(), environment.context);
    write_run(folder.path(), environment.call, shared.seed);
    folder.commit();
    if (shared.is_json) {
      std::cout << json_document(directory_json(directory, options, shared.output));
    } else if (!shared.is_quiet) {
      std::cout << directory_text(directory, options, shared.output);
    }
    return kExitDone;
  }

  /// Puts the written world in its place and says what it is.
  template <typename AnyWorld>
  void finish(const AnyWorld& world, OutputFolder& folder, CommandEnvironment& environment) const {
    const SharedOptions& shared = environment.options;
    write_run(folder.path(), environment.call, shared.seed);
    environment.context.check_cancelled();
    folder.commit();
    if (shared.is_json) {
      std::cout << json_document(summary_json(world, shared.output));
    } else if (!shared.is_quiet) {
      std::cout << summary_text(world, shared.seed, shared.output);
    }
  }

  DirectoryOptions directory_options(std::uint64_t seed) const {
    if (num_people_ != kPeopleNotGiven || num_lists_ != 0 || !coverage_.empty() || families_ != kNotGiven ||
        dependence_ != kNotGiven)
      throw UsageError(
          "A directory is one list: it has no --people, --families, --lists, --coverage and "
          "--dependence. Give --rows.");
    DirectoryOptions options;
    options.seed = seed;
    if (num_rows_ != kRowsNotGiven) options.num_rows = num_rows_;
    if (errors_ != kNotGiven) options.errors = errors_;
    if (missing_ != kNotGiven) options.missing = missing_;
    if (duplicates_ != kNotGiven) options.duplicates = duplicates_;
    return options;
  }

  WorldOptions world_options(std::uint64_t seed) const {
    WorldOptions options = world_kind(kind_);
    options.seed = seed;
    if (num_people_ != kPeopleNotGiven) options.num_people = num_people_;
    options.coverage = coverage();
    const std::pair<double, double*> given[] = {{families_, &options.families},
                                                {dependence_, &options.dependence},
                                                {errors_, &options.errors},
                                                {missing_, &options.missing},
                                                {duplicates_, &options.duplicates}};
    for (const auto& [value, target] : given) {
      if (value != kNotGiven) *target = value;
    }
    return options;
  }

  NameWorldOptions name_world_options(const NameWorldKind& kind, std::uint64_t seed) const {
    NameWorldOptions options = kind.options;
    options.kind = kind.name;
    options.population.seed = seed;
    if (num_people_ != kPeopleNotGiven) options.population.num_people = num_people_;
    if (num_lists_ != 0 || !coverage_.empty()) options.coverage = coverage();
    const std::pair<double, double*> given[] = {{families_, &options.population.families},
                                                {dependence_, &options.dependence},
                                                {errors_, &options.errors},
                                                {missing_, &options.missing},
                                                {duplicates_, &options.duplicates}};
    for (const auto& [value, target] : given) {
      if (value != kNotGiven) *target = value;
    }
    return options;
  }

  std::vector<double> coverage() const {
    const int num_lists = num_lists_ == 0 && coverage_.empty() ? 3 : num_lists_;
    if (num_lists < 0 || num_lists > 16)
      throw UsageError(fmt::format("--lists is {}; 1 to 16 can be made.", num_lists));
    if (coverage_.empty()) return default_coverage(num_lists);
    std::vector<double> shares = parse_coverage(coverage_);
    if (num_lists == 0 || static_cast<std::size_t>(num_lists) == shares.size()) return shares;
    throw UsageError(
        fmt::format("--coverage has {} shares for {} lists. Give one a list.", shares.size(), num_lists));
  }

  std::string kind_ = "default";
  int num_people_ = kPeopleNotGiven;
  std::uint64_t num_rows_ = kRowsNotGiven;
  int num_lists_ = 0;
  std::string coverage_;
  double dependence_ = kNotGiven;
  double errors_ = kNotGiven;
  double missing_ = kNotGiven;
  double duplicates_ = kNotGiven;
  double families_ = kNotGiven;
};

}  // namespace

std::unique_ptr<Command> make_synth_command() { return std::make_unique<SynthCommand>(); }

}  // namespace byname
