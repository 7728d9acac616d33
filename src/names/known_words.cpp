// SPDX-License-Identifier: Apache-2.0
#include "names/known_words.hpp"

#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "names/canonical_names.hpp"
#include "names/part_reading.hpp"
#include "text/utf8.hpp"

namespace byname {

struct KnownWord::MadePart {
  char part;
  SexSet sex;
  CaseSet grammatical_case;
  CanonicalPart made;
  MadePart* before = nullptr;
};

CanonicalPart canonical_form(const NamePart& part, const NameTables& tables) {
  std::uint64_t codes = part.codes.size();
  for (const FormCode& code : part.codes) codes = mix64(codes ^ code.code);
  return {canonical_part(part, tables), codes,
          part.state == PartState::kInitial || (part.is_known && !part.is_misspelt)};
}

KnownWord::KnownWord(NameWord word, const NameTables& tables)
    : word_(std::move(word)),
      reading_(read_word(word_, tables)),
      likelihoods_(role_likelihoods(word_, reading_)) {
  const std::u32string characters = to_utf32(word_.text);
  counts_ = count_letters(characters);
  num_characters_ = characters.size();
}

KnownWord::~KnownWord() {
  for (MadePart* part = parts_.load(); part != nullptr;) {
    const std::unique_ptr<MadePart> last(part);
    part = part->before;
  }
}

const CanonicalPart& KnownWord::part(char part, SexSet sex, CaseSet grammatical_case,
                                     const NameTables& tables) const {
  MadePart* last = parts_.load(std::memory_order_acquire);
  for (const MadePart* made = last; made != nullptr; made = made->before) {
    if (made->part == part && made->sex == sex && made->grammatical_case == grammatical_case)
      return made->made;
  }
  auto* made = new MadePart{part, sex, grammatical_case,
                            canonical_form(read_part(placed(), part, sex, grammatical_case), tables), last};
  // Two threads may make the same: one of the two is found from then on.
  while (!parts_.compare_exchange_weak(made->before, made, std::memory_order_acq_rel)) {
  }
  return made->made;
}

void KnownWords::clear(const ExecutionContext& context) {
  parallel_chunks(context, kShards, 1,
                  [&](std::size_t shard, std::size_t, std::size_t) { shards_[shard].words.clear(); });
}

std::size_t KnownWords::TextHash::operator()(std::string_view text) const noexcept { return hash64(text); }

const KnownWord* KnownWords::find(std::string_view text) {
  constexpr std::size_t kLongestWord = 200;  // bytes; what is longer is no name
  if (text.size() > kLongestWord) return nullptr;
  Shard& shard = shards_[hash64(text) >> 32 & (kShards - 1)];
  {
    const std::lock_guard lock(shard.mutex);
    if (const auto found = shard.words.find(text); found != shard.words.end()) return found->second.get();
  }
  std::unique_ptr<KnownWord> word;
  if (std::optional<NameWord> plain = plain_word(text, tables_))
    word = std::make_unique<KnownWord>(std::move(*plain), tables_);
  const std::lock_guard lock(shard.mutex);
  return shard.words.try_emplace(std::string(text), std::move(word)).first->second.get();
}

}  // namespace byname
