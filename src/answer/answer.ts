// Hits → answer: scores sentences, selects quotes, weighs them, verifies them, decides.

import { groupCopies } from "../compare/copies.js";
import type { Reranker } from "../embed/embedder.js";
import { asksOfThePresent } from "../language/english.js";
import { deedTakenForGranted, isDeedOfAnother } from "../language/settles.js";
import { stemLightly } from "../language/words.js";
import {
  type Answer,
  type AnswerExplanation,
  type Answered,
  type Candidate,
  type Citation,
  type Gate,
  publicationOf,
  type Quote,
  type Unanswered,
} from "../model/answer.js";
import type { Article, Hit, Instant, Query } from "../model/article.js";
import { publishedDay } from "../model/calendar.js";
import { DAY_MS, isDayNewer, publishedMs } from "../model/time.js";
import type { RankModel } from "../retrieve/rank-model.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import { aboutAnother } from "./about-another.js";
import { CitationList, type ReadRevision, verifyQuotes } from "./cite.js";
import { type ConfidenceModel, confidenceOf, type Features, gatherFeatures } from "./confidence.js";
import { describeNearest } from "./nearest.js";
import { newestStateFirst } from "./newest-state.js";
import { carries, copiesOfAll, countOrigins, outletName } from "./origins.js";
import { plannedDay } from "./planned-day.js";
import type { CopyGroups } from "./repeated-sentences.js";
import { agrees, contradiction, isCopy, isEarlier, saysTheSame } from "./repeated-sentences.js";
import { selectNewest } from "./select-newest.js";
import { quoteSentences, type Selection, selectQuotes } from "./select-quotes.js";
import type { SentenceWeights } from "./sentence-model.js";
import { type ScoredSentence, scoreSentences } from "./sentences.js";
import {
  isHeldAbroad,
  lackedIn,
  lacksEveryName,
  lacksWhatIsAsked,
  lookedAhead,
  shareLacking,
  tellsOfAnotherTime,
} from "./strength.js";
import { answerBoth } from "./two-questions.js";

export interface AnswerRequest extends Query {
  /** True if the person chose `asOf`. */
  readonly asOfChosen: boolean;
}

export interface AnswerModels {
  readonly rank: RankModel;
  readonly sentences: SentenceWeights;
  readonly confidence: ConfidenceModel;
}

export interface AnswererDeps {
  readonly retrieve: (query: Query) => Promise<Retrieval>;
  /** Reads a revision from the store, for verification just before an answer leaves. */
  readonly read: ReadRevision;
  readonly scopeCounts: (query: Query) => Promise<{ articles: number; newestAt: Instant | null }>;
  /** Copies of an article in the query's scope; nothing published after its `asOf`. */
  readonly copiesOf: (article: Article, query: Query) => Promise<readonly Article[]>;
  readonly reranker: Reranker | null;
  /** True if there is no embedder. */
  readonly lexicalOnly: boolean;
  /** True if the embedder reads English alone; default false. */
  readonly englishOnly?: boolean;
  readonly newAnswerId: () => string;
  /** Extends quotes to a neighbor that they need; default true. */
  readonly grow?: boolean;
  /** Decides between clear, weak and unanswered. */
  readonly confidence: ConfidenceModel;
  /** Default: the fitted weights for the models in use. */
  readonly sentences?: SentenceWeights;
}

/** Makes an answerer. Every quote of its answers was read again from the store and found verbatim. */
export function createAnswerer(deps: AnswererDeps): (request: AnswerRequest) => Promise<AnswerExplanation> {
  return async (request) => {
    const findings = await gatherFindings(request, deps);
    const draft = await draftQuotes(findings.selection, deps);
    const answer = await decide(findings, draft, deps);
    const drafted = [...draft.quotes, ...draft.earlier];
    const candidates = explainCandidates(findings, { kind: answer.kind, quotes: drafted });
    return { answer, candidates, drafted, features: { ...findings.features } };
  };
}

/** What was found for a question before the decision. */
interface Findings {
  readonly request: AnswerRequest;
  readonly retrieval: Retrieval;
  /** All that were weighed, best first. */
  readonly sentences: readonly ScoredSentence[];
  readonly groups: CopyGroups;
  readonly selection: ReturnType<typeof answerBoth>;
  /** What the first quote is about instead of what was asked; empty if it is about that. */
  readonly instead: ReturnType<typeof aboutAnother>;
  /** Words of the question that no article in scope holds. */
  readonly missing: readonly string[];
  /** Null if nothing could be quoted. */
  readonly features: Features | null;
  readonly confidence: number;
  readonly scope: { readonly articles: number; readonly newestAt: Instant | null };
}

async function gatherFindings(request: AnswerRequest, deps: AnswererDeps): Promise<Findings> {
  const [scope, retrieval] = await Promise.all([deps.scopeCounts(request), deps.retrieve(request)]);
  const { terms, intent, missing, text, asked } = retrieval;
  const options = deps.sentences ? { model: deps.sentences } : {};
  const sentences = newestStateFirst(
    await scoreSentences(retrieval, text, deps.reranker, options),
    retrieval,
  );
  const askedFor = { asked, asking: new Set(terms.words.map(stemLightly)) };
  const groups = copyGroups(sentences);
  const newest = asked.kind === "latest" ? selectNewest(sentences, retrieval, groups) : null;
  const lead = newest?.quotes[0] ?? sentences[0];
  const features = lead ? featuresOf(lead, sentences, { ...retrieval, articles: scope.articles }) : null;
  const weighed = features ? confidenceOf(features, deps.confidence) : 0;
  const told = newest === null ? 0 : newest.isPlain ? deps.confidence.clear : deps.confidence.weak;
  const least = isHeldAbroad(lead, features, deps) ? deps.confidence.weak : 0;
  const confidence = Math.max(weighed, told, least);
  const isUnsure = confidence < deps.confidence.clear;
  const isSettled = !isUnsure && retrieval.isSettled;
  const chosen = newest ?? selectQuotes(sentences, intent, { groups, askedFor, isUnsure, isSettled });
  const selection = answerBoth(chosen, sentences, retrieval);
  const instead = aboutAnother(selection.quotes[0], retrieval);
  return { request, retrieval, sentences, groups, selection, instead, missing, features, confidence, scope };
}

/** The features of a lead, which is less likely the answer with each thing it lacks. */
function featuresOf(
  lead: ScoredSentence,
  sentences: readonly ScoredSentence[],
  found: Retrieval & { readonly articles: number },
): Features {
  const features = gatherFeatures(lead, sentences, found);
  return { ...features, missing: Math.min(1, features.missing + shareLacking(lead, found)) };
}

/** The group of copies of each article, by article id: two copies of one wire text are never both quoted. */
function copyGroups(sentences: readonly ScoredSentence[]): Map<string, string> {
  const articles = new Map(sentences.map(({ hit }) => [hit.article.articleId, hit.article]));
  const keys = groupCopies([...articles.values()]);
  return new Map([...articles.keys()].map((articleId, at) => [articleId, keys[at] ?? articleId]));
}

/** Quotes as they would be shown, each read again from the store. */
interface Draft {
  readonly quotes: readonly Quote[];
  readonly earlier: readonly Quote[];
  readonly citations: readonly Citation[];
}

async function draftQuotes(selection: Selection, deps: AnswererDeps): Promise<Draft> {
  const citations = new CitationList();
  const grow = deps.grow ?? true;
  const quotes = await verifyQuotes(quoteSentences(selection.quotes, citations, grow), deps.read);
  const earlier = await verifyQuotes(quoteSentences(selection.earlier, citations, grow, quotes), deps.read);
  return { quotes, earlier, citations: citations.list() };
}

async function decide(findings: Findings, draft: Draft, deps: AnswererDeps): Promise<Answer> {
  const model = deps.confidence;
  const { request } = findings;
  const refused = (reason: Unanswered["reason"]): Answer => ({
    kind: "unanswered",
    ...baseOf(findings, deps),
    reason,
    ...describeNearest(findings.retrieval, request.asOf),
    missing: findings.scope.articles === 0 ? [] : [...findings.missing],
  });
  if (findings.scope.articles === 0) return refused("no-articles");
  if (findings.retrieval.isFollowUp) return refused("no-subject");
  if (findings.retrieval.hits.length === 0) return refused("no-match");
  if (findings.confidence < model.weak || speaksOfAnother(findings)) return refused("not-covered");
  if (draft.quotes.length === 0) return refused("not-verified");
  const isFresh = findings.confidence >= model.clear && !isStale(findings);
  const [lead] = findings.selection.quotes;
  const isLacking = lacksWhatIsAsked(lead, findings.retrieval, request.asOf, findings.confidence);
  const isClear = isFresh && !isLacking && !isNamesOnly(findings);
  const strength = isClear ? "clear" : "weak";
  return { kind: "answered", ...baseOf(findings, deps), strength, ...(await support(findings, draft, deps)) };
}

const YEAR = /^(?:19|20)\d{2}$/u;

/** From this share of a topic's words on, an article that lacks them is about another topic. */
const HALF = 0.5;

/** Returns whether the first quote is about another year than the one asked for: last year's prize, election or cut. */
function isOfAnotherYear({ instead }: Findings): boolean {
  const { found = "", asked = "" } = instead.aboutAnother ?? {};
  return YEAR.test(found) && YEAR.test(asked);
}

/**
 * Returns whether the first quote is about other names, another year or somebody else's deed, or about the past where it is asked what
 * is to come.
 */
function speaksOfAnother(findings: Findings): boolean {
  const { selection, retrieval, confidence } = findings;
  const [lead] = selection.quotes;
  if (lead === undefined) return false;
  if (lacksEveryName(lead, retrieval, confidence) || isOfAnotherYear(findings)) return true;
  const { asked, terms, text } = retrieval;
  if (tellsOfAnotherTime(lead, retrieval)) return true;
  if (asked.kind === "latest" && lackedIn(lead, retrieval).length >= HALF * terms.words.length) return true;
  return isDeedOfAnother(text, new Set(terms.subjects.map(stemLightly)), lead.hit.article.text);
}

function baseOf(findings: Findings, deps: AnswererDeps) {
  const { request, retrieval, confidence, scope } = findings;
  const language = retrieval.hits[0]?.article.language ?? "en";
  return {
    answerId: deps.newAnswerId(),
    question: request.question,
    ...(retrieval.askedAs === null ? {} : { askedAs: retrieval.askedAs }),
    ...(isNamesOnly(findings) ? { namesOnly: true } : {}),
    askedAt: request.now,
    asOf: request.asOf,
    asOfChosen: request.asOfChosen,
    source: request.source,
    confidence,
    lexicalOnly: deps.lexicalOnly,
    ...(deps.englishOnly === true && language !== "en" ? { byWords: true } : {}),
    newestAt: scope.newestAt,
    articleCount: scope.articles,
  };
}

/** Adds to the quotes who else carries them, whether they conflict, and how many origins there are. */
async function support(findings: Findings, draft: Draft, deps: AnswererDeps) {
  const { selection, request } = findings;
  const quoted = [...selection.quotes, ...selection.earlier].map(({ hit }) => hit.article);
  const copies = await copiesOfAll(quoted, (article) => deps.copiesOf(article, request));
  const repeats = repeatsOf(selection);
  const carried = (quotes: readonly Quote[]) =>
    quotes.map((quote) => ({ ...quote, alsoIn: outletsAlso(quote, quoted, { copies, repeats }) }));
  const quotes = carried(newerSecond(draft.quotes, draft.citations));
  const earlier = carried(draft.earlier);
  const told = [...quoted, ...repeats.map(({ article }) => article)];
  const { outlets, origins, originNames } = countOrigins(told, { copies, quotes: [...quotes, ...earlier] });
  return {
    quotes,
    earlier,
    citations: [...draft.citations],
    outletCount: outlets,
    originCount: origins,
    originNames: [...originNames],
    stale: isStale(findings),
    ...lookedAhead(selection.quotes[0], findings.retrieval, request.asOf),
    ...planned(findings, quotes, draft.citations),
    conflict: findConflict(quotes, draft.citations),
    ...findings.instead,
    ...lacking(findings),
    ...(selection.partly ? { partly: true } : {}),
  };
}

/** Parts what the first quote lacks into names and things, and what is said to have happened. */
function lacking({ selection, retrieval }: Findings): Pick<Answered, "unnamed" | "untold"> {
  const lacked = lackedIn(selection.quotes[0], retrieval);
  const deed = retrieval.language === "en" ? deedTakenForGranted(retrieval.text) : null;
  if (deed === null || !lacked.includes(deed)) return { unnamed: lacked };
  return { unnamed: lacked.filter((word) => word !== deed), untold: deed };
}

/** Returns whether the question is in another language than English, and than the article that answers or comes nearest. */
function isNamesOnly({ retrieval: { language, hits }, selection }: Findings): boolean {
  const article = (selection.quotes[0]?.hit ?? hits[0])?.article;
  return language !== "en" && article !== undefined && article.language !== language;
}

/** An article that says what a chosen sentence says, in nearly the same words. */
interface Repeat {
  readonly article: Article;
  /** Article and place of the sentence that it repeats. */
  readonly of: Pick<Quote, "articleId" | "start" | "end">;
}

/** Lists what was skipped because a quote says the same, without a different number, name or negation. */
function repeatsOf({ quotes, duplicates }: Selection): Repeat[] {
  return duplicates.flatMap((sentence) => {
    const same = quotes.find((quote) => saysTheSame(quote, sentence) && agrees(quote.text, sentence.text));
    if (same === undefined) return [];
    const { start, end, hit } = same;
    return [{ article: sentence.hit.article, of: { articleId: hit.article.articleId, start, end } }];
  });
}

interface Carrying {
  /** Copies of each quoted article, by its article id. */
  readonly copies: ReadonlyMap<string, readonly Article[]>;
  readonly repeats: readonly Repeat[];
}

/** Names the other outlets of a quote, copies first, each once; its own outlet and nameless ones are left out. */
function outletsAlso(quote: Quote, quoted: readonly Article[], { copies, repeats }: Carrying): string[] {
  const own = quoted.find(({ articleId }) => articleId === quote.articleId);
  const carriers = (copies.get(quote.articleId) ?? []).filter((copy) => carries(copy, quote));
  const repeating = repeats
    .filter(({ of }) => of.articleId === quote.articleId && quote.start <= of.start && of.end <= quote.end)
    .map(({ article }) => article);
  const names = new Map<string, string>();
  for (const article of [...carriers, ...repeating]) {
    const name = outletName(article);
    if (name !== null && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  if (own !== undefined) names.delete((outletName(own) ?? "").toLowerCase());
  return [...names.values()];
}

/** A month: plans older than that are seldom still valid. Set by hand; it only adds a note. */
const STALE_DAYS = 30;

/** Returns whether the question is about the present, and the first quote is more than a month older than `asOf`. */
function isStale({ retrieval, selection, request }: Findings): boolean {
  const publishedAt = selection.quotes[0]?.hit.article.publishedAt ?? null;
  const { asked, intent, isSettled, text } = retrieval;
  const { kind } = intent;
  const isPresent = asksOfThePresent(text);
  if (publishedAt === null || (isPresent && isSettled)) return false; // "what is the ship called that hit the pier"
  const isOpen = kind === "open" && (asked.kind === "latest" || isPresent);
  if (!(kind === "latest" || kind === "recent" || isOpen)) return false;
  return Date.parse(request.asOf) - Date.parse(publishedAt) > STALE_DAYS * DAY_MS;
}

/** Names the day of the event that the first quote announces; nothing if another quote is newer or contradicts it. */
function planned(
  { selection }: Findings,
  quotes: readonly Quote[],
  citations: readonly Citation[],
): Pick<Answered, "plannedFor"> {
  const lead = selection.quotes[0];
  const [first, ...others] = quotes;
  if (lead === undefined || first === undefined || findConflict(quotes, citations) !== null) return {};
  if (others.some((quote) => isDayNewer(publicationOf(quote, citations), publicationOf(first, citations))))
    return {};
  const day = plannedDay(first.text, publishedDay(lead.hit.article), lead.hit.article.language);
  return day === null ? {} : { plannedFor: day };
}

/** Finds the first quote less than a day from the lead, in another article, that contradicts it; null if none does. */
function findConflict(
  quotes: readonly Quote[],
  citations: readonly Citation[],
): NonNullable<Answered["conflict"]> | null {
  const [lead, ...others] = quotes;
  if (lead === undefined) return null;
  for (const [at, other] of others.entries()) {
    if (other.articleId === lead.articleId || !isSameTime(lead, other, citations)) continue;
    const found = contradiction(lead.text, other.text);
    if (found !== null) return { quote: at + 2, ...found };
  }
  return null;
}

function isSameTime(one: Quote, other: Quote, citations: readonly Citation[]): boolean {
  const [first, second] = [one, other].map((quote) =>
    publishedMs(publicationOf(quote, citations), Number.NaN),
  );
  return Math.abs((first ?? Number.NaN) - (second ?? Number.NaN)) < DAY_MS; // false for undated ones
}

/** Puts quotes at least a day newer than the first one right behind it, so that nobody misses them. */
export function newerSecond(quotes: readonly Quote[], citations: readonly Citation[]): Quote[] {
  const [lead, ...others] = quotes;
  if (lead === undefined) return [];
  const isNewer = (quote: Quote) =>
    isDayNewer(publicationOf(quote, citations), publicationOf(lead, citations));
  return [lead, ...others.filter(isNewer), ...others.filter((quote) => !isNewer(quote))];
}

/** Candidates that are explained. */
const EXPLAINED_LIMIT = 20;

/** The decision. The quotes are shown only if it is "answered". */
interface Outcome {
  readonly kind: "answered" | "unanswered";
  readonly quotes: readonly Quote[];
}

/** Lists the best candidates, best first. */
function explainCandidates(findings: Findings, outcome: Outcome): Candidate[] {
  return findings.retrieval.hits.slice(0, EXPLAINED_LIMIT).map((hit) => {
    const { articleId, title, source, url, publishedAt } = hit.article;
    const { passageId } = hit.passage;
    const { score, signals } = hit;
    const gate = gateOf(hit, findings, outcome);
    return { passageId, articleId, title, source, url, publishedAt, score, signals, gate };
  });
}

function gateOf(hit: Hit, findings: Findings, { kind, quotes }: Outcome): Gate | null {
  const { selection, sentences, features } = findings;
  const chosen = [...selection.quotes, ...selection.earlier];
  if (chosen.some((sentence) => isOf(hit, sentence))) {
    if (!quotes.some((quote) => stands(quote, hit))) return "not-verified";
    return kind === "answered" ? null : "unanswered";
  }
  const own = sentences.filter((sentence) => isOf(hit, sentence));
  if (own.length > 0) return passedOver(own, chosen, findings);
  return hit.signals.rerank === null && features !== null ? "beyond-limit" : "no-sentence";
}

/** Why none of the sentences of a passage was chosen. */
function passedOver(
  own: readonly ScoredSentence[],
  chosen: readonly ScoredSentence[],
  { groups }: Findings,
): Gate {
  const any = (holds: (sentence: ScoredSentence, other: ScoredSentence) => boolean) =>
    own.some((sentence) => chosen.some((other) => holds(sentence, other)));
  if (any((sentence, other) => isCopy(sentence, other, groups))) return "copy";
  if (!any((sentence, other) => saysTheSame(other, sentence))) return "weaker";
  const isOlder = any((sentence, other) => saysTheSame(other, sentence) && isEarlier(sentence, other));
  return isOlder ? "older-twin" : "duplicate";
}

function isOf(hit: Hit, sentence: ScoredSentence): boolean {
  return sentence.hit.passage.passageId === hit.passage.passageId;
}

function stands({ articleId, revision, start, end }: Quote, { passage }: Hit): boolean {
  return (
    articleId === passage.articleId &&
    revision === passage.revision &&
    start < passage.end &&
    passage.start < end
  );
}
