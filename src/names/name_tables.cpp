// SPDX-License-Identifier: Apache-2.0
#include "names/name_tables.hpp"

namespace byname {

NameTables::NameTables()
    : given(embedded_rows("given_names.tsv", 7), embedded_rows("western_names.tsv", 3),
            embedded_rows("related_names.tsv", 2)),
      family(embedded_rows("family_names.tsv", 1), embedded_rows("family_suffixes.tsv", 2), given),
      endings(embedded_rows("case_endings.tsv", 6)),
      patronymics(embedded_rows("patronymics.tsv", 4), embedded_rows("patronymic_words.tsv", 3), given,
                  endings),
      romanisation(embedded_rows("romanisation_systems.tsv", 3), embedded_rows("romanisation.tsv", 4)),
      beside(embedded_rows("words_beside_names.tsv", 2)) {}

const NameTables& name_tables() {
  static const NameTables tables;
  return tables;
}

}  // namespace byname
