// Finds the copies of an article among all that a store holds as of a day. The rule is compare/copies.ts.
import { findCopies } from "../compare/find-copies.js";
import type { Article } from "../schema.js";
import type { Scope, Store } from "../store/store.js";

/** Returns the copies of an article in scope, the first published first; itself is left out. */
export function copiesInStore(
  store: Pick<Store, "copyCandidates">,
  article: Article,
  { asOf, source, outlets }: Scope,
): Promise<Article[]> {
  const scope: Scope = { asOf, source, ...(outlets === undefined ? {} : { outlets }) };
  return findCopies(article, (sketch, limit) => store.copyCandidates(sketch, limit, scope));
}
