// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace byname {

/// An output folder that appears whole or not at all. Files are made in path(), a folder of mode 0700 beside
/// the target named `.<name>.byname-partial-<process>`; commit() puts it in place in one step. Without
/// commit() the destructor removes it. What a killed run left for the same target is removed by the next one.
class OutputFolder {
 public:
  /// Throws UserError, before any work is done, if `target` exists and `force` is false; if it exists and is
  /// no output folder of byname (a folder with run.json, or empty); or if its parent is missing or cannot be
  /// written.
  OutputFolder(const std::string& target, bool force);
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  ~OutputFolder();

  /// Where to write files until commit().
  const std::string& path() const { return partial_; }
  /// Puts the folder in place of the target; the old one is exchanged and then removed. Throws UserError if
  /// it fails or if something appeared at the target meanwhile; the old output is then still there.
  void commit();

 private:
  std::string target_;
  std::string partial_;
  bool force_;
  bool is_committed_ = false;
};

}  // namespace byname
