// SPDX-License-Identifier: Apache-2.0
#include "register/change_writer.hpp"

namespace byname {

ChangeWriter::ChangeWriter(Register& opened, std::string verb, const ChangeAsked& asked)
    : asked_(asked), writer_(opened, std::move(verb)), watch_(opened.database()) {}

Change ChangeWriter::finish() {
  writer_.add_reason(asked_.reason);
  Change change{writer_.append().id, watch_.changes()};
  if (!asked_.is_dry_run) writer_.commit();
  return change;
}

}  // namespace byname
