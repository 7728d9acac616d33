// SPDX-License-Identifier: Apache-2.0
#include "table/xlsx_reader.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>

#include "base/error.hpp"
#include "table/list_columns.hpp"
#include "table/utf8_text.hpp"
#include "table/workbook.hpp"

namespace byname {

namespace {

constexpr std::uint64_t kMostSpannedCells = 500'000'000;  // each is a code of 4 bytes
constexpr std::uint64_t kRowsPerCheck = 4096;
constexpr std::uint64_t kMostNoteBytes = std::uint64_t{256} << 20;  // of comments and links, of all sheets
constexpr std::uint64_t kMostRowsAbove = 20;  // a title and what it says; below, a second cell is a stray one

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == text.npos) return "";
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// Whether anything is left of a row without its blank cells.
bool drop_blank_cells(SheetRow& row) {
  std::erase_if(row.cells, [](const SheetCell& cell) {
    return cell.fault == nullptr && cell.link.empty() && trimmed(cell.text).empty();
  });
  return !row.cells.empty();
}

// A sheet's name for messages: what would turn the direction of writing or move the cursor becomes "?".
std::string shown_name(std::string_view name) {
  constexpr std::array<std::string_view, 11> kTurning = {"\u200E", "\u200F", "\u202A", "\u202B",
                                                         "\u202C", "\u202D", "\u202E", "\u2066",
                                                         "\u2067", "\u2068", "\u2069"};
  std::string shown;
  while (!name.empty()) {
    const auto turning = std::find_if(kTurning.begin(), kTurning.end(),
                                      [&](std::string_view mark) { return name.starts_with(mark); });
    const bool is_control =
        static_cast<unsigned char>(name[0]) < 0x20 || name[0] == 0x7F ||
        (name[0] == '\xC2' && name.size() > 1 && static_cast<unsigned char>(name[1]) < 0xA0);
    const std::size_t size = turning != kTurning.end()         ? turning->size()
                             : is_control && name[0] == '\xC2' ? 2
                                                               : 1;
    shown += turning != kTurning.end() || is_control ? "?" : std::string(name.substr(0, size));
    name.remove_prefix(size);
  }
  return shown;
}

/// What the first rows of a sheet say of its header.
struct Survey {
  std::optional<SheetRow> header;
  std::uint64_t num_above = 0;  ///< rows
  std::uint64_t num_rows = 0;   ///< below the header
  std::set<std::uint32_t> columns;
  std::vector<bool> has_row;  ///< by number
};

/// Sees the rows of a sheet for the first time.
class Surveyor {
 public:
  explicit Surveyor(const ExecutionContext& context) : context_(context) {}

  void see(SheetRow& row) {
    if (!drop_blank_cells(row)) return;
    if (++num_rows_ % kRowsPerCheck == 0) context_.check_cancelled();
    if (row.number >= survey_.has_row.size()) survey_.has_row.resize(2 * std::size_t{row.number});
    survey_.has_row[row.number] = true;
    if (!survey_.header && num_rows_ <= kMostRowsAbove + 1 && row.cells.size() >= 2) {
      survey_.header = row;
      survey_.num_above = num_rows_ - 1;
      columns_.clear();
    } else if (!first_) {
      first_ = row;
    }
    for (const SheetCell& cell : row.cells) columns_.insert(cell.column);
  }

  Survey finish() {
    if (!survey_.header) survey_.header = std::move(first_);
    survey_.num_rows = survey_.header ? num_rows_ - survey_.num_above - 1 : 0;
    survey_.columns = std::move(columns_);
    return std::move(survey_);
  }

 private:
  const ExecutionContext& context_;
  Survey survey_;
  std::optional<SheetRow> first_;
  std::set<std::uint32_t> columns_;
  std::uint64_t num_rows_ = 0;
};

// Why a sheet is no list; empty if it is one.
std::string fault_of(const WorkbookSheet& sheet, const Survey& survey) {
  if (!sheet.is_of_cells) return "is a chart";
  if (!survey.header) return "is empty";
  const auto& cells = survey.header->cells;
  if (std::any_of(cells.begin(), cells.end(), [](const SheetCell& cell) { return !cell.is_text; }))
    return fmt::format("has no header: row {} holds a number or a date", survey.header->number);
  if (survey.num_rows == 0) return "has no row below its first";
  return "";
}

/// A sheet that is a list.
struct ListSheet {
  WorkbookSheet sheet;
  SheetNotes notes;
  std::uint32_t header_row = 0;
  std::uint64_t num_rows = 0;                                  ///< below the header
  std::vector<std::pair<std::uint32_t, std::string>> columns;  ///< number and name
};

// A column without a name is called by its place, as in CSV.
std::vector<std::pair<std::uint32_t, std::string>> name_columns(const Survey& survey,
                                                                const std::string& where) {
  std::unordered_map<std::uint32_t, std::string> named;
  std::unordered_map<std::string, std::uint32_t> place_of;
  for (const SheetCell& cell : survey.header->cells) {
    std::string name(trimmed(cell.text));
    if (name.empty()) continue;
    const auto [held, is_new] = place_of.emplace(name, cell.column);
    if (!is_new)
      throw DataError(
          fmt::format("{} has two columns named '{}': column {} and column {}. Rename one of them in "
                      "the file.",
                      where, shown_name(shown_excerpt(name, kRejectTextBytes)), column_letters(held->second),
                      column_letters(cell.column)));
    named.emplace(cell.column, std::move(name));
  }
  std::vector<std::pair<std::uint32_t, std::string>> columns;
  for (const std::uint32_t column : survey.columns) {
    const auto found = named.find(column);
    std::string name = found == named.end() ? fmt::format("column_{}", column) : found->second;
    while (found == named.end() && place_of.contains(name)) name += '_';
    columns.emplace_back(column, std::move(name));
  }
  return columns;
}

// A name that the list's columns do not have yet, unless it is of such a column.
std::string note_column(InputList& list, const std::string& column, const char* kind) {
  for (const NoteColumn& held : list.note_columns) {
    if (held.of == column && held.name.ends_with(kind)) return held.name;
  }
  std::string name = column + kind;
  const auto is_taken = [&] {
    return std::any_of(list.columns.begin(), list.columns.end(),
                       [&](const TextColumn& held) { return held.name == name; });
  };
  while (is_taken()) name.insert(column.size(), "_");
  list.note_columns.push_back({name, column});
  return name;
}

[[noreturn]] void fail_changed(const std::string& path) {
  throw DataError(fmt::format(
      "{} changed while it was read. Let the program that writes it finish, and run this again.", path));
}

/// Appends the rows of a sheet to a list.
class SheetAppender {
 public:
  SheetAppender(const ListSheet& sheet, std::uint32_t file_index, InputFile& file, InputList& list,
                std::vector<Reject>& rejects, const ReadOptions& options, const ExecutionContext& context)
      : sheet_(sheet),
        file_index_(file_index),
        file_(file),
        list_(list),
        rejects_(rejects),
        options_(options),
        context_(context) {
    for (const auto& [column, name] : sheet.columns) {
      file.column_letters.emplace_back(name, column_letters(column));
      targets_.emplace(column, target_of(name));
      names_.emplace(column, name);
    }
    if (options.keeps_cell_notes) {
      add_notes(sheet.notes.comments, " (comment)", comments_);
      add_notes(sheet.notes.links, " (link)", links_);
    }
  }

  void append(SheetRow& row) {
    if (row.number <= sheet_.header_row || !drop_blank_cells(row)) return;
    if (++file_.num_rows % kRowsPerCheck == 0) context_.check_cancelled();
    const auto bad = std::find_if(row.cells.begin(), row.cells.end(),
                                  [](const SheetCell& cell) { return cell.fault != nullptr; });
    if (bad != row.cells.end()) {
      if (!names_.contains(bad->column)) fail_changed(file_.path);
      reject(row, *bad);
      return;
    }
    for (const SheetCell& cell : row.cells) {
      const auto target = targets_.find(cell.column);
      if (target == targets_.end()) fail_changed(file_.path);
      if (target->second) put(*target->second, options_.keeps_blanks ? cell.text : trimmed(cell.text));
      if (!cell.link.empty() && options_.keeps_cell_notes) put_link(cell);
    }
    put_notes(sheet_.notes.comments, comments_, row.number);
    put_notes(sheet_.notes.links, links_, row.number);
    list_.file.push_back(file_index_);
    list_.row.push_back(file_.num_rows);
    list_.line.push_back(row.number);
  }

 private:
  using Targets = std::unordered_map<std::uint32_t, std::size_t>;

  std::optional<std::size_t> target_of(const std::string& name) {
    const ColumnUse use = options_.use_of ? options_.use_of(list_.label, name) : ColumnUse::kValues;
    if (use == ColumnUse::kNone) {
      if (std::find(list_.unread_columns.begin(), list_.unread_columns.end(), name) ==
          list_.unread_columns.end())
        list_.unread_columns.push_back(name);
      return std::nullopt;
    }
    const std::size_t target = column_of_list(list_, name);
    list_.columns[target].is_of_ids = use == ColumnUse::kIds;
    return target;
  }

  std::size_t note_target(std::uint32_t column, const char* kind) {
    return column_of_list(list_, note_column(list_, names_.at(column), kind));
  }

  // Notes of cells that stand below the header and in a column of the list.
  void add_notes(const std::map<CellPlace, std::string>& notes, const char* kind, Targets& targets) {
    for (const auto& [place, text] : notes) {
      if (place.row > sheet_.header_row && names_.contains(place.column) && !targets.contains(place.column))
        targets.emplace(place.column, note_target(place.column, kind));
    }
  }

  void put(std::size_t target, std::string_view text) {
    TextColumn& column = list_.columns[target];
    if (text.empty()) return;
    column.codes.resize(list_.num_mentions(), Dictionary::kNull);
    column.append_cells(std::span(&text, 1));
  }

  void put_link(const SheetCell& cell) {
    const auto [target, is_new] = links_.try_emplace(cell.column, 0);
    if (is_new) target->second = note_target(cell.column, " (link)");
    put(target->second, cell.link);
  }

  void put_notes(const std::map<CellPlace, std::string>& notes, const Targets& targets, std::uint32_t row) {
    for (auto note = notes.lower_bound({row, 0}); note != notes.end() && note->first.row == row; ++note) {
      const auto target = targets.find(note->first.column);
      if (target == targets.end()) continue;
      // The formula of a cell is worth more than a link laid over it.
      if (list_.columns[target->second].codes.size() <= list_.num_mentions())
        put(target->second, note->second);
    }
  }

  void reject(const SheetRow& row, const SheetCell& bad) {
    std::string text;
    for (const SheetCell& cell : row.cells)
      text += (text.empty() ? "" : " | ") + cell.text.substr(0, kRejectTextBytes);
    rejects_.push_back({file_index_, file_.num_rows, row.number, names_.at(bad.column), bad.fault,
                        shown_excerpt(text, kRejectTextBytes)});
    ++file_.num_rejected;
  }

  const ListSheet& sheet_;
  std::uint32_t file_index_;
  InputFile& file_;
  InputList& list_;
  std::vector<Reject>& rejects_;
  const ReadOptions& options_;
  const ExecutionContext& context_;
  std::unordered_map<std::uint32_t, std::optional<std::size_t>> targets_;  // by column of the sheet
  std::unordered_map<std::uint32_t, std::string> names_;
  Targets comments_, links_;
};

std::string counted(std::uint64_t number, std::string_view thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

// Comments that no row of the list can have: on its header, above it, on an empty row, in no column of it.
std::uint64_t count_lost_comments(const SheetNotes& notes, const Survey& survey) {
  return static_cast<std::uint64_t>(
      std::count_if(notes.comments.begin(), notes.comments.end(), [&](const auto& comment) {
        const CellPlace& place = comment.first;
        const bool has_row = place.row < survey.has_row.size() && survey.has_row[place.row];
        return place.row <= survey.header->number || !has_row || !survey.columns.contains(place.column);
      }));
}

}  // namespace

struct XlsxFile::State {
  State(const std::string& path, bool keeps, const ExecutionContext& context)
      : workbook(path, ZipLimits()), keeps_notes(keeps) {
    for (const WorkbookSheet& sheet : workbook.sheets()) survey(sheet, context);
    if (lists.empty())
      throw DataError(
          fmt::format("{} has no sheet with a header and rows below it{}. Put the columns' names into "
                      "the first row.",
                      path, remarks.empty() ? "" : ": " + joined()));
    const std::size_t num_all = workbook.sheets().size();
    if (num_all > 1 || !remarks.empty())
      remark = fmt::format("{} of {} read{}", lists.size(), counted(num_all, "sheet"),
                           remarks.empty() ? "" : ": " + joined());
  }

  void survey(const WorkbookSheet& sheet, const ExecutionContext& context) {
    Surveyor surveyor(context);
    SheetNotes notes;
    if (sheet.is_of_cells)
      notes = workbook.read(sheet, [&](SheetRow& row) { surveyor.see(row); }, note_bytes_left);
    if (!keeps_notes) {
      SheetNotes none;
      none.num_uncomputed = notes.num_uncomputed;
      notes = std::move(none);
    }
    const Survey found = surveyor.finish();
    if (const std::string fault = fault_of(sheet, found); !fault.empty()) {
      remarks.push_back(fmt::format("'{}' {}", shown_name(sheet.name), fault));
      return;
    }
    const std::string where = fmt::format("sheet '{}' of {}", shown_name(sheet.name), workbook.path());
    if (found.columns.size() * found.num_rows > kMostSpannedCells)
      throw DataError(
          fmt::format("{} spans {} columns and {} rows, too many to be read. Delete what is no part of "
                      "the list.",
                      where, found.columns.size(), found.num_rows));
    // Every column of the list has a cell in every row of every sheet.
    num_rows += found.num_rows;
    std::vector<std::pair<std::uint32_t, std::string>> columns = name_columns(found, where);
    for (const auto& [number, name] : columns) names.insert(name);
    if (names.size() * num_rows > kMostSpannedCells)
      throw DataError(
          fmt::format("the sheets of {} span {} columns and {} rows together, too many to be read. Delete "
                      "what is no part of the list, or save its sheets as CSV.",
                      workbook.path(), names.size(), num_rows));
    say_what_is_odd(sheet, found, notes);
    lists.push_back({sheet, std::move(notes), found.header->number, found.num_rows, std::move(columns)});
  }

  void say_what_is_odd(const WorkbookSheet& sheet, const Survey& found, const SheetNotes& notes) {
    if (sheet.is_hidden)
      remarks.push_back(fmt::format("'{}' is hidden, and was read", shown_name(sheet.name)));
    const auto say = [&](std::uint64_t number, std::string_view thing, std::string_view fate) {
      if (number > 0)
        remarks.push_back(fmt::format("{} of '{}' {}", counted(number, thing), shown_name(sheet.name), fate));
    };
    if (found.num_above > 0)
      remarks.push_back(fmt::format("{} above the header of '{}' left out", counted(found.num_above, "row"),
                                    shown_name(sheet.name)));
    say(count_lost_comments(notes, found), "comment",
        "left out: on its header, an empty row or no column of it");
    say(notes.num_comments_left_out, "comment", "left out: too long or too many");
    say(notes.num_links_left_out, "link", "left out: too long or too many");
    say(notes.num_links_cut, "link", "over more than 10,000 cells, kept in the first of them");
    say(notes.num_uncomputed, "formula", "without a stored value, taken as empty");
  }

  std::string joined() const {
    std::string all;
    for (const std::string& each : remarks) all += (all.empty() ? "" : "; ") + each;
    return all;
  }

  Workbook workbook;
  bool keeps_notes;
  std::uint64_t note_bytes_left = kMostNoteBytes;
  std::vector<ListSheet> lists;
  std::set<std::string> names;  // of columns, of all sheets
  std::uint64_t num_rows = 0;
  std::vector<std::string> remarks;
  std::string remark;
};

XlsxFile::XlsxFile(const std::string& path, bool keeps_notes, const ExecutionContext& context)
    : state_(std::make_unique<State>(path, keeps_notes, context)) {}
XlsxFile::XlsxFile(XlsxFile&&) noexcept = default;
XlsxFile::~XlsxFile() = default;

std::vector<std::string> XlsxFile::sheets() const {
  std::vector<std::string> names;
  for (const ListSheet& list : state_->lists) names.push_back(list.sheet.name);
  return names;
}

const std::string& XlsxFile::remark() const { return state_->remark; }

void XlsxFile::read_sheet(std::size_t sheet, std::uint32_t file_index, InputFile& file, InputList& list,
                          std::vector<Reject>& rejects, const ReadOptions& options,
                          const ExecutionContext& context) {
  const ListSheet& read = state_->lists.at(sheet);
  SheetAppender appender(read, file_index, file, list, rejects, options, context);
  state_->workbook.read_rows(read.sheet, [&](SheetRow& row) { appender.append(row); });
  if (file.num_rows != read.num_rows) fail_changed(state_->workbook.path());
  pad_columns(list);
}

}  // namespace byname
