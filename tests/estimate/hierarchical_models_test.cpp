// SPDX-License-Identifier: Apache-2.0
#include "estimate/hierarchical_models.hpp"

#include <algorithm>
#include <bit>
#include <gtest/gtest.h>
#include <set>

namespace byname {
namespace {

bool contains(std::uint32_t larger, std::uint32_t smaller) { return (larger & smaller) == smaller; }

/// The textbook way: every set of terms that holds all parts of its terms, but the saturated one.
std::set<std::vector<std::uint32_t>> models_by_definition(int num_lists) {
  std::vector<std::uint32_t> terms;
  for (std::uint32_t term = 1; term < (1u << num_lists); ++term) {
    if (std::popcount(term) >= 2) terms.push_back(term);
  }
  std::set<std::vector<std::uint32_t>> models;
  for (std::uint32_t set = 0; set < (1u << terms.size()); ++set) {
    std::vector<std::uint32_t> model;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (set >> i & 1) model.push_back(terms[i]);
    }
    bool is_closed = true;
    for (const std::uint32_t term : model) {
      for (const std::uint32_t part : terms) {
        if (contains(term, part) && std::find(model.begin(), model.end(), part) == model.end())
          is_closed = false;
      }
    }
    if (is_closed && model.size() < terms.size()) models.insert(model);
  }
  return models;
}

TEST(HierarchicalModels, AreThoseOfTheDefinition) {
  for (const int num_lists : {3, 4}) {
    std::set<std::vector<std::uint32_t>> made;
    for (const LoglinearModel& model : all_hierarchical_models(num_lists)) {
      EXPECT_TRUE(made.insert(model.terms).second);
    }
    EXPECT_EQ(made, models_by_definition(num_lists));
  }
}

// 6,893: as Rcapture's closedpMS.t counts them, the saturated model left out.
TEST(HierarchicalModels, AreAsManyAsIsKnown) {
  EXPECT_EQ(all_hierarchical_models(3).size(), 8u);
  EXPECT_EQ(all_hierarchical_models(4).size(), 113u);
  EXPECT_EQ(all_hierarchical_models(5).size(), 6893u);
  EXPECT_EQ(all_pair_models(5).size(), 1024u);
  EXPECT_EQ(all_pair_models(6).size(), 32768u);
}

TEST(HierarchicalModels, ChangeByOneTerm) {
  const LoglinearModel model{{0b0011, 0b0101, 0b0110}};
  EXPECT_EQ(addable_terms(model, 4, 3), (std::vector<std::uint32_t>{0b1001, 0b1010, 0b1100, 0b0111}));
  EXPECT_EQ(addable_terms(model, 4, 2), (std::vector<std::uint32_t>{0b1001, 0b1010, 0b1100}));
  EXPECT_EQ(removable_terms({{0b0011, 0b0101, 0b0110, 0b0111, 0b1001}}),
            (std::vector<std::uint32_t>{0b0111, 0b1001}));
}

}  // namespace
}  // namespace byname
