// SPDX-License-Identifier: Apache-2.0
#include "publish/markup.hpp"

#include <fmt/format.h>

namespace byname {
namespace {

void append_escaped(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '&':
      out += "&amp;";
      return;
    case '<':
      out += "&lt;";
      return;
    case '>':
      out += "&gt;";
      return;
    case '"':
      out += "&quot;";
      return;
    case '\'':
      out += "&#39;";
      return;
    case '\t':
    case '\n':
    case '\r':
      out += c;
      return;
    default:
      break;
  }
  if (byte < 0x20 || byte == 0x7F) {
    out += "\xEF\xBF\xBD";
  } else {
    out += c;
  }
}

}  // namespace

Markup escape_html(std::string_view text) {
  Markup markup;
  markup.html.reserve(text.size());
  for (char c : text) append_escaped(markup.html, c);
  return markup;
}

Markup element(std::string_view tag, std::string_view attributes, const Markup& inner) {
  const std::string_view space = attributes.empty() ? "" : " ";
  return {fmt::format("<{0}{1}{2}>{3}</{0}>", tag, space, attributes, inner.html)};
}

}  // namespace byname
