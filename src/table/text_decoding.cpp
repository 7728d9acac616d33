// SPDX-License-Identifier: Apache-2.0
#include "table/text_decoding.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/error.hpp"
#include "table/single_byte_tables.hpp"

namespace byname {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 18;

char32_t decode_byte(UConverter* converter, char byte) {
  std::array<UChar, 4> units{};
  UErrorCode status = U_ZERO_ERROR;
  const int32_t length = ucnv_toUChars(converter, units.data(), units.size(), &byte, 1, &status);
  // ICU makes control characters of bytes that a code page leaves free.
  const bool is_free = U_FAILURE(status) || length < 1 || (units[0] >= 0x80 && units[0] < 0xA0);
  if (is_free) return SingleByteTable::kUnassigned;
  return units[0];  // the code pages read here stay within the basic plane
}

SingleByteTable make_table(const char* icu_name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(icu_name, &status);
  BYNAME_CHECK(U_SUCCESS(status), "ICU lacks the converter {}", icu_name);
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  SingleByteTable table{};
  for (std::size_t i = 0; i < 128; ++i) {
    const char byte = static_cast<char>(0x80 + i);
    table.code_points[i] = decode_byte(converter, byte);
    if (table.code_points[i] == SingleByteTable::kUnassigned) {
      // A lone byte of the upper half is never valid UTF-8 after a whole character: the row will be rejected.
      table.utf8[i][0] = byte;
      table.utf8_length[i] = 1;
      continue;
    }
    std::uint8_t length = 0;
    U8_APPEND_UNSAFE(reinterpret_cast<std::uint8_t*>(table.utf8[i].data()), length, table.code_points[i]);
    table.utf8_length[i] = length;
  }
  ucnv_close(converter);
  return table;
}

/// Yields the first bytes again before the rest of the source; drops a byte order mark.
class WithoutMark final : public ByteSource {
 public:
  WithoutMark(std::unique_ptr<ByteSource> source, std::string_view mark) : source_(std::move(source)) {
    start_.resize(mark.size());
    start_.resize(read_fully(*source_, start_.data(), start_.size()));
    if (start_ == mark) start_.clear();
  }
  std::size_t read(char* into, std::size_t size) override {
    if (at_ == start_.size()) return source_->read(into, size);
    const std::size_t count = std::min(size, start_.size() - at_);
    std::memcpy(into, start_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string start_;
  std::size_t at_ = 0;
};

/// Decodes block by block into a buffer that read() hands out.
class DecodingSource : public ByteSource {
 public:
  explicit DecodingSource(std::unique_ptr<ByteSource> source)
      : source_(std::move(source)), block_(std::make_unique_for_overwrite<char[]>(kBlockBytes)) {}

  std::size_t read(char* into, std::size_t size) override {
    while (at_ == decoded_.size() && !is_done_) decode_block();
    const std::size_t count = std::min(size, decoded_.size() - at_);
    std::memcpy(into, decoded_.data() + at_, count);
    at_ += count;
    return count;
  }

 protected:
  /// Appends the UTF-8 of `bytes` to `decoded`; what is left of a character at the end is kept for the next
  /// call, unless `is_last`.
  virtual void decode(std::string_view bytes, bool is_last, std::string& decoded) = 0;

 private:
  void decode_block() {
    const std::size_t count = source_->read(block_.get(), kBlockBytes);
    decoded_.clear();
    at_ = 0;
    is_done_ = count == 0;
    decode({block_.get(), count}, is_done_, decoded_);
  }

  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<char[]> block_;
  std::string decoded_;
  std::size_t at_ = 0;
  bool is_done_ = false;
};

class SingleByteSource final : public DecodingSource {
 public:
  SingleByteSource(std::unique_ptr<ByteSource> source, TextEncoding encoding)
      : DecodingSource(std::move(source)), table_(single_byte_table(encoding)) {}

 protected:
  void decode(std::string_view bytes, bool, std::string& decoded) override {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80) {
        decoded += c;
      } else {
        decoded.append(table_.utf8[byte - 0x80].data(), table_.utf8_length[byte - 0x80]);
      }
    }
  }

 private:
  const SingleByteTable& table_;
};

class Utf16Source final : public DecodingSource {
 public:
  Utf16Source(std::unique_ptr<ByteSource> source, bool is_little_endian)
      : DecodingSource(std::move(source)), low_(is_little_endian ? 0 : 1) {}

 protected:
  void decode(std::string_view bytes, bool is_last, std::string& decoded) override {
    std::string_view input = bytes;
    if (!pending_.empty()) {
      pending_ += bytes;
      input = pending_;
    }
    const std::size_t used = decode_units(input, is_last, decoded);
    std::string rest(input.substr(used));
    if (is_last && !rest.empty()) {
      decoded += kUndecodable;
      rest.clear();
    }
    pending_ = std::move(rest);
  }

 private:
  static constexpr char kUndecodable = '\xFF';

  char16_t unit(std::string_view bytes, std::size_t at) const {
    const auto low = static_cast<unsigned char>(bytes[at + low_]);
    const auto high = static_cast<unsigned char>(bytes[at + 1 - low_]);
    return static_cast<char16_t>(low | (high << 8));
  }

  std::size_t decode_units(std::string_view bytes, bool is_last, std::string& decoded) const {
    std::size_t at = 0;
    while (at + 2 <= bytes.size()) {
      const char16_t first = unit(bytes, at);
      if (U16_IS_LEAD(first) && at + 4 > bytes.size() && !is_last) break;
      if (U16_IS_LEAD(first) && at + 4 <= bytes.size() && U16_IS_TRAIL(unit(bytes, at + 2))) {
        append(U16_GET_SUPPLEMENTARY(first, unit(bytes, at + 2)), decoded);
        at += 4;
        continue;
      }
      if (U16_IS_SURROGATE(first)) {
        decoded += kUndecodable;
      } else {
        append(first, decoded);
      }
      at += 2;
    }
    return at;
  }

  static void append(UChar32 character, std::string& decoded) {
    std::array<std::uint8_t, 4> bytes;
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, character);
    decoded.append(reinterpret_cast<const char*>(bytes.data()), length);
  }

  std::size_t low_;  ///< offset of the low byte in a unit
  std::string pending_;
};

}  // namespace

const SingleByteTable& single_byte_table(TextEncoding encoding) {
  static const SingleByteTable windows_1251 = make_table("windows-1251");
  static const SingleByteTable windows_1252 = make_table("windows-1252");
  static const SingleByteTable koi8 = make_table("KOI8-U");
  switch (encoding) {
    case TextEncoding::kWindows1251:
      return windows_1251;
    case TextEncoding::kWindows1252:
      return windows_1252;
    case TextEncoding::kKoi8:
      return koi8;
    default:
      throw InternalError("no single-byte encoding");
  }
}

std::unique_ptr<ByteSource> decode_to_utf8(std::unique_ptr<ByteSource> source, TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf8:
      return std::make_unique<WithoutMark>(std::move(source), "\xEF\xBB\xBF");
    case TextEncoding::kUtf16LittleEndian:
      return std::make_unique<Utf16Source>(std::make_unique<WithoutMark>(std::move(source), "\xFF\xFE"),
                                           true);
    case TextEncoding::kUtf16BigEndian:
      return std::make_unique<Utf16Source>(std::make_unique<WithoutMark>(std::move(source), "\xFE\xFF"),
                                           false);
    default:
      return std::make_unique<SingleByteSource>(std::move(source), encoding);
  }
}

}  // namespace byname
