// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <stdexcept>
#include <string>
#include <utility>

namespace byname {

/// Base of everything that ends a command. Expected failures (a bad row) are values, not exceptions.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Says that a configuration, a permission or a place to write to is wrong (exit code 1).
class UserError : public Error {
 public:
  using Error::Error;
};

/// Says that the command line itself is wrong: an option, its value, a combination (exit code 2).
class UsageError : public UserError {
 public:
  using UserError::UserError;
};

/// Says that the input cannot be used: file, line, column and what to do are in the message.
class DataError : public Error {
 public:
  using Error::Error;
};

/// Says that byname itself is wrong. Raised by BYNAME_CHECK.
class InternalError : public Error {
 public:
  using Error::Error;
};

/// Ends a command after Ctrl-C or SIGTERM.
class Interrupted : public Error {
 public:
  Interrupted() : Error("interrupted; nothing was written") {}
};

}  // namespace byname

/// Throws InternalError unless `condition` holds; the arguments are a fmt format string and its values.
#define BYNAME_CHECK(condition, ...)                                                                         \
  do {                                                                                                       \
    if (!(condition)) {                                                                                      \
      throw ::byname::InternalError(fmt::format("{}:{}: {}", __FILE__, __LINE__, fmt::format(__VA_ARGS__))); \
    }                                                                                                        \
  } while (false)
