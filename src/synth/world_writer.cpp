// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "synth/list_layout.hpp"
#include "synth/world.hpp"
#include "table/csv_writer.hpp"

namespace byname {
namespace {

void write_list(const WorldList& list, const ListLayout& layout, const std::string& path) {
  std::vector<std::string> header;
  for (const auto& [column, name] : layout.columns) header.push_back(name);
  CsvWriter writer(path, header);
  for (std::size_t row = 0; row < list.mentions.size(); ++row) {
    for (const auto& [column, name] : layout.columns)
      writer.cell(cell_text(layout, column, list.mentions[row], row));
    writer.end_row();
  }
  writer.close();
}

void write_truth(const World& world, const std::string& path) {
  std::vector<std::string> header = {"person", "given", "family", "sex", "birth_date", "place", "postcode"};
  for (const WorldList& list : world.lists) header.push_back(list.label);
  CsvWriter writer(path, header);
  for (std::uint32_t person = 0; person < world.people.size(); ++person) {
    const WorldFields& truth = world.people[person];
    for (const std::string& text : {person_name(person), truth.given, truth.family, truth.sex,
                                    date_text(truth.birth_date, false), truth.place, truth.postcode}) {
      writer.cell(text);
    }
    for (std::size_t list = 0; list < world.lists.size(); ++list) {
      writer.cell(std::int64_t{world.pattern[person] >> list & 1});
    }
    writer.end_row();
  }
  writer.close();
}

nlohmann::ordered_json lists_json(const World& world) {
  nlohmann::ordered_json lists = nlohmann::ordered_json::array();
  for (std::size_t list = 0; list < world.lists.size(); ++list) {
    std::int64_t persons = 0;
    for (const std::uint32_t pattern : world.pattern) persons += pattern >> list & 1;
    lists.push_back({{"label", world.lists[list].label},
                     {"file", world.lists[list].label + ".csv"},
                     {"coverage", world.options.coverage[list]},
                     {"rows", world.lists[list].mentions.size()},
                     {"persons", persons}});
  }
  return lists;
}

nlohmann::ordered_json overlap_json(const World& world) {
  std::map<std::string, std::int64_t> overlap;
  for (const std::uint32_t pattern : world.pattern) {
    std::string name;
    for (std::size_t list = 0; list < world.lists.size(); ++list)
      name += (pattern >> list & 1) != 0 ? '1' : '0';
    if (pattern != 0) ++overlap[name];
  }
  return overlap;
}

nlohmann::ordered_json world_json(const World& world) {
  const WorldOptions& options = world.options;
  const auto num_people = static_cast<std::int64_t>(world.people.size());
  return {{"format", 1},
          {"kind", options.kind},
          {"seed", options.seed},
          {"people", num_people},
          {"named", world.num_named},
          {"on_no_list", num_people - world.num_named},
          {"dependence", options.dependence},
          {"errors", options.errors},
          {"missing", options.missing},
          {"duplicates", options.duplicates},
          {"families", options.families},
          {"namesakes", options.namesakes},
          {"few_fields", options.has_few_fields},
          {"one_postcode", options.has_one_postcode},
          {"lists", lists_json(world)},
          {"overlap", overlap_json(world)}};
}

}  // namespace

void write_world(const World& world, const std::string& folder) {
  for (std::size_t list = 0; list < world.lists.size(); ++list) {
    write_list(world.lists[list], list_layout(list, world.options.has_few_fields),
               fmt::format("{}/{}.csv", folder, world.lists[list].label));
  }
  write_truth(world, folder + "/truth.csv");
  FileWriter file(folder + "/world.json");
  file.append(json_document(world_json(world)));
  file.close();
}

}  // namespace byname
