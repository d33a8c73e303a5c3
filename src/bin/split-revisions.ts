// Reads revisions of an article with the sentences that the splitter cut when they were stored.
import type { SplitRevision } from "../answer/quote-changes.js";
import type { Store } from "../store/store.js";

/** Returns the revisions `from` to `to`, both included, in order; those that are gone are left out. */
export async function splitRevisions(
  store: Pick<Store, "article" | "passagesOf">,
  articleId: string,
  from: number,
  to: number,
): Promise<SplitRevision[]> {
  const revisions: SplitRevision[] = [];
  for (let revision = from; revision <= to; revision += 1) {
    const article = await store.article(articleId, revision);
    if (article === null) continue;
    const passages = await store.passagesOf(articleId, revision);
    const spans = passages.flatMap(({ sentences }) => sentences);
    revisions.push({ article, sentences: spans.map(({ start, end }) => article.text.slice(start, end)) });
  }
  return revisions;
}
