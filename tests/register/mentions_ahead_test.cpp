// SPDX-License-Identifier: Apache-2.0
#include "register/mentions_ahead.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace byname {
namespace {

// Mentions, some of them erased or unreadable, among bodies of other kinds.
std::vector<Body> bodies_of(std::size_t number) {
  std::vector<Body> bodies;
  for (std::size_t i = 0; i < number; ++i) {
    Body body{std::string(body_kind::kMention), {}, std::nullopt, std::nullopt};
    MentionBody mention;
    mention.list = "a";
    mention.key = fmt::format("{}", i);
    mention.values = {{"family", "Name", fmt::format("Gordev{}", i), fmt::format("gordev{} b", i)},
                      {"", "Link", fmt::format("https://archive.example/{}", i), ""}};
    body.bytes = mention_body(mention);
    if (i % 7 == 3) body.kind = body_kind::kSource;
    if (i % 11 == 5) body.bytes.reset();
    if (i % 13 == 6) body.bytes = "{\"list\":";
    bodies.push_back(std::move(body));
  }
  return bodies;
}

TEST(MentionsAhead, AreThoseThatAreReadOneByOne) {
  for (const std::size_t number :
       {std::size_t{0}, std::size_t{10}, std::size_t{4095}, std::size_t{4096}, std::size_t{10000}}) {
    const std::vector<Body> bodies = bodies_of(number);
    MentionsAhead ahead(bodies);
    std::size_t num_read = 0;
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      if (bodies[i].kind != body_kind::kMention || !bodies[i].bytes) continue;
      const ReadMention* mention = ahead.next(i);
      ASSERT_EQ(mention != nullptr, i % 13 != 6) << i;
      if (!mention) continue;
      ++num_read;
      ASSERT_EQ(mention->body.key, fmt::format("{}", i));
      ASSERT_EQ(mention->citations, (std::vector<std::string>{fmt::format("https://archive.example/{}", i)}));
      ASSERT_EQ(mention->name_terms, (std::vector<std::string>{"b", fmt::format("gordev{}", i)}));
    }
    EXPECT_GE(num_read, number * 7 / 10);
  }
}

// Whoever stops early waits for the thread that reads ahead, and no longer needs the bodies after that.
TEST(MentionsAhead, MayBeLeft) {
  const std::vector<Body> bodies = bodies_of(10000);
  MentionsAhead ahead(bodies);
  EXPECT_TRUE(ahead.next(0));
}

}  // namespace
}  // namespace byname
