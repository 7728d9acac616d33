// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "expression/function_groups.hpp"
#include "text/byte_similarity.hpp"

namespace byname {

namespace {

using Arguments = std::span<const Value>;

std::string_view view_at(Arguments arguments, std::size_t i, std::string& storage) {
  if (arguments[i].type == ValueType::kText) return arguments[i].text;
  storage = text_of(arguments[i]);
  return storage;
}

template <std::size_t (*kDistance)(std::string_view, std::string_view)>
Value distance(Arguments arguments, CallContext&) {
  std::string left, right;
  return integer_value(
      static_cast<std::int64_t>(kDistance(view_at(arguments, 0, left), view_at(arguments, 1, right))));
}

template <double (*kSimilarity)(std::string_view, std::string_view)>
Value similarity(Arguments arguments, CallContext&) {
  std::string left, right;
  return double_value(kSimilarity(view_at(arguments, 0, left), view_at(arguments, 1, right)));
}

/// DuckDB refuses empty texts here; NULL keeps the other pairs going.
Value jaccard(Arguments arguments, CallContext&) {
  std::string left, right;
  const std::string_view a = view_at(arguments, 0, left);
  const std::string_view b = view_at(arguments, 1, right);
  return a.empty() || b.empty() ? null_value() : double_value(byte_jaccard(a, b));
}

/// Of texts of one length that is not 0; DuckDB refuses others.
Value hamming(Arguments arguments, CallContext&) {
  std::string left, right;
  const std::string_view a = view_at(arguments, 0, left);
  const std::string_view b = view_at(arguments, 1, right);
  if (a.size() != b.size() || a.empty()) return null_value();
  std::int64_t different = 0;
  for (std::size_t i = 0; i < a.size(); ++i) different += a[i] != b[i];
  return integer_value(different);
}

constexpr Function kFunctions[] = {
    {"levenshtein", 2, 2, false, distance<byte_levenshtein>},
    {"editdist3", 2, 2, false, distance<byte_levenshtein>},
    {"damerau_levenshtein", 2, 2, false, distance<byte_damerau_levenshtein>},
    {"jaro_similarity", 2, 2, false, similarity<byte_jaro>},
    {"jaro_sim", 2, 2, false, similarity<byte_jaro>},
    {"jaro_winkler_similarity", 2, 2, false, similarity<byte_jaro_winkler>},
    {"jaro_winkler", 2, 2, false, similarity<byte_jaro_winkler>},
    {"jaccard", 2, 2, false, jaccard},
    {"hamming", 2, 2, false, hamming},
    {"mismatches", 2, 2, false, hamming},
};

}  // namespace

std::span<const Function> similarity_functions() { return kFunctions; }

}  // namespace byname
