// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "register/add_documents.hpp"
#include "register/add_item.hpp"
#include "register/add_list.hpp"

namespace byname {

/// What `byname add` prints of a list: the counts, every row that is not as before or was not taken by its
/// place, the op. Of changed rows the cells that differ are shown, of others none.
std::string list_outcome_text(const std::string& label, const ListOutcome& outcome, bool is_dry_run);
std::string list_outcome_json(const std::string& label, const ListOutcome& outcome);

/// "op 7f3a91c2   undo: ...", or that nothing was changed.
std::string op_text(const std::optional<OpId>& op, bool is_dry_run);

/// What a machine run decided, as a line or two.
std::string link_outcome_text(const LinkOutcome& outcome);
nlohmann::ordered_json link_outcome_json(const LinkOutcome& outcome);

/// The same of a text or document.
std::string item_outcome_text(const std::string& label, const ItemOutcome& outcome, bool is_dry_run);
std::string item_outcome_json(const std::string& label, const ItemOutcome& outcome);

/// The same of documents that name nobody yet.
std::string documents_outcome_text(const std::string& label, const DocumentsOutcome& outcome,
                                   bool is_dry_run);
std::string documents_outcome_json(const std::string& label, const DocumentsOutcome& outcome);

}  // namespace byname
