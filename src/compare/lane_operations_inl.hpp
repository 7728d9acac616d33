// SPDX-License-Identifier: Apache-2.0
// Included inside the namespace of each set of kernels, whose tests it calls: compiled with them, they come
// to stand in one loop.

template <bool one_left>
std::uint64_t taken_by(const LaneOperation& operation, const Lanes& lanes, std::uint64_t open,
                       std::uint8_t* values, CallContext& calls) {
  const auto bag = [&](const RecordTile& tile, std::size_t word, std::size_t at) {
    return BagWords{tile.words(word + TextWords::kOnce) + at, tile.words(word + TextWords::kTwice) + at,
                    tile.words(word + TextWords::kThrice) + at, tile.words(word + TextWords::kPrefix) + at,
                    tile.words(word + TextWords::kLength) + at};
  };
  const std::size_t left = operation.left_word;
  const std::size_t right = operation.right_word;
  std::uint64_t found = 0;
  switch (operation.kind) {
    case LaneOperation::Kind::kEitherZero:
      found = open & either_zero<one_left>(lanes.left_words(left), lanes.right_words(right), lanes.count);
      break;
    case LaneOperation::Kind::kEqual:
      found = open & equal<one_left>(lanes.left_words(left), lanes.right_words(right), lanes.count);
      break;
    case LaneOperation::Kind::kNear:
      found = open & near<one_left>(lanes.left_doubles(left), lanes.right_doubles(right), operation.limit,
                                    operation.flag, lanes.count);
      break;
    case LaneOperation::Kind::kSimilar:
      found = open & may_be_similar<one_left>(bag(*lanes.left_tile, left, lanes.left_at),
                                              bag(*lanes.right_tile, right, lanes.right_at), operation.limit,
                                              operation.flag, lanes.count);
      return found == 0 ? 0 : operation.group->look_at(lanes, found, operation.level_values, values);
    case LaneOperation::Kind::kClose:
      found = open & may_be_close<one_left>(bag(*lanes.left_tile, left, lanes.left_at),
                                            bag(*lanes.right_tile, right, lanes.right_at),
                                            static_cast<std::int32_t>(operation.limit), lanes.count);
      return found == 0 ? 0 : operation.group->look_at(lanes, found, operation.level_values, values);
    case LaneOperation::Kind::kGroup:
      return operation.group->decide(lanes, open, operation.level_values, values, calls);
  }
  if (found != 0) set_bytes(values, found, operation.level_values[0]);
  return found;
}

template <bool one_left>
void run_operations(std::span<const LaneOperation> operations, const Lanes& lanes, std::uint64_t open,
                    std::uint8_t* values, CallContext& calls) {
  for (const LaneOperation& operation : operations) {
    if (open == 0) return;
    open &= ~taken_by<one_left>(operation, lanes, open, values, calls);
  }
}

void run_lane_operations(std::span<const LaneOperation> operations, const Lanes& lanes, std::uint64_t open,
                         std::uint8_t* values, CallContext& calls) {
  if (lanes.has_one_left) {
    run_operations<true>(operations, lanes, open, values, calls);
  } else {
    run_operations<false>(operations, lanes, open, values, calls);
  }
}
