// Which outlets may be quoted at a place, by the settings of its guild; and finding the outlet that a person means.
import type { MayQuote } from "../answer/sources.js";
import type { Article, Outlets, Place } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { mayQuote, sourceKey } from "../model/outlets.js";
import type { SearchStore } from "../store/ports.js";
import type { SettingsService } from "./guild-settings.js";

/** Returns the outlets that may be quoted at a place; all in DMs, in the terminal, and for null. */
export async function outletsAt(
  place: Pick<Place, "guildId"> | null,
  settings: Pick<SettingsService, "of">,
): Promise<Outlets> {
  const { allowedSources, deniedSources } = await settings.of(place?.guildId ?? null);
  return { allowed: allowedSources, denied: deniedSources };
}

/** Returns a test whether one outlet may be quoted. */
export function quotable(outlets: Outlets): MayQuote {
  return (source) => mayQuote(source, outlets);
}

/** Returns the article if it may be quoted. @throws DatelineError article-unknown */
export function requireQuotable(article: Article, outlets: Outlets): Article {
  if (mayQuote(article.source, outlets)) return article;
  throw new DatelineError("article-unknown", `Not quoted in this server: articles of "${article.source}"`, {
    hint: "Whoever manages this server chose that with /settings.",
  });
}

/** Outlets compared when a name is unknown; stores with more give the most used of them. */
const COMPARED = 500;
const SHOWN = 3;

/**
 * Returns the outlet as the store spells it, compared without case and accents; null if none was typed or the store is still empty
 * (an empty store has its own refusal).
 * @throws DatelineError usage-source, naming outlets that are near
 */
export async function knownSource(
  typed: string | undefined,
  search: Pick<SearchStore, "suggestSources">,
  outlets?: Outlets,
): Promise<string | null> {
  const wanted = typed?.trim() ?? "";
  if (wanted === "") return null;
  const starting = await search.suggestSources(wanted, COMPARED, outlets);
  const found = starting.find((name) => sourceKey(name) === sourceKey(wanted));
  if (found !== undefined) return found;
  const known = await search.suggestSources("", COMPARED, outlets);
  if (known.length === 0) return null;
  const near = nearNames(wanted, known, SHOWN);
  const [meant, shown] =
    near.length > 0 ? ["Did you mean", near] : ["The articles are from", known.slice(0, SHOWN)];
  throw new DatelineError("usage-source", `There are no articles from this outlet: "${wanted}"`, {
    hint: `${meant} ${shown.map((name) => `"${name}"`).join(", ")}${near.length > 0 ? "?" : " and others."}`,
  });
}

/** Largest edit distance that still counts as a typing error, as a share of the longer name. */
const MAX_SHARE = 0.4;

/** Returns up to `limit` of `known`, nearest first: those that contain `typed` or are contained in it, then those a few letters away. */
export function nearNames(typed: string, known: readonly string[], limit: number): string[] {
  const wanted = sourceKey(typed);
  const rated = known.map((name) => ({ name, distance: distanceOf(wanted, sourceKey(name)) }));
  return rated
    .filter(({ distance }) => distance <= MAX_SHARE)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ name }) => name);
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
