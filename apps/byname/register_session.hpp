// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "option_table.hpp"
#include "register/register.hpp"

namespace byname {

/// Which register a verb works on, and where its passphrase comes from.
struct RegisterOptions {
  std::string path;        ///< empty: the environment variable BYNAME_REGISTER
  int passphrase_fd = -1;  ///< -1: the keyring (byname unlock), else the terminal
};

/// --register, --passphrase-fd.
void add_register_options(OptionTable& table, RegisterOptions& options);
/// --map, --key of a list.
void add_list_options(OptionTable& table, std::vector<std::string>& mappings, std::string& key);
/// --kind of a source.
void add_source_kind_option(OptionTable& table, std::string& kind);
/// --passphrase-fd alone.
void add_passphrase_option(OptionTable& table, RegisterOptions& options);

/// The register's path. Throws UsageError if neither the option nor the variable names one.
std::string register_path(const RegisterOptions& options);

/// Reads passphrases: a line each from the given descriptor, or asked for on the terminal without showing
/// them.
class PassphraseReader {
 public:
  explicit PassphraseReader(int descriptor) : descriptor_(descriptor) {}
  /// Throws UserError if there is none to be had. What was typed from a recovery code is brought into its
  /// form.
  SecretBytes read(const std::string& prompt);
  /// The same, asked for twice on a terminal. Throws UserError if the two differ or it has fewer than 8
  /// bytes.
  SecretBytes read_new(const std::string& prompt);

 private:
  int descriptor_;
};

/// Whether a path is that of a register: a file with a key file beside it.
bool is_register(const std::string& path);

/// Opens the register with what `byname unlock` keeps, else with a passphrase. Throws UserError if it is
/// wrong.
std::unique_ptr<Register> open_register(const RegisterOptions& options);
/// The same, always with a passphrase, from a reader that may be read further.
std::unique_ptr<Register> open_register_with(const std::string& path, PassphraseReader& reader);

}  // namespace byname
