// SPDX-License-Identifier: Apache-2.0
#include "register/register_host.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string_view>
#include <sys/vfs.h>
#include <unistd.h>

#include "register/digest.hpp"

namespace byname {

namespace {

// Kinds of file system (statfs(2)) whose files lie on another machine: NFS, SMB, CIFS, SMB2, AFS, Coda, 9P.
constexpr std::array<unsigned long, 7> kNetworkKinds = {0x6969,     0x517B,     0xFF534D42, 0xFE534D42,
                                                        0x5346414F, 0x73757245, 0x01021997};
constexpr std::array<std::string_view, 9> kSyncedNames = {"dropbox",      "onedrive",    "google drive",
                                                          "googledrive",  "nextcloud",   "owncloud",
                                                          "icloud drive", "yandex.disk", "syncthing"};

std::string machine_text() {
  std::ifstream file("/etc/machine-id");
  std::string text;
  if (std::getline(file, text) && !text.empty()) return text;
  char name[256] = {};
  gethostname(name, sizeof name - 1);
  return name;
}

bool is_synced_name(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(kSyncedNames.begin(), kSyncedNames.end(),
                     [&](std::string_view synced) { return name.starts_with(synced); });
}

}  // namespace

RegisterHost system_host() {
  return {std::make_shared<SystemRandom>(), [] { return static_cast<std::int64_t>(std::time(nullptr)); },
          machine_text()};
}

DeviceId device_of(const RegisterHost& host, const RegisterId& register_id) {
  return Digest("device 1").add(register_id.view()).add(host.machine).finish<DeviceId>();
}

std::string folder_warning(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
  struct statfs status{};
  const bool is_network =
      ::statfs(folder.c_str(), &status) == 0 &&
      std::find(kNetworkKinds.begin(), kNetworkKinds.end(),
                static_cast<unsigned long>(status.f_type) & 0xFFFFFFFF) != kNetworkKinds.end();
  if (is_network)
    return fmt::format(
        "{} is on the network, where a register can be damaged. Keep it on a disk of this machine.",
        folder.string());
  for (const std::filesystem::path& part : folder) {
    if (is_synced_name(part.string()))
      return fmt::format(
          "{} looks like a folder that is copied to the network. A register there leaves the machine "
          "and can be damaged. Keep it elsewhere.",
          folder.string());
  }
  return "";
}

}  // namespace byname
