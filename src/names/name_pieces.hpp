// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// How a piece of a name's text is set off from the rest.
enum class PieceKind { kPlain, kBracketed, kQuoted };

/// A run of characters between blanks, brackets and commas.
struct NamePiece {
  std::u32string text;
  PieceKind kind = PieceKind::kPlain;
  bool is_after_comma = false;
  int group = 0;  ///< which pair of brackets or quotes, from 1; 0 for plain text
};

/// Cuts a text at blanks, commas, brackets and quotes. An opening bracket without its end sets nothing off. A
/// hyphen or slash that stands alone, or at the end of a piece, joins its neighbours.
std::vector<NamePiece> cut_pieces(std::u32string_view text);

}  // namespace byname
