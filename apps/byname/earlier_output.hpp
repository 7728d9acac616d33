// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "linkage_input.hpp"

namespace byname {

/// An output folder of `byname link`, as `byname score --against` goes on from it.
struct EarlierOutput {
  std::string folder;
  std::vector<ListArgument> lists;  ///< the files it was made from
  std::vector<std::string> hashes;  ///< SHA-256 of each, in the order of the files
  LinkageReading reading;
};

/// True for a folder, which then should be such an output.
bool is_output_folder(const std::string& path);

/// Reads run.json of a folder. Throws DataError if it is no output of `byname link`, or of a newer byname.
EarlierOutput read_earlier_output(const std::string& folder);

/// Throws DataError naming the first file that is not what it was.
void check_unchanged(const EarlierOutput& output, const Input& input);

/// The person (cluster) of each record, from links.csv. Throws DataError if it is not about these records.
std::vector<std::string> read_persons(const EarlierOutput& output, const LinkageTable& table,
                                      std::size_t num_records, const ExecutionContext& context);

}  // namespace byname
