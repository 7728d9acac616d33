// SPDX-License-Identifier: Apache-2.0
// Finds an encoding for any bytes and decodes them in each: no crash, and single-byte text never loses a line
// end.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "table/memory_source.hpp"
#include "table/text_decoding.hpp"
#include "table/utf8_text.hpp"

namespace {

std::string decode(std::string_view bytes, byname::TextEncoding encoding) {
  const auto source = byname::decode_to_utf8(std::make_unique<byname::MemorySource>(bytes), encoding);
  std::string text;
  char block[5];
  while (const std::size_t count = source->read(block, sizeof block)) text.append(block, count);
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using byname::TextEncoding;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  byname::binary_kind(bytes);
  byname::detect_encoding(bytes, true);
  for (const TextEncoding encoding :
       {TextEncoding::kUtf8, TextEncoding::kUtf16LittleEndian, TextEncoding::kUtf16BigEndian,
        TextEncoding::kWindows1251, TextEncoding::kKoi8, TextEncoding::kWindows1252}) {
    const std::string text = decode(bytes, encoding);
    const bool is_single_byte = encoding >= TextEncoding::kWindows1251;
    if (is_single_byte &&
        std::count(text.begin(), text.end(), '\n') != std::count(bytes.begin(), bytes.end(), '\n')) {
      std::abort();
    }
    if (!byname::is_valid_utf8(byname::shown_excerpt(text, byname::kRejectTextBytes))) std::abort();
  }
  return 0;
}
