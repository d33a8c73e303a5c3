// Decides which of the dates found is the article's, and finds dates in short lines.

import type { DateEvidence, Instant } from "../../model/article.js";
import { publishedDay } from "../../model/calendar.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../model/time.js";
import type { FoundDate } from "../draft.js";
import { countUnspaced, countWords } from "../normalize-characters.js";
import { type ParsedDate, parseDate } from "./parse-date.js";
import { isRelative, resolveRelative } from "./relative-date.js";
import { isMonth } from "./url-date.js";

export interface JudgedDates {
  readonly publishedAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly dates: readonly DateEvidence[];
  readonly notes: readonly string[];
}

/** When things were so: the clock, and the moment at which the page was saved from its site, if known. */
export interface DateClock {
  readonly now: Instant;
  readonly takenAt?: Instant;
  /** True if an update never counts as the publication; default false. */
  readonly isWiki?: boolean;
}

type Field = FoundDate["field"];

/** How far ahead of the clock a date may be: clocks differ, days do not. */
const futureToleranceMs = HOUR_MS;
/** Evidence kept a field: enough to check by hand, not every date of the page. */
const maxEvidence = 6;

/**
 * Reads the dates found, strongest first, and lets them vote a field. One that is unreadable or more than an hour after `now` is
 * refused with value null, and noted if nothing was usable before it. No dates give null for both. If a page says only when
 * it was updated, that is its publication too, unless it is a wiki's: the later of the two possible days, so that it is never shown too early.
 */
export function judgeDates(
  found: readonly FoundDate[],
  clock: Instant | DateClock,
  language = "",
): JudgedDates {
  const times = typeof clock === "string" ? { now: clock } : clock;
  const judged = new Judgement(times, orderTold(found, language));
  for (const one of found) judged.add(one);
  return judged.close();
}

const inFigures = /(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/g;

/** The language by which dates in figures are read; where it leaves open whether the day comes first, another date of the page may tell. */
function orderTold(found: readonly FoundDate[], language: string): string {
  if (!/^(?:en)?$/i.test(language)) return language;
  const figures = found.flatMap(({ raw }) => [...raw.slice(0, maxDateLine).matchAll(inFigures)]);
  const isDayFirst = figures.some(([, first]) => Number(first) > 12);
  const isMonthFirst = figures.some(([, , , second]) => Number(second) > 12);
  if (isDayFirst === isMonthFirst) return language;
  return isDayFirst ? "en-GB" : "en-US";
}

class Judgement {
  readonly #dates: DateEvidence[] = [];
  readonly #notes: string[] = [];
  readonly #candidates: Record<Field, Candidate[]> = { publishedAt: [], updatedAt: [] };
  readonly #seen = new Set<string>();
  /** The month in the address, YYYY-MM. */
  #month: string | null = null;

  constructor(
    readonly clock: DateClock,
    readonly language: string,
  ) {}

  add(found: FoundDate): void {
    const { field, from } = found;
    const raw = found.raw.trim().slice(0, maxDateLine);
    const key = `${field} ${from} ${raw}`;
    if (this.#seen.has(key) || this.#dates.filter((date) => date.field === field).length >= maxEvidence)
      return;
    this.#seen.add(key);
    if (isMonth(found)) {
      this.#month = raw;
      this.#dates.push({ field, from, raw, value: null });
      return;
    }
    const parsed = readDate(raw, this.clock, this.language);
    const late =
      "value" in parsed && Date.parse(parsed.value) > Date.parse(this.clock.now) + futureToleranceMs;
    const value = "value" in parsed && !late ? parsed.value : null;
    this.#dates.push({ field, from, raw, value });
    if ("value" in parsed && !late) {
      const { day, offset } = parsed;
      const isLabelled = published.test(raw) && !updated.test(raw);
      this.#candidates[field].push({
        from,
        weight: voiceOf(found),
        value: parsed.value,
        day,
        offset,
        isLabelled,
      });
    } else if (this.#candidates[field].length === 0) {
      const reason = "refused" in parsed ? parsed.refused : "more than an hour in the future";
      this.#notes.push(`${field} refused: "${raw}" (${from}): ${reason}`);
    }
  }

  close(): JudgedDates {
    const updated = vote(this.#candidates.updatedAt);
    const published = this.#published();
    const instead = this.clock.isWiki === true ? null : updated;
    const chosen = { publishedAt: (published ?? instead)?.value ?? null, updatedAt: updated?.value ?? null };
    if (published === null && instead !== null) {
      this.#notes.push(`no publication date found: the update of ${instead.day} is used instead`);
    }
    const dates = this.#dates.map((date) =>
      withDay(date, date.field === "publishedAt" ? published : updated),
    );
    const ordered = orderedUpdate(chosen, this.#notes);
    return { ...chosen, ...ordered, dates, notes: this.#notes };
  }

  #published(): Verdict | null {
    const all = withoutUpdates(this.#candidates.publishedAt, this.#candidates.updatedAt);
    const kept = withinMonth(all, this.#month);
    if (all.length > 0 && kept.length === 0)
      this.#notes.push(`publishedAt refused: ${all[0]?.day}: the address says ${this.#month}`);
    return vote(kept, this.#month);
  }
}

function readDate(raw: string, { takenAt }: DateClock, language: string): ParsedDate {
  const parsed = parseDate(raw, language);
  return "refused" in parsed && parsed.refused === "no date" && isRelative(raw)
    ? resolveRelative(raw, takenAt)
    : parsed;
}

/** The evidence that was chosen says on which day it was where the page was made. */
function withDay(date: DateEvidence, verdict: Verdict | null): DateEvidence {
  const chosen = verdict !== null && date.value === verdict.value;
  return chosen && verdict.day !== date.value?.slice(0, 10) ? { ...date, day: verdict.day } : date;
}

/** An update before the publication is no update: a site that stamps a day at midnight, or a template's date. */
function orderedUpdate(chosen: Record<Field, Instant | null>, notes: string[]) {
  const { publishedAt, updatedAt } = chosen;
  if (publishedAt === null || updatedAt === null || updatedAt >= publishedAt) return {};
  if (updatedAt.slice(0, 10) !== publishedAt.slice(0, 10)) {
    notes.push(`updatedAt refused: ${updatedAt} is before publication on ${publishedAt}`);
  }
  return { updatedAt: null };
}

/**
 * A day that is shown without a label and is known as the update's is the update, if strong evidence names an earlier day; so is one of
 * the page's data, if the page shows an earlier one as its publication.
 */
function withoutUpdates(
  published: readonly Candidate[],
  updated: readonly Candidate[],
): readonly Candidate[] {
  const days = new Set(updated.map(({ day }) => day));
  const strong =
    published.find(({ weight, day }) => weight >= 3 && !days.has(day)) ??
    published.find((one) => isShown(one) && one.weight >= atHeadline && !days.has(one.day));
  if (strong === undefined) return published;
  const isData = ({ from, weight }: Candidate) => weight >= 3 && !(strong.isLabelled && from !== "option");
  return published.filter(
    (one) => isData(one) || one.day <= strong.day || !days.has(one.day) || agrees(one, strong),
  );
}

const isShown = ({ from }: Candidate): boolean => from === "time" || from === "text";
/** Weight of a date that is shown beside the headline, see `shownDates`. */
const atHeadline = 1.5;

/** A date that was found and read. */
interface Candidate {
  readonly from: FoundDate["from"];
  /** How much it says, see `voiceOf`. */
  readonly weight: number;
  /** Instant, or the day at 00:00 UTC. */
  readonly value: string;
  /** YYYY-MM-DD as written. */
  readonly day: string;
  /** Minutes east of UTC; null if only the day is known. */
  readonly offset: number | null;
  /** True if its line says that it is the publication. */
  readonly isLabelled: boolean;
}

interface Verdict {
  readonly value: string;
  /** The day where the page was made, YYYY-MM-DD. */
  readonly day: string;
}

/** Chooses among dates given strongest first; null for none. Ties go to the first; `month` is the one of the address. */
function vote(all: readonly Candidate[], month: string | null = null): Verdict | null {
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

/** A time in UTC says nothing about the day where the page was made; evidence that names a day or a zone does. */
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

/** Returns whether two dates can be one: the same day as written, the same instant, or a UTC instant and its day somewhere on earth. */
function agrees(one: Candidate, other: Candidate): boolean {
  if (one.day === other.day) return true;
  const [first, second] = [Date.parse(one.value), Date.parse(other.value)];
  if (one.offset !== null && other.offset !== null) return Math.abs(first - second) < MINUTE_MS;
  if (one.offset === 0) return couldBeDay(first, other.day);
  return other.offset === 0 && couldBeDay(second, one.day);
}

/** The earth's days lie between UTC−12 and UTC+14. */
function couldBeDay(instant: number, day: string): boolean {
  const at = (shift: number) => new Date(instant + shift * HOUR_MS).toISOString().slice(0, 10);
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

/** Leaves out the dates that the month of the address speaks against; null for an address without one. */
function withinMonth(candidates: readonly Candidate[], month: string | null): readonly Candidate[] {
  if (month === null) return candidates;
  return candidates.filter((one) => one.weight >= againstMonth || isInMonth(one, month));
}

/** Returns whether a date is in a month, YYYY-MM, or within a day of it: the address may have been made in another time zone. */
function isInMonth({ day }: Candidate, month: string): boolean {
  const at = (shift: number) => new Date(Date.parse(day) + shift * DAY_MS).toISOString().slice(0, 7);
  return at(-1) === month || at(1) === month;
}

/** A person's word outweighs all others; the rest chosen on bench/web: a page's metadata, its address, then what it shows. */
const voices: Readonly<Record<FoundDate["from"], number>> = {
  option: 1000,
  "front-matter": 100,
  json: 100,
  "json-ld": 3,
  feed: 3,
  meta: 3,
  time: 2,
  url: 1.7,
  text: 2,
  script: 1,
};

/** Returns the weight of a date: of its place unless the reader gave it one. */
function voiceOf({ from, weight }: FoundDate): number {
  return weight ?? voices[from];
}

/** Longest line that can be a date line; longer ones are sentences. */
const maxDateLine = 140;

/**
 * Returns the dates in one line made of a date and little else ("October 21, 2025", "Published: … Updated: …");
 * an empty list for a sentence, however many dates it names.
 * @param maxWords words besides the date that make the line a sentence if there are more; two more if it is labelled
 */
export function datesInLine(line: string, language = "", maxWords = 4): FoundDate[] {
  if (line.length > maxDateLine) return [];
  const found: FoundDate[] = [];
  for (const part of splitAtUpdated(line)) {
    const date = parseDate(part, language);
    if ("refused" in date && date.refused === "no date") {
      if (isRelative(part))
        found.push({
          field: updated.test(part) ? "updatedAt" : "publishedAt",
          from: "text",
          raw: part.trim(),
        });
      continue;
    }
    const rest =
      "refused" in date ? part.replace(/[\d./-]+/g, "") : part.slice(0, date.start) + part.slice(date.end);
    const labelled = updated.test(part) || published.test(part);
    const around = rest.replace(timeOfDay, " ").trim();
    if (/[.!?]["”’)]*$/.test(around) && countWords(around) > (labelled ? 3 : 2)) continue;
    if (wordsIn(rest.replace(/\d{1,2}[:.h]\d{2}.*$/i, "")) > (labelled ? maxWords + 2 : maxWords)) continue;
    found.push({ field: updated.test(part) ? "updatedAt" : "publishedAt", from: "text", raw: part.trim() });
  }
  return found;
}

/** A time of day with the words that belong to it: "a las 17:30 h.", "um 9.15 Uhr". */
const timeOfDay =
  /(?:(?<!\p{L})(?:a las|um|at|à|alle|às|om|kl\.?)\s)?\d{1,2}\s?[:.h]\s?\d{2}(?:\s?(?:uhr|hrs?|hs?|[ap]\.?m)(?!\p{L})\.?)?/giu;

const published =
  /(?:(?<!\p{L})(?:(?:first )?published|posted|submitted|issued|created|date|ausgabe vom|édition du|edición del|edizione del)|veröffentlicht|erstellt|publié|publicad[oa]|pubblicato|publicerad|publisert|publiceret|udgivet|gepubliceerd|julkaistu|yayınlan\p{L}*|yayın tarihi|giriş|opublikowan\p{L}*|zveřejněno|publikov\p{L}*|objavljeno|objavlj\p{L}*|publicat|postat|megjelent|paskelbta|опубликован\p{L}*|опубліковано|публикуван\p{L}*|дата|تاريخ|نُشر|نشر|تاریخ|प्रकाशित|प्रकाशन|公開|掲載|配信|投稿|发布|發布|發表|入力|입력|등록|đăng|diterbitkan|dipublikasikan|פורסם|δημοσ\p{L}*|প্রকাশ\p{L}*|شائع|เผยแพร่|fecha|(?<!\p{L})data(?!\p{L}))/iu;
const updated =
  /(?:(?<!\p{L})(?:last )?(?:updated?|modified|revised|revision|edited|republished)|aktualisiert|(?<!\p{L})stand(?!\p{L})|mis à jour|mise à jour|modifié|actualizado|aggiornato|(?<!\p{L})modifica(?:t[oa])?(?!\p{L})|atualizado|güncellen?\p{L}*|son güncelleme|oppdatert|opdateret|uppdaterad|bijgewerkt|aangepast|gewijzigd|päivitetty|aktualiz\p{L}*|zaktualizowan\p{L}*|ažurirano|actualizat|frissít\p{L}*|atnaujinta|обновлен\p{L}*|оновлен\p{L}*|обновен\p{L}*|تحديث|بروزرسانی|अपडेट|更新|最終更新|수정|cập nhật|diperbarui|עודכן|עדכון אחרון|(?:τελευταία )?ενημέρωση|ενημερώθηκε|হালনাগাদ|আপডেট|সম্পাদনা|تازہ کاری|اپ ?ڈیٹ|อัปเดต|อัพเดต|ปรับปรุง)/iu;

/** Words, three characters of a script without spaces as one. */
function wordsIn(text: string): number {
  return countWords(text) + Math.floor(countUnspaced(text) / 3);
}

/** "Published 21 October 2025 Updated 22 October 2025" is two dates in one line. */
function splitAtUpdated(line: string): string[] {
  const match = updated.exec(line);
  if (match?.index === 0) return splitAtPublished(line);
  if (!match) return [line];
  const before = line.slice(0, match.index);
  if (!/\p{Nd}/u.test(line.slice(match.index))) return splitBeforeLabelled(line, before);
  return /\d/.test(before) ? [before, line.slice(match.index)] : splitAtPublished(line);
}

/** "2025/10/21 7:30 (2025/10/22 9:00更新)": the label comes after its date; a single date before it is the update's where labels follow. */
function splitBeforeLabelled(line: string, before: string): string[] {
  const first = parseDate(before);
  if ("refused" in first) return [line];
  const isSecond = "value" in parseDate(before.slice(first.end));
  if (isSecond) return [line.slice(0, first.end), line.slice(first.end)];
  return countUnspaced(line) > 0 ? [line] : [before];
}

/** "Updated 22 October 2025. Published 21 October 2025" is two dates, too. */
function splitAtPublished(line: string): string[] {
  const words = [...line.matchAll(/(?<!\p{L})\p{L}+/gu)].slice(1);
  const at = words.find(({ index }) => /\d/.test(line.slice(0, index)) && startsPublished(line.slice(index)));
  return at === undefined ? [line] : [line.slice(0, at.index), line.slice(at.index)];
}

function startsPublished(part: string): boolean {
  return published.exec(part)?.index === 0 && !updated.test(part.slice(0, 20));
}

/** Longest label that is a line of its own. */
const maxLabel = 40;

/** Returns whether a line is nothing but the label of a date: "Last updated", "Veröffentlicht am:". */
export function isDateLabel(line: string): boolean {
  return (
    line.length <= maxLabel &&
    !/\p{Nd}/u.test(line) &&
    countWords(line) <= 4 &&
    (published.test(line) || updated.test(line))
  );
}

/** Returns whether a line says in words that it is about publishing or updating; such lines count anywhere in a text. */
export function isLabelledDate(line: string): boolean {
  const start = line.slice(0, 30); // the label leads
  return (published.test(start) || updated.test(start)) && datesInLine(line).length > 0;
}

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
