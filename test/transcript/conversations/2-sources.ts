// Where the answer came from, asked for by the same person.
import assert from "node:assert/strict";
import type { Script } from "../conversation.js";
import { ANNA } from "../people.js";

export const sources: Script = {
  title: "2. Its sources",
  about:
    "What the last answer in this channel is based on: each quote in context, and whether the article still says it.",
  async play(conversation) {
    const shown = await conversation.say(ANNA, "sources");
    const text = conversation.visible(shown, ANNA);
    assert.equal(shown.ephemeral, true);
    assert.match(text, /Is a Trump–Putin summit scheduled\?/);
    assert.match(text, /unchanged since/);
  },
};
