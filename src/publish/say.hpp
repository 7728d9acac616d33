// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <string>
#include <string_view>

#include "publish/markup.hpp"
#include "publish/messages.hpp"

namespace byname {

/// Fills a message with values, as plain text.
template <typename... Values>
std::string say(Message id, const Values&... values) {
  const std::string_view text = message(id);
  return fmt::format(fmt::runtime(text), values...);
}

inline std::string escaped_value(const Markup& markup) { return markup.html; }
inline std::string escaped_value(std::string_view text) { return escape_html(text).html; }

/// Fills a message with values for a page: text is escaped, Markup stays as it is.
template <typename... Values>
Markup say_html(Message id, const Values&... values) {
  const std::string_view text = message(id);
  return {fmt::format(fmt::runtime(text), escaped_value(values)...)};
}

}  // namespace byname
