// SPDX-License-Identifier: Apache-2.0
#include "command_registry.hpp"

namespace byname {

// Each is defined at the end of its command_<verb>.cpp.
std::unique_ptr<Command> make_accounts_command();
std::unique_ptr<Command> make_add_command();
std::unique_ptr<Command> make_backup_command();
std::unique_ptr<Command> make_block_command();
std::unique_ptr<Command> make_check_command();
std::unique_ptr<Command> make_cluster_command();
std::unique_ptr<Command> make_columns_command();
std::unique_ptr<Command> make_compact_command();
std::unique_ptr<Command> make_compare_command();
std::unique_ptr<Command> make_count_command();
std::unique_ptr<Command> make_date_command();
std::unique_ptr<Command> make_destroy_command();
std::unique_ptr<Command> make_docs_command();
std::unique_ptr<Command> make_estimate_command();
std::unique_ptr<Command> make_excess_command();
std::unique_ptr<Command> make_explain_command();
std::unique_ptr<Command> make_figures_command();
std::unique_ptr<Command> make_find_command();
std::unique_ptr<Command> make_head_command();
std::unique_ptr<Command> make_history_command();
std::unique_ptr<Command> make_link_command();
std::unique_ptr<Command> make_lock_command();
std::unique_ptr<Command> make_match_command();
std::unique_ptr<Command> make_name_command();
std::unique_ptr<Command> make_nowcast_command();
std::unique_ptr<Command> make_sample_command();
std::unique_ptr<Command> make_new_command();
std::unique_ptr<Command> make_number_command();
std::unique_ptr<Command> make_event_command();
std::unique_ptr<Command> make_cases_command();
std::unique_ptr<Command> make_origin_command();
std::unique_ptr<Command> make_passwd_command();
std::unique_ptr<Command> make_persons_command();
std::unique_ptr<Command> make_register_explain_command();
std::unique_ptr<Command> make_register_link_command();
std::unique_ptr<Command> make_restore_command();
std::unique_ptr<Command> make_score_command();
std::unique_ptr<Command> make_show_command();
std::unique_ptr<Command> make_sources_command();
std::unique_ptr<Command> make_synth_command();
std::unique_ptr<Command> make_todo_command();
std::unique_ptr<Command> make_train_command();
std::unique_ptr<Command> make_unlock_command();
std::unique_ptr<Command> make_verify_command();
std::unique_ptr<Command> make_undo_command();
std::unique_ptr<Command> make_split_command();
std::unique_ptr<Command> make_set_command();
std::unique_ptr<Command> make_retract_command();
std::unique_ptr<Command> make_merge_command();
std::unique_ptr<Command> make_judge_command();
std::unique_ptr<Command> make_join_command();
std::unique_ptr<Command> make_hide_command();
std::unique_ptr<Command> make_erase_command();
std::unique_ptr<Command> make_rules_command();
std::unique_ptr<Command> make_decide_command();
std::unique_ptr<Command> make_report_command();
std::unique_ptr<Command> make_export_command();
std::unique_ptr<Command> make_import_command();
std::unique_ptr<Command> make_release_command();
std::unique_ptr<Command> make_releases_command();
std::unique_ptr<Command> make_diff_command();

std::vector<std::unique_ptr<Command>> make_commands() {
  using Maker = std::unique_ptr<Command> (*)();
  constexpr Maker kMakers[] = {
      make_synth_command,         make_count_command,
      make_train_command,         make_link_command,
      make_score_command,         make_cluster_command,
      make_block_command,         make_explain_command,
      make_estimate_command,      make_columns_command,
      make_name_command,          make_date_command,
      make_compare_command,       make_check_command,
      make_sample_command,        make_nowcast_command,
      make_excess_command,        make_figures_command,
      make_new_command,           make_unlock_command,
      make_lock_command,          make_passwd_command,
      make_accounts_command,      make_add_command,
      make_sources_command,       make_find_command,
      make_show_command,          make_todo_command,
      make_persons_command,       make_number_command,
      make_match_command,         make_origin_command,
      make_register_link_command, make_register_explain_command,
      make_judge_command,         make_merge_command,
      make_split_command,         make_set_command,
      make_event_command,         make_cases_command,
      make_hide_command,          make_rules_command,
      make_decide_command,        make_report_command,
      make_export_command,        make_import_command,
      make_release_command,       make_releases_command,
      make_diff_command,          make_retract_command,
      make_undo_command,          make_erase_command,
      make_join_command,          make_history_command,
      make_head_command,          make_verify_command,
      make_compact_command,       make_backup_command,
      make_restore_command,       make_destroy_command,
      make_docs_command,
  };
  std::vector<std::unique_ptr<Command>> commands;
  for (const Maker make : kMakers) commands.push_back(make());
  return commands;
}

}  // namespace byname
