// What the revisions of an article add to a story: corrections, and sentences about the topic that came to say something else.
import { diffSentences } from "../compare/diff-sentences.js";
import type { Article, Instant, Span } from "../schema.js";
import { newNumbers } from "./origins.js";
import type { SplitRevision } from "./quote-changes.js";
import { announcedBy } from "./report-sources.js";
import { revisionTime } from "./revision-time.js";
import { tellsNewState } from "./timeline-state.js";
import { stemLightly, stemsOf } from "./words.js";

/** A change that matters to the topic. */
export interface TopicChange {
  readonly kind: "revision" | "correction" | "withdrawn";
  /** The revision that holds the quote: for what was withdrawn, the one before. */
  readonly article: Article;
  readonly span: Span;
  readonly at: Instant;
  readonly was: string | null;
}

/** When a sentence first stood in an article, and what stood there before. */
export interface FirstTold {
  readonly kind: "report" | "revision";
  /** Null where the article is undated. */
  readonly at: Instant | null;
  readonly was: string | null;
}

/** A sentence is about the topic from this share of its words on. */
const ABOUT = 0.5;
/** More changes of one article would crowd out the story. */
const MOST = 3;

/** Tells when a quoted text first stood in its article; `revisions` are all up to the one quoted, in order. */
export function firstTold(text: string, revisions: readonly SplitRevision[]): FirstTold {
  const at = revisions.findIndex(({ article }) => article.text.includes(text));
  const [holds, before] = [revisions[Math.max(0, at)], revisions[at - 1]];
  if (holds === undefined) return { kind: "report", at: null, was: null };
  const { publishedAt } = holds.article;
  if (before === undefined || publishedAt === null) return { kind: "report", at: publishedAt, was: null };
  const changed = diffSentences(before.sentences, holds.sentences).find(
    ({ after }) => after !== null && (text.includes(after) || after.includes(text)),
  );
  return { kind: "revision", at: revisionTime(holds.article, before.article), was: changed?.before ?? null };
}

/** Lists the changes that matter, newest first; `told` are texts that are quoted anyway. */
export function topicChanges(
  revisions: readonly SplitRevision[],
  words: readonly string[],
  told: readonly string[],
): TopicChange[] {
  const changes = revisions.slice(1).flatMap((revision, n) => {
    const before = revisions[n];
    return before === undefined ? [] : [...corrections(revision, before), ...turned(revision, before, words)];
  });
  const isTold = ({ article, span }: TopicChange) => {
    const text = article.text.slice(span.start, span.end);
    return told.some((other) => other.includes(text) || text.includes(other));
  };
  return changes
    .filter((change) => !isTold(change))
    .reverse()
    .slice(0, MOST);
}

function corrections({ article }: SplitRevision, before: SplitRevision): TopicChange[] {
  const known = new Set(announcedBy(before.article).map(({ text }) => text));
  return announcedBy(article).flatMap(({ kind, text }): TopicChange[] => {
    const start = article.text.indexOf(text);
    if (kind !== "correction" || known.has(text) || start < 0) return [];
    const span = { start, end: start + text.length };
    return [{ kind, article, span, at: revisionTime(article, before.article), was: null }];
  });
}

/** Sentences about the topic that hold another number or another turn than before, or went out. */
function turned(revision: SplitRevision, before: SplitRevision, words: readonly string[]): TopicChange[] {
  const at = revisionTime(revision.article, before.article);
  return diffSentences(before.sentences, revision.sentences).flatMap((change): TopicChange[] => {
    const { before: was, after } = change;
    if (was === null || !isAbout(was, words)) return [];
    if (after === null) return place("withdrawn", before.article, was, at, null);
    const isTurned = tellsNewState(after, was) || newNumbers(after, was).length > 0;
    return isTurned ? place("revision", revision.article, after, at, was) : [];
  });
}

function place(
  kind: TopicChange["kind"],
  article: Article,
  text: string,
  at: Instant,
  was: string | null,
): TopicChange[] {
  const start = article.text.indexOf(text);
  return start < 0 ? [] : [{ kind, article, span: { start, end: start + text.length }, at, was }];
}

function isAbout(sentence: string, words: readonly string[]): boolean {
  const held = stemsOf(sentence);
  return words.filter((word) => held.has(stemLightly(word))).length >= ABOUT * words.length;
}
