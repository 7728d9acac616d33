// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "compare/pattern.hpp"
#include "publish/count_output.hpp"

namespace byname {

/// What an invented output should look like.
struct InventedOptions {
  std::vector<std::string> lists = {"obituaries", "volunteers", "court notices"};
  std::size_t num_persons = 22;
  double mentions_a_person = 1.8;
  std::vector<std::string> given = {"Пётр", "Семён", "Anna", "Оксана", "Timur", "Layla", "Сергей", "Ivan"};
  std::vector<std::string> family = {"Гордеев", "Лапшин", "Kovalenko", "Ткаченко", "Sadykov", "Haddad"};
  std::vector<std::string> places = {"Вольск", "с. Липовка", "Kharkiv", "Саратовская обл."};
  std::vector<Doubt> doubts = {
      {false, "the keys brought an estimated 93 % of the links; the rest is in the interval"}};
  Warnings warnings = {"list volunteers: 3 rows repeat an id; they are kept and named by row"};
  bool all_pairs = false;
  bool is_trained = true;
  double scale = 1000;  ///< blow-up of the counts that do not follow from the records
};

/// An invented CountOutput with everything that it points to: persons with several mentions, pairs of every
/// outcome, draws, doubts, rejects. Nothing is linked: the truth is known and the rest is made up around it.
class InventedOutput {
 public:
  explicit InventedOutput(InventedOptions options)
      : options_(std::move(options)), random_(7, RandomStage::kSynth, 0, 0, 0) {
    make_records();
    make_input();
    make_readings();
    make_model();
    make_persons();
    make_pairs();
    make_draws();
    make_blocking();
    make_unseen();
    make_output();
  }
  InventedOutput(const InventedOutput&) = delete;
  InventedOutput& operator=(const InventedOutput&) = delete;

  const CountOutput& output() const { return output_; }
  CountOutput& output() { return output_; }
  Input& input() { return input_; }
  LinkResults& links() { return links_; }
  UnseenEstimate& unseen() { return unseen_; }
  RecordTable& records() { return records_; }

 private:
  struct Mention {
    std::uint32_t list;
    std::uint32_t person;
    std::array<std::string, 6> raw;  // given, family, sex, birth_date, place, text
  };

  static std::string folded(std::string text) {
    for (char& c : text) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
  }

  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[random_.below(from.size())];
  }

  Mention mention_of(std::uint32_t person, const std::array<std::string, 6>& raw) {
    Mention mention{static_cast<std::uint32_t>(random_.below(options_.lists.size())), person, raw};
    if (random_.uniform() < 0.3) mention.raw[3] = raw[3].substr(0, 4);
    if (random_.uniform() < 0.2) mention.raw[3].clear();
    if (random_.uniform() < 0.2)
      mention.raw[0] = raw[0].substr(0, (static_cast<unsigned char>(raw[0][0]) & 0x80) ? 2 : 1) + ".";
    if (random_.uniform() < 0.2) mention.raw[4] = pick(options_.places);
    if (random_.uniform() < 0.6) mention.raw[5].clear();
    return mention;
  }

  void make_records() {
    std::vector<Mention> mentions;
    for (std::uint32_t person = 0; person < options_.num_persons; ++person) {
      const std::string year = std::to_string(1950 + random_.below(55));
      const std::string month = std::to_string(10 + random_.below(3));
      const std::string day = std::to_string(10 + random_.below(18));
      const std::array<std::string, 6> raw = {pick(options_.given),
                                              pick(options_.family),
                                              random_.uniform() < 0.5 ? "м" : "ж",
                                              fmt::format("{}-{}-{}", year, month, day),
                                              pick(options_.places),
                                              "found by a reader"};
      const double mean = options_.mentions_a_person - 1;
      const std::int64_t times = 1 + (mean > 0 ? draw_poisson(random_, mean) : 0);
      for (std::int64_t i = 0; i < times; ++i) mentions.push_back(mention_of(person, raw));
    }
    std::stable_sort(mentions.begin(), mentions.end(),
                     [](const Mention& a, const Mention& b) { return a.list < b.list; });
    fill_records(mentions);
  }

  void fill_records(const std::vector<Mention>& mentions) {
    const std::array<std::pair<Role, std::string>, 6> roles = {{{Role::kGiven, "given"},
                                                                {Role::kFamily, "family"},
                                                                {Role::kSex, "sex"},
                                                                {Role::kBirthDate, "birth_date"},
                                                                {Role::kPlace, "place"},
                                                                {Role::kText, "text_note"}}};
    records_.list_labels = options_.lists;
    for (const std::string& list : options_.lists) records_.file_names.push_back(list + ".csv");
    for (const auto& [role, name] : roles) {
      RecordColumn column;
      column.role = role;
      column.name = name;
      records_.columns.push_back(std::move(column));
    }
    std::vector<std::uint64_t> next_row(options_.lists.size(), 1);
    for (const Mention& mention : mentions) {
      records_.list.push_back(mention.list);
      records_.file.push_back(mention.list);
      records_.row.push_back(next_row[mention.list]++);
      records_.ids.push_back(mention.list == 0 ? "" : fmt::format("ID-{}", records_.row.size()));
      truth_.push_back(mention.person);
      for (std::size_t i = 0; i < mention.raw.size(); ++i) {
        RecordColumn& column = records_.columns[i];
        const std::string& raw = mention.raw[i];
        column.raw.codes.push_back(raw.empty() ? 0 : column.raw.dictionary.insert(raw));
        column.comparable.codes.push_back(raw.empty() ? 0 : column.comparable.dictionary.insert(folded(raw)));
      }
    }
  }

  void make_input() {
    for (std::uint32_t list = 0; list < options_.lists.size(); ++list) {
      const auto rows =
          static_cast<std::uint64_t>(std::count(records_.list.begin(), records_.list.end(), list));
      const std::string name = records_.file_names[list];
      input_.files.push_back({"invented/" + name,
                              name,
                              list,
                              rows + (list == 0 ? 3 : 0),
                              list == 0 ? 3u : 0u,
                              std::string(64, static_cast<char>('a' + list % 6)),
                              "csv ; UTF-8",
                              "",
                              {}});
      InputList read;
      read.label = options_.lists[list];
      for (std::uint64_t row = 1; row <= rows; ++row) {
        read.file.push_back(list);
        read.row.push_back(row);
        read.line.push_back(row + 1);
      }
      input_.lists.push_back(std::move(read));
    }
    input_.rejects = {
        {0, 101, 104, "birth date", "the row has 9 cells, the header has 6", "a;b;c;d;e;f;g;h;i"},
        {0, 102, 105, "", "no name, number, email or phone", ";;;1990;;"},
        {0, 103, 106, "", "no name, number, email or phone", ";;;1991;;"}};
  }

  void make_readings() {
    for (std::uint32_t list = 0; list < options_.lists.size(); ++list) {
      ListReading reading{options_.lists[list], {}};
      for (const RecordColumn& column : records_.columns) {
        if (column.role == Role::kText && list == 1) continue;
        ColumnReading read;
        read.column = column.name == "text_note" ? "note" : column.name;
        read.role = column.role;
        read.why = fmt::format("header word '{}'", column.name);
        for (std::size_t i = 0; i < records_.num_records(); ++i) {
          read.num_filled += records_.list[i] == list && !column.raw.is_null(i) ? 1 : 0;
        }
        read.num_distinct = column.raw.dictionary.size() - 1;
        if (column.role == Role::kBirthDate) {
          read.num_unparsed = read.num_filled > 4 ? 1 : 0;
          read.num_missing_words = 2;
          read.missing_words = {"н/д", "unknown"};
        }
        reading.columns.push_back(std::move(read));
      }
      readings_.push_back(std::move(reading));
    }
  }

  void add_comparison(const std::string& name, Role role, ComparisonKind kind,
                      const std::vector<LevelSpec>& levels) {
    ComparisonSpec comparison;
    comparison.name = name;
    comparison.role = role;
    comparison.kind = kind;
    comparison.columns = {name};
    comparison.levels.push_back({"missing", name + "_l IS NULL OR " + name + "_r IS NULL", true});
    comparison.levels.insert(comparison.levels.end(), levels.begin(), levels.end());
    if (!options_.is_trained) {
      for (LevelSpec& level : comparison.levels) level.m = level.u = NAN;
    }
    links_.model.comparisons.push_back(std::move(comparison));
  }

  void make_model() {
    const auto level = [](const char* label, double m, double u, bool veto = false, bool frequency = false) {
      LevelSpec made;
      made.label = label;
      made.sql_condition = "ELSE";
      made.m = m;
      made.u = u;
      made.is_rule_veto = veto;
      made.uses_term_frequency = frequency;
      return made;
    };
    add_comparison("given", Role::kGiven, ComparisonKind::kName,
                   {level("given and family swapped", .004, 1e-6), level("same", .82, .012, false, true),
                    level("one slip", .08, .003), level("close, initial or part", .094, .02),
                    level("other", .002, .965, true)});
    add_comparison("family", Role::kFamily, ComparisonKind::kName,
                   {level("same", .9, .004, false, true), level("one slip", .06, .001),
                    level("close, initial or part", .03, .012), level("other", .01, .983)});
    add_comparison("sex", Role::kSex, ComparisonKind::kSex,
                   {level("same", .999, .5), level("other", .001, .5, true)});
    add_comparison(
        "birth_date", Role::kBirthDate, ComparisonKind::kDate,
        {level("same", .7, .00004), level("agrees as far as known", .15, .015), level("one slip", .08, .0004),
         level("year and month or day", .05, .003), level("year only, or day and month", .015, .02),
         level("other, at most a year apart", .004, .05),
         level("conflict, two years or more", .001, .9115, true)});
    add_comparison("place", Role::kPlace, ComparisonKind::kPlace,
                   {level("same", .7, .05), level("one slip", .05, .002), level("a part in common", .1, .05),
                    level("other", .15, .898)});
    links_.model.lambda = 1e-4;
    links_.model.correlations = {{0, 2, 6.4}, {1, 4, 2.3}};
    links_.model.is_trained = options_.is_trained;
    for (const ComparisonSpec& comparison : links_.model.comparisons) {
      std::vector<std::array<double, 2>> counts;
      for (int gamma = 0; gamma < comparison.num_gammas(); ++gamma)
        counts.push_back({1e6 / (gamma + 1), 40.0 * gamma});
      links_.level_counts.push_back(std::move(counts));
    }
  }

  void make_persons() {
    links_.person_of.assign(records_.num_records(), 0);
    std::vector<std::int64_t> person_of_truth(options_.num_persons, -1);
    for (std::uint32_t record = 0; record < records_.num_records(); ++record) {
      std::int64_t& person = person_of_truth[truth_[record]];
      if (person < 0) {
        person = static_cast<std::int64_t>(links_.persons.size());
        links_.persons.push_back({{}, 0});
      }
      links_.person_of[record] = static_cast<std::uint32_t>(person);
      links_.persons[static_cast<std::size_t>(person)].records.push_back(record);
    }
    for (Person& person : links_.persons) {
      person.certainty = person.records.size() == 1 ? 0.995 : 1 - random_.uniform() * 0.5;
    }
  }

  int invented_gamma(const ComparisonSpec& comparison, std::uint32_t left, std::uint32_t right) {
    for (const RecordColumn& column : records_.columns) {
      if (column.name != comparison.name) continue;
      if (column.raw.is_null(left) || column.raw.is_null(right)) return -1;
      if (column.comparable.codes[left] != column.comparable.codes[right]) {
        return truth_[left] == truth_[right] ? comparison.num_gammas() / 2 : 0;
      }
      for (int gamma = comparison.num_gammas() - 1; gamma >= 0; --gamma) {
        if (comparison.level(gamma).label == "same") return gamma;
      }
    }
    return -1;
  }

  ScoredPair scored_pair(const PatternCode& code, std::uint32_t left, std::uint32_t right) {
    ScoredPair pair;
    pair.left = left;
    pair.right = right;
    double weight = std::log2(links_.model.lambda / (1 - links_.model.lambda));
    bool is_veto = false;
    for (std::size_t i = 0; i < links_.model.comparisons.size(); ++i) {
      const ComparisonSpec& comparison = links_.model.comparisons[i];
      const int gamma = invented_gamma(comparison, left, right);
      pair.pattern += static_cast<std::uint64_t>(gamma + 1) * code.stride(i);
      if (gamma < 0) continue;
      const LevelSpec& level = comparison.level(gamma);
      if (options_.is_trained) weight += std::log2(level.m / level.u);
      is_veto = is_veto || level.is_rule_veto;
    }
    weight += 0.7;
    pair.weight = static_cast<float>(weight);
    pair.probability = static_cast<float>(1 / (1 + std::exp2(-weight)));
    pair.key = static_cast<std::uint8_t>(options_.all_pairs ? 255 : random_.below(3));
    const bool is_same = truth_[left] == truth_[right];
    pair.outcome = is_same                  ? PairOutcome::kLink
                   : is_veto                ? PairOutcome::kVeto
                   : pair.probability > 0.1 ? PairOutcome::kReview
                                            : PairOutcome::kNo;
    return pair;
  }

  void make_pairs() {
    const PatternCode code(links_.model);
    std::vector<std::int64_t> bins(80, 0);
    for (std::uint32_t left = 0; left < records_.num_records(); ++left) {
      for (std::uint32_t right = left + 1; right < records_.num_records(); ++right) {
        ScoredPair pair = scored_pair(code, left, right);
        ++bins[static_cast<std::size_t>(std::clamp(pair.weight + 40.0f, 0.0f, 79.0f))];
        if (pair.probability < 0.01f && pair.outcome == PairOutcome::kNo) continue;
        if (pair.outcome == PairOutcome::kVeto && pair.weight < -8) continue;
        links_.pairs.push_back(pair);
        if (pair.outcome == PairOutcome::kReview) ++links_.num_review_pairs;
        if (pair.outcome == PairOutcome::kVeto) ++links_.num_vetoed_pairs;
        const bool hangs =
            pair.outcome == PairOutcome::kReview || (pair.outcome == PairOutcome::kLink && pair.weight < 12);
        if (hangs)
          links_.hanging.push_back({left, right, pair.probability * 0.9, pair.outcome == PairOutcome::kLink});
      }
    }
    if (links_.persons.size() > 1 && records_.num_records() > 3) {
      links_.hanging.push_back({0, static_cast<std::uint32_t>(records_.num_records() - 1), 0.31, false});
    }
    for (std::size_t i = 0; i < bins.size(); ++i) {
      // A hill of strangers far taller than that of matches, as full pair spaces have it.
      const double x = static_cast<double>(i) - 40;
      const auto strangers =
          options_.scale <= 1
              ? 0
              : static_cast<std::int64_t>(4000 * options_.scale * std::exp(-(x + 16) * (x + 16) / 40));
      links_.weight_histogram.emplace_back(x, bins[i] + strangers);
    }
  }

  void make_draws() {
    for (const Person& person : links_.persons) {
      std::uint32_t pattern = 0;
      for (std::uint32_t record : person.records) pattern |= 1u << records_.list[record];
      ++overlap_[pattern];
    }
    const auto decided = static_cast<std::int64_t>(links_.persons.size());
    for (int draw = 0; draw < 8; ++draw) {
      PartitionDraw made{decided, overlap_};
      const std::int64_t change = links_.hanging.empty() ? 0 : draw % 3;
      made.num_persons += change;
      if (change > 0) made.overlap[1] += change;
      links_.draws.push_back(std::move(made));
    }
    if (!links_.hanging.empty()) {
      links_.persons_at = {decided + 1, decided, std::max<std::int64_t>(1, decided - 2)};
      links_.variance = {.46, .27, .19, .08};
    } else {
      links_.persons_at = {decided, decided, decided};
    }
    links_.thresholds_at = {.9, .5, .2};
    links_.doubts = options_.doubts;
  }

  void make_blocking() {
    BlockingReport& blocking = links_.blocking;
    const auto records = static_cast<double>(records_.num_records());
    blocking.all_pairs = options_.all_pairs;
    blocking.num_possible_pairs = records * (records - 1) / 2 * (options_.all_pairs ? 1 : options_.scale);
    if (options_.all_pairs) return;
    const std::array<const char*, 5> names = {"family + birth year", "given + family", "birth date",
                                              "family sound + place + first letter of the given name",
                                              "rare family name"};
    for (std::size_t i = 0; i < names.size(); ++i) {
      BlockingKeyReport key;
      key.name = names[i];
      key.num_pairs = 52'000 / (i + 1);
      key.num_new_pairs = i == 0 ? key.num_pairs : key.num_pairs / (i + 2);
      key.num_blocks = 900;
      key.largest_block = 1200;
      for (std::size_t bin = 1; bin < 11 - i; ++bin) key.size_histogram[bin] = 4000 >> (bin + i / 2);
      if (i == 3) {
        key.num_capped_blocks = 2;
        key.num_capped_pairs = 1'400'000;
      }
      blocking.num_candidate_pairs += key.num_new_pairs;
      blocking.keys.push_back(key);
    }
    blocking.recall = .93;
    blocking.recall_low = .89;
    blocking.recall_high = .96;
    blocking.recall_capture = .95;
  }

  void make_unseen() {
    const auto named = static_cast<double>(links_.persons.size());
    const auto model = [&](const char* family, const char* variant, double estimate, double low, double high,
                           const char* formula) {
      ModelEstimate made{family,
                         variant,
                         {estimate, low, high},
                         {named + estimate, named + low, named + high},
                         formula,
                         "Being on one list says nothing about being on another, apart from the pairs named "
                         "in the model. This cannot be tested from the lists.",
                         false,
                         {{"aic", 41.5}}};
      return made;
    };
    if (options_.lists.size() == 1) {
      unseen_.refusals = {
          {"all", "all",
           "not estimable, because there is only one list: nothing in it says how many it misses",
           "at least three lists"}};
      unseen_.assumption = unseen_.refusals.front().reason;
    } else if (options_.lists.size() == 2) {
      unseen_.models = {model("two-list", "chapman", 12, 5, 31, ""),
                        model("two-list", "chao", 14, 4, 44, "")};
      unseen_.assumption = "Two lists cannot show whether they are independent.";
    } else {
      unseen_.models = {model("loglinear", "bic-average", .6 * named, .3 * named, 1.1 * named, "[12,23]"),
                        model("loglinear", "aic-average", .7 * named, .3 * named, 1.6 * named, "[12,23]"),
                        model("loglinear", "bic-best", .5 * named, .3 * named, .9 * named, "[12,23]"),
                        model("heterogeneity", "chao", .9 * named, .4 * named, 2.2 * named, "")};
      unseen_.refusals = {{"loglinear", "aic-best", "not estimable, because its likelihood has no maximum",
                           "more persons on two lists or more"}};
      unseen_.headline = 0;
      unseen_.models[0].is_headline = true;
      unseen_.assumption = unseen_.models[0].assumption;
      unseen_.spread.low = .5 * named;
      unseen_.spread.high = .9 * named;
    }
  }

  void make_output() {
    output_.input = &input_;
    output_.readings = &readings_;
    output_.records = &records_;
    output_.links = &links_;
    output_.unseen = &unseen_;
    output_.warnings = options_.warnings;
    const auto decided = static_cast<double>(links_.persons.size());
    const bool is_certain = links_.hanging.empty();
    output_.named = {decided + (is_certain ? 0 : 1), decided - (is_certain ? 0 : 2),
                     decided + (is_certain ? 0 : 3)};
    output_.named_decided = static_cast<std::int64_t>(links_.persons.size());
    output_.overlap = overlap_;
    output_.call = "byname count obituaries.csv volunteers.csv 'court notices.csv' --threads 2 -o out";
    output_.seed = 1;
    output_.num_draws = static_cast<int>(links_.draws.size());
    output_.step_times = {{"read", 0.21, 0.3}, {"link", 1.5, 2.9}};
    output_.num_threads = 2;
  }

  InventedOptions options_;
  RandomStream random_;
  std::vector<std::uint32_t> truth_;
  Input input_;
  std::vector<ListReading> readings_;
  RecordTable records_;
  LinkResults links_;
  Overlap overlap_;
  UnseenEstimate unseen_;
  CountOutput output_;
};

/// Options by the name of a case that the report must read well in.
inline std::vector<std::pair<std::string, InventedOptions>> invented_cases() {
  InventedOptions three;
  InventedOptions one;
  one.lists = {"obituaries"};
  InventedOptions two;
  two.lists = {"obituaries", "volunteers"};
  two.all_pairs = true;
  InventedOptions no_links;
  no_links.mentions_a_person = 1;
  no_links.lists = {"register"};
  no_links.given = {"Anna"};
  no_links.doubts.clear();
  no_links.warnings.clear();
  InventedOptions one_row = no_links;
  one_row.num_persons = 1;
  one_row.all_pairs = true;
  one_row.is_trained = false;
  one_row.scale = 1;
  InventedOptions twelve;
  twelve.lists.clear();
  for (int i = 1; i <= 12; ++i)
    twelve.lists.push_back(fmt::format("список номер {} из областного архива и газет", i));
  twelve.num_persons = 160;
  twelve.mentions_a_person = 3;
  InventedOptions hostile;
  hostile.lists = {"<script>alert(1)</script>", "a\"><img src=x onerror=alert(2)>", "רשימה ראשונה & שנייה"};
  hostile.given = {"<script>alert(3)</script>", "محمد",
                   "\"><img src=https://example.org/x.png onerror=alert(4)>", "שרה"};
  hostile.family = {"</td></table><h1>x", "الحداد",
                    "Наиболеедлиннаяфамилиябезединогопробелаилипереноса-Рождественская-Преображенская",
                    "O'Neill & Søn"};
  hostile.places = {"javascript:alert(5)", "{0} {1} %s", "ירושלים"};
  hostile.doubts = {{true, "expected matches 12.4, below 20: <b>too few</b> to learn from"},
                    {false, "few fields"}};
  return {{"three-lists", three}, {"one-list", one},        {"two-lists", two},  {"no-links", no_links},
          {"one-row", one_row},   {"twelve-lists", twelve}, {"hostile", hostile}};
}

}  // namespace byname
