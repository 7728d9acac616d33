// SPDX-License-Identifier: Apache-2.0
#include "table/xml_reader.hpp"

#include <exception>
#include <expat.h>
#include <fmt/format.h>
#include <memory>
#include <vector>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr std::uint64_t kMaxTagBytes = std::uint64_t{16} << 20;
constexpr int kMaxDepth = 100;

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

class XmlRun {
 public:
  XmlRun(const std::string& what, XmlVisitor& visitor)
      : what_(what), visitor_(visitor), parser_(XML_ParserCreate(nullptr)) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), start, end);
    XML_SetCharacterDataHandler(parser_.get(), text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), doctype);
  }

  void read(ByteSource& source) {
    std::uint64_t num_fed = 0;
    for (bool is_last = false; !is_last;) {
      void* block = XML_GetBuffer(parser_.get(), static_cast<int>(kBlockBytes));
      if (block == nullptr) throw std::bad_alloc();
      const std::size_t count = source.read(static_cast<char*>(block), kBlockBytes);
      is_last = count == 0;
      num_fed += count;
      const XML_Status status = XML_ParseBuffer(parser_.get(), static_cast<int>(count), is_last ? 1 : 0);
      if (thrown_) std::rethrow_exception(thrown_);
      if (status != XML_STATUS_OK) fail(XML_ErrorString(XML_GetErrorCode(parser_.get())));
      const XML_Index done = XML_GetCurrentByteIndex(parser_.get());
      if (done >= 0 && num_fed - static_cast<std::uint64_t>(done) > kMaxTagBytes)
        fail("a tag that never ends");
    }
  }

 private:
  [[noreturn]] void fail(const std::string& fault) const {
    throw DataError(fmt::format("{} cannot be read: line {} of its XML has a fault: {}. Get the file again.",
                                what_, XML_GetCurrentLineNumber(parser_.get()), fault));
  }

  // Nothing may be thrown through the parser, which is C.
  template <typename Call>
  void guard(const Call& call) {
    if (thrown_) return;
    try {
      call();
    } catch (...) {
      thrown_ = std::current_exception();
      XML_StopParser(parser_.get(), XML_FALSE);
    }
  }

  static void start(void* self, const char* name, const char** attributes) {
    auto& run = *static_cast<XmlRun*>(self);
    run.guard([&] {
      if (++run.depth_ > kMaxDepth) run.fail("too many elements in one another");
      run.visitor_.on_start(without_prefix(name), XmlAttributes(attributes));
    });
  }
  static void end(void* self, const char* name) {
    auto& run = *static_cast<XmlRun*>(self);
    run.guard([&] {
      --run.depth_;
      run.visitor_.on_end(without_prefix(name));
    });
  }
  static void text(void* self, const char* characters, int size) {
    auto& run = *static_cast<XmlRun*>(self);
    run.guard([&] { run.visitor_.on_text({characters, static_cast<std::size_t>(size)}); });
  }
  static void doctype(void* self, const char*, const char*, const char*, int) {
    auto& run = *static_cast<XmlRun*>(self);
    run.guard([&] { run.fail("a document type, which no workbook has"); });
  }

  const std::string& what_;
  XmlVisitor& visitor_;
  std::unique_ptr<XML_ParserStruct, FreeParser> parser_;
  std::exception_ptr thrown_;
  int depth_ = 0;
};

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (without_prefix(pair[0]) == name) return pair[1];
  }
  return {};
}

void read_xml(ByteSource& source, const std::string& what, XmlVisitor& visitor) {
  XmlRun(what, visitor).read(source);
}

}  // namespace byname
