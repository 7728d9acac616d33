// SPDX-License-Identifier: Apache-2.0
#include "register/body_json.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> kRoleNames = {"owner", "editor", "helper"};

// Bytes that are no UTF-8 are replaced: nothing that somebody typed can stop a body from being written.
std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

template <typename Fixed>
Fixed fixed_at(const Json& json, const char* name) {
  const std::optional<std::string> bytes = from_hex(json.at(name).get<std::string>());
  const std::optional<Fixed> fixed = bytes ? Fixed::from_view(*bytes) : std::nullopt;
  if (!fixed) throw std::invalid_argument(name);
  return *fixed;
}

// Reads with `read`, which may throw what the JSON library or a wrong value throws.
template <typename Result, typename Read>
std::optional<Result> read_body(std::string_view text, const Read& read) {
  try {
    return read(Json::parse(text));
  } catch (const nlohmann::json::exception&) {
  } catch (const std::invalid_argument&) {
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(AccountRole role) { return kRoleNames[static_cast<std::size_t>(role)]; }

std::optional<AccountRole> account_role_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    if (kRoleNames[i] == name) return static_cast<AccountRole>(i);
  }
  return std::nullopt;
}

std::string register_body(const RegisterId& id) { return dump({{"register", id.hex()}}); }

std::optional<RegisterId> read_register_body(std::string_view json) {
  return read_body<RegisterId>(json, [](const Json& body) { return fixed_at<RegisterId>(body, "register"); });
}

std::string account_body(const AccountBody& account) {
  return dump({{"key", account.key.hex()},
               {"box", account.box.hex()},
               {"pseudonym", account.pseudonym},
               {"role", name_of(account.role)}});
}

std::optional<AccountBody> read_account_body(std::string_view json) {
  return read_body<AccountBody>(json, [](const Json& body) {
    const std::optional<AccountRole> role = account_role_from_name(body.at("role").get<std::string>());
    if (!role) throw std::invalid_argument("role");
    return AccountBody{fixed_at<AccountKey>(body, "key"), fixed_at<BoxKey>(body, "box"),
                       body.at("pseudonym").get<std::string>(), *role};
  });
}

std::string revocation_body(const AccountKey& account) { return dump({{"account", account.hex()}}); }

std::optional<AccountKey> read_revocation_body(std::string_view json) {
  return read_body<AccountKey>(json, [](const Json& body) { return fixed_at<AccountKey>(body, "account"); });
}

std::string reason_body(std::string_view text) { return dump({{"text", text}}); }

std::optional<std::string> read_reason_body(std::string_view json) {
  return read_body<std::string>(json, [](const Json& body) { return body.at("text").get<std::string>(); });
}

}  // namespace byname
