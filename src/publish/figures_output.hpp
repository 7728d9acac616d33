// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "figures/figure_conflicts.hpp"
#include "figures/figure_table.hpp"
#include "publish/method_output.hpp"

namespace byname {

/// What `byname figures` sets side by side. Nothing is computed from the figures of others.
struct FiguresOutput {
  std::vector<Figure> figures;
  std::vector<OwnNumber> own;
  std::vector<FigureConflict> conflicts;
};

/// estimate.json: the frame of method_json with figures, beside (the own numbers) and conflicts; `models` is
/// empty and `assumption` says that nothing was computed.
nlohmann::ordered_json figures_json(const MethodRun& run, const FiguresOutput& output);

/// figures.csv: source, kind, population, counted, as_of, earliest, latest, figure, value, low, high, about
/// (0 or 1), bound, by_name (0 or 1), note; the own numbers first.
void write_figures_table(const FiguresOutput& output, const std::string& path);

/// report.html: one chart, one table, the conflicts.
std::string figures_report_html(const MethodRun& run, const FiguresOutput& output);

/// What is printed.
std::string figures_summary(const FiguresOutput& output, const std::string& folder);

}  // namespace byname
