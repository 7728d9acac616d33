// SPDX-License-Identifier: Apache-2.0
#include "count_stages.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/step_clock.hpp"
#include "cluster/link_records.hpp"
#include "spec/model_spec.hpp"

namespace byname {

namespace {

double quantile(std::vector<double> sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval interval_of(const std::vector<PartitionDraw>& draws) {
  std::vector<double> persons;
  for (const PartitionDraw& draw : draws) persons.push_back(static_cast<double>(draw.num_persons));
  std::sort(persons.begin(), persons.end());
  return {quantile(persons, 0.5), quantile(persons, 0.025), quantile(persons, 0.975)};
}

ModelSpec read_model(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    throw DataError(fmt::format("cannot read the model; check that it exists and may be read: {}", path));
  try {
    return model_from_json(nlohmann::ordered_json::parse(file));
  } catch (const nlohmann::json::exception&) {
    throw DataError(fmt::format("the model is no JSON; give a model.json that byname wrote: {}", path));
  }
}

std::vector<bool> unique_lists(const std::vector<std::string>& labels, const RecordTable& records) {
  std::vector<bool> is_unique(records.list_labels.size(), false);
  for (const std::string& label : labels) {
    const auto found = std::find(records.list_labels.begin(), records.list_labels.end(), label);
    if (found == records.list_labels.end()) {
      throw UserError(fmt::format("--unique names a list that is not there: {}. The lists are: {}", label,
                                  fmt::join(records.list_labels, ", ")));
    }
    is_unique[static_cast<std::size_t>(found - records.list_labels.begin())] = true;
  }
  return is_unique;
}

}  // namespace

struct CountStages::State {
  CountRequest request;
  StepClock clock;
  ExecutionContext context;  ///< with `clock` for its progress
  Input input;
  std::vector<ListReading> readings;
  std::optional<ModelSpec> model;  ///< that was given
  RecordTable records;
  LinkResults links;
  UnseenEstimate unseen;
  CountOutput output;

  template <typename Work>
  void stage(const char* name, const Work& work) {
    context.begin_step(name, 0);
    work();
  }

  void read() {
    std::vector<RoleMapping> mappings;
    for (const std::string& mapping : request.mappings) mappings.push_back(parse_mapping(mapping));
    const std::optional<TruthOption> truth = parse_truth(request.truth);
    const std::vector<ListArgument> arguments = parse_list_arguments(request.files);
    if (arguments.size() > 16)
      throw UserError(
          fmt::format("{} lists are more than the 16 that can be compared. Put files of one source under one "
                      "label: LABEL=PATTERN",
                      arguments.size()));
    stage("reading lists", [&] { input = read_lists(arguments, context); });
    output.warnings = input.remarks;
    stage("finding roles", [&] { readings = read_columns(input, mappings, truth, context); });
    if (!request.model.empty()) model = read_model(request.model);
    const std::optional<bool> as_model_reads =
        model ? std::optional(model->reads_eastern_names) : std::nullopt;
    stage("building records",
          [&] { records = build_records(input, readings, as_model_reads, context, output.warnings); });
    for (InputList& list : input.lists) std::vector<TextColumn>().swap(list.columns);
  }

  void link() {
    LinkOptions options;
    options.is_unique = unique_lists(request.unique, records);
    options.keep_probability = request.keep_probability;
    options.veto_error = request.veto_error;
    options.num_draws = request.num_draws;
    if (!request.judgements.empty())
      options.judgements = read_judgements(request.judgements, records, context);
    options.model = model;
    stage("linking", [&] { links = link_records(records, options, context); });
  }

  void estimate() {
    for (const Person& person : links.persons) {
      std::uint32_t pattern = 0;
      for (const std::uint32_t record : person.records) pattern |= 1u << records.list[record];
      ++output.overlap[pattern];
    }
    EstimateInput estimated;
    estimated.lists = records.list_labels;
    estimated.is_quick = true;
    StratumOverlap everybody;
    everybody.lists = (std::uint32_t{1} << estimated.lists.size()) - 1;
    everybody.decided = output.overlap;
    for (const PartitionDraw& draw : links.draws) everybody.draws.push_back(draw.overlap);
    estimated.strata.push_back(std::move(everybody));
    stage("estimating", [&] { unseen = estimate_strata(estimated, context).all; });
  }
};

CountStages::CountStages(const CountRequest& request, const std::string& call,
                         const ExecutionContext& context)
    : state_(new State{request, StepClock(context.progress), context, {}, {}, {}, {}, {}, {}, {}}) {
  state_->context.progress = &state_->clock;
  state_->output.call = call;
  state_->output.seed = context.seed;
  state_->output.keep_probability = request.keep_probability;
  state_->output.num_threads = context.num_threads;
}

CountStages::~CountStages() = default;

const RecordTable& CountStages::read() {
  state_->read();
  return state_->records;
}

const CountOutput& CountStages::count() {
  State& state = *state_;
  state.link();
  state.estimate();
  state.clock.end();
  CountOutput& output = state.output;
  output.step_times = state.clock.times();
  output.input = &state.input;
  output.readings = &state.readings;
  output.records = &state.records;
  output.links = &state.links;
  output.unseen = &state.unseen;
  output.num_draws = static_cast<int>(state.links.draws.size());
  output.named = interval_of(state.links.draws);
  output.named_decided = static_cast<std::int64_t>(state.links.persons.size());
  return output;
}

RoleMapping parse_mapping(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    throw UsageError(fmt::format("--map wants [LIST:]COLUMN=ROLE, not {}", text));
  RoleMapping mapping;
  const std::optional<Role> role = role_from_name(text.substr(equals + 1));
  if (!role || *role == Role::kTruth) {
    throw UsageError(fmt::format("--map names no role that there is: {}. Roles: {}", text.substr(equals + 1),
                                 fmt::join(kRoleNames.begin(), kRoleNames.end() - 1, ", ")));
  }
  mapping.role = *role;
  mapping.column = text.substr(0, equals);
  const std::size_t colon = mapping.column.find(':');
  if (colon != std::string::npos) {
    mapping.list = mapping.column.substr(0, colon);
    mapping.column = mapping.column.substr(colon + 1);
  }
  return mapping;
}

std::optional<TruthOption> parse_truth(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::size_t tilde = text.find('~');
  if (tilde == std::string::npos) return TruthOption{text, ""};
  return TruthOption{text.substr(0, tilde), text.substr(tilde + 1)};
}

}  // namespace byname
