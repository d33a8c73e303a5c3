// Makes the proof of an answer, a file that holds nothing private, and checks such a file against stored articles or pages.
import { createHash } from "node:crypto";
import type { Answer, Quote } from "../model/answer.js";
import type { Article } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { type Proof, type ProofQuote, proofSchema } from "../model/proof.js";

/** Reads one revision; null if it is not stored. */
export type ReadRevision = (articleId: string, revision: number) => Promise<Article | null>;

/** Makes the proof of an answer; quotes that their revision does not hold letter by letter are left out. */
export async function makeProof(answer: Answer, read: ReadRevision): Promise<Proof> {
  const isAnswered = answer.kind === "answered";
  const placed = isAnswered
    ? [
        ...answer.quotes.map((quote, at) => ({
          quote,
          place: at === 0 ? ("lead" as const) : ("further" as const),
        })),
        ...answer.earlier.map((quote) => ({ quote, place: "earlier" as const })),
      ]
    : [];
  const quotes: ProofQuote[] = [];
  for (const { quote, place } of placed) {
    const article = await read(quote.articleId, quote.revision);
    if (article !== null && holds(article, quote)) quotes.push(proofQuote(quote, place, article));
  }
  const { question, asOf, source } = answer;
  return {
    ...{ format: "dateline-proof", version: 1, question, asOf, onlyOutlet: source },
    ...{ outcome: isAnswered ? answer.strength : "unanswered", quotes },
  };
}

function proofQuote(quote: Quote, place: ProofQuote["place"], article: Article): ProofQuote {
  const { title, source: outlet, agency, author, publishedAt, updatedAt, url } = article;
  const { articleId, revision, start, end, text, link } = quote;
  return {
    ...{ place, text, start, end, link },
    article: {
      ...{ articleId, revision, title, outlet, agency, author, publishedAt, updatedAt, url },
      textSha256: sha256(article.text),
    },
  };
}

function holds(
  { text: whole }: Article,
  { start, end, text }: Pick<Quote, "start" | "end" | "text">,
): boolean {
  return whole.slice(start, end) === text;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Reads a proof from the bytes of its file. @throws DatelineError read-unreadable */
export function readProof(name: string, bytes: Uint8Array): Proof {
  const unreadable = (why: string, cause?: unknown) =>
    new DatelineError("read-unreadable", `Proof: ${name}: ${why}`, {
      hint: "Give the file that the button Proof under the sources of an answer made, unchanged.",
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw unreadable("not JSON", error);
  }
  const parsed = proofSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(
    `${issue?.path.join(".") || "the file"}: ${issue?.message ?? "not a proof"}`,
    parsed.error,
  );
}

/** What became of one quote of a proof. */
export interface CheckedQuote {
  readonly quote: ProofQuote;
  /** "missing": its article or page is not there to check it against. */
  readonly outcome: "verified" | "wrong" | "missing";
  /**
   * For "wrong", what does not agree: "text" (of the revision), "quote" (at its place), a field of the article, "link" (leads
   * elsewhere), or "asOf" (published later than what the answer used).
   */
  readonly differs: readonly string[];
}

const FIELDS = ["title", "agency", "author", "publishedAt", "updatedAt", "url"] as const;

/** Checks every quote against the revision in the store: its text by hash, the quote at its place, and what is said of the article. */
export async function checkAgainstStore(
  { quotes, asOf }: Proof,
  read: ReadRevision,
): Promise<CheckedQuote[]> {
  const checked: CheckedQuote[] = [];
  for (const quote of quotes) {
    const { articleId, revision, textSha256, outlet } = quote.article;
    const article = await read(articleId, revision);
    if (article === null) {
      checked.push({ quote, outcome: "missing", differs: [] });
      continue;
    }
    const differs = [
      ...(sha256(article.text) === textSha256 ? [] : ["text"]),
      ...(holds(article, quote) ? [] : ["quote"]),
      ...(article.source === outlet ? [] : ["outlet"]),
      ...FIELDS.filter((field) => article[field] !== quote.article[field]),
      ...(!holds(article, quote) || leadsTo(quote, article.url) ? [] : ["link"]),
      ...(isLater(article, asOf) ? ["asOf"] : []),
    ];
    checked.push({ quote, outcome: differs.length === 0 ? "verified" : "wrong", differs });
  }
  return checked;
}

/** Returns whether the link of a quote leads to this address, and to words of the quote if it names any. */
function leadsTo({ link, text }: ProofQuote, url: string | null): boolean {
  if (link === null) return true;
  const [address, directive] = link.split("#:~:text=");
  if (url === null || address !== url.replace(/#.*$/su, "")) return false;
  // "prefix-,start,end,-suffix": what stands before and after only tells places apart.
  const named = (directive ?? "").split(",").filter((part) => !part.endsWith("-") && !part.startsWith("-"));
  try {
    return named.every((part) => text.toLowerCase().includes(decodeURIComponent(part).toLowerCase()));
  } catch {
    return false;
  }
}

function isLater(
  { publishedAt, updatedAt }: Pick<Article, "publishedAt" | "updatedAt">,
  asOf: string,
): boolean {
  return [publishedAt, updatedAt].some((at) => at !== null && at > asOf);
}

/** A page as Dateline reads it. */
export type Page = Pick<Article, "text" | "url">;

/**
 * Checks that a page holds each quote word for word. A page that names its address is held against the quotes from there, one
 * that names none against every quote.
 */
export function checkAgainstPages({ quotes, asOf }: Proof, pages: readonly Page[]): CheckedQuote[] {
  return quotes.map((quote) => {
    const own = pages.filter(({ url }) => url === null || isSamePage(url, quote.article.url));
    if (own.length === 0) return { quote, outcome: "missing", differs: [] };
    const isThere = own.some(({ text }) => text.includes(quote.text));
    const differs = [
      ...(isThere ? [] : ["quote"]),
      ...(!isThere || leadsTo(quote, quote.article.url) ? [] : ["link"]),
      ...(isLater(quote.article, asOf) ? ["asOf"] : []),
    ];
    return { quote, outcome: differs.length === 0 ? "verified" : "wrong", differs };
  });
}

/** Compares addresses without protocol, "www.", query and the last slash, which differ between a page and what it says of itself. */
function isSamePage(one: string, other: string | null): boolean {
  return other !== null && pageKey(one) === pageKey(other);
}

function pageKey(url: string): string {
  if (!URL.canParse(url)) return url;
  const { hostname, pathname } = new URL(url);
  return hostname.replace(/^(?:www|m|amp)\./, "") + pathname.replace(/\/$/, "");
}
