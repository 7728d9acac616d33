// SPDX-License-Identifier: Apache-2.0
#include "base/json_document.hpp"

#include <nlohmann/json.hpp>

namespace byname {

std::string json_document(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace byname
