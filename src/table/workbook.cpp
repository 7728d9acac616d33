// SPDX-License-Identifier: Apache-2.0
#include "table/workbook.hpp"

#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <unordered_map>

#include "base/error.hpp"
#include "table/utf8_text.hpp"
#include "table/xml_reader.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostSheets = 1'000;
constexpr std::size_t kMostLinkedCells = 10'000;  // of one link over many cells
constexpr std::size_t kShownName = 100;

/// One relation of a part to another part, or to something outside.
struct Relation {
  std::string type;    ///< the last word of it: "worksheet", "comments"
  std::string target;  ///< name of a part of the archive, or the address as written if it is outside
};
using Relations = std::unordered_map<std::string, Relation>;  // by id

std::string last_word(std::string_view address) {
  return std::string(address.substr(address.rfind('/') + 1));
}

// The folder of a part, with its slash: "xl/worksheets/".
std::string folder_of(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  return slash == part.npos ? "" : part.substr(0, slash + 1);
}

// The name of the part that `target` means, seen from a folder: "../comments1.xml".
std::string part_named(const std::string& folder, std::string_view target) {
  const std::string whole =
      target.starts_with('/') ? std::string(target.substr(1)) : folder + std::string(target);
  std::vector<std::string_view> steps;
  for (std::string_view rest = whole; !rest.empty();) {
    const std::size_t slash = rest.find('/');
    const std::string_view step = rest.substr(0, slash);
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else if (!step.empty() && step != ".") {
      steps.push_back(step);
    }
    rest = slash == rest.npos ? std::string_view() : rest.substr(slash + 1);
  }
  std::string name;
  for (const std::string_view step : steps) name += (name.empty() ? "" : "/") + std::string(step);
  return name;
}

class RelationVisitor final : public XmlVisitor {
 public:
  explicit RelationVisitor(std::string folder) : folder_(std::move(folder)) {}
  Relations relations;

  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship") return;
    const std::string_view target = attributes["Target"];
    const bool is_outside = attributes["TargetMode"] == "External";
    relations.emplace(std::string(attributes["Id"]),
                      Relation{last_word(attributes["Type"]),
                               is_outside ? std::string(target) : part_named(folder_, target)});
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view) override {}

 private:
  std::string folder_;
};

std::string what_of(const std::string& path, const std::string& part) {
  return fmt::format("{}, part {},", path, shown_excerpt(part, kShownName));
}

// The relations of a part; none if it has none. The empty name is the archive itself.
Relations relations_of(ZipArchive& archive, const std::string& part) {
  const std::string folder = folder_of(part);
  const std::string name = folder + "_rels/" + part.substr(folder.size()) + ".rels";
  if (!archive.has(name)) return {};
  RelationVisitor visitor(folder);
  read_xml(*archive.open(name), what_of(archive.path(), name), visitor);
  return std::move(visitor.relations);
}

const Relation* relation_of_type(const Relations& relations, std::string_view type) {
  for (const auto& [id, relation] : relations) {
    if (relation.type == type) return &relation;
  }
  return nullptr;
}

bool is_true(std::string_view text) { return text == "1" || text == "true" || text == "on"; }

class WorkbookVisitor final : public XmlVisitor {
 public:
  struct Sheet {
    std::string name;
    std::string relation;
    bool is_hidden = false;
  };
  std::vector<Sheet> sheets;
  bool is_1904 = false;

  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") is_1904 = is_true(attributes["date1904"]);
    if (name != "sheet") return;
    const std::string_view state = attributes["state"];
    sheets.push_back({shown_excerpt(attributes["name"], kShownName), std::string(attributes["id"]),
                      state == "hidden" || state == "veryHidden"});
  }
  void on_end(std::string_view) override {}
  void on_text(std::string_view) override {}
};

class StyleVisitor final : public XmlVisitor {
 public:
  std::vector<NumberFormat> formats;  ///< per style of a cell

  void on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "cellXfs") is_in_cells_ = true;
    if (name == "numFmt")
      own_.insert_or_assign(number(attributes["numFmtId"]), read_number_format(attributes["formatCode"]));
    if (name == "xf" && is_in_cells_) {
      const int id = number(attributes["numFmtId"]);
      const auto own = own_.find(id);
      formats.push_back(own == own_.end() ? builtin_number_format(id) : own->second);
    }
  }
  void on_end(std::string_view name) override {
    if (name == "cellXfs") is_in_cells_ = false;
  }
  void on_text(std::string_view) override {}

 private:
  static int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

  std::unordered_map<int, NumberFormat> own_;
  bool is_in_cells_ = false;
};

std::optional<std::string> workbook_part(ZipArchive& archive) {
  const Relations relations = relations_of(archive, "");
  const Relation* workbook = relation_of_type(relations, "officeDocument");
  if (workbook == nullptr || !workbook->target.ends_with(".xml")) return std::nullopt;
  return workbook->target;
}

std::vector<WorkbookSheet> sheets_of(const WorkbookVisitor& visitor, const Relations& relations,
                                     const std::string& path) {
  if (visitor.sheets.size() > kMostSheets)
    throw DataError(fmt::format("{} was not read: it has {} sheets.", path, visitor.sheets.size()));
  std::vector<WorkbookSheet> sheets;
  for (const WorkbookVisitor::Sheet& sheet : visitor.sheets) {
    const auto found = relations.find(sheet.relation);
    if (found == relations.end())
      throw DataError(
          fmt::format("{} is a damaged workbook: it does not say where its sheet {} is. Get it again.", path,
                      sheet.name));
    // A sheet needs a name, since files are told from sheets by it.
    const std::string name = sheet.name.empty() ? fmt::format("sheet {}", sheets.size() + 1) : sheet.name;
    sheets.push_back({name, found->second.target, sheet.is_hidden, found->second.type == "worksheet"});
  }
  return sheets;
}

// Each cell of a link has its target once more.
void add_links(const SheetLink& link, const std::string& target, SheetNotes& notes,
               std::uint64_t& bytes_left) {
  std::size_t num_cells = 0;
  for (std::uint32_t row = link.first.row; row <= link.last.row; ++row) {
    for (std::uint32_t column = link.first.column; column <= link.last.column; ++column) {
      const std::uint64_t bytes = target.size() + kBytesOfNote;
      const bool is_over = ++num_cells > kMostLinkedCells;
      if (is_over || bytes > bytes_left) {
        ++(is_over ? notes.num_links_cut : notes.num_links_left_out);
        return;
      }
      bytes_left -= bytes;
      notes.links.emplace(CellPlace{row, column}, target);
    }
  }
}

}  // namespace

bool is_workbook(const std::string& path) {
  std::array<char, 4> magic{};
  const std::size_t size = read_fully(*open_byte_source(path), magic.data(), magic.size());
  if (std::string_view(magic.data(), size) != std::string_view("PK\x03\x04", 4)) return false;
  if (path.ends_with(".xlsx") || path.ends_with(".xlsm")) return true;
  try {
    ZipArchive archive(path, ZipLimits());
    return workbook_part(archive).has_value();
  } catch (const DataError&) {
    return false;  // the reader of text says what it is
  }
}

Workbook::Workbook(const std::string& path, const ZipLimits& limits) : archive_(path, limits) {
  const std::optional<std::string> part = workbook_part(archive_);
  if (!part)
    throw DataError(fmt::format(
        "{} is an archive that holds no workbook of XML. Open it in its program and save it as .xlsx or CSV.",
        path));
  const Relations relations = relations_of(archive_, *part);
  WorkbookVisitor workbook;
  read_xml(*archive_.open(*part), what_of(path, *part), workbook);
  sheets_ = sheets_of(workbook, relations, path);
  shared_.is_1904 = workbook.is_1904;
  if (const Relation* styles = relation_of_type(relations, "styles")) {
    StyleVisitor visitor;
    read_xml(*archive_.open(styles->target), what_of(path, styles->target), visitor);
    shared_.formats = std::move(visitor.formats);
  }
  if (const Relation* texts = relation_of_type(relations, "sharedStrings"))
    shared_.texts = read_shared_texts(*archive_.open(texts->target), what_of(path, texts->target));
}

SheetNotes Workbook::read(const WorkbookSheet& sheet, const std::function<void(SheetRow& row)>& on_row,
                          std::uint64_t& note_bytes_left) {
  SheetNotes notes;
  const Relations relations = relations_of(archive_, sheet.part);
  if (const Relation* part = relation_of_type(relations, "comments")) {
    SheetComments comments =
        read_sheet_comments(*archive_.open(part->target), what_of(path(), part->target), note_bytes_left);
    notes.comments = std::move(comments.texts);
    notes.num_comments_left_out = comments.num_left_out;
  }
  const SheetRest rest =
      read_sheet_cells(*archive_.open(sheet.part), what_of(path(), sheet.part), shared_, on_row);
  notes.num_links_left_out = rest.num_links_left_out;
  for (const SheetLink& link : rest.links) {
    const auto found = relations.find(link.relation);
    std::string target = found == relations.end() ? "" : found->second.target;
    if (!link.location.empty()) target += "#" + link.location;
    if (!target.empty()) add_links(link, target, notes, note_bytes_left);
  }
  notes.num_uncomputed = rest.num_uncomputed;
  return notes;
}

void Workbook::read_rows(const WorkbookSheet& sheet, const std::function<void(SheetRow& row)>& on_row) {
  read_sheet_cells(*archive_.open(sheet.part), what_of(path(), sheet.part), shared_, on_row);
}

}  // namespace byname
