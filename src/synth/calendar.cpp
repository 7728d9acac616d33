// SPDX-License-Identifier: Apache-2.0
#include "synth/calendar.hpp"

#include <chrono>

namespace byname {
namespace {

std::chrono::year_month_day as_chrono(const WorldDate& date) {
  return std::chrono::year(date.year) / std::chrono::month(static_cast<unsigned>(date.month)) /
         std::chrono::day(static_cast<unsigned>(date.day));
}

}  // namespace

int days_of(const WorldDate& date) {
  return std::chrono::sys_days(as_chrono(date)).time_since_epoch().count();
}

WorldDate date_of(int days) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

bool is_valid(const WorldDate& date) { return as_chrono(date).ok(); }

}  // namespace byname
