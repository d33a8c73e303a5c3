// Decides whether today's answer says something that a person who watches the question was not told.
import { ComparedText, containedShare, tokensOf } from "../compare/compared-text.js";
import { findConflicts } from "../compare/conflicts.js";
import type { Embedder } from "../embed/embedder.js";
import type { Answer, Citation, Quote, SourceEntry, SourcesReport } from "../model/answer.js";
import type { Article, Instant } from "../model/article.js";
import type { Change, CitedQuote, Statement, Watch } from "../model/watch.js";
import type { Arrivals, ArticleStore } from "../store/ports.js";
import { askedFor, namesOf, numbersOf, sharedBeginnings, statementOf, statesOf } from "./stated-facts.js";

/** A doubtful answer is a better one when its confidence has grown by this much; chosen by hand. */
const SURER = 0.1;

/** Everything that the decision is based on. */
export interface Evidence {
  readonly watch: Pick<Watch, "text" | "told" | "known" | "since">;
  readonly answer: Answer;
  /** The citations of the told answer in their state now. */
  readonly entries: readonly SourceEntry[];
  /** The cited revisions of the told answer, by citation number, without articles that were removed. */
  readonly cited: ReadonlyMap<number, Article>;
  /** The newest revisions of these articles, by citation number. */
  readonly newest: ReadonlyMap<number, Article>;
  /** The quotes of the answer, best first. */
  readonly candidates: readonly Candidate[];
  /** Arrival of a revision of an article. */
  readonly arrivalOf: (articleId: string, revision: number) => number | null;
}

/** A quote of the answer, and the evidence that it is news. */
export interface Candidate {
  readonly cited: CitedQuote;
  /** True if its revision arrived after the person was told, and no copy of it before. */
  readonly isNew: boolean;
  /** Highest cosine of it and what was told; null without a model. */
  readonly nearness: number | null;
}

/** Returns what to tell; null if the person knows it all. */
export function findChange(evidence: Evidence): Change | null {
  return revisedQuote(evidence) ?? answeredNow(evidence) ?? newerReport(evidence);
}

/** Returns the leading quote of an answer with its citation; null for a refusal. */
function leadOf(answer: Answer | null): CitedQuote | null {
  return answer === null ? null : (quotesOf(answer)[0] ?? null);
}

/** Returns the quotes of an answer with their citations, best first; none of a refusal. */
export function quotesOf(answer: Answer): CitedQuote[] {
  if (answer.kind === "unanswered") return [];
  return answer.quotes.flatMap((quote) => {
    const citation = answer.citations.find(({ number }) => number === quote.citation);
    return citation === undefined ? [] : [{ quote, citation }];
  });
}

function answeredNow({ watch, answer, candidates }: Evidence): Change | null {
  const [lead] = candidates;
  if (watch.told?.kind === "answered" || answer.kind !== "answered" || lead?.isNew !== true) return null;
  return changeOf(watch.text, "answered", { before: null, now: lead.cited, answer });
}

/**
 * Another report says something else: one that is newer or of the same day and no copy of what was there. It need not lead the
 * answer, since ten outlets that repeat the old news may rank above one that has the new; but then, or if the match is
 * not sure, a fact must differ.
 */
function newerReport(evidence: Evidence): Change | null {
  const { watch, answer, candidates, cited } = evidence;
  const before = leadOf(watch.told);
  if (before === null || answer.kind !== "answered") return null;
  const texts = [...cited.values()].map(({ text }) => text);
  const found = candidates.find(({ cited: now, isNew, nearness }, place) => {
    if (!isNew || isOlder(now, before)) return false;
    const quote = statementOf(now.quote, now.citation.publishedAt);
    const verdict = judgeNews({ question: watch.text, quote, known: watch.known, texts, nearness });
    const isSure = place === 0 && (answer.strength === "clear" || isSurer(answer, watch.told));
    return verdict.isNews && (isSure || verdict.because !== "other-words");
  });
  if (found === undefined) return null;
  return changeOf(watch.text, "newer", { before, now: found.cited, answer });
}

/** Returns whether the told answer was doubtful, and this one is less so. */
function isSurer(answer: Answer, told: Answer | null): boolean {
  if (told?.kind !== "answered" || told.strength === "clear") return false;
  return answer.confidence >= told.confidence + SURER;
}

/** Compares days, since many articles have no hour; an undated one counts as older than a dated one. */
function isOlder({ citation: now }: CitedQuote, { citation: before }: CitedQuote): boolean {
  if (before.publishedAt === null) return false;
  return now.publishedAt === null || now.publishedAt.slice(0, 10) < before.publishedAt.slice(0, 10);
}

/** Returns the change if a told quote is gone from its article, or its article announces a correction. */
function revisedQuote(evidence: Evidence): Change | null {
  const { watch, answer } = evidence;
  const { told } = watch;
  if (told?.kind !== "answered") return null;
  for (const quote of told.quotes) {
    const entry = evidence.entries.find(({ citation }) => citation.number === quote.citation);
    const found = entry === undefined ? null : revisionOf(quote, entry, evidence);
    if (entry === undefined || found === null) continue;
    const before = { quote, citation: entry.citation };
    const [now] = quotesOf(answer).filter((cited) => cited.quote.text !== quote.text);
    const given = { before, now: now ?? null, answer: answer.kind === "answered" ? answer : null };
    return { ...changeOf(watch.text, found.because, given), revision: found.revision };
  }
  return null;
}

interface Revised {
  readonly because: "changed" | "removed" | "corrected";
  readonly revision: NonNullable<Change["revision"]>;
}

function revisionOf(quote: Quote, entry: SourceEntry, evidence: Evidence): Revised | null {
  const { citation, newestRevision } = entry;
  if (newestRevision === null || newestRevision <= citation.revision) return null;
  const arrival = evidence.arrivalOf(citation.articleId, newestRevision);
  if (arrival === null || arrival <= evidence.watch.since) return null;
  const change = entry.changes.find(({ quote: place }) => entry.quotes[place]?.text === quote.text);
  const known = evidence.cited.get(citation.number);
  const correction = entry.announced.find(
    ({ kind, text }) => kind === "correction" && !`${known?.title}\n${known?.text}`.includes(text),
  );
  const announced = correction?.text ?? null;
  const at = change?.at ?? momentOf(evidence.newest.get(citation.number), citation);
  if (announced !== null)
    return { because: "corrected", revision: { at, now: change?.now ?? null, announced } };
  if (change === undefined) return null;
  if (change.now === null) return { because: "removed", revision: { at, now: null, announced } };
  const after = statementOf({ text: change.now, resolvedDates: [] }, citation.publishedAt);
  const told = statementOf({ text: quote.text, resolvedDates: [] }, citation.publishedAt);
  return isPolished(told, after)
    ? null
    : { because: "changed", revision: { at, now: change.now, announced } };
}

/** Returns when a revision was made: its update time if it gives a new one, else when it was fetched. */
function momentOf(newest: Article | undefined, citation: Citation): Instant {
  const updated = newest?.updatedAt ?? null;
  return updated !== null && updated !== citation.updatedAt ? updated : (newest ?? citation).fetchedAt;
}

function changeOf(
  question: string,
  because: Change["because"],
  given: Pick<Change, "before" | "now" | "answer">,
): Change {
  return { kind: "change", question, because, revision: null, ...given };
}

/** Quotes compared by vector; older ones are compared by words only. */
const COMPARED_QUOTES = 12;

export interface EvidenceParts {
  readonly arrivals: Arrivals;
  readonly articles: Pick<ArticleStore, "article">;
  /** Null while lexical only. */
  readonly embedder: Pick<Embedder, "embedPassages"> | null;
  /** Answers as of now; stores nothing. */
  readonly ask: (watch: Pick<Watch, "text" | "source" | "guildId">) => Promise<Answer>;
  /** Copies of an article in the store. */
  readonly copiesOf: (article: Article) => Promise<readonly Article[]>;
  /** The state of an answer's citations today. */
  readonly reportSources: (answer: Answer) => Promise<SourcesReport>;
}

/** Gathers the evidence for and against a change. */
export async function gatherEvidence(watch: Watch, parts: EvidenceParts): Promise<Evidence> {
  const answer = await parts.ask(watch);
  const { told } = watch;
  const entries = told === null ? [] : (await parts.reportSources(told)).entries;
  const cited = new Map<number, Article>();
  const newest = new Map<number, Article>();
  const arrived = new Map<string, number | null>();
  for (const { citation, newestRevision } of entries) {
    const { articleId, revision, number } = citation;
    const [then, now] = [
      await parts.articles.article(articleId, revision),
      await parts.articles.article(articleId),
    ];
    if (then !== null) cited.set(number, then);
    if (now !== null) newest.set(number, now);
    if (newestRevision !== null)
      arrived.set(`${articleId}.${newestRevision}`, await parts.arrivals.numberOf(articleId, newestRevision));
  }
  const arrivalOf = (articleId: string, revision: number) => arrived.get(`${articleId}.${revision}`) ?? null;
  const candidates: Candidate[] = [];
  for (const quote of quotesOf(answer)) candidates.push(await candidateOf(quote, watch, parts));
  return { watch, answer, entries, cited, newest, arrivalOf, candidates };
}

async function candidateOf(cited: CitedQuote, watch: Watch, parts: EvidenceParts): Promise<Candidate> {
  const { articleId, revision } = cited.quote;
  const arrival = await parts.arrivals.numberOf(articleId, revision);
  const article = await parts.articles.article(articleId, revision);
  const old = { cited, isNew: false, nearness: null };
  if (arrival === null || arrival <= watch.since || article === null) return old;
  if (watch.told?.kind !== "answered") return { ...old, isNew: true };
  if (await isCopyOfOlder(article, watch, parts)) return old;
  return { cited, isNew: true, nearness: await similarityToTold(cited.quote.text, watch, parts) };
}

/** Returns whether a copy of the article was there when the person was told, so that it is a reprint. */
async function isCopyOfOlder(article: Article, watch: Watch, parts: EvidenceParts): Promise<boolean> {
  for (const copy of await parts.copiesOf(article)) {
    const number = await parts.arrivals.numberOf(copy.articleId, copy.revision);
    if (number !== null && number <= watch.since) return true;
  }
  return false;
}

async function similarityToTold(
  text: string,
  watch: Watch,
  { embedder }: EvidenceParts,
): Promise<number | null> {
  if (embedder === null || watch.known.length === 0) return null;
  const known = watch.known.slice(-COMPARED_QUOTES).map((statement) => statement.text);
  const [own, ...others] = await embedder.embedPassages([text, ...known]);
  if (own === undefined) return null;
  return Math.max(
    ...others.map((other) => other.reduce((sum, value, at) => sum + value * (own[at] ?? 0), 0)),
  );
}

/** A text already sent contains a quote if it has this share of its runs of five words, as for copies (answer/origins.ts). */
const CARRIED = 0.6;
/** Two quotes that share this much of their words say the same, unless a day, number or state differs. */
const SAME_WORDS = 0.5;
/** The same with less in common, if only words can be compared. */
const SAME_WORDS_ALONE = 0.3;
/** Cosine at or above which two quotes say the same in other words; chosen on test/watch/golden-news.ts. */
const NEAR = 0.8;
/** A revised sentence that keeps this much of its words was only polished. */
const POLISHED = 0.85;

/** Why a quote is or is not news. */
export type Because =
  | "carried"
  | "numbers"
  | "turned"
  | "state"
  | "day"
  | "name"
  | "same-facts"
  | "same-words"
  | "near"
  | "other-words";

export interface Verdict {
  readonly isNews: boolean;
  readonly because: Because;
}

interface Compared {
  readonly question: string;
  readonly quote: Statement;
  /** What was told; newest last. */
  readonly known: readonly Statement[];
  /** Texts of the articles that were quoted. */
  readonly texts: readonly string[];
  /** Highest cosine of the quote and what was told, −1..1; null if there is no model. */
  readonly nearness: number | null;
}

/** Judges a quote against all that was told; if nothing was told, everything is news. */
export function judgeNews({ question, quote, known, texts, nearness }: Compared): Verdict {
  if (isCarried(quote, known, texts)) return { isNews: false, because: "carried" };
  const news = newFact(question, quote, known, texts);
  if (news !== null) return { isNews: true, because: news };
  if (containsAskedFact(question, quote, known)) return { isNews: false, because: "same-facts" };
  const share = Math.max(0, ...known.map(({ text }) => sharedBeginnings(quote.text, text)));
  if (share >= (nearness === null ? SAME_WORDS_ALONE : SAME_WORDS))
    return { isNews: false, because: "same-words" };
  if (nearness !== null && nearness >= NEAR) return { isNews: false, because: "near" };
  return { isNews: true, because: "other-words" };
}

/** Returns whether what was told holds the quote already, with every number and day that it names. */
function isCarried(quote: Statement, known: readonly Statement[], texts: readonly string[]): boolean {
  const tokens = tokensOf(quote.text);
  return [...texts, ...known.map(({ text }) => text)].some((text) => {
    const held = tokensOf(text);
    const words = new Set(held);
    const numbers = tokens.filter((token) => /^\p{N}/u.test(token));
    return (
      numbers.every((number) => words.has(number)) &&
      containedShare(tokens, new ComparedText(text).shingles) >= CARRIED
    );
  });
}

/** Names the fact that is new, null if none is. */
function newFact(
  question: string,
  quote: Statement,
  known: readonly Statement[],
  texts: readonly string[],
): Because | null {
  const text = new ComparedText(quote.text);
  const numbers = numbersOf(quote.text);
  const toldNumbers = new Set(known.flatMap((statement) => [...numbersOf(statement.text)]));
  const conflicts = known.map((statement) => findConflicts(text, new ComparedText(statement.text)));
  const isKnown = (pair: string) => toldNumbers.has(pair.split("/")[0] ?? "");
  if (conflicts.some((found) => found.numbers.some((pair) => !isKnown(pair)))) return "numbers";
  if (conflicts.some(({ turns }) => turns.length > 0) && known.length === 1) return "turned";
  const toldStates = new Set(known.flatMap((statement) => statesOf(statement.text)));
  if (statesOf(quote.text).some((state) => !toldStates.has(state))) return "state";
  const toldDays = known.flatMap(({ days }) => days);
  const asked = askedFor(question);
  const days = asked === "day" ? quote.days : quote.ahead;
  const isOtherDay = days.length > 0 && !quote.days.some((day) => toldDays.includes(day));
  if (isOtherDay && (asked === "day" || toldDays.length > 0 || !isInTexts(quote, texts))) return "day";
  if (asked === "name" && isOtherName(question, quote, known)) return "name";
  if (asked === "number" && numbers.size > 0 && ![...numbers].some((number) => toldNumbers.has(number)))
    return "numbers";
  return null;
}

/** Returns whether the quote names somebody, and nobody that was told. */
function isOtherName(question: string, quote: Statement, known: readonly Statement[]): boolean {
  const told = new Set(known.flatMap(({ text }) => namesOf(text, question)));
  const names = namesOf(quote.text, question);
  return told.size > 0 && names.length > 0 && !names.some((name) => told.has(name));
}

/** Returns whether the quote contains the very day or number that the question asks for and that was told. */
function containsAskedFact(question: string, quote: Statement, known: readonly Statement[]): boolean {
  const asked = askedFor(question);
  const holds = (one: readonly string[], other: readonly string[]) =>
    one.some((item) => other.includes(item));
  if (asked === "day") return known.some(({ days }) => holds(quote.days, days));
  const numbers = [...numbersOf(quote.text)];
  return asked === "number" && known.some(({ text }) => holds(numbers, [...numbersOf(text)]));
}

/** Returns whether the told articles name every day of the quote, so that only the choice of sentence is new. */
function isInTexts(quote: Statement, texts: readonly string[]): boolean {
  const words = new Set(texts.flatMap(tokensOf));
  const days = tokensOf(quote.text).filter((token) => /^\p{N}{1,2}$/u.test(token));
  return days.length > 0 && days.every((day) => words.has(day));
}

/** Words that say how sure or how general a claim is; another such word makes another claim. */
const DEGREES =
  /(?<!\p{L})(?:will|would|may|might|could|must|should|shall|likely|unlikely|all|some|none|only|most|kann|könnte|soll|wird|pourrait|podría)(?!\p{L})/giu;

/** Returns whether a sentence that replaced another in its article says the same: a typing error, another spelling. */
function isPolished(before: Statement, after: Statement): boolean {
  const wordsOf = ({ text }: Statement) => new Set(tokensOf(text.replace(/(?<=\p{L})-(?=\p{L})/gu, "")));
  const degreesOf = ({ text }: Statement) => (text.toLowerCase().match(DEGREES) ?? []).sort().join();
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const numbers = [...numbersOf(before.text)].sort().join() === [...numbersOf(after.text)].sort().join();
  const days = [...before.days].sort().join() === [...after.days].sort().join();
  const states = statesOf(before.text).join() === statesOf(after.text).join();
  const { turns, names } = findConflicts(new ComparedText(before.text), new ComparedText(after.text));
  const shared = [...old].filter((word) => now.has(word)).length / Math.max(old.size, now.size, 1);
  if (degreesOf(before) !== degreesOf(after)) return false;
  return numbers && days && states && turns.length === 0 && names.length === 0 && shared >= POLISHED;
}
