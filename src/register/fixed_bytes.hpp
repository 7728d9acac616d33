// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace byname {

/// Returns lower-case hexadecimal digits, two a byte.
std::string to_hex(std::string_view bytes);
/// Reads hexadecimal digits of either case; nullopt if the count is odd or a character is none.
std::optional<std::string> from_hex(std::string_view digits);

/// N bytes that name something; the tag keeps kinds of ids apart.
template <std::size_t N, typename Tag>
struct FixedBytes {
  static constexpr std::size_t kSize = N;
  std::array<unsigned char, N> bytes{};

  auto operator<=>(const FixedBytes&) const = default;
  std::string_view view() const noexcept { return {reinterpret_cast<const char*>(bytes.data()), N}; }
  std::string hex() const { return to_hex(view()); }
  /// The first 8 digits: what people read and type.
  std::string short_hex() const { return hex().substr(0, 8); }
  /// nullopt unless there are exactly N bytes.
  static std::optional<FixedBytes> from_view(std::string_view view) {
    if (view.size() != N) return std::nullopt;
    FixedBytes fixed;
    std::memcpy(fixed.bytes.data(), view.data(), N);
    return fixed;
  }
};

using OpId = FixedBytes<32, struct OpIdTag>;              ///< hash of an op
using RecordId = FixedBytes<16, struct RecordIdTag>;      ///< a body's record: source, item, mention, ...
using AccountKey = FixedBytes<32, struct AccountKeyTag>;  ///< an account's public signing key
using BoxKey = FixedBytes<32, struct BoxKeyTag>;          ///< an account's public key for sealing
using Hash = FixedBytes<32, struct HashTag>;              ///< a commitment or a Merkle root
using Salt = FixedBytes<32, struct SaltTag>;              ///< what makes a commitment unguessable
using Nonce = FixedBytes<16, struct NonceTag>;            ///< drawn once an op
using Signature = FixedBytes<64, struct SignatureTag>;
using RegisterId = FixedBytes<16, struct RegisterIdTag>;
using DeviceId = FixedBytes<8, struct DeviceIdTag>;
using SlotId = FixedBytes<8, struct SlotIdTag>;

}  // namespace byname

template <std::size_t N, typename Tag>
struct std::hash<byname::FixedBytes<N, Tag>> {
  std::size_t operator()(const byname::FixedBytes<N, Tag>& value) const noexcept {
    std::size_t word = 0;  // ids are hashes already
    std::memcpy(&word, value.bytes.data(), std::min(sizeof word, N));
    return word;
  }
};
