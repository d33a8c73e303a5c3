// How the first quote stands: old for what is asked, contradicted by another of its time, short of names asked for.
import type { Answered, Citation, Quote } from "../schema.js";
import { contradiction } from "./repeats.js";
import { stemLightly, stemsOf } from "./words.js";
import type { Working } from "./working.js";

const DAY_MS = 86_400_000;
/** A month: what "is planned" a month ago is seldom still so; set by hand, and only said in words. */
const STALE_DAYS = 30;

/** True where the question asks what holds now and the first quote was published more than a month before `asOf`. */
export function isStale({ retrieval, selection, request }: Working): boolean {
  const publishedAt = selection.quotes[0]?.hit.article.publishedAt ?? null;
  const asksNow = retrieval.intent.kind === "latest" || retrieval.intent.kind === "recent";
  if (!asksNow || publishedAt === null) return false;
  return Date.parse(request.asOf) - Date.parse(publishedAt) > STALE_DAYS * DAY_MS;
}

/** Finds the first quote less than a day from the lead, in another article, that contradicts it; null where none does. */
export function findConflict(
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

/** Puts what was published at least a day after the first quote right behind it, so that nobody stops before it. */
export function newerSecond(quotes: readonly Quote[], citations: readonly Citation[]): Quote[] {
  const [lead, ...others] = quotes;
  if (lead === undefined) return [];
  const isNewer = (quote: Quote) => publishedMs(quote, citations) - publishedMs(lead, citations) >= DAY_MS;
  return [lead, ...others.filter(isNewer), ...others.filter((quote) => !isNewer(quote))];
}

function isSameTime(one: Quote, other: Quote, citations: readonly Citation[]): boolean {
  return Math.abs(publishedMs(one, citations) - publishedMs(other, citations)) < DAY_MS;
}

/** NaN where undated, which is neither newer nor of the same time. */
function publishedMs({ citation }: Quote, citations: readonly Citation[]): number {
  return Date.parse(citations.find(({ number }) => number === citation)?.publishedAt ?? "");
}

/** Lists the names and numbers of the question that the passage of the first quote, its title and its year do not hold. */
export function unnamedIn({ retrieval, selection }: Working): string[] {
  const lead = selection.quotes[0];
  if (lead === undefined) return [];
  const { title, publishedAt } = lead.hit.article;
  const held = stemsOf(`${title} ${lead.hit.passage.text} ${publishedAt?.slice(0, 4) ?? ""}`);
  return retrieval.terms.subjects.filter((name) => !held.has(stemLightly(name)));
}
