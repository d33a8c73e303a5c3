// The short lines around an article that name its date, author and agency. Finds them; attribution.ts and dates.ts read them.
import { datesInLine, isLabelledDate } from "../dates.js";
import { isInOther } from "./html-dates.js";
import { textOf } from "./html-dom.js";
import { type Block, type BoxTree, headerWords } from "./html-tree.js";

/** A listing page has hundreds. */
const maxLines = 60;

/** Returns lines by which a page names its date, author and agency, labelled dates first. */
export function headerLines(tree: BoxTree): string[] {
  const named = ({ box }: Block) =>
    headerWords.test(box.words) || (box.words.trim() === "" && headerWords.test(box.parent?.words ?? ""));
  const lines = [
    ...tree.blocks.filter((block) => named(block) && !isInOther(block.box)).map(({ text }) => text),
    ...tree.labels.filter(({ box }) => !isInOther(box)).map(({ element }) => textOf(element)),
  ].map((line) => line.replace(/\s+/g, " "));
  const unique = [...new Set(lines.filter((line) => line.length >= 4 && line.length <= 140))].slice(
    0,
    maxLines,
  );
  const labelled = unique.filter(isLabelledDate);
  const dated = unique.filter((line) => !labelled.includes(line) && datesInLine(line).length > 0);
  const others = unique.filter((line) => !labelled.includes(line) && !dated.includes(line));
  return [...labelled, ...dated.slice(0, 3), ...others];
}
