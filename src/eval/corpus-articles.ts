// Bench documents as articles, their text untouched, so that quotes stay verbatim for the judge. Reads no file, stores nothing.
import { createHash } from "node:crypto";
import type { Article, Instant } from "../schema.js";
import type { BenchDocument } from "./bench-folder.js";

const TITLE_WORDS = 12; // a headline's length, for texts that have no title (briefs of a feed)
/** When an undated document was fetched: before every question, or none could use it. */
const EPOCH: Instant = "1970-01-01T00:00:00.000Z";

export interface CorpusArticles {
  /** In the order of the corpus. */
  readonly articles: readonly Omit<Article, "revision">[];
  /** Document id by article id. */
  readonly documentIds: ReadonlyMap<string, string>;
}

/** Turns documents into articles, one each; documents that share a URL stay apart. */
export function toArticles(documents: readonly BenchDocument[]): CorpusArticles {
  const documentIds = new Map<string, string>();
  const articles = documents.map((document) => {
    const url = document.url && URL.canParse(document.url) ? document.url : null;
    const plain = hash(url ?? `document ${document.id}`);
    const articleId = documentIds.has(plain) ? hash(`${url} ${document.id}`) : plain;
    documentIds.set(articleId, document.id);
    return toArticle(document, articleId, url);
  });
  return { articles, documentIds };
}

/** The last millisecond of a day, YYYY-MM-DD in UTC: a question may use all that was published on it. */
export function endOfDay(day: string): Instant {
  return `${day}T23:59:59.999Z`;
}

function toArticle(
  document: BenchDocument,
  articleId: string,
  url: string | null,
): Omit<Article, "revision"> {
  const publishedAt = document.published ? `${document.published}T00:00:00.000Z` : null;
  const text = document.text.trim();
  return {
    articleId,
    url,
    title: document.title?.replace(/\s+/g, " ").trim() || firstWords(text),
    deck: null,
    text,
    source: document.source || null,
    agency: null,
    author: null,
    language: null,
    publishedAt,
    updatedAt: null,
    fetchedAt: publishedAt ?? EPOCH,
    dates:
      publishedAt === null
        ? []
        : [{ field: "publishedAt", from: "json", raw: document.published ?? "", value: publishedAt }],
    sample: false,
  };
}

function firstWords(text: string): string {
  const words = text.split(/\s+/);
  return words.length <= TITLE_WORDS ? words.join(" ") : `${words.slice(0, TITLE_WORDS).join(" ")}…`;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
