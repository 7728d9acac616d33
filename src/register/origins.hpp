// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "register/register.hpp"

namespace byname {

/// An item that a text goes back to, or that goes back to the same original.
struct LikeItem {
  RecordId item;
  RecordId origin;
  double share = 0;  ///< of runs of words that both have
};
/// The held text that resembles this one most, if it does enough (kReprintResemblance).
std::optional<LikeItem> likest_text(Database& database, std::string_view text);

/// What is to be said of where items come from.
struct OriginRequest {
  std::string item;  ///< as typed
  std::string
      other;  ///< all items of its origin go back to that of `item`; empty: `item` is an original itself
  bool is_dry_run = false;
  std::string reason;
};
struct OriginOutcome {
  std::size_t num_moved = 0;  ///< items whose origin is another one now
  std::optional<OpId> op;     ///< none: a dry run, or nothing was new
};
/// Says where items come from, as one op. Throws UserError for ids that name no item.
OriginOutcome set_origin(Register& opened, const OriginRequest& request);

}  // namespace byname
