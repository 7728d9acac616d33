// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/parallel.hpp"
#include "synth/calendar.hpp"
#include "synth/list_layout.hpp"
#include "synth/name_list_layout.hpp"
#include "synth/name_world.hpp"
#include "synth/written_name.hpp"
#include "table/csv_writer.hpp"

namespace byname {
namespace {

constexpr std::size_t kRowsPerChunk = 4096;
constexpr std::size_t kChunksPerThread = 4;

/// Writes `num_rows` lines that are made side by side and written in their order, some at a time.
template <typename AppendRow>
void write_lines(FileWriter& file, std::size_t num_rows, const ExecutionContext& context,
                 const AppendRow& append_row) {
  std::vector<std::string> pieces(static_cast<std::size_t>(context.num_threads) * kChunksPerThread);
  const std::size_t step = pieces.size() * kRowsPerChunk;
  for (std::size_t first = 0; first < num_rows; first += step) {
    const std::size_t rows = std::min(step, num_rows - first);
    for (std::string& piece : pieces) piece.clear();
    parallel_chunks(context, rows, kRowsPerChunk, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
      for (std::size_t row = first + begin; row < first + end; ++row) append_row(row, pieces[chunk]);
    });
    for (const std::string& piece : pieces) file.append(piece);
    context.advance(rows);
  }
}

void write_list(const NameWorld& world, std::size_t index, const std::string& folder,
                const ExecutionContext& context) {
  const NamedList& list = world.lists[index];
  const std::vector<NameListColumn> columns =
      name_list_columns(list.habits, world.options.facts, world.options.delay_days > 0);
  FileWriter file(fmt::format("{}/{}.csv", folder, list.label));
  for (const NameListColumn column : columns)
    file.append(fmt::format("{},", column_header(column, tongue_of(list.habits))));
  file.append("true_person\n");
  const NameRecorder recorder(world);
  write_lines(file, list.mentions.size(), context, [&](std::size_t number, std::string& text) {
    const NamedMention& mention = list.mentions[number];
    const WrittenRow row = recorder.record(index, mention);
    for (const NameListColumn column : columns) {
      text += column_text(column, row, mention, list.habits, number + 1);
      text += ',';
    }
    text += person_name(mention.person);
    text += '\n';
  });
  file.close();
}

void append_truth(const NameWorld& world, std::size_t index, std::string& text) {
  const NamedPerson& person = world.people[index];
  const WrittenName name = full_name_of(person, Language::kRussian);
  text += person_name(static_cast<std::uint32_t>(index));
  for (const std::string_view cell :
       {std::string_view(name.family), std::string_view(name.given), std::string_view(name.patronymic),
        std::string_view(person.is_female ? "f" : "m"), culture_name(person.culture)}) {
    text += ',';
    text += cell;
  }
  for (const std::string& cell :
       {date_text(date_of(person.birth_day), false), date_text(date_of(person.event_day), false),
        person.father == NamedPerson::kNobody ? std::string() : person_name(person.father)}) {
    text += ',';
    text += cell;
  }
  for (std::size_t list = 0; list < world.lists.size(); ++list)
    text += (world.pattern[index] >> list & 1) != 0 ? ",1" : ",0";
  text += '\n';
}

void write_truth(const NameWorld& world, const std::string& path, const ExecutionContext& context) {
  FileWriter file(path);
  file.append("person,family,given,patronymic,sex,culture,birth_date,event_date,father");
  for (const NamedList& list : world.lists) file.append("," + list.label);
  file.append("\n");
  write_lines(file, world.people.size(), context,
              [&](std::size_t person, std::string& text) { append_truth(world, person, text); });
  file.close();
}

std::string_view writing_name(Writing writing) {
  constexpr std::array<std::string_view, 7> kNames = {"cyrillic",   "bgn",    "passport", "kmu",
                                                      "scientific", "german", "informal"};
  return kNames[static_cast<std::size_t>(writing)];
}

nlohmann::ordered_json lists_json(const NameWorld& world) {
  nlohmann::ordered_json lists = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < world.lists.size(); ++i) {
    const NamedList& list = world.lists[i];
    lists.push_back({{"label", list.label},
                     {"file", list.label + ".csv"},
                     {"coverage", world.options.coverage[i]},
                     {"rows", list.mentions.size()},
                     {"persons", list.num_persons},
                     {"copied_rows", list.num_copies},
                     {"writing", writing_name(list.habits.writing)},
                     {"language", list.habits.language == Language::kRussian ? "ru" : "uk"}});
  }
  return lists;
}

nlohmann::ordered_json overlap_json(const NameWorld& world) {
  std::map<std::string, std::int64_t> overlap;
  std::map<std::uint32_t, std::int64_t> counts;
  for (const std::uint32_t pattern : world.pattern) ++counts[pattern];
  for (const auto& [pattern, count] : counts) {
    std::string name;
    for (std::size_t list = 0; list < world.lists.size(); ++list)
      name += (pattern >> list & 1) != 0 ? '1' : '0';
    if (pattern != 0) overlap[name] = count;
  }
  return overlap;
}

/// Pairs of rows, of one list or of two, that name the same person.
std::int64_t num_true_pairs(const NameWorld& world) {
  std::vector<std::int64_t> rows(world.people.size());
  for (const NamedList& list : world.lists) {
    for (const NamedMention& mention : list.mentions) ++rows[mention.person];
  }
  std::int64_t pairs = 0;
  for (const std::int64_t count : rows) pairs += count * (count - 1) / 2;
  return pairs;
}

nlohmann::ordered_json world_json(const NameWorld& world) {
  const NameWorldOptions& options = world.options;
  const auto num_people = static_cast<std::int64_t>(world.people.size());
  std::int64_t num_rows = 0;
  for (const NamedList& list : world.lists) num_rows += static_cast<std::int64_t>(list.mentions.size());
  return {{"format", 1},
          {"kind", options.kind},
          {"seed", options.population.seed},
          {"people", num_people},
          {"named", world.num_named},
          {"on_no_list", num_people - world.num_named},
          {"rows", num_rows},
          {"true_pairs", num_true_pairs(world)},
          {"dependence", options.dependence},
          {"errors", options.errors},
          {"missing", options.missing},
          {"duplicates", options.duplicates},
          {"families", options.population.families},
          {"lists", lists_json(world)},
          {"overlap", overlap_json(world)}};
}

}  // namespace

void write_name_world(const NameWorld& world, const std::string& folder, const ExecutionContext& context) {
  std::uint64_t rows = world.people.size();
  for (const NamedList& list : world.lists) rows += list.mentions.size();
  context.begin_step("writing lists", rows);
  for (std::size_t list = 0; list < world.lists.size(); ++list) write_list(world, list, folder, context);
  write_truth(world, folder + "/truth.csv", context);
  context.end_steps();
  FileWriter file(folder + "/world.json");
  file.append(json_document(world_json(world)));
  file.close();
}

}  // namespace byname
