// Where else the text of a cited article stands, and who published it first. One line; names link to their copies.
import type { CopyPlace, SourceEntry } from "../reports.js";
import { type Line, link, type Part } from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

const MAX_COPIES = 6;
const MAX_NAME = 80;

/** Writes "The same text in Coast Post, City Herald · first: Coast Post"; empty where no other outlet has it. */
export function copiesLine({ copies = [], citation }: SourceEntry, frame: Frame): Line[] {
  const outlets = oneEach(copies, citation.source);
  const shown = outlets.slice(0, MAX_COPIES);
  if (shown.length === 0) return [];
  const names = shown.flatMap((copy, at): Part[] => [
    at === 0 ? " " : ", ",
    link(nameOf(copy.outlet, frame), copy.url),
  ]);
  const more = outlets.length - shown.length;
  const rest: Line = more > 0 ? [" ", ...frame.line("sources.more-copies", { count: more })] : [];
  return [[...frame.line("sources.copies"), ...names, ...rest, ...firstParts(copies, citation, frame)]];
}

/** The first copy of each outlet; the cited article's own and nameless ones are left out. */
function oneEach(copies: readonly CopyPlace[], own: string | null): CopyPlace[] {
  const outlets = new Map<string, CopyPlace>();
  for (const copy of copies) {
    const name = copy.outlet?.toLowerCase();
    if (name !== undefined && name !== own?.toLowerCase() && !outlets.has(name)) outlets.set(name, copy);
  }
  return [...outlets.values()];
}

/** Undated articles are never first; of two of one moment neither is said to be. */
function firstParts(
  copies: readonly CopyPlace[],
  { publishedAt, source }: SourceEntry["citation"],
  frame: Frame,
): Line {
  const all = [{ outlet: source, publishedAt }, ...copies].filter((each) => each.publishedAt !== null);
  const [first, second] = all.sort(
    (one, other) => Date.parse(one.publishedAt ?? "") - Date.parse(other.publishedAt ?? ""),
  );
  if (first === undefined || first.outlet === null || first.publishedAt === second?.publishedAt) return [];
  return [" · ", ...frame.line("sources.first", { outlet: nameOf(first.outlet, frame) })];
}

function nameOf(outlet: string | null, frame: Frame): string {
  return oneLine(outlet ?? "", MAX_NAME) || frame.words("citation.no-outlet");
}
