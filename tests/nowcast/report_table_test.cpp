// SPDX-License-Identifier: Apache-2.0
#include "nowcast/report_table.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "estimate/table_columns.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using Rows = std::vector<std::vector<double>>;

class ReportTables : public ::testing::Test {
 protected:
  ReportTable read(const std::string& text, const ReportTableOptions& options = {}) {
    const std::string path = folder_.write("table" + std::to_string(++num_files_) + ".csv", text);
    input_ = read_number_table(path, {});
    return read_report_table(input_, options);
  }

  std::string error_of(const std::string& text, const ReportTableOptions& options = {}) {
    try {
      read(text, options);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }

  TemporaryFolder folder_;
  Input input_;
  int num_files_ = 0;
};

bool has_note(const ReportTable& table, std::string_view part) {
  for (const std::string& note : table.notes) {
    if (note.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST_F(ReportTables, ReadsACumulativeTriangle) {
  const ReportTable table = read("V1,V2,V3\n5,8,9\n6,10,NA\n7,,\n");
  EXPECT_EQ(table.triangle.counts, (Rows{{5, 3, 1}, {6, 4}, {7}}));
  EXPECT_TRUE(has_note(table, "all reports so far"));
}

TEST_F(ReportTables, ReadsAnIncrementalTriangleWithLabels) {
  const ReportTable table = read("month,0,1,2\n2022-01,9,4,0\n2022-02,8,0,\n2022-03,7,,\n");
  EXPECT_EQ(table.triangle.counts, (Rows{{9, 4, 0}, {8, 0}, {7}}));
  EXPECT_EQ(table.triangle.events[1], "2022-02");
  EXPECT_TRUE(has_note(table, "new reports"));
}

TEST_F(ReportTables, TakesYearsForLabels) {
  EXPECT_EQ(read("when,a,b\n2001,5,9\n2002,6,8\n2003,7,\n").triangle.counts.size(), 3u);
  EXPECT_EQ(read("when,a,b\n2001,5,9\n2002,6,8\n2003,7,\n").triangle.num_delays(), 2u);
}

TEST_F(ReportTables, AsksWhereCountsMayBeEither) {
  const std::string table = "a,b,c,d,e,f\n1,5,6,7,8,9\n1,5,6,7,5,\n2,3,4,5,,\n1,4,2,,,\n3,5,,,,\n2,,,,,\n";
  EXPECT_NE(error_of(table).find("--incremental or --cumulative"), std::string::npos);
  ReportTableOptions options;
  options.kind = CountKind::kIncremental;
  EXPECT_EQ(read(table, options).triangle.counts[3], (std::vector<double>{1, 4, 2}));
}

TEST_F(ReportTables, TakesZerosAfterNowForUnknown) {
  const ReportTable table = read("a,b,c\n9,5,2\n8,4,0\n7,0,0\n");
  EXPECT_EQ(table.triangle.counts, (Rows{{9, 5, 2}, {8, 4}, {7}}));
  EXPECT_TRUE(has_note(table, "not known yet"));
}

TEST_F(ReportTables, KeepsNegativeIncrements) {
  ReportTableOptions options;
  options.kind = CountKind::kCumulative;
  EXPECT_EQ(read("a,b,c\n5,9,8\n6,7,\n7,,\n", options).triangle.counts[0], (std::vector<double>{5, 4, -1}));
}

TEST_F(ReportTables, ReadsOneColumn) {
  EXPECT_NE(error_of("count\n5\n6\n").find("nothing is left to come"), std::string::npos);
}

TEST_F(ReportTables, ReadsALongTable) {
  const ReportTable table =
      read("event,delay,count\n2021,0,9\n2021,1,5\n2021,2,1\n2022,0,8\n2022,1,4\n2024,0,6\n");
  EXPECT_EQ(table.triangle.events, (std::vector<std::string>{"2021", "2022", "2023", "2024"}));
  EXPECT_EQ(table.triangle.counts, (Rows{{9, 5, 1}, {8, 4, 0}, {0, 0}, {6}}));
}

TEST_F(ReportTables, ReadsALongCumulativeTableInYearsOfMonths) {
  ReportTableOptions options;
  options.kind = CountKind::kCumulative;
  const ReportTable table = read(
      "origin,dev,value\n2001,12,10\n2001,24,15\n2001,36,16\n2002,12,9\n2002,24,12\n2003,12,8\n", options);
  EXPECT_EQ(table.triangle.counts, (Rows{{10, 5, 1}, {9, 3}, {8}}));
}

TEST_F(ReportTables, ReadsDatedRows) {
  ReportTableOptions options;
  options.period = CalendarPeriod::kMonth;
  const ReportTable table = read(
      "death_date,published\n2022-03-05,2022-03-20\n2022-03,2022-04-02\n2022-04-11,2022-04-30\n"
      ",2022-04-29\n2022,2022-05-03\n5 апреля 2022,2022-05-20\n2022-06-01,2022-05-01\nunder the "
      "bridge,2022-05-09\n"
      "2022-05-05,\n2022-05-05,2022\n",
      options);
  const ReportingTriangle& triangle = table.triangle;
  EXPECT_EQ(triangle.events, (std::vector<std::string>{"2022-03", "2022-04", "2022-05"}));
  EXPECT_EQ(triangle.counts, (Rows{{1, 1}, {1, 1}, {0}}));
  EXPECT_EQ(triangle.num_undated(), 3);
  ASSERT_EQ(triangle.undated.size(), 2u);
  EXPECT_EQ(triangle.undated[1].report, 2u);
  EXPECT_EQ(triangle.undated[1].first_event, 1u);
  EXPECT_EQ(triangle.undated[1].count, 2);
  ASSERT_EQ(table.unused.size(), 3u);
  EXPECT_EQ(table.unused[0].reason, "the event is dated after its report");
  EXPECT_EQ(table.unused[1].reason, "the date of the report is missing or cannot be read");
  EXPECT_EQ(table.unused[2].reason, "the date of the report is not known to a month");
  EXPECT_TRUE(has_note(table, "1 row hold a date") || has_note(table, "cannot be read"));
}

TEST_F(ReportTables, LeavesOutWhatCameAfterAsOf) {
  ReportTableOptions options;
  options.period = CalendarPeriod::kMonth;
  options.as_of = 19100;  // 2022-04-18: March is the last full month
  const ReportTable table = read(
      "event date,report date\n2022-02-05,2022-02-07\n2022-02-05,2022-03-20\n2022-03-11,2022-04-10\n"
      "2022-03-11,2022-03-12\n",
      options);
  EXPECT_EQ(table.triangle.counts, (Rows{{1, 1}, {1}}));
  EXPECT_TRUE(has_note(table, "after the last full period"));
}

TEST_F(ReportTables, CountsWhatIsOutsideTheWindow) {
  ReportTableOptions options;
  options.period = CalendarPeriod::kMonth;
  options.max_delay = 1;
  const ReportTable table = read(
      "event date,report "
      "date,count\n2022-01-05,2022-01-07,4\n2022-01-05,2022-04-20,3\n2022-04-11,2022-04-12,1\n",
      options);
  EXPECT_EQ(table.triangle.num_delays(), 2u);
  EXPECT_EQ(table.triangle.num_beyond_window, 3);
  EXPECT_EQ(table.triangle.num_named(), 8);
}

TEST_F(ReportTables, SaysWhatIsWrong) {
  EXPECT_NE(error_of("a,b\n5,many\n6,\n").find("not a number"), std::string::npos);
  EXPECT_NE(error_of("a,b,c\n5,,3\n6,2,\n").find("empty cell stands before"), std::string::npos);
  EXPECT_NE(error_of("a,b\n5,6\n7,8\n").find("nothing is left to come"), std::string::npos);
  EXPECT_NE(error_of("a,b\n0,0\n0,\n").find("names nobody"), std::string::npos);
  EXPECT_NE(error_of("a,b\n1,0\n,\n").find("has no known cell"), std::string::npos);
  EXPECT_NE(error_of("5012,8269,10907\n106,4285,5396\n3410,8992,\n").find("first line"), std::string::npos);
  EXPECT_NE(error_of("event,delay,count\n1,0,5\n1,0,6\n2,0,5\n").find("a second count"), std::string::npos);
  EXPECT_NE(error_of("event,delay,count\n1,-1,5\n2,0,5\n").find("0 or more"), std::string::npos);
  EXPECT_NE(error_of("event,delay,count\n,1,5\n2,0,5\n").find("period of the event is missing"),
            std::string::npos);
  EXPECT_NE(error_of("event,delay\n1,1\n2,0\n").find("not clear"), std::string::npos);
  EXPECT_NE(error_of("event date,report date\n,2022-01-05\n,2022-02-05\n").find("known to a"),
            std::string::npos);
  EXPECT_NE(error_of("event date,report date\n2022-01-05,never\n").find("no row has a date of report"),
            std::string::npos);
  ReportTableOptions options;
  options.event = "when";
  EXPECT_NE(error_of("a,b\n5,6\n7,\n", options).find("no column 'when'"), std::string::npos);
}

TEST(CalendarPeriods, NumberAndLabel) {
  EXPECT_EQ(period_label(period_of_day(0, CalendarPeriod::kWeek), CalendarPeriod::kWeek), "1970-W01");
  EXPECT_EQ(period_label(period_of_day(-1, CalendarPeriod::kMonth), CalendarPeriod::kMonth), "1969-12");
  EXPECT_EQ(period_label(period_of_day(18993, CalendarPeriod::kWeek), CalendarPeriod::kWeek), "2021-W52");
  EXPECT_EQ(period_label(period_of_day(18993, CalendarPeriod::kQuarter), CalendarPeriod::kQuarter),
            "2022-Q1");
  EXPECT_EQ(last_day_of_period(period_of_day(18993, CalendarPeriod::kMonth), CalendarPeriod::kMonth), 19023);
  EXPECT_EQ(last_day_of_period(period_of_day(4, CalendarPeriod::kWeek), CalendarPeriod::kWeek), 10);
}

}  // namespace
}  // namespace byname
