// SPDX-License-Identifier: Apache-2.0
#include "names/patronymics.hpp"

#include <algorithm>

#include "names/name_letters.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kLeastFather = 2;
constexpr std::size_t kSureEnding = 4;  ///< letters of an ending that needs no known father

SexSet sex_of_row(const TableRow& row) {
  const auto sex = parse_sex(row.cells[2]);
  if (!sex || *sex == kEitherSex) refuse_row(row, "the sex is m or f");
  return *sex;
}

std::vector<GivenFamily> male_families(std::span<const GivenForm> forms) {
  std::vector<GivenFamily> families;
  for (const GivenForm& form : forms) {
    const bool is_new = std::find(families.begin(), families.end(), form.family) == families.end();
    if ((form.sex & kMale) != 0 && is_new) families.push_back(form.family);
  }
  return families;
}

}  // namespace

Patronymics::Patronymics(std::span<const TableRow> endings, std::span<const TableRow> words,
                         const GivenNames& names, const CaseEndings& cases)
    : names_(names), cases_(cases) {
  for (const TableRow& row : endings) {
    const std::string_view kind = row.cells[3];
    if (kind != "std" && kind != "colloquial" && kind != "turkic" && kind != "misspelt")
      refuse_row(row, "the kind is std, colloquial, turkic or misspelt");
    const std::u32string ending = to_utf32(row.cells[0]);
    if (ending.empty() || ending.size() > kLongestEnding) refuse_row(row, "an ending has 1 to 8 letters");
    const std::u32string father = to_utf32(row.cells[1]);
    endings_[ending].push_back({father, sex_of_row(row), kind == "colloquial", kind == "misspelt"});
    if (kind != "misspelt")
      skeleton_endings_[name_skeleton(ending)].push_back(
          {name_skeleton(father), sex_of_row(row), false, false});
  }
  for (const TableRow& row : words) {
    const auto forms = names.find(fold_name_letters(row.cells[1]));
    const auto head = std::find_if(forms.begin(), forms.end(), [](const GivenForm& form) {
      return form.kind == FormKind::kCanonical && (form.sex & kMale) != 0;
    });
    if (head == forms.end()) refuse_row(row, "the father must be the first name of a row in given_names.tsv");
    const std::u32string word = fold_name_letters(row.cells[0]);
    words_[word].push_back({head->family, sex_of_row(row)});
    skeleton_words_[name_skeleton(word)].push_back({head->family, sex_of_row(row)});
  }
}

std::vector<GivenFamily> Patronymics::fathers_of(std::u32string_view name) const {
  std::vector<GivenFamily> fathers = male_families(names_.find(name));
  return fathers.empty() ? male_families(names_.find_skeleton(name_skeleton(name))) : fathers;
}

void Patronymics::read_nominative(const Nominative& word, std::vector<PatronymicForm>& forms) const {
  if (const auto found = words_.find(word.word); found != words_.end()) {
    for (const Word& known : found->second) {
      if ((known.sex & word.sex) != 0)
        forms.push_back({{known.father},
                         fold_name_letters(names_.name_of(known.father)),
                         known.sex,
                         word.cases,
                         true,
                         false});
    }
    if (!forms.empty()) return;
  }
  const std::u32string_view text = word.word;
  for (std::size_t length = std::min(text.size(), kLongestEnding); length > 1; --length) {
    const auto rows = endings_.find(text.substr(text.size() - length));
    if (rows == endings_.end() || text.size() - length < kLeastFather) continue;
    for (const Ending& ending : rows->second) {
      if ((ending.sex & word.sex) == 0) continue;
      std::u32string father = std::u32string(text.substr(0, text.size() - length)) + ending.father;
      std::vector<GivenFamily> fathers = fathers_of(father);
      // -ич and -ыч alone end family names, too.
      const bool needs_father = length < kSureEnding || ending.is_colloquial || ending.is_misspelt;
      if (fathers.empty() && needs_father) continue;
      forms.push_back({std::move(fathers), std::move(father), ending.sex, word.cases, ending.is_colloquial,
                       ending.is_misspelt});
    }
  }
}

std::vector<PatronymicForm> Patronymics::read(std::u32string_view word) const {
  std::vector<PatronymicForm> forms;
  for (const Nominative& nominative : cases_.nominatives(DeclinedPart::kPatronymic, word)) {
    std::vector<PatronymicForm> some;
    read_nominative(nominative, some);
    std::move(some.begin(), some.end(), std::back_inserter(forms));
  }
  const auto is_right = [](const PatronymicForm& form) { return !form.is_misspelt; };
  if (std::any_of(forms.begin(), forms.end(), is_right))
    std::erase_if(forms, [](const PatronymicForm& form) { return form.is_misspelt; });
  const auto is_known = [](const PatronymicForm& form) { return !form.fathers.empty(); };
  if (std::any_of(forms.begin(), forms.end(), is_known)) {
    std::erase_if(forms, [&](const PatronymicForm& form) { return !is_known(form); });
  } else {
    // Of unknown fathers the first row of each sex and case stands for all.
    std::vector<PatronymicForm> firsts;
    for (PatronymicForm& form : forms) {
      const auto is_same = [&](const PatronymicForm& other) {
        return other.sex == form.sex && other.cases == form.cases;
      };
      if (std::none_of(firsts.begin(), firsts.end(), is_same)) firsts.push_back(std::move(form));
    }
    forms = std::move(firsts);
  }
  return forms;
}

std::vector<PatronymicForm> Patronymics::read_skeleton(std::u32string_view skeleton) const {
  std::vector<PatronymicForm> forms;
  const auto add = [&](std::vector<GivenFamily> fathers, std::u32string father, SexSet sex) {
    const auto is_same = [&](const PatronymicForm& other) {
      return other.sex == sex && other.fathers == fathers;
    };
    if (std::none_of(forms.begin(), forms.end(), is_same))
      forms.push_back({std::move(fathers), std::move(father), sex, kNominative, false, false});
  };
  if (const auto found = skeleton_words_.find(skeleton); found != skeleton_words_.end()) {
    for (const Word& word : found->second)
      add({word.father}, name_skeleton(fold_name_letters(names_.name_of(word.father))), word.sex);
    return forms;
  }
  for (std::size_t length = std::min(skeleton.size(), kLongestEnding); length > 1; --length) {
    const auto rows = skeleton_endings_.find(skeleton.substr(skeleton.size() - length));
    if (rows == skeleton_endings_.end() || skeleton.size() - length < kLeastFather) continue;
    const std::u32string stem(skeleton.substr(0, skeleton.size() - length));
    for (const Ending& ending : rows->second) {
      for (const std::u32string& father : {name_skeleton(stem + ending.father), stem + U"еи"}) {
        std::vector<GivenFamily> fathers = male_families(names_.find_skeleton(father));
        if (!fathers.empty()) add(std::move(fathers), father, ending.sex);
      }
    }
    if (forms.empty() && length >= kSureEnding) add({}, stem, rows->second.front().sex);
  }
  const auto is_known = [](const PatronymicForm& form) { return !form.fathers.empty(); };
  if (std::any_of(forms.begin(), forms.end(), is_known))
    std::erase_if(forms, [&](const PatronymicForm& form) { return !is_known(form); });
  return forms;
}

}  // namespace byname
