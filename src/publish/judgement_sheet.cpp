// SPDX-License-Identifier: Apache-2.0
#include "publish/judgement_sheet.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "table/csv_writer.hpp"

namespace byname {
namespace {

std::vector<const RecordColumn*> filled_columns(const JudgeableFolder& folder,
                                                const JudgementSample& sample) {
  std::vector<const RecordColumn*> columns;
  for (const RecordColumn& column : folder.records.columns) {
    const bool is_filled = std::any_of(sample.pairs.begin(), sample.pairs.end(), [&](const DrawnPair& drawn) {
      const JudgeablePair& pair = folder.pairs[drawn.pair];
      return !column.raw.is_null(pair.left) || !column.raw.is_null(pair.right);
    });
    if (is_filled) columns.push_back(&column);
  }
  return columns;
}

}  // namespace

void write_judgement_sheet(const std::string& path, const JudgeableFolder& folder,
                           const JudgementSample& sample) {
  const std::vector<const RecordColumn*> columns = filled_columns(folder, sample);
  std::vector<std::string> header = {"mention_1", "mention_2", "judgement"};
  for (const RecordColumn* column : columns) {
    header.push_back(column->name + "_1");
    header.push_back(column->name + "_2");
  }
  header.insert(header.end(), {"stratum", "inclusion_weight"});
  CsvWriter file(path, header);
  for (const DrawnPair& drawn : sample.pairs) {
    const JudgeablePair& pair = folder.pairs[drawn.pair];
    const SampleStratum& stratum = sample.strata[drawn.stratum];
    file.cell(std::string_view(folder.records.mention_name(pair.left)));
    file.cell(std::string_view(folder.records.mention_name(pair.right)));
    file.cell(std::string_view());
    for (const RecordColumn* column : columns) {
      file.cell(column->raw.at(pair.left));
      file.cell(column->raw.at(pair.right));
    }
    file.cell(std::string_view(stratum.name));
    file.cell(std::string_view(fmt::format("{:.6g}", stratum.inclusion_weight())));
    file.end_row();
  }
  file.close();
}

}  // namespace byname
