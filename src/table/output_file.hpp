// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// One output file: written beside its place and moved there whole, so that it is never half there, and that
/// what was there before stays until then.
class OutputFile {
 public:
  /// Throws UserError if something is at `path` and `force` is not set, or its folder is not there.
  OutputFile(std::string path, bool force);
  /// Writes the file, mode 0600. Throws UserError when the disk is full or not writable.
  void write(std::string_view bytes) const;

 private:
  std::string path_;
};

}  // namespace byname
