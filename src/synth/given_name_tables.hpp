// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "synth/culture.hpp"

namespace byname {

/// The tables behind given_names.
std::span<const GivenName> slavic_given_names(bool is_female);
std::span<const GivenName> turkic_given_names(Culture culture, bool is_female);
std::span<const GivenName> caucasian_given_names(Culture culture, bool is_female);

}  // namespace byname
