// How a quote stands to a claim, told from their words alone: it says who must read, never who is right.
import { isNumber, tokensOf } from "../compare/tokens.js";
import type { Stance } from "../reports-reading.js";
import type { Instant } from "../schema.js";
import { contentWords } from "./timeline-alike.js";
import { stemLightly } from "./words.js";

/** Words that turn a statement round. English, German, French, Spanish; a quote in another language is near at most. */
const TURNING = [
  /\b(?:not|never|cannot|\w+n['’]t|nobody|none of|neither)\b/giu,
  /\b(?:no (?:new |longer )?\w+|without (?:a )?(?:deal|evidence|agreement))\b/giu,
  /\b(?:den(?:y|ies|ied|ying)|denials?|refut\w+|reject(?:ed|s)|dismiss(?:ed|es)|refus\w+|declin(?:ed?|es|ing) to|ruled? out|debunk\w+)\b/giu,
  /\b(?:false(?:ly)?|fake|hoax|untrue|incorrect(?:ly)?|misleading|baseless|fabricated|rumou?rs?)\b/giu,
  /\b(?:nicht|kein\w{0,2}|nie|dementier\w+|abgesagt|verschoben|jamais|aucune?|dément\w*|annulé\w*|nunca|ningun\w*|niega|desmi\w+|cancelad\w+)\b/giu,
];
/** Words that end what was planned: news where the quote has them; where the claim has them, they are the claim itself. */
const ENDING =
  /\b(?:cancel\w*|call(?:ed|s|ing)? off|postpon\w+|scrapp\w+|abandon\w+|put off|on hold|suspend\w*|withdr[ae]w\w*)\b/giu;
/** Share of the claim's words in quote and title from which the two are about the same, and from which they say the same. */
const SAME_MATTER = 0.5;
const SAME_WORDS = 0.75;

const MONTH =
  /^(?:january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|dezember)$/u;
const DAYS = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
/** Words beside a number that do not say what it counts. English, German, French, Spanish. */
const FUNCTION_WORDS = new Set(
  "the and for was were are its has had have with from that this than about over some more most least last into after before between und der die das den dem ein eine von auf les des une dans sur pour par que los las del una con por".split(
    " ",
  ),
);

export interface Judged {
  readonly stance: Stance;
  /** "500/50" for a number in another's place; the words that turn it, as they stand; empty unless it differs. */
  readonly turns: readonly string[];
}

/** What a quote stands in: it may leave unsaid what its title and its day say. */
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
  const isAlike = share >= SAME_WORDS && numbersHeld(claim, said);
  return { stance: isAlike ? "alike" : "near", turns: [] };
}

/** Words that turn one of the two and not the other; what both turn, neither turns against the other. */
function turningWords(claim: string, quote: string): string[] {
  const [own, others] = [turnsIn(claim), turnsIn(quote)];
  const ended = claim.match(ENDING) === null ? (quote.match(ENDING) ?? []) : [];
  if (own.length > 0 === (others.length > 0 || ended.length > 0)) return [];
  return [...new Set([...others, ...ended.map((word) => word.toLowerCase()), ...own])].slice(0, 3);
}

function turnsIn(text: string): string[] {
  return TURNING.flatMap((pattern) => text.match(pattern) ?? []).map((word) => word.toLowerCase());
}

/** Numbers of the claim for which the quote has another in the same place: beside the same word. */
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

/** Tells whether the text holds every number and month of the claim. */
function numbersHeld(claim: string, text: string): boolean {
  const held = new Set(tokensOf(text));
  return tokensOf(claim).every((token) => held.has(token) || !(isNumber(token) || MONTH.test(token)));
}
