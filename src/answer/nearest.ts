// What a refusal can show instead of an answer: the nearest articles, what each speaks of, and since when there is nothing new.
import type { Retrieval } from "../retrieve/retrieve.js";
import type { Unanswered } from "../schema.js";
import { CitationList } from "./cite.js";
import { stemLightly, stemsOf } from "./words.js";
import type { Working } from "./working.js";

/** Nearest articles that an unanswered reply names. */
const NEAREST_LIMIT = 3;

/** Cites the articles of the best hits and says which words of the question each holds. */
export function describeNearest({
  retrieval,
  missing,
}: Working): Pick<Unanswered, "missing" | "newestAbout" | "nearest" | "nearestAbout" | "citations"> {
  const { hits, terms } = retrieval;
  const citations = new CitationList();
  const asked = terms.subjects.length > 0 ? terms.subjects : terms.words;
  const nearest: number[] = [];
  const nearestAbout: NonNullable<Unanswered["nearestAbout"]> = [];
  for (const { article } of hits) {
    if (nearest.length === NEAREST_LIMIT) break;
    const number = citations.cite(article);
    if (nearest.includes(number)) continue;
    const held = stemsOf(`${article.title} ${article.text}`);
    const holds = asked.filter((word) => held.has(stemLightly(word)));
    nearest.push(number);
    nearestAbout.push({ holds, lacks: asked.filter((word) => !holds.includes(word)) });
  }
  return {
    missing: [...missing],
    newestAbout: findNewestAbout(retrieval),
    nearest,
    nearestAbout,
    citations: citations.list(),
  };
}

/** Says since when there is nothing new about what the question names; null where it names nothing or nothing is found. */
function findNewestAbout({ hits, terms }: Retrieval): Unanswered["newestAbout"] {
  const names = [...terms.subjects];
  if (names.length === 0) return null;
  const about = hits.filter(({ article, passage }) => {
    const held = stemsOf(`${article.title} ${passage.text}`);
    return names.every((name) => held.has(stemLightly(name)));
  });
  const days = about.flatMap(({ article }) => article.publishedAt ?? []);
  const at = days.sort().at(-1);
  return at === undefined ? null : { names, at };
}
