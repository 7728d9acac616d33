// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "register/random_source.hpp"

namespace byname {

/// What a register takes from the machine. A test gives its own and gets the same register byte for byte.
struct RegisterHost {
  std::shared_ptr<RandomSource> random;
  std::function<std::int64_t()> clock;  ///< seconds since 1970
  std::string machine;                  ///< tells this machine from others; only a hash of it is ever stored
};

/// The system's random numbers, clock and machine id.
RegisterHost system_host();

/// The device's id in one register: a hash, so that two registers do not show that one machine wrote both.
DeviceId device_of(const RegisterHost& host, const RegisterId& register_id);

/// Says what is dangerous about the folder of a file (a network or cloud folder), in a sentence; empty if
/// nothing is known to be.
std::string folder_warning(const std::string& path);

}  // namespace byname
