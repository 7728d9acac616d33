// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_file.hpp"

namespace byname {

std::string_view default_rules() {
  return R"toml(# Checks by different accounts before a decision stands.
checks = 2
# Kinds of source that confirm nobody unless evidence of another kind is there, too.
never_alone = ["list", "leak", "tip"]
# What may be decided many persons at once.
bulk = []

# Any of these clauses is enough.
[[confirm]]
name = "official"
needs = [{ class = "official" }]

[[confirm]]
name = "court"
needs = [{ class = "court" }]

[[confirm]]
name = "two origins"
needs = [{ origins = 2, classes = ["relative", "media", "institution", "cemetery", "list", "leak", "tip"] }]

# Which status an event gives. A person has at most one status of each line.
[statuses.fate]
disappearance = "missing"
capture = "captive"
exchange = "freed"
death = "dead"
burial = "dead"
declared_dead = "dead"

[statuses.prosecution]
charge = "charged"
sentence = "sentenced"
fine = "fined"
imprisonment = "imprisoned"
release = "freed"
# Of events on one and the same day the later one in this list counts.
same_day = ["charge", "sentence", "fine", "imprisonment", "release"]

[statuses.border]
border_exit = "abroad"
border_entry = "returned"
border_transit = "between"

# Who had one of these statuses on at least so many of the last days.
[spans.left]
line = "border"
statuses = ["abroad"]
days = 183
of = 365
)toml";
}

}  // namespace byname
