// Splits text into sentences with exact offsets, in any language.

import type { Span } from "./article.js";
import { type SentenceRules, sentenceRules } from "./sentence-rules.js";

/** A sentence, trimmed of white space. */
export interface Sentence extends Span {
  /** Lines with any text, counted from 0: a sentence never runs over the end of a line. */
  readonly paragraph: number;
}

const segmenters = new Map<string, Intl.Segmenter>();

/** The rules of Unicode (UAX 29) for a language; unknown ones have the common rules. */
function segmenterFor(language: string | null): Intl.Segmenter {
  const name = language !== null && /^[a-z]{2,3}$/.test(language) ? language : "en";
  let segmenter = segmenters.get(name);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(name, { granularity: "sentence" });
    segmenters.set(name, segmenter);
  }
  return segmenter;
}

/** Intl.Segmenter slows down with the square of its input (13 MB on one line: minutes); longer lines are cut. */
const MAX_LINE = 8_192;
/** Enough on either side of a sentence end for every rule. */
const CONTEXT = 80;

/** Ends that UAX 29 does not see: before a number, after an ellipsis that is one character, where the space is missing, before 「, after « … ! », before iPhone. */
const MORE_ENDS =
  /[.!?…。！？](?:(?<=\.)["”’»)\]]*\s+(?=["“„«(]?[$€£]?\d)|(?<=…)["”’»)\]]*\s+(?=["“„«(]?[\d\p{Lu}\p{Lo}])|(?=“\p{Lu})|(?=[「『（])|(?=\p{Lu}\p{Ll}+ )(?<=\p{Ll}{4}\.)|\s+»\s+(?=["“„«]?\p{Lu})|(?<=\.)\s+(?=\p{Ll}\p{Lu}\p{Ll}))/gu;

const LIST_MARK = /^\s*(?:[-*•·–]|\(?(?:\d{1,3}|\p{L})[.)])\s*$/u;

/**
 * Splits `text` into sentences, in order; together they contain every visible character. `language` is a primary tag;
 * null, or one without rules of its own, is judged like English.
 * A line without an end mark is a sentence; a quotation of up to 60 words stays whole; text without any visible
 * character gives an empty list.
 */
export function splitSentences(text: string, language: string | null = null): Sentence[] {
  const manner: Manner = { language, segmenter: segmenterFor(language), rules: sentenceRules(language) };
  const sentences: Sentence[] = [];
  let paragraph = 0;
  for (const line of text.matchAll(/[^\n]+/g)) {
    const count = sentences.length;
    for (const piece of piecesOf(line[0])) {
      for (const span of splitLine(line[0].slice(piece.start, piece.end), manner)) {
        const base = line.index + piece.start;
        const trimmed = trim(text, base + span.start, base + span.end);
        if (trimmed !== null) sentences.push({ ...trimmed, paragraph });
      }
    }
    if (sentences.length > count) paragraph += 1;
  }
  return sentences;
}

/** How a text is split. */
interface Manner {
  readonly language: string | null;
  readonly segmenter: Intl.Segmenter;
  readonly rules: SentenceRules;
}

function splitLine(line: string, manner: Manner): Span[] {
  const ends = possibleEnds(line, manner.segmenter);
  const kept: number[] = [];
  const quotations = ends.length > 0 ? shortQuotations(line) : [];
  let quotation = 0;
  let start = 0;
  for (const end of ends) {
    while ((quotations[quotation]?.end ?? Number.POSITIVE_INFINITY) <= end) quotation += 1;
    if ((quotations[quotation]?.start ?? end) < end) continue;
    const before = line.slice(Math.max(start, end - CONTEXT), end).trimEnd();
    if (LIST_MARK.test(line.slice(start, Math.min(end, start + 8))) && end - start <= 8) continue;
    if (!endsSentence(before, line.slice(end, end + CONTEXT).trimStart(), manner)) continue;
    kept.push(end);
    start = end;
  }
  kept.push(line.length);
  return kept.map((end, i) => ({ start: kept[i - 1] ?? 0, end }));
}

/** Places where a sentence may end, ascending, after the white space if any; without the end of the line. */
function possibleEnds(line: string, segmenter: Intl.Segmenter): number[] {
  const ends: number[] = [];
  for (const segment of segmenter.segment(line)) {
    if (segment.index > 0) ends.push(segment.index);
  }
  const count = ends.length;
  for (const match of line.matchAll(MORE_ENDS)) ends.push(match.index + match[0].length);
  return ends.length === count ? ends : [...new Set(ends)].sort((a, b) => a - b);
}

/** Cuts a line that is too long for the segmenter, after a sentence if there is one, else at white space. */
function piecesOf(line: string): Span[] {
  const pieces: Span[] = [];
  let start = 0;
  while (line.length - start > MAX_LINE) {
    const window = line.slice(start, start + MAX_LINE);
    const end = start + lastCut(window);
    pieces.push({ start, end });
    start = end;
  }
  pieces.push({ start, end: line.length });
  return pieces;
}

function lastCut(window: string): number {
  const half = window.length / 2;
  for (const mark of [". ", "。", " "]) {
    const at = window.lastIndexOf(mark);
    if (at > half) return at + mark.length;
  }
  const last = window.charCodeAt(window.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? window.length - 1 : window.length;
}

function trim(text: string, from: number, to: number): Span | null {
  const raw = text.slice(from, to);
  const start = from + raw.length - raw.trimStart().length;
  const end = from + raw.trimEnd().length;
  return end > start ? { start, end } : null;
}

/** A longer quotation is split inside: at about 25 words a sentence, 60 words are two or three of them. */
const MAX_WORDS = 60;
/** No closing mark is searched for beyond this: 60 words of English are 360 characters, with room for long names. */
const MAX_CHARACTERS = 500;
const MARKS = /["“”„«»‘’()[\]（）「」『』《》【】]/g;
const OPENERS = /["“„«»‘([（「『《【]/;

const CLOSERS = new Map([
  ["“", "”"],
  ["„", "“”"],
  ["«", "»"],
  ["»", "«"],
  ["‘", "’"],
  ["(", ")"],
  ["[", "]"],
  ["（", "）"],
  ["「", "」"],
  ["『", "』"],
  ["《", "》"],
  ["【", "】"],
  ['"', '"'],
]);

interface Mark {
  readonly char: string;
  readonly at: number;
}

/** Returns quotations and brackets of at most 60 words in `line`, in order, marks included, without overlap. */
function shortQuotations(line: string): Span[] {
  if (!OPENERS.test(line)) return [];
  const marks: Mark[] = Array.from(line.matchAll(MARKS), (match) => ({ char: match[0], at: match.index }));
  const spans: Span[] = [];
  for (let i = 0; i < marks.length; i += 1) {
    const open = marks[i] as Mark;
    if (!opens(line, open)) continue;
    const close = closing(line, marks, i);
    if (close === null) continue;
    const span = { start: open.at, end: (marks[close] as Mark).at + 1 };
    if (wordCount(line.slice(span.start, span.end)) <= MAX_WORDS) {
      spans.push(span);
      i = close;
    }
  }
  return spans;
}

/** The place in `marks` of the mark that closes `marks[from]`; null if it opens anew first, or too far on. */
function closing(line: string, marks: readonly Mark[], from: number): number | null {
  const open = marks[from] as Mark;
  const closers = CLOSERS.get(open.char) ?? "";
  for (let i = from + 1; i < marks.length; i += 1) {
    const mark = marks[i] as Mark;
    if (mark.at - open.at > MAX_CHARACTERS) return null;
    if (mark.char === open.char && opens(line, mark)) return null;
    if (closers.includes(mark.char) && !isApostrophe(line, mark)) return i;
  }
  return null;
}

/** Marks that open and close alike ('"', and "»" in German and Danish) open after a gap and before a word. */
function opens(line: string, mark: Mark): boolean {
  if (!CLOSERS.has(mark.char)) return false;
  if (mark.char !== '"' && mark.char !== "»" && mark.char !== "‘") return true;
  const before = line.charAt(mark.at - 1);
  const after = line.charAt(mark.at + 1);
  return /^$|[\s([“„«—–\-/]/.test(before) && /\S/.test(after);
}

function isApostrophe(line: string, mark: Mark): boolean {
  return mark.char === "’" && /[\p{L}\p{N}]/u.test(line.charAt(mark.at + 1));
}

/** Words between white space; in scripts written without spaces two characters count as a word. */
function wordCount(text: string): number {
  const wide = text.match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/g)?.length ?? 0;
  return text.split(/\s+/).length + wide / 2;
}

const DAY_OR_ZONE =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\b|January|February|March|April|May|June|July|August|September|October|November|December|[ECMP][SD]?T\b|GMT|UTC|BST|CES?T|Eastern|Central|Mountain|Pacific|Local|\p{Lu}[\p{L}\s]{0,20}\btime\b)/u;

/** A question or exclamation inside quotation marks, then who said it: “Will he?” Mr Lee asked. */
const ATTRIBUTION =
  /^(?:\p{Lu}[\p{L}.'’-]*\s+){1,4}(?:said|says|asked|asks|wrote|writes|told|added|replied|posted|tweeted|shouted|exclaimed|declared|wondered)\s*(?:[.,:;]|$)/u;
/** The same in scripts without spaces, after a quotation that nobody was named before: “他来了。”她说。 「行く。」と話した。 */
const UNSPACED_ATTRIBUTION =
  /^(?:[とっ]|など|って|[\p{Script=Han}·]{1,8}?(?:说|說|表示|称|稱|指出|[问問](?![题題])|[回答应應]道|[喊叫笑写寫][道着著]|强调|強調|补充|補充|透露|坦言|解释|解釋|承认|承認|呼吁|警告)(?!明))/u;
const INTRODUCED = /[：:，、]\s*[“「『"][^“「『"]*$/;
/** A bracket inside a sentence of such a script: （昨日戻った。）は */
const UNSPACED_BRACKET = /.[（(][^（(]*[）)]$/s;
const UNSPACED_WORD = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Names that are written with an exclamation mark. */
const NAME_WITH_MARK = /(?:^|[\s(])(?:Yahoo|Yum|Jeopardy|Joomla|Wham|Ideal)!$/;

const OPENING = /^[\s"“„«»‘'([（「『¿¡]*/;
const CLOSING_AT_END = /["”“»«’')\]）」』]+$/;
const WORD_BREAKS = new Set(" \t\u00a0\u202f\u3000\"“”„«»‘’'([{（「『/\\—–-,;:!?…");

/**
 * Tells whether a sentence ends between `before` (up to and with its end mark and closing quotes, trimmed) and
 * `after` (from the next visible character). Both may be cut to about 80 characters around the place.
 */
function endsSentence(before: string, after: string, { rules }: Manner): boolean {
  if (/^(?:[”’)\]）」』]|»(?![\p{L}„])|\p{Ll}(?!\p{Lu}\p{Ll}))/u.test(after)) return false;
  const body = before.replace(CLOSING_AT_END, "").trimEnd();
  const closed = body.length < before.length;
  const next = after.replace(OPENING, "");
  if (closed && UNSPACED_WORD.test(after) && continuesUnspaced(before, after)) return false;
  if (/[?!]$/.test(body) && !closed) return !NAME_WITH_MARK.test(body) || startsUsually(next, rules);
  if (/[?!]$/.test(body)) return !ATTRIBUTION.test(next);
  if (/(?:…|\.\.)$/.test(body)) return !/\s(?:…|[. ]*\.)$/.test(body) || startsUsually(next, rules);
  if (!body.endsWith(".") || closed) return true;
  return endsAfterPoint(body.slice(0, -1), next, next.length < after.length, rules);
}

function continuesUnspaced(before: string, after: string): boolean {
  if (UNSPACED_BRACKET.test(before)) return true;
  return UNSPACED_ATTRIBUTION.test(after) && !INTRODUCED.test(before);
}

/** The word before the point, and what is written like one word: "B" and "z.B" for "z. B". */
function endsAfterPoint(body: string, next: string, opened: boolean, rules: SentenceRules): boolean {
  const word = lastWord(body);
  const whole = DOTTED.exec(body)?.[0].replace(/\s/g, "") ?? word;
  if (rules.neverEnds.has(word) || rules.neverEnds.has(whole)) return false;
  if (rules.beforeNumber.has(word) || rules.beforeNumber.has(capitalized(word)))
    return !/^[$€£#]?\d/.test(next) && !/^(?:[IVXLC]{2,}\b|§)/.test(next);
  if (/^\d+$/.test(word)) return endsAfterNumber(body.slice(0, -word.length), word, next, rules);
  if (rules.ordinals !== "never" && isRomanOrdinal(body, word)) return startsUsually(next, rules);
  if (rules.mayEnd.has(word) || rules.mayEnd.has(whole)) return opened || startsUsually(next, rules);
  if (rules.mayEndSuffix?.test(word)) return !/^\d/.test(next) && (opened || startsUsually(next, rules));
  if (word.length > 2 && !word.includes(".")) return true;
  if (/^[ap]\.m$/i.test(whole)) return !DAY_OR_ZONE.test(next);
  if (/^(?:\p{L}\.)*\p{Lu}$/u.test(word)) return (opened && word.length > 1) || startsUsually(next, rules);
  return !/^\p{Ll}$/u.test(word) || isUnit(body.slice(0, -word.length), next);
}

/** The letter of "120 km/h" and "20 h", but not of "52 a. C." */
function isUnit(before: string, next: string): boolean {
  return /(?:\p{N}\s?|\/)$/u.test(before) && !/^\p{L}\./u.test(next);
}

/** Up to four short words with points, the last still without: "i. d. R", "EE. UU". */
const DOTTED = /(?<![\p{L}\p{M}])(?:\p{L}{1,3}\.\s?){1,3}\p{L}{1,4}$/u;

/** A number with a point is the end of a sentence, a day before its month, or an ordinal: "die 2. Bundesliga". */
function endsAfterNumber(before: string, number: string, next: string, rules: SentenceRules): boolean {
  const first = /^[\p{L}\p{M}]+/u.exec(next)?.[0] ?? "";
  if (rules.months.has(first)) return false;
  if (rules.ordinals === "never" || number.length > 3) return true;
  if (/[\p{N}:.,-]$/u.test(before) || startsUsually(next, rules)) return true;
  if (rules.ordinals === "always" || before.trim() === "" || rules.ordinalNouns?.test(first)) return false;
  return !(
    /\d\.\s(?:und|oder|bis|sowie)\s$/.test(before) || rules.beforeOrdinal.has(lastWord(before.trimEnd()))
  );
}

/** "Ludwig XIV" and "II. Weltkrieg": in Roman numerals, at the start or after a name or an article. */
function isRomanOrdinal(body: string, word: string): boolean {
  return /^[IVX]{1,6}$/.test(word) && /(?:^|[\s„“"»(])$/.test(body.slice(0, -word.length));
}

/** "OCT" as "Oct"; other words as they are. */
function capitalized(word: string): string {
  return word === word.toUpperCase() ? word.charAt(0) + word.slice(1).toLowerCase() : word;
}

/** The letters, digits and inner points at the end of `body`, back to white space or any other sign. */
function lastWord(body: string): string {
  let start = body.length;
  while (start > 0 && !WORD_BREAKS.has(body.charAt(start - 1))) start -= 1;
  return body.slice(start);
}

function startsUsually(next: string, rules: SentenceRules): boolean {
  return rules.starters.has(/^\p{L}+(?![.\p{L}])|^\p{L}{2,}/u.exec(next)?.[0] ?? "");
}
