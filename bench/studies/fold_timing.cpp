// SPDX-License-Identifier: Apache-2.0
// fold_timing REGISTER: seconds that it takes to compute all tables of a register anew from its log (the full
// fold), with the passphrase on the standard input. Nothing is written. docs/register.md has what it printed.
#include <chrono>
#include <fmt/format.h>
#include <iostream>
#include <string>

#include "base/error.hpp"
#include "register/fold.hpp"
#include "register/rebuilt_tables.hpp"
#include "register/register.hpp"

namespace byname::study {
namespace {

constexpr int kRuns = 3;

void time_folds(const std::string& path) {
  std::string passphrase;
  std::getline(std::cin, passphrase);
  const auto slot = open_slot(key_file_of(path), SecretBytes(passphrase));
  if (!slot) throw UserError("the passphrase opens none of the register's accounts");
  Register opened(path, slot->account.seed().copy(), system_host());
  for (int run = 0; run < kRuns; ++run) {
    WriteTransaction transaction(opened.database());  // never committed
    RebuiltTables rebuilt(opened.database());
    const auto start = std::chrono::steady_clock::now();
    Fold(opened.database()).compute_all();
    fmt::print("{:.1f} s\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace byname::study

int main(int argc, char** argv) {
  try {
    if (argc != 2) throw byname::UserError("usage: fold_timing REGISTER < PASSPHRASE");
    byname::study::time_folds(argv[1]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 1;
  }
}
