// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/random.hpp"
#include "synth/invented_names.hpp"

namespace byname {

/// Where somebody lives.
struct Home {
  std::string place;
  std::string postcode;
  std::string address;
};

/// The towns of a world, the largest first; each has its own postcodes, so that place and postcode go
/// together.
class PlaceBook {
 public:
  /// `has_one_postcode`: few towns with one postcode each.
  explicit PlaceBook(bool has_one_postcode);
  Home draw(RandomStream& random) const;

 private:
  struct Town {
    std::string name;
    int first_postcode = 0;
    int num_postcodes = 1;
  };
  std::vector<Town> towns_;
  ZipfSampler sampler_;
};

}  // namespace byname
