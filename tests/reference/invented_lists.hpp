// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "reference/duckdb_twin.hpp"
#include "synth/directory.hpp"

namespace byname::reference {

/// Lists of invented people with columns of every type that models compare: those of a directory, and names
/// (list of texts), lat, long, income (numbers), category. Some values are empty, hold marks, capitals or
/// blanks, or are no value of their type's usual range.
class InventedLists {
 public:
  /// The rows of one directory dealt out to lists; ids start at 1 in each.
  InventedLists(std::uint64_t num_rows, std::size_t num_lists, const std::filesystem::path& folder) {
    DirectoryOptions options;
    options.num_rows = num_rows;
    options.seed = 5;
    const Directory directory(options);
    DirectoryRow row;
    for (std::size_t list = 0; list < num_lists; ++list) {
      lists_.push_back(
          {"list_" + std::to_string(list), (folder / ("list_" + std::to_string(list) + ".csv")).string()});
      std::ofstream file(lists_.back().path);
      file << "unique_id";
      for (const std::string_view column : kDirectoryColumns) file << ',' << column;
      file << ",names,lat,long,income,category\n";
      std::uint64_t id = 0;
      for (std::uint64_t number = list; number < num_rows; number += num_lists) {
        directory.make_row(number, row);
        RandomStream random(5, RandomStage::kSynth, 99, number, 0);
        write_row(file, ++id, row, random);
      }
    }
  }

  const std::vector<TwinList>& lists() const { return lists_; }
  static ColumnTypes types() {
    return {{"names", "VARCHAR[]"}, {"lat", "DOUBLE"}, {"long", "DOUBLE"}, {"income", "DOUBLE"}};
  }

 private:
  using Cell = std::optional<std::string>;

  static void write_row(std::ofstream& file, std::uint64_t id, DirectoryRow& row, RandomStream& random) {
    file << id;
    for (std::size_t field = 0; field < kNumDirectoryFields; ++field) {
      Cell cell = row.fields[field].empty() ? Cell() : Cell(row.fields[field]);
      if (cell && field != static_cast<std::size_t>(DirectoryField::kBirthDate)) disguise(*cell, random);
      write(file, cell);
    }
    write(file, names(row, random));
    // One place a postcode, with noise; in a world a few hundred kilometres wide.
    const double place =
        row.fields[4].empty() ? 0.5 : static_cast<double>(hash64(row.fields[4]) % 1000) / 1000;
    const bool has_place = random.uniform() < 0.9;
    write(file, has_place ? Cell(fmt::format("{:.5f}", 48 + 3 * place + 0.02 * random.uniform())) : Cell());
    write(file, has_place ? Cell(fmt::format("{:.5f}", -2 + 4 * place + 0.02 * random.uniform())) : Cell());
    write(file, random.uniform() < 0.9 ? Cell(income(row, random)) : Cell());
    const std::uint64_t category = random.below(6);
    write(file, category < 5 ? Cell(std::string(1, "abbcd"[category])) : Cell());
    file << '\n';
  }

  /// A quoted cell; nothing at all for NULL.
  static void write(std::ofstream& file, const Cell& cell) {
    file << ',';
    if (!cell) return;
    file << '"';
    for (const char c : *cell) file << (c == '"' ? "\"\"" : std::string(1, c));
    file << '"';
  }

  static void disguise(std::string& text, RandomStream& random) {
    switch (random.below(40)) {
      case 0:
        text.clear();
        break;
      case 1:
        text += ' ';
        break;
      case 2:
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return std::toupper(c); });
        break;
      case 3:
      case 4:
        for (std::size_t at = text.find('o'); at != std::string::npos; at = text.find('o', at))
          text.replace(at, 1, "ö");
        break;
      default:
        break;
    }
  }

  static Cell names(const DirectoryRow& row, RandomStream& random) {
    const std::uint64_t kind = random.below(12);
    if (kind == 0) return std::nullopt;
    if (kind == 1) return "[]";
    std::string list = fmt::format("[\"{}\",\"{}\"", row.fields[0], row.fields[1]);
    if (kind < 5) list += fmt::format(",\"{}\"", row.fields[3]);
    return list + "]";
  }

  static std::string income(const DirectoryRow& row, RandomStream& random) {
    const double usual = 12'000 + static_cast<double>(mix64(row.person) % 60'000);
    if (random.below(50) == 0) return random.below(2) == 0 ? "0" : "-1500.5";
    return fmt::format("{:.2f}", usual * (1 + (random.uniform() < 0.5 ? 0 : 0.3 * random.uniform())));
  }

  std::vector<TwinList> lists_;
};

}  // namespace byname::reference
