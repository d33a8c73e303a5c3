// What was reported over time, by its command and behind an answer.
import assert from "node:assert/strict";
import type { Script } from "../conversation.js";
import { ANNA, BEN } from "../people.js";

export const timeline: Script = {
  title: "10. A timeline",
  about:
    "One dated quote per development, newest first. The button Earlier shows the same for the question of an answer.",
  async play(conversation) {
    const topic = "Donald Trump";
    const first = await conversation.say(ANNA, "timeline", { topic });
    const days = (text: string) => text.split("\n").filter((line) => /^\d+ \w+ 20\d\d \(/.test(line));
    const above = conversation.visible(first, ANNA);
    assert.ok(days(above).length >= 3);
    const next = await conversation.press(ANNA, first, "Page 2 of 2");
    const below = conversation.visible(next, ANNA);
    assert.ok(days(below).length >= 1);
    assert.notEqual(above, below);
    const question = "Did Trump and Putin meet in Alaska?";
    const answer = await conversation.say(ANNA, "ask", { question });
    const earlier = await conversation.press(BEN, answer, "Earlier");
    assert.equal(earlier.ephemeral, true);
    assert.match(conversation.visible(earlier, BEN), /16 Aug(?:ust)? 2025/);
  },
};
