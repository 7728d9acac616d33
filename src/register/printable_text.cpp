// SPDX-License-Identifier: Apache-2.0
#include "register/printable_text.hpp"

#include <cstdint>
#include <fmt/format.h>

#include "text/utf8.hpp"

namespace byname {

namespace {

// C0, DEL and C1; zero width and direction marks (U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F,
// U+061C); line and paragraph separators; the byte order mark; interlinear marks.
bool acts_on_a_terminal(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB);
}

}  // namespace

std::string printable_text(std::string_view text) {
  std::string printable;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (acts_on_a_terminal(c)) {
      printable += fmt::format("\\u{{{:X}}}", static_cast<std::uint32_t>(c));
    } else {
      append_utf8(printable, c);
    }
  }
  return printable;
}

}  // namespace byname
