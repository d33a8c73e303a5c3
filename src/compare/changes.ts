// Lists what changed between two revisions of a text, sentence by sentence.
import { diffArrays } from "diff";
import type { Article, SentenceChange } from "../model/article.js";
import { tokensOf } from "./compared-text.js";

/** Fields whose changes are listed; the time of fetching and the evidence of dates are not. */
export const METADATA_FIELDS = [
  "title",
  "deck",
  "source",
  "agency",
  "author",
  "url",
  "language",
  "publishedAt",
  "updatedAt",
] as const satisfies readonly (keyof Article)[];

/** Sentences that share this much of the longer one are one sentence, changed; less is a new sentence. */
const CHANGED_SHARE = 0.4;
/** Edits that are aligned; a text that differs in more is another text, and all of it counts as changed. */
const MAX_EDITS = 2_000;
/** Sentences that are paired with their replacements; bounds the pairs to tens of thousands. */
const PAIRED_LIMIT = 200;

/**
 * Lists the changes in the order of the text, changed and removed sentences where they were; a sentence that only moved is not
 * listed. The same sentences give an empty list.
 */
export function diffSentences(before: readonly string[], after: readonly string[]): SentenceChange[] {
  const { removed, added } = split(before, after);
  const pairs = pairUp(removed, added);
  const paired = new Set(pairs.values());
  const changes = [
    ...removed.map((sentence): Placed => {
      const partner = pairs.get(sentence);
      if (partner === undefined)
        return { at: sentence.at, kind: "removed", before: sentence.text, after: null };
      return { at: sentence.at, kind: "changed", before: sentence.text, after: partner.text };
    }),
    ...added
      .filter((sentence) => !paired.has(sentence))
      .map(({ at, text }): Placed => ({ at, kind: "added", before: null, after: text })),
  ];
  return changes
    .sort((one, other) => one.at - other.at)
    .map(({ kind, before: old, after: now }) => ({ kind, before: old, after: now }));
}

type Placed = SentenceChange & { readonly at: number };

/** A sentence that only one side has, with its place in the merged list. */
interface Lone {
  readonly text: string;
  readonly at: number;
}

function split(before: readonly string[], after: readonly string[]): { removed: Lone[]; added: Lone[] } {
  const parts = diffArrays([...before], [...after], { maxEditLength: MAX_EDITS }) ?? [
    { value: [...before], removed: true, added: false },
    { value: [...after], removed: false, added: true },
  ];
  const [removed, added]: [Lone[], Lone[]] = [[], []];
  let at = 0;
  for (const part of parts) {
    for (const text of part.value) {
      if (part.removed) removed.push({ text, at });
      if (part.added) added.push({ text, at });
      at += 1;
    }
  }
  return withoutMoved(removed, added);
}

/** Leaves out sentences that are on both sides, in different places. */
function withoutMoved(removed: readonly Lone[], added: readonly Lone[]): { removed: Lone[]; added: Lone[] } {
  const left = [...added];
  const kept = removed.filter(({ text }) => {
    const at = left.findIndex((other) => other.text === text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return { removed: kept, added: left };
}

function pairUp(removed: readonly Lone[], added: readonly Lone[]): Map<Lone, Lone> {
  const pairs = new Map<Lone, Lone>();
  const free = added.slice(0, PAIRED_LIMIT).map((lone) => ({ lone, words: new Set(tokensOf(lone.text)) }));
  for (const sentence of removed.slice(0, PAIRED_LIMIT)) {
    const words = new Set(tokensOf(sentence.text));
    const shares = free.map((candidate) => shareOf(words, candidate.words));
    const best = shares.indexOf(Math.max(...shares));
    const partner = free[best];
    if (partner === undefined || (shares[best] ?? 0) < CHANGED_SHARE) continue;
    pairs.set(sentence, partner.lone);
    free.splice(best, 1);
  }
  return pairs;
}

/** Share of the words of the longer sentence that both have, 0..1. */
function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const longer = Math.max(one.size, other.size);
  return longer === 0 ? 0 : [...one].filter((word) => other.has(word)).length / longer;
}

/** Returns whether text and metadata are the same; the time of fetching and the evidence of dates do not count. */
export function isSameArticle(left: Omit<Article, "revision">, right: Omit<Article, "revision">): boolean {
  return left.text === right.text && METADATA_FIELDS.every((field) => left[field] === right[field]);
}
