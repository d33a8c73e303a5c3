// Reads plain text as pasted from a page: separates title and deck from the lines around them.

import { bylineName, outletName } from "./attribution.js";
import { datesInLine } from "./dates/judge-dates.js";
import type { Draft, Reader } from "./draft.js";
import { isBodySentence, isCredit, isFurniture, isListHeading } from "./furniture.js";
import { countWords, decodeEntities, textKey } from "./normalize-characters.js";

export const textReader: Reader = {
  format: "text",
  detect: () => true,
  read: ({ name, text }) => [{ subject: name, draft: readPasted(text) }],
};

/** Reads the heading of pasted text off its first lines; body furniture stays among the blocks. */
export function readPasted(text: string): Draft {
  const lines = splitBlocks(decodeEntities(text));
  const title = findTitle(lines);
  if (title < 0 || lines.length === 1) return { blocks: lines, dates: [], notes: [] };
  const end = endOfHeading(lines, title);
  const heading = lines[title] ?? "";
  const between = lines.slice(title + 1, end);
  const deck = between.find(
    (line) => !isAround(line) && countWords(line) >= 4 && textKey(line) !== textKey(heading),
  );
  const source = lines.map(outletName).find((name) => name !== null);
  return {
    title: heading,
    ...(deck === undefined ? {} : { deck }),
    ...(source === undefined ? {} : { source }),
    header: [...lines.slice(0, title), ...between.filter((line) => line !== deck)],
    blocks: lines.slice(end),
    dates: [],
    notes: [],
  };
}

/** Lines at the start in which the heading of a page may be. */
const headingLines = 15;
/** Longest title; the longest of 151 in bench/web has 163 characters. */
const maxTitle = 250;

/** Index of the title: a line that occurs twice near the top, else the first that could be one; −1 if there is none. */
function findTitle(lines: readonly string[]): number {
  const firstBody = lines.findIndex((line) => isBodySentence(line) && !isAround(line) && line.length > 160);
  const near = lines.slice(0, Math.min(headingLines, firstBody < 0 ? headingLines : firstBody + 1));
  const possible = near.map((line) => line.length <= maxTitle && !isAround(line) && countWords(line) > 0);
  const keys = near.map(textKey);
  const repeated = near.findIndex(
    (line, index) =>
      possible[index] && !/[.:]["'”’)]*$/.test(line) && keys.indexOf(keys[index] ?? "", index + 1) > 0,
  );
  if (repeated >= 0 && countWords(near[repeated] ?? "") >= 3) return repeated;
  const untilSentence = near.findIndex((line) => /[.:]["'”’)]*$/.test(line) && !isAround(line));
  const usable = (index: number) => possible[index] && (untilSentence < 0 || index < untilSentence);
  const long = near.findIndex((line, index) => usable(index) && countWords(line) >= 4);
  return long >= 0 ? long : near.findIndex((_, index) => usable(index));
}

/** Index after the heading: past the last byline, date or repeated title with at most a deck and a caption before it. */
function endOfHeading(lines: readonly string[], title: number): number {
  let end = title + 1;
  let sentences = 0;
  for (let index = title + 1; index < Math.min(lines.length - 1, headingLines); index += 1) {
    const line = lines[index] ?? "";
    const repeats = textKey(line) === textKey(lines[title] ?? "");
    if (repeats || isMarker(line) || (isCredit(line) && sentences <= 1)) end = index + 1;
    else if (!isAround(line)) sentences += 1;
    if (sentences > 1) break;
  }
  return end;
}

const isMarker = (line: string): boolean => isDateLine(line) || bylineName(line) !== null || isReadTime(line);
const isDateLine = (line: string): boolean => datesInLine(line).length > 0;
const isReadTime = (line: string): boolean => /^\d{1,2}[\s-]min/i.test(line);
const isAround = (line: string): boolean => isMarker(line) || isFurniture(line) || isListHeading(line);

/**
 * Splits text into paragraphs: a line each, except that lines wrapped by an editor are joined again.
 * No text gives an empty list.
 */
export function splitBlocks(text: string): string[] {
  const groups = text
    .split(/\r\n?|\n|\u2028|\u2029/)
    .map((line) => line.trim())
    .reduce<string[][]>(
      (all, line) => {
        if (line === "") all.push([]);
        else all.at(-1)?.push(line);
        return all;
      },
      [[]],
    );
  return groups.flatMap(unwrap);
}

/** A group's paragraphs; a short line above wrapped prose is a heading of its own. */
function unwrap(lines: readonly string[]): readonly string[] {
  if (isWrapped(lines)) return [joinWrapped(lines)];
  const [first = "", ...rest] = lines;
  return first.length < wrapMin && isWrapped(rest) ? [first, joinWrapped(rest)] : lines;
}

/** Lines of hard-wrapped prose stay within these lengths (mail and editors wrap at 60 to 100; a long word may break early). */
const wrapMin = 25;
const wrapMax = 110;

/** Wrapped prose: lines of like length, at least one of which plainly goes on in lower case. */
function isWrapped(lines: readonly string[]): boolean {
  const inner = lines.slice(0, -1);
  if (inner.length === 0 || inner.some((line) => line.length < wrapMin || line.length > wrapMax))
    return false;
  const goesOn = inner.some(
    (line, index) => !/[.!?:;"”’)]$/.test(line) && /^\p{Ll}/u.test(lines[index + 1] ?? ""),
  );
  return goesOn && inner.filter((line) => line.length >= 45).length * 2 > inner.length;
}

function joinWrapped(lines: readonly string[]): string {
  return lines.reduce((text, line) => (text.endsWith("-") ? text + line : `${text} ${line}`));
}
