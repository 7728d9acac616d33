// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unistd.h>

#include "base/error.hpp"
#include "register/recovery_code.hpp"
#include "register/register.hpp"

namespace byname {

/// A folder that is gone at the end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "byname_register_XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// Keys, nonces and times that are the same in every run.
inline RegisterHost seeded_host(std::uint64_t seed, const std::string& machine = "machine") {
  auto now = std::make_shared<std::int64_t>(1'700'000'000);
  return {std::make_shared<SeededRandom>(seed), [now] { return ++*now; }, machine};
}

/// A register with one owner, "anna", whose passphrase is cheap to try.
class ScratchRegister {
 public:
  ScratchRegister() : host(seeded_host(7)) {
    creation = create_register({path(), "anna", SecretBytes("a phrase"), {8ull << 20, 1}}, host);
  }
  std::string path() const { return folder.file("list.byname"); }
  Register open() const { return open_with(SecretBytes("a phrase")); }
  Register open_with(const SecretBytes& passphrase) const {
    std::optional<OpenedSlot> slot = open_slot(key_file_of(path()), passphrase);
    if (!slot) throw UserError("no slot opens");
    return Register(path(), slot->account.seed().copy(), host);
  }

  std::unique_ptr<Register> open_owned() const {
    const std::optional<OpenedSlot> slot = open_slot(key_file_of(path()), SecretBytes("a phrase"));
    return std::make_unique<Register>(path(), slot->account.seed().copy(), host);
  }

  ScratchFolder folder;
  RegisterHost host;
  Creation creation;
};

}  // namespace byname
