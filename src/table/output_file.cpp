// SPDX-License-Identifier: Apache-2.0
#include "table/output_file.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

#include "base/error.hpp"
#include "table/csv_writer.hpp"

namespace byname {

namespace fs = std::filesystem;

OutputFile::OutputFile(std::string path, bool force) : path_(std::move(path)) {
  std::error_code error;
  if (fs::is_directory(path_, error)) throw UserError(fmt::format("-o is a folder; give a file: {}", path_));
  if (fs::exists(path_, error) && !force)
    throw UserError(fmt::format("the output is there already; give another name or --force: {}", path_));
  const fs::path folder = fs::absolute(path_).parent_path();
  if (!fs::is_directory(folder, error))
    throw UserError(fmt::format("the folder of the output is not there; make it first: {}", folder.string()));
}

void OutputFile::write(std::string_view bytes) const {
  write_by([&](const std::string& path) {
    FileWriter file(path);
    file.append(bytes);
    file.close();
  });
}

void OutputFile::write_by(const std::function<void(const std::string& path)>& write_file) const {
  const std::string beside = fmt::format("{}.part-{}", path_, ::getpid());
  std::error_code error;
  try {
    write_file(beside);
  } catch (...) {
    fs::remove(beside, error);
    throw;
  }
  fs::rename(beside, path_, error);
  if (error) {
    std::error_code ignored;
    fs::remove(beside, ignored);
    throw UserError(fmt::format("cannot write {}: {}", path_, error.message()));
  }
}

}  // namespace byname
