// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/random.hpp"
#include "nowcast/delay_model.hpp"
#include "nowcast/reporting_triangle.hpp"

namespace byname {

/// A world in which everybody is named in the end.
struct SimulatedReports {
  ReportingTriangle triangle;   ///< as seen now
  std::vector<double> to_come;  ///< [event]
  double all_to_come() const { return std::accumulate(to_come.begin(), to_come.end(), 0.0); }
};

inline TriangleShape triangular_shape(std::size_t num_events, std::size_t num_delays) {
  TriangleShape shape{num_delays, {}};
  for (std::size_t event = 0; event < num_events; ++event)
    shape.known.push_back(std::min(num_delays, num_events - event));
  return shape;
}

/// Draws counts cell by cell; each report lacks its event period with the given probability, and may then be
/// of any period from which it could have come within the last delay.
inline SimulatedReports simulate_reports(const TriangleShape& shape, const DelayRates& rates,
                                         double undated_share, RandomStream& random) {
  SimulatedReports world;
  world.to_come.assign(shape.num_events(), 0.0);
  for (std::size_t delay = 0; delay < shape.num_delays; ++delay)
    world.triangle.delays.push_back(std::to_string(delay));
  for (std::size_t event = 0; event < shape.num_events(); ++event) {
    world.triangle.events.push_back(std::to_string(event));
    world.triangle.counts.emplace_back();
    for (std::size_t delay = 0; delay < shape.num_delays; ++delay) {
      const double mean = rates.means[event][delay] * draw_gamma(random, rates.size) / rates.size;
      const std::int64_t count = draw_poisson(random, mean);
      if (delay >= shape.known[event]) {
        world.to_come[event] += static_cast<double>(count);
        continue;
      }
      const std::int64_t undated = draw_binomial(random, count, undated_share);
      world.triangle.counts.back().push_back(static_cast<double>(count - undated));
      if (undated == 0) continue;
      const std::size_t report = event + delay;
      const std::size_t first = report + 1 >= shape.num_delays ? report + 1 - shape.num_delays : 0;
      world.triangle.undated.push_back({report, first, std::min(report, shape.num_events() - 1), undated});
    }
  }
  return world;
}

}  // namespace byname
