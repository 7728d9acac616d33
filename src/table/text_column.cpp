// SPDX-License-Identifier: Apache-2.0
#include "table/text_column.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/hash.hpp"

namespace byname {

namespace {

constexpr char kKeptEmptyText[1] = {0};

}  // namespace

/// Bump allocator for the texts; blocks never move, so views stay valid.
struct Dictionary::Arena {
  static constexpr std::size_t kFirstBlockBytes = std::size_t{1} << 10;
  static constexpr std::size_t kLargestBlockBytes = std::size_t{1} << 20;
  std::vector<std::unique_ptr<char[]>> blocks;
  std::size_t next_block_bytes = kFirstBlockBytes;
  char* at = nullptr;
  std::size_t left = 0;

  std::string_view store(std::string_view text) {
    if (text.size() > left) {
      const std::size_t bytes = std::max(next_block_bytes, text.size());
      next_block_bytes = std::min(next_block_bytes * 2, kLargestBlockBytes);
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

Dictionary::Dictionary() : values_(1), slots_(16), arena_(std::make_unique<Arena>()) {}
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;
Dictionary::~Dictionary() = default;

std::string_view kept_empty_text() { return {kKeptEmptyText, 0}; }

std::uint32_t Dictionary::insert(std::string_view text) {
  make_room(1);
  return insert_hashed(text, hash64(text));
}

void Dictionary::insert_all(std::span<const std::string_view> texts, std::vector<std::uint32_t>& codes) {
  constexpr std::size_t kBatch = 32;  // about as many memory reads as a core keeps in flight, twice over
  std::array<std::uint64_t, kBatch> hashes;
  for (std::size_t begin = 0; begin < texts.size(); begin += kBatch) {
    const auto batch = texts.subspan(begin, std::min(kBatch, texts.size() - begin));
    make_room(batch.size());
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      hashes[i] = hash64(batch[i]);
      __builtin_prefetch(&slots_[static_cast<std::uint32_t>(hashes[i]) & mask], 1);
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      __builtin_prefetch(&values_[slots_[static_cast<std::uint32_t>(hashes[i]) & mask].code]);
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const bool is_null = batch[i].empty() && batch[i].data() != kKeptEmptyText;
      codes.push_back(is_null ? kNull : insert_hashed(batch[i], hashes[i]));
    }
  }
}

void Dictionary::append_all(std::span<const std::string_view> texts, std::vector<std::uint32_t>& codes) {
  for (const std::string_view text : texts) {
    const bool is_null = text.empty() && text.data() != kKeptEmptyText;
    codes.push_back(is_null ? kNull : size());
    if (!is_null) values_.push_back(arena_->store(text));
  }
}

void Dictionary::keep_texts_alone() {
  // An assigned {} would keep the memory.
  std::vector<std::string_view>().swap(values_);
  std::vector<Slot>().swap(slots_);
}

void Dictionary::make_room(std::size_t num_new) {
  while ((values_.size() + num_new) * 3 > slots_.size() * 2) grow();
}

std::uint32_t Dictionary::insert_hashed(std::string_view text, std::uint64_t hash) {
  const auto tag = static_cast<std::uint32_t>(hash);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = tag & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.code == kNull) {
      values_.push_back(arena_->store(text));
      slot = {tag, static_cast<std::uint32_t>(values_.size() - 1)};
      return slot.code;
    }
    if (slot.tag == tag && values_[slot.code] == text) return slot.code;
  }
}

std::uint32_t Dictionary::find(std::string_view text) const {
  const auto tag = static_cast<std::uint32_t>(hash64(text));
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = tag & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.code == kNull || (slot.tag == tag && values_[slot.code] == text)) return slot.code;
  }
}

void Dictionary::grow() {
  std::vector<Slot> larger(slots_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.code == kNull) continue;
    std::size_t at = slot.tag & mask;
    while (larger[at].code != kNull) at = (at + 1) & mask;
    larger[at] = slot;
  }
  slots_ = std::move(larger);
}

}  // namespace byname
