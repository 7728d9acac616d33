// SPDX-License-Identifier: Apache-2.0
#include "register/text_sketch.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/hash.hpp"

namespace byname {

namespace {

constexpr std::size_t kRunWords = 4;
constexpr std::size_t kSketchSize = 32;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : text) {
    const bool is_letter = static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
                           (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter) {
      finish();
    } else {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  finish();
  return words;
}

}  // namespace

std::vector<std::int64_t> text_sketch(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  std::vector<std::int64_t> hashes;
  const std::size_t num_runs = words.size() < kRunWords ? 1 : words.size() - kRunWords + 1;
  for (std::size_t run = 0; run < num_runs; ++run) {
    std::string joined;
    for (std::size_t i = run; i < std::min(run + kRunWords, words.size()); ++i) joined += words[i] + ' ';
    hashes.push_back(static_cast<std::int64_t>(hash64(joined)));
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  if (hashes.size() > kSketchSize) hashes.resize(kSketchSize);
  return hashes;
}

// Of the smallest hashes of both texts together, the share that both have.
double resemblance(const std::vector<std::int64_t>& left, const std::vector<std::int64_t>& right) {
  std::vector<std::int64_t> both;
  std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
  if (both.empty()) return 0;
  if (both.size() > kSketchSize) both.resize(kSketchSize);
  const auto shared = std::count_if(both.begin(), both.end(), [&](std::int64_t hash) {
    return std::binary_search(left.begin(), left.end(), hash) &&
           std::binary_search(right.begin(), right.end(), hash);
  });
  return static_cast<double>(shared) / static_cast<double>(both.size());
}

}  // namespace byname
