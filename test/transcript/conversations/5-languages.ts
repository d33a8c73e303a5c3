// Two languages in one channel.
import assert from "node:assert/strict";
import type { Script } from "../conversation.js";
import { ELIF, JONAS } from "../people.js";

const QUESTION = { question: "Did the Fed cut interest rates in October 2025?" };

export const languages: Script = {
  title: "5. Two languages",
  about:
    "A German speaker in a Turkish server: private replies are in German, public ones in Turkish. Quotes and titles stay as they are.",
  async play(conversation) {
    const own = await conversation.say(JONAS, "ask", { ...QUESTION, private: true });
    assert.equal(own.ephemeral, true);
    assert.match(conversation.visible(own, JONAS), /Stand \d/);
    const all = await conversation.say(JONAS, "ask", QUESTION);
    assert.equal(all.ephemeral, false);
    assert.match(conversation.visible(all, ELIF), /itibarıyla/);
    conversation.tell(
      "Discord itself writes dates in each reader’s language, so Jonas sees German dates between Turkish words.",
    );
    const quotes = (text: string) => text.split("\n").filter((line) => line.startsWith("┃"));
    assert.deepEqual(quotes(conversation.visible(own, JONAS)), quotes(conversation.visible(all, ELIF)));
    const pages = await conversation.say(ELIF, "articles.list");
    assert.match(conversation.visible(pages, ELIF), /en yeniden eskiye/);
    const older = await conversation.press(ELIF, pages, "Daha eski");
    assert.equal(older.ephemeral, true);
    assert.match(conversation.visible(older, ELIF), /Sayfa 2/);
    const mistake = await conversation.say(JONAS, "ask", { ...QUESTION, as_of: "übermorgen", private: true });
    assert.match(conversation.visible(mistake, JONAS), /Mit diesem Tag kann ich nichts anfangen/);
  },
};
