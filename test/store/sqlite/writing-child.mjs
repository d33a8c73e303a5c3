// Puts article 1, 2, 3, … into a store as fast as it can until it is killed; prints each number once it is committed.
// usage: node writing-child.mjs STORE
import { writeSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { openSqliteStores } from "../../../dist/src/store/sqlite/open-stores.js";

const stores = await openSqliteStores(process.argv[2]);
for (let n = 1; ; n += 1) {
  // Long enough that copying takes several steps, and commits fall between them.
  const text = `${`Sentence of article ${n} that takes some room. `.repeat(800)}End.`;
  const span = { start: 0, end: text.length };
  await stores.articles.put({
    article: {
      articleId: n.toString(16).padStart(12, "0"),
      url: `https://example.org/${n}`,
      title: `Article ${n}`,
      deck: null,
      text,
      source: "The Example",
      agency: null,
      author: null,
      language: "en",
      publishedAt: "2025-10-20T08:00:00.000Z",
      updatedAt: null,
      fetchedAt: "2025-10-22T08:00:00.000Z",
      dates: [],
      sample: false,
    },
    passages: [{ ...span, ordinal: 0, text, tokenCount: 500, sentences: [span] }],
    embeddings: null,
  });
  tell(n);
  await turn();
}

/** A parent that is busy reads nothing for a while, and then the pipe takes no more: the next number says as much. */
function tell(n) {
  try {
    writeSync(1, `${n}\n`);
  } catch (error) {
    if (error.code !== "EAGAIN") throw error;
  }
}
