// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "estimate/count_estimate.hpp"
#include "figures/figure_text.hpp"
#include "names/edtf.hpp"
#include "table/input.hpp"

namespace byname {

/// What a number is about. Empty: not said.
struct FigureDefinition {
  std::string population;       ///< whose: "Russian soldiers"
  std::string counted;          ///< what: "killed", "killed and missing", "killed and wounded"
  std::string as_of;            ///< the reference date as written
  std::optional<DaySpan> days;  ///< nothing: undated
};

/// A number that somebody else gave.
struct Figure {
  std::string source;
  std::string kind;  ///< official, ministry, think tank, ...
  std::string text;  ///< as given
  FigureValue value;
  FigureDefinition definition;
  std::string note;
  std::string place;  ///< row and file
};

/// A number of one's own: counted or estimated by name.
struct OwnNumber {
  std::string label;  ///< "named", "named + on no list", "will be named"
  std::string file;
  Interval interval;
  FigureDefinition definition;
};

/// Reads the columns source and figure (or value with low and high), and where they are kind, population,
/// counted, as_of and note. Throws UserError for missing columns; DataError, with the place, for a figure or
/// date that cannot be read without guessing, or a row without source or figure.
std::vector<Figure> read_figures(const Input& input, bool is_month_first);

/// Reads the own numbers of an output folder's estimate.json, or of such a file: of byname count the named,
/// those on no list and the total; of other verbs those of everybody of the headline. Throws DataError.
std::vector<OwnNumber> read_own_numbers(const std::string& path, const FigureDefinition& definition);

/// The estimate of a figure for a chart: its value, or the middle of its range; limits where it has them, an
/// infinite one where it says at least or at most.
Interval interval_of_figure(const FigureValue& value);

/// Reads a reference date; nothing for an empty text. Throws DataError naming `place`.
std::optional<DaySpan> read_reference_date(const std::string& text, bool is_month_first,
                                           const std::string& place);

}  // namespace byname
