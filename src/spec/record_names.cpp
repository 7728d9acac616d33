// SPDX-License-Identifier: Apache-2.0
#include "spec/record_names.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace byname {

RecordNames::RecordNames(const LinkageTable& table)
    : list_labels(table.list_labels), file_names(table.file_names) {
  for (std::size_t record = 0; record < table.row.size(); ++record)
    add(table.list[record], table.file[record], table.row[record], table.ids[record]);
}

RecordNames RecordNames::taken_from(LinkageTable& table) {
  RecordNames names(table);
  std::vector<std::uint32_t>().swap(table.list);
  std::vector<std::uint32_t>().swap(table.file);
  std::vector<std::uint64_t>().swap(table.row);
  std::vector<std::string>().swap(table.ids);
  return names;
}

void RecordNames::add(std::uint32_t list, std::uint32_t file, std::uint64_t row, std::string_view id) {
  const auto record = static_cast<std::uint32_t>(size_++);
  const Run* last = runs_.empty() ? nullptr : &runs_.back();
  if (last == nullptr || last->list != list || last->file != file ||
      last->row + (record - last->first) != row) {
    runs_.push_back({record, list, file, row});
  }
  if (record % kChunk == 0) chunks_.emplace_back();
  Chunk& chunk = chunks_.back();
  chunk.text += id;
  BYNAME_CHECK(chunk.text.size() <= UINT32_MAX, "ids of {} records take over 4 GiB", kChunk);
  chunk.begin.push_back(static_cast<std::uint32_t>(chunk.text.size()));
}

const RecordNames::Run& RecordNames::run_of(std::uint32_t record) const {
  const auto behind = std::upper_bound(runs_.begin(), runs_.end(), record,
                                       [](std::uint32_t r, const Run& run) { return r < run.first; });
  return behind[-1];
}

std::vector<std::uint64_t> RecordNames::list_sizes() const {
  std::vector<std::uint64_t> sizes(list_labels.size(), 0);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const std::size_t end = i + 1 < runs_.size() ? runs_[i + 1].first : size_;
    sizes[runs_[i].list] += end - runs_[i].first;
  }
  return sizes;
}

void RecordNames::spill(SpillFile& file) {
  for (Chunk& chunk : chunks_) {
    if (chunk.is_on_disk || chunk.begin.size() <= kChunk) continue;
    chunk.begins_on_disk = file.write(
        {reinterpret_cast<const char*>(chunk.begin.data()), chunk.begin.size() * sizeof(std::uint32_t)});
    chunk.text_on_disk = file.write(chunk.text);
    std::vector<std::uint32_t>().swap(chunk.begin);
    std::string().swap(chunk.text);
    chunk.is_on_disk = true;
  }
}

void RecordNames::load(const SpillFile& file) {
  for (Chunk& chunk : chunks_) {
    if (!chunk.is_on_disk) continue;
    chunk.begin.resize(chunk.begins_on_disk.size / sizeof(std::uint32_t));
    file.read(chunk.begins_on_disk, reinterpret_cast<char*>(chunk.begin.data()));
    chunk.text = file.read(chunk.text_on_disk);
    chunk.is_on_disk = false;
  }
}

}  // namespace byname
