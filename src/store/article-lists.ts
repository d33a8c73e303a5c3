// Port: articles by time and by address, within a scope. Puts none in order of relevance.
import type { Article } from "../schema.js";
import type { Scope } from "./store.js";

export interface ArticleLists {
  /** The dated articles in scope, newest publication first, then by article id; an undated one is never among them. */
  newestArticles(limit: number, scope: Scope): Promise<Article[]>;
  /**
   * The article in scope that is kept under this address (canonical, without "#"), and the entries of the live page that it
   * names; newest publication first, undated last, then by article id.
   */
  articlesAt(url: string, scope: Scope): Promise<Article[]>;
}

/** Tells whether an address is that of a page or of an entry of it. */
export function isAt(address: string | null, page: string): boolean {
  return address !== null && (address === page || address.startsWith(`${page}#`));
}
