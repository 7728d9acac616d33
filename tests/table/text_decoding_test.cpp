// SPDX-License-Identifier: Apache-2.0
#include "table/text_decoding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include "base/error.hpp"
#include "table/input.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

// The names are invented.
constexpr std::string_view kRussian =
    "фамилия,имя,отчество,город\nЛевшина,Вера,Ильинична,Тверь\nТамарин,Игорь,Львович,Псков\n"
    "Щербаков,Юрий,Фёдорович,Омск\nЯрцева,Анна,Егоровна,Киров\n";
constexpr std::string_view kUkrainian =
    "прізвище,ім'я,місто\nПоліщук,Олексій,Київ\nЇжакевич,Ганна,Львів\nЄфименко,Юрій,Одеса\n";
constexpr std::string_view kSpanish = "nombre,ciudad\nJosé Muñoz,Málaga\nInés Peña,León\nAdán Ruiz,Ávila\n";

std::string encode(std::string_view utf8, const char* icu_name) {
  UErrorCode status = U_ZERO_ERROR;
  std::string bytes(utf8.size() * 4 + 8, '\0');
  const int32_t size = ucnv_convert(icu_name, "UTF-8", bytes.data(), static_cast<int32_t>(bytes.size()),
                                    utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

std::string decoded(const std::string& path) {
  const auto source = decode_to_utf8(open_byte_source(path), detect_file_encoding(path));
  std::string text;
  char block[7];  // smaller than some characters' surroundings, so that every border is met
  while (const std::size_t count = source->read(block, sizeof block)) text.append(block, count);
  return text;
}

struct Case {
  const char* icu_name;
  std::string_view text;
  std::string_view mark;
  TextEncoding expected;
};

class Encodings : public testing::TestWithParam<Case> {};

TEST_P(Encodings, AreFoundAndDecoded) {
  const TemporaryFolder folder;
  const std::string path =
      folder.write("a.csv", std::string(GetParam().mark) + encode(GetParam().text, GetParam().icu_name));
  EXPECT_EQ(detect_file_encoding(path), GetParam().expected);
  EXPECT_EQ(decoded(path), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    All, Encodings,
    testing::Values(
        Case{"UTF-8", kRussian, "", TextEncoding::kUtf8},
        Case{"UTF-8", kRussian, "\xEF\xBB\xBF", TextEncoding::kUtf8},
        Case{"UTF-8", "a,b\n1,2\n", "", TextEncoding::kUtf8},
        Case{"UTF-8", kSpanish, "", TextEncoding::kUtf8},
        Case{"windows-1251", kRussian, "", TextEncoding::kWindows1251},
        Case{"windows-1251", kUkrainian, "", TextEncoding::kWindows1251},
        Case{"windows-1251", "name\nЛЕВШИНА ВЕРА\nТАМАРИН ИГОРЬ\n", "", TextEncoding::kWindows1251},
        Case{"KOI8-R", kRussian, "", TextEncoding::kKoi8},
        Case{"KOI8-U", kUkrainian, "", TextEncoding::kKoi8},
        Case{"KOI8-R", "name\nЛЕВШИНА ВЕРА\nТАМАРИН ИГОРЬ\n", "", TextEncoding::kKoi8},
        Case{"windows-1252", kSpanish, "", TextEncoding::kWindows1252},
        Case{"UTF-16LE", kRussian, "\xFF\xFE", TextEncoding::kUtf16LittleEndian},
        Case{"UTF-16BE", kRussian, "\xFE\xFF", TextEncoding::kUtf16BigEndian},
        Case{"UTF-16LE", kRussian, "", TextEncoding::kUtf16LittleEndian},
        Case{"UTF-16BE", "name,note\nVera,\xF0\x9F\x8C\xB3\n", "", TextEncoding::kUtf16BigEndian}));

TEST(DetectEncoding, FewBadRowsLeaveUtf8) {
  EXPECT_EQ(detect_encoding(std::string(kRussian) + "x\xFF\xFE,y\n", true), TextEncoding::kUtf8);
  EXPECT_EQ(detect_encoding("a,b\n1,x\n2,\xFF\xFE\n3,z\n", true), TextEncoding::kUtf8);
  EXPECT_EQ(detect_encoding("a,b\n1,x\n2,\xC3(\n3,z\n", true), TextEncoding::kUtf8);
}

TEST(DetectEncoding, LooksBehindAnAsciiStart) {
  const TemporaryFolder folder;
  std::string text = "name,city\n";
  while (text.size() < (3u << 20)) text += "Vera,Tver\n";
  const std::string path = folder.write("a.csv", text + encode(kRussian, "windows-1251"));
  EXPECT_EQ(detect_file_encoding(path), TextEncoding::kWindows1251);
}

std::string error_of(const std::string& path) {
  try {
    detect_file_encoding(path);
  } catch (const DataError& error) {
    return error.what();
  }
  return "no error";
}

TEST(DetectEncoding, RefusesWhatIsNoText) {
  const TemporaryFolder folder;
  EXPECT_THAT(error_of(folder.write("a", "")), HasSubstr("0 bytes"));
  EXPECT_THAT(error_of(folder.write("b", " \n\n")), HasSubstr("blank lines"));
  EXPECT_THAT(error_of(folder.write("c", "PK\x03\x04 etc")), HasSubstr("Excel workbook"));
  EXPECT_THAT(error_of(folder.write("d", "%PDF-1.7")), HasSubstr("a PDF document"));
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>((i * 7919 + i / 3) % 256);
  EXPECT_THAT(error_of(folder.write("e", noise)), HasSubstr("a binary file"));
}

TEST(ReadLists, RejectsARowThatTheCodePageCannotDecode) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.csv", encode(kRussian, "windows-1251") + "x,\x98,y,z\n");
  const std::vector<ListArgument> arguments = {{"a", {path}}};
  const Input input = read_lists(arguments, ExecutionContext{});
  EXPECT_EQ(input.num_mentions(), 4u);
  EXPECT_EQ(input.rejects.at(0).reason, "bytes that are not windows-1251");
  EXPECT_EQ(input.rejects.at(0).text, "x,\\x98,y,z");
  EXPECT_EQ(input.files.at(0).format, "csv , windows-1251");
}

}  // namespace
}  // namespace byname
