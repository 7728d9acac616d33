// SPDX-License-Identifier: Apache-2.0
#include "table/xlsx_writer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::size_t kPiece = 1u << 18;

constexpr std::string_view kContentTypes =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>)";
constexpr std::string_view kRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>)";
constexpr std::string_view kWorkbookRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>)";
// Format 49 is text. Style 0 is that of cells without one: text, too, so that what is typed into an empty
// cell stays as typed. Style 1 is bold.
constexpr std::string_view kStyles =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="49" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)";
constexpr std::string_view kSheetBegin =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="16384" width="14" style="0"/></cols><sheetData>)";
constexpr std::string_view kSheetEnd = "</sheetData></worksheet>";

// "A", "B", ..., "Z", "AA", ...
std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

// Whether "_xHHHH_" stands here: a reader would take it for a character that XML cannot hold.
bool looks_escaped(std::string_view text) {
  if (text.size() < 7 || text.substr(0, 2) != "_x" || text[6] != '_') return false;
  return is_hex(text[2]) && is_hex(text[3]) && is_hex(text[4]) && is_hex(text[5]);
}

// Text of an element: what XML cannot hold, or would change, is written as _xHHHH_ (ISO/IEC
// 29500-1, 22.4.2.4).
void append_text(std::string& xml, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '&') {
      xml += "&amp;";
    } else if (c == '<') {
      xml += "&lt;";
    } else if (c == '>') {
      xml += "&gt;";
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') {
      xml += fmt::format("_x{:04X}_", static_cast<unsigned char>(c));
    } else if (c == '_' && looks_escaped(text.substr(i))) {
      xml += "_x005F_";
    } else {
      xml += c;
    }
  }
}

std::size_t utf16_length(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    length += (byte & 0xC0) != 0x80 ? (byte >= 0xF0 ? 2 : 1) : 0;
  }
  return length;
}

}  // namespace

XlsxWriter::XlsxWriter(const std::string& path, std::string_view sheet_name) : path_(path) {
  // minizip makes files that others can read.
  const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) throw UserError(fmt::format("cannot write {}", path));
  ::close(made);
  zip_ = ::zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  if (zip_ == nullptr) throw UserError(fmt::format("cannot write {}", path));
  write_part("[Content_Types].xml", kContentTypes);
  write_part("_rels/.rels", kRelations);
  std::string workbook =
      R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name=")";
  append_text(workbook, sheet_name);
  workbook += R"(" sheetId="1" r:id="rId1"/></sheets></workbook>)";
  write_part("xl/workbook.xml", workbook);
  write_part("xl/_rels/workbook.xml.rels", kWorkbookRelations);
  write_part("xl/styles.xml", kStyles);
  open_part("xl/worksheets/sheet1.xml");
  buffer_ = kSheetBegin;
}

XlsxWriter::~XlsxWriter() {
  if (zip_ != nullptr) ::zipClose(zip_, nullptr);
}

void XlsxWriter::row(std::span<const std::string> cells) {
  const std::size_t number = ++num_rows_;
  if (number > kMostRows)
    throw UserError(fmt::format("a workbook holds {} rows at most; write CSV instead", kMostRows));
  buffer_ += fmt::format("<row r=\"{}\">", number);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].empty()) continue;
    if (cells[i].size() > kLongestCell && utf16_length(cells[i]) > kLongestCell)
      throw UserError(
          fmt::format("row {}, column {}: a cell of a workbook holds {} characters at most; write CSV "
                      "instead",
                      number, column_letters(i), kLongestCell));
    buffer_ += fmt::format("<c r=\"{}{}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">",
                           column_letters(i), number, number == 1 ? 1 : 0);
    append_text(buffer_, cells[i]);
    buffer_ += "</t></is></c>";
  }
  buffer_ += "</row>";
  if (buffer_.size() >= kPiece) {
    write(buffer_);
    buffer_.clear();
  }
}

void XlsxWriter::close() {
  write(buffer_);
  write(kSheetEnd);
  close_part();
  const int result = ::zipClose(zip_, nullptr);
  zip_ = nullptr;
  if (result != ZIP_OK) throw UserError(fmt::format("cannot write {}: is the disk full?", path_));
}

// With one date for all parts, the first that the format has.
void XlsxWriter::open_part(const char* name) {
  zip_fileinfo info{};
  info.tmz_date = {0, 0, 0, 1, 0, 1980};
  if (::zipOpenNewFileInZip64(zip_, name, &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 6, 1) != ZIP_OK)
    throw UserError(fmt::format("cannot write {}: is the disk full?", path_));
}

void XlsxWriter::write(std::string_view bytes) {
  if (::zipWriteInFileInZip(zip_, bytes.data(), static_cast<unsigned>(bytes.size())) != ZIP_OK)
    throw UserError(fmt::format("cannot write {}: is the disk full?", path_));
}

void XlsxWriter::close_part() {
  if (::zipCloseFileInZip(zip_) != ZIP_OK)
    throw UserError(fmt::format("cannot write {}: is the disk full?", path_));
}

void XlsxWriter::write_part(const char* name, std::string_view bytes) {
  open_part(name);
  write(bytes);
  close_part();
}

}  // namespace byname
