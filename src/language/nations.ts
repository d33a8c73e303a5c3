// Words that name one nation: the country in each language of the bot, what is of it, and its people. The EU and the UN count as such.
import { LANGUAGES } from "../model/guild.js";
import { stemLightly, stemsOf } from "./words.js";

/**
 * English words for what is of a country and for its people, and second names of the country ("_" joins two words), by ISO 3166-1 code;
 * compiled for this project. Names of the countries themselves come from `Intl.DisplayNames`.
 */
const OF_NATION = `
  AE Emirati UAE
  AF Afghan
  AL Albanian
  AM Armenian
  AO Angolan
  AR Argentine Argentinian Argentinean
  AT Austrian
  AU Australian Aussie
  AZ Azerbaijani Azeri
  BD Bangladeshi
  BE Belgian
  BG Bulgarian
  BO Bolivian
  BR Brazilian
  BY Belarusian
  CA Canadian
  CD Congolese DRC
  CH Swiss
  CL Chilean
  CM Cameroonian
  CN Chinese PRC
  CO Colombian
  CU Cuban
  CY Cypriot
  CZ Czech Czechs Czech_Republic
  DE German
  DK Danish Dane Danes
  DZ Algerian
  EC Ecuadorian Ecuadorean
  EE Estonian
  EG Egyptian
  ES Spanish Spaniard
  ET Ethiopian
  FI Finnish Finn
  FR French Frenchman Frenchmen
  GB British Britain Great_Britain Brit Briton UK U.K
  GE Georgian
  GH Ghanaian
  GR Greek
  GT Guatemalan
  HN Honduran
  HR Croatian Croat
  HT Haitian
  HU Hungarian
  ID Indonesian
  IE Irish Irishman Irishmen
  IL Israeli
  IN Indian
  IQ Iraqi
  IR Iranian
  IS Icelandic Icelander
  IT Italian
  JM Jamaican
  JO Jordanian
  JP Japanese
  KE Kenyan
  KH Cambodian
  KP North_Korean DPRK
  KR South_Korean
  KW Kuwaiti
  KZ Kazakh
  LB Lebanese
  LK Sri_Lankan
  LT Lithuanian
  LV Latvian
  LY Libyan
  MA Moroccan
  MD Moldovan
  ME Montenegrin
  MK Macedonian
  ML Malian
  MM Burmese Burma Myanmar
  MN Mongolian
  MX Mexican
  MY Malaysian
  NE Nigerien
  NG Nigerian
  NI Nicaraguan
  NL Dutch Holland Dutchman Dutchmen
  NO Norwegian
  NP Nepalese Nepali
  NZ New_Zealander Kiwi
  PA Panamanian
  PE Peruvian
  PH Filipino Filipina Philippine
  PK Pakistani
  PL Polish Pole Poles
  PS Palestinian Palestine
  PT Portuguese
  PY Paraguayan
  QA Qatari
  RO Romanian
  RS Serbian Serb
  RU Russian
  RW Rwandan
  SA Saudi
  SD Sudanese
  SE Swedish Swede Swedes
  SG Singaporean
  SI Slovenian Slovene
  SK Slovak Slovakian
  SN Senegalese
  SO Somali
  SV Salvadoran
  SY Syrian
  TH Thai
  TN Tunisian
  TR Turkish Turk Turkey
  TW Taiwanese
  TZ Tanzanian
  UA Ukrainian
  UG Ugandan
  US American America U.S US USA
  UY Uruguayan
  UZ Uzbek
  VA Vatican Holy_See
  VE Venezuelan
  VN Vietnamese
  XK Kosovar Kosovan
  YE Yemeni
  ZA South_African
  ZM Zambian
  ZW Zimbabwean
  EU EU
  UN UN`
  .trim()
  .split("\n")
  .map((line) => line.trim().split(" "));

/** The names of a nation, each as stems, by the stem of any of them that is one word. */
let nations: ReadonlyMap<string, readonly (readonly string[])[]> | undefined;

function namesByWord(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const countries = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: "region" }));
  const byWord = new Map<string, string[][]>();
  for (const [code = "", ...words] of OF_NATION) {
    const written = [
      ...words.map((word) => word.replace("_", " ")),
      ...countries.map((each) => each.of(code)),
    ];
    const names = written
      .flatMap((name) => name?.split(/[()]/u) ?? []) // "Myanmar (Burma)"
      .map((name) => [...stemsOf(name)])
      .filter((stems) => stems.length > 0);
    for (const name of names) if (name.length === 1) byWord.set(name[0] as string, names);
  }
  return byWord;
}

/** Returns whether a word names a nation that stems (see `stemsOf`) name in any way: "Finns" where they hold "Finland". */
export function isNationHeld(word: string, held: ReadonlySet<string>): boolean {
  nations ??= namesByWord();
  const names = nations.get(stemLightly(word)) ?? [];
  return names.some((name) => name.every((stem) => held.has(stem)));
}
