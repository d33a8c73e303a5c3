// What is not in the articles.
import assert from "node:assert/strict";
import type { Script } from "../conversation.js";
import { ANNA } from "../people.js";

export const abstention: Script = {
  title: "3. Not in the articles",
  about: "If the articles do not answer the question, no quote pretends that they do.",
  async play(conversation) {
    const reply = await conversation.say(ANNA, "ask", { question: "Who won the 2031 cricket world cup?" });
    const text = conversation.visible(reply, ANNA);
    assert.match(text, /do not answer/);
    assert.doesNotMatch(text, /^┃ /m);
  },
};
