// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "option_table.hpp"
#include "register/as_of.hpp"
#include "register/register.hpp"

namespace byname {

/// --as-of.
void add_knowledge_option(OptionTable& table, std::string& as_of);

/// The register as it was known then, while this lives; nothing can be written meanwhile.
class Knowledge {
 public:
  /// `as_of`: a release or a time (ops_known); empty: as it is.
  Knowledge(Register& opened, const std::string& as_of);

 private:
  std::unique_ptr<WriteTransaction> transaction_;  // never committed
  std::unique_ptr<AsOf> then_;
};

}  // namespace byname
