// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

#include "publish/invented_output.hpp"
#include "table/parquet_reader.hpp"

namespace byname {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// A folder of its own that goes away with the test.
class OutputFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "byname-output-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const CountOutput& output) {
    RecordsFile records_file(*output.records, folder_, {});
    write_count_output(output, records_file, folder_, {});
  }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string text(const std::string& name) const {
    std::ifstream file(path(name), std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
  }
  std::vector<std::string> lines(const std::string& name) const {
    std::istringstream content(text(name));
    std::vector<std::string> found;
    for (std::string one; std::getline(content, one);) found.push_back(one);
    return found;
  }
  nlohmann::json json(const std::string& name) const { return nlohmann::json::parse(text(name)); }

  std::string folder_;
};

TEST_F(OutputFiles, AreAllThereAndPrivate) {
  const InventedOutput invented({});
  write(invented.output());
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    names.insert(entry.path().filename());
    struct stat status{};
    ASSERT_EQ(stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u) << entry.path();
    EXPECT_GT(status.st_size, 0) << entry.path();
  }
  EXPECT_THAT(names, ElementsAre("draws.parquet", "estimate.json", "links.csv", "model.json", "overlap.csv",
                                 "pairs.parquet", "persons.csv", "records.parquet", "rejects.csv",
                                 "report.html", "run.json"));
}

TEST_F(OutputFiles, LinksHaveEveryMentionOnceInOrder) {
  InventedOutput invented({});
  write(invented.output());
  const std::vector<std::string> rows = lines("links.csv");
  ASSERT_EQ(rows.size(), invented.records().num_records() + 1);
  EXPECT_EQ(rows[0], "list,file,row,id,person");
  EXPECT_EQ(rows[1], "obituaries,obituaries.csv,1,,obituaries:1");
  std::set<std::string> persons;
  for (std::size_t i = 1; i < rows.size(); ++i) persons.insert(rows[i].substr(rows[i].rfind(',') + 1));
  EXPECT_EQ(persons.size(), invented.links().persons.size());
}

TEST_F(OutputFiles, PersonsAddUpToTheMentions) {
  InventedOutput invented({});
  write(invented.output());
  const std::vector<std::string> rows = lines("persons.csv");
  EXPECT_EQ(rows[0], "person,mentions,lists,certainty,given,family,sex,birth_date,place,text_note");
  std::size_t mentions = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::istringstream row(rows[i]);
    std::string person;
    std::string count;
    std::getline(row, person, ',');
    std::getline(row, count, ',');
    mentions += std::stoul(count);
  }
  EXPECT_EQ(rows.size(), invented.links().persons.size() + 1);
  EXPECT_EQ(mentions, invented.records().num_records());
}

TEST_F(OutputFiles, PersonsNameTheirListsOnceInListOrder) {
  InventedOptions options;
  options.num_persons = 1;
  options.mentions_a_person = 30;
  const InventedOutput invented(options);
  write(invented.output());
  EXPECT_THAT(lines("persons.csv").at(1), HasSubstr(",obituaries|volunteers|court notices,"));
}

TEST_F(OutputFiles, OverlapSaysWhoIsOnWhichList) {
  InventedOutput invented({});
  invented.output().overlap = {{1, 5}, {6, 2}, {2, 7}};
  write(invented.output());
  EXPECT_THAT(lines("overlap.csv"),
              ElementsAre("obituaries,volunteers,court notices,count", "0,1,0,7", "0,1,1,2", "1,0,0,5"));
}

TEST_F(OutputFiles, RejectsSayWhereAndWhy) {
  const InventedOutput invented({});
  write(invented.output());
  const std::vector<std::string> rows = lines("rejects.csv");
  EXPECT_EQ(rows.at(0), "file,row,line,column,reason,text");
  EXPECT_EQ(rows.at(1),
            "obituaries.csv,101,104,birth date,\"the row has 9 cells, the header has 6\",a;b;c;d;e;f;g;h;i");
}

TEST_F(OutputFiles, PairsHaveTheirGammasAndOutcome) {
  InventedOutput invented({});
  write(invented.output());
  const std::vector<TextColumn> columns = read_parquet_columns(
      path("pairs.parquet"),
      {"list_l", "row_l", "id_r", "match_weight", "match_key", "outcome", "gamma_given", "gamma_birth_date"},
      {});
  const std::vector<ScoredPair>& pairs = invented.links().pairs;
  const PatternCode code(invented.links().model);
  ASSERT_EQ(columns[0].codes.size(), pairs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    EXPECT_EQ(columns[0].at(i), invented.records().list_labels[invented.records().list[pairs[i].left]]);
    EXPECT_EQ(columns[1].at(i), std::to_string(invented.records().row[pairs[i].left]));
    EXPECT_EQ(columns[2].at(i), invented.records().ids[pairs[i].right]);
    EXPECT_NEAR(std::stod(std::string(columns[3].at(i))), static_cast<double>(pairs[i].weight), 1e-5);
    EXPECT_EQ(columns[4].at(i), std::to_string(pairs[i].key));
    EXPECT_EQ(columns[5].at(i), kPairOutcomeNames[static_cast<std::size_t>(pairs[i].outcome)]);
    EXPECT_EQ(columns[6].at(i), std::to_string(code.gamma(pairs[i].pattern, 0)));
    EXPECT_EQ(columns[7].at(i), std::to_string(code.gamma(pairs[i].pattern, 3)));
  }
}

TEST_F(OutputFiles, RecordsKeepRawComparableAndTruth) {
  InventedOutput invented({});
  invented.records().truth.assign(invented.records().num_records(), "T1");
  write(invented.output());
  const std::vector<TextColumn> columns =
      read_parquet_columns(path("records.parquet"), {"row", "given", "given_comparable", "truth"}, {});
  ASSERT_EQ(columns[0].codes.size(), invented.records().num_records());
  for (std::size_t i = 0; i < columns[0].codes.size(); ++i) {
    EXPECT_EQ(columns[1].at(i), invented.records().columns[0].raw.at(i));
    EXPECT_EQ(columns[2].at(i), invented.records().columns[0].comparable.at(i));
    EXPECT_EQ(columns[3].at(i), "T1");
  }
}

TEST_F(OutputFiles, DrawsAddUpToTheirPersons) {
  InventedOutput invented({});
  write(invented.output());
  const std::vector<TextColumn> columns =
      read_parquet_columns(path("draws.parquet"), {"draw", "stratum", "pattern", "count"}, {});
  std::map<int, std::int64_t> persons;
  for (std::size_t i = 0; i < columns[0].codes.size(); ++i) {
    persons[std::stoi(std::string(columns[0].at(i)))] += std::stoll(std::string(columns[3].at(i)));
    EXPECT_EQ(columns[2].at(i).size(), 3u);
    EXPECT_EQ(columns[1].at(i), "");
  }
  for (std::size_t draw = 0; draw < invented.links().draws.size(); ++draw) {
    EXPECT_EQ(persons.at(static_cast<int>(draw) + 1), invented.links().draws[draw].num_persons);
  }
}

TEST_F(OutputFiles, EstimateSaysNumbersModelsAndDoubts) {
  InventedOutput invented({});
  write(invented.output());
  const nlohmann::json estimate = json("estimate.json");
  EXPECT_EQ(estimate.at("format"), 1);
  EXPECT_EQ(estimate.at("named").at("decided"), invented.output().named_decided);
  EXPECT_EQ(estimate.at("named").at("estimate"), invented.output().named.estimate);
  EXPECT_EQ(estimate.at("named").at("level"), 0.95);
  EXPECT_EQ(estimate.at("unseen").at("variant"), "bic-average");
  EXPECT_EQ(estimate.at("models").size(), invented.unseen().models.size());
  EXPECT_EQ(estimate.at("refusals").at(0).at("variant"), "aic-best");
  EXPECT_EQ(estimate.at("unsure").at(0).at("hard"), false);
  EXPECT_EQ(estimate.at("warnings").size(), 1u);
}

TEST_F(OutputFiles, EstimateOfTwoListsHasNoHeadline) {
  InventedOptions options;
  options.lists = {"a", "b"};
  write(InventedOutput(options).output());
  EXPECT_TRUE(json("estimate.json").at("unseen").is_null());
  EXPECT_TRUE(json("estimate.json").at("total").is_null());
  EXPECT_EQ(json("estimate.json").at("models").size(), 2u);
}

TEST_F(OutputFiles, OnlyRunJsonKnowsThreadsAndTimes) {
  InventedOutput invented({});
  write(invented.output());
  std::map<std::string, std::string> before;
  for (const auto& entry : std::filesystem::directory_iterator(folder_))
    before[entry.path().filename()] = text(entry.path().filename());
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directory(folder_);
  invented.output().num_threads = 7;
  invented.output().step_times = {{"read", 42, 42}};
  write(invented.output());
  for (const auto& [name, content] : before) {
    if (name == "run.json") {
      EXPECT_NE(content, text(name));
    } else {
      EXPECT_EQ(content, text(name)) << name;
    }
  }
  EXPECT_EQ(json("run.json").at("inputs").at(0).at("sha256"), std::string(64, 'a'));
}

TEST_F(OutputFiles, AFullDiskIsSaid) {
  if (access("/dev/full", W_OK) != 0) GTEST_SKIP() << "there is no /dev/full";
  std::filesystem::create_symlink("/dev/full", path("links.csv"));
  EXPECT_THROW(write(InventedOutput({}).output()), UserError);
}

TEST(Summary, SaysTheNumbersInWords) {
  InventedOutput invented({});
  invented.output().named = {21871, 21540, 22190};
  invented.output().named_decided = 21902;
  invented.unseen().models[0].unseen = {12873, 8321, 20090};
  invented.unseen().spread.low = 9111;
  invented.unseen().spread.high = 17388;
  const std::string text = summary_text(invented.output(), "out");
  EXPECT_THAT(text, HasSubstr("3 rejected (out/rejects.csv)\n"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "  named persons        21,871   (95 %: 21,540 to 22,190); 21,902 as decided in links.csv\n"));
  EXPECT_THAT(
      text,
      HasSubstr("  on no list           12,900   (8,300 to 20,100)   4 models, spread 9,110 to 17,390\n"));
  EXPECT_THAT(text, HasSubstr("  unsure               the keys brought"));
  EXPECT_THAT(text, HasSubstr("  report               out/report.html\n"));
}

TEST(Summary, SaysWhyTheDecidedNumberIsOutsideTheInterval) {
  InventedOutput invented({});
  invented.output().named = {1380, 1160, 1490};
  for (const auto& [decided, says] : std::vector<std::pair<std::int64_t, std::string>>{
           {1524, "  note                 links.csv names more people than the interval holds: it keeps"},
           {1126, "  note                 links.csv names fewer people than the interval holds: it joins"},
           {1523, ""},
           {1127, ""}}) {
    invented.output().named_decided = decided;
    const std::string text = summary_text(invented.output(), "out");
    const std::string report = report_html(invented.output());
    if (says.empty()) {
      EXPECT_THAT(text + report, Not(HasSubstr("than the interval holds")));
    } else {
      EXPECT_THAT(text, HasSubstr(says));
      EXPECT_THAT(report, HasSubstr(says.substr(says.find("links.csv"))));
    }
  }
}

TEST(Summary, SaysWhatTheOthersSayWhereOneModelFits) {
  InventedOutput invented({});
  EXPECT_THAT(summary_text(invented.output(), "out"), Not(HasSubstr("one model alone")));
  invented.unseen().spread.low = invented.unseen().spread.high = 530;
  invented.unseen().models[0].unseen = {530, 170, 1390};
  invented.unseen().models[1].unseen.estimate = 16;
  invented.unseen().models[2].unseen.estimate = 1587;
  EXPECT_THAT(
      summary_text(invented.output(), "out"),
      HasSubstr("  note                 one model alone fits how the lists overlap; the others say "));
}

TEST(Summary, LabelsTwoListsAndRefusesOne) {
  InventedOptions options;
  options.lists = {"a", "b"};
  EXPECT_THAT(summary_text(InventedOutput(options).output(), "out"),
              HasSubstr("(5 to 31)   assumes independent lists\n"));
  options.lists = {"a"};
  EXPECT_THAT(summary_text(InventedOutput(options).output(), "out"),
              HasSubstr("  on no list           not estimable, because"));
}

TEST(Summary, JsonHasPlainNumbers) {
  InventedOutput invented({});
  invented.output().named = {21871, 21540, 22190};
  const nlohmann::ordered_json json = summary_json(invented.output(), "out");
  EXPECT_EQ(json.at("named").at("estimate"), 21871);
  EXPECT_EQ(json.at("report"), "out/report.html");
  EXPECT_EQ(json.at("lists").size(), 3u);
}

}  // namespace
}  // namespace byname
