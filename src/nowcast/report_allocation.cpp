// SPDX-License-Identifier: Apache-2.0
#include "nowcast/report_allocation.hpp"

#include <algorithm>
#include <limits>

namespace byname {

std::vector<std::vector<double>> first_allocation(const ReportingTriangle& triangle) {
  std::vector<std::vector<double>> counts = triangle.counts;
  for (const UndatedReports& reports : triangle.undated)
    counts[reports.last_event][reports.report - reports.last_event] += static_cast<double>(reports.count);
  return counts;
}

std::vector<std::vector<double>> allocate_undated(const ReportingTriangle& triangle, const DelayRates& rates,
                                                  const std::vector<std::vector<double>>& counts,
                                                  RandomStream& random) {
  std::vector<std::vector<double>> poisson_means(counts.size());
  for (std::size_t event = 0; event < counts.size(); ++event) {
    for (std::size_t delay = 0; delay < counts[event].size(); ++delay) {
      const double mean = std::max(rates.means[event][delay], std::numeric_limits<double>::min());
      const double multiplier = draw_gamma(random, rates.size + counts[event][delay]) / (rates.size + mean);
      poisson_means[event].push_back(mean * multiplier);
    }
  }
  std::vector<std::vector<double>> allocated = triangle.counts;
  for (const UndatedReports& reports : triangle.undated) {
    double rest = 0;
    for (std::size_t event = reports.first_event; event <= reports.last_event; ++event)
      rest += poisson_means[event][reports.report - event];
    std::int64_t left = reports.count;
    for (std::size_t event = reports.first_event; event <= reports.last_event && left > 0; ++event) {
      const std::size_t delay = reports.report - event;
      const bool is_last = event == reports.last_event;
      const double share = is_last || !(rest > 0) ? 1 : std::min(1.0, poisson_means[event][delay] / rest);
      const std::int64_t here = is_last ? left : draw_binomial(random, left, share);
      allocated[event][delay] += static_cast<double>(here);
      left -= here;
      rest -= poisson_means[event][delay];
    }
  }
  return allocated;
}

}  // namespace byname
