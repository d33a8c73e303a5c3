// An article that changes after it was quoted.
import assert from "node:assert/strict";
import type { Conversation, Script } from "../conversation.js";
import { ANNA, MARA } from "../people.js";

const HEAD = `---
title: Ferry aground off the island of Maren
url: https://coast.example/ferry-aground
source: Coast Courier
published: 2025-11-22T19:00:00Z
---

`;
const LEAD =
  "A ferry carrying 212 passengers ran aground on a sandbank off the island of Maren on Saturday evening, the coast guard said.";
const HURT = "Eleven passengers were treated for bruises, and one crew member broke a wrist.";
const END =
  "The ferry company, Nordlink, cancelled the crossings of Sunday and said that divers would inspect the hull before the ship went back to sea.";
const CORRECTION = "Correction: An earlier version of this article gave 212 passengers; there were 221.";

function upload({ world }: Conversation, paragraphs: readonly string[]) {
  const text = HEAD + paragraphs.join("\n\n");
  return world.double.attach("ferry.md", new TextEncoder().encode(text));
}

export const revision: Script = {
  title: "4. A revision",
  about:
    "An outlet corrects an article, and Dateline reads it again. The old answer stays and shows what became of its quotes.",
  async play(conversation) {
    await conversation.say(MARA, "articles.add", { file: upload(conversation, [LEAD, HURT, END]) });
    const asked = { question: "How many passengers were on the ferry that ran aground off Maren?" };
    const answer = await conversation.say(ANNA, "ask", asked);
    assert.match(conversation.visible(answer, ANNA), /┃ A ferry carrying 212 passengers/);
    conversation.world.now = "2025-11-24T17:40:00.000Z";
    conversation.tell("Three hours later the outlet has corrected the article, and Mara adds it again.");
    const corrected = [LEAD.replace("212", "221"), END, CORRECTION];
    await conversation.say(MARA, "articles.add", { file: upload(conversation, corrected) });
    const text = conversation.visible(await conversation.say(ANNA, "sources"), ANNA);
    assert.match(text, /┃ A ferry carrying 212 passengers/);
    assert.match(text, /changed .*221 passengers/);
    assert.match(text, /no longer says this/);
    assert.match(text, /Correction: An earlier version/);
  },
};
