// SPDX-License-Identifier: Apache-2.0
#include "names/event_words.hpp"

#include <string>
#include <unordered_map>

#include "text/normalise.hpp"

namespace byname {

namespace {

// Words of one type, separated by ';'. Cyrillic words find their Latin spelling, too.
struct EventWords {
  std::string_view type;
  std::string_view words;
};

constexpr EventWords kEventWords[] = {
    {"death",
     "death;died;dead;killed;смерть;умер;умерла;гибель;погиб;погибла;загибель;помер;померла;загинув;"
     "загинула"},
    {"burial", "burial;buried;funeral;похороны;похоронен;похоронена;поховання;похований;похована"},
    {"disappearance",
     "disappearance;disappeared;missing;went missing;исчезновение;исчез;исчезла;пропал;пропала;пропал без "
     "вести;пропала без вести;зникнення;зник;зникла;зник безвісти;зникла безвісти"},
    {"declared_dead",
     "declared dead;признан умершим;признана умершей;объявлен умершим;объявлена умершей;визнаний померлим;"
     "визнана померлою;оголошений померлим;оголошена померлою"},
    {"capture",
     "capture;captured;taken prisoner;плен;взят в плен;взята в плен;попал в плен;попала в плен;полон;взятий "
     "у полон;взята у полон;потрапив у полон;потрапила у полон"},
    {"exchange", "exchange;exchanged;prisoner exchange;обмен;обменян;обменяна;обмін;обміняний;обміняна"},
    {"border_exit",
     "border exit;exit;left;departure;departed;emigrated;emigration;выезд;выехал;выехала;уехал;уехала;"
     "эмиграция;виїзд;виїхав;виїхала;еміграція"},
    {"border_entry",
     "border entry;entry;return;returned;въезд;въехал;въехала;вернулся;вернулась;возвращение;в'їзд;в'їхав;"
     "в'їхала;повернувся;повернулася;повернення"},
    {"border_transit", "border transit;transit;транзит"},
    {"residence", "residence;residence permit;вид на жительство;внж;посвідка на проживання"},
    {"detention",
     "detention;detained;arrest;arrested;задержание;задержан;задержана;арест;арестован;арестована;"
     "затримання;затриманий;затримана;арешт;заарештований;заарештована"},
    {"charge",
     "charge;charged;charges;indictment;indicted;case opened;обвинение;обвинен;обвинена;предъявлено "
     "обвинение;возбуждено дело;возбуждено уголовное дело;звинувачення;звинувачений;звинувачена;підозра;"
     "повідомлено про підозру;відкрито справу"},
    {"article_changed",
     "article changed;charge changed;переквалификация;переквалификация обвинения;перекваліфікація"},
    {"hearing", "hearing;court hearing;заседание;судебное заседание;слушание;засідання;судове засідання"},
    {"sentence",
     "sentence;sentenced;verdict;conviction;convicted;приговор;приговорен;приговорена;осужден;осуждена;"
     "вирок;засуджений;засуджена"},
    {"fine", "fine;fined;штраф;оштрафован;оштрафована;оштрафований"},
    {"imprisonment",
     "imprisonment;imprisoned;prison;prison term;лишение свободы;тюрьма;колония;заключение;заключен;"
     "заключена;позбавлення волі;в'язниця;ув'язнення;ув'язнений;ув'язнена"},
    {"appeal", "appeal;appealed;апелляция;обжалование;апеляція;оскарження"},
    {"release", "release;released;freed;освобождение;освобожден;освобождена;звільнення;звільнений;звільнена"},
    {"search_listed",
     "search listed;wanted;wanted list;розыск;в розыске;объявлен в розыск;объявлена в розыск;розшук;у "
     "розшуку;оголошений у розшук;оголошена у розшук"}};

std::unordered_map<std::string, std::string_view> make_types() {
  std::unordered_map<std::string, std::string_view> types;
  for (const EventWords& entry : kEventWords) {
    types.emplace(latin_words(entry.type), entry.type);
    for (std::string_view rest = entry.words; !rest.empty();) {
      const std::size_t end = rest.find(';');
      types.emplace(latin_words(rest.substr(0, end)), entry.type);
      rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
    }
  }
  return types;
}

}  // namespace

std::optional<std::string_view> event_type_of(std::string_view text) {
  constexpr std::size_t kLongest = 120;  // bytes
  if (text.size() > kLongest) return std::nullopt;
  static const std::unordered_map<std::string, std::string_view> types = make_types();
  const auto found = types.find(latin_words(text));
  return found == types.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace byname
