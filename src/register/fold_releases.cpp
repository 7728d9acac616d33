// SPDX-License-Identifier: Apache-2.0
#include "register/fold_releases.hpp"

#include "register/release_json.hpp"

namespace byname {

// An op holds one release at most; the bodies after it are its rows.
void ReleaseFold::apply(const Op& op, const std::vector<Body>& bodies) {
  std::optional<RecordId> id;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (!bodies[i].bytes) continue;
    if (bodies[i].kind == body_kind::kRelease && !id) {
      const auto release = read_release_body(*bodies[i].bytes);
      if (!release) continue;
      id = record_id_of(op, static_cast<std::int64_t>(i));
      database_.run("INSERT OR IGNORE INTO release VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", *id,
                    release->name, release->parent, release->rules, op.fold, release->unit, release->policy,
                    release->number, release->root, op.id);
    } else if (bodies[i].kind == body_kind::kReleaseRows && id) {
      const auto rows = read_release_rows_body(*bodies[i].bytes);
      if (!rows) continue;
      for (const ReleaseRow& row : *rows)
        database_.run("INSERT OR IGNORE INTO release_row VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", *id,
                      row.person, numbers_.ever(row.founder), static_cast<std::int64_t>(row.serial),
                      row.commitment, name_of(row.reason), row.op);
    }
  }
}

}  // namespace byname
