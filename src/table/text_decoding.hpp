// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "table/byte_source.hpp"

namespace byname {

enum class TextEncoding { kUtf8, kUtf16LittleEndian, kUtf16BigEndian, kWindows1251, kKoi8, kWindows1252 };

/// Returns the name that people know: "UTF-8", "windows-1251", ...
std::string_view encoding_name(TextEncoding encoding);

/// Says what a file that is no text seems to be ("an Excel workbook", "a binary file"); empty for text.
std::string binary_kind(std::string_view sample);

/// Finds the encoding of a piece of a file. `is_start` tells whether it begins the file, where alone a byte
/// order mark stands. A piece with mostly valid UTF-8 is UTF-8, and its bad rows are for the reader to
/// reject.
TextEncoding detect_encoding(std::string_view sample, bool is_start);

/// Reads the file as far as needed to find its encoding: its first MiB, and where that is all ASCII the first
/// later one that is not. Throws DataError if the file is empty, blank or no text.
TextEncoding detect_file_encoding(const std::string& path);

/// Wraps a source so that it yields UTF-8 without byte order mark. What cannot be decoded comes out as bytes
/// that are not valid UTF-8, so that the reader rejects just that row.
std::unique_ptr<ByteSource> decode_to_utf8(std::unique_ptr<ByteSource> source, TextEncoding encoding);

}  // namespace byname
