// A handful of articles made up for these tests: places and people that do not exist, so that nothing is known beforehand.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const articles: Readonly<Record<string, string>> = {
  "bridge-closed.md": `---
title: Veldmark bridge closed after inspection
source: Harbour Courier
author: Ines Talbro
published: 2025-03-04
url: https://courier.example/veldmark-bridge-closed
language: en
---
The Veldmark bridge was closed to all traffic on Tuesday after inspectors found cracks in two of its cables.

The mayor, Odo Pellerin, said the bridge would stay closed "until every cable has been tested".

About 40,000 people cross the bridge every day, and ferries were put on for the evening.
`,
  "bridge-open.md": `---
title: Veldmark bridge to reopen in June
source: Lowland Post
published: 2025-05-12
url: https://post.example/veldmark-bridge-june
language: en
---
The Veldmark bridge will reopen to cars on 14 June, three months after cracks were found in its cables.

Repairs cost 12 million crowns, the city council of Veldmark said on Monday.
`,
  "orchard.json": JSON.stringify({
    title: "Frost destroys half of the apple harvest in Sorrel valley",
    text: "Late frost has destroyed half of the apple harvest in the Sorrel valley, the growers' union said.\n\nThe union expects prices to rise by a fifth before winter.",
    source: "Harbour Courier",
    publishedAt: "2025-04-22T07:00:00.000Z",
    url: "https://courier.example/sorrel-frost",
    language: "en",
  }),
};

export const articleCount = Object.keys(articles).length;

/** Writes the articles into a new folder `articles` and returns its path. */
export function writeSampleArticles(folder: string): string {
  const path = join(folder, "articles");
  mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(articles)) writeFileSync(join(path, name), text);
  return path;
}
