// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <future>
#include <string>

#include "base/execution_context.hpp"
#include "names/record_table.hpp"

namespace byname {

/// records.parquet of an output folder: the longest of its files to write, and the only one that needs the
/// records alone. It is written while the records are linked, on a thread beside theirs; with one thread
/// allowed, when it is waited for.
class RecordsFile {
 public:
  /// `records` and what `context` refers to must outlive the file. `folder` exists.
  RecordsFile(const RecordTable& records, const std::string& folder, const ExecutionContext& context);
  /// Waits for the file, once. Throws UserError if it could not be written.
  void finish() { written_.get(); }

 private:
  std::future<void> written_;  ///< its destructor waits, so that nothing is written after the folder is gone
};

}  // namespace byname
