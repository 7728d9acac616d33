// SPDX-License-Identifier: Apache-2.0
#include "shared_options.hpp"

namespace byname {

void add_machine_options(OptionTable& table, SharedOptions& shared) {
  table.add({"-j,--threads", "N", "Cores to use. The result does not depend on it.", &shared.num_threads,
             "all that this process may use"});
  table.add({"--memory", "SIZE", "Peak memory, such as 512M or 2G. The result does not depend on it.",
             &shared.memory, "75 % of the memory that this process may use"});
}

void add_seed_option(OptionTable& table, SharedOptions& shared) {
  table.add({"--seed", "N", "Start of all random numbers. Same input, options and seed give the same result.",
             &shared.seed});
}

void add_quiet_option(OptionTable& table, SharedOptions& shared) {
  table.add({"-q,--quiet", "", "Show no progress and print only errors.", &shared.is_quiet});
}

void add_json_option(OptionTable& table, SharedOptions& shared, const std::string& what) {
  table.add({"--json", "", "Print " + what + " as JSON.", &shared.is_json});
}

void add_output_options(OptionTable& table, SharedOptions& shared, const std::string& value_name) {
  table.add({"-o,--output", value_name,
             "Where the result goes. It appears when everything is done, never in part.", &shared.output, "",
             true});
  table.add({"-f,--force", "",
             "Replace what is at -o. Without it, what is there is kept and the command fails.",
             &shared.force});
}

}  // namespace byname
