// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "estimate/covariate.hpp"
#include "table/input.hpp"

namespace byname {

/// Persons one by one, for estimators that use what is known of each.
struct CapturePersons {
  std::vector<std::uint32_t> patterns;  ///< per person: a bit a list, at least one
  std::vector<Covariate> covariates;    ///< a value a person each
};

/// A column of covariates as typed: COLUMN, or COLUMN=category for numbers that are only names.
struct CovariateOption {
  std::string column;
  bool is_category = false;
};

/// Splits what was given to an option that takes names separated by commas and may be given again. A name
/// that is one of `names` as a whole, commas and all, is not split.
std::vector<std::string> split_names(const std::vector<std::string>& given,
                                     const std::vector<std::string>& names);

CovariateOption parse_covariate(const std::string& text);

/// Reads a covariate: a number if every cell that is not missing (empty or NA) is a plain number and it is
/// not asked to be a category, else a category. `rows` are the rows of the persons, in their order.
Covariate read_covariate(const TextColumn& column, bool is_category, const std::vector<std::size_t>& rows);

}  // namespace byname
