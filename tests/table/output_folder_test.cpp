// SPDX-License-Identifier: Apache-2.0
#include "table/output_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string error_of(const std::string& target, bool force) {
  try {
    OutputFolder output(target, force);
  } catch (const UserError& error) {
    return error.what();
  }
  return "no error";
}

void write_output(const std::string& target, bool force, const std::string& content) {
  OutputFolder output(target, force);
  std::ofstream(output.path() + "/run.json") << content;
  output.commit();
}

std::size_t num_entries(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(OutputFolder, AppearsWholeAtCommit) {
  const TemporaryFolder folder;
  {
    OutputFolder output(folder.path("out/"), false);
    struct stat status{};
    ASSERT_EQ(::stat(output.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
    EXPECT_FALSE(fs::exists(folder.path("out")));
    std::ofstream(output.path() + "/run.json") << "{}";
    output.commit();
  }
  EXPECT_EQ(folder.read("out/run.json"), "{}");
  EXPECT_EQ(num_entries(folder.path(".")), 1u);
}

TEST(OutputFolder, LeavesNothingWithoutCommit) {
  const TemporaryFolder folder;
  {
    OutputFolder output(folder.path("out"), false);
  }
  EXPECT_EQ(num_entries(folder.path(".")), 0u);
}

TEST(OutputFolder, KeepsAnExistingFolderUnlessForced) {
  const TemporaryFolder folder;
  write_output(folder.path("out"), false, "first");
  EXPECT_THAT(error_of(folder.path("out"), false), HasSubstr("--force"));
  EXPECT_EQ(folder.read("out/run.json"), "first");
  write_output(folder.path("out"), true, "second");
  EXPECT_EQ(folder.read("out/run.json"), "second");
  EXPECT_EQ(num_entries(folder.path(".")), 1u);
}

TEST(OutputFolder, ForceReplacesOnlyOutputsOfByname) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path("photos"));
  folder.write("photos/a.jpg", "x");
  folder.write("file", "x");
  EXPECT_THAT(error_of(folder.path("photos"), true), HasSubstr("no run.json"));
  EXPECT_THAT(error_of(folder.path("file"), true), HasSubstr("not a folder"));
  fs::create_directory(folder.path("empty"));
  write_output(folder.path("empty"), true, "new");
  EXPECT_EQ(folder.read("empty/run.json"), "new");
}

TEST(OutputFolder, RefusesPlacesThatCannotBeWritten) {
  const TemporaryFolder folder;
  EXPECT_THAT(error_of(folder.path("none/out"), false), HasSubstr("does not exist"));
  EXPECT_THAT(error_of("", false), HasSubstr("no name"));
  EXPECT_THAT(error_of("/proc/out", false), HasSubstr("cannot"));
}

TEST(OutputFolder, DoesNotReplaceWhatAppearedMeanwhile) {
  const TemporaryFolder folder;
  OutputFolder output(folder.path("out"), false);
  write_output(folder.path("out2"), false, "mine");
  fs::rename(folder.path("out2"), folder.path("out"));
  EXPECT_THROW(output.commit(), UserError);
  EXPECT_EQ(folder.read("out/run.json"), "mine");
}

TEST(OutputFolder, RemovesWhatKilledRunsLeft) {
  const TemporaryFolder folder;
  const pid_t dead = ::fork();
  if (dead == 0) ::_exit(0);
  ::waitpid(dead, nullptr, 0);
  const std::string left = folder.path(".out.byname-partial-" + std::to_string(dead));
  const std::string running = folder.path(".out.byname-partial-" + std::to_string(::getppid()));
  const std::string other = folder.path(".other.byname-partial-" + std::to_string(dead));
  for (const std::string& path : {left, running, other}) fs::create_directory(path);
  write_output(folder.path("out"), false, "x");
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(running));
  EXPECT_TRUE(fs::exists(other));
}

}  // namespace
}  // namespace byname
