// Tells whether the words around a day speak of what has happened or of what is to come; in doubt neither.

import type { Span } from "../model/article.js";

/** Null where the words do not say. */
export type Tense = "past" | "future" | null;

/**
 * Returns the tense of the clause that a span of a sentence belongs to. English, German, French, Spanish, Turkish; null for others.
 * `present` is what the English present says of the span: a day beside it is to come ("votes on Monday"), another word is not.
 */
export function tenseAround(
  text: string,
  span: Span,
  language: string | null,
  present: Tense = "future",
): Tense {
  const clause = clauseAround(text, span);
  const code = language ?? "en";
  if (code === "en") return englishTense(clause, present);
  const verbs = VERBS[code];
  return verbs === undefined ? null : nearestTense(clause, verbs, code === "tr");
}

interface Clause {
  /** Between the start of the clause and the day, and between the day and its end. */
  readonly before: string;
  readonly after: string;
  /** What the clause begins with: "after", "before"; empty for none. */
  readonly opener: string;
  /** The rest of the sentence. */
  readonly earlier: string;
  readonly later: string;
}

const SENTENCE_END = /[.!?…]["”’)\]]*\s+(?=\p{Lu}|["“(])/gu;
/** No full stop after these ends a sentence. */
const SHORTENED =
  /(?:\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Gen|Gov|Sen|Rep|Lt|Col|Sgt|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Jr|vs|No|a\.m|p\.m))\.\s+$/u;
const BREAK =
  /[,;:()—–"“”„«»]|\s-\s|(?<!\p{L})(?:after|before|following|since|when|while|as|because|although|though|if|that|which|who|whose|where|and|but|ahead of|until|till|nachdem|bevor|weil|dass|während|après que|avant que|que|qui|mais|pero|porque|cuando)(?!\p{L})/giu;

function clauseAround(text: string, { start, end }: Span): Clause {
  const sentence = sentenceAround(text, start);
  const left = text.slice(sentence.start, start);
  const right = text.slice(end, sentence.end);
  const opening = [...left.matchAll(BREAK)].at(-1);
  const opensAt = opening === undefined ? 0 : opening.index + opening[0].length;
  const closing = [...right.matchAll(BREAK)][0];
  const closesAt = closing?.index ?? right.length;
  return {
    before: left.slice(opensAt),
    after: right.slice(0, closesAt),
    opener: opening?.[0].toLowerCase() ?? "",
    earlier: left.slice(0, opensAt),
    later: right.slice(closesAt),
  };
}

function sentenceAround(text: string, at: number): Span {
  const ends = [...text.matchAll(SENTENCE_END)]
    .filter(({ index, 0: mark }) => !SHORTENED.test(text.slice(0, index + mark.length)))
    .map(({ index, 0: mark }) => index + mark.length);
  return { start: ends.findLast((end) => end <= at) ?? 0, end: ends.find((end) => end > at) ?? text.length };
}

/** What the verb next to a day says: "speech" is past, and what is said may not be; "open" is neither. */
type Verb = Tense | "speech" | "open" | "present";

const PLANNED =
  "set|due|scheduled|expected|slated|planned|supposed|poised|billed|projected|forecast|earmarked";
const INTENDING =
  "plan(?:s|ned|ning)?|hop(?:es?|ed|ing)|intend(?:s|ed|ing)?|want(?:s|ed|ing)?|aim(?:s|ed|ing)?|vow(?:s|ed)?|pledg(?:es?|ed)|promis(?:es?|ed)|need(?:s)?|expect(?:s|ed)?|agree(?:s|d)?|prepar(?:es?|ed|ing)|has|have|about|going|ready|likely|unlikely|set|due|scheduled|slated|poised|threaten(?:s|ed|ing)?|invited|call(?:s|ed) on|seek(?:s|ing)?";
const DONE =
  "vot(?:ed|ing)|fail(?:ed|ing)|refus(?:ed|ing)|manag(?:ed|ing)|declin(?:ed|ing)|began|continued|moved|rushed|helped|tried|used|stopped|returned|went|came|gathered|met|travel+ed|flew|forced|appeared|used|chose|got";
/** After "to" these are no verbs. */
const NO_VERBS =
  "the|a|an|his|her|its|their|our|my|your|this|that|these|those|be|death|life|prison|jail|court|work|school|office|power|trial|terms|justice|hospital|police|reporters|journalists|lawmakers|parliament|congress|people|officials|voters|residents|date|market|face|bed|war|church|town|home|end";
const IRREGULAR =
  "told|won|held|met|had|did|began|took|came|went|made|gave|left|found|fell|rose|hit|cut|shot|struck|sent|saw|got|became|lost|paid|kept|led|drove|flew|grew|stood|sat|ran|brought|bought|caught|taught|fought|sought|broke|chose|froze|stole|threw|blew|drew|drank|sank|sang|swam|built|spent|felt|dealt|slept|swept|laid|hid|slid|shook|withdrew|overthrew|overtook|underwent|upheld|put|let|quit|shut|beat|spread|swore|tore|woke|rang|stuck|heard|forbade|arose|underwent|slew|sued|died";
const SPEECH =
  "said|told|added|announced|warned|wrote|tweeted|posted|insisted|claimed|argued|confirmed|reported|estimated|predicted|forecast|reiterated|declared|stated";
/** Words in -ed that tell no past. */
const NOT_PAST =
  "need|speed|indeed|hundred|red|bed|shed|seed|feed|exceed|proceed|succeed|weed|greed|breed|creed|embed|sacred|naked|wicked|united|called|alleged|proposed|unprecedented|aged|limited|advanced|wed|fed|bred";
/** In the present these tell of a day to come, as in "the trial begins on Monday". */
const TIMETABLED =
  "begins?|starts|opens|reopens?|meets?|takes? place|takes? effect|comes? into (?:force|effect)|resumes?|returns|kicks? off|airs|premieres|arrives?|faces|hosts|plays|votes|runs|closes|ends|expires?|launches|travels|visits|heads|speaks|testifies|goes|comes|leaves|lands|appears|continues|holds|celebrates|joins|releases|debuts|concludes|departs?|reconvenes?|decides|rules|presents|delivers|addresses|convenes?|gathers?|hands down|go on sale|goes on sale";

const ENGLISH: readonly (readonly [Verb, string])[] = [
  [
    "open",
    String.raw`(?:was|were|had been|been) (?:\p{L}+ly )?(?:${PLANNED}|going|about)(?: to| for)?(?:\s+(?:be )?\p{Ll}+)?`,
  ],
  ["open", "(?:would|could|should|might) have(?: been)?"],
  ["past", "(?:may|must|can(?:no|['’])t) have(?: been)?"],
  [
    "future",
    `(?:is|are|['’]s|['’]re|be) (?:still |now |also |currently )?(?:${PLANNED}|going|about|ready|likely|bound)(?: to (?:be )?\\p{Ll}+)?`,
  ],
  ["future", String.raw`(?:${PLANNED})(?:(?= (?:for|on|by|at)\b|\s*$)| to (?:be )?\p{Ll}+)`],
  ["future", String.raw`(?:is|are) (?:still |now )?to (?:be )?\p{Ll}+`],
  [
    "future",
    String.raw`(?:will|won['’]t|(?<=\p{L})['’]ll|shall|would|gonna|could|may(?= \p{Ll})|might|should|must|can(?:not|['’]t)?)(?: not| also| now| still| then| \p{L}+ly)?(?: be)?(?: \p{Ll}+)?`,
  ],
  ["future", String.raw`(?:${INTENDING}) to (?:be )?(?!(?:${NO_VERBS})\b)\p{Ll}+`],
  ["past", String.raw`(?:${DONE})(?: \p{L}+)? to (?:be )?(?!(?:${NO_VERBS})\b)\p{Ll}+`],
  ["open", String.raw`(?<!according )to (?!(?:${NO_VERBS})\b)\p{Ll}+`],
  ["future", String.raw`(?:is|are|am|['’]re) (?:\p{L}+ly |now |also |still )?\p{Ll}+ing`],
  [
    "past",
    String.raw`(?:has|have|had|['’]ve) (?:\p{L}+ly |also |not |now |already |just |since )?(?:been |\p{Ll}+(?:ed|en|wn)\b|${IRREGULAR}|said|become|come|cost|gone|done|read|seen|set|taken)`,
  ],
  ["speech", SPEECH],
  ["past", `was|were|wasn['’]t|weren['’]t|had|hadn['’]t|did|didn['’]t|been|${IRREGULAR}`],
  ["past", String.raw`(?!(?:${NOT_PAST})\b)\p{Ll}{2,}ed`],
  ["future", TIMETABLED],
  ["present", "is|are|isn['’]t|aren['’]t|['’]re|has|have|says|remains?"],
];

const ENGLISH_VERB = new RegExp(
  String.raw`(?<![\p{L}'’-])(?:${ENGLISH.map(([, words], at) => `(?<v${at}>${words})`).join("|")})(?![\p{L}-])`,
  "gu",
);

interface FoundVerb {
  readonly verb: Verb;
  readonly start: number;
  readonly end: number;
}

function englishVerbs(words: string): FoundVerb[] {
  return [...words.matchAll(ENGLISH_VERB)].map((match) => {
    const at = ENGLISH.findIndex((_, n) => match.groups?.[`v${n}`] !== undefined);
    return { verb: ENGLISH[at]?.[0] ?? null, start: match.index, end: match.index + match[0].length };
  });
}

function englishTense(clause: Clause, present: Tense): Tense {
  const left = englishVerbs(clause.before).at(-1);
  const right = englishVerbs(clause.after)[0];
  const isNext = right !== undefined && /^\s*(?:\p{L}+ly\s)?$/u.test(clause.after.slice(0, right.start));
  if (left?.verb === "speech" && isNext && isComplement(clause.before.slice(left.end)))
    return settled(right.verb, present);
  if (left !== undefined) return settled(left.verb, present);
  if (LOOKING_BACK.test(clause.opener)) return afterwards(clause, right, present);
  if (LOOKING_AHEAD.test(clause.opener))
    return settled(right?.verb ?? null, present) === "future" ? "future" : null;
  if (right !== undefined) return settled(right.verb, present);
  const next = englishVerbs(clause.later)[0];
  const previous = englishVerbs(clause.earlier).at(-1);
  const isAlone = /^[\s,]*(?:(?:on|late|early|by|but|and|then)\s+)*$/iu.test(clause.before);
  return settled((isAlone ? (next ?? previous) : previous)?.verb ?? null, present);
}

/** After a speech verb: what is said follows. */
const SAYING = /^(?:\s+\S+){0,4}?\s+(?:that|he|she|it|they|the two)\b/u;

/** Returns the tense of the main statement of an English sentence: of what is said rather than of the saying; null if it is neither. */
export function mainTense(sentence: string): Tense {
  const words = sentence.replace(/(?<!\p{L})says?(?!\p{L})/gu, "said");
  const isSaying = ({ verb, start, end }: FoundVerb) =>
    verb === "speech" && (words.slice(start, end) === "said" || SAYING.test(words.slice(end)));
  const main = englishVerbs(words).find((one) => one.verb !== "open" && !isSaying(one));
  return main === undefined ? null : settled(main.verb, null);
}

const LOOKING_BACK = /^(?:after|following|since)$/u;
const LOOKING_AHEAD = /^(?:before|ahead of|until|till)$/u;

/** "after talks on Monday" lies back unless all of the sentence looks ahead. */
function afterwards({ earlier, later }: Clause, own: FoundVerb | undefined, present: Tense): Tense {
  if (own !== undefined) return settled(own.verb, present);
  const main = englishVerbs(earlier).at(-1) ?? englishVerbs(later)[0];
  const tense = main?.verb === "present" ? "past" : settled(main?.verb ?? null, present);
  return tense === "past" ? "past" : null;
}

/** Words between a speech verb and a day that are what is spoken of: "said the strike on Monday would …". */
function isComplement(between: string): boolean {
  return (
    /^\s+(?:the|a|an|its?|his|her|their|new|\p{Lu})/u.test(between) &&
    !/^\s+(?:a|the) (?:statement|interview|news conference|briefing)/u.test(between)
  );
}

function settled(verb: Verb, present: Tense): Tense {
  if (verb === "speech") return "past";
  if (verb === "present") return present;
  return verb === "open" ? null : verb;
}

interface Verbs {
  readonly past: RegExp;
  readonly future: RegExp;
}

const VERBS: Readonly<Record<string, Verbs>> = {
  de: {
    future:
      /(?<!\p{L})(?:wird|werden|soll(?:en|te|ten)?|will|wollen|möchten?|kann|können|muss|müssen|dürfte\p{L}*|geplant|vorgesehen|angesetzt|beginnt|beginnen|startet|starten|tagt|tagen|entscheidet|öffnet|endet|tritt|treffen|trifft|findet|reist|steht)(?!\p{L})/giu,
    past: /(?<!\p{L})(?:wurde|wurden|war|waren|hat|haben|hatten?|worden|kam|kamen|ging|gingen|gab|gaben|fand|fanden|starb|starben|traf|trafen|schoss|brach|brachen|nahm|nahmen|rief|riefen|schrieb|verlor|gewann|trat|traten|wies|zog|zogen|fiel|fielen|stieg|stiegen|sank|hielt|ließ|entschied|beschloss|beschlossen|gestorben|\p{Ll}{3,}te(?:n)?)(?!\p{L})/gu,
  },
  fr: {
    future:
      /(?<!\p{L})(?:va|vont|doit|doivent|devrait|devraient|prévue?s?|\p{Ll}{2,}(?:era|eront|ira|iront|dra|dront|vra|vront|tra|tront|ra|ront))(?!\p{L})/gu,
    past: /(?<!\p{L})(?:a|ont|avait|avaient|était|étaient|fut|furent|est mort|est morte|sont morts|a été|ont été|\p{Ll}{2,}(?:èrent|irent))(?!\p{L})/gu,
  },
  es: {
    future:
      /(?<!\p{L})(?:va a|van a|debe|deben|deberán?|previst[oa]s?|prevé|prevén|\p{Ll}{2,}(?:rá|rán))(?!\p{L})/gu,
    past: /(?<!\p{L})(?:ha|han|había|habían|fue|fueron|dijo|hizo|dio|tuvo|vino|puso|estuvo|anduvo|trajo|\p{Ll}{2,}(?:ó|aron|ieron|ió))(?!\p{L})/gu,
  },
  tr: {
    future: /(?<!\p{L})\p{L}+(?:ecek|acak|ecekler|acaklar|ecektir|acaktır|eceği|acağı)(?:ni|nı)?(?!\p{L})/gu,
    past: /(?<!\p{L})\p{L}{2,}(?:dı|di|du|dü|tı|ti|tu|tü|dılar|diler|dular|düler|tılar|tiler|mıştır|miştir|muştur|müştür|mış|miş|muş|müş)(?!\p{L})/gu,
  },
};

/** The verb nearest to the day in its clause decides, in Turkish the one behind it; else that of the rest of the sentence. */
function nearestTense(clause: Clause, verbs: Verbs, isLast: boolean): Tense {
  const within = nearest(isLast ? "" : clause.before, clause.after, verbs);
  return within ?? nearest(isLast ? "" : clause.earlier, clause.later, verbs) ?? null;
}

function nearest(before: string, after: string, { past, future }: Verbs): Tense {
  const found = (
    [
      ["past", past],
      ["future", future],
    ] as const
  ).flatMap(([tense, pattern]) => [
    ...[...before.matchAll(pattern)].map((match) => ({ tense, away: before.length - match.index })),
    ...[...after.matchAll(pattern)].map((match) => ({ tense, away: match.index })),
  ]);
  return found.sort((one, other) => one.away - other.away)[0]?.tense ?? null;
}
