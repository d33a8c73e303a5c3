// A page that was fetched → its articles, the text from where the page says there is more of it. For pages given by a person.
import type { FetchedOutcome, HttpFetcher } from "../fetch/http-fetcher.js";
import type { DraftOverrides, Input } from "./draft.js";
import { fullerText } from "./fuller-text.js";
import { articleIdOf, type ReadArticle } from "./normalize.js";
import { canonicalUrl } from "./normalize-url.js";
import { type ReadInput, type ReadOptions, type ReadOutcome, readInput } from "./read-article.js";

export interface WayToTheWeb {
  /** Null: nothing more is fetched. */
  readonly fetcher: HttpFetcher | null;
  /** Default: `readInput`; or what does it on another thread. */
  readonly read?: ReadInput;
  readonly signal?: AbortSignal;
}

/** Reads an input as `readInput` does; where a page gives too little, its AMP version and its site's feed are asked. Ended early it gives what the page gives. */
export async function readFullest(
  input: Input,
  options: ReadOptions,
  { fetcher, read: readOne = readInput, signal }: WayToTheWeb,
): Promise<readonly ReadOutcome[]> {
  const outcomes = await readOne(input, options);
  const [page] = outcomes;
  if (fetcher === null || page?.elsewhere === undefined || outcomes.length > 1) return outcomes;
  const { url: _url, title: _title, ...ofAll } = options.overrides ?? {};
  const read = async ({ bytes, finalUrl: url, contentType, charset, fetchedAt }: FetchedOutcome) => {
    const facts = { url, mediaType: contentType, charset, fetchedAt };
    return readOne({ name: url, bytes, page: facts }, { ...options, overrides: ofAll });
  };
  try {
    const fuller = await fullerText(page, { fetcher, read, ...(signal ? { signal } : {}) });
    const { notes } = fuller;
    if (fuller.kind === "fuller") return [articleOf(page, fuller.article, notes, options.overrides ?? {})];
    if (page.kind === "article") return [{ ...page, notes }];
    return [{ ...page, reason: [page.reason, ...notes].join("; ") }];
  } catch (error) {
    if (!signal?.aborted) throw error;
    return outcomes;
  }
}

/** The article in the place of the page's; what a person gave for the one article of a page that held none is used now. */
function articleOf(
  page: ReadOutcome,
  article: ReadArticle,
  notes: readonly string[],
  { url, title = article.title }: DraftOverrides,
): ReadOutcome {
  const { subject } = page;
  if (page.kind === "article") {
    const { elsewhere: _elsewhere, ...whole } = page;
    return { ...whole, article, notes };
  }
  const given = canonicalUrl(url ?? "") ?? article.url;
  const named = { ...article, title, url: given, articleId: articleIdOf(given, title, article.text) };
  return { kind: "article", subject, format: "html", article: named, notes, dropped: [] };
}
