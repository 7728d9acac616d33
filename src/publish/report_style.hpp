// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace byname {

/// The style sheet of the report: light and dark, page, telephone and paper. Charts take all their colours
/// from it.
extern const std::string_view kReportStyle;

}  // namespace byname
