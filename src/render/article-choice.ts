// How articles stand in an autocomplete, and which article a person means by what came back from it.
import { DatelineError } from "../errors.js";
import type { ArticleHeading } from "../schema.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

const ARTICLE_ID = /^[0-9a-f]{12}$/;

/** Lists articles as choices: title, outlet, day; the value is the article id. */
export function articleChoices(
  headings: readonly ArticleHeading[],
  frame: Frame,
): { name: string; value: string }[] {
  return headings.map(({ articleId, title, source, publishedAt }) => {
    const day = publishedAt === null ? frame.words("citation.undated") : frame.day(publishedAt);
    const from = source === null ? "" : ` · ${oneLine(source, 25)}`;
    return { name: `${oneLine(title, 60)}${from} · ${day}`, value: articleId };
  });
}

/**
 * Returns the id that was chosen, or that of the only suggestion where words were typed instead.
 * @throws DatelineError article-unknown where the words fit no article or several
 */
export function chosenArticle(typed: string, suggestions: readonly ArticleHeading[]): string {
  if (ARTICLE_ID.test(typed)) return typed;
  const [first, second] = suggestions;
  if (first !== undefined && second === undefined) return first.articleId;
  const found = first === undefined ? "no article" : "more than one";
  throw new DatelineError("article-unknown", `Article: “${typed}”: expected one article, found ${found}`, {
    hint: "Choose it from the list that opens while you type words of its title, its outlet or its date.",
  });
}
