// SPDX-License-Identifier: Apache-2.0
#include "evaluate/sample_folder.hpp"

#include "evaluate/count_folder.hpp"
#include "table/parquet_reader.hpp"

namespace byname {

JudgeableFolder read_judgeable_pairs(const std::string& folder, const ExecutionContext& context) {
  context.begin_step("reading the output", 0);
  const bool is_blocked = !read_count_model(folder).blocking_rules.empty();
  JudgeableFolder judgeable{read_count_records(folder, context), {}};
  const MentionIndex index = index_records(judgeable.records);
  const std::vector<TextColumn> columns = read_parquet_columns(
      file_of_count(folder, "pairs.parquet"),
      {"list_l", "file_l", "row_l", "list_r", "file_r", "row_r", "match_probability", "match_key", "outcome"},
      context);
  const std::vector<std::int64_t> row_left = integers_of(columns[2], 0);
  const std::vector<std::int64_t> row_right = integers_of(columns[5], 0);
  const std::vector<double> probability = doubles_of(columns[6]);
  for (std::size_t i = 0; i < probability.size(); ++i) {
    if (columns[8].at(i) == "veto") continue;
    judgeable.pairs.push_back({find_record(index, columns[0].at(i), columns[1].at(i), row_left[i]),
                               find_record(index, columns[3].at(i), columns[4].at(i), row_right[i]),
                               probability[i], is_blocked && columns[7].is_null(i)});
  }
  return judgeable;
}

}  // namespace byname
