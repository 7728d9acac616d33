// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace byname {

/// Smallest and largest number of those on no list that several models give; high 0: there is none.
struct ModelSpread {
  double low = 0;
  double high = 0;
};

}  // namespace byname
