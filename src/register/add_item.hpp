// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/link_run.hpp"
#include "register/origins.hpp"
#include "register/register.hpp"
#include "register/said_values.hpp"

namespace byname {

/// One item to add: a text, or a file; and at most one mention of a person in it.
struct ItemAddition {
  SourceBody source;
  ItemBody item;                  ///< text, captured, warning; the rest is filled in
  std::string path;               ///< of the file; empty: a text
  std::vector<SaidValue> values;  ///< without any the item is kept, and waits in todo for its mention
  std::string reason;
  bool is_dry_run = false;
  bool links = true;  ///< who the mention is is decided at once
};

struct ItemOutcome {
  RecordId item;
  bool is_item_held = false;          ///< it was there before
  std::optional<LikeItem> like;       ///< a held text that this one nearly is: they have one origin
  std::string mention;                ///< "LIST:KEY"; empty: none
  bool is_mention_held = false;       ///< it was there before
  std::optional<LinkOutcome> linked;  ///< none: nothing to link, or not asked for
  std::optional<OpId> op;             ///< none: a dry run, or all was held already
};

/// Adds an item and what is said of it as one op. The same bytes of the same source with the same values
/// twice add nothing. Throws UserError for a file that cannot be read or is too large.
ItemOutcome add_item(Register& opened, const ItemAddition& addition, const ExecutionContext& context);

}  // namespace byname
