// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "option_table.hpp"

namespace byname {

/// Options that mean the same in every command that has them.
struct SharedOptions {
  int num_threads = 0;  ///< 0 = every core that this process may use
  ByteSize memory;      ///< 0 = 75 % of the smaller of RAM and cgroup limit
  std::uint64_t seed = 1;
  bool is_quiet = false;
  bool is_json = false;
  std::string output;  ///< -o: folder or file, as the command says
  bool force = false;
};

/// --threads, --memory.
void add_machine_options(OptionTable& table, SharedOptions& shared);
/// --seed.
void add_seed_option(OptionTable& table, SharedOptions& shared);
/// --quiet.
void add_quiet_option(OptionTable& table, SharedOptions& shared);
/// --json: `what` is printed as JSON ("the summary").
void add_json_option(OptionTable& table, SharedOptions& shared, const std::string& what);
/// -o, --output (required) and --force; `value_name` is FOLDER or FILE.
void add_output_options(OptionTable& table, SharedOptions& shared, const std::string& value_name);

}  // namespace byname
