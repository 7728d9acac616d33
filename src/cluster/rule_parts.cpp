// SPDX-License-Identifier: Apache-2.0
#include "cluster/rule_parts.hpp"

#include <algorithm>
#include <cstring>

#include "base/parallel.hpp"

namespace byname {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 17;
constexpr std::uint64_t kMostPartRecords = std::uint64_t{1} << 18;  // more are out of reach of the caches
constexpr std::uint64_t kLeastPartRecords = 256;
constexpr std::uint64_t kBytesPerRecord = 4096;  // of a part while it is looked at, generously

std::uint64_t records_per_part(const ExecutionContext& context) {
  const auto threads = static_cast<std::uint64_t>(std::max(1, context.num_threads));
  return std::clamp(context.memory_budget / (threads * kBytesPerRecord), kLeastPartRecords, kMostPartRecords);
}

/// visit(begin, end): runs of entries of one key.
template <typename Visit>
void for_each_run(const std::vector<SpilledLists::KeyEntry>& entries, const Visit& visit) {
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin + 1;
    while (end < entries.size() && entries[end].hash == entries[begin].hash) ++end;
    visit(begin, end);
    begin = end;
  }
}

}  // namespace

RecordsAtHand look_up(const SpilledLists& lists, std::vector<std::uint32_t> numbers,
                      const ExecutionContext& context) {
  RecordsAtHand records;
  records.table = lists.store().table_of(numbers, context);
  records.order = lists.order_of(numbers);
  records.numbers = std::move(numbers);
  return records;
}

RuleParts::RuleParts(const SpilledLists& lists, const SplinkRule& rule, const Takes& takes,
                     const ExecutionContext& context)
    : lists_(lists), key_(lists.key_of(rule)) {
  std::vector<std::uint16_t> part_of(lists.num_records(), kNone);
  const std::vector<std::uint64_t> records = mark(takes, part_of, context);
  // Neighbouring parts of the keys come together as long as they are small.
  const std::uint64_t most = records_per_part(context);
  std::vector<std::uint16_t> part_of_key_part;
  std::uint16_t part = 0;
  std::uint64_t in_part = 0;
  for (const std::uint64_t more : records) {
    if (in_part > 0 && in_part + more > most) {
      ++part;
      in_part = 0;
    }
    in_part += more;
    part_of_key_part.push_back(part);
  }
  for (std::uint16_t& each : part_of) {
    if (each != kNone) each = part_of_key_part[each];
  }
  parts_ = std::make_unique<SpillParts>(lists.folder(), part + std::size_t{1}, kBlockBytes);
  deal(part_of, context);
}

std::vector<std::uint64_t> RuleParts::mark(const Takes& takes, std::vector<std::uint16_t>& part_of,
                                           const ExecutionContext& context) const {
  std::vector<std::uint64_t> records(lists_.num_key_parts(), 0);
  parallel_chunks(context, records.size(), 1, [&](std::size_t part, std::size_t, std::size_t) {
    auto entries = lists_.key_entries(key_, part);
    if (takes) std::erase_if(entries, [&](const auto& entry) { return !takes(entry.record); });
    for_each_run(entries, [&](std::size_t begin, std::size_t end) {
      if (end - begin < 2) return;
      records[part] += end - begin;
      for (std::size_t i = begin; i < end; ++i) part_of[entries[i].record] = static_cast<std::uint16_t>(part);
    });
  });
  return records;
}

void RuleParts::deal(const std::vector<std::uint16_t>& part_of, const ExecutionContext& context) {
  lists_.store().for_each_chunk(
      [&](const std::function<void(const RecordStore::VisitRow&)>& chunk) {
        std::vector<std::string> waiting(parts_->num_parts());
        chunk([&](std::uint32_t record, std::string_view row) {
          if (part_of[record] == kNone) return;
          std::string& to = waiting[part_of[record]];
          to.append(reinterpret_cast<const char*>(&record), sizeof record);
          append_varint(row.size(), to);
          to += row;
        });
        for (std::size_t part = 0; part < waiting.size(); ++part) {
          if (!waiting[part].empty()) parts_->append(part, waiting[part]);
        }
      },
      context);
}

RecordsAtHand RuleParts::load(std::size_t part) const {
  struct Row {
    std::uint32_t record;
    std::string_view cells;
  };
  const std::string bytes = parts_->read(part);
  std::vector<Row> rows;
  for (const char* at = bytes.data(); at < bytes.data() + bytes.size();) {
    Row row{};
    std::memcpy(&row.record, at, sizeof row.record);
    at += sizeof row.record;
    const std::uint64_t size = take_varint(at);
    row.cells = {at, size};
    at += size;
    rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.record < b.record; });
  RecordsAtHand records;
  std::vector<std::string_view> cells;
  for (const Row& row : rows) {
    records.numbers.push_back(row.record);
    cells.push_back(row.cells);
  }
  records.table = lists_.store().make_table(cells, ExecutionContext{});
  records.order = lists_.order_of(records.numbers);
  return records;
}

void RuleParts::for_each(const std::function<void(RecordsAtHand& records)>& visit,
                         const ExecutionContext& context) const {
  parallel_chunks(context, parts_->num_parts(), 1, [&](std::size_t part, std::size_t, std::size_t) {
    RecordsAtHand records = load(part);
    if (!records.numbers.empty()) visit(records);
    context.advance(1);
  });
}

std::uint64_t num_key_pairs(const SpilledLists& lists, const SplinkRule& rule,
                            const ExecutionContext& context) {
  const std::size_t key = lists.key_of(rule);
  std::vector<std::uint64_t> pairs(lists.num_key_parts(), 0);
  parallel_chunks(context, pairs.size(), 1, [&](std::size_t part, std::size_t, std::size_t) {
    for_each_run(lists.key_entries(key, part), [&](std::size_t begin, std::size_t end) {
      const std::uint64_t size = end - begin;
      pairs[part] += size * (size - 1) / 2;
    });
  });
  std::uint64_t all = 0;
  for (const std::uint64_t of_part : pairs) all += of_part;
  return all;
}

}  // namespace byname
