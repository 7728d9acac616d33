// SPDX-License-Identifier: Apache-2.0
#include "publish/list_label.hpp"

#include <algorithm>
#include <string_view>

#include "publish/svg_canvas.hpp"

namespace byname {
namespace {

constexpr double kLongName = 140;  // chart units; shorter names fit everywhere
constexpr std::string_view kBorders = " _-,.";
constexpr std::string_view kEllipsis = "\u2026";

/// Bytes that all names begin with, up to and with the last border between words.
std::size_t shared_beginning(const std::vector<std::string>& names) {
  std::size_t length = names.front().size();
  for (const std::string& name : names) {
    const auto [a, b] = std::mismatch(names.front().begin(), names.front().end(), name.begin(), name.end());
    length = std::min(length, static_cast<std::size_t>(a - names.front().begin()));
  }
  const std::size_t border = names.front().substr(0, length).find_last_of(kBorders);
  return border == std::string::npos ? 0 : border + 1;
}

/// Bytes that all names end with, from the first border between words on.
std::size_t shared_ending(const std::vector<std::string>& names) {
  std::size_t length = names.front().size();
  for (const std::string& name : names) {
    const auto [a, b] =
        std::mismatch(names.front().rbegin(), names.front().rend(), name.rbegin(), name.rend());
    length = std::min(length, static_cast<std::size_t>(a - names.front().rbegin()));
  }
  const std::string ending = names.front().substr(names.front().size() - length);
  const std::size_t border = ending.find_first_of(kBorders);
  return border == std::string::npos ? 0 : ending.size() - border;
}

std::string shortened(const std::string& name, std::size_t beginning, std::size_t ending) {
  std::string label;
  if (beginning > 0) label += std::string(kEllipsis) + " ";
  label += name.substr(beginning, name.size() - beginning - ending);
  if (ending > 0) label += " " + std::string(kEllipsis);
  return label;
}

}  // namespace

std::vector<std::string> list_labels_for_charts(const std::vector<std::string>& names) {
  const bool is_long = std::any_of(names.begin(), names.end(),
                                   [](const std::string& name) { return text_width(name) > kLongName; });
  if (names.size() < 2 || !is_long) return names;
  const std::size_t beginning = shared_beginning(names);
  const std::size_t ending = shared_ending(names);
  std::vector<std::string> labels;
  for (const std::string& name : names) {
    if (name.size() <= beginning + ending) return names;
    labels.push_back(shortened(name, beginning, ending));
  }
  return labels;
}

}  // namespace byname
