// A restart between a question and a button.
import assert from "node:assert/strict";
import type { Script } from "../conversation.js";
import { ANNA, BEN } from "../people.js";

export const restart: Script = {
  title: "7. A restart",
  about: "Buttons keep working after a restart, for anyone who can see the answer.",
  async play(conversation) {
    const question = "What destroyed the Key Bridge in Baltimore?";
    const answer = await conversation.say(ANNA, "ask", { question });
    await conversation.world.stop();
    await conversation.world.start();
    conversation.tell("Dateline is restarted with the same store.");
    const pressed = await conversation.press(BEN, answer, "Sources");
    const text = conversation.visible(pressed, BEN);
    assert.equal(pressed.ephemeral, true);
    assert.match(text, new RegExp(question.replace("?", "\\?")));
    assert.match(text, /^┃ /m);
  },
};
