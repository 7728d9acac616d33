// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace byname {

/// What a word says about the name beside it: src/names/tables/places_kinds.tsv.
enum class PlaceKind : std::uint8_t {
  kUnknown,
  kRegion,
  kDistrict,
  kTown,
  kVillage,
  kCountry,
  kNear,     ///< "под": not the place itself
  kSilent,   ///< "родился в"
  kMissing,  ///< "неизвестно"
  kNumPlaceKinds,
};

/// Where the word stands: "г. Донецк", "Донецкая обл.", "Республика Коми" and "Чеченская Республика".
enum class PlaceWordSide : std::uint8_t { kBefore, kBehind, kEither };

struct PlaceWord {
  PlaceKind kind = PlaceKind::kUnknown;
  PlaceWordSide side = PlaceWordSide::kBefore;
};

/// The words for kinds of places.
class PlaceWords {
 public:
  /// Reads a table as places_kinds.tsv is. Throws DataError for a malformed row or a word that stands twice.
  PlaceWords(const std::string& name, std::string_view table);

  struct Match {
    PlaceWord word;
    std::size_t num_words = 0;  ///< 0: none
  };
  /// The longest form that the words (folded, without dots) begin with.
  Match find(std::span<const std::string> words) const;

 private:
  std::unordered_map<std::string, PlaceWord> forms_;
  std::size_t longest_ = 1;
};

const PlaceWords& place_words();

/// The folded words of a text between spaces and dots.
std::vector<std::string> split_place_words(std::string_view folded);

}  // namespace byname
