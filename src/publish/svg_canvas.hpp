// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "publish/markup.hpp"

namespace byname {

/// Each chart is drawn twice: once for a page and paper, once for a telephone. The style sheet shows the one
/// that fits.
enum class ChartSize { kWide, kNarrow };

/// Width of a chart in its own units, which are about CSS pixels.
constexpr double chart_width(ChartSize size) { return size == ChartSize::kWide ? 720 : 340; }

enum class Anchor { kStart, kMiddle, kEnd };

/// Width that a text takes at most in the fonts of the report, in chart units at 13 px (an estimate on the
/// safe side).
double text_width(std::string_view text);

/// Cuts the middle out of a text, on character borders, so that it takes at most `width`; an ellipsis stands
/// for it.
std::string fitted_text(std::string_view text, double width);

/// Writes one SVG drawing. All texts are escaped; looks come from the classes of report_style.
class SvgCanvas {
 public:
  /// `description` is what a screen reader says instead of the drawing.
  SvgCanvas(ChartSize size, std::string_view description);

  void rect(double x, double y, double width, double height, std::string_view css_class);
  void line(double x1, double y1, double x2, double y2, std::string_view css_class);
  void circle(double x, double y, double radius, std::string_view css_class);
  void polygon(std::string_view points, std::string_view css_class);
  void text(double x, double y, Anchor anchor, std::string_view text, std::string_view css_class);
  /// As `text`, cut to `width`; the full text is shown when the reader points at it.
  void fitted(double x, double y, Anchor anchor, double width, std::string_view text,
              std::string_view css_class);
  /// A label of the horizontal axis, centred at `x` but kept inside the drawing.
  void tick(double x, double y, std::string_view text);
  double width() const { return chart_width(size_); }
  bool is_wide() const { return size_ == ChartSize::kWide; }

  /// Returns the drawing, `height` units high.
  Markup finish(double height) const;

 private:
  ChartSize size_;
  std::string description_;
  std::string body_;
};

}  // namespace byname
