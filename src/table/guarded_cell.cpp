// SPDX-License-Identifier: Apache-2.0
#include "table/guarded_cell.hpp"

namespace byname {

namespace {

bool needs_guard(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n'").find(text[0]) != std::string_view::npos;
}

}  // namespace

std::string guarded_cell(std::string_view text) {
  return needs_guard(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view unguarded_cell(std::string_view text) {
  const bool is_guarded = text.starts_with('\'') && needs_guard(text.substr(1));
  return is_guarded ? text.substr(1) : text;
}

}  // namespace byname
