// SPDX-License-Identifier: Apache-2.0
#include "cluster/pair_files.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "base/error.hpp"
#include "table/input.hpp"
#include "table/parquet_reader.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kNoNode = UINT32_MAX;
constexpr std::array<std::string_view, 3> kIdNames = {"unique_id", "id", "node_id"};
constexpr std::array<std::string_view, 2> kListNames = {"source_dataset", "list"};
constexpr std::array<std::string_view, 4> kProbabilityNames = {"match_probability", "probability", "p",
                                                               "score"};
constexpr std::array<std::string_view, 2> kWeightNames = {"match_weight", "weight"};

const TextColumn* find_column(const InputList& list, std::string_view name) {
  for (const TextColumn& column : list.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

template <typename Names>
const TextColumn* find_any(const InputList& list, const Names& names, std::string_view suffix) {
  for (const std::string_view name : names) {
    if (const TextColumn* column = find_column(list, fmt::format("{}{}", name, suffix))) return column;
  }
  return nullptr;
}

std::string names_of(const InputList& list) {
  std::string text;
  for (const TextColumn& column : list.columns) text += (text.empty() ? "" : ", ") + column.name;
  return text;
}

/// The column that --map names, or the one that has a usual name; null if there is none.
template <typename Names>
const TextColumn* pair_column(const InputList& list, const std::string& mapped, const Names& names,
                              std::string_view suffix) {
  if (mapped.empty()) return find_any(list, names, suffix);
  if (const TextColumn* column = find_column(list, mapped)) return column;
  throw DataError(
      fmt::format("--map names a column that is not there: {}. The columns are: {}", mapped, names_of(list)));
}

Input read_one(const std::string& path, const char* what, const ExecutionContext& context) {
  const ListArgument argument{"pairs", {path}};
  Input input = read_lists({&argument, 1}, context);
  if (!input.rejects.empty()) {
    const Reject& first = input.rejects.front();
    throw DataError(
        fmt::format("{} cannot be read ({}): line {} of {}", what, first.reason, first.line, path));
  }
  return input;
}

/// How nodes are named in what is read.
enum class Naming { kId, kListAndId, kPlace };

/// Nodes by name, in the order in which they were met.
class NodeCollector {
 public:
  std::uint32_t insert(std::string_view list, std::string_view id) {
    const std::uint32_t code = names_.insert(key(list, id));
    if (code > list_.size()) {
      list_.emplace_back(list);
      id_.emplace_back(id);
    }
    return code - 1;
  }
  std::uint32_t find(std::string_view list, std::string_view id) {
    const std::uint32_t code = names_.find(key(list, id));
    return code == 0 ? kNoNode : code - 1;
  }
  std::vector<std::string>& list() { return list_; }
  std::vector<std::string>& id() { return id_; }

 private:
  std::string_view key(std::string_view list, std::string_view id) {
    key_.assign(list).append(1, '\n').append(id);
    return key_;
  }
  std::string key_;
  Dictionary names_;
  std::vector<std::string> list_;
  std::vector<std::string> id_;
};

class PairReader {
 public:
  PairReader(const PairColumns& columns, const ExecutionContext& context)
      : columns_(columns), context_(context) {}

  void read_nodes(const std::string& path) {
    const Input input = read_one(path, "a node", context_);
    const InputList& list = input.lists.front();
    const TextColumn* id = find_any(list, kIdNames, "");
    const TextColumn* source = find_any(list, kListNames, "");
    if (id == nullptr)
      throw DataError(
          fmt::format("the nodes need a column id (or unique_id). {} has: {}", path, names_of(list)));
    for (std::size_t row = 0; row < list.num_mentions(); ++row) {
      const std::string place = place_of(input, list, row);
      if (id->is_null(row)) throw DataError(fmt::format("a node has no id: {}", place));
      const std::size_t before = nodes_.id().size();
      nodes_.insert(source != nullptr ? source->at(row) : "", id->at(row));
      if (nodes_.id().size() == before) throw DataError(fmt::format("a node is there twice: {}", place));
    }
    set_lists(source != nullptr, path);
    is_closed_ = true;
  }
  void read(const std::string& path) {
    if (fs::is_directory(path)) {
      read_folder(path);
    } else {
      read_file(path);
    }
  }
  PairTable finish() &&;

 private:
  static std::string place_of(const Input& input, const InputList& list, std::size_t row) {
    const InputFile& file = input.files[list.file[row]];
    if (list.line[row] == 0) return fmt::format("row {} of {}", list.row[row], file.path);
    return fmt::format("line {} of {}", list.line[row], file.path);
  }
  void set_lists(bool has_lists, const std::string& path) {
    if (has_lists_ && *has_lists_ != has_lists) {
      throw DataError(fmt::format(
          "some of the inputs name the list of a record and others do not, so that records cannot be "
          "matched: {}",
          path));
    }
    has_lists_ = has_lists;
  }
  void add(std::uint32_t left, std::uint32_t right, double weight, double probability) {
    ++table_.num_rows;
    if (left == right) {
      ++table_.num_self_pairs;
      return;
    }
    SplinkPairs& pairs = table_.pairs;
    pairs.left.push_back(left);
    pairs.right.push_back(right);
    pairs.match_weight.push_back(weight);
    pairs.match_probability.push_back(probability);
  }
  std::uint32_t node_of(const TextColumn* list, const TextColumn& id, const Input& input, std::size_t row) {
    if (id.is_null(row))
      throw DataError(
          fmt::format("a pair has no {}: {}", id.name, place_of(input, input.lists.front(), row)));
    const std::string_view source = list != nullptr ? list->at(row) : "";
    if (!is_closed_) return nodes_.insert(source, id.at(row));
    const std::uint32_t node = nodes_.find(source, id.at(row));
    if (node == kNoNode) {
      throw DataError(fmt::format("{} names a record that is not among the nodes: {}", id.name,
                                  place_of(input, input.lists.front(), row)));
    }
    return node;
  }
  void read_file(const std::string& path);
  void read_folder(const std::string& path);

  PairColumns columns_;
  const ExecutionContext& context_;
  NodeCollector nodes_;
  std::optional<bool> has_lists_;
  bool is_closed_ = false;
  PairTable table_;
};

/// The numbers of a column by code, so that a text is parsed once.
std::vector<double> numbers_by_code(const TextColumn& column) {
  std::vector<double> numbers(column.dictionary.size(), std::nan(""));
  for (std::uint32_t code = 1; code < numbers.size(); ++code) {
    const std::string_view text = column.dictionary.value(code);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size()) numbers[code] = value;
  }
  return numbers;
}

double weight_of(double probability) { return std::log2(probability) - std::log2(1 - probability); }
double probability_of(double weight) { return 1 / (1 + std::exp2(-weight)); }

void PairReader::read_file(const std::string& path) {
  const Input input = read_one(path, "a pair", context_);
  const InputList& list = input.lists.front();
  const TextColumn* id_l = pair_column(list, columns_.id_l, kIdNames, "_l");
  const TextColumn* id_r = pair_column(list, columns_.id_r, kIdNames, "_r");
  const TextColumn* list_l = pair_column(list, columns_.list_l, kListNames, "_l");
  const TextColumn* list_r = pair_column(list, columns_.list_r, kListNames, "_r");
  const TextColumn* score = pair_column(list, columns_.probability, kProbabilityNames, "");
  const TextColumn* weight = pair_column(list, columns_.weight, kWeightNames, "");
  if (id_l == nullptr || id_r == nullptr) {
    throw DataError(fmt::format(
        "{} has no columns unique_id_l and unique_id_r (or id_l and id_r); name them: --map COLUMN=id_l. The "
        "columns are: {}",
        path, names_of(list)));
  }
  if (score == nullptr && weight == nullptr) {
    throw DataError(fmt::format(
        "{} has no column match_probability or match_weight; name one: --map COLUMN=probability. The columns "
        "are: {}",
        path, names_of(list)));
  }
  if ((list_l == nullptr) != (list_r == nullptr))
    throw DataError(fmt::format("only one side of the pairs names its list: {}", path));
  set_lists(list_l != nullptr, path);
  const std::vector<double> scores = score != nullptr ? numbers_by_code(*score) : std::vector<double>();
  const std::vector<double> weights = weight != nullptr ? numbers_by_code(*weight) : std::vector<double>();
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    double w = weight != nullptr ? weights[weight->codes[row]] : 0;
    const double p = score != nullptr ? scores[score->codes[row]] : probability_of(w);
    if (!(p >= 0 && p <= 1)) {
      throw DataError(fmt::format("{} is no number {}: {}", score != nullptr ? score->name : weight->name,
                                  score != nullptr ? "from 0 to 1" : "", place_of(input, list, row)));
    }
    if (weight == nullptr || std::isnan(w)) w = weight_of(p);
    const std::uint32_t left = node_of(list_l, *id_l, input, row);
    add(left, node_of(list_r, *id_r, input, row), w, p);
  }
}

/// How the folder names its records: what its run.json says of the run.
Naming naming_of(const std::string& folder) {
  std::ifstream file(fs::path(folder) / "run.json");
  try {
    const auto run = nlohmann::ordered_json::parse(file);
    if (!run.contains("link_type")) return Naming::kPlace;
    return run.at("link_type").get<std::string>() == "dedupe_only" ? Naming::kId : Naming::kListAndId;
  } catch (const nlohmann::ordered_json::exception&) {
    throw DataError(fmt::format(
        "{} is no folder that byname link or count wrote: run.json is missing or broken.", folder));
  }
}

void PairReader::read_folder(const std::string& path) {
  const Naming naming = naming_of(path);
  set_lists(naming == Naming::kListAndId, path);
  const std::string links_path = path + "/links.csv";
  const Input links = read_one(links_path, "a record", context_);
  const InputList& records = links.lists.front();
  const std::array<const TextColumn*, 4> of = {find_column(records, "list"), find_column(records, "file"),
                                               find_column(records, "row"), find_column(records, "id")};
  if (std::find(of.begin(), of.end(), nullptr) != of.end())
    throw DataError(fmt::format("{} lacks a column: list, file, row and id are needed.", links_path));
  std::set<std::string_view> several_files;  // lists whose rows need their file beside them
  std::map<std::string_view, std::string_view> file_of;
  for (std::size_t at = 0; at < records.num_mentions(); ++at) {
    if (file_of.try_emplace(of[0]->at(at), of[1]->at(at)).first->second != of[1]->at(at))
      several_files.insert(of[0]->at(at));
  }
  const auto name_of = [&](const TextColumn& list, const TextColumn& file, const TextColumn& row,
                           const TextColumn& id, std::size_t at) {
    if (naming != Naming::kPlace) return std::string(id.at(at));
    if (several_files.contains(list.at(at)))
      return fmt::format("{}:{}:{}", list.at(at), file.at(at), row.at(at));
    return fmt::format("{}:{}", list.at(at), row.at(at));
  };
  const auto list_of = [&](const TextColumn& list, std::size_t at) {
    return naming == Naming::kListAndId ? list.at(at) : std::string_view();
  };
  for (std::size_t at = 0; at < records.num_mentions(); ++at) {
    const std::string name = name_of(*of[0], *of[1], *of[2], *of[3], at);
    if (!is_closed_) {
      nodes_.insert(list_of(*of[0], at), name);
    } else if (nodes_.find(list_of(*of[0], at), name) == kNoNode) {
      throw DataError(fmt::format("a record is not among the nodes: {}", place_of(links, records, at)));
    }
  }
  const std::vector<TextColumn> columns =
      read_parquet_columns(path + "/pairs.parquet",
                           {"list_l", "file_l", "row_l", "id_l", "list_r", "file_r", "row_r", "id_r",
                            "match_weight", "match_probability"},
                           context_);
  const std::vector<double> weights = doubles_of(columns[8]);
  const std::vector<double> probabilities = doubles_of(columns[9]);
  for (std::size_t at = 0; at < weights.size(); ++at) {
    const std::uint32_t left =
        nodes_.find(list_of(columns[0], at), name_of(columns[0], columns[1], columns[2], columns[3], at));
    const std::uint32_t right =
        nodes_.find(list_of(columns[4], at), name_of(columns[4], columns[5], columns[6], columns[7], at));
    if (left == kNoNode || right == kNoNode)
      throw DataError(
          fmt::format("row {} of {}/pairs.parquet names a record that is not in links.csv", at + 1, path));
    add(left, right, weights[at], probabilities[at]);
  }
}

/// Whole numbers as people write them: no sign but minus, no zero in front, at most 18 digits.
std::optional<std::int64_t> plain_whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || std::to_string(value) != text)
    return std::nullopt;
  return value;
}

/// The nodes in the order of their names.
std::vector<std::uint32_t> order_of(const std::vector<std::string>& names) {
  std::vector<std::int64_t> numbers;
  for (const std::string& name : names) {
    const auto number = plain_whole_number(name);
    if (!number) break;
    numbers.push_back(*number);
  }
  std::vector<std::uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0u);
  const bool are_numbers = numbers.size() == names.size();
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return are_numbers ? numbers[a] < numbers[b] : names[a] < names[b];
  });
  return order;
}

/// Each pair once, left < right, sorted; of unequal probabilities the largest.
void keep_each_once(PairTable& table) {
  SplinkPairs& pairs = table.pairs;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs.left[i] > pairs.right[i]) std::swap(pairs.left[i], pairs.right[i]);
  }
  std::vector<std::uint32_t> order(pairs.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (pairs.left[a] != pairs.left[b]) return pairs.left[a] < pairs.left[b];
    if (pairs.right[a] != pairs.right[b]) return pairs.right[a] < pairs.right[b];
    return pairs.match_weight[a] > pairs.match_weight[b];
  });
  SplinkPairs kept;
  for (const std::uint32_t i : order) {
    if (kept.size() > 0 && kept.left.back() == pairs.left[i] && kept.right.back() == pairs.right[i]) {
      ++table.num_repeated;
      table.num_conflicting += kept.match_probability.back() != pairs.match_probability[i] ? 1 : 0;
      continue;
    }
    kept.left.push_back(pairs.left[i]);
    kept.right.push_back(pairs.right[i]);
    kept.match_weight.push_back(pairs.match_weight[i]);
    kept.match_probability.push_back(pairs.match_probability[i]);
  }
  pairs = std::move(kept);
}

PairTable PairReader::finish() && {
  NodeTable met;
  met.has_lists = has_lists_.value_or(false);
  met.list = std::move(nodes_.list());
  met.id = std::move(nodes_.id());
  std::vector<std::string> names(met.size());
  for (std::size_t node = 0; node < met.size(); ++node) names[node] = met.name(node);
  const std::vector<std::uint32_t> order = order_of(names);
  std::vector<std::uint32_t> rank(met.size());
  NodeTable& nodes = table_.nodes;
  nodes.has_lists = met.has_lists;
  for (std::uint32_t place = 0; place < order.size(); ++place) {
    rank[order[place]] = place;
    nodes.list.push_back(std::move(met.list[order[place]]));
    nodes.id.push_back(std::move(met.id[order[place]]));
    nodes.rank.push_back(place);
  }
  for (std::size_t i = 0; i < table_.pairs.size(); ++i) {
    table_.pairs.left[i] = rank[table_.pairs.left[i]];
    table_.pairs.right[i] = rank[table_.pairs.right[i]];
  }
  keep_each_once(table_);
  return std::move(table_);
}

}  // namespace

void set_pair_column(const std::string& text, PairColumns& columns) {
  const std::array<std::pair<std::string_view, std::string*>, 6> roles = {
      {{"id_l", &columns.id_l},
       {"id_r", &columns.id_r},
       {"list_l", &columns.list_l},
       {"list_r", &columns.list_r},
       {"probability", &columns.probability},
       {"weight", &columns.weight}}};
  const std::size_t equals = text.rfind('=');
  for (const auto& [role, target] : roles) {
    if (equals == std::string::npos || equals == 0 || text.substr(equals + 1) != role) continue;
    *target = text.substr(0, equals);
    return;
  }
  throw UsageError(fmt::format(
      "--map {}: write COLUMN=ROLE; the roles are id_l, id_r, list_l, list_r, probability, weight", text));
}

PairTable read_pair_files(const std::vector<std::string>& paths, const PairColumns& columns,
                          const std::string& nodes_file, const ExecutionContext& context) {
  context.begin_step("reading pairs", 0);
  PairReader reader(columns, context);
  if (!nodes_file.empty()) reader.read_nodes(nodes_file);
  for (const std::string& path : paths) reader.read(path);
  return std::move(reader).finish();
}

}  // namespace byname
