// SPDX-License-Identifier: Apache-2.0
#include "names/name_keys.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace byname {

namespace {

std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
  std::uint64_t mixed = (a ^ (b + 0x9E3779B97F4A7C15 + (a << 6) + (a >> 2))) * 0xBF58476D1CE4E5B9;
  return mixed ^ mixed >> 29;
}

/// What is left of a family name when letters that are heard alike are one: its different consonants, without
/// voice, in the order of the alphabet, so that exchanged and doubled letters do not matter.
std::uint64_t sound_code(std::u32string_view skeleton) {
  static constexpr std::u32string_view kVoiced = U"бвгджзщц";
  static constexpr std::u32string_view kUnvoiced = U"пфктшсшс";
  std::u32string sound;
  for (char32_t c : skeleton) {
    if (is_cyrillic_vowel(c)) continue;
    if (c == U'х') c = U'к';
    if (const std::size_t at = kVoiced.find(c); at != kVoiced.npos) c = kUnvoiced[at];
    sound.push_back(c);
  }
  std::sort(sound.begin(), sound.end());
  sound.erase(std::unique(sound.begin(), sound.end()), sound.end());
  return skeleton_code(sound);
}

class KeyMaker {
 public:
  void add_reading(const NameReading& reading, const std::vector<NamePart>& earlier) {
    likelihood_ = static_cast<float>(reading.likelihood);
    add_family(reading.family, reading);
    for (const NamePart& part : earlier) add_family(part, reading);
    add_pairs(NameKeyKind::kGivenPatronymic, reading.given.codes, reading.patronymic.codes, 1);
  }

  std::vector<NameKey> take() {
    const auto order = [](const NameKey& key) { return std::tuple(key.kind, key.key, -key.weight); };
    std::sort(keys_.begin(), keys_.end(),
              [&](const NameKey& a, const NameKey& b) { return order(a) < order(b); });
    const auto last = std::unique(keys_.begin(), keys_.end(), [](const NameKey& a, const NameKey& b) {
      return a.kind == b.kind && a.key == b.key;
    });
    keys_.erase(last, keys_.end());
    return std::move(keys_);
  }

 private:
  void add(NameKeyKind kind, std::uint64_t key, float weight) {
    weight *= likelihood_;
    if (weight >= kLeastKeyWeight)
      keys_.push_back({kind, mix(key, static_cast<std::uint64_t>(kind)), weight});
  }

  void add_pairs(NameKeyKind kind, const FormCodes& first, const FormCodes& second, float factor) {
    for (const FormCode& a : first) {
      for (const FormCode& b : second) add(kind, mix(a.code, b.code), factor * a.weight * b.weight);
    }
  }

  void add_family(const NamePart& family, const NameReading& reading) {
    if (family.state != PartState::kFull) return;
    for (const FormCodes* codes : {&family.codes, &family.components}) {
      for (const FormCode& code : *codes) add(NameKeyKind::kFamily, code.code, code.weight);
      add_pairs(NameKeyKind::kFamilyGiven, *codes, reading.given.codes, 1);
      add_pairs(NameKeyKind::kFamilyPatronymic, *codes, reading.patronymic.codes, 1);
    }
    add_sound(family.skeleton, reading);
    for (const std::u32string& other : family.other_skeletons) add_sound(other, reading);
  }

  void add_sound(std::u32string_view skeleton, const NameReading& reading) {
    const std::uint64_t sound = sound_code(skeleton);
    add(NameKeyKind::kSound, sound, 1);
    for (const FormCode& given : reading.given.codes)
      add(NameKeyKind::kSoundGiven, mix(sound, given.code), given.weight);
  }

  float likelihood_ = 1;
  std::vector<NameKey> keys_;
};

}  // namespace

std::vector<NameKey> name_keys(const ParsedName& name) {
  KeyMaker maker;
  for (const NameReading& reading : name.readings) maker.add_reading(reading, name.earlier);
  return maker.take();
}

}  // namespace byname
