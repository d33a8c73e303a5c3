// How sure the publication day of an article is, from the evidence kept with it. Chooses nothing.
import type { DateEvidence, Instant } from "../schema.js";
import { publishedDay } from "./dates.js";
import { parseDate } from "./dates-parse.js";
import { isMonth } from "./dates-url.js";

type Kind = DateEvidence["from"];

/** How often evidence of a kind alone is right; for pages measured on bench/web, where an error counts against every kind that made it. */
const reliability: Readonly<Record<Kind, number>> = {
  option: 0.99,
  "front-matter": 0.97,
  json: 0.97,
  "json-ld": 0.92,
  feed: 0.92,
  meta: 0.9,
  url: 0.92,
  time: 0.86,
  text: 0.8,
  script: 0.6,
};
/** What a kind that names another day takes away, as a part of its own reliability. */
const doubt = 0.4;
/** Nothing but a person's word is surer. */
const most = 0.99;

/** Dates less sure than this are noted. */
export const unsureDate = 0.6;

/**
 * Returns the probability that the publication day is right, 0..1: kinds of evidence that name it add up, kinds that name another day
 * take away. 0 for an undated article.
 */
export function dateConfidence(article: {
  readonly publishedAt: Instant | null;
  readonly dates: readonly DateEvidence[];
}): number {
  const day = publishedDay(article);
  if (day === null) return 0;
  const own = article.dates.filter(({ field, value }) => field === "publishedAt" && value !== null);
  const told = own.length > 0 ? own : article.dates.filter(({ value }) => value !== null);
  const agreeing = new Set(
    told.filter((date) => isOn(date, day, article.publishedAt)).map(({ from }) => from),
  );
  if (article.dates.some((date) => isMonth(date) && day.startsWith(date.raw))) agreeing.add("url");
  const others = new Set(told.map(({ from }) => from).filter((from) => !agreeing.has(from)));
  const wrong = [...agreeing].reduce((product, from) => product * (1 - reliability[from]), 1);
  const kept = [...others].reduce((product, from) => product * (1 - doubt * reliability[from]), 1);
  return Math.min(most, (1 - wrong) * kept * (own.length > 0 ? 1 : doubt));
}

/** The same day as written or chosen, or the same instant. */
function isOn({ raw, value, day }: DateEvidence, chosen: string, instant: Instant | null): boolean {
  if (value === instant || day === chosen || value?.slice(0, 10) === chosen) return true;
  const parsed = parseDate(raw);
  return "day" in parsed && parsed.day === chosen;
}
