// What an answer or a refusal says: the leading quote, further ones, earlier reports, and as of when.

import {
  type Answer,
  type Answered,
  type Citation,
  publicationOf,
  type Quote,
  type Unanswered,
} from "../model/answer.js";
import { findFolded } from "../model/fold.js";
import { isDayNewer } from "../model/time.js";
import { asOfLine, creditLine, dated, dayPart, joined, questionLine, quoteBlock } from "./citation.js";
import { type Block, type Document, linesBlock, ruled } from "./document.js";
import { oneLine } from "./text.js";
import { type Line, strong, type Translator } from "./translator.js";

const MAX_WORDS = 8;
const MAX_WORD = 40;

/** Lists words as “Brennholm”, “2031”, spelled as in the question, at most eight; empty for no words. */
function askedWords(words: readonly string[], question: string): string {
  return words
    .slice(0, MAX_WORDS)
    .map((word) => `“${oneLine(asTyped(word, question), MAX_WORD)}”`)
    .join(", ");
}

function asTyped(word: string, question: string): string {
  const span = findFolded(question, word);
  return span === null ? word : question.slice(span.start, span.end);
}

/** Chooses at most `limit` quotes, in the order of the answer and always with the first, and counts those left out. */
function shownQuotes(
  answer: Answered,
  limit: number,
): { readonly quotes: readonly Quote[]; readonly left: number } {
  const [lead, ...further] = answer.quotes;
  const weighty = further.filter((quote) => contradicts(quote, answer) || isSince(quote, answer));
  const order = [lead, ...weighty, ...further];
  const taken = new Set([...new Set(order)].slice(0, Math.max(1, limit)));
  const quotes = answer.quotes.filter((quote) => taken.has(quote));
  return { quotes, left: answer.quotes.length - quotes.length };
}

/** Returns whether a quote contradicts the first. */
function contradicts(quote: Quote, { conflict, quotes }: Answered): boolean {
  return conflict !== null && conflict !== undefined && quotes[conflict.quote - 1] === quote;
}

/** Returns whether an article was published at least a day after that of the first quote; false for undated ones. */
function isSince(quote: Quote, { quotes, citations }: Answered): boolean {
  const [lead] = quotes;
  return lead !== undefined && isDayNewer(publicationOf(quote, citations), publicationOf(lead, citations));
}

const MAX_NEAREST = 5;
const MAX_ASKED_AS = 500;

/** Lays out a refusal. */
function unansweredDocument(answer: Unanswered, translator: Translator): Document {
  const near = nearestBlocks(answer, translator);
  return {
    tone: "unanswered",
    blocks: ruled([
      [
        { kind: "lines", lines: askedLines(answer, translator), small: true },
        { kind: "heading", line: translator.line("unanswered.title") },
        { kind: "lines", lines: [reasonLine(answer, translator), ...lackLines(answer, translator)] },
      ],
      near.length === 0 ? [] : [{ kind: "heading", line: translator.line("unanswered.nearest") }, ...near],
    ]),
    footer: [asOfLine(answer, translator)],
    at: answer.askedAt,
    translator,
  };
}

/** Repeats the question, and says how it was read where that is not as it was typed. */
function askedLines({ question, askedAs, namesOnly = false }: Answer, translator: Translator): Line[] {
  return [
    questionLine(question),
    ...(askedAs === undefined
      ? []
      : [translator.line("answer.asked-as", { question: oneLine(askedAs, MAX_ASKED_AS) })]),
    ...(namesOnly ? [translator.line("answer.names-only")] : []),
  ];
}

/** Says why a question was not answered. */
export function reasonLine(answer: Unanswered, translator: Translator): Line {
  const isFar = answer.reason === "not-covered" && answer.nearest.length === 0;
  return translator.line(`unanswered.${isFar ? "no-match" : answer.reason}`, {
    count: answer.articleCount,
    place: answer.source === null ? "none" : "one",
    source: oneLine(answer.source ?? "", 80),
    chosen: answer.asOfChosen ? "yes" : "no",
  });
}

/** Says what is lacking: words that are in no article, or else anything newer about what the question names. */
function lackLines({ missing, newestAbout: about, question }: Unanswered, translator: Translator): Line[] {
  if (missing.length > 0)
    return [translator.line("unanswered.missing", { words: askedWords(missing, question) })];
  if (!about) return [];
  const names = askedWords(about.names, question);
  return [translator.line("unanswered.nothing-after", { names, day: dayPart(about.at, translator) })];
}

function nearestBlocks(answer: Unanswered, translator: Translator): Block[] {
  return answer.nearest.slice(0, MAX_NEAREST).flatMap((number, at): Block[] => {
    const citation = answer.citations.find((each) => each.number === number);
    if (citation === undefined) return [];
    const facts = joined([
      dated(citation.publishedAt, translator, citation.publishedDay),
      ...aboutLines(answer, at, translator),
      ...sampleLines(citation, translator),
    ]);
    return [{ kind: "lines", lines: [creditLine(citation, translator)], facts: [facts] }];
  });
}

/** "mentions “harbour” · does not mention “2024”", without the words that no article has; empty if it mentions none. */
function aboutLines(
  { nearestAbout = [], missing, question }: Unanswered,
  at: number,
  translator: Translator,
): Line[] {
  const { holds = [], lacks = [] } = nearestAbout[at] ?? {};
  if (holds.length === 0) return [];
  const others = askedWords(
    lacks.filter((word) => !missing.includes(word)),
    question,
  );
  return [
    translator.line("unanswered.speaks-of", { holds: askedWords(holds, question) }),
    ...(others === "" ? [] : [translator.line("unanswered.not-of", { lacks: others })]),
  ];
}

function sampleLines({ sample }: Citation, translator: Translator): Line[] {
  return sample ? [translator.line("citation.sample")] : [];
}

/** Lays out an answer or a refusal, with at most `limit` quotes besides the earlier ones. */
export function answerDocument(answer: Answer, translator: Translator, limit = 3): Document {
  return answer.kind === "answered"
    ? answeredDocument(answer, translator, limit)
    : unansweredDocument(answer, translator);
}

function answeredDocument(answer: Answered, translator: Translator, limit: number): Document {
  const question: Block = { kind: "lines", lines: askedLines(answer, translator), small: true };
  const { quotes, left } = shownQuotes(answer, limit);
  const further = furtherGroups(answer, quotes, translator);
  const more: Block[] =
    left === 0
      ? []
      : [{ kind: "lines", lines: [translator.line("answer.more", { count: left })], small: true }];
  return {
    tone: answer.strength === "weak" ? "weak" : "answered",
    blocks: ruled([
      [question, ...doubt(answer, translator), ...leadBlocks(answer, translator)],
      ...further,
      more,
      earlierGroup(answer, translator),
    ]),
    footer: [asOfLine(answer, translator)],
    at: answer.askedAt,
    translator,
  };
}

/** Says that a match is not sure, what it is about instead, and what it lacks. */
function doubt(answer: Answered, translator: Translator): Block[] {
  const { strength, unnamed = [], untold, question, aboutAnother } = answer;
  const instead = insteadLines(answer, translator);
  if (strength === "clear") return instead.length === 0 ? [] : [linesBlock(instead)];
  const isSaid = (word: string) =>
    aboutAnother !== undefined && findFolded(aboutAnother.asked, word) !== null;
  const lacked = unnamed.filter((word) => !isSaid(word));
  const names = askedWords(phrases(lacked, question), question);
  const lacks: Line[] = [
    ...instead,
    ...(names === "" ? [] : [translator.line("answer.unnamed", { names })]),
    ...(untold === undefined
      ? []
      : [translator.line("answer.untold", { deed: askedWords([untold], question) })]),
  ];
  return [
    { kind: "heading", line: translator.line("answer.weak") },
    ...(lacks.length === 0 ? [] : [linesBlock(lacks)]),
  ];
}

/** "This is about 2024, not 2025."; empty if it is about what was asked. */
function insteadLines({ aboutAnother, opposite }: Answered, translator: Translator): Line[] {
  return [
    ...(aboutAnother === undefined
      ? []
      : [
          translator.line(
            "answer.about-another",
            told(aboutAnother, (word) => dayOrWords(word, translator)),
          ),
        ]),
    ...(opposite === undefined ? [] : [translator.line("answer.opposite", told(opposite, quotedWord))]),
  ];
}

function told({ found, asked }: { found: string; asked: string }, write: (word: string) => string) {
  return { found: write(found), asked: write(asked) };
}

const quotedWord = (word: string) => `“${oneLine(word, MAX_WORD)}”`;

/** Writes "2024-07" as a month and "2024-07-26" as a day of the language, anything else as it is. */
function dayOrWords(word: string, translator: Translator): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(word)) return translator.day(word);
  if (/^\d{4}-\d{2}$/.test(word)) return translator.month(word);
  return oneLine(word, MAX_WORD);
}

/** Joins words that stand side by side in the question: “prime minister”. */
function phrases(words: readonly string[], question: string): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const phrase = `${joined.at(-1) ?? ""} ${word}`;
    if (joined.length > 0 && findFolded(question, phrase) !== null) joined[joined.length - 1] = phrase;
    else joined.push(word);
  }
  return joined;
}

function leadBlocks(answer: Answered, translator: Translator): Block[] {
  const { quotes, citations, strength, stale = false, partly = false } = answer;
  const [lead] = quotes;
  if (lead === undefined) return [];
  const caveats: Line[] = [
    ...(stale ? [translator.line("answer.stale")] : []),
    ...(partly ? [translator.line("answer.partly")] : []),
    ...plannedLines(answer, translator),
  ];
  const before = caveats.length === 0 ? [] : [linesBlock(caveats)];
  return [...before, quoteBlock(lead, citations, translator, { isLead: strength === "clear" })];
}

/** Names the day of the event that the first quote announces, or that it has passed; empty if it announces none. */
export function plannedLines(answer: Answer, translator: Translator): Line[] {
  if (answer.kind === "unanswered") return [];
  const { lookedAheadTo: passed, plannedFor, strength, asOf } = answer;
  const isSure = plannedFor !== undefined && strength === "clear";
  if (passed !== undefined) {
    const key = isSure ? "answer.was-due" : "answer.looked-ahead";
    return [translator.line(key, { day: translator.day(isSure ? plannedFor : passed) })];
  }
  if (!isSure || plannedFor < asOf.slice(0, 10)) return [];
  return [translator.line("answer.planned", { day: strong(translator.day(plannedFor)) })];
}

/** Groups quotes under headings: what contradicts the first, what is newer, and the rest. */
function furtherGroups(answer: Answered, shown: readonly Quote[], translator: Translator): Block[][] {
  const groups: Block[][] = [];
  let last = "";
  for (const [at, quote] of shown.entries()) {
    if (at === 0) continue;
    const place = { isBehind: true, isSameArticle: isOf(quote, shown[at - 1]) };
    const block = quoteBlock(quote, answer.citations, translator, place);
    const heading =
      headingOf(quote, answer, translator) ?? (last === "" ? [] : translator.line("answer.also"));
    const key = JSON.stringify(heading);
    if (key === last || (groups.length > 0 && heading.length === 0)) groups.at(-1)?.push(block);
    else groups.push(heading.length === 0 ? [block] : [{ kind: "heading", line: heading }, block]);
    last = heading.length === 0 ? "" : key;
  }
  return groups;
}

function headingOf(quote: Quote, answer: Answered, translator: Translator): Line | null {
  const { conflict } = answer;
  if (conflict && contradicts(quote, answer)) {
    const [first, other] = [conflict.first, conflict.other].map((word) => written(word, translator));
    return first && other
      ? translator.line("answer.differs", { first, other })
      : translator.line("answer.contradicts");
  }
  return isSince(quote, answer) ? translator.line("answer.since") : null;
}

function earlierGroup({ earlier, citations }: Answered, translator: Translator): Block[] {
  if (earlier.length === 0) return [];
  const blocks = earlier.map((quote, at) =>
    quoteBlock(quote, citations, translator, { isBehind: true, isSameArticle: isOf(quote, earlier[at - 1]) }),
  );
  return [{ kind: "heading", line: translator.line("answer.earlier") }, ...blocks];
}

/** Returns whether a quote is from the same citation as the one above it. */
function isOf(quote: Quote, above: Quote | undefined): boolean {
  return above !== undefined && above.citation === quote.citation;
}

/** Writes a number with the separators of the language; other words stay as they are. */
function written(word: string, translator: Translator): string {
  return /^\d{1,15}$/.test(word) ? translator.number(Number(word)) : word;
}
