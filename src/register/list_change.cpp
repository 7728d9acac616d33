// SPDX-License-Identifier: Apache-2.0
#include "register/list_change.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace byname {

namespace {

constexpr std::size_t kCommonCell = 50;  // a cell that so many rows share says nothing of which row it is

std::vector<HeldRow> held_rows(Database& database, const std::string& label) {
  std::vector<HeldRow> held;
  Rows rows = database.query(
      "SELECT number, id, row_key, row_hash, vanished_op IS NOT NULL FROM mention WHERE list = ?1 ORDER BY "
      "number",
      label);
  while (rows.next())
    held.push_back(
        {rows.number(0), rows.fixed<RecordId>(1), rows.text(2), rows.fixed<Hash>(3), rows.number(4) != 0});
  return held;
}

using Cells = std::vector<std::string>;  // "column\0text", sorted

Cells cells_of(const ListRows& rows, std::size_t row) {
  Cells cells;
  for (const MentionValue& value : rows.values(row)) {
    if (!value.column.empty()) cells.push_back(value.column + '\0' + value.raw);
  }
  std::sort(cells.begin(), cells.end());
  return cells;
}

Cells cells_of(Database& database, const HeldRow& held) {
  Cells cells;
  Rows rows =
      database.query("SELECT name, raw FROM mention_value WHERE mention = ?1 AND name <> ''", held.number);
  while (rows.next()) cells.push_back(rows.text(0) + '\0' + rows.text(1));
  std::sort(cells.begin(), cells.end());
  return cells;
}

std::size_t count_shared(const Cells& a, const Cells& b) {
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    shared += *i == *j;
    const bool first = *i <= *j, second = *j <= *i;
    i += first;
    j += second;
  }
  return shared;
}

struct Likeness {
  double share = 0;
  std::size_t held = 0;
  std::size_t row = 0;
};

// Pairs of rest rows that share half of their cells or more, the likest first.
std::vector<Likeness> likenesses(const std::vector<Cells>& held, const std::vector<Cells>& rows) {
  std::unordered_map<std::string, std::vector<std::size_t>> holders;
  for (std::size_t i = 0; i < held.size(); ++i) {
    for (const std::string& cell : held[i]) holders[cell].push_back(i);
  }
  std::vector<Likeness> found;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::unordered_set<std::size_t> candidates;
    for (const std::string& cell : rows[row]) {
      const auto with = holders.find(cell);
      if (with != holders.end() && with->second.size() <= kCommonCell)
        candidates.insert(with->second.begin(), with->second.end());
    }
    for (const std::size_t candidate : candidates) {
      const double most = static_cast<double>(std::max(held[candidate].size(), rows[row].size()));
      const double share = static_cast<double>(count_shared(held[candidate], rows[row])) / most;
      if (share >= 0.5) found.push_back({share, candidate, row});
    }
  }
  std::sort(found.begin(), found.end(), [](const Likeness& a, const Likeness& b) {
    if (a.share != b.share) return a.share > b.share;
    return a.row != b.row ? a.row < b.row : a.held < b.held;
  });
  return found;
}

class Comparison {
 public:
  Comparison(Database& database, const ListRows& rows)
      : database_(database), rows_(rows), held_(held_rows(database, rows.label())), is_met_(held_.size()) {}

  ListChange compare(bool is_keyed, bool is_part) {
    if (is_keyed) {
      match_keys();
    } else {
      match_equal();
      if (!rest_.empty()) match_alike();
    }
    change_.added = std::move(rest_);
    for (std::size_t i = 0; i < held_.size(); ++i) {
      if (is_met_[i]) continue;
      if (held_[i].has_vanished) {
        ++change_.num_gone;
      } else if (!is_part) {
        change_.vanished.push_back(held_[i]);
      }
    }
    find_new_keys();
    return std::move(change_);
  }

 private:
  void meet_same(std::size_t held) {
    is_met_[held] = true;
    ++change_.num_same;
    if (held_[held].has_vanished) change_.returned.push_back(held_[held]);
  }

  void match_keys() {
    std::unordered_map<std::string_view, std::size_t> by_key;
    for (std::size_t i = 0; i < held_.size(); ++i) by_key[held_[i].key] = i;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const auto found = by_key.find(rows_.key(row));
      if (found == by_key.end()) {
        rest_.push_back(row);
      } else if (held_[found->second].hash == rows_.hash(row)) {
        meet_same(found->second);
      } else {
        is_met_[found->second] = true;
        change_.changed.push_back({held_[found->second], row});
      }
    }
  }

  void match_equal() {
    std::unordered_map<Hash, std::vector<std::size_t>> by_hash;
    for (std::size_t i = held_.size(); i-- > 0;) by_hash[held_[i].hash].push_back(i);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const auto found = by_hash.find(rows_.hash(row));
      if (found == by_hash.end() || found->second.empty()) {
        rest_.push_back(row);
      } else {
        meet_same(found->second.back());
        found->second.pop_back();
      }
    }
  }

  void match_alike() {
    std::vector<std::size_t> held;
    for (std::size_t i = 0; i < held_.size(); ++i) {
      if (!is_met_[i]) held.push_back(i);
    }
    if (held.empty()) return;
    std::vector<Cells> held_cells, row_cells;
    for (const std::size_t i : held) held_cells.push_back(cells_of(database_, held_[i]));
    for (const std::size_t row : rest_) row_cells.push_back(cells_of(rows_, row));
    std::vector<bool> is_taken(rest_.size());
    for (const Likeness& pair : likenesses(held_cells, row_cells)) {
      if (is_met_[held[pair.held]] || is_taken[pair.row]) continue;
      is_met_[held[pair.held]] = is_taken[pair.row] = true;
      change_.changed.push_back({held_[held[pair.held]], rest_[pair.row]});
    }
    std::sort(change_.changed.begin(), change_.changed.end(),
              [](const ChangedRow& a, const ChangedRow& b) { return a.row < b.row; });
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      if (!is_taken[i]) left.push_back(rest_[i]);
    }
    rest_ = std::move(left);
  }

  // Without a key column a new row may have the digits of a held one.
  void find_new_keys() {
    std::unordered_set<std::string> taken;
    for (const HeldRow& held : held_) taken.insert(held.key);
    for (const std::size_t row : change_.added) {
      std::string key = rows_.key(row);
      for (int nth = 2; taken.contains(key); ++nth) key = fmt::format("{}#{}", rows_.key(row), nth);
      taken.insert(key);
      change_.keys.push_back(std::move(key));
    }
  }

  Database& database_;
  const ListRows& rows_;
  std::vector<HeldRow> held_;
  std::vector<bool> is_met_;       // per held row
  std::vector<std::size_t> rest_;  // rows that meet none
  ListChange change_;
};

}  // namespace

ListChange find_list_change(Database& database, const ListRows& rows, bool is_keyed, bool is_part) {
  return Comparison(database, rows).compare(is_keyed, is_part);
}

}  // namespace byname
