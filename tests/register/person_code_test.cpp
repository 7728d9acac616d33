// SPDX-License-Identifier: Apache-2.0
#include "register/person_code.hpp"

#include <gtest/gtest.h>
#include <set>

#include "register/base32.hpp"
#include "register/random_source.hpp"

namespace byname {
namespace {

const std::string kSecret(32, 's');

RecordId drawn_record(SeededRandom& random) { return random.draw<RecordId>(); }

TEST(PersonCode, HasEightCharactersAndACheck) {
  SeededRandom random(3);
  for (int i = 0; i < 100; ++i) {
    const std::string code = person_code(kSecret, drawn_record(random), 0, 0);
    ASSERT_EQ(code.size(), 10u);
    EXPECT_EQ(code[8], '-');
    EXPECT_EQ(code[9], base32_check(code.substr(0, 8)));
    EXPECT_EQ(read_person_code(code), code);
  }
}

TEST(PersonCode, DependsOnAllThatItIsMadeFrom) {
  SeededRandom random(3);
  const RecordId one = drawn_record(random);
  const std::set<std::string> codes = {
      person_code(kSecret, one, 0, 0), person_code(kSecret, one, 1, 0), person_code(kSecret, one, 0, 1),
      person_code(std::string(32, 't'), one, 0, 0), person_code(kSecret, drawn_record(random), 0, 0)};
  EXPECT_EQ(codes.size(), 5u);
}

TEST(ReadPersonCode, TakesWhatPeopleType) {
  const std::string code = person_code(kSecret, {}, 0, 0);
  std::string lower;
  for (const char c : code) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  EXPECT_EQ(read_person_code(lower), code);
  EXPECT_EQ(read_person_code(code.substr(0, 8) + code.substr(9)), code);
  EXPECT_EQ(read_person_code("1oL"), "101") << "a beginning is left as it is";
  EXPECT_EQ(read_person_code(""), std::nullopt);
  EXPECT_EQ(read_person_code("7K3Q!"), std::nullopt);
  EXPECT_EQ(read_person_code(code + "0"), std::nullopt);
}

TEST(ReadPersonCode, FindsASlipOfThePen) {
  const std::string code = person_code(kSecret, {}, 0, 0);
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '-') continue;
    std::string slip = code;
    slip[i] = code[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(read_person_code(slip), std::nullopt) << slip;
  }
}

}  // namespace
}  // namespace byname
