// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// HTML that is safe to put into a page: every value in it has been escaped. Only `escape_html` and the
/// builders of publish/ make it, so a name that looks like a tag can never become one.
struct Markup {
  std::string html;

  Markup& operator+=(const Markup& other) {
    html += other.html;
    return *this;
  }
};

/// Escapes text for HTML bodies and quoted attributes; control characters that HTML forbids become U+FFFD.
Markup escape_html(std::string_view text);

/// `<tag attributes>inner</tag>`; `tag` and `attributes` are literals of the program, never values of the
/// input.
Markup element(std::string_view tag, std::string_view attributes, const Markup& inner);

}  // namespace byname
