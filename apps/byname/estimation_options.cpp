// SPDX-License-Identifier: Apache-2.0
#include "estimation_options.hpp"

#include <fmt/format.h>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "publish/method_output.hpp"

namespace byname {

namespace {

constexpr int kFewestDraws = 100;
constexpr int kMostDraws = 100000;

}  // namespace

void add_draws_option(OptionTable& table, int& num_draws, const std::string& help) {
  table.add({"--draws", "N", help, &num_draws});
}

void check_num_draws(int num_draws) {
  if (num_draws < kFewestDraws || num_draws > kMostDraws)
    throw UsageError(fmt::format("--draws is from {} to {}, not {}", kFewestDraws, kMostDraws, num_draws));
}

void add_estimation_output(OptionTable& table, SharedOptions& shared, bool has_seed) {
  table.begin_group("Output");
  add_output_options(table, shared, "FOLDER");
  add_json_option(table, shared, "estimate.json");
  add_quiet_option(table, shared);
  table.begin_group("Machine");
  if (has_seed) add_seed_option(table, shared);
  add_machine_options(table, shared);
}

void print_estimation(const SharedOptions& shared, const std::function<nlohmann::ordered_json()>& json,
                      const std::function<std::string()>& summary) {
  if (shared.is_json) {
    std::cout << json_document(json());
  } else if (!shared.is_quiet) {
    std::cout << summary();
  }
}

}  // namespace byname
