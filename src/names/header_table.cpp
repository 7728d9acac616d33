// SPDX-License-Identifier: Apache-2.0
#include "names/header_table.hpp"

namespace byname {

namespace {

// Cyrillic phrases find their Latin spelling too: "familiya", "data rozhdeniya".
constexpr HeaderPhrases kHeaderTable[] = {
    {Role::kId,
     "id;unique id;rec id;record id;row id;uid;uuid;guid;entry id;person id;mention id;case id;ref "
     "id;~key;~no;~nr;"
     "~number;~№;№ п/п;п/п;номер п/п;номер записи;номер запису;идентификатор;ідентифікатор;ід;~код"},
    {Role::kName,
     "~name;full name;fullname;whole name;person name;name of person;name full;names;first and surname;"
     "first and last name;name and surname;name surname;surname name;first last name;last first name;last "
     "name first name;"
     "first name last name;surname and name;given and family name;name of deceased;deceased name;name of the "
     "deceased;"
     "name of victim;victim name;name of the victim;victim;deceased;defendant;prisoner name;patient "
     "name;patient;"
     "complete name;display name;person;фио;ф и о;піб;п і б;фамилия имя отчество;фамилия имя;имя и "
     "фамилия;имя фамилия;"
     "фамилия и имя;фамилия и инициалы;прізвище ім'я по батькові;прізвище та ім'я;прізвище ім'я;ім'я та "
     "прізвище;"
     "ім'я прізвище;полное имя;повне ім'я;фио погибшего;имя погибшего;погибший;загиблий;полностью "
     "фио;фигурант;осужденный;"
     "обвиняемый;пострадавший;человек;людина;особа"},
    {Role::kGiven,
     "first name;fname;f name;given name;given names;given;forename;forenames;christian "
     "name;~first;имя;ім'я;имена;"
     "власне ім'я;имя отчество;имя и отчество;ім'я по батькові;ім'я та по батькові;vorname;prenom"},
    {Role::kGiven2,
     "middle name;middle names;mname;m name;second name;second given name;given2;given name 2;middle "
     "initial;middle;"
     "first name 2;второе имя;друге ім'я"},
    {Role::kFamily,
     "surname;sur name;last name;lname;l name;family name;family;~last;surnames;last "
     "names;фамилия;фам;прізвище;nachname;"
     "nazwisko;прозвішча"},
    {Role::kPatronymic,
     "patronymic;patronym;отчество;по батькові;побатькові;отч;father s name;fathers name;father name;"
     "імя батька;имя отца"},
    {Role::kSex, "sex;gender;пол;стать;м/ж;sex gender;gender sex;geschlecht;пол м ж;стать ч ж"},
    {Role::kBirthDate,
     "dob;d o b;date of birth;birth date;birthdate;birthday;birth dt;date birth;bdate;~born;~birth;дата "
     "рождения;"
     "дата народження;день рождения;день народження;дата рожд;дата рожд я;д "
     "р;др;дн;родился;родилась;народився;"
     "~рождение;~народження;дата и год рождения;geburtsdatum;dt birth;born on;birth date year"},
    {Role::kBirthYear,
     "birth year;year of birth;yob;born year;year born;birthyear;byear;год рождения;год рожд;рік "
     "народження;г р;гр;р н;"
     "рн;year birth"},
    {Role::kBirthMonth, "birth month;month of birth;mob;bmonth;месяц рождения;місяць народження"},
    {Role::kBirthDay, "birth day;day of birth;bday;число рождения;число народження"},
    {Role::kAge,
     "age;возраст;вік;лет;років;age at death;age years;years old;полных лет;возраст лет;узрост;age at event"},
    {Role::kEventDate,
     "~date;~дата;event date;date of event;incident date;date of incident;arrest date;date of arrest;date of "
     "detention;"
     "detention date;sentence date;date of sentence;date missing;missing since;date of "
     "disappearance;departure date;"
     "дата события;дата події;дата ареста;дата арешту;дата задержания;дата затримання;дата приговора;дата "
     "вироку;"
     "дата осуждения;дата исчезновения;дата зникнення;дата отъезда;дата выезда;court date;дата суда;дата "
     "суду;year of event;event year"},
    {Role::kDeathDate,
     "date of death;death date;dod;d o d;deathdate;~died;~death;~killed;date killed;date died;date of "
     "killing;died on;"
     "year of death;death year;дата смерти;дата гибели;дата смерті;дата "
     "загибелі;~погиб;~умер;~загинув;~помер;погиб дата;"
     "год смерти;год гибели;рік смерті;рік загибелі;дата похорон"},
    {Role::kPlace,
     "city;town;village;suburb;locality;place;settlement;hometown;home town;municipality;birth "
     "place;birthplace;"
     "place of birth;where born;where died;where lived;where from;city of "
     "birth;town of birth;birth city;place of residence;residence;city of "
     "residence;place of death;"
     "death place;place of origin;origin;~location;burial place;place of burial;parish;место;место рождения;"
     "место жительства;место смерти;место гибели;место захоронения;місце;місце народження;місце "
     "проживання;місце смерті;"
     "місце загибелі;місто;город;село;населенный пункт;населений пункт;нас пункт;нп;н "
     "п;откуда;звідки;поселок;родом;"
     "місце поховання;громада;проживание;проживання;горад;вёска"},
    {Role::kRegion,
     "region;~state;province;county;oblast;area;governorate;district;raion;department;territory;область;"
     "регион;регіон;"
     "край;республика;республіка;субъект;субъект рф;субъект федерации;район;вобласць;губерния;округ;регион "
     "проживания"},
    {Role::kAddress,
     "address;addr;street;street number;street name;street no;house;house number;apartment;apt;flat;address "
     "line;"
     "home address;адрес;адреса;улица;вулиця;вул;ул;дом;будинок;квартира;номер дома;адрес проживания;вуліца"},
    {Role::kPostcode,
     "postcode;post code;zip;zip code;zipcode;postal code;postal;індекс;индекс;почтовый индекс;поштовий "
     "індекс;plz"},
    {Role::kEmail,
     "email;e mail;mail;email address;e mail address;mail address;электронная почта;эл почта;почта;пошта;"
     "електронна пошта;імейл;имейл;мейл"},
    {Role::kPhone,
     "phone;telephone;tel;mobile;cell;cell phone;mobile phone;phone number;tel number;phone "
     "no;msisdn;телефон;тел;"
     "номер телефона;моб телефон;мобильный;мобільний;контактный телефон;номер телефону"},
    {Role::kNumber,
     "soc sec id;social security number;social security;ssn;national id;national insurance "
     "number;nino;passport;"
     "passport number;passport no;id number;id card;identity number;identity card;personal number;tax id;tax "
     "number;"
     "nhs number;inmate number;prisoner number;inmate id;service number;driver "
     "license;снилс;инн;ипн;іпн;рнокпп;паспорт;"
     "номер паспорта;личный номер;особистий номер;жетон;номер жетона;военный билет;військовий квиток"},
    {Role::kCategory,
     "occupation;profession;job;rank;military rank;unit;military "
     "unit;nationality;country;citizenship;ethnicity;race;"
     "religion;branch;service branch;~position;marital status;education;~article;звание;воинское звание;"
     "військове звання;звання;должность;посада;профессия;професія;подразделение;підрозділ;воинская часть;"
     "військова частина;войсковая "
     "часть;в/ч;вч;часть;частина;гражданство;громадянство;страна;країна;национальность;"
     "національність;религия;род войск;рід військ;вид войск;статья;стаття;семейное "
     "положение;образование;освіта;"
     "род занятий;формирование;country of birth;birth country;званне;ideology;party;партия;партія"},
    {Role::kEvent,
     "~event;event type;type of event;kind of event;~stage;stage of case;case stage;событие;тип события;вид "
     "события;стадия;стадия дела;этап;подія;тип події;вид події;стадія;стадія справи"},
    {Role::kCase,
     "case number;case no;case nr;court case;docket;docket number;номер дела;№ дела;номер уголовного "
     "дела;уголовное дело;номер справи;№ справи;кримінальна справа"},
    {Role::kCourt,
     "~court;court name;name of court;~суд;название суда;наименование суда;назва суду;найменування суду"},
    {Role::kText,
     "source;sources;source "
     "url;url;link;links;web;website;href;comment;comments;note;notes;remark;remarks;description;"
     "details;file;file name;filename;user name;username;login;editor;author;added by;added;created;created "
     "by;created at;"
     "updated;updated at;modified;date added;date created;date updated;date modified;date "
     "published;publication date;"
     "published;posted;timestamp;time stamp;status;state of "
     "record;checked;verified;photo;image;picture;biography;bio;"
     "obituary;title;post;text;message;reported by;entered by;nickname;alias;callsign;call "
     "sign;источник;источники;"
     "джерело;джерела;ссылка;ссылки;посилання;комментарий;комментарии;коментар;коментарі;примечание;"
     "примечания;примітка;"
     "примітки;описание;опис;файл;редактор;автор;добавил;добавлено;дата добавления;дата додавання;дата "
     "публикации;"
     "дата публікації;дата создания;дата изменения;дата "
     "внесения;статус;проверено;перевірено;фото;биография;біографія;"
     "некролог;текст;позывной;позивний;прозвище;обстоятельства;обставини;список;перелік;дополнительно;інше;"
     "прочее"},
    {Role::kIgnore,
     "cluster;cluster id;label;truth;ground truth;gold;entity;entity id;true id;match id;duplicate of;group "
     "id;~index;"
     "unnamed;row;row number;row no;rownum;line;line number;строка;номер строки;кластер"}};

constexpr std::string_view kOtherPersonWords =
    "mother;mothers;wife;husband;spouse;relative;relatives;kin;contact;informant;reporter;judge;doctor;"
    "guardian;parent;"
    "sibling;lawyer;investigator;maiden;мать;матери;жена;жены;муж;супруг;супруга;родственник;родственники;"
    "родственника;"
    "родители;"
    "заявитель;заявителя;судья;адвокат;следователь;мати;дружина;чоловік;родич;родичі;родича;батьки;суддя;"
    "слідчий;девичья;"
    "дівоче";

}  // namespace

std::span<const HeaderPhrases> header_table() { return kHeaderTable; }
std::string_view other_person_words() { return kOtherPersonWords; }

}  // namespace byname
