// SPDX-License-Identifier: Apache-2.0
#include "table/text_column.hpp"

#include <algorithm>
#include <cstring>

#include "base/hash.hpp"

namespace byname {

/// Bump allocator for the texts; blocks never move, so views stay valid.
struct Dictionary::Arena {
  static constexpr std::size_t kBlockBytes = std::size_t{1} << 18;
  std::vector<std::unique_ptr<char[]>> blocks;
  char* at = nullptr;
  std::size_t left = 0;

  std::string_view store(std::string_view text) {
    if (text.size() > left) {
      const std::size_t bytes = std::max(kBlockBytes, text.size());
      blocks.push_back(std::make_unique_for_overwrite<char[]>(bytes));
      at = blocks.back().get();
      left = bytes;
    }
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    const std::string_view stored(at, text.size());
    at += text.size();
    left -= text.size();
    return stored;
  }
};

Dictionary::Dictionary() : values_(1), slots_(16, 0), arena_(std::make_unique<Arena>()) {}
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;
Dictionary::~Dictionary() = default;

std::uint32_t Dictionary::insert(std::string_view text) {
  if (values_.size() * 2 > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash64(text) & mask;; slot = (slot + 1) & mask) {
    const std::uint32_t code = slots_[slot];
    if (code == 0) {
      values_.push_back(arena_->store(text));
      slots_[slot] = static_cast<std::uint32_t>(values_.size() - 1);
      return slots_[slot];
    }
    if (values_[code] == text) return code;
  }
}

std::uint32_t Dictionary::find(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash64(text) & mask;; slot = (slot + 1) & mask) {
    const std::uint32_t code = slots_[slot];
    if (code == 0 || values_[code] == text) return code;
  }
}

void Dictionary::grow() {
  slots_.assign(slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t code = 1; code < values_.size(); ++code) {
    std::size_t slot = hash64(values_[code]) & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = code;
  }
}

}  // namespace byname
