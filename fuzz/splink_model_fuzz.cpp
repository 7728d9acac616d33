// SPDX-License-Identifier: Apache-2.0
// Reads any bytes as a model of Splink: no crash, a message for what cannot be read; what can be read is
// written as it was read, and so are its conditions.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.hpp"
#include "spec/column_types.hpp"
#include "spec/splink_model.hpp"

namespace {

void check(bool condition) {
  if (!condition) std::abort();
}

void check_comparison(const byname::SplinkComparison& comparison) {
  check(comparison.gammas.size() == comparison.levels.size());
  for (int gamma = 0; gamma < comparison.num_gammas(); ++gamma) {
    check(!comparison.level_of(gamma).is_null);
    check(comparison.m_of(gamma) > 0 && comparison.u_of(gamma) > 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = nlohmann::ordered_json::parse(data, data + size, nullptr, false);
  if (document.is_discarded()) return 0;
  try {
    const byname::SplinkModel model = byname::SplinkModel::from_json(document);
    for (const byname::SplinkComparison& comparison : model.comparisons) check_comparison(comparison);
    const auto written = model.to_json();
    check(byname::SplinkModel::from_json(written).to_json() == written);
    byname::types_by_use(model);
  } catch (const byname::DataError&) {
    // A model that cannot be used is refused as a whole.
  }
  return 0;
}
