// What the documents of hostile-documents.ts are made of: records whose every text is written to break out.
import fc from "fast-check";
import type { Answer, Citation } from "../../src/model/answer.js";
import type { Announcement, IngestRow } from "../../src/model/article.js";
import type { FeedHealth, FeedRefresh } from "../../src/model/feed.js";
import type { ClaimCheck, Latest, LinkSummary, Timeline } from "../../src/model/topic.js";
import { madeArticle } from "../made-articles.js";
import { filled, hostileAnswer, hostileCitation, hostileQuote, maybe, moment, url } from "./answers.js";

const id = fc.constant("0123456789ab");
const count = fc.nat({ max: 99_999 });
export const some = <T>(of: fc.Arbitrary<T>, maxLength = 4) => fc.array(of, { maxLength });

const announcement: fc.Arbitrary<Announcement> = fc.record({
  kind: fc.constantFrom("correction" as const, "update" as const),
  text: filled,
});
export const report = fc
  .record({ answer: hostileAnswer, announced: some(announcement), now: maybe(filled) })
  .map(({ answer, announced, now }) => ({ answer, entries: entriesOf(answer, announced, now) }));

function entriesOf(answer: Answer, announced: readonly Announcement[], now: string | null) {
  const quotes = answer.kind === "answered" ? [...answer.quotes, ...answer.earlier] : [];
  return answer.citations.map((citation) => {
    const cited = quotes.filter((quote) => quote.citation === citation.number);
    const change = { kind: "changed" as const, revision: 2, at: citation.fetchedAt, now };
    const changes = cited.map((_, quote) => ({ ...change, quote }));
    return { citation, quotes: cited, state: "changed" as const, newestRevision: 2, changes, announced };
  });
}

const unfinished = fc.record({ question: filled, askedAt: moment });
export const missed = fc.record({
  answer: maybe(hostileAnswer),
  unfinished: fc.array(unfinished, { minLength: 1, maxLength: 6 }),
});
/** Articles that are cited, with a quote that belongs to one of them. */
const cited = fc
  .tuple(fc.array(hostileCitation, { minLength: 1, maxLength: 4 }), fc.array(hostileQuote, { maxLength: 5 }))
  .map(([some, quotes]) => {
    const citations = some.map((citation, at) => ({ ...citation, number: at + 1 }));
    return { citations, quotes: quotes.map((each, at) => ({ ...each, citation: (at % some.length) + 1 })) };
  });
const also = fc.array(
  fc.record({
    articleId: id,
    title: filled,
    source: maybe(filled),
    url: maybe(fc.constant("https://example.org/a")),
    publishedAt: maybe(moment),
    isCopy: fc.boolean(),
  }),
  { maxLength: 4 },
);
const standing = { articleCount: count, newestAt: maybe(moment), lexicalOnly: fc.boolean() };
const asked = { askedAt: moment, asOf: moment };

export const summary = fc.tuple(cited, fc.integer({ min: 5, max: 999 }), fc.boolean()).map(
  ([{ citations, quotes }, sentenceCount, isLive]): LinkSummary => ({
    kind: "summary",
    isNew: isLive,
    summary: {
      citation: citations[0] as Citation,
      citations: isLive ? citations : citations.slice(0, 1),
      quotes: isLive ? quotes : quotes.map((each) => ({ ...each, citation: 1 })),
      sentenceCount,
      entryCount: isLive ? citations.length : null,
    },
  }),
);
export const timeline = fc
  .tuple(
    cited,
    also,
    fc.record({ topic: filled, since: maybe(moment), source: maybe(filled), ...asked, ...standing }),
  )
  .map(([{ citations, quotes }, others, rest]): Timeline => {
    const kinds = ["report", "revision", "correction", "withdrawn"] as const;
    const developments = quotes.map((each, at) => ({
      kind: kinds[at % kinds.length] ?? "report",
      at: at === 4 ? null : rest.asOf,
      quote: each,
      was: at % 2 === 0 ? null : each.text,
      also: others,
      confidence: 0.9,
    }));
    const [undated, dated] = [developments.slice(4), developments.slice(0, 4)];
    return {
      ...rest,
      asOfChosen: others.length > 2,
      isLimited: others.length > 1,
      citations,
      developments: dated,
      undated,
    };
  });
export const latest = fc
  .tuple(cited, also, fc.record({ topic: maybe(filled), source: maybe(filled), ...asked, ...standing }))
  .map(([{ citations, quotes }, others, rest]): Latest => {
    const stories = quotes.map((each) => ({
      citation: citations[each.citation - 1] as Citation,
      quote: each,
      also: others,
    }));
    return { ...rest, stories };
  });
export const claim = fc
  .tuple(cited, also, filled, fc.record({ ...asked, ...standing }))
  .map(([{ citations, quotes }, others, text, rest]): ClaimCheck => {
    const stances = ["alike", "differs", "near"] as const;
    const weighed = quotes.map((each, at) => {
      const stance = stances[at % stances.length] ?? "near";
      return { quote: each, stance, turns: stance === "differs" ? [text] : [], also: others };
    });
    return { ...rest, claims: [{ claim: text, quotes: weighed }], leftOut: others.length, citations };
  });
const heading = fc.record({
  articleId: id,
  title: filled,
  source: maybe(filled),
  publishedAt: maybe(moment),
});
export const articleList = fc.record({
  total: count,
  items: some(heading, 10),
  page: fc.integer({ min: 1, max: 9999 }),
});
export const row: fc.Arbitrary<IngestRow> = fc.record({
  subject: filled,
  outcome: fc.constantFrom("added" as const, "revised" as const, "unchanged" as const, "rejected" as const),
  articleId: maybe(id),
  title: maybe(filled),
  passageCount: count,
  notes: some(filled),
});
const change = fc.record({
  kind: fc.constantFrom("removed" as const, "added" as const, "changed" as const),
  before: maybe(filled),
  after: maybe(filled),
});
const revision = fc.record({
  revision: fc.integer({ min: 1, max: 99 }),
  at: moment,
  fetchedAt: moment,
  fields: some(fc.constantFrom("title", "author")),
  changes: some(change),
  announced: some(announcement),
});
export const history = fc
  .record({
    title: filled,
    given: fc.record({
      source: maybe(filled),
      agency: maybe(filled),
      author: maybe(filled),
      url: maybe(url),
    }),
    revisions: fc.array(revision, { minLength: 1, maxLength: 4 }),
    copies: some(heading),
    outletCount: count,
    originName: maybe(filled),
  })
  .map(({ title, given, ...rest }) => ({ article: madeArticle({ title, text: "x", ...given }), ...rest }));
export const feed: fc.Arbitrary<FeedHealth> = fc.record({
  feedId: id,
  title: maybe(filled),
  url,
  siteUrl: maybe(url),
  source: maybe(filled),
  fullText: fc.constantFrom("auto" as const, "always" as const, "never" as const),
  state: fc.constantFrom("active" as const, "gone" as const),
  addedAt: moment,
  succeededAt: maybe(moment),
  nextAt: moment,
  failures: count,
  problem: maybe(filled),
  counts: fc.record({
    seen: count,
    added: count,
    same: count,
    undated: count,
    rejected: count,
    reasons: some(fc.record({ reason: filled, count })),
  }),
});
const refresh: fc.Arbitrary<FeedRefresh> = fc.record({
  feedId: id,
  title: maybe(filled),
  url,
  outcome: fc.constantFrom("read" as const, "not-modified" as const, "gone" as const, "failed" as const),
  items: count,
  added: count,
  revised: count,
  same: count,
  undated: count,
  rejected: count,
  problem: maybe(filled),
  nextAt: moment,
  timesMs: fc.constant({ fetch: 0, read: 0, pages: 0, store: 0 }),
});
export const feedList = fc.record({
  total: count,
  items: some(feed, 8),
  page: fc.integer({ min: 1, max: 999 }),
});
export const addition = fc.record({ isNew: fc.boolean(), feed, refresh: maybe(refresh) });
export const reads = fc.record({ finished: some(refresh, 14), waiting: count });
const model = fc.record({ name: filled, fingerprint: fc.constant("f".repeat(64)), origin: filled });
export const status = fc.record({
  articles: count,
  revisions: count,
  passages: count,
  embeddings: count,
  indexed: count,
  answers: count,
  newestAt: maybe(moment),
  embedder: maybe(model),
  reranker: maybe(model),
  lexicalOnly: fc.boolean(),
  notice: maybe(filled),
  startedAt: moment,
  version: fc.constant("0.1.0"),
  processes: maybe(
    fc.record({
      ...{ processes: fc.nat(), bots: fc.nat(), readers: fc.nat() },
      shards: maybe(fc.record({ ids: fc.array(fc.nat(99), { minLength: 1 }), total: fc.constant(100) })),
    }),
  ),
});
export const failure = fc.record({
  code: fc.constantFrom("usage-invalid", "read-unreadable", "store-broken", "discord-api"),
  message: filled,
  hint: maybe(filled),
});
