// SPDX-License-Identifier: Apache-2.0
#include "register/body_json.hpp"

#include <array>
#include <stdexcept>

#include "register/body_reader.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, 3> kAccountRoleNames = {"owner", "editor", "helper"};

}  // namespace

std::string_view name_of(AccountRole role) { return kAccountRoleNames[static_cast<std::size_t>(role)]; }

std::optional<AccountRole> account_role_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kAccountRoleNames.size(); ++i) {
    if (kAccountRoleNames[i] == name) return static_cast<AccountRole>(i);
  }
  return std::nullopt;
}

std::string register_body(const RegisterId& id) { return dump_body({{"register", id.hex()}}); }

std::optional<RegisterId> read_register_body(std::string_view json) {
  return read_body<RegisterId>(json,
                               [](const BodyJson& body) { return fixed_at<RegisterId>(body, "register"); });
}

std::string account_body(const AccountBody& account) {
  return dump_body({{"key", account.key.hex()},
                    {"box", account.box.hex()},
                    {"pseudonym", account.pseudonym},
                    {"role", name_of(account.role)}});
}

std::optional<AccountBody> read_account_body(std::string_view json) {
  return read_body<AccountBody>(json, [](const BodyJson& body) {
    const std::optional<AccountRole> role = account_role_from_name(body.at("role").get<std::string>());
    if (!role) throw std::invalid_argument("role");
    return AccountBody{fixed_at<AccountKey>(body, "key"), fixed_at<BoxKey>(body, "box"),
                       body.at("pseudonym").get<std::string>(), *role};
  });
}

std::string revocation_body(const AccountKey& account) { return dump_body({{"account", account.hex()}}); }

std::optional<AccountKey> read_revocation_body(std::string_view json) {
  return read_body<AccountKey>(json,
                               [](const BodyJson& body) { return fixed_at<AccountKey>(body, "account"); });
}

std::string reason_body(std::string_view text) { return dump_body({{"text", text}}); }

std::optional<std::string> read_reason_body(std::string_view json) {
  return read_body<std::string>(json,
                                [](const BodyJson& body) { return body.at("text").get<std::string>(); });
}

}  // namespace byname
