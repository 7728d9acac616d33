// SPDX-License-Identifier: Apache-2.0
#include "knowledge_options.hpp"

namespace byname {

void add_knowledge_option(OptionTable& table, std::string& as_of) {
  table.add({"--as-of", "RELEASE|TIME", "By what was known at a release, or at a time such as 2025-03-01.",
             &as_of, "all that is known"});
}

Knowledge::Knowledge(Register& opened, const std::string& as_of) {
  if (as_of.empty()) return;
  const std::vector<OpId> known = ops_known(opened.database(), as_of);
  transaction_ = std::make_unique<WriteTransaction>(opened.database());
  then_ = std::make_unique<AsOf>(opened.database(), known);
}

}  // namespace byname
