// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "register/link_run.hpp"

namespace byname {

/// How a register is to be linked by itself.
struct RegisterLinkRequest {
  bool retrains = false;  ///< a new model, and all machine links anew
  bool is_dry_run = false;
  std::string reason;
};

struct RegisterLinkOutcome {
  LinkOutcome linked;
  std::optional<OpId> op;  ///< none: a dry run, or there was nothing to do
};

/// Decides who the mentions are that no run has seen, or, retrained, who all are, and writes it as one op.
/// What people judged is not touched: links that it forbids do not count. Throws UserError where too little
/// is held to train on.
RegisterLinkOutcome link_register(Register& opened, const RegisterLinkRequest& request,
                                  const ExecutionContext& context);

}  // namespace byname
