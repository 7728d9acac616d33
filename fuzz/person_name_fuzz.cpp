// SPDX-License-Identifier: Apache-2.0
// Reads any bytes as two names, a line each, and compares them: an outcome either way, the same both ways
// round, likelihoods in order, no crash and no hang.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "names/name_agreement.hpp"
#include "names/name_report.hpp"

namespace {

void check(bool condition) {
  if (!condition) std::abort();
}

void check_name(const byname::ParsedName& name) {
  double last = 1;
  for (const byname::NameReading& reading : name.readings) {
    check(reading.likelihood > 0 && reading.likelihood <= last);
    check(!reading.pattern.empty());
    last = reading.likelihood;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static byname::NameParser parser(byname::name_tables());
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = text.find('\n');
  const byname::ParsedName a = parser.parse(text.substr(0, end));
  const byname::ParsedName b = parser.parse(end == text.npos ? std::string_view() : text.substr(end + 1));
  check_name(a);
  check_name(b);
  const byname::NameTables& tables = byname::name_tables();
  const auto forth = byname::name_agreement(a, b, tables);
  const auto back = byname::name_agreement(b, a, tables);
  check(forth.outcome == back.outcome);
  check(!byname::agreement_text(a, b, forth).empty());
  return 0;
}
