// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "table/single_byte_tables.hpp"
#include "table/text_decoding.hpp"
#include "table/utf8_text.hpp"

namespace byname {

namespace {

constexpr std::size_t kSampleBytes = std::size_t{1} << 20;

struct Magic {
  std::string_view bytes;
  std::string_view kind;
};

constexpr std::string_view kOldOffice("\xD0\xCF\x11\xE0", 4);
constexpr std::string_view kZip("PK\x03\x04", 4);
constexpr std::array<Magic, 15> kMagics = {{
    {kZip, "a ZIP archive without an Excel workbook (.xlsx) in it"},
    {kOldOffice, "an old Word document or another file of an old office program"},
    {"%PDF", "a PDF document"},
    {"{\\rtf", "a Word document (RTF)"},
    {"\x89PNG", "a picture (PNG)"},
    {"\xFF\xD8\xFF", "a picture (JPEG)"},
    {"GIF8", "a picture (GIF)"},
    {"\x7F"
     "ELF",
     "a program"},
    {"SQLite format 3", "an SQLite database"},
    {"Rar!", "a RAR archive"},
    {"7z\xBC\xAF\x27\x1C", "a 7z archive"},
    {std::string_view("\xFD"
                      "7zXZ\x00",
                      6),
     "an xz archive"},
    {"BZh9", "a bzip2 archive"},
    {"\x1F\x8B", "an archive inside an archive"},
    {"PAR1", "a Parquet file"},
}};

struct NulCounts {
  std::size_t even = 0;
  std::size_t odd = 0;
};

NulCounts count_nuls(std::string_view sample) {
  NulCounts counts;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    if (sample[at] == '\0') ++(at % 2 == 0 ? counts.even : counts.odd);
  }
  return counts;
}

// UTF-16 without a mark: delimiters, digits, spaces and line ends have a zero byte, always on the same side.
std::optional<TextEncoding> utf16_without_mark(std::string_view sample) {
  const NulCounts counts = count_nuls(sample);
  const std::size_t units = sample.size() / 2;
  const std::size_t needed = std::max<std::size_t>(units / 20, 2);
  if (counts.odd >= needed && counts.even * 20 < counts.odd) return TextEncoding::kUtf16LittleEndian;
  if (counts.even >= needed && counts.odd * 20 < counts.even) return TextEncoding::kUtf16BigEndian;
  return std::nullopt;
}

std::optional<TextEncoding> encoding_of_mark(std::string_view sample) {
  if (sample.starts_with("\xEF\xBB\xBF")) return TextEncoding::kUtf8;
  if (sample.starts_with("\xFF\xFE")) return TextEncoding::kUtf16LittleEndian;
  if (sample.starts_with("\xFE\xFF")) return TextEncoding::kUtf16BigEndian;
  return std::nullopt;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != '\v' &&
         byte != 0x1B;
}

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Utf8Counts {
  std::size_t characters = 0;  ///< of two bytes or more
  std::size_t bad_bytes = 0;
};

Utf8Counts count_utf8(std::string_view sample) {
  Utf8Counts counts;
  while (!sample.empty()) {
    const std::size_t valid = valid_utf8_prefix(sample);
    counts.characters += static_cast<std::size_t>(
        std::count_if(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(valid),
                      [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
    sample.remove_prefix(valid);
    // Up to three bytes at the end may be a character that the sample cut off.
    if (sample.size() > 3) ++counts.bad_bytes;
    if (!sample.empty()) sample.remove_prefix(1);
  }
  return counts;
}

/// How the bytes above ASCII stand among their neighbours.
struct HighByteCounts {
  std::size_t total = 0;
  std::size_t in_words = 0;  ///< three or more in a row: a word in another script
  std::size_t in_latin = 0;  ///< a West European letter inside a Latin word: "Jos\xE9"
};

// A letter of windows-1252 that West European names use, where it may stand: capitals begin a word or stand
// among capitals. The rare ones (eth, thorn, y with diaeresis) are left out, as random bytes are taken for
// them.
bool is_west_european_letter(unsigned char byte, char before, char after) {
  if (byte < 0xC0 || byte == 0xD7 || byte == 0xF7 || byte == 0xD0 || byte == 0xDE || byte == 0xF0 ||
      byte >= 0xFE) {
    return false;
  }
  const bool is_capital = byte < 0xDF;
  if (is_capital && before >= 'a' && before <= 'z') return false;
  return is_ascii_letter(before) || is_ascii_letter(after);
}

HighByteCounts count_high_bytes(std::string_view sample) {
  HighByteCounts counts;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    if (!is_high(sample[at])) continue;
    std::size_t end = at;
    while (end < sample.size() && is_high(sample[end])) ++end;
    const std::size_t length = end - at;
    const char before = at > 0 ? sample[at - 1] : ' ';
    const char after = end < sample.size() ? sample[end] : ' ';
    counts.total += length;
    if (length >= 3) counts.in_words += length;
    if (length == 1 && is_west_european_letter(static_cast<unsigned char>(sample[at]), before, after))
      ++counts.in_latin;
    at = end;
  }
  return counts;
}

// Letters per 1,000 of Russian text from а to я (frequencies of the Russian National Corpus, rounded), then ё
// є і ї ґ as a Ukrainian text has them, halved since a list may be in either language.
constexpr std::array<double, 32> kRussianPerMille = {80, 16, 45, 17,  30,  85, 9,  16, 74, 12, 35,
                                                     44, 32, 67, 110, 28,  47, 55, 63, 26, 3,  10,
                                                     5,  14, 7,  4,   0.4, 19, 17, 3,  6,  20};

double letter_per_mille(char32_t lower) {
  if (lower >= U'а' && lower <= U'я') return kRussianPerMille[lower - U'а'];
  switch (lower) {
    case U'ё':
      return 1;
    case U'і':
      return 25;
    case U'ї':
      return 4;
    case U'є':
      return 3;
    case U'ґ':
      return 0.2;
    default:
      return 0.01;
  }
}

char32_t lower_cyrillic(char32_t letter) {
  if (letter >= U'А' && letter <= U'Я') return letter + 0x20;
  if (letter >= U'Ѐ' && letter <= U'Џ') return letter + 0x50;
  return letter == U'Ґ' ? U'ґ' : letter;
}

bool is_cyrillic(char32_t letter) { return letter >= U'Ѐ' && letter <= U'ґ'; }

/// Mean log frequency of the letters, read in one encoding; a small letter before a capital costs as much as
/// a letter that Russian never uses, which tells windows-1251 from KOI8-R, where the cases lie the other way
/// round.
struct CyrillicScore {
  double mean_log = -100;
  double cyrillic_share = 0;
};

CyrillicScore score_cyrillic(std::string_view sample, TextEncoding encoding) {
  const SingleByteTable& table = single_byte_table(encoding);
  double sum = 0;
  std::size_t letters = 0;
  std::size_t high = 0;
  bool was_small = false;
  for (const char c : sample) {
    const char32_t letter = is_high(c) ? table.code_points[static_cast<unsigned char>(c) - 0x80] : U' ';
    high += is_high(c);
    const bool is_letter = is_cyrillic(letter);
    const bool is_small = is_letter && lower_cyrillic(letter) == letter;
    if (is_letter) {
      ++letters;
      sum += std::log(letter_per_mille(lower_cyrillic(letter)) / 1000);
      if (was_small && !is_small) sum += std::log(1e-5);
    }
    was_small = is_small;
  }
  if (letters == 0) return {};
  return {sum / static_cast<double>(letters), static_cast<double>(letters) / static_cast<double>(high)};
}

TextEncoding single_byte_encoding(std::string_view sample) {
  const HighByteCounts counts = count_high_bytes(sample);
  const auto share = [&](std::size_t count) {
    return static_cast<double>(count) / static_cast<double>(counts.total);
  };
  if (share(counts.in_latin) >= 0.8) return TextEncoding::kWindows1252;
  const CyrillicScore windows = score_cyrillic(sample, TextEncoding::kWindows1251);
  const CyrillicScore koi8 = score_cyrillic(sample, TextEncoding::kKoi8);
  const bool is_windows = windows.mean_log >= koi8.mean_log;
  const CyrillicScore& best = is_windows ? windows : koi8;
  // Words, of letters that Russian or Ukrainian uses; about -2.9 is typical, -6 is noise.
  const bool is_plausible = share(counts.in_words) >= 0.5 && best.cyrillic_share >= 0.8 && best.mean_log > -5;
  if (!is_plausible) return TextEncoding::kUtf8;
  return is_windows ? TextEncoding::kWindows1251 : TextEncoding::kKoi8;
}

/// The first block of the file, and the first one with bytes above ASCII if that is another.
struct Samples {
  std::vector<char> first;
  std::vector<char> telling;
};

bool has_high_byte(const std::vector<char>& block) {
  return std::any_of(block.begin(), block.end(), is_high);
}

std::vector<char> next_block(ByteSource& source) {
  std::vector<char> block(kSampleBytes);
  block.resize(read_fully(source, block.data(), block.size()));
  return block;
}

Samples read_samples(ByteSource& source) {
  Samples samples;
  samples.first = next_block(source);
  std::vector<char> block = samples.first;
  while (!block.empty() && !has_high_byte(block)) block = next_block(source);
  samples.telling = std::move(block);
  return samples;
}

std::string_view view_of(const std::vector<char>& block) { return {block.data(), block.size()}; }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string utf16_name(std::string_view name) {
  std::string units;
  for (const char c : name) units += {c, '\0'};
  return units;
}

// What a file with a workbook in it that is not read so is, and what to do with it; empty if it is none.
std::string workbook_advice(const std::string& path, std::string_view start) {
  const auto has = [&](std::string_view name) { return start.find(utf16_name(name)) != start.npos; };
  if (start.starts_with(kOldOffice)) {  // a file of named streams
    if (has("EncryptedPackage"))
      return "is protected by a passphrase. Open it in its program, save it without one and add it again.";
    if (has("Workbook") || path.ends_with(".xls"))
      return "is an old Excel workbook (.xls). Open it in its program and save it as .xlsx or CSV.";
  }
  for (const auto& [ending, program] : {std::pair(".gz", "gunzip"), std::pair(".zst", "unzstd")}) {
    for (const char* workbook : {".xlsx", ".xlsm"}) {
      if (start.starts_with(kZip) && path.ends_with(std::string(workbook) + ending))
        return fmt::format("is a packed workbook. Unpack it ({}) and read the {}.", program, workbook);
    }
  }
  return "";
}

void check_is_text(const std::string& path, std::string_view start) {
  if (start.empty())
    throw DataError(fmt::format("{} is empty: it has 0 bytes. Leave it out or get it again.", path));
  if (const std::string advice = workbook_advice(path, start); !advice.empty())
    throw DataError(fmt::format("{} {}", path, advice));
  const std::string kind = binary_kind(start);
  if (!kind.empty()) {
    throw DataError(fmt::format(
        "{} is no text file; it seems to be {}. Open it in its program and save the sheet as CSV.", path,
        kind));
  }
  if (start.size() < kSampleBytes && is_blank(start)) {
    throw DataError(fmt::format("{} is empty: it has only blank lines. Leave it out or get it again.", path));
  }
}

}  // namespace

std::string_view encoding_name(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf8:
      return "UTF-8";
    case TextEncoding::kUtf16LittleEndian:
      return "UTF-16LE";
    case TextEncoding::kUtf16BigEndian:
      return "UTF-16BE";
    case TextEncoding::kWindows1251:
      return "windows-1251";
    case TextEncoding::kKoi8:
      return "KOI8-R";
    case TextEncoding::kWindows1252:
      return "windows-1252";
  }
  throw InternalError("encoding without a name");
}

std::string binary_kind(std::string_view sample) {
  for (const Magic& magic : kMagics) {
    if (sample.starts_with(magic.bytes)) return std::string(magic.kind);
  }
  if (encoding_of_mark(sample) || utf16_without_mark(sample)) return "";
  const auto controls = static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), is_control));
  // A few stray NULs spoil a row, not a file.
  return controls * 10 > sample.size() ? "a binary file" : "";
}

TextEncoding detect_encoding(std::string_view sample, bool is_start) {
  if (is_start) {
    if (const auto encoding = encoding_of_mark(sample)) return *encoding;
  }
  if (const auto encoding = utf16_without_mark(sample)) return *encoding;
  const Utf8Counts counts = count_utf8(sample);
  if (counts.bad_bytes == 0 || counts.characters > 4 * counts.bad_bytes) return TextEncoding::kUtf8;
  return single_byte_encoding(sample);
}

TextEncoding detect_file_encoding(const std::string& path) {
  const auto source = open_byte_source(path);
  const Samples samples = read_samples(*source);
  const std::string_view start = view_of(samples.first);
  check_is_text(path, start);
  if (const auto encoding = encoding_of_mark(start)) return *encoding;
  if (const auto encoding = utf16_without_mark(start)) return *encoding;
  return detect_encoding(view_of(samples.telling), false);
}

}  // namespace byname
