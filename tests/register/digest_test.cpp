// SPDX-License-Identifier: Apache-2.0
#include "register/digest.hpp"

#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace byname {
namespace {

Hash leaf(std::uint64_t number) { return Digest("test").add(number).finish<Hash>(); }

Hash leaf_node(const Hash& hash) { return Digest("leaf").add(hash.view()).finish<Hash>(); }

Hash node(const Hash& left, const Hash& right) {
  return Digest("node").add(left.view()).add(right.view()).finish<Hash>();
}

TEST(Digest, KeepsFieldsApart) {
  EXPECT_NE(Digest("x").add("ab").add("c").finish<Hash>(), Digest("x").add("a").add("bc").finish<Hash>());
  EXPECT_NE(Digest("x").add("ab").finish<Hash>(), Digest("y").add("ab").finish<Hash>());
  const std::string secret(32, 's');
  EXPECT_NE(Digest("x").add("ab").finish<Hash>(), Digest("x", secret).add("ab").finish<Hash>());
}

// BLAKE2b-256 of the 8 bytes of the length 0, computed by Python's hashlib.blake2b(bytes(8), digest_size=32).
TEST(Digest, IsBlake2b) {
  EXPECT_EQ(Digest("").finish<Hash>().hex(),
            "81e47a19e6b29b0a65b9591762ce5143ed30d0261e5d24a3201752506b20f15c");
}

TEST(MerkleRoot, SplitsAtThePowerOfTwoBelow) {
  const std::vector<Hash> leaves = {leaf(0), leaf(1), leaf(2), leaf(3), leaf(4)};
  const Hash four = node(node(leaf_node(leaves[0]), leaf_node(leaves[1])),
                         node(leaf_node(leaves[2]), leaf_node(leaves[3])));
  EXPECT_EQ(merkle_root(leaves.data(), 4), four);
  EXPECT_EQ(merkle_root(leaves.data(), 5), node(four, leaf_node(leaves[4])));
}

TEST(MerkleRoot, DiffersWithOrderAndNumber) {
  std::vector<Hash> leaves = {leaf(0), leaf(1), leaf(2)};
  std::set<Hash> roots;
  for (std::size_t n = 0; n <= 3; ++n) roots.insert(merkle_root(leaves.data(), n));
  std::swap(leaves[0], leaves[2]);
  roots.insert(merkle_root(leaves.data(), 3));
  EXPECT_EQ(roots.size(), 5u);
}

}  // namespace
}  // namespace byname
