// SPDX-License-Identifier: Apache-2.0
// Reads any bytes as a model of Splink: no crash, a message for what cannot be read; what can be read is
// written as it was read, and so are its conditions.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.hpp"
#include "spec/column_types.hpp"
#include "spec/model_columns.hpp"
#include "spec/splink_model.hpp"

namespace {

using Json = nlohmann::ordered_json;

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
  try {
    const byname::SplinkModel model =
        byname::SplinkModel::from_text({reinterpret_cast<const char*>(data), size});
    for (const byname::SplinkComparison& comparison : model.comparisons) check_comparison(comparison);
    const auto written = model.to_json();
    check(byname::SplinkModel::from_json(written).to_json() == written);
    check(
        byname::SplinkModel::from_text(written.dump(2, ' ', false, Json::error_handler_t::replace)).lambda ==
        model.lambda);
    byname::types_by_use(model);
    byname::columns_of_model(model);
  } catch (const byname::DataError&) {
    // A model that cannot be used is refused as a whole.
  }
  return 0;
}
