// Which known names a mistyped one may have meant. Pure; compares letters, not meaning.

/** Largest edit distance that still counts as a slip of the fingers, as a share of the longer name. */
const MAX_SHARE = 0.4;

/** Returns up to `limit` of `known`, nearest first: those that hold `typed` or are held by it, then those a few letters away. */
export function nearNames(typed: string, known: readonly string[], limit: number): string[] {
  const wanted = fold(typed);
  const rated = known.map((name) => ({ name, distance: distanceOf(wanted, fold(name)) }));
  return rated
    .filter(({ distance }) => distance <= MAX_SHARE)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ name }) => name);
}

function fold(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function distanceOf(a: string, b: string): number {
  if (a === "" || b === "") return 1;
  if (a.includes(b) || b.includes(a)) return 0;
  return editDistance(a, b) / Math.max(a.length, b.length);
}

/** Levenshtein distance in two rows. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const swap = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(swap, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
