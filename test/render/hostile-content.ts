// What the documents of hostile-documents.ts are made of: records whose every text is written to break out.
import fc from "fast-check";
import type { Announcement, IngestRow } from "../../src/reports.js";
import type { FeedHealth, FeedRefresh } from "../../src/reports-feeds.js";
import type { Answer } from "../../src/schema.js";
import { fakeArticle } from "../fakes.js";
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
export const summary = fc.record({
  citation: hostileCitation,
  quotes: fc.array(hostileQuote, { minLength: 1, maxLength: 5 }),
  sentenceCount: fc.integer({ min: 5, max: 999 }),
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
  .map(({ title, given, ...rest }) => ({ article: fakeArticle({ title, text: "x", ...given }), ...rest }));
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
});
export const failure = fc.record({
  code: fc.constantFrom("usage-invalid", "read-unreadable", "store-broken", "discord-api"),
  message: filled,
  hint: maybe(filled),
});
