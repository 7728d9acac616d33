// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "table/text_column.hpp"

namespace byname {

/// Finds a mention by (list, file, row), as the files of an output folder name it.
class MentionIndex {
 public:
  /// Adds the next mention; mentions count from 0. Returns false if it is there already.
  bool add(std::string_view list, std::string_view file, std::int64_t row);
  std::optional<std::uint32_t> find(std::string_view list, std::string_view file, std::int64_t row) const;
  std::uint32_t size() const { return static_cast<std::uint32_t>(mention_of_.size()); }

 private:
  struct Place {
    std::uint64_t file = 0;  ///< code of the list, then of the file
    std::int64_t row = 0;
    bool operator==(const Place&) const = default;
  };
  struct PlaceHash {
    std::size_t operator()(const Place& place) const noexcept;
  };

  Dictionary lists_;
  Dictionary files_;
  std::unordered_map<Place, std::uint32_t, PlaceHash> mention_of_;
};

}  // namespace byname
