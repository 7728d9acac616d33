// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>

#include "table/input.hpp"

namespace byname {

/// Reads all lists piece after piece: `visit(list, piece)` is given some rows of a list at a time, in order,
/// and what it leaves of them is forgotten. Pieces have `piece_rows` rows or somewhat more, or are the rest
/// of a file; of JSON and Parquet they are whole files. Returns all but the rows. Throws as read_lists().
Input read_list_pieces(std::span<const ListArgument> arguments, const ReadOptions& options,
                       std::size_t piece_rows,
                       const std::function<void(std::uint32_t list, InputList& piece)>& visit,
                       const ExecutionContext& context);

}  // namespace byname
