// SPDX-License-Identifier: Apache-2.0
// Writes the report of every invented case into a folder, for report.test.mjs: report_sample FOLDER.
#include <fstream>
#include <iostream>

#include "publish/invented_output.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: report_sample FOLDER\n";
    return 2;
  }
  for (const auto& [name, options] : byname::invented_cases()) {
    const byname::InventedOutput invented(options);
    std::ofstream file(std::string(argv[1]) + "/" + name + ".html", std::ios::binary);
    file << byname::report_html(invented.output());
    if (!file) return 1;
  }
  return 0;
}
