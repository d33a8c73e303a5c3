// In the bot's own DM, where nobody manages anything.
import assert from "node:assert/strict";
import type { Script } from "../conversation.js";
import { LUCIA } from "../people.js";

export const dm: Script = {
  title: "6. A direct message",
  about:
    "Questions work in direct messages, too. Anything that needs a server permission is refused, with a hint about where to do it.",
  async play(conversation) {
    const help = await conversation.say(LUCIA, "help");
    assert.match(conversation.visible(help, LUCIA), /\/pregunta/);
    const question = "When was Leo XIV elected pope?";
    const answer = await conversation.say(LUCIA, "ask", { question });
    assert.match(conversation.visible(answer, LUCIA), /┃ .*Leo XIV|┃ .*pope/);
    const refused = await conversation.say(LUCIA, "articles.add", { url: "https://example.org/news" });
    assert.match(conversation.visible(refused, LUCIA), /en un servidor que gestiones/);
  },
};
