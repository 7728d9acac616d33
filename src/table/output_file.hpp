// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
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
  /// The same with a writer that is given the name of a file which is not there yet, and closes it.
  void write_by(const std::function<void(const std::string& path)>& write_file) const;

 private:
  std::string path_;
};

}  // namespace byname
