// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "register/evidence_json.hpp"
#include "register/op.hpp"
#include "register/person_lookup.hpp"
#include "register/run_json.hpp"
#include "scratch_register.hpp"

namespace byname {

/// Adds mentions LIST:1, LIST:2, ... with these family names by one op; links those of equal names by
/// machine. The source is of this kind.
inline OpId add_people(Register& opened, const std::string& list, const std::vector<std::string>& names,
                       const std::string& kind = "list") {
  OpWriter writer(opened, "add");
  writer.add(body_kind::kSource, source_body({list, kind, "", "", ""}));
  std::vector<RecordId> ids;
  for (std::size_t i = 0; i < names.size(); ++i) {
    MentionBody mention;
    mention.list = list;
    mention.key = std::to_string(i + 1);
    mention.values = {{"family", "Name", names[i], names[i]}};
    ids.push_back(writer.add(body_kind::kMention, mention_body(mention)));
  }
  std::vector<MentionPair> links;
  for (std::size_t i = 0; i < names.size(); ++i) {
    Rows rows = opened.database().query(
        "SELECT m.id FROM mention m JOIN mention_value v ON v.mention = m.number WHERE v.value = ?1 ORDER BY "
        "m.number",
        names[i]);
    if (rows.next()) links.push_back({rows.fixed<RecordId>(0), ids[i], 12});
  }
  writer.add(body_kind::kRun, run_body({"test", false}));
  writer.add(body_kind::kLinks, links_body({links, {}}));
  const OpId op = writer.append().id;
  writer.commit();
  return op;
}

/// Who holds LIST:KEY; "" if it counts for nobody.
inline std::string person_of(Register& opened, const std::string& list, const std::string& key) {
  Rows rows = opened.database().query(
      "SELECT p.person FROM mention m JOIN person_mention p ON p.mention = m.number WHERE m.list = ?1 AND "
      "m.row_key = ?2",
      list, key);
  return rows.next() ? rows.text(0) : "";
}

}  // namespace byname
