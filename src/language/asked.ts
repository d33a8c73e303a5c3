// Reads what kind of thing a question asks for, however it is typed, in the five languages of the texts.
import { bareQuestion } from "./asking-clause.js";
import { choicesIn } from "./choices.js";
import { isCommonWord, tagTerms } from "./english.js";
import { deedsAsked } from "./settles.js";
import { readSaid, type Said } from "./told.js";
import { stemLightly } from "./words.js";

/**
 * "identity": who or what somebody or something is; "name": a thing that has a name, or one of a kind ("which crown"); "list":
 * several of a kind; "number": how many, how long, how old; "amount": money, weight, a rate; "event": whether something
 * happened; "plan": whether or what is going to; "state": what is so now; "statement": what somebody said or decided;
 * "latest": what is new about something, also for a question that only names it; "open": the question does not say.
 */
export type AskedKind =
  | "person"
  | "identity"
  | "place"
  | "day"
  | "number"
  | "amount"
  | "cause"
  | "manner"
  | "name"
  | "list"
  | "event"
  | "plan"
  | "state"
  | "statement"
  | "latest"
  | "open";

/** In what a number or an amount is given; "count": things are counted. */
export type Measure =
  | "count"
  | "duration"
  | "age"
  | "length"
  | "speed"
  | "weight"
  | "money"
  | "share"
  | "times";

/** What a question asks for. */
export interface Asked {
  readonly kind: AskedKind;
  /** A second thing that it asks for: "when and where"; null for none. */
  readonly also: Pick<Asked, "kind" | "noun" | "measure"> | null;
  /** Stems of the noun that is counted, named or listed ("thruster" in "how many thrusters failed"), last word last; may be empty. */
  readonly noun: readonly string[];
  /** Null unless a number or an amount is asked for. */
  readonly measure: Measure | null;
  /** True for "which did not": what is asked for is an exception, a refusal or an absence. */
  readonly negated: boolean;
  /** True if it asks for what is to come: "when is the next …", "where will …". */
  readonly ahead: boolean;
  /** Of a yes/no question: the infinitives of what is said to be or to happen ("resign", "open"); else empty. */
  readonly deeds: readonly string[];
  /** Of an English question with a question word: what it says besides what it asks for; else empty. */
  readonly said: readonly Said[];
  /** The stems of each of two things between which it asks to choose: "did Ann or Bob speak first"; else empty. */
  readonly choices: readonly (readonly string[])[];
}

type Reading = Pick<Asked, "kind"> & Partial<Asked>;
/** The first rule that matches decides. Questions come in lower case, without leading fillers and without punctuation at the end. */
type Rule = readonly [RegExp, Reading | ((found: RegExpExecArray) => Reading)];

const number = (measure: Measure): Reading => ({ kind: "number", measure });
const amount = (measure: Measure): Reading => ({ kind: "amount", measure });

const MONEY_WORDS =
  "costs?|prices?|worth|value|values|budget|salary|salaries|fees?|fines?|money|revenue|profits?|debt|deficit|tax|pay|paid|spent?|spend|expensive|rent|funding|reward|damages?";
/** What the question is about has no other kind than "what is new". */
const LATEST: readonly Rule[] = [
  [
    /^(?:(?:(?:what|whats|what's)(?:'s| is| are)? )?(?:the |any )?(?:very )?(?:latest|newest|recent|new|current)?\s*(?:news|updates?|developments?|headlines?|latest|info|status|state of play|situation)\s*(?:on|about|of|for|from|with|in|regarding|re)\b)/,
    { kind: "latest" },
  ],
  [
    /\b(?:what'?s|what is) (?:new|going on|happening|up|the story|the deal)\b|\bwhat (?:has )?happened (?:to|with|in|at)\b|\b(?:news|updates?|latest|anything new)\??$/,
    { kind: "latest" },
  ],
  [/^(?:what|how) about\b|^(?:tell me|something) about\b|^anything new\b/, { kind: "latest" }],
  [
    /^(?:was gibt es neues|neues (?:zu|von|über)|was ist (?:mit|in|bei|an) .* (?:passiert|geschehen|los)|quoi de neuf|que s'est-il passé|qué (?:pasó|ha pasado)|novedades|son durum|son haberler)(?!\p{L})/u,
    { kind: "latest" },
  ],
];

/** The same in other languages: "wie alt", "quel âge", "kaç avro". */
const COUNTS_ABROAD: readonly Rule[] = [
  [
    /(?<!\p{L})(?:wie alt|quel [aâ]ge|qu[eé] edad|cu[aá]ntos a[nñ]os (?:ten|tien|cumpl)\p{L}*|ka[cç] ya[sş]\p{L}*)/u,
    number("age"),
  ],
  [
    /(?<!\p{L})(?:wie ?lange|combien de temps|cu[aá]nto tiempo|ne kadar s[uü]re|(?:wie ?viele?|combien (?:de |d')?|cu[aá]nt[oa]s|ka[cç]) ?(?:jahre?|monate?|wochen?|tage?|stunden?|minuten?|ann[eé]es|ans|mois|semaines|jours|heures|minutes|a[nñ]os|meses|semanas|d[ií]as|horas|minutos|y[iı]l|ay|hafta|g[uü]n|saat|dakika))(?!\p{L})/u,
    number("duration"),
  ],
  [
    /(?<!\p{L})(?:wie (?:lang|hoch|tief|breit|gro(?:ß|ss)|weit)(?= (?:ist|war|sind|waren)(?!\p{L})(?!.*zins))|quelle (?:longueur|hauteur|taille|distance)|qu[eé] (?:longitud|altura|distancia)|(?:wie ?viele?|combien de|cu[aá]ntos|ka[cç]) (?:kilo|centi)?m[eè]tr?(?:o|e)?r?s?)(?!\p{L})/u,
    number("length"),
  ],
  [
    /(?<!\p{L})(?:wie schwer|combien p[eè]sent?|cu[aá]nto pesan?|ka[cç] (?:kilo|gram|ton)\p{L}*|(?:wie ?viele?|combien de|cu[aá]nt[oa]s) (?:kilo|gram|ton)\p{L}*)(?!\p{L})/u,
    amount("weight"),
  ],
  [
    /(?<!\p{L})(?:(?:wie ?viele?|combien (?:de |d')?|cu[aá]nt[oa]s?|ka[cç]) ?(?:geld|euros?|dollars?|pfund|argent|dinero|d[oó]lares|libras|para|avro|lira|sterlin)\p{L}*|ne kadara?|ka[cç]a)(?!\p{L})/u,
    amount("money"),
  ],
];

const COUNTS: readonly Rule[] = [
  ...COUNTS_ABROAD,
  [
    /\b(?:combien|cu[aá]nto|wie ?viel)\b.*\b(?:co[uû]t|cost|kost|cuesta|vau?t|valent|valen?|wert)/,
    amount("money"),
  ],
  [
    /^wie hoch (?:ist|sind|war|liegt)\b.*zins|^(?:quel est|cu[aá]l es) .*\b(?:taux|tipo|tasa)\b/,
    amount("share"),
  ],
  [/\bhow (?:many|few) (?:years?|months?|weeks?|days?|hours?|minutes?)\b/, number("duration")],
  [/\bhow many times\b|\bhow often\b/, number("times")],
  [
    /\bhow (?:many|few)\b|(?<!\ba )\b(?:total )?number of\b|\bdeath toll\b|\b(?:casualties|fatalities)$|\btoll$/,
    number("count"),
  ],
  [
    /\bhow (?:long (?:ago|did|does|do|has|have|had|will|was|were|is|are|until|would)|much (?:time|longer))\b/,
    number("duration"),
  ],
  [/\bhow long\b/, number("duration")],
  [/\bhow old\b|\bwhat age\b|\bage$/, number("age")],
  [/\bhow fast\b|\b(?:top )?speed$/, number("speed")],
  [/\bhow (?:far|tall|high|deep|wide|big|large|steep)\b/, number("length")],
  [/\b(?:what|which) (?:percentage|percent|share|proportion)\b|\bpercentage$/, amount("share")],
  [/\bhow (?:heavy|much (?:do|does|did) .*\bweigh)\b|\bweight\b/, amount("weight")],
  [
    /\b(?:exchange|interest|key|inflation|unemployment|fed|tax) rates?\b(?!.*\b(?:who|why|when|where|did|will|cut|cuts|raised?)\b)/,
    amount("share"),
  ],
  [
    /\bby how much\b|\bhow much .*\b(?:rates?|percent|points?|raise|raised|cut|fall|fell|rise|rose|drop|dropped|grow|grew)\b/,
    amount("share"),
  ],
  [/\bhow much of (?!the (?:money|cash|cost)\b)/, amount("share")],
  [/\bhow much\b/, amount("money")],
  [
    new RegExp(
      `^(?:what|whats|which)(?:'s| is| was| are| were| will be)?(?: the| an?)?(?: [\\w'-]+){0,2} (?:${MONEY_WORDS})\\b|^(?:\\S+ ){0,5}(?:${MONEY_WORDS})$`,
    ),
    amount("money"),
  ],
  [/(?<!\p{L})(?:wie ?viele?|combien(?: de)?|cu[aá]nt[oa]s?|ka[cç])(?!\p{L})/u, number("count")],
  [/\b(?:wie lange|cu[aá]nto tiempo|combien de temps|ne kadar s[uü]re)\b/, number("duration")],
  [/\bne kadar\b/, amount("money")],
];

const DAYS: readonly Rule[] = [
  [
    /(?<!\p{L})(?:welche[mns] (?:jahr|tag|monat|datum)|quel(?:le)? (?:ann[eé]e|date|jour|mois)|qu[eé] (?:a[nñ]o|d[ií]a|fecha|mes)|hangi (?:y[iı]l|ay|g[uü]n|tarih)\p{L}*)(?!\p{L})/u,
    { kind: "day" },
  ],
  [/^(?:since |until |till |from )?when\b|\bwhen$/, { kind: "day" }],
  [/\b(?:what|which) (?:day|date|year|month|week|weekday|time)\b/, { kind: "day" }],
  [
    /^(?!(?:is|are|was|were|do|does|did|has|have|had|will)\b).*\b(?:dates?|deadline|schedule|start time|day)$|^(?:the )?date of\b|^next\b/,
    { kind: "day" },
  ],
  [/^(?:wann|quand|cu[aá]ndo|seit wann|bis wann)\b|\bne zaman\b|\bhangi g[uü]n\b/, { kind: "day" }],
  [/\bwhen (?:is|are|was|were|did|does|do|will|has|have|would|should|can)\b/, { kind: "day" }],
];

const PLACES: readonly Rule[] = [
  [
    /(?<!\p{L})(?:welche[mnrs]?|quel(?:le)?s?|qu[eé]|cu[aá]l(?: es la)?|hangi) (?:stadt|land|staat|ort|dorf|ville|pays|ciudad|pa[ií]s|lugar|pueblo|[sş]eh[iı]r\p{L}*|[uü]lke\p{L}*)(?!\p{L})/u,
    { kind: "place" },
  ],
  [
    /^(?:from |to )?where\b|\bwhere$|\bwhere (?:is|are|was|were|did|does|do|will|has|have)\b/,
    { kind: "place" },
  ],
  [
    /\b(?:what|which) (?:country|city|state|place|island|nation|town|village|airport|port|continent|region|part of)\b/,
    { kind: "place" },
  ],
  [/^(?:wo|woher|wohin|où|d[oó]nde)(?!\p{L})|\bnere(?:de|ye|den)\b/u, { kind: "place" }],
  [/\b(?:location|venue|birthplace|whereabouts)$|^(?:the )?(?:location|venue) of\b/, { kind: "place" }],
];

const CAUSES: readonly Rule[] = [
  [
    /^why\b|\bwhy$|\bwhy (?:is|are|was|were|did|does|do|will|has|have|would|can)\b|^how come\b|^what for\b/,
    { kind: "cause" },
  ],
  [
    /^what (?:did|does|do|was) .*\b(?:die|died|dying) (?:of|from)\b|^what (?:has )?killed\b/,
    { kind: "cause" },
  ],
  [
    /\bwhat(?:'s| is| was)? ?(?:the )?(?:caused?|causes|reasons?|led to|prompted|triggered|motive)\b|\b(?:reasons?|cause) (?:for|of|why|behind)\b|\bcause$|\bcause of\b/,
    { kind: "cause" },
  ],
  [/\bhow (?:did|does|do) .*\b(?:die|died|crash|collapse|start|happen|break out)$/, { kind: "cause" }],
  [/^(?:woran|de quoi|de qu[eé] (?:mur|fall)\p{L}+)(?!\p{L})/u, { kind: "cause" }],
  [
    /^(?:warum|wieso|weshalb|pourquoi|por qu[eé])(?!\p{L})|(?<!\p{L})(?:neden|ni[cç]in|niye)(?!\p{L})/u,
    { kind: "cause" },
  ],
];

const PEOPLE: readonly Rule[] = [
  [
    /^wh(?:o|at)(?:'s| is| was| are| were) (?!the\b|a\b|an\b|in\b|to\b|on\b|new\b|next\b|your\b|their\b|his\b|her\b|going\b|it\b|behind\b)(?:\S+ ){0,2}\S+$/,
    { kind: "identity" },
  ],
  [/^(?:by |to |with |for |from )?who(?:m|se|'s)?\b|\bwho(?:m|'s)?$/, { kind: "person" }],
  [/^(?:wer|wem|wen|wessen|qui|qui[eé]n(?:es)?)\b|^kim(?:in|e|i|ler)?\b|\bkim\b/, { kind: "person" }],
];

const STATEMENTS: readonly Rule[] = [
  [
    /^what(?: else| exactly)? (?:is|are|was|were|do|does|did|has|have|had|will|would)\b.*\b(?:say|says|said|think|thinks|want|wants|wanted|announce[ds]?|promise[ds]?|decide[ds]?|claim(?:s|ed)?|recommend(?:s|ed)?|advise[ds]?|agree[ds]?|propose[ds]?|demand(?:s|ed)?|told|tell|talk(?:ed)? about|saying)\b/,
    { kind: "statement" },
  ],
  [/^(?:\S+ ){0,5}(?:statement|reaction|response|verdict|decision)$/, { kind: "statement" }],
];

const MANNERS: readonly Rule[] = [
  [/^how (?:is|are) (?!\w+ (?:\w+ )?(?:made|done|used|built|elected|chosen|counted)\b)/, { kind: "state" }],
  [/^(?:in what way|by what means|how)\b/, { kind: "manner" }],
  [/^(?:wie|comment|c[oó]mo|nas[iı]l)\b|\bnas[iı]l\b/, { kind: "manner" }],
];

const YES_NO: readonly Rule[] = [
  [
    /^(?:will|would|shall|are .* going to|is .* going to|is|are|has|have|does|do)\b.*\b(?:scheduled|planned|planning|plans?|going to|set to|due|expected|about to|next|upcoming|tomorrow|postponed|cancell?ed|called off|soon)\b|^(?:will|would|shall)\b/,
    { kind: "plan" },
  ],
  [/\b(?:plans?|planned|scheduled|upcoming|new date)$|\bnew date for\b|\bgoing to\b/, { kind: "plan" }],
  [/^(?:did|was|were|had|didn't|wasn't|weren't|if|whether)\b/, { kind: "event" }],
  [/^(?:has|have|hasn't|haven't)\b/, { kind: "event" }],
  [/^(?:is|are|isn't|aren't|does|do|doesn't|don't|can|could|can't|may|should|must)\b/, { kind: "state" }],
  [/\b(?:right now|now|currently|at the moment|still|yet|so far)$/, { kind: "state" }],
  [/^(?:wird|werden|gibt es|hay|habrá|y a-t-il|y aura-t-il|est-ce qu'il y a)(?!\p{L})/u, { kind: "plan" }],
  [
    /^\p{L}{2,}(?:aron|ieron|jeron)(?!\p{L})|\b(?:a|ont|est|sont)-(?:t-)?(?:ils?|elles?|on)(?!\p{L})|(?<!\p{L})m[iıuü](?:yd[iıuü])?$/u,
    { kind: "event" },
  ],
  [
    /^(?:hat|haben|ist|sind|war|waren|wurden?|kann|est-ce que|a-t-(?:il|elle)|ha|han|es|est[aá]|son)(?!\p{L})/u,
    { kind: "event" },
  ],
];

const RULES: readonly Rule[] = [
  ...LATEST,
  ...COUNTS,
  ...DAYS,
  ...PLACES,
  ...CAUSES,
  ...STATEMENTS,
  ...PEOPLE,
  ...MANNERS,
];

/** What is left of "does anyone know if it rained". */
const IF_IT_DID = /^(?:if|whether) (?<said>(?!.*,).+)$/iu;

/** Parts two questions in one: "who is the new pope and how old is he", "when and where did it open". */
export function questionsIn(text: string): string[] {
  return text.split(/,? (?:and|&) (?=(?:when|where|why|who|how|what|which)\b)/i);
}

/** Reads what a question asks for; one without words asks for nothing in particular. */
export function readAsked(question: string): Asked {
  const text = askingPart(bareQuestion(question)).toLowerCase().replace(IF_IT_DID, "did $<said>");
  const isWho = /(?:^|[\s,])(?:WHO|IT|US)\b/.test(question) && /^(?:who|it|us)\b/.test(text);
  const [first = text, second] = questionsIn(text);
  const main = isWho ? { kind: "open" as const } : readOne(first);
  const other = second === undefined ? null : { noun: [], measure: null, ...readOne(second) };
  return {
    noun: [],
    measure: null,
    ...main,
    also: other?.kind === main.kind ? null : other,
    negated: isNegated(text),
    ahead: AHEAD.test(text) || isProgressive(text),
    deeds: YES_NO_KINDS.has(main.kind) ? deedsAsked(first) : [],
    said: ASKS_WITHIN.test(first) ? readSaid(first, main.noun ?? []) : [],
    choices: choicesIn(first),
  };
}

const AHEAD = /\b(?:next|upcoming|will|going to|scheduled|planned|due)\b/;

/** "When is Starliner coming back". */
function isProgressive(text: string): boolean {
  return /^when(?:'s| is| are)\b/.test(text) && tagTerms(text).some(({ tags }) => tags.includes("Gerund"));
}

/** Kinds of questions that want yes or no. */
export const YES_NO_KINDS: ReadonlySet<AskedKind> = new Set(["event", "plan", "state"]);
const ASKING = "who|whom|whose|what|which|when|where|why|how";
/** A statement in front of the question itself, and words that ask at the start. */
const SENTENCE_BEFORE = new RegExp(
  `^.*(?:[.!?]\\s+|,\\s+(?:but |so )?(?!and )(?=[^,]+$)|\\bbut )(?=(?:\\S+ )?(?:${ASKING})\\b)`,
  "isu",
);
const ASKS_AT_START = new RegExp(
  `^(?:\\S+ )?(?:${ASKING}|is|are|was|were|do|does|did|has|have|had|will|would|can|could)\\b`,
  "iu",
);
/** In "The bill was signed by which governor", from where it asks. */
const ASKS_WITHIN = new RegExp(`\\b(?:${ASKING})\\b`, "iu");

/** Returns the part of a text that asks: its last sentence, or what follows a statement that ends in a question ("… by which governor"). */
function askingPart(text: string): string {
  const last = text.replace(SENTENCE_BEFORE, "");
  if (ASKS_AT_START.test(last) || last.split(/\s+/u).length <= MOST_TOPIC_WORDS) return last;
  const within = ASKS_WITHIN.exec(last)?.index ?? 0;
  return /^(?:which|what) \S/iu.test(last.slice(within)) ? last.slice(within) : last;
}

function readOne(text: string): Reading {
  const noun = askedNoun(text);
  for (const [pattern, reading] of RULES) {
    const found = pattern.exec(text);
    if (found !== null) return { ...(typeof reading === "function" ? reading(found) : reading), noun };
  }
  const named = readNamed(text);
  if (named !== null) return named;
  if (/\b(?:wie hei(?:ß|ss)t|comment s'appelle|c[oó]mo se llama|ad[ıi] ne)\b/u.test(text))
    return { kind: "name", noun };
  for (const [pattern, reading] of YES_NO) {
    if (pattern.test(text)) return { ...(reading as Reading), noun };
  }
  return { kind: isBareTopic(text) ? "latest" : "open", noun };
}

/** Roles in which people act, where the library does not know them: "which governor", "which two members". */
const ROLE =
  /^(?:people|persons?|(?:wo)?men|(?:wo)?man|leaders?|members?|officials?|players?|governors?|ministers?|presidents?|senators?|judges?|cardinals?|actors?|actress|singers?|astronauts?|candidates?|nominees?|witness|victims?|suspects?|directors?|coach|captains?|authors?|figures?|stars?|celebrit\w+|guests?|winners?|politicians?|lawmakers?|billionaires?|comedians?|rappers?|athletes?|royals?|monarchs?|founders?|ceos?|mps?|mvps?)$/;
const PLACE =
  /^(?:countr(?:y|i)|city|citi|state|counti?y?|nation|town|villag|island|continent|region|province|capital|district|peninsula|territor(?:y|i)|place)$/;
/** What has no name of its own, or is called by a common noun: "which animal", "what sport". */
const COMMON =
  /^(?:animal|speci|sport|food|drink|fruit|vegetable|colou?r|diseas|job|instrument|crime|item|object|word|phras|typ|kind|sort|material|metal|ingredient|dish|weapon|vehicl|drug|substanc|innovation|thing|product|part|part of|creatur|bird|insect|plant|language|reason|time|way|following)$/;

/** "What was the baker offering": what somebody does has no name. */
const DOES =
  /^what (?:is|was|are|were) (?:\S+ ){1,3}[\p{L}]{2,}ing(?:$| (?:to|for|at|in|on|with|from|into|about|this|next|out|up)\b)/u;

/** "Which crown", "what is the name of the ship", "satellite name", "which countries", "the world's happiest country". */
function readNamed(text: string): Reading | null {
  const noun = askedNoun(text);
  const last = noun.at(-1) ?? "";
  const isOther =
    /^(?:which|what) (?!(?:is|are|was|were|do|does|did)\b)/.test(text) && last !== "" && last !== "name";
  const isNaming =
    !isOther && /\bnames?(?: of)?\b|\b(?:called|named)$/.test(text) && !/^(?:did|was|has|is)\b/.test(text);
  if (isNaming) return { kind: "name", noun: noun.filter((stem) => stem !== "name") };
  const of = /^(?:in |on |for |from |with |at )?(?:which|what)\b/.exec(text);
  if (of !== null && noun.length > 0) {
    if (DOES.test(text)) return { kind: "open", noun };
    const isSaid = /^what (?:\S+ ){1,2}(?:said|says|wants?|announced|promised|decided|thinks?)\b/.test(text);
    return { kind: isSaid && !isCommonWord(last) ? "statement" : kindOfNoun(text, last), noun };
  }
  if (/^(?:list|name)\b/.test(text)) return { kind: "list", noun };
  return of === null ? null : { kind: /^which of\b/.test(text) ? "name" : "open", noun };
}

/** What kind of thing "which …" asks for, by the last word of its noun. */
function kindOfNoun(text: string, last: string): AskedKind {
  const term = tagTerms(text).find(({ word }) => stemLightly(word) === last);
  const isRole = ROLE.test(last) || ROLE.test(term?.word ?? "");
  if (COMMON.test(last)) return "open";
  if (term?.tags.includes("Plural")) return "list";
  if (PLACE.test(last)) return "place";
  const acts = term?.tags.includes("Actor") === true && !/maker$/.test(last);
  return isRole || acts ? "person" : "name";
}

const NOT_A_NOUN = new Set(
  "Pronoun Determiner Preposition Conjunction Auxiliary Copula QuestionWord".split(" "),
);

const AUXILIARY =
  /^(?:is|are|was|were|be|been|do|does|did|has|have|had|will|would|can|could|should|may|might|must)$/;

const NAME_OF = /\bnames? of(?: the| an?)?\s+(.*)$/u;
const NOUN_AFTER =
  /\b(?:which(?: of (?:the|these|those))?|what(?:(?:'s| is| was| are| were)(?: the| an?| [\p{L}'’]+['’]s))?|how many|how few|number of)\s+(.*)$/u;

/** Reads the stems of the noun phrase after "which", "what", "how many" or "number of", or before "name". */
function askedNoun(text: string): string[] {
  const before = /([\p{L}\p{N}'-]+) names?$/u.exec(text)?.[1];
  if (before !== undefined) return [stemLightly(before)];
  const after = (NAME_OF.exec(text) ?? NOUN_AFTER.exec(text))?.[1]?.replace(
    /^(?:(?:would-be|so-called|us|u\.s\.|uk) )+/u,
    "",
  );
  if (after === undefined) return [];
  const stems: string[] = [];
  for (const { word, tags } of tagTerms(after)) {
    const isNominal = tags.some((tag) => tag === "Noun" || tag === "Adjective" || tag === "ProperNoun");
    if (AUXILIARY.test(word)) break;
    const isFirst = stems.length === 0 && !tags.some((tag) => NOT_A_NOUN.has(tag));
    if (!isFirst && (!isNominal || tags.some((tag) => NOT_A_NOUN.has(tag) || tag === "Verb"))) break;
    if (stems.length > 0 && /ed$/.test(word)) break;
    if (word !== "") stems.push(stemLightly(word));
  }
  return stems;
}

/** Words with which "did not" is said. */
const NEGATED =
  /\b(?:which|who|what|where|why)\b.*\b(?:not|never|\w+n't|didnt|wasnt|isnt|hasnt|refused?|refuses|abstain(?:ed)?|missing|left out|against|except)\b/;

function isNegated(text: string): boolean {
  return NEGATED.test(text.replace(/\bfor not \S+ing\b/gu, "")) && !/^(?:why|how)\b/.test(text);
}

const MOST_TOPIC_WORDS = 4;

/** "starliner", "trump putin summit": a few words without a verb are a topic; what is new about it is asked for. */
function isBareTopic(text: string): boolean {
  const terms = tagTerms(text).filter(({ word }) => word !== "");
  if (terms.length === 0 || terms.length > MOST_TOPIC_WORDS) return false;
  return !terms.some(
    ({ tags }) => tags.includes("QuestionWord") || tags.includes("Auxiliary") || tags.includes("Copula"),
  );
}
