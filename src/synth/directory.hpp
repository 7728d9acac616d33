// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/execution_context.hpp"
#include "base/random.hpp"
#include "synth/row_order.hpp"

namespace byname {

/// One large list of people, as a register or a customer file has it: to measure and to test linking.
struct DirectoryOptions {
  std::uint64_t num_rows = 10'000;
  double duplicates = 0.3;  ///< share of the rows that repeat a person
  double errors = 0.15;     ///< share of the fields of a repeated row that are wrong; first rows are right
  double missing =
      0.06;  ///< share of all fields that are empty; unevenly: email the most, family name the least
  std::uint64_t seed = 1;
};

/// The fields of a row, in the order of the file.
enum class DirectoryField { kGiven, kFamily, kBirthDate, kTown, kPostcode, kEmail };
inline constexpr std::size_t kNumDirectoryFields = 6;
inline constexpr std::array<std::string_view, kNumDirectoryFields> kDirectoryColumns = {
    "first_name", "surname", "dob", "city", "postcode", "email"};

/// What a row says, and of whom.
struct DirectoryRow {
  std::uint64_t person = 0;  ///< below num_people()
  bool is_repeated = false;
  std::array<std::string, kNumDirectoryFields> fields;  ///< empty = missing

  std::string& at(DirectoryField field) { return fields[static_cast<std::size_t>(field)]; }
};

/// Computes any row of a directory from its number alone, so that a directory of any size needs no memory.
///
/// Vocabularies grow with the people (Heaps' law): 700,000 people have 2,000 given names (exponent 0.6),
/// 50,000 family names (0.7) and 200 towns (0.5); 20 people share a postcode, email addresses are near
/// unique. A repeated row is somebody's with slips of the keyboard, short forms, given and family name
/// swapped, wrong dates, a new home, and gaps.
class Directory {
 public:
  /// Throws UsageError where an option is out of its range.
  explicit Directory(const DirectoryOptions& options);

  std::uint64_t num_people() const { return num_people_; }
  std::uint64_t num_given_names() const { return num_given_; }
  std::uint64_t num_family_names() const { return num_family_; }
  std::uint64_t num_towns() const { return num_towns_; }
  std::uint64_t num_postcodes() const { return num_postcodes_; }
  /// Writes down the row of a number below num_rows; what `row` held is replaced.
  void make_row(std::uint64_t number, DirectoryRow& row) const;

 private:
  void make_person(std::uint64_t person, DirectoryRow& row) const;
  void settle(RandomStream& random, DirectoryRow& row) const;
  void append_postcode(std::uint64_t postcode, std::string& text) const;
  std::uint64_t town_of(std::uint64_t postcode) const;
  void distort(RandomStream& random, DirectoryRow& row) const;

  DirectoryOptions options_;
  std::uint64_t num_people_;
  std::uint64_t num_given_, num_family_, num_towns_, num_postcodes_, num_districts_, num_areas_;
  RowOrder order_;
};

/// Writes people.csv (unique_id, the fields, cluster = number of the person) and world.json into an existing
/// folder. The same bytes for any number of threads.
void write_directory(const DirectoryOptions& options, const std::string& folder,
                     const ExecutionContext& context);

}  // namespace byname
