// Which of several dates is the article's: each kind of evidence has a voice, and days that differ by a time zone only are one.
import type { FoundDate } from "./draft.js";

/** A date that was found and read. */
export interface Candidate {
  readonly from: FoundDate["from"];
  /** How much it says, see `voiceOf`. */
  readonly weight: number;
  /** Instant, or the day at 00:00 UTC. */
  readonly value: string;
  /** YYYY-MM-DD as written. */
  readonly day: string;
  /** Minutes east of UTC; null where only the day is known. */
  readonly offset: number | null;
}

export interface Verdict {
  readonly value: string;
  /** The day where the page was made, YYYY-MM-DD. */
  readonly day: string;
}

/** A person's word outweighs all others; the rest chosen on bench/web: what a page tells machines, its address, then what it shows. */
const voices: Readonly<Record<FoundDate["from"], number>> = {
  option: 1000,
  "front-matter": 100,
  json: 100,
  "json-ld": 3,
  feed: 3,
  meta: 3,
  time: 2,
  url: 2.2,
  text: 2,
  script: 1,
};

/** Returns the weight of a date: of its place unless the reader gave it one. */
export function voiceOf({ from, weight }: FoundDate): number {
  return weight ?? voices[from];
}

const hour = 60 * 60 * 1000;

/** Tells whether two dates can be one: the same day as written, the same instant, or a UTC instant and its day somewhere on earth. */
export function agrees(one: Candidate, other: Candidate): boolean {
  if (one.day === other.day) return true;
  const [first, second] = [Date.parse(one.value), Date.parse(other.value)];
  if (one.offset !== null && other.offset !== null) return Math.abs(first - second) < 60_000;
  if (one.offset === 0) return couldBeDay(first, other.day);
  return other.offset === 0 && couldBeDay(second, one.day);
}

/** The earth's days lie between UTC−12 and UTC+14. */
function couldBeDay(instant: number, day: string): boolean {
  const at = (shift: number) => new Date(instant + shift * hour).toISOString().slice(0, 10);
  return at(-12) <= day && day <= at(14);
}

function sumOfVoices(candidates: readonly Candidate[]): number {
  const byKind = new Map<string, number>();
  for (const { from, weight } of candidates) byKind.set(from, Math.max(weight, byKind.get(from) ?? 0));
  return [...byKind.values()].reduce((sum, weight) => sum + weight, 0);
}

/** What the month of an address adds to the days in it: less than a day would, as much as a line near the article. */
const monthVoice = 1.2;
/** Dates that say less are not believed against the month of the address: they may be of something else on the page. */
const againstMonth = 2;

/** Tells whether a date lies in a month, YYYY-MM, or a day beside it: the address may have been made in another time zone. */
function isInMonth({ day }: Candidate, month: string): boolean {
  const at = (shift: number) => new Date(Date.parse(day) + shift * 24 * hour).toISOString().slice(0, 7);
  return at(-1) === month || at(1) === month;
}

/** Leaves out the dates that the month of the address speaks against; null for an address without one. */
export function withinMonth(candidates: readonly Candidate[], month: string | null): readonly Candidate[] {
  if (month === null) return candidates;
  return candidates.filter((one) => one.weight >= againstMonth || isInMonth(one, month));
}

/** Chooses among dates given strongest first; null for none. Ties go to the first; `month` is the one of the address. */
export function vote(all: readonly Candidate[], month: string | null = null): Verdict | null {
  const scripts = new Set(all.filter(({ from }) => from === "script").map(({ day }) => day));
  const unsure = scripts.size > 1 && all.every(({ from }) => from === "script"); // the scripts tell of other articles too
  const candidates = unsure ? [] : all;
  let best: { readonly support: number; readonly agreeing: readonly Candidate[] } | null = null;
  for (const candidate of candidates) {
    const agreeing = candidates.filter((other) => agrees(candidate, other));
    const isOfMonth = month !== null && isInMonth(candidate, month);
    const support = sumOfVoices(agreeing) + (isOfMonth ? monthVoice : 0);
    if (best === null || support > best.support) best = { support, agreeing };
  }
  const [first, ...others] = best?.agreeing ?? [];
  return first === undefined ? null : { value: first.value, day: localDay(first, others) };
}

/** A time at Greenwich says nothing of the day where the page was made; evidence that names a day or a zone does. */
function localDay(chosen: Candidate, others: readonly Candidate[]): string {
  if (chosen.offset !== 0) return chosen.day;
  const local = others.filter(({ offset }) => offset !== 0);
  const days = [...new Set(local.map(({ day }) => day))];
  const weightOf = (day: string) => sumOfVoices(local.filter((other) => other.day === day));
  return days.reduce<string>(
    (top, day) => (weightOf(day) > weightOf(top) || (top === chosen.day && weightOf(top) === 0) ? day : top),
    chosen.day,
  );
}
