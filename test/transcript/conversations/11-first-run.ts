// From an empty store to the first answer, in Discord and in the terminal.
import assert from "node:assert/strict";
import type { Script } from "../conversation.js";
import { ANNA, MARA } from "../people.js";

export const firstRun: Script = {
  title: "11. The first run",
  about:
    "Nothing has been read yet. Whoever may add articles chooses packs of feeds; the outlets are made up and served on this machine, and no model is loaded.",
  async play(conversation) {
    const anna = await conversation.say(ANNA, "ask", { question: "Is there a new ferry line?" });
    assert.match(conversation.visible(anna, ANNA), /I have not read any news yet/);
    assert.doesNotMatch(conversation.visible(anna, ANNA), /\[/);
    const begin = await conversation.say(MARA, "help");
    const packs = await conversation.press(MARA, begin, "Choose news to follow");
    const started = await conversation.choose(MARA, packs, ["World", "Science"]);
    const text = conversation.visible(started, MARA);
    assert.match(text, /3 feeds, 3 new articles/);
    assert.match(text, /Not read: Gone Journal/);
    const answer = await conversation.press(MARA, started, "Ask this");
    assert.match(conversation.visible(answer, MARA), /^┃ The new ferry line/m);
    const health = await conversation.say(MARA, "feeds.health");
    assert.match(conversation.visible(health, MARA), /1 feed with a problem/);
  },
};

export const firstRunInTheTerminal: Script = {
  title: "12. The same in the terminal",
  about: "Over a store of its own, with the feeds of the conversation above.",
  async play(conversation) {
    const env = await conversation.world.settings("terminal");
    await conversation.type(["ask", "Is there a new ferry line?"], env);
    await conversation.type(["feeds", "start"], env);
    const started = await conversation.type(["feeds", "start", "world", "science"], env);
    const question = /\$ dateline ask "(.+)"$/m.exec(started)?.[1];
    assert.ok(question);
    assert.match(await conversation.type(["ask", question], env), /The new ferry line/);
  },
};
