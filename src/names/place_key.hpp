// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// Folds the name of a place so that every way to write and to romanise it is the same: "Чернігів",
/// "Chernihiv" and "Chernigiv"; "Donetskaya" and "Донецкая". Words are separated by one space. Words for
/// kinds ("г.") are not looked at.
std::string place_key(std::string_view name);

/// The key of a region without the ending of its adjective: "Донецкая", "Донецької", "Donetska" and "Donetsk"
/// are the same.
std::string region_key(std::string_view place_key);

/// True for a key that ends as adjectives do ("donetskaia", "pechenegski").
bool is_adjective_key(std::string_view place_key);

}  // namespace byname
