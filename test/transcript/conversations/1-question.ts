// The question that the project began with.
import assert from "node:assert/strict";
import type { Script } from "../conversation.js";
import { ANNA } from "../people.js";
import { SAMPLES } from "../world.js";

export const question: Script = {
  title: "1. The question",
  about: "Every line of the answer is a quote with its outlet, its date and a link to the sentence.",
  async play(conversation) {
    const answer = await conversation.say(
      ANNA,
      "ask",
      { question: "Is a Trump–Putin summit scheduled?" },
      { links: true },
    );
    const text = conversation.visible(answer, ANNA);
    assert.match(text, /^┃ /m);
    assert.match(text, /Oct 2025/);
    // The seed article came as a text without an address.
    if (conversation.world.articles === SAMPLES) assert.match(conversation.markdown, /#:~:text=/);
    assert.match(text, /\[Sources\]/);
    assert.equal(answer.ephemeral, false);
  },
};
