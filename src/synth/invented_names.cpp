// SPDX-License-Identifier: Apache-2.0
#include "synth/invented_names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/hash.hpp"

namespace byname {
namespace {

constexpr std::string_view kMale[] = {
    "Marek",    "Daniel",   "Tomas",    "Ivan",    "Peter",     "Luka",     "Andrei",   "Stefan",
    "Pavel",    "Martin",   "Viktor",   "Adam",    "Nikola",    "Jan",      "Sergei",   "David",
    "Mateo",    "Anton",    "Roman",    "Dmitri",  "Oleg",      "Filip",    "Samuel",   "Jakub",
    "Milan",    "Robert",   "Karim",    "Igor",    "Maksim",    "Leon",     "Emil",     "Bruno",
    "Artem",    "Yusuf",    "Rafael",   "Simon",   "Aleks",     "Damir",    "Vasil",    "Henrik",
    "Kiril",    "Radek",    "Gregor",   "Lazar",   "Bogdan",    "Denis",    "Hugo",     "Omar",
    "Oskar",    "Petar",    "Timur",    "Zoltan",  "Arman",     "Boris",    "Casimir",  "Dragan",
    "Edvard",   "Fabian",   "Georgi",   "Hamid",   "Ilya",      "Josef",    "Kamil",    "Lorenz",
    "Mikael",   "Nadir",    "Orlin",    "Pascal",  "Ruslan",    "Sandor",   "Teodor",   "Ulrik",
    "Vadim",    "Walter",   "Yakov",    "Zdenek",  "Alberto",   "Benedikt", "Cyril",    "Dario",
    "Elias",    "Ferenc",   "Gabriel",  "Hasan",   "Isak",      "Jonas",    "Konrad",   "Linus",
    "Matthias", "Norbert",  "Otto",     "Philipp", "Rustam",    "Stanko",   "Tibor",    "Urban",
    "Valentin", "Wiktor",   "Yaroslav", "Zoran",   "Adrián",    "André",    "Björn",    "César",
    "Désiré",   "Émile",    "Jérôme",   "Jürgen",  "Krešimir",  "László",   "Matúš",    "Ondřej",
    "René",     "Sándor",   "Søren",    "Tomáš",   "Ádám",      "Kārlis",   "Gintaras", "Vytautas",
    "Algis",    "Bastian",  "Clement",  "Dominik", "Evgeni",    "Florian",  "Gleb",     "Harald",
    "Imre",     "Jasper",   "Kaspar",   "Leonid",  "Mihai",     "Nestor",   "Osman",    "Prokop",
    "Quentin",  "Reinhard", "Severin",  "Tadeusz", "Umar",      "Vilmos",   "Wenzel",   "Xaver",
    "Yannick",  "Zeno",     "Arkadi",   "Bernard", "Christoph", "Davit",    "Ernest",   "Frederik",
    "Gustav",   "Hovik",    "Ignat",    "Julian",  "Klement",   "Lucas",    "Marcel",   "Nikita",
    "Oliver",   "Patrik",   "Rolan",    "Silvan",  "Taras",     "Vincent"};

constexpr std::string_view kFemale[] = {
    "Anna",     "Maria",    "Elena",   "Marta",   "Irina",    "Natalia",  "Eva",     "Lucia",     "Sofia",
    "Olga",     "Katarina", "Ivana",   "Vera",    "Tamara",   "Nina",     "Julia",   "Lena",      "Petra",
    "Daria",    "Jana",     "Monika",  "Larisa",  "Teresa",   "Nadia",    "Sara",    "Helena",    "Milena",
    "Oksana",   "Zuzana",   "Lidia",   "Alina",   "Bianca",   "Clara",    "Diana",   "Ema",       "Fatima",
    "Galina",   "Hana",     "Ilona",   "Jasmina", "Karina",   "Ljuba",    "Margit",  "Nora",      "Odeta",
    "Polina",   "Rebeka",   "Svetla",  "Tatiana", "Ulla",     "Valeria",  "Wanda",   "Yana",      "Zora",
    "Adela",    "Barbara",  "Cecilia", "Dorota",  "Elvira",   "Frida",    "Greta",   "Hedvig",    "Inga",
    "Johana",   "Klaudia",  "Liliana", "Mila",    "Nela",     "Olivia",   "Paulina", "Ramona",    "Silvia",
    "Tina",     "Ursula",   "Viola",   "Wilma",   "Xenia",    "Yvona",    "Zlata",   "Agata",     "Beata",
    "Camila",   "Dagmar",   "Edita",   "Flora",   "Gerda",    "Halina",   "Iveta",   "Judita",    "Kamila",
    "Laura",    "Magda",    "Natasa",  "Oriana",  "Patricia", "Regina",   "Simona",  "Tereza",    "Urszula",
    "Veronika", "Agnès",    "Amélie",  "Bärbel",  "Célia",    "Désirée",  "Élise",   "Françoise", "Inès",
    "Jadviga",  "Lívia",    "Mária",   "Noémi",   "Renáta",   "Růžena",   "Solveig", "Šárka",     "Žofia",
    "Ágnes",    "Ilze",     "Rasa",    "Aurelia", "Blanka",   "Carmen",   "Denisa",  "Emilia",    "Felicia",
    "Georgia",  "Hermina",  "Isolda",  "Jolana",  "Kristina", "Leontina", "Marina",  "Nataša",    "Otilia",
    "Pavla",    "Rozalia",  "Stela",   "Tamila",  "Uljana",   "Vanda",    "Zaira",   "Albina",    "Božena",
    "Corina",   "Danuta",   "Evelina", "Fiona",   "Gizela",   "Henrieta", "Ingrid",  "Justina",   "Kira",
    "Ludmila",  "Matilda",  "Nikol",   "Ofelia",  "Perla",    "Raisa",    "Sabina",  "Timea",     "Violeta"};

constexpr std::string_view kStems[] = {
    "Var",  "Tal",  "Mor",    "Kess",  "Brand", "Hol",  "Dren", "Lor",  "Sav",  "Petr", "Gor",   "Mil",
    "Rad",  "Stan", "Bel",    "Kor",   "Zel",   "Vran", "Hart", "Lind", "Ostr", "Pol",  "Rosk",  "Skal",
    "Tor",  "Ul",   "Ved",    "Wald",  "Yar",   "Zim",  "Alm",  "Berg", "Cern", "Dvor", "Eld",   "Fal",
    "Grab", "Hav",  "Isk",    "Jar",   "Kral",  "Lask", "Mand", "Nov",  "Orl",  "Pav",  "Quell", "Rem",
    "Sor",  "Tren", "Urb",    "Vik",   "Wend",  "Zab",  "Arn",  "Bors", "Cald", "Dorn", "Egg",   "Fern",
    "Gal",  "Hess", "Ilm",    "Jank",  "Kol",   "Lam",  "Mar",  "Nest", "Ott",  "Pred", "Rud",   "Sem",
    "Tesk", "Und",  "Vall",   "Wolk",  "Žal",   "Čern", "Müll", "Köst", "Šim",  "Béll", "Gráč",  "Høl",
    "Łask", "Ráb",  "Strand", "Thorn", "Brez",  "Klem"};

constexpr std::string_view kEndings[] = {"er", "mann", "son",  "enko", "ic",   "ez",  "ini", "ard",
                                         "ak", "escu", "idis", "yan",  "oglu", "sen", "ley", "ov"};

constexpr std::pair<std::string_view, std::string_view> kNicknames[] = {
    {"Daniel", "Dan"},    {"Tomas", "Tom"},     {"Tomáš", "Tom"},       {"Ivan", "Vanya"},
    {"Peter", "Pete"},    {"Andrei", "Andy"},   {"Stefan", "Stevo"},    {"Pavel", "Pasha"},
    {"Viktor", "Vitya"},  {"Nikola", "Niko"},   {"Sergei", "Serge"},    {"David", "Dave"},
    {"Mateo", "Teo"},     {"Roman", "Roma"},    {"Dmitri", "Dima"},     {"Samuel", "Sam"},
    {"Jakub", "Kuba"},    {"Robert", "Rob"},    {"Maksim", "Max"},      {"Rafael", "Rafa"},
    {"Aleks", "Sasha"},   {"Bogdan", "Bodya"},  {"Josef", "Pepi"},      {"Teodor", "Teo"},
    {"Alberto", "Beto"},  {"Benedikt", "Ben"},  {"Gabriel", "Gabo"},    {"Konrad", "Kurt"},
    {"Matthias", "Matt"}, {"Philipp", "Phil"},  {"Valentin", "Valya"},  {"Yaroslav", "Yarik"},
    {"Evgeni", "Zhenya"}, {"Frederik", "Fred"}, {"Christoph", "Chris"}, {"Leonid", "Lyonya"},
    {"Anna", "Anya"},     {"Maria", "Masha"},   {"Elena", "Lena"},      {"Irina", "Ira"},
    {"Natalia", "Nata"},  {"Sofia", "Sonya"},   {"Olga", "Olya"},       {"Katarina", "Katya"},
    {"Tamara", "Toma"},   {"Julia", "Yulya"},   {"Daria", "Dasha"},     {"Monika", "Moni"},
    {"Teresa", "Resi"},   {"Helena", "Hela"},   {"Oksana", "Ksana"},    {"Zuzana", "Zuzka"},
    {"Tatiana", "Tanya"}, {"Barbara", "Basia"}, {"Veronika", "Nika"},   {"Kristina", "Tina"},
    {"Emilia", "Emi"},    {"Ludmila", "Lyuda"}, {"Svetla", "Sveta"},    {"Patricia", "Pat"}};

std::vector<std::string> compose_family_names() {
  std::vector<std::string> names;
  for (const std::string_view stem : kStems) {
    for (const std::string_view ending : kEndings) names.push_back(std::string(stem) + std::string(ending));
  }
  // A fixed shuffle: the frequent names must not share their stems.
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return std::pair(hash64(a), std::string_view(a)) < std::pair(hash64(b), std::string_view(b));
  });
  return names;
}

}  // namespace

std::span<const std::string_view> male_given_names() { return kMale; }

std::span<const std::string_view> female_given_names() { return kFemale; }

const std::vector<std::string>& family_names() {
  static const std::vector<std::string> names = compose_family_names();
  return names;
}

std::string_view nickname_of(std::string_view given) {
  for (const auto& [name, nickname] : kNicknames) {
    if (name == given) return nickname;
  }
  return {};
}

ZipfSampler::ZipfSampler(std::size_t size, double offset, double exponent) {
  double total = 0;
  for (std::size_t rank = 0; rank < size; ++rank) {
    total += std::pow(static_cast<double>(rank) + offset, -exponent);
    cumulative_.push_back(total);
  }
}

std::size_t ZipfSampler::draw(RandomStream& random) const {
  const double target = random.uniform() * cumulative_.back();
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), target);
  return std::min(static_cast<std::size_t>(found - cumulative_.begin()), cumulative_.size() - 1);
}

}  // namespace byname
