// SPDX-License-Identifier: Apache-2.0
#include "register/backup_list.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <sstream>

#include "register/durable_file.hpp"

namespace byname {

namespace {

std::string list_path_of(const std::string& register_path) { return register_path + ".backups"; }

std::string list_text(const std::string& register_path) {
  const std::string path = list_path_of(register_path);
  return std::filesystem::exists(path) ? read_whole_file(path) : "";
}

}  // namespace

std::vector<KnownBackup> known_backups(const std::string& register_path) {
  std::vector<KnownBackup> backups;
  std::istringstream lines(list_text(register_path));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
    if (second == std::string::npos) continue;
    backups.push_back(
        {line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return backups;
}

void note_backup(const std::string& register_path, const KnownBackup& backup) {
  const std::string line = fmt::format("{}\t{}\t{}\n", backup.day, backup.head, backup.path);
  replace_file(list_path_of(register_path), list_text(register_path) + line);
}

std::string known_backups_text(const std::string& register_path) {
  const std::vector<KnownBackup> backups = known_backups(register_path);
  if (backups.empty())
    return "No backup of it is known; every backup holds a copy of the key file beside it.";
  std::string text = "A copy lies beside each backup:";
  for (const KnownBackup& backup : backups) text += fmt::format(" {} ({});", backup.path, backup.day);
  text.back() = '.';
  return text;
}

}  // namespace byname
