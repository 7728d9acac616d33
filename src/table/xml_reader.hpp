// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "table/byte_source.hpp"

namespace byname {

/// The attributes of an element, by their names without a prefix ("r:id" is "id").
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  /// Empty if there is none.
  std::string_view operator[](std::string_view name) const;

 private:
  const char* const* pairs_;
};

/// Is told what an XML file holds, from its start to its end. Names come without a prefix.
class XmlVisitor {
 public:
  virtual ~XmlVisitor() = default;
  virtual void on_start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void on_end(std::string_view name) = 0;
  virtual void on_text(std::string_view text) = 0;  ///< a piece of it, UTF-8
};

/// Reads XML. A document type is refused, and with it every entity of its own: they can name other files, or
/// grow without end. `what` names the part in errors. Throws DataError if the XML is broken, has elements in
/// one another over 100 deep, or a tag over 16 MiB.
void read_xml(ByteSource& source, const std::string& what, XmlVisitor& visitor);

}  // namespace byname
