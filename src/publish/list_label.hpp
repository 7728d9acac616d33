// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace byname {

/// Names of lists for charts. Where a name is too long and all begin or end with the same words, these are
/// left out, so that what tells the lists apart is not what is cut: "court 2021, north" and "court 2021,
/// south" become "… north" and "… south".
std::vector<std::string> list_labels_for_charts(const std::vector<std::string>& names);

}  // namespace byname
