// SPDX-License-Identifier: Apache-2.0
#include "table/sheet_cells.hpp"

#include <charconv>
#include <fmt/format.h>

#include "base/error.hpp"
#include "table/csv_record.hpp"
#include "table/xml_reader.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostLinks = 1'000'000;
constexpr std::uint64_t kMostSharedBytes = std::uint64_t{2} << 30;
constexpr std::uint64_t kMostSheetBytes = std::uint64_t{16} << 30;  // a shared text counts in every cell
constexpr std::size_t kMostLinkBytes = 32'767;
constexpr std::uint64_t kMostBytesOfLinks = std::uint64_t{64} << 20;

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<unsigned> escaped_unit(std::string_view text) {
  // "_x000D_"
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return std::nullopt;
  unsigned unit = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  if (error != std::errc() || end != text.data() + 6) return std::nullopt;
  return unit;
}

void append_utf8(std::string& text, unsigned point) {
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0 | point >> 6);
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0 | point >> 12);
    text += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | point >> 18);
    text += static_cast<char>(0x80 | (point >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (point & 0x3F));
  }
}

// Characters that XML cannot hold are written as _xHHHH_, UTF-16 unit by unit. What is no character so
// stays as written.
std::string without_escapes(std::string text) {
  if (text.find("_x") == text.npos) return text;
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = std::string_view(text).substr(i);
    const std::optional<unsigned> unit = escaped_unit(rest);
    if (unit && (*unit < 0xD800 || *unit > 0xDFFF)) {
      append_utf8(plain, *unit);
      i += 7;
      continue;
    }
    const auto low = unit && *unit < 0xDC00 ? escaped_unit(rest.substr(7)) : std::nullopt;
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
      append_utf8(plain, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
      i += 14;
      continue;
    }
    plain += text[i++];
  }
  return plain;
}

// The target of =HYPERLINK("...", ...), if it is written out.
std::string linked_by(std::string_view formula) {
  constexpr std::string_view kCall = "HYPERLINK(\"";
  const std::size_t start = formula.find(kCall);
  if (start == formula.npos) return "";
  const std::string_view target = formula.substr(start + kCall.size());
  return std::string(target.substr(0, target.find('"')));
}

/// Joins the <t> of a text, but not those of its reading (<rPh>).
class TextGatherer {
 public:
  void start(std::string_view name) {
    if (name == "rPh") is_in_reading_ = true;
    is_in_text_ = name == "t" && !is_in_reading_;
  }
  void end(std::string_view name) {
    if (name == "rPh") is_in_reading_ = false;
    if (name == "t") is_in_text_ = false;
  }
  void text(std::string_view piece) {
    // One byte more than may be tells that it was too much.
    if (is_in_text_ && text_.size() <= kMaxCellBytes) text_ += piece;
  }
  std::string take() { return without_escapes(std::exchange(text_, {})); }

 private:
  std::string text_;
  bool is_in_reading_ = false;
  bool is_in_text_ = false;
};

class SheetVisitor final : public XmlVisitor {
 public:
  SheetVisitor(const std::string& what, const SharedCells& shared,
               const std::function<void(SheetRow& row)>& on_row)
      : what_(what), shared_(shared), on_row_(on_row) {}

  SheetRest take_rest() { return std::move(rest_); }

  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") begin_row(attributes);
    if (name == "c" && is_in_row_) begin_cell(attributes);
    if (name == "hyperlink") add_link(attributes);
    if (!is_in_cell_) return;
    is_in_value_ = name == "v";
    is_in_formula_ = name == "f";
    has_formula_ = has_formula_ || name == "f";
    if (name == "is") is_in_inline_ = true;
    if (is_in_inline_) inline_.start(name);
  }

  void on_end(std::string_view name) override {
    if (name == "row" && is_in_row_) end_row();
    if (!is_in_cell_) return;
    if (name == "v") is_in_value_ = false;
    if (name == "f") is_in_formula_ = false;
    if (is_in_inline_) inline_.end(name);
    if (name == "is") is_in_inline_ = false;
    if (name == "c") end_cell();
  }

  void on_text(std::string_view piece) override {
    if (is_in_value_ && value_.size() <= kMaxCellBytes) value_ += piece;
    if (is_in_formula_ && formula_.size() < kMaxFormulaBytes) formula_ += piece;
    if (is_in_inline_) inline_.text(piece);
  }

 private:
  static constexpr std::size_t kMaxFormulaBytes = 10'000;

  [[noreturn]] void fail(const std::string& fault) const {
    throw DataError(fmt::format("{} cannot be read: {}. Get the file again.", what_, fault));
  }

  void begin_row(const XmlAttributes& attributes) {
    const std::string_view number = attributes["r"];
    const auto read = number.empty() ? row_.number + 1 : whole_number(number);
    if (!read || *read == 0 || *read > kMaxSheetRows)
      fail(fmt::format("it has no row {}", number.substr(0, 20)));
    row_.number = *read;
    row_.cells.clear();
    last_column_ = 0;
    row_bytes_ = 0;
    is_in_row_ = true;
  }

  void end_row() {
    is_in_row_ = false;
    if (row_.cells.empty()) return;
    const std::uint32_t number = row_.number;
    on_row_(row_);
    row_.number = number;
  }

  void begin_cell(const XmlAttributes& attributes) {
    const std::string_view place = attributes["r"];
    cell_ = {};
    cell_.column = last_column_ + 1;
    if (!place.empty()) {
      const auto read = read_cell_place(place);
      if (!read || read->row != row_.number)
        fail(fmt::format("row {} has no cell {}", row_.number, place.substr(0, 20)));
      cell_.column = read->column;
    }
    if (cell_.column <= last_column_ || cell_.column > kMaxSheetColumns)
      fail(fmt::format("the cells of row {} are out of order", row_.number));
    last_column_ = cell_.column;
    type_ = attributes["t"];
    style_ = whole_number(attributes["s"]).value_or(0);
    value_.clear();
    formula_.clear();
    has_formula_ = false;
    is_in_cell_ = true;
  }

  void end_cell() {
    is_in_cell_ = is_in_value_ = is_in_formula_ = is_in_inline_ = false;
    std::string inlined = inline_.take();
    if (type_ == "inlineStr") {
      cell_.text = std::move(inlined);
      cell_.is_text = true;
    } else {
      read_value();
    }
    if (has_formula_) {
      cell_.link = linked_by(formula_);
      if (value_.empty() && type_ != "inlineStr" && type_ != "str") ++rest_.num_uncomputed;
    }
    check_text();
    if (!cell_.text.empty() || cell_.fault != nullptr || !cell_.link.empty())
      row_.cells.push_back(std::move(cell_));
  }

  void read_value() {
    if (value_.empty()) return;
    if (type_ == "s") {
      const auto number = whole_number(value_);
      cell_.is_text = true;
      if (number && *number < shared_.texts.size()) {
        count_bytes(shared_.texts[*number].size());
        if (cell_.fault == nullptr) cell_.text = shared_.texts[*number];
      } else {
        cell_.fault = "a cell refers to a text that the workbook does not hold";
      }
    } else if (type_ == "str" || type_ == "e") {
      cell_.text = without_escapes(std::move(value_));
      cell_.is_text = true;
      value_ = " ";  // it was there
    } else if (type_ == "b") {
      cell_.text = value_ == "0" ? "FALSE" : "TRUE";
    } else if (type_ == "d") {
      constexpr std::string_view kMidnight = "T00:00:00";
      cell_.text = value_;
      if (cell_.text.ends_with(kMidnight)) cell_.text.resize(cell_.text.size() - kMidnight.size());
    } else {
      const bool has_style = style_ < shared_.formats.size();
      cell_.text = number_text(value_, has_style ? shared_.formats[style_] : NumberFormat(), shared_.is_1904);
    }
  }

  // Before a text that cells share is copied once more: a small file can make a row of many of them.
  void count_bytes(std::size_t size) {
    row_bytes_ += size;
    sheet_bytes_ += size;
    if (row_bytes_ > kMaxRecordBytes) cell_.fault = "the row is over 256 MiB";
    if (sheet_bytes_ > kMostSheetBytes) fail("its cells hold over 16 GiB of text");
  }

  void check_text() {
    if (type_ != "s") count_bytes(cell_.text.size());
    if (cell_.text.size() > kMaxCellBytes) cell_.fault = "a cell is over 64 MiB";
    if (cell_.text.find('\0') != cell_.text.npos) cell_.fault = "a cell holds a NUL byte";
    if (cell_.fault != nullptr) cell_.text.clear();
  }

  void add_link(const XmlAttributes& attributes) {
    const std::string_view cells = attributes["ref"];
    const std::size_t colon = cells.find(':');
    const auto first = read_cell_place(cells.substr(0, colon));
    const auto last = colon == cells.npos ? first : read_cell_place(cells.substr(colon + 1));
    const bool is_usable = first && last && attributes["location"].size() <= kMostLinkBytes;
    link_bytes_ += is_usable ? attributes["location"].size() + attributes["id"].size() : 0;
    // A link is worth no row.
    if (!is_usable || rest_.links.size() >= kMostLinks || link_bytes_ > kMostBytesOfLinks) {
      ++rest_.num_links_left_out;
      return;
    }
    rest_.links.push_back(
        {*first, *last, std::string(attributes["id"]), std::string(attributes["location"])});
  }

  const std::string& what_;
  const SharedCells& shared_;
  const std::function<void(SheetRow& row)>& on_row_;
  SheetRest rest_;
  SheetRow row_;
  SheetCell cell_;
  std::string type_, value_, formula_;
  TextGatherer inline_;
  std::uint32_t style_ = 0;
  std::uint32_t last_column_ = 0;
  std::uint64_t row_bytes_ = 0, sheet_bytes_ = 0, link_bytes_ = 0;
  bool has_formula_ = false;
  bool is_in_row_ = false;
  bool is_in_cell_ = false;
  bool is_in_value_ = false;
  bool is_in_formula_ = false;
  bool is_in_inline_ = false;
};

class SharedTextVisitor final : public XmlVisitor {
 public:
  explicit SharedTextVisitor(const std::string& what) : what_(what) {}
  std::vector<std::string> texts;

  void on_start(std::string_view name, const XmlAttributes&) override { text_.start(name); }
  void on_end(std::string_view name) override {
    text_.end(name);
    if (name != "si") return;
    texts.push_back(text_.take());
    num_bytes_ += texts.back().size() + sizeof(std::string);
    if (num_bytes_ > kMostSharedBytes)
      throw DataError(fmt::format("{} has over 2 GiB of texts. Save the sheets as CSV.", what_));
  }
  void on_text(std::string_view piece) override { text_.text(piece); }

 private:
  const std::string& what_;
  TextGatherer text_;
  std::uint64_t num_bytes_ = 0;
};

class CommentVisitor final : public XmlVisitor {
 public:
  explicit CommentVisitor(std::uint64_t& bytes_left) : bytes_left_(bytes_left) {}
  SheetComments comments;

  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "comment") place_ = read_cell_place(attributes["ref"]);
    text_.start(name);
  }
  void on_end(std::string_view name) override {
    text_.end(name);
    if (name != "comment") return;
    std::string text = text_.take();
    if (!place_ || text.empty() || text.find('\0') != text.npos) return;
    const std::uint64_t bytes = text.size() + kBytesOfNote;
    if (text.size() > kMaxCellBytes || bytes > bytes_left_) {
      ++comments.num_left_out;
      return;
    }
    bytes_left_ -= bytes;
    comments.texts.emplace(*place_, std::move(text));
  }
  void on_text(std::string_view piece) override { text_.text(piece); }

 private:
  std::uint64_t& bytes_left_;
  TextGatherer text_;
  std::optional<CellPlace> place_;
};

}  // namespace

std::optional<CellPlace> read_cell_place(std::string_view text) {
  CellPlace place;
  std::size_t at = 0;
  const auto skip_dollar = [&] { at += at < text.size() && text[at] == '$'; };
  skip_dollar();
  for (; at < text.size() && place.column <= kMaxSheetColumns; ++at) {
    const char letter =
        text[at] >= 'a' && text[at] <= 'z' ? static_cast<char>(text[at] - 'a' + 'A') : text[at];
    if (letter < 'A' || letter > 'Z') break;
    place.column = place.column * 26 + static_cast<std::uint32_t>(letter - 'A' + 1);
  }
  skip_dollar();
  const auto row = whole_number(text.substr(at));
  if (place.column == 0 || place.column > kMaxSheetColumns || !row || *row == 0 || *row > kMaxSheetRows)
    return std::nullopt;
  place.row = *row;
  return place;
}

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

SheetRest read_sheet_cells(ByteSource& source, const std::string& what, const SharedCells& shared,
                           const std::function<void(SheetRow& row)>& on_row) {
  SheetVisitor visitor(what, shared, on_row);
  read_xml(source, what, visitor);
  return visitor.take_rest();
}

std::vector<std::string> read_shared_texts(ByteSource& source, const std::string& what) {
  SharedTextVisitor visitor(what);
  read_xml(source, what, visitor);
  return std::move(visitor.texts);
}

SheetComments read_sheet_comments(ByteSource& source, const std::string& what, std::uint64_t& bytes_left) {
  CommentVisitor visitor(bytes_left);
  read_xml(source, what, visitor);
  return std::move(visitor.comments);
}

}  // namespace byname
