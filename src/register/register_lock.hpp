// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace byname {

/// "list.byname" -> "list.byname.items": the folder of the items' encrypted files.
std::string items_path_of(const std::string& register_path);

/// Who has a register open holds this lock; who replaces its files holds it alone. It is on the items'
/// folder, so that it outlives the replacing of files.
class RegisterLock {
 public:
  enum class Kind { kShared, kAlone };
  /// Waits up to five seconds. Throws UserError if the folder is not there or somebody else holds the lock.
  RegisterLock(const std::string& register_path, Kind kind);
  RegisterLock(const RegisterLock&) = delete;
  RegisterLock& operator=(const RegisterLock&) = delete;
  ~RegisterLock();

 private:
  int fd_;
};

}  // namespace byname
