// Checks a message: finds its claims, the quotes nearest to each, and whether they agree or differ.
import { isNumber, tokensOf } from "../compare/compared-text.js";
import { groupCopies } from "../compare/copies.js";
import { contentWords, stemLightly } from "../language/words.js";
import type { Instant, Query } from "../model/article.js";
import { MONTHS } from "../model/calendar.js";
import type { CheckedClaim, ClaimCheck, ClaimQuote, Stance } from "../model/topic.js";
import { CitationList, makeQuote, verifyQuotes } from "./cite.js";
import { repeats } from "./repeated-sentences.js";
import { alsoIn, findReports, type TimelineDeps } from "./timeline.js";
import { type Report, SENTENCE_SHARE } from "./timeline-reports.js";

export interface ClaimRequest extends Omit<Query, "question"> {
  /** The text of a message, as Discord gives it. */
  readonly text: string;
}

/** Quotes shown of each claim, of which at most so many say neither. */
const QUOTES = 4;
const NEAR_QUOTES = 2;

export type ClaimDeps = Omit<TimelineDeps, "revisionsOf" | "embed">;

interface JudgedReport extends Judged {
  readonly report: Report;
}

/** Makes the function that checks a message against the store. */
export function createClaimCheck(deps: ClaimDeps): (request: ClaimRequest) => Promise<ClaimCheck> {
  return async ({ text, ...scope }) => {
    const { claims, leftOut } = claimsOf(text);
    const citations = new CitationList();
    const checked: CheckedClaim[] = [];
    for (const claim of claims) {
      const query: Query = { ...scope, question: claim };
      const { reports } = await findReports({ ...query, since: null }, deps, SENTENCE_SHARE);
      checked.push({ claim, quotes: await toQuotes(choose(claim, reports), query, citations, deps) });
    }
    const { articles, newestAt } = await deps.scopeCounts({ ...scope, question: "" });
    return {
      askedAt: scope.now,
      asOf: scope.asOf,
      lexicalOnly: deps.lexicalOnly,
      claims: checked,
      leftOut,
      citations: citations.list(),
      articleCount: articles,
      newestAt,
    };
  };
}

/** Chooses the quotes: first those that agree or differ, the surest first; never two that say the same. */
function choose(claim: string, reports: readonly Report[]): JudgedReport[] {
  const keys = groupCopies(reports.map(({ article }) => article));
  const judged = reports.map((report, at) => ({
    report,
    key: keys[at],
    ...stanceOf(claim, report.text, report.article),
  }));
  const surest = judged.sort((one, other) => other.report.confidence - one.report.confidence);
  const chosen: (JudgedReport & { readonly key: string | undefined })[] = [];
  for (const one of surest) {
    const same = chosen.filter(({ stance }) => stance === one.stance).length;
    const isNew = !chosen.some(({ report, key }) => key === one.key || repeats(one.report.text, report.text));
    if (isNew && same < (one.stance === "near" ? NEAR_QUOTES : QUOTES)) chosen.push(one);
  }
  const isNear = ({ stance }: Judged) => (stance === "near" ? 1 : 0);
  return chosen.sort((one, other) => isNear(one) - isNear(other)).slice(0, QUOTES);
}

async function toQuotes(
  chosen: readonly JudgedReport[],
  query: Query,
  citations: CitationList,
  deps: ClaimDeps,
): Promise<ClaimQuote[]> {
  const quotes: ClaimQuote[] = [];
  for (const { report, stance, turns } of chosen) {
    const { article, span, core } = report;
    const [quote] = await verifyQuotes([makeQuote(article, span, 1, core)], deps.read);
    if (quote === undefined) continue;
    const also = await alsoIn([report], (one) => deps.copiesOf(one, query));
    quotes.push({ quote: { ...quote, citation: citations.cite(article) }, stance, turns, also });
  }
  return quotes;
}

/** Claims checked at once; more would fill a page with quotes. */
const MOST_CLAIMS = 3;
/** Longest claim, in UTF-16 code units. */
const MAX_LENGTH = 400;
const MIN_WORDS = 4;
/** Links, mentions, custom emoji, timestamps and code of Discord's markup. */
const MARKUP =
  /```[\s\S]*?```|<(?:@[!&]?|#|a?:\w+:|t:)[^>]{0,40}>|<?https?:\/\/\S+|\|\||[*_~`]{1,3}|^\s*(?:>{1,3}|#{1,3}|-#)\s/gmu;
const SENTENCE_END = /(?<=[.!?…]["”’»)]*)\s+(?=["“‘«(¿¡]?[\p{Lu}\p{N}])|\n+/u;

export interface Claims {
  /** In the order of the message. */
  readonly claims: readonly string[];
  /** Sentences that were skipped because there are more telling ones. */
  readonly leftOut: number;
}

/** Finds at most three claims, those that name most; a text without words gives none. */
export function claimsOf(text: string): Claims {
  const sentences = text
    .replace(MARKUP, " ")
    .split(SENTENCE_END)
    .map((sentence) => sentence.replace(/\s+/gu, " ").trim())
    .filter((sentence) => (sentence.match(/[\p{L}\p{N}]+/gu) ?? []).length >= MIN_WORDS);
  const ordered = sentences
    .map((sentence, at) => ({ sentence, at, telling: tellingOf(sentence) }))
    .sort((one, other) => other.telling - one.telling || one.at - other.at)
    .slice(0, MOST_CLAIMS)
    .sort((one, other) => one.at - other.at);
  const claims = ordered.map(({ sentence }) => sentence.slice(0, MAX_LENGTH));
  return { claims, leftOut: sentences.length - claims.length };
}

/** Counts what can be checked: names and numbers after the first word, at most 6. */
function tellingOf(sentence: string): number {
  return Math.min(6, (sentence.match(/(?<=\s)\p{Lu}[\p{L}'’-]+|\p{N}+/gu) ?? []).length);
}

export interface Judged {
  readonly stance: Stance;
  /** "500/50" for a number in another's place; the words that reverse it, as written; empty unless it differs. */
  readonly turns: readonly string[];
}

/** Title and day of the quoted article: a quote may leave unsaid what they say. */
export interface Setting {
  readonly title: string;
  readonly publishedAt: Instant | null;
}

/** Judges one quote in its setting. */
export function stanceOf(claim: string, quote: string, { title, publishedAt }: Setting): Judged {
  const words = [...contentWords(claim)];
  const said = `${title} ${quote} ${publishedAt === null ? "" : dayWords(publishedAt)}`;
  const held = contentWords(said);
  const share = words.length === 0 ? 0 : words.filter((word) => held.has(word)).length / words.length;
  if (share < SAME_MATTER) return { stance: "near", turns: [] };
  const turns = [...replacedNumbers(claim, quote), ...turningWords(claim, quote)];
  if (turns.length > 0) return { stance: "differs", turns };
  const isAlike = share >= SAME_WORDS && containsNumbers(claim, said);
  return { stance: isAlike ? "alike" : "near", turns: [] };
}

/** Words that reverse a statement. English, German, French, Spanish; a quote in another language is near at most. */
const TURNING = [
  /\b(?:not|never|cannot|\w+n['’]t|nobody|none of|neither)\b/giu,
  /\b(?:no (?:new |longer )?\w+|without (?:a )?(?:deal|evidence|agreement))\b/giu,
  /\b(?:den(?:y|ies|ied|ying)|denials?|refut\w+|reject(?:ed|s)|dismiss(?:ed|es)|refus\w+|declin(?:ed?|es|ing) to|ruled? out|debunk\w+)\b/giu,
  /\b(?:false(?:ly)?|fake|hoax|untrue|incorrect(?:ly)?|misleading|baseless|fabricated|rumou?rs?)\b/giu,
  /\b(?:nicht|kein\w{0,2}|nie|dementier\w+|abgesagt|verschoben|jamais|aucune?|dément\w*|annulé\w*|nunca|ningun\w*|niega|desmi\w+|cancelad\w+)\b/giu,
];
/** Words that end a plan. They count only if the claim itself has none. */
const ENDING =
  /\b(?:cancel\w*|call(?:ed|s|ing)? off|postpon\w+|scrapp\w+|abandon\w+|put off|on hold|suspend\w*|withdr[ae]w\w*)\b/giu;
/** Share of the claim's words in quote and title from which the two are about the same, and from which they say the same. */
const SAME_MATTER = 0.5;
const SAME_WORDS = 0.75;

/** Months that are no other word of a claim: not "may" and the like. */
const isMonth = (token: string) => MONTHS.has(token) && token.length > 3;
const DAYS = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
/** Words next to a number that do not say what it counts. English, German, French, Spanish. */
const FUNCTION_WORDS = new Set(
  "the and for was were are its has had have with from that this than about over some more most least last into after before between und der die das den dem ein eine von auf les des une dans sur pour par que los las del una con por".split(
    " ",
  ),
);

/** Lists the words that reverse one of the two but not the other; none if both or neither are reversed. */
function turningWords(claim: string, quote: string): string[] {
  const [own, others] = [turnsIn(claim), turnsIn(quote)];
  const ended = claim.match(ENDING) === null ? (quote.match(ENDING) ?? []) : [];
  if (own.length > 0 === (others.length > 0 || ended.length > 0)) return [];
  return [...new Set([...others, ...ended.map((word) => word.toLowerCase()), ...own])].slice(0, 3);
}

function turnsIn(text: string): string[] {
  return TURNING.flatMap((pattern) => text.match(pattern) ?? []).map((word) => word.toLowerCase());
}

/** Numbers of the claim for which the quote has another in the same place: next to the same word. */
function replacedNumbers(claim: string, quote: string): string[] {
  const [own, others] = [placedNumbers(claim), placedNumbers(quote)];
  const missing = own.filter(({ number }) => !others.some((other) => other.number === number));
  const free = others.filter(({ number }) => !own.some((other) => other.number === number));
  return missing.flatMap(({ number, beside }) => {
    const match = free.find((other) => [...beside].some((word) => other.beside.has(word)));
    return match === undefined ? [] : [`${number}/${match.number}`];
  });
}

interface PlacedNumber {
  readonly number: string;
  /** Two words on either side, without numbers and function words. */
  readonly beside: ReadonlySet<string>;
}

function placedNumbers(text: string): PlacedNumber[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((number, at) => {
    if (!isNumber(number) || number.includes(":")) return [];
    const near = [...tokens.slice(Math.max(0, at - 2), at), ...tokens.slice(at + 1, at + 3)];
    const telling = near.filter((word) => word.length > 2 && !isNumber(word) && !FUNCTION_WORDS.has(word));
    return [{ number, beside: new Set(telling.map(stemLightly)) }];
  });
}

/** "8 May 2025": a claim may name the day on which the quote was published. */
function dayWords(at: Instant): string {
  return DAYS.format(new Date(at));
}

/** Returns whether the text contains every number and month of the claim. */
function containsNumbers(claim: string, text: string): boolean {
  const held = new Set(tokensOf(text));
  return tokensOf(claim).every((token) => held.has(token) || !(isNumber(token) || isMonth(token)));
}
