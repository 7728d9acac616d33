// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// Writes a Russian word as Ukrainian newspapers do: Соловьёв to Соловйов, Никитин to Нікітін.
std::string ukrainian_spelling(std::string_view russian);
/// Writes a Ukrainian word as Russian papers do: Зінченко to Зинченко, Лук'яненко to Лукьяненко.
std::string russian_spelling(std::string_view ukrainian);

}  // namespace byname
