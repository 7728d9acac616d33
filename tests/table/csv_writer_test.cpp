// SPDX-License-Identifier: Apache-2.0
#include "table/csv_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/error.hpp"
#include "table/duckdb_session.hpp"
#include "table/memory_source.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string write_rows(const TemporaryFolder& folder, const Rows& rows) {
  std::vector<std::string> header;
  for (std::size_t i = 0; i < rows.at(0).size(); ++i) header.push_back("column " + std::to_string(i));
  std::filesystem::remove(folder.path("a.csv"));
  CsvWriter writer(folder.path("a.csv"), header);
  for (const auto& row : rows) writer.row(row);
  writer.close();
  return folder.read("a.csv");
}

TEST(CsvWriter, QuotesOnlyWhereNeeded) {
  const TemporaryFolder folder;
  EXPECT_EQ(write_rows(folder, {{"Vera", "a,b", "say \"no\"", " x", "", "two\nlines"}}),
            "column 0,column 1,column 2,column 3,column 4,column 5\n"
            "Vera,\"a,b\",\"say \"\"no\"\"\",\" x\",,\"two\nlines\"\n");
}

TEST(CsvWriter, ShowsARowOfOneEmptyCell) {
  const TemporaryFolder folder;
  EXPECT_EQ(write_rows(folder, {{""}, {"x"}}), "column 0\n\"\"\nx\n");
}

TEST(CsvWriter, MakesTheSameRowsWithAnyNumberOfThreads) {
  const TemporaryFolder folder;
  const std::vector<std::string> header = {"id", "name, as read"};
  constexpr std::size_t kRows = 50'000;  // several pieces, the last not full
  CsvWriter one_by_one(folder.path("wanted.csv"), header);
  for (std::size_t row = 0; row < kRows; ++row) {
    one_by_one.cell(static_cast<std::int64_t>(row));
    one_by_one.cell(row % 3 == 0 ? std::string_view("Vera, A") : std::string_view());
    one_by_one.end_row();
  }
  one_by_one.close();
  for (const int threads : {1, 2, 7}) {
    const std::string path = folder.path("of_" + std::to_string(threads) + ".csv");
    ExecutionContext context;
    context.num_threads = threads;
    write_csv_rows(path, header, kRows, context, [](std::size_t begin, std::size_t end, CsvRows& rows) {
      for (std::size_t row = begin; row < end; ++row) {
        rows.cell(static_cast<std::int64_t>(row));
        rows.cell(row % 3 == 0 ? std::string_view("Vera, A") : std::string_view());
        rows.end_row();
      }
    });
    EXPECT_EQ(folder.read("of_" + std::to_string(threads) + ".csv"), folder.read("wanted.csv"));
  }
}

TEST(CsvWriter, NeverWritesOverAFile) {
  const TemporaryFolder folder;
  const std::vector<std::string> header = {"a"};
  EXPECT_THROW(CsvWriter(folder.write("a.csv", "kept"), header), UserError);
  EXPECT_EQ(folder.read("a.csv"), "kept");
  EXPECT_THROW(CsvWriter(folder.path("none/a.csv"), header), UserError);
}

// A limit on the size of files stands for a full disk.
TEST(CsvWriter, SaysThatTheDiskIsFull) {
  const TemporaryFolder folder;
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{100, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  const std::vector<std::string> header = {"a"};
  CsvWriter writer(folder.path("a.csv"), header);
  writer.cell(std::string(1000, 'x'));
  writer.end_row();
  std::string message;
  try {
    writer.close();
  } catch (const UserError& error) {
    message = error.what();
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, handler);
  EXPECT_THAT(message, testing::HasSubstr("cannot write"));
  EXPECT_THAT(message, testing::HasSubstr("Free space"));
}

Rows arbitrary_rows() {
  const auto width = *rc::gen::inRange<std::size_t>(1, 4);
  const auto cell = rc::gen::container<std::string>(
      rc::gen::element('a', 'b', ',', '"', '\n', '\r', ' ', ';', '\t', '\'', '\\', '|'));
  return *rc::gen::nonEmpty(
      rc::gen::container<Rows>(rc::gen::container<std::vector<std::string>>(width, cell)));
}

TEST(CsvWriter, WhatIsWrittenIsReadBack) {
  const TemporaryFolder folder;
  EXPECT_TRUE(rc::check([&] {
    Rows rows = arbitrary_rows();
    const std::string text = write_rows(folder, rows);
    // Dialects are guessed from the start of a file; enough plain rows leave no doubt.
    std::string sure = text.substr(0, text.find('\n') + 1);
    std::string plain = "\"a\"";
    for (std::size_t i = 1; i < rows[0].size(); ++i) plain += ",\"a\"";
    for (int i = 0; i < 12'000; ++i) sure += plain + "\n";
    const ReadTable table = read_csv_text(sure + text.substr(text.find('\n') + 1));
    RC_ASSERT(table.rejects.empty());
    RC_ASSERT(table.list.num_mentions() == rows.size() + 12'000);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t column = 0; column < rows[row].size(); ++column) {
        RC_ASSERT(table.list.columns[column].at(12'000 + row) == rows[row][column]);
      }
    }
  }));
}

// DuckDB's reader as the textbook twin, on files that follow RFC 4180.
TEST(CsvReader, ReadsCleanFilesAsDuckdbDoes) {
  const TemporaryFolder folder;
  Rows rows;
  for (int i = 0; i < 3000; ++i) {
    rows.push_back({std::to_string(i), i % 5 == 0 ? "Tamm, \"Igor\"" : "Levshina",
                    i % 7 == 0    ? ""
                    : i % 11 == 0 ? "two\nlines"
                                  : "Тверь"});
  }
  const ReadTable table = read_csv_text(write_rows(folder, rows));
  DuckdbSession session(1);
  DuckdbResult result;
  ASSERT_EQ(result.run(session,
                       "SELECT * FROM read_csv(" + sql_literal(folder.path("a.csv")) +
                           ", all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"),
            "");
  ASSERT_EQ(duckdb_row_count(&result.get()), table.list.num_mentions());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      char* text = duckdb_value_varchar(&result.get(), column, row);
      EXPECT_EQ(table.cell(column, row), text == nullptr ? "NULL" : text);
      duckdb_free(text);
    }
  }
}

}  // namespace
}  // namespace byname
