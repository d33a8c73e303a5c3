// What the models read of an article below its title.
import type { Article } from "./article.js";

/** Returns the title and a text from an article, or the text alone if the article begins with its title. */
export function withTitle({ title, text: whole }: Pick<Article, "title" | "text">, text: string): string {
  return whole.startsWith(title.replace(/…$/u, "")) ? text : `${title}. ${text}`;
}
