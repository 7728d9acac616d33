// SPDX-License-Identifier: Apache-2.0
#include "register/key_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "register/durable_file.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kKeyFormat = 1;
constexpr std::uint64_t kMostPassphrasePasses = 100;

std::string context_of(const RegisterId& register_id, const SlotId& slot, const BoxKey& box) {
  return fmt::format("byname slot|{}|{}|{}", register_id.hex(), slot.hex(), box.hex());
}

std::uint64_t number_field(const Json& json, const char* name) {
  if (!json.at(name).is_number_unsigned()) throw std::invalid_argument(name);
  return json.at(name).get<std::uint64_t>();
}

std::string hex_field(const Json& json, const char* name) {
  const std::optional<std::string> bytes = from_hex(json.at(name).get<std::string>());
  if (!bytes) throw std::invalid_argument(name);
  return *bytes;
}

template <typename Fixed>
Fixed fixed_field(const Json& json, const char* name) {
  const std::optional<Fixed> fixed = Fixed::from_view(hex_field(json, name));
  if (!fixed) throw std::invalid_argument(name);
  return *fixed;
}

Json slot_to_json(const KeySlot& slot) {
  Json json = {{"id", slot.id.hex()},
               {"memory", slot.locked.cost.memory_bytes},
               {"passes", slot.locked.cost.passes},
               {"salt", to_hex(slot.locked.salt)},
               {"locked", to_hex(slot.locked.locked)},
               {"box", slot.box.hex()},
               {"sealed", to_hex(slot.sealed)}};
  if (!slot.sealed_next.empty()) json["sealed_next"] = to_hex(slot.sealed_next);
  return json;
}

PassphraseCost cost_from_json(const Json& json) {
  const std::uint64_t memory = number_field(json, "memory");
  const std::uint64_t passes = number_field(json, "passes");
  if (memory < kLeastPassphraseMemory || memory > kMostPassphraseMemory)
    throw std::invalid_argument("memory");
  if (passes < 1 || passes > kMostPassphrasePasses) throw std::invalid_argument("passes");
  return {memory, static_cast<std::uint32_t>(passes)};
}

KeySlot slot_from_json(const Json& json) {
  KeySlot slot;
  slot.id = fixed_field<SlotId>(json, "id");
  slot.locked = {cost_from_json(json), hex_field(json, "salt"), hex_field(json, "locked")};
  slot.box = fixed_field<BoxKey>(json, "box");
  slot.sealed = hex_field(json, "sealed");
  if (json.contains("sealed_next")) slot.sealed_next = hex_field(json, "sealed_next");
  return slot;
}

KeyFile key_file_from_json(const Json& json) {
  KeyFile file;
  file.register_id = fixed_field<RegisterId>(json, "register");
  for (const Json& slot : json.at("slots")) file.slots.push_back(slot_from_json(slot));
  return file;
}

}  // namespace

std::string key_path_of(const std::string& register_path) { return register_path + ".key"; }

KeyFile parse_key_file(std::string_view text, const std::string& path) {
  try {
    const Json json = Json::parse(text);
    if (number_field(json, "byname_key") > kKeyFormat)
      throw UserError(fmt::format("the key file is of a newer byname; use that one: {}", path));
    return key_file_from_json(json);
  } catch (const nlohmann::json::exception&) {
  } catch (const std::invalid_argument&) {
  }
  throw DataError(fmt::format("the key file is damaged or is none; take it from a backup: {}", path));
}

KeyFile read_key_file(const std::string& path) { return parse_key_file(read_whole_file(path), path); }

void write_key_file(const std::string& path, const KeyFile& file) {
  Json slots = Json::array();
  for (const KeySlot& slot : file.slots) slots.push_back(slot_to_json(slot));
  const Json json = {{"byname_key", kKeyFormat}, {"register", file.register_id.hex()}, {"slots", slots}};
  replace_file(path, json.dump(1) + "\n");
}

KeySlot make_slot(const RegisterId& register_id, const AccountSecret& account, const SecretBytes& passphrase,
                  const SecretBytes& data_key, const PassphraseCost& cost, RandomSource& random) {
  KeySlot slot;
  slot.id = random.draw<SlotId>();
  slot.box = account.box_key();
  slot.locked =
      lock_secret(account.seed(), passphrase, cost, context_of(register_id, slot.id, slot.box), random);
  slot.sealed = seal_for(slot.box, data_key);
  return slot;
}

std::optional<OpenedSlot> open_slot(const KeyFile& file, const SecretBytes& passphrase) {
  for (const KeySlot& slot : file.slots) {
    SecretBytes seed = open_locked(slot.locked, passphrase, context_of(file.register_id, slot.id, slot.box));
    if (seed.size() == AccountSecret::kSeedSize) return OpenedSlot{slot.id, AccountSecret(std::move(seed))};
  }
  return std::nullopt;
}

}  // namespace byname
