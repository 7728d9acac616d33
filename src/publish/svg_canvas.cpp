// SPDX-License-Identifier: Apache-2.0
#include "publish/svg_canvas.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace byname {
namespace {

// Advances of DejaVu Sans, the widest of the usual sans-serif fonts, at 13 px.
constexpr double kThinLetter = 4.3;
constexpr double kSlimLetter = 5.4;
constexpr double kLetter = 8.1;
constexpr double kCapital = 9.4;
constexpr double kWideLetter = 12.8;  // also anything outside the alphabets
constexpr double kHeadShare = 0.65;   // of a text that is cut: names of lists often differ at the end
constexpr std::string_view kEllipsis = "\u2026";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Width of the character that starts with this byte; three- and four-byte characters are mostly wide
/// scripts.
double width_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte >= 0xE3) return kWideLetter;
  if (byte >= 0xC0) return kLetter + 0.6;
  if (std::string_view(" .,:;'|!iljI").find(lead) != std::string_view::npos) return kThinLetter;
  if (std::string_view("frt()-[]/").find(lead) != std::string_view::npos) return kSlimLetter;
  if (std::string_view("mMwW@%+=").find(lead) != std::string_view::npos) return kWideLetter;
  return lead >= 'A' && lead <= 'Z' ? kCapital : kLetter;
}

/// Bytes of the longest beginning that takes at most `width`.
std::size_t bytes_that_fit(std::string_view text, double width) {
  double used = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    used += width_of(text[end]);
    if (used > width) break;
    ++end;
    while (end < text.size() && is_continuation(text[end])) ++end;
  }
  return end;
}

std::string_view anchor_name(Anchor anchor) {
  if (anchor == Anchor::kStart) return "start";
  return anchor == Anchor::kMiddle ? "middle" : "end";
}

}  // namespace

double text_width(std::string_view text) {
  double width = 0;
  for (char c : text) {
    if (!is_continuation(c)) width += width_of(c);
  }
  return width;
}

std::string fitted_text(std::string_view text, double width) {
  if (text_width(text) <= width) return std::string(text);
  const double room = std::max(0.0, width - kWideLetter);
  const std::size_t head = bytes_that_fit(text, kHeadShare * room);
  std::size_t tail = text.size();
  double used = 0;
  while (tail > head) {
    std::size_t begin = tail - 1;
    while (begin > head && is_continuation(text[begin])) --begin;
    used += width_of(text[begin]);
    if (used > (1 - kHeadShare) * room) break;
    tail = begin;
  }
  return fmt::format("{}{}{}", text.substr(0, head), kEllipsis, text.substr(tail));
}

SvgCanvas::SvgCanvas(ChartSize size, std::string_view description) : size_(size), description_(description) {}

void SvgCanvas::rect(double x, double y, double width, double height, std::string_view css_class) {
  fmt::format_to(std::back_inserter(body_),
                 R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}"/>)", x, y, width,
                 height, css_class);
}

void SvgCanvas::line(double x1, double y1, double x2, double y2, std::string_view css_class) {
  fmt::format_to(std::back_inserter(body_),
                 R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>)", x1, y1, x2, y2,
                 css_class);
}

void SvgCanvas::circle(double x, double y, double radius, std::string_view css_class) {
  fmt::format_to(std::back_inserter(body_), R"(<circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" class="{}"/>)", x,
                 y, radius, css_class);
}

void SvgCanvas::polygon(std::string_view points, std::string_view css_class) {
  fmt::format_to(std::back_inserter(body_), R"(<polygon points="{}" class="{}"/>)", points, css_class);
}

void SvgCanvas::text(double x, double y, Anchor anchor, std::string_view text, std::string_view css_class) {
  fmt::format_to(std::back_inserter(body_),
                 R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>)", x, y,
                 anchor_name(anchor), css_class, escape_html(text).html);
}

void SvgCanvas::fitted(double x, double y, Anchor anchor, double width, std::string_view text,
                       std::string_view css_class) {
  const std::string shown = fitted_text(text, width);
  if (shown == text) return this->text(x, y, anchor, text, css_class);
  fmt::format_to(std::back_inserter(body_),
                 R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}<title>{}</title></text>)", x,
                 y, anchor_name(anchor), css_class, escape_html(shown).html, escape_html(text).html);
}

void SvgCanvas::tick(double x, double y, std::string_view text) {
  const double half = text_width(text) / 2;
  this->text(std::clamp(x, half, std::max(half, width() - half)), y, Anchor::kMiddle, text, "axis");
}

Markup SvgCanvas::finish(double height) const {
  return {fmt::format(R"(<svg class="{}" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>)",
                      is_wide() ? "wide" : "narrow", width(), height, escape_html(description_).html, body_)};
}

}  // namespace byname
