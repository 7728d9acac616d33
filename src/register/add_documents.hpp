// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "register/evidence_json.hpp"
#include "register/register.hpp"

namespace byname {

/// Many files to keep as items that name nobody yet.
struct DocumentsAddition {
  SourceBody source;
  ItemBody item;  ///< captured, warning, zone, url of each; the rest is filled in
  std::vector<std::string> paths;
  std::string reason;
  bool is_dry_run = false;
};

/// One of many files.
struct AddedDocument {
  std::string name;  ///< of the file, without its folder
  bool is_held = false;
  std::optional<RecordId> item;  ///< none: it is new, and this was a dry run
};

/// num_files = num_new + num_held.
struct DocumentsOutcome {
  std::size_t num_files = 0;
  std::size_t num_new = 0;
  std::size_t num_held = 0;              ///< files whose bytes the source has already, or that came twice
  std::vector<AddedDocument> documents;  ///< in the order of the paths
  std::optional<OpId> op;                ///< none: a dry run, or nothing was new
};

/// Adds files as one op. All are on the disk, encrypted, before it is written. Throws UserError for a file
/// that cannot be read or is too large: then nothing is added.
DocumentsOutcome add_documents(Register& opened, const DocumentsAddition& addition,
                               const ExecutionContext& context);

}  // namespace byname
