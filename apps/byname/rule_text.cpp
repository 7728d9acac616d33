// SPDX-License-Identifier: Apache-2.0
#include "rule_text.hpp"

#include <fmt/format.h>
#include <fstream>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::size_t kLargestFile = 1 << 20;

}  // namespace

std::string text_of_rules(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kLargestFile + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.eof() && !file.good()) throw UserError(fmt::format("the file of rules cannot be read: {}", path));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kLargestFile)
    throw DataError(fmt::format("a file of rules has at most 1 MiB; this is another one: {}", path));
  return text;
}

}  // namespace byname
