// SPDX-License-Identifier: Apache-2.0
#include "publish/records_file.hpp"

#include "publish/output_files.hpp"

namespace byname {

RecordsFile::RecordsFile(const RecordTable& records, const std::string& folder,
                         const ExecutionContext& context)
    : written_(std::async(context.num_threads > 1 ? std::launch::async : std::launch::deferred,
                          [&records, path = folder + "/records.parquet", context] {
                            write_records(records, path, context);
                          })) {}

}  // namespace byname
