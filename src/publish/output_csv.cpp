// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>

#include "publish/chosen_value.hpp"
#include "publish/output_files.hpp"
#include "table/csv_writer.hpp"

namespace byname {
namespace {

using Header = std::vector<std::string>;

/// Persons between asking for a value's memory and writing it.
constexpr std::size_t kPrefetchAhead = 16;

/// Asks for what the persons soon to be written need: first where their values are, then the values.
void prefetch_values(const RecordTable& records, const std::vector<Person>& persons, std::size_t person) {
  if (person + kPrefetchAhead >= persons.size()) return;
  const std::uint32_t far = persons[person + kPrefetchAhead].records.front();
  const std::uint32_t near = persons[person + kPrefetchAhead / 2].records.front();
  for (const RecordColumn& column : records.columns) {
    column.raw.dictionary.prefetch(column.raw.codes[far]);
    column.raw.dictionary.prefetch_text(column.raw.codes[near]);
  }
}

std::string joined_lists(const RecordTable& records, const Person& person) {
  if (person.records.size() == 1) return records.list_labels[records.list[person.records.front()]];
  std::vector<std::uint32_t> lists;
  for (std::uint32_t record : person.records) lists.push_back(records.list[record]);
  std::sort(lists.begin(), lists.end());
  lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
  std::string text;
  for (std::uint32_t list : lists) {
    if (!text.empty()) text += '|';
    text += records.list_labels[list];
  }
  return text;
}

}  // namespace

std::string pattern_text(std::uint32_t pattern, std::size_t num_lists) {
  std::string text;
  for (std::size_t i = 0; i < num_lists; ++i) text += (pattern >> i & 1) != 0 ? '1' : '0';
  return text;
}

void write_links(const CountOutput& output, const std::string& path, const ExecutionContext& context) {
  const RecordTable& records = *output.records;
  const LinkResults& links = *output.links;
  CsvWriter csv(path, Header{"list", "file", "row", "id", "person"});
  csv.items(records.num_records(), context, [&](std::size_t begin, std::size_t end, CsvRows& rows) {
    for (std::size_t record = begin; record < end; ++record) {
      rows.cell(records.list_labels[records.list[record]]);
      rows.cell(records.file_names[records.file[record]]);
      rows.cell(static_cast<std::int64_t>(records.row[record]));
      rows.cell(records.ids[record]);
      rows.cell(records.mention_name(links.persons[links.person_of[record]].records.front()));
      rows.end_row();
    }
  });
  csv.close();
}

void write_persons(const CountOutput& output, const std::string& path, const ExecutionContext& context) {
  const RecordTable& records = *output.records;
  Header header = {"person", "mentions", "lists", "certainty"};
  for (const RecordColumn& column : records.columns) header.push_back(column.name);
  CsvWriter csv(path, header);
  const std::vector<Person>& persons = output.links->persons;
  csv.items(persons.size(), context, [&](std::size_t begin, std::size_t end, CsvRows& rows) {
    for (std::size_t i = begin; i < end; ++i) {
      prefetch_values(records, persons, i);
      const Person& person = persons[i];
      rows.cell(records.mention_name(person.records.front()));
      rows.cell(static_cast<std::int64_t>(person.records.size()));
      rows.cell(joined_lists(records, person));
      rows.cell(person.certainty == 1 ? std::string("1.0000") : fmt::format("{:.4f}", person.certainty));
      for (const RecordColumn& column : records.columns) rows.cell(chosen_value(column, person.records));
      rows.end_row();
    }
  });
  csv.close();
}

void write_rejects(const CountOutput& output, const std::string& path) {
  CsvWriter csv(path, Header{"file", "row", "line", "column", "reason", "text"});
  for (const Reject& reject : output.input->rejects) {
    csv.cell(output.input->files[reject.file].name);
    csv.cell(static_cast<std::int64_t>(reject.row));
    csv.cell(static_cast<std::int64_t>(reject.line));
    csv.cell(reject.column);
    csv.cell(reject.reason);
    csv.cell(reject.text);
    csv.end_row();
  }
  csv.close();
}

void write_overlap(const CountOutput& output, const std::string& path) {
  const std::vector<std::string>& lists = output.records->list_labels;
  Header header = lists;
  header.emplace_back("count");
  std::vector<std::pair<std::string, std::int64_t>> rows;
  for (const auto& [pattern, count] : output.overlap)
    rows.emplace_back(pattern_text(pattern, lists.size()), count);
  std::sort(rows.begin(), rows.end());
  CsvWriter csv(path, header);
  for (const auto& [pattern, count] : rows) {
    for (const char& digit : pattern) csv.cell(std::string_view(&digit, 1));
    csv.cell(count);
    csv.end_row();
  }
  csv.close();
}

}  // namespace byname
