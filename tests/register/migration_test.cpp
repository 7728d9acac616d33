// SPDX-License-Identifier: Apache-2.0
#include "register/migration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "peopled_register.hpp"
#include "register/schema.hpp"
#include "register/undoing.hpp"
#include "register/verify.hpp"

namespace byname {
namespace {

TEST(Migration, AFileOfFormat2GetsItsFormerLinksFromTheLog) {
  ScratchRegister scratch;
  Register opened = scratch.open();
  add_people(opened, "a", {"gordev"});
  const OpId op = add_people(opened, "b", {"gordev"});
  undo_op(opened, op.hex(), {});
  const std::int64_t num = opened.database().number("SELECT count(*) FROM former_link", 0);
  ASSERT_GT(num, 0);
  opened.database().execute("DROP TABLE former_link; PRAGMA user_version = 2;");
  Database again(scratch.path(), opened.data_key(), Database::Access::kOpen);
  EXPECT_EQ(check_format(again), 2);
  bring_to_present_format(again);
  EXPECT_EQ(check_format(again), kRegisterFormat);
  EXPECT_EQ(again.number("SELECT count(*) FROM former_link", 0), num);
  EXPECT_THAT(verify_register(opened, {}).findings, testing::IsEmpty());
}

TEST(Migration, AFileOfANewerBynameIsNotTouched) {
  ScratchRegister scratch;
  Register opened = scratch.open();
  opened.database().execute("PRAGMA user_version = 4;");
  EXPECT_THROW(bring_to_present_format(opened.database()), UserError);
}

}  // namespace
}  // namespace byname
