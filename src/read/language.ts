// Tells the language of a text by its script, its letters and its commonest words, and checks what a page says about itself.

/** Characters looked at: two pages. */
const sample = 6000;
/** Minimum text to judge by, in characters, and minimum share of its words that must be among the language's commonest. */
const minLength = 60;
const minShare = 0.12;
/** How many times more of them than of the second language: neighbors share half of their small words. */
const minLead = 1.15;

/** Returns the primary tag of a text's language; null if it is too short to tell, or two languages are equally likely. */
export function detectLanguage(text: string): string | null {
  const head = text.slice(0, sample).toLowerCase();
  if (head.length < minLength) return null;
  return byScript(head) ?? byWords(head);
}

/** Texts at least this long are believed over what their page says, in characters: templates keep the theme's language. */
const sureLength = 400;

/** Returns the language tag that a page declares, unless its text is plainly in another language; null if neither says. */
export function checkLanguage(told: string | undefined, text: string): string | null {
  const found = detectLanguage(text);
  if (told === undefined || told.trim() === "") return found;
  const base = told.toLowerCase().split(/[-_]/)[0];
  return found !== null && found !== base && text.length >= sureLength && !isKin(found, base ?? "")
    ? found
    : told;
}

/** Names for one language, or for two that words cannot tell apart. */
function isKin(one: string, other: string): boolean {
  const kin = [
    "nb no nn da",
    "hr sr bs sh",
    "id ms",
    "hi mr ne",
    "fil tl",
    "zh yue",
    "cs sk",
    "fa ps",
    "iw he",
    "ro mo",
  ];
  return kin.some((group) => group.split(" ").includes(one) && group.split(" ").includes(other));
}

function byScript(text: string): string | null {
  if (latinOnly.test(text)) return null;
  const all = text.match(/\p{L}/gu)?.length ?? 0;
  const counts = scripts.map(([pattern, language]) => [text.match(pattern)?.length ?? 0, language] as const);
  const kana = counts.find(([, language]) => language === "ja")?.[0] ?? 0;
  if (kana > all * 0.1) return "ja"; // its Chinese characters are the most
  const [count, language] = counts.reduce((top, one) => (one[0] > top[0] ? one : top));
  if (count < all / 2) return null;
  const own = letters[language]?.find(([pattern]) => (text.match(pattern)?.length ?? 0) > all * 0.004);
  return own?.[1] ?? language;
}

/** Letters with accents and the usual marks of printing among them. */
const latinOnly = /^[\0-\u024F\u1E00-\u1EFF\u2000-\u22FF]*$/;

function byWords(text: string): string | null {
  const tokens = text.split(/[^\p{L}]+/u).filter(Boolean);
  const counts = new Map<string, number>();
  for (const token of tokens)
    for (const language of languagesOf.get(token) ?? [])
      counts.set(language, (counts.get(language) ?? 0) + 1);
  const scored = Object.keys(words).map(
    (language) => [(counts.get(language) ?? 0) / tokens.length, language] as const,
  );
  const [first, second] = scored.sort((one, other) => other[0] - one[0]);
  if (first === undefined || first[0] < minShare || first[0] < minLead * (second?.[0] ?? 0)) return null;
  return first[1];
}

/** Scripts that one language of the news is written in, or that its letters then tell apart. */
const scripts: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Hangul}/gu, "ko"],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, "ja"],
  [/\p{Script=Han}/gu, "zh"],
  [/\p{Script=Thai}/gu, "th"],
  [/\p{Script=Hebrew}/gu, "he"],
  [/\p{Script=Greek}/gu, "el"],
  [/\p{Script=Armenian}/gu, "hy"],
  [/\p{Script=Georgian}/gu, "ka"],
  [/\p{Script=Devanagari}/gu, "hi"],
  [/\p{Script=Bengali}/gu, "bn"],
  [/\p{Script=Gujarati}/gu, "gu"],
  [/\p{Script=Gurmukhi}/gu, "pa"],
  [/\p{Script=Tamil}/gu, "ta"],
  [/\p{Script=Telugu}/gu, "te"],
  [/\p{Script=Kannada}/gu, "kn"],
  [/\p{Script=Malayalam}/gu, "ml"],
  [/\p{Script=Sinhala}/gu, "si"],
  [/\p{Script=Myanmar}/gu, "my"],
  [/\p{Script=Khmer}/gu, "km"],
  [/\p{Script=Arabic}/gu, "ar"],
  [/\p{Script=Cyrillic}/gu, "ru"],
];

/** Letters that a language has and its neighbors in the same script do not, most telling first. */
const letters: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  ar: [
    [/[ٹڈڑے]/g, "ur"],
    [/[پچژگ]/g, "fa"],
  ],
  ru: [
    [/[әғқңөұүһ]/gi, "kk"],
    [/[ђћџљњ]/gi, "sr"],
    [/[ѓќѕ]/gi, "mk"],
    [/ў/gi, "be"],
    [/[іїєґ]/gi, "uk"],
    [/[ыэё]/gi, "ru"],
    [/[ъщ]/gi, "bg"],
  ],
};

const words: Readonly<Record<string, string>> = {
  en: "the of to and in that is was for on with said by from has have are not it as at",
  de: "der die und das von den mit dem des im sich ist nicht ein eine auf für auch als wird werden",
  fr: "le la les des et du une dans est pour que qui sur pas au avec par ce plus ont été",
  es: "el la los las de que en y del una por con para su se al como más fue no está",
  it: "il di che la per del della un una non con sono nel alla gli è dei anche più le",
  pt: "o de que do da em um uma para com não os no na se por mais dos das são",
  nl: "de het een van en dat is op te met voor zijn niet die aan ook er door bij naar",
  sv: "och att det som en på är av för med den till inte har de ett om han var från",
  nb: "og i det som en på er av for med til ikke har de et at om fra han ble",
  da: "og i det som en på er af for med til ikke har de et at om fra han blev",
  fi: "ja on ei se että oli hän ovat myös kun mutta ole sen joka mukaan vuoden kanssa jos",
  tr: "ve bir bu için ile da de olarak olan çok daha sonra kadar gibi ise ancak oldu en",
  pl: "i w na z się nie do że to jest po od za o przez jak dla oraz był są",
  cs: "a v na se je že do z s o to by pro i ve jako podle ale po bude",
  sk: "a v na sa je že do z s o to by pre aj vo ako podľa ale po bude",
  hu: "a az és hogy nem is egy van volt meg csak már ez de mint még szerint vagy el",
  ro: "de și în a la cu pe din o un care pentru nu că este mai să au fost prin",
  hr: "i u je da na se za su od s a koji o što će kao iz bi nije do",
  lt: "ir kad į su yra iš buvo tai apie per po bet už taip ar dėl metų jau",
  lv: "un ir ka ar no par uz tas bija arī kas pēc vai bet kā gada lai līdz",
  et: "ja on et ei see oli ka mis kui aga selle oma ning ta välja kes siis",
  sq: "e të në për me një që nga është dhe ka si se të do ky më janë",
  id: "yang dan di dengan untuk dari ini itu pada tidak dalam akan juga ke adalah oleh",
  vi: "và của là có được cho không trong các với những đã này một người khi đến",
};

/** Word → the languages that it is common in. */
const languagesOf = new Map<string, string[]>();

for (const [language, list] of Object.entries(words)) {
  for (const word of new Set(list.split(" ")))
    languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
}
