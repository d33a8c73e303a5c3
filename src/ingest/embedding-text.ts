// What the embedder reads of a passage: its title gives the context, and only here, so that it is never quoted as text.
import type { Article, Passage } from "../schema.js";

/** A longer title would push the passage aside; headlines of news have under 120 characters. */
const MAX_TITLE = 200;

/** Returns title (its first 200 characters at most, whole words), a line break and the text of the passage. */
export function embeddingText(article: Pick<Article, "title">, passage: Pick<Passage, "text">): string {
  return `${shortTitle(article.title)}\n${passage.text}`;
}

function shortTitle(title: string): string {
  if (title.length <= MAX_TITLE) return title;
  const cut = title.slice(0, MAX_TITLE + 1);
  return cut.slice(0, cut.lastIndexOf(" ") > 0 ? cut.lastIndexOf(" ") : MAX_TITLE);
}
