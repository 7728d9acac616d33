// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "spec/column_types.hpp"
#include "spec/splink_model.hpp"
#include "table/duckdb_session.hpp"

namespace byname::reference {

/// A list as the twin reads it: label and CSV file. An empty cell is NULL, "" in quotes is the empty text.
struct TwinList {
  std::string label;
  std::string path;
};

/// What a Splink model gives by SQL alone, computed by the linked DuckDB: pairs, gammas, weights, clusters.
/// No code of byname's engine takes part; only the reader of model files, and the last step of Jaro-Winkler,
/// which DuckDB 1.5 rounds once more than 2.0 does.
class DuckdbTwin {
 public:
  DuckdbTwin(const SplinkModel& model, const std::vector<TwinList>& lists, const ColumnTypes& types,
             int num_threads)
      : model_(model), session_(num_threads) {
    run("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'");
    add_jaro_winkler_of_2_0();
    load(lists, types);
  }

  /// Pairs by their gammas.
  std::map<std::vector<int>, std::uint64_t> pattern_counts() {
    const std::size_t size = model_.comparisons.size();
    std::map<std::vector<int>, std::uint64_t> counts;
    for (const auto& row :
         ask(fmt::format("SELECT {}, count(*) FROM ({}) GROUP BY ALL", gamma_names(), gammas_sql()))) {
      std::vector<int> gammas;
      for (std::size_t k = 0; k < size; ++k) gammas.push_back(std::stoi(row[k]));
      counts[gammas] = std::stoull(row[size]);
    }
    return counts;
  }

  struct Pair {
    int match_key = 0;
    std::vector<int> gammas;
    double match_weight = 0;
  };
  /// All pairs by the nodes of their records: the id, or "list-__-id" where there is more than one list.
  std::map<std::pair<std::string, std::string>, Pair> pairs() {
    make_scores();
    std::map<std::pair<std::string, std::string>, Pair> result;
    for (const auto& row :
         ask(fmt::format("SELECT node_l, node_r, match_key, match_weight, {} FROM scores", gamma_names()))) {
      Pair pair{std::stoi(row[2]), {}, std::stod(row[3])};
      for (std::size_t k = 4; k < row.size(); ++k) pair.gammas.push_back(std::stoi(row[k]));
      if (!result.emplace(std::pair(row[0], row[1]), pair).second)
        throw DataError("twice in DuckDB: " + row[0]);
    }
    return result;
  }

  /// The cluster of each node: the least node that can be reached over pairs of at least `threshold`.
  std::map<std::string, std::string> clusters(double threshold) {
    make_scores();
    run(fmt::format(
        "CREATE OR REPLACE TABLE edges AS SELECT node_l a, node_r b FROM scores WHERE "
        "1 / (1 + pow(2, -match_weight)) >= {0:.17g}::DOUBLE UNION SELECT node_r, node_l FROM scores "
        "WHERE 1 / (1 + pow(2, -match_weight)) >= {0:.17g}::DOUBLE",
        threshold));
    std::map<std::string, std::string> result;
    for (const auto& row : ask(fmt::format("WITH RECURSIVE reached(node, other) AS (SELECT node, node FROM "
                                           "people UNION SELECT reached.node, "
                                           "edges.b FROM reached JOIN edges ON edges.a = reached.other) "
                                           "SELECT node, min({}) FROM reached GROUP "
                                           "BY node",
                                           has_lists() ? "other" : "CAST(other AS BIGINT)")))
      result[row[0]] = row[1];
    return result;
  }

 private:
  using Rows = std::vector<std::vector<std::string>>;

  bool has_lists() const { return model_.link_type != "dedupe_only"; }

  void run(const std::string& sql) {
    DuckdbResult result;
    const std::string error = result.run(session_, sql);
    if (!error.empty()) throw DataError("DuckDB: " + error + " in " + sql);
  }

  /// The cells of a query as texts; NULL as the empty text.
  Rows ask(const std::string& sql) {
    DuckdbResult result;
    const std::string error = result.run(session_, "SELECT COLUMNS(*)::VARCHAR FROM (" + sql + ")");
    if (!error.empty()) throw DataError("DuckDB: " + error + " in " + sql);
    Rows rows;
    while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result.get())) {
      const idx_t width = duckdb_data_chunk_get_column_count(chunk);
      for (idx_t row = 0; row < duckdb_data_chunk_get_size(chunk); ++row) {
        rows.emplace_back();
        for (idx_t column = 0; column < width; ++column) rows.back().push_back(text_at(chunk, column, row));
      }
      duckdb_destroy_data_chunk(&chunk);
    }
    return rows;
  }

  static std::string text_at(duckdb_data_chunk chunk, idx_t column, idx_t row) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, column);
    std::uint64_t* validity = duckdb_vector_get_validity(vector);
    if (validity != nullptr && !duckdb_validity_row_is_valid(validity, row)) return {};
    auto& text = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector))[row];
    return {duckdb_string_t_data(&text), duckdb_string_t_length(text)};
  }

  /// jaro_winkler_2(a, b) from DuckDB's own Jaro; 2.0 computes fma(0.1 p, 1 - j, j) where 1.5 rounds the
  /// product, too. p: bytes alike at the start, at most 4.
  void add_jaro_winkler_of_2_0() {
    duckdb_scalar_function function = duckdb_create_scalar_function();
    duckdb_scalar_function_set_name(function, "winkler_of");
    duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    duckdb_logical_type number = duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE);
    duckdb_scalar_function_add_parameter(function, text);
    duckdb_scalar_function_add_parameter(function, text);
    duckdb_scalar_function_add_parameter(function, number);
    duckdb_scalar_function_set_return_type(function, number);
    duckdb_scalar_function_set_function(function, winkler_of);
    const duckdb_state state = duckdb_register_scalar_function(session_.connection(), function);
    duckdb_destroy_logical_type(&text);
    duckdb_destroy_logical_type(&number);
    duckdb_destroy_scalar_function(&function);
    if (state != DuckDBSuccess) throw DataError("DuckDB takes no function");
    run("CREATE MACRO jaro_winkler_2(a, b) AS winkler_of(a, b, jaro_similarity(a, b))");
  }

  static void winkler_of(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
    const auto* left =
        static_cast<duckdb_string_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(input, 0)));
    const auto* right =
        static_cast<duckdb_string_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(input, 1)));
    const auto* jaro = static_cast<double*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(input, 2)));
    auto* result = static_cast<double*>(duckdb_vector_get_data(output));
    for (idx_t row = 0; row < duckdb_data_chunk_get_size(input); ++row) {
      duckdb_string_t a = left[row], b = right[row];
      const char* x = duckdb_string_t_data(&a);
      const char* y = duckdb_string_t_data(&b);
      const std::uint32_t most = std::min({duckdb_string_t_length(a), duckdb_string_t_length(b), 4u});
      std::uint32_t prefix = 0;
      while (prefix < most && x[prefix] == y[prefix]) ++prefix;
      result[row] = jaro[row] > 0.7 ? std::fma(prefix * 0.1, 1 - jaro[row], jaro[row]) : jaro[row];
    }
  }

  /// The table people: typed columns, node, side (what the order of a pair goes by), and term frequencies.
  void load(const std::vector<TwinList>& lists, const ColumnTypes& types) {
    std::string all;
    for (const TwinList& list : lists) {
      all += fmt::format(
          "{}SELECT {} AS source_dataset, * FROM read_csv({}, all_varchar = true, header = true, "
          "allow_quoted_nulls = false)",
          all.empty() ? "" : " UNION ALL BY NAME ", sql_literal(list.label), sql_literal(list.path));
    }
    run("CREATE TABLE texts AS " + all);
    for (const auto& row : ask("SELECT column_name FROM (DESCRIBE texts)")) columns_.push_back(row[0]);
    std::string cells;
    for (const std::string& column : columns_) {
      const auto type = types.find(column);
      cells += fmt::format(", CAST({0} AS {1}) AS {0}", sql_identifier(column),
                           type == types.end() ? "VARCHAR" : type->second);
    }
    const std::string id = sql_identifier(model_.unique_id_column);
    const std::string named = "source_dataset || '-__-' || " + id;
    const bool by_list = model_.link_type == "link_only" && lists.size() == 2;
    run(fmt::format("CREATE TABLE typed AS SELECT {} AS node, {} AS side{} FROM texts",
                    has_lists() ? named : id,
                    by_list       ? "source_dataset"
                    : has_lists() ? named
                                  : "CAST(" + id + " AS BIGINT)",
                    cells));
    add_frequencies();
  }

  void add_frequencies() {
    std::string columns, joins;
    for (const std::string& column : frequency_columns()) {
      const std::string name = sql_identifier(column), table = sql_identifier("tf of " + column);
      columns += fmt::format(", {0}.tf AS {1}", table, sql_identifier("tf_" + column));
      joins += fmt::format(
          " LEFT JOIN (SELECT {0} AS value, CAST(count(*) AS DOUBLE) / (SELECT count({0}) FROM typed) "
          "AS tf FROM typed WHERE {0} IS NOT NULL GROUP BY {0}) {1} ON typed.{0} = {1}.value",
          name, table);
    }
    run(fmt::format("CREATE TABLE people AS SELECT typed.*{} FROM typed{}", columns, joins));
    for (const std::string& column : frequency_columns()) columns_.push_back("tf_" + column);
  }

  std::vector<std::string> frequency_columns() const {
    std::vector<std::string> columns;
    for (const SplinkComparison& comparison : model_.comparisons) {
      for (const SplinkLevel& level : comparison.levels) {
        const std::string column = bare(level.tf_column);
        if (!column.empty() && std::find(columns.begin(), columns.end(), column) == columns.end())
          columns.push_back(column);
      }
    }
    return columns;
  }

  static std::string bare(std::string name) {
    name.erase(std::remove(name.begin(), name.end(), '"'), name.end());
    return name;
  }

  /// The pairs of all rules with both records' columns, _l and _r.
  std::string pairs_sql() const {
    std::string cells = "l.node AS node_l, r.node AS node_r";
    for (const std::string& column : columns_) {
      for (const char* side : {"l", "r"})
        cells +=
            fmt::format(", {}.{} AS {}", side, sql_identifier(column), sql_identifier(column + "_" + side));
    }
    std::string sql, earlier;
    for (std::size_t rule = 0; rule < std::max<std::size_t>(1, model_.rules.size()); ++rule) {
      const std::string condition = model_.rules.empty() ? "true" : model_.rules[rule].condition;
      sql += fmt::format(
          "{}SELECT {} AS match_key, {} FROM people l JOIN people r ON ({}) WHERE l.side < r.side{}{}",
          sql.empty() ? "" : " UNION ALL ", rule, cells, condition,
          model_.link_type == "link_only" ? " AND l.source_dataset <> r.source_dataset" : "", earlier);
      earlier += fmt::format(" AND NOT coalesce(({}), false)", condition);
    }
    return sql;
  }

  std::string gammas_sql() const {
    std::string sql = "SELECT *";
    for (const SplinkComparison& comparison : model_.comparisons) {
      std::string cases = "CASE";
      std::string otherwise = "-1";
      for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
        const SplinkLevel& level = comparison.levels[i];
        const std::string gamma = std::to_string(comparison.gammas[i]);
        if (level.is_else) {
          otherwise = gamma;
        } else {
          cases += fmt::format(" WHEN {} THEN {}", as_2_0(level.condition), gamma);
        }
      }
      sql +=
          fmt::format(", {} ELSE {} END AS {}", cases, otherwise, sql_identifier(comparison.gamma_column()));
    }
    return sql + " FROM (" + pairs_sql() + ")";
  }

  static std::string as_2_0(std::string condition) {
    constexpr std::string_view kOld = "jaro_winkler_similarity(", kNew = "jaro_winkler_2(";
    for (std::size_t at = condition.find(kOld); at != std::string::npos;
         at = condition.find(kOld, at + kNew.size()))
      condition.replace(at, kOld.size(), kNew);
    return condition;
  }

  std::string gamma_names() const {
    std::vector<std::string> names;
    for (const SplinkComparison& comparison : model_.comparisons)
      names.push_back(sql_identifier(comparison.gamma_column()));
    return fmt::format("{}", fmt::join(names, ", "));
  }

  void make_scores() {
    if (has_scores_) return;
    has_scores_ = true;
    std::string odds = fmt::format("{:.17g}::DOUBLE", model_.lambda / (1 - model_.lambda));
    for (const SplinkComparison& comparison : model_.comparisons) odds += factors(comparison);
    run(
        fmt::format("CREATE TABLE scores AS SELECT node_l, node_r, match_key, {}, log2(least(greatest({}, "
                    "1e-300), 1e300)) AS match_weight FROM ({})",
                    gamma_names(), odds, gammas_sql()));
  }

  /// " * (m / u of the gamma) * (the multiplier of its term frequencies)".
  static std::string factors(const SplinkComparison& comparison) {
    std::string bayes = "CASE " + sql_identifier(comparison.gamma_column());
    std::string frequency = bayes;
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
      const SplinkLevel& level = comparison.levels[i];
      const int gamma = comparison.gammas[i];
      if (gamma < 0) continue;
      bayes += fmt::format(" WHEN {} THEN {:.17g}::DOUBLE / {:.17g}::DOUBLE", gamma, comparison.m_of(gamma),
                           comparison.u_of(gamma));
      if (level.tf_column.empty() || level.tf_weight == 0 || level.is_else) continue;
      const std::string column = bare(level.tf_column);
      frequency += fmt::format(
          " WHEN {0} THEN coalesce(pow({1:.17g}::DOUBLE / greatest(coalesce({2}, {3}), coalesce({3}, {2}), "
          "{4:.17g}::DOUBLE),"
          " {5:.17g}::DOUBLE), 1)",
          gamma, exact_u(comparison, level, gamma), sql_identifier("tf_" + column + "_l"),
          sql_identifier("tf_" + column + "_r"), level.tf_minimum_u, level.tf_weight);
    }
    // A CASE without WHEN is no SQL.
    const std::string none = " WHEN -9 THEN 1.0::DOUBLE ELSE 1.0::DOUBLE END";
    return " * " + bayes + none + " * " + frequency + none;
  }

  /// u of the level that says that the column is the same.
  static double exact_u(const SplinkComparison& comparison, const SplinkLevel& level, int gamma) {
    if (level.disables_exact_match_detection) return comparison.u_of(gamma);
    const std::string column = bare(level.tf_column);
    const std::string wanted = column + "_l = " + column + "_r", turned = column + "_r = " + column + "_l";
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
      const std::string condition = bare(comparison.levels[i].condition);
      if (condition == wanted || condition == turned) return comparison.u_of(comparison.gammas[i]);
    }
    throw DataError("no level says that this column is the same: " + column);
  }

  const SplinkModel& model_;
  DuckdbSession session_;
  std::vector<std::string> columns_;
  bool has_scores_ = false;
};

}  // namespace byname::reference
