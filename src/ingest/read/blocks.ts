// Plain text → paragraphs. Knows lines, blank lines and hard wrapping; nothing of articles.

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

/** A group's paragraphs; a short line above wrapped prose is a heading of its own. */
function unwrap(lines: readonly string[]): readonly string[] {
  if (isWrapped(lines)) return [joinWrapped(lines)];
  const [first = "", ...rest] = lines;
  return first.length < wrapMin && isWrapped(rest) ? [first, joinWrapped(rest)] : lines;
}

function joinWrapped(lines: readonly string[]): string {
  return lines.reduce((text, line) => (text.endsWith("-") ? text + line : `${text} ${line}`));
}

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
