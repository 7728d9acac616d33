// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/execution_context.hpp"
#include "names/name_part.hpp"
#include "names/role_likelihood.hpp"
#include "names/text_repair.hpp"

namespace byname {

/// One word as one part of a name, as linking compares it.
struct CanonicalPart {
  std::string canonical;       ///< see CanonicalName
  std::uint64_t codes = 0;     ///< hash of the codes of NamePart, in order
  bool is_sure_given = false;  ///< an initial, or known and not misspelt
};

CanonicalPart canonical_form(const NamePart& part, const NameTables& tables);

/// A plain word (name_split.hpp) and all that is read from it. Constant but for what is remembered of it,
/// which threads may ask for at once.
class KnownWord {
 public:
  KnownWord(NameWord word, const NameTables& tables);
  KnownWord(const KnownWord&) = delete;
  KnownWord& operator=(const KnownWord&) = delete;
  ~KnownWord();

  const NameWord& word() const { return word_; }
  PlacedWord placed() const { return {&word_, &reading_, &likelihoods_}; }
  const LetterCounts& counts() const { return counts_; }
  std::size_t num_characters() const { return num_characters_; }
  /// The word as a part, F, G or P, for one sex and case; made when it is first asked for.
  const CanonicalPart& part(char part, SexSet sex, CaseSet grammatical_case, const NameTables& tables) const;

 private:
  struct MadePart;
  NameWord word_;
  WordReading reading_;
  RoleLikelihoods likelihoods_;
  LetterCounts counts_;
  std::size_t num_characters_;
  mutable std::atomic<MadePart*> parts_{nullptr};  ///< the one made last; each knows the one before
};

/// The plain words of some names, each read once, whatever thread asks for it.
class KnownWords {
 public:
  explicit KnownWords(const NameTables& tables) : tables_(tables) {}
  /// Null: the word is not plain. What is given stays where it is until clear().
  const KnownWord* find(std::string_view text);
  /// Forgets all words, which takes a while where they are many.
  void clear(const ExecutionContext& context);

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, std::unique_ptr<KnownWord>, TextHash, std::equal_to<>> words;
  };
  static constexpr std::size_t kShards = 64;

  const NameTables& tables_;
  std::array<Shard, kShards> shards_;
};

}  // namespace byname
