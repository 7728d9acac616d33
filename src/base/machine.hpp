// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace byname {

/// Number of cores that this process may use: its affinity and its cgroup's CPU quota, at least 1.
int available_cores();

/// Bytes of memory that this process may use: the smaller of RAM and its cgroups' limits (v1 and v2).
std::uint64_t available_memory();

/// The highest level of this processor that byname knows: "x86-64-v4", "x86-64-v3", "x86-64-v2", "x86-64".
std::string simd_level();

/// The machine's name, or nothing.
std::string host_name();

}  // namespace byname
