// Joins retriever and answer stage for what is read rather than asked: timelines, newest reports, claims, summaries.
import { createClaimCheck } from "../answer/claim.js";
import { createLatest, type LatestDeps } from "../answer/latest.js";
import { summarize } from "../answer/summarize.js";
import { createTimeline, type TimelineDeps } from "../answer/timeline.js";
import type { Embedder } from "../embed/embedder.js";
import { createRetriever } from "../retrieve/retrieve.js";
import { type AnsweringParts, fittedModels, rankModeOf } from "./answering.js";
import { copiesInStore } from "./copies-in-store.js";
import { LiveReading, type ReadingParts } from "./reading-live.js";
import { splitRevisions } from "./split-revisions.js";

/** Articles that the cross-encoder reads for a timeline, some 25 ms each: a story of more developments is told by its nearest. */
const TIMELINE_ARTICLES = 40;
/** A claim is told by the nearest few. */
const CLAIM_ARTICLES = 20;

type Parts = Omit<AnsweringParts, "switches" | "models">;
type ReadingServicesParts = Parts & Pick<ReadingParts, "settings">;

/** What timelines and newest reports need of the real parts. */
export function readingDeps(parts: Parts, articles = TIMELINE_ARTICLES): TimelineDeps & LatestDeps {
  const { store, index, embedder } = parts;
  const mode = rankModeOf(parts);
  const reranker = mode === "reranked" ? parts.reranker : null;
  const options = { intent: { kind: "history" }, onePerArticle: true, rerankLimit: articles } as const;
  return {
    retrieve: createRetriever({
      store,
      index,
      embedder,
      reranker,
      model: fittedModels(mode).rank,
      ...options,
    }),
    read: (articleId, revision) => store.article(articleId, revision),
    copiesOf: (article, query) => copiesInStore(store, article, query),
    revisionsOf: ({ articleId, revision }) => splitRevisions(store, articleId, 1, revision),
    scopeCounts: (query) => store.scopeCounts(query),
    newestArticles: (limit, query) => store.newestArticles(limit, query),
    passagesOf: ({ articleId, revision }) => store.passagesOf(articleId, revision),
    reranker,
    embed: embedder && ((texts) => embedShort(texts, embedder)),
    lexicalOnly: embedder === null,
  };
}

/** Questions go before passages that wait, so that no timeline waits for an ingest; few at once, so that no question waits for a timeline. */
const EMBEDDED_AT_ONCE = 4;

async function embedShort(texts: readonly string[], embedder: Embedder): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += EMBEDDED_AT_ONCE) {
    const some = texts.slice(from, from + EMBEDDED_AT_ONCE);
    vectors.push(...(await Promise.all(some.map((text) => embedder.embedQuestion(text)))));
  }
  return vectors;
}

/** Makes the services; `follow` brings the index up to date with what other processes stored. */
export function openReading(
  parts: ReadingServicesParts,
  given: Pick<ReadingParts, "addPage" | "answer" | "now">,
  follow: () => Promise<void>,
): LiveReading {
  const deps = readingDeps(parts);
  const after =
    <Request, Result>(work: (request: Request) => Promise<Result>) =>
    async (request: Request) => {
      await follow();
      return work(request);
    };
  return new LiveReading({
    ...given,
    store: parts.store,
    settings: parts.settings,
    timeline: after(createTimeline(deps)),
    latest: after(createLatest(deps)),
    checkClaim: after(createClaimCheck(readingDeps(parts, CLAIM_ARTICLES))),
    summarize,
  });
}
