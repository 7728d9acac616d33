// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <glob.h>
#include <unistd.h>

#include "base/error.hpp"
#include "table/input.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> kArchiveEndings = {".gz", ".zst"};
constexpr std::array<std::string_view, 10> kTableEndings = {".csv",  ".tsv",     ".txt", ".jsonl", ".ndjson",
                                                            ".json", ".parquet", ".pq",  ".xlsx",  ".xlsm"};

template <std::size_t kSize>
void remove_ending(std::string& name, const std::array<std::string_view, kSize>& endings) {
  for (const std::string_view ending : endings) {
    if (name.size() > ending.size() && name.ends_with(ending)) {
      name.resize(name.size() - ending.size());
      return;
    }
  }
}

std::string stem_of(const std::string& path) {
  std::string name = fs::path(path).filename().string();
  remove_ending(name, kArchiveEndings);
  remove_ending(name, kTableEndings);
  return name;
}

bool is_pattern(const std::string& text) { return text.find_first_of("*?[") != std::string::npos; }

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// A name that is there as written is no pattern: files may be called "list [1].csv".
std::vector<std::string> expand(const std::string& text) {
  if (!is_pattern(text) || exists(text)) return {text};
  glob_t found{};
  const int status = ::glob(text.c_str(), GLOB_BRACE, nullptr, &found);
  std::vector<std::string> paths;
  for (std::size_t i = 0; status == 0 && i < found.gl_pathc; ++i) paths.emplace_back(found.gl_pathv[i]);
  ::globfree(&found);
  if (paths.empty())
    throw UserError(fmt::format("no file matches {}. Check the folder and the pattern.", text));
  std::sort(paths.begin(), paths.end());
  return paths;
}

void check_readable(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    throw UserError(fmt::format("there is no file {}. Check the name and the folder.", path));
  }
  if (status.type() == fs::file_type::directory) {
    throw UserError(fmt::format("{} is a folder. Name the files in it, for example {}/*.csv.", path, path));
  }
  if (status.type() != fs::file_type::regular) {
    throw UserError(fmt::format("{} is no plain file. Save what it gives to a file first.", path));
  }
  if (::access(path.c_str(), R_OK) != 0) {
    throw UserError(
        fmt::format("cannot read {}: {}. Ask its owner, or change its mode.", path, std::strerror(errno)));
  }
}

void check_label(const std::string& label, const std::string& argument) {
  if (label.empty()) {
    throw UsageError(fmt::format("the list in '{}' has no label. Write LABEL=FILE.", argument));
  }
  // Mentions are named LIST:ROW.
  if (label.find(':') != std::string::npos) {
    throw UsageError(fmt::format("the label '{}' contains ':'. Give another one with LABEL=FILE.", label));
  }
}

// The '=' of LABEL=FILE, or npos for a bare file. A file whose own name holds '=' is taken as it is when it
// is there under the whole name; a '/' before the '=' can be no label either.
std::size_t label_end(const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos || exists(argument)) return std::string::npos;
  return argument.find('/') < equals ? std::string::npos : equals;
}

void add_list(std::vector<ListArgument>& lists, std::string label, std::vector<std::string> paths,
              const std::string& argument) {
  check_label(label, argument);
  for (const std::string& path : paths) check_readable(path);
  for (const ListArgument& other : lists) {
    if (other.label == label) {
      throw UsageError(
          fmt::format("two lists have the label '{}' ({} and {}). Give each its own with LABEL=FILE; files "
                      "of one list go into "
                      "one pattern, LABEL=part*.csv.",
                      label, other.paths.front(), paths.front()));
    }
  }
  lists.push_back({std::move(label), std::move(paths)});
}

}  // namespace

std::vector<ListArgument> parse_list_arguments(std::span<const std::string> arguments) {
  std::vector<ListArgument> lists;
  for (const std::string& argument : arguments) {
    const std::size_t equals = label_end(argument);
    if (equals != std::string::npos) {
      const std::string pattern = argument.substr(equals + 1);
      check_label(argument.substr(0, equals), argument);
      if (pattern.empty()) throw UsageError(fmt::format("'{}' names no file. Write LABEL=FILE.", argument));
      add_list(lists, argument.substr(0, equals), expand(pattern), argument);
      continue;
    }
    for (const std::string& path : expand(argument)) add_list(lists, stem_of(path), {path}, argument);
  }
  if (lists.empty()) throw UsageError("no list is given. Name at least one file.");
  return lists;
}

}  // namespace byname
