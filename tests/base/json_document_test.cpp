// SPDX-License-Identifier: Apache-2.0
#include "base/json_document.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace byname {
namespace {

TEST(JsonDocument, KeepsTheOrderOfItsKeysAndEndsItsLine) {
  EXPECT_EQ(json_document({{"b", 1}, {"a", {2, 3}}}), "{\n  \"b\": 1,\n  \"a\": [\n    2,\n    3\n  ]\n}\n");
}

// A path or a cell may hold any bytes: what is said of it must still be JSON.
TEST(JsonDocument, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(json_document({{"path",
                            "a\xff"
                            "b"}}),
            "{\n  \"path\": \"a\xEF\xBF\xBD"
            "b\"\n}\n");
}

}  // namespace
}  // namespace byname
