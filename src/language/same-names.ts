// Names of the same: of a nation (the country in each language of the bot, what is of it, its people), an institution, a city.
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

/** What institutions, offices and cities are called for short, and in full; compiled for this project. */
const FOR_SHORT = `
  Fed Federal_Reserve
  ECB European_Central_Bank
  BoE Bank_of_England
  BoJ Bank_of_Japan
  IMF International_Monetary_Fund
  WTO World_Trade_Organization
  IAEA International_Atomic_Energy_Agency
  ICC International_Criminal_Court
  ICJ International_Court_of_Justice
  IOC International_Olympic_Committee
  ISS International_Space_Station
  NATO North_Atlantic_Treaty_Organization
  UNHCR UN_refugee_agency
  FBI Federal_Bureau_of_Investigation
  CIA Central_Intelligence_Agency
  DOJ Justice_Department Department_of_Justice
  DHS Homeland_Security
  FDA Food_and_Drug_Administration
  EPA Environmental_Protection_Agency
  FAA Federal_Aviation_Administration
  NTSB National_Transportation_Safety_Board
  SEC Securities_and_Exchange_Commission
  CDC Centers_for_Disease_Control
  IRS Internal_Revenue_Service
  NHS National_Health_Service
  IDF Israeli_military Israeli_army
  GOP Republican
  Dems Democrats
  Dem Democrat
  Tory Conservative
  SCOTUS Supreme_Court
  POTUS president
  FLOTUS first_lady
  PM prime_minister
  VP vice_president Veep
  NYC New_York
  DC Washington
  SF San_Francisco
  Philly Philadelphia
  Vegas Las_Vegas
  BBC British_Broadcasting_Corporation
  AI artificial_intelligence`
  .trim()
  .split("\n")
  .map((line) => line.trim().split(" "));

/** The names of a nation or of one of the others, each as stems, by the stem of any of them that is one word. */
let sameNames: ReadonlyMap<string, readonly (readonly string[])[]> | undefined;

function namesByWord(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const countries = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: "region" }));
  const byWord = new Map<string, string[][]>();
  const ofNations = OF_NATION.map(([code = "", ...words]) => [
    ...words,
    ...countries.map((each) => each.of(code)),
  ]);
  for (const written of [...ofNations, ...FOR_SHORT]) {
    const names = written
      .flatMap((name) => name?.split(/[()]/u) ?? []) // "Myanmar (Burma)"
      .map((name) => [...stemsOf(name.replaceAll("_", " "))])
      .filter((stems) => stems.length > 0);
    for (const name of names) if (name.length === 1) byWord.set(name[0] as string, names);
  }
  return byWord;
}

/**
 * Returns whether stems (see `stemsOf`) hold what a word names by any of its names: "Finns" where they hold "Finland", "NYC" where they
 * hold "New York".
 */
export function isHeldByAnotherName(word: string, held: ReadonlySet<string>): boolean {
  sameNames ??= namesByWord();
  const names = sameNames.get(stemLightly(word)) ?? [];
  return names.some((name) => name.every((stem) => held.has(stem)));
}
