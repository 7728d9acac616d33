// SPDX-License-Identifier: Apache-2.0
#include "register/mentions_ahead.hpp"

#include <utility>

#include "base/error.hpp"
#include "register/citations.hpp"
#include "register/name_terms.hpp"

namespace byname {

namespace {

constexpr std::size_t kMany = 4096;  // bodies from which a second thread is worth its start
constexpr std::size_t kPart = 2048;

bool says_mention(const Body& body) { return body.kind == body_kind::kMention && body.bytes; }

}  // namespace

std::optional<ReadMention> read_mention(const std::string& json) {
  std::optional<MentionBody> body = read_mention_body(json);
  if (!body) return std::nullopt;
  ReadMention mention{std::move(*body), {}, {}};
  mention.citations = citations_in(mention.body.values);
  mention.name_terms = name_terms(mention.body.values);
  return mention;
}

MentionsAhead::MentionsAhead(const std::vector<Body>& bodies)
    : bodies_(bodies), is_many_(bodies.size() >= kMany) {
  begin_next({});
}

// What was taken goes where it came from: two threads that free what the other allocated wait for each other.
void MentionsAhead::begin_next(Part taken) {
  if (!is_many_ || taken.end >= bodies_.size()) return;
  next_ = std::async(std::launch::async, [this, taken = std::move(taken)]() mutable {
    taken.mentions.clear();
    return read(taken.end);
  });
}

MentionsAhead::Part MentionsAhead::read(std::size_t begin) const {
  Part part;
  for (part.end = begin; part.end < bodies_.size() && part.mentions.size() < kPart; ++part.end) {
    const Body& body = bodies_[part.end];
    if (says_mention(body)) part.mentions.push_back(read_mention(*body.bytes));
  }
  return part;
}

const ReadMention* MentionsAhead::next(std::size_t i) {
  if (!is_many_) {
    alone_ = read_mention(*bodies_[i].bytes);
    return alone_ ? &*alone_ : nullptr;
  }
  if (taken_ == part_.mentions.size()) {
    BYNAME_CHECK(next_.valid(), "more mentions are asked for than there are");
    Part taken = std::exchange(part_, next_.get());
    taken.end = part_.end;
    taken_ = 0;
    begin_next(std::move(taken));
  }
  const std::optional<ReadMention>& mention = part_.mentions[taken_++];
  return mention ? &*mention : nullptr;
}

}  // namespace byname
