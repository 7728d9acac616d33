// SPDX-License-Identifier: Apache-2.0
#include "evaluate/mention_index.hpp"

#include "base/hash.hpp"

namespace byname {

namespace {

std::uint64_t file_key(std::uint32_t list, std::uint32_t file) {
  return (static_cast<std::uint64_t>(list) << 32) | file;
}

}  // namespace

std::size_t MentionIndex::PlaceHash::operator()(const Place& place) const noexcept {
  return mix64(mix64(place.file) ^ static_cast<std::uint64_t>(place.row));
}

bool MentionIndex::add(std::string_view list, std::string_view file, std::int64_t row) {
  const Place place{file_key(lists_.insert(list), files_.insert(file)), row};
  return mention_of_.emplace(place, size()).second;
}

std::optional<std::uint32_t> MentionIndex::find(std::string_view list, std::string_view file,
                                                std::int64_t row) const {
  const auto at = mention_of_.find(Place{file_key(lists_.find(list), files_.find(file)), row});
  if (at == mention_of_.end()) return std::nullopt;
  return at->second;
}

}  // namespace byname
