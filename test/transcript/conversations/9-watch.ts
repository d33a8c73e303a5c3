// A question that is watched: what wakes its watcher, and what does not.
import assert from "node:assert/strict";
import type { Conversation, Script } from "../conversation.js";
import { ANNA, MARA } from "../people.js";

interface Report {
  readonly title: string;
  readonly source: string;
  readonly day: string;
  readonly text: string;
}

const LEAD =
  "The tunnel under the Sorrel pass will open to traffic on 12 December, the road office of Tarn said on Tuesday.";
const REST = `Drivers now take the old road over the pass, which is closed on some forty days of each winter. The tunnel is 6.2 kilometres long and was to be finished two years ago.

It cost 410 million crowns, a third more than planned. The mayor of Tarn, Ilse Brandt, said that the first bus would go through it at six in the morning.`;

const FIRST: Report = {
  title: "Sorrel tunnel opens on 12 December",
  source: "Tarn Herald",
  day: "2025-11-25",
  text: `${LEAD}\n\n${REST}`,
};
const COPY: Report = {
  ...FIRST,
  title: "Through the mountain before Christmas",
  source: "Valley Mail",
  day: "2025-11-26",
};
const BRIEF: Report = { title: "Tunnel date set", source: "Ticker Nord", day: "2025-11-26", text: LEAD };
const CHANGED: Report = {
  title: "Fire doors fail test, tunnel stays shut",
  source: "Lowland Post",
  day: "2025-12-03",
  text: "The opening of the tunnel under the Sorrel pass has been put off to 20 January, the road office of Tarn said on Wednesday. Four of its fire doors did not close in a test.\n\nThe doors have to be made anew, and the test will be repeated before any car may enter. The office will not say who pays for it.",
};
const ELSEWHERE: Report = {
  title: "No tunnel for the holidays",
  source: "Region Radio",
  day: "2025-12-04",
  text: "Drivers will have to wait until 20 January for the Sorrel tunnel, because fire doors failed a test. The road office had promised 12 December.\n\nHotels in Tarn report the first cancellations.",
};

async function handIn(conversation: Conversation, { title, source, day, text }: Report): Promise<void> {
  const url = `https://${source.toLowerCase().replace(" ", "-")}.example/sorrel-tunnel`;
  const head = `---\ntitle: ${title}\nurl: ${url}\nsource: ${source}\npublished: ${day}T07:00:00Z\n---\n\n`;
  conversation.world.now = `${day}T09:30:00.000Z`;
  const name = `${source.toLowerCase().replace(" ", "-")}.md`;
  const file = conversation.world.double.attach(name, new TextEncoder().encode(head + text));
  await conversation.say(MARA, "articles.add", { file });
}

export const watch: Script = {
  title: "9. A watch",
  about:
    "Anna is told once when the answer changes, but not about a copy under another headline, a brief, or the same news elsewhere.",
  async play(conversation) {
    await handIn(conversation, FIRST);
    const question = "When will the tunnel under the Sorrel pass open?";
    const answer = await conversation.say(ANNA, "ask", { question });
    assert.match(conversation.visible(answer, ANNA), /┃ The tunnel .* on 12 December/);
    const watched = await conversation.press(ANNA, answer, "Tell me if this changes");
    assert.match(conversation.visible(watched, ANNA), /I will tell you when this changes/);
    conversation.tell(
      "The next day another outlet publishes the same text under its own headline, and a third only its first sentence.",
    );
    await handIn(conversation, COPY);
    await handIn(conversation, BRIEF);
    assert.equal((await conversation.hear(ANNA)).length, 0);
    await handIn(conversation, CHANGED);
    const told = await conversation.hear(ANNA);
    assert.equal(told.length, 1);
    const text = told.map((message) => conversation.visible(message, ANNA)).join("\n");
    assert.match(text, /┃ The opening of the tunnel .* put off to 20 January/);
    assert.match(text, /What I told you before[\s\S]*┃ The tunnel .* on 12 December/);
    assert.match(text, /3 Dec 2025[\s\S]*25 Nov 2025/);
    await handIn(conversation, ELSEWHERE);
    assert.equal((await conversation.hear(ANNA)).length, 0);
    const list = await conversation.say(ANNA, "watch.list");
    assert.match(conversation.visible(list, ANNA), /You are watching 1 question/);
  },
};
