// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "register/register.hpp"

namespace byname {

/// What is wrong, by place and never by content: "op 7f3a91c2: its signature is not its author's".
struct Verification {
  std::uint64_t num_pages = 0;
  std::uint64_t num_ops = 0;
  std::uint64_t num_bodies = 0;
  std::uint64_t num_erased = 0;  ///< bodies whose commitment alone is left
  std::uint64_t num_files = 0;   ///< of items
  std::vector<OpId> heads;
  std::vector<std::string> findings;  ///< empty: nothing is wrong
};

/// Checks all: every page's tag; the graph of ops, their hashes, signatures and authors; every body against
/// its commitment; every item's file against its hash; the derived tables against a fold from scratch.
/// `noted_heads` are ids (or their beginnings) that somebody noted elsewhere: each must be in the log, else
/// this is an older copy or was cut. Changes nothing.
Verification verify_register(Register& opened, const std::vector<std::string>& noted_heads);

}  // namespace byname
