// SPDX-License-Identifier: Apache-2.0
#include "register/op.hpp"

#include "register/digest.hpp"

namespace byname {

OpId id_of(const Op& op) {
  Digest digest("op 1");
  digest.add(op.parents.size());
  for (const OpId& parent : op.parents) digest.add(parent.view());
  digest.add(op.lamport).add(op.author.view()).add(op.device.view()).add(op.nonce.view());
  digest.add(static_cast<std::uint64_t>(op.time)).add(op.verb).add(static_cast<std::uint64_t>(op.fold));
  digest.add(op.root.view()).add(std::uint64_t{op.num_bodies});
  return digest.finish<OpId>();
}

void sign_op(Op& op, const AccountSecret& author) {
  op.id = id_of(op);
  op.signature = author.sign(op.id.view());
}

bool has_valid_signature(const Op& op) { return is_signed_by(op.author, op.id.view(), op.signature); }

RecordId record_id_of(const AccountKey& author, const DeviceId& device, const Nonce& nonce,
                      std::uint32_t ordinal) {
  Digest digest("record 1");
  digest.add(author.view()).add(device.view()).add(nonce.view()).add(std::uint64_t{ordinal});
  return digest.finish<RecordId>();
}

Hash commitment_of(const Salt& salt, std::string_view kind, std::string_view bytes) {
  return Digest("body 1").add(salt.view()).add(kind).add(bytes).finish<Hash>();
}

Hash root_of(const std::vector<Body>& bodies) {
  std::vector<Hash> leaves;
  leaves.reserve(bodies.size());
  for (const Body& body : bodies) leaves.push_back(body.commitment);
  return merkle_root(leaves.data(), leaves.size());
}

}  // namespace byname
