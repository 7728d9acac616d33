// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "expression/value_table.hpp"
#include "model/comparison_counts.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// A model of the columns as they are, for when there is none: dates equal or one edit apart, texts equal or
/// of Jaro-Winkler .88 or more, all else equal. Not of the columns `left_out`, nor of those that hold one
/// value, or hardly any, or long texts. lambda is one partner a record; m and u are to be fitted. Throws
/// DataError if fewer than two columns are left.
SplinkModel plain_model(const ValueTable& table, const std::string& link_type,
                        const std::vector<std::size_t>& left_out);

/// Fits lambda, m and u to pattern counts of the full pair space by expectation maximisation, begun from an
/// anchor: pairs are matches at first if they have three values or more to compare and agree on all but one
/// at most. u is fitted with the matches' share taken out. Returns the expected number of matches.
double fit_from_anchor(SplinkModel& model, const ComparisonCounts& counts);

}  // namespace byname
