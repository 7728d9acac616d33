// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace byname {

// Comparable forms of single columns. Each appends nothing where the text cannot be read as what it should
// be.

/// "m" or "f", 0 for anything else. With `digits_count`, 1 is m and 2 is f (ISO 5218).
char read_sex(std::string_view text, bool digits_count);

/// Whole years 0 to 120: "34", "34.0", "34 года".
std::optional<int> read_age(std::string_view text);

/// True for one e-mail address: one '@' with something on both sides.
bool is_email(std::string_view text);

/// E-mail addresses in lower case, sorted, joined by '|'. A word of six characters with an '@' or '.' passes
/// for one, so that a typing error does not cost the address.
void append_emails(std::string& out, std::string_view text);

/// Phone numbers as their last ten digits (seven at least), sorted, joined by '|': country codes, trunk 0 or
/// 8, 00 and + fall away.
void append_phones(std::string& out, std::string_view text);

/// Official numbers: letters and digits in capitals, look-alike Cyrillic letters as Latin, sorted, joined by
/// '|'.
void append_numbers(std::string& out, std::string_view text);

/// Letters and digits in capitals, without spaces.
void append_postcode(std::string& out, std::string_view text);

}  // namespace byname
