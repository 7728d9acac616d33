// SPDX-License-Identifier: Apache-2.0
#include "model/spilled_frequencies.hpp"

#include <gtest/gtest.h>
#include <map>

#include "base/random.hpp"
#include "reference/value_tables.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using reference::Cell;

/// Some values that come often, many that come once, NULLs.
std::vector<Cell> some_cells(std::size_t count) {
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < count; ++i) {
    RandomStream random(4, RandomStage::kSynth, i, 0, 0);
    const double kind = random.uniform();
    if (kind < 0.1) {
      cells.emplace_back();
    } else if (kind < 0.6) {
      cells.emplace_back(std::to_string(random.below(20)));
    } else {
      cells.emplace_back(std::to_string(1000 + i));
    }
  }
  return cells;
}

/// The same cells counted piece by piece.
class Counted {
 public:
  Counted(const std::vector<Cell>& cells, const std::string& type)
      : frequency(std::make_unique<SpilledFrequency>("value", folder_.path(""))) {
    constexpr std::size_t kPiece = 700;
    for (std::size_t begin = 0; begin < cells.size(); begin += kPiece) {
      const auto first = cells.begin() + static_cast<std::ptrdiff_t>(begin);
      const std::vector<Cell> piece(
          first, first + static_cast<std::ptrdiff_t>(std::min(kPiece, cells.size() - begin)));
      ValueTable table(piece.size());
      reference::add_column(table, "value", type, piece);
      frequency->add(table.column(0), static_cast<std::uint32_t>(begin));
    }
    frequency->finish(ExecutionContext{});
  }

 private:
  TemporaryFolder folder_;

 public:
  std::unique_ptr<SpilledFrequency> frequency;
};

void expect_shares(const std::vector<Cell>& cells, const std::string& type) {
  const Counted counted(cells, type);
  ValueTable table(cells.size());
  reference::add_column(table, "value", type, cells);
  const ValueColumn& column = table.column(0);
  EXPECT_EQ(counted.frequency->shares(column), value_shares(column, cells.size()));
}

TEST(SpilledFrequency, CountsAsInMemory) {
  expect_shares(some_cells(5000), "VARCHAR");
  expect_shares(some_cells(5000), "BIGINT");
}

TEST(SpilledFrequency, TakesEqualNumbersTogether) {
  expect_shares({"1", "1.0", "01", "2", Cell()}, "DOUBLE");
}

TEST(SpilledFrequency, KeepsTheOrderOfFirstAppearance) {
  const std::vector<Cell> cells = some_cells(3000);
  const Counted counted(cells, "VARCHAR");
  std::map<std::string, double> shares;
  std::vector<std::string> order;
  double all = 0;
  for (const Cell& cell : cells) {
    if (!cell) continue;
    if (shares[*cell]++ == 0) order.push_back(*cell);
    ++all;
  }
  ASSERT_EQ(counted.frequency->num_values(), order.size());
  std::size_t at = 0;
  for (std::size_t part = 0; part < counted.frequency->num_parts(); ++part) {
    for (const auto& value : counted.frequency->values_of(part)) {
      EXPECT_EQ(value.text, order[at]);
      EXPECT_EQ(value.share, shares[order[at]] / all);
      ++at;
    }
  }
}

}  // namespace
}  // namespace byname
