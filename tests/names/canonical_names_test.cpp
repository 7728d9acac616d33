// SPDX-License-Identifier: Apache-2.0
#include "names/canonical_names.hpp"

#include <gtest/gtest.h>

namespace byname {
namespace {

CanonicalName canonical(std::string_view name) {
  NameParser parser(name_tables());
  return canonical_name(parser.parse(name).readings.at(0), name_tables());
}

void expect_parts(std::string_view name, const char* family, const char* given, const char* patronymic) {
  const CanonicalName parts = canonical(name);
  EXPECT_EQ(parts.family, family) << name;
  EXPECT_EQ(parts.given, given) << name;
  EXPECT_EQ(parts.patronymic, patronymic) << name;
}

TEST(CanonicalNames, AreTheSameInEveryScriptAndCase) {
  for (const char* name :
       {"Гордеев Пётр Ильич", "ГОРДЕЕВ ПЕТР ИЛЬИЧ", "Гордеева Петра Ильича", "GORDEEV Pyotr Ilyich"})
    expect_parts(name, "gordev", "PETR", "ILYA");
}

TEST(CanonicalNames, OfShortFormsAreAllThatTheyStandFor) {
  expect_parts("Саша Петрович Лапшин", "lapshin", "ALEKSANDR", "PETR");
  const std::string many = canonical("Слава Лапшин").given;
  EXPECT_NE(many.find("VYACHESLAV"), many.npos);
  EXPECT_NE(many.find("YAROSLAV"), many.npos);
}

TEST(CanonicalNames, KeepInitialsAndWhatIsNotKnown) {
  expect_parts("Лапшин С. Т.", "lapshin", "s", "t");
  EXPECT_EQ(canonical("Кумыре Данзан").family.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos);
}

TEST(CanonicalNames, TakeTheDoubletsOfLanguagesForOne) {
  EXPECT_EQ(canonical("Згурский Николай").given, canonical("Zghurskyi Mykola").given);
  EXPECT_EQ(canonical("Згурский Николай").family, canonical("Zghurskyi Mykola").family);
}

}  // namespace
}  // namespace byname
