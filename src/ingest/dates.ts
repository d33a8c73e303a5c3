// Which of the dates found is the article's: order of strength, the future refused. Finds dates in lines, never in body sentences.
import type { DateEvidence, Instant } from "../schema.js";
import { type ParsedDate, parseDate } from "./dates-parse.js";
import { isRelative, resolveRelative } from "./dates-relative.js";
import { isMonth } from "./dates-url.js";
import { agrees, type Candidate, type Verdict, voiceOf, vote, withinMonth } from "./dates-vote.js";
import type { FoundDate } from "./draft.js";
import { countWords } from "./normalize-text.js";

const published =
  /(?:\b(?:first )?published|\bposted|\bissued|\bcreated|\bdate|veröffentlicht|erstellt|publié|publicad[oa]|pubblicato|publicerad|publisert|publiceret|udgivet|gepubliceerd|julkaistu|yayınlan\p{L}*|yayın tarihi|giriş|opublikowan\p{L}*|zveřejněno|publikov\p{L}*|objavljeno|objavlj\p{L}*|publicat|postat|megjelent|paskelbta|опубликован\p{L}*|опубліковано|публикуван\p{L}*|дата|تاريخ|نُشر|نشر|تاریخ|प्रकाशित|प्रकाशन|公開|掲載|配信|投稿|发布|發布|發表|入力|입력|등록|đăng|diterbitkan|dipublikasikan|פורסם|δημοσ\p{L}*|প্রকাশ\p{L}*|شائع|เผยแพร่|fecha|data)/iu;
const updated =
  /(?:\b(?:last )?(?:updated?|modified|revised|revision|edited)|aktualisiert|stand|mis à jour|mise à jour|modifié|actualizado|aggiornato|atualizado|güncellen?\p{L}*|son güncelleme|oppdatert|opdateret|uppdaterad|bijgewerkt|päivitetty|aktualiz\p{L}*|zaktualizowan\p{L}*|ažurirano|actualizat|frissít\p{L}*|atnaujinta|обновлен\p{L}*|оновлен\p{L}*|обновен\p{L}*|تحديث|بروزرسانی|अपडेट|更新|最終更新|수정|cập nhật|diperbarui|עודכן|עדכון אחרון|(?:τελευταία )?ενημέρωση|ενημερώθηκε|হালনাগাদ|আপডেট|সম্পাদনা|تازہ کاری|اپ ?ڈیٹ|อัปเดต|อัพเดต|ปรับปรุง)/iu;

/** Longest line that can be a date line; longer ones are sentences. */
const maxDateLine = 140;

/**
 * Returns the dates that stand in one line made of a date and little else ("October 21, 2025", "Published: … Updated: …");
 * an empty list for a sentence, however many dates it names.
 * @param maxWords words beside the date that make the line a sentence if there are more; two more where it is labelled
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
    if (/[.!?]["”’)]*$/.test(rest.trim()) && countWords(rest) > 2) continue;
    if (wordsIn(rest.replace(/\d{1,2}[:.h]\d{2}.*$/i, "")) > (labelled ? maxWords + 2 : maxWords)) continue;
    found.push({ field: updated.test(part) ? "updatedAt" : "publishedAt", from: "text", raw: part.trim() });
  }
  return found;
}

/** Words, three characters of a script without spaces as one. */
function wordsIn(text: string): number {
  const dense =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return countWords(text) + Math.floor(dense / 3);
}

/** "Published 21 October 2025 Updated 22 October 2025" is two dates in one line. */
function splitAtUpdated(line: string): string[] {
  const match = updated.exec(line);
  if (match?.index === 0) return splitAtPublished(line);
  if (!match) return [line];
  const before = line.slice(0, match.index);
  return /\d/.test(before) ? [before, line.slice(match.index)] : splitAtPublished(line);
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

/** Tells whether a line says in words that it is about publishing or updating; such lines count anywhere in a text. */
export function isLabelledDate(line: string): boolean {
  const start = line.slice(0, 30); // the label leads
  return (published.test(start) || updated.test(start)) && datesInLine(line).length > 0;
}

/** How far ahead of the clock a date may stand: clocks differ, days do not. */
const futureToleranceMs = 60 * 60 * 1000;
/** Evidence kept a field: enough to check by hand, not every date of the page. */
const maxEvidence = 6;

export interface JudgedDates {
  readonly publishedAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly dates: readonly DateEvidence[];
  readonly notes: readonly string[];
}

/** When things were so: the clock, and the moment at which the page was taken from its site, where that is known. */
export interface DateClock {
  readonly now: Instant;
  readonly takenAt?: Instant;
  /** True where an update never stands for the publication; default false. */
  readonly isWiki?: boolean;
}

type Field = FoundDate["field"];

/**
 * Reads the dates found, strongest first, and lets them vote a field. One that is unreadable or more than an hour after `now` is
 * refused with value null, and noted where nothing was usable before it. No dates give null for both. Where a page tells only when
 * it was updated, that is its publication too, unless it is a wiki's: the later of the two possible days, so that it is never shown too early.
 */
export function judgeDates(
  found: readonly FoundDate[],
  clock: Instant | DateClock,
  language = "",
): JudgedDates {
  const times = typeof clock === "string" ? { now: clock } : clock;
  const judged = new Judgement(times, language);
  for (const one of found) judged.add(one);
  return judged.close();
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
      this.#candidates[field].push({ from, weight: voiceOf(found), value: parsed.value, day, offset });
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
      this.#notes.push(`no publication date found: the update of ${instead.day} stands for it`);
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
      this.#notes.push(`publishedAt refused: ${all[0]?.day}: the address tells of ${this.#month}`);
    return vote(kept, this.#month);
  }
}

/** A day that is shown without a label and is known as the update's is the update, where something strong tells of an earlier day. */
function withoutUpdates(
  published: readonly Candidate[],
  updated: readonly Candidate[],
): readonly Candidate[] {
  const days = new Set(updated.map(({ day }) => day));
  const strong = published.find(({ weight, day }) => weight >= 3 && !days.has(day));
  if (strong === undefined) return published;
  return published.filter(
    (one) => one.weight >= 3 || one.day <= strong.day || !days.has(one.day) || agrees(one, strong),
  );
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

/**
 * Returns the day on which an article was published where it was made, YYYY-MM-DD: a time at night belongs to another day at
 * Greenwich. Null for an undated article.
 */
export function publishedDay(article: {
  readonly publishedAt: Instant | null;
  readonly dates: readonly DateEvidence[];
}): string | null {
  if (article.publishedAt === null) return null;
  const chosen = article.dates.find(({ value, day }) => value === article.publishedAt && day !== undefined);
  return chosen?.day ?? article.publishedAt.slice(0, 10);
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
