// SPDX-License-Identifier: Apache-2.0
// Reads any bytes as a workbook, and as the XML of a sheet, of shared texts and of comments: no crash, texts
// are UTF-8, and rows are counted right.
#include <cstdint>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.hpp"
#include "table/memory_source.hpp"
#include "table/sheet_cells.hpp"
#include "table/utf8_text.hpp"
#include "table/xlsx_reader.hpp"

namespace {

void check(bool condition) {
  if (!condition) std::abort();
}

template <typename Work>
void try_out(const Work& work) {
  try {
    work();
  } catch (const byname::DataError&) {
    // What is no workbook is refused as a whole.
  }
}

void read_workbook(const std::string& path) {
  const byname::ExecutionContext context;
  byname::XlsxFile workbook(path, context);
  byname::ReadOptions options;
  options.keeps_cell_notes = true;
  byname::InputList list;
  std::vector<byname::Reject> rejects;
  std::uint64_t num_rows = 0;
  for (std::size_t sheet = 0; sheet < workbook.sheets().size(); ++sheet) {
    byname::InputFile file;
    workbook.read_sheet(sheet, static_cast<std::uint32_t>(sheet), file, list, rejects, options, context);
    num_rows += file.num_rows;
  }
  check(num_rows == list.num_mentions() + rejects.size());
  for (const byname::TextColumn& column : list.columns) {
    check(column.codes.size() == list.num_mentions());
    for (std::uint32_t code = 1; code < column.dictionary.size(); ++code)
      check(byname::is_valid_utf8(column.dictionary.value(code)));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const int descriptor = ::memfd_create("workbook", MFD_CLOEXEC);
  check(descriptor >= 0 && ::write(descriptor, data, size) == static_cast<ssize_t>(size));
  try_out([&] { read_workbook("/proc/self/fd/" + std::to_string(descriptor)); });
  ::close(descriptor);
  try_out([&] {
    byname::MemorySource source(text);
    byname::SharedCells shared;
    shared.texts = {"a"};
    byname::read_sheet_cells(source, "sheet", shared, [](byname::SheetRow& row) {
      for (const byname::SheetCell& cell : row.cells) check(byname::is_valid_utf8(cell.text));
    });
  });
  try_out([&] {
    byname::MemorySource source(text);
    for (const std::string& each : byname::read_shared_texts(source, "texts"))
      check(byname::is_valid_utf8(each));
  });
  try_out([&] {
    byname::MemorySource source(text);
    byname::read_sheet_comments(source, "comments");
  });
  return 0;
}
