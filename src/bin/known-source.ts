// Whether an outlet is among the articles, and what the person may have meant otherwise.
import { DatelineError } from "../errors.js";
import type { Outlets } from "../schema.js";
import type { Store } from "../store/store.js";
import { nearNames } from "./near-names.js";

/** Outlets compared when a name is unknown; stores with more give the most used of them. */
const COMPARED = 500;
const SHOWN = 3;

/**
 * Returns the outlet as the store spells it, compared without case; null where none was typed or the store is still empty
 * (an empty store has its own refusal).
 * @throws DatelineError usage-source, naming outlets that are near
 */
export async function knownSource(
  typed: string | undefined,
  store: Pick<Store, "suggestSources">,
  outlets?: Outlets,
): Promise<string | null> {
  const wanted = typed?.trim() ?? "";
  if (wanted === "") return null;
  const starting = await store.suggestSources(wanted, COMPARED, outlets);
  const found = starting.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const known = await store.suggestSources("", COMPARED, outlets);
  if (known.length === 0) return null;
  const near = nearNames(wanted, known, SHOWN);
  const [meant, shown] =
    near.length > 0 ? ["Did you mean", near] : ["The articles are from", known.slice(0, SHOWN)];
  throw new DatelineError("usage-source", `No article is from this source: "${wanted}"`, {
    hint: `${meant} ${shown.map((name) => `"${name}"`).join(", ")}${near.length > 0 ? "?" : " and others."}`,
  });
}
