// SPDX-License-Identifier: Apache-2.0
#include "register_session.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include "base/error.hpp"
#include "register/key_ring.hpp"
#include "register/recovery_code.hpp"

namespace byname {

namespace {

constexpr std::size_t kLongestPassphrase = 1024;
constexpr std::size_t kShortestPassphrase = 8;

// The terminal with its echo off; on again at the end.
class SilentTerminal {
 public:
  SilentTerminal() : fd_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
    if (fd_ < 0)
      throw UserError(
          "there is no terminal to ask for the passphrase. Give it with --passphrase-fd, or unlock the "
          "register first.");
    ::tcgetattr(fd_, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(fd_, TCSAFLUSH, &silent);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  ~SilentTerminal() {
    ::tcsetattr(fd_, TCSAFLUSH, &before_);
    say("\n");
    ::close(fd_);
  }
  void say(const std::string& text) const {
    [[maybe_unused]] const ssize_t written = ::write(fd_, text.data(), text.size());
  }
  int fd() const { return fd_; }

 private:
  int fd_;
  termios before_{};
};

// A line, byte by byte: what follows it is left to be read. No copy stays behind.
SecretBytes read_line(int fd) {
  SecretBytes line(kLongestPassphrase);
  std::size_t size = 0;
  for (char c; size < kLongestPassphrase;) {
    const ssize_t got = ::read(fd, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      throw UserError(
          fmt::format("cannot read the passphrase from descriptor {}: {}", fd, std::strerror(errno)));
    if (got == 0 || c == '\n') break;
    line.data()[size++] = static_cast<unsigned char>(c);
  }
  if (size == 0) throw UserError("no passphrase was given.");
  return SecretBytes(line.view().substr(0, size));
}

SecretBytes ask(const std::string& prompt) {
  const SilentTerminal terminal;
  terminal.say(prompt + ": ");
  return read_line(terminal.fd());
}

}  // namespace

void add_passphrase_option(OptionTable& table, RegisterOptions& options) {
  table.add(
      {"--passphrase-fd", "N",
       "Reads the passphrase as a line from this open file descriptor. Otherwise it is asked for on the "
       "terminal.",
       &options.passphrase_fd, "-"});
}

void add_list_options(OptionTable& table, std::vector<std::string>& mappings, std::string& key) {
  table.add({"--key", "COLUMN", "The column that says which row is which.", &key, "what the row says"});
  table.add({"--map", "COLUMN=ROLE", "Says what a column means; may be given again.", &mappings});
}

void add_source_kind_option(OptionTable& table, std::string& kind) {
  table.add({"--kind",
             "KIND",
             "What kind of source it is.",
             &kind,
             "",
             false,
             {"official", "court", "relative", "media", "institution", "cemetery", "list", "leak", "tip"}});
}

void add_register_options(OptionTable& table, RegisterOptions& options) {
  table.add({"--register", "FILE", "The register.", &options.path, "the variable BYNAME_REGISTER"});
  add_passphrase_option(table, options);
}

std::string register_path(const RegisterOptions& options) {
  if (!options.path.empty()) return options.path;
  const char* path = std::getenv("BYNAME_REGISTER");
  if (path == nullptr || *path == '\0')
    throw UsageError("no register is named. Set the variable BYNAME_REGISTER, or give --register FILE.");
  return path;
}

SecretBytes PassphraseReader::read(const std::string& prompt) {
  SecretBytes typed = descriptor_ >= 0 ? read_line(descriptor_) : ask(prompt);
  SecretBytes code = recovery_passphrase(typed.view());
  return code.empty() ? std::move(typed) : std::move(code);
}

SecretBytes PassphraseReader::read_new(const std::string& prompt) {
  SecretBytes typed = descriptor_ >= 0 ? read_line(descriptor_) : ask(prompt);
  if (typed.size() < kShortestPassphrase)
    throw UserError(
        fmt::format("a passphrase needs at least {} bytes; several words are best.", kShortestPassphrase));
  if (descriptor_ < 0 && ask("The same again").view() != typed.view())
    throw UserError("the two passphrases differ; nothing was changed.");
  return typed;
}

std::unique_ptr<Register> open_register_with(const std::string& path, PassphraseReader& reader) {
  forbid_memory_dumps();
  const KeyFile file = key_file_of(path);
  const SecretBytes passphrase = reader.read("Passphrase of " + path);
  const std::optional<OpenedSlot> slot = open_slot(file, passphrase);
  if (!slot) throw UserError(fmt::format("the passphrase is wrong: {}", path));
  return std::make_unique<Register>(path, slot->account.seed().copy(), system_host());
}

bool is_register(const std::string& path) {
  return std::filesystem::is_regular_file(path) && std::filesystem::exists(path + ".key");
}

std::unique_ptr<Register> open_register(const RegisterOptions& options) {
  const std::string path = register_path(options);
  forbid_memory_dumps();
  if (options.passphrase_fd < 0) {
    SecretBytes seed = kept_seed(key_file_of(path).register_id);
    if (!seed.empty()) return std::make_unique<Register>(path, std::move(seed), system_host());
  }
  PassphraseReader reader(options.passphrase_fd);
  return open_register_with(path, reader);
}

}  // namespace byname
