// SPDX-License-Identifier: Apache-2.0
#include "synth/culture.hpp"

#include "synth/given_name_tables.hpp"

namespace byname {

std::span<const GivenName> given_names(Culture culture, bool is_female) {
  switch (culture) {
    case Culture::kRussian:
    case Culture::kUkrainian:
    case Culture::kBelarusian:
      return slavic_given_names(is_female);
    case Culture::kDagestani:
    case Culture::kArmenian:
    case Culture::kGeorgian:
      return caucasian_given_names(culture, is_female);
    default:
      return turkic_given_names(culture, is_female);
  }
}

bool has_turkic_patronymics(Culture culture) {
  return culture == Culture::kAzerbaijani || culture == Culture::kKazakh || culture == Culture::kUzbek ||
         culture == Culture::kKyrgyz;
}

}  // namespace byname
