// /timeline, /latest, /summary by address and the two message commands against the double, in a guild and in a DM.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCustomId, writeTopicId } from "../../src/render/custom-id.js";
import { dm, member, RunningBot, SUMMIT } from "../bot/running-bot.js";
import { buttonsOf, textOf } from "../discord/exchange.js";
import { page } from "../ingest/feeds/site.js";

const QUOTE = "There are no plans for a summit in the immediate future.";
const ADDRESS = "https://example.org/news/quay";

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start();
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

/** Serves an article at the path of its name. */
function servePage(name: string): void {
  const body = page(`The ${name} of Ostby`, [
    `The ${name} of Ostby was closed on Monday after a crane fell across it, the port authority said.`,
    `Ferries were sent elsewhere for the night, and divers looked at the ${name} from below.`,
  ]);
  running.site.serve(`/${name}`, { headers: { "content-type": "text/html; charset=utf-8" }, body });
}

/** So many made-up words, others for each seed, so that no report is like another. */
const wordsOf = (seed: number, count: number) =>
  Array.from({ length: count }, (_, at) => `w${((seed + 1) * 7919 + at * 104_729).toString(36)}`).join(" ");

describe.each([
  ["in a guild", member],
  ["in a DM", dm],
])("%s", (_where, someone) => {
  it("/timeline gives dated quotes, and says where there is none", async () => {
    const found = await running.double.slash("timeline", { topic: "summit plans" }, someone()).message();
    expect(textOf(found)).toContain("**Timeline\\: summit plans**");
    expect(textOf(found)).toContain("21 Oct 2025 \\(<t:1761058800:R>\\)");
    expect(textOf(found)).toContain(`> ${QUOTE}`);
    expect(textOf(found)).toContain("[No summit for now, official says](https://example.org/news/1");
    const none = await running.double.slash("timeline", { topic: "cricket final" }, someone()).message();
    expect(textOf(none)).toContain("None of the dated reports I have read is about this.");
    const since = { topic: "cricket final", since: "2025-11-01" };
    const later = await running.double.slash("timeline", since, someone()).message();
    expect(textOf(later)).toContain("since 1 Nov 2025");
  });

  it("the button Earlier shows the timeline of an answer's question, as the person may see the answer", async () => {
    const person = someone();
    const answer = await running.double.slash("ask", { question: "Is a summit planned?" }, person).message();
    const earlier = buttonsOf(answer).find(({ label }) => label === "Earlier")?.customId ?? "";
    await running.restart();
    const pressed = await running.double.button(earlier, answer, person).message();
    expect(pressed.ephemeral).toBe(true);
    expect(textOf(pressed)).toContain("**Timeline\\: Is a summit planned?**");
    const elsewhere = { ...someone(), channelId: "123456789012345678" };
    const other = await running.double.button(earlier, answer, elsewhere).message();
    expect(textOf(other)).toContain("That answer is gone, or you may not see it.");
  });

  it("/latest gives the latest reports, of everything and about a topic; outlets are suggested", async () => {
    const person = someone();
    const all = await running.double.slash("latest", {}, person).message();
    expect(textOf(all)).toContain("**Latest reports**");
    expect(textOf(all)).toContain(`> ${QUOTE}`);
    const about = { topic: "summit", source: "Example Post" };
    const some = await running.double.slash("latest", about, person).message();
    expect(textOf(some)).toContain("**Latest\\: summit**");
    expect(textOf(some)).toContain("only Example Post");
    const [outlet] = await running.double.autocomplete("latest", "source", "exa", person).choices();
    expect(outlet).toEqual({ name: "Example Post", value: "Example Post" });
  });

  it("/summary takes an address that is stored, and a length", async () => {
    const asked = { article: SUMMIT.url ?? "", length: "short" };
    const message = await running.double.slash("summary", asked, someone()).message();
    expect(textOf(message)).toContain(`> ${QUOTE}`);
    const typing = running.double.autocomplete("summary", "article", "https://exam", someone());
    expect(await typing.choices()).toEqual([]);
  });

  it("/summary does not read a new page for who may not add one", async () => {
    const message = await running.double.slash("summary", { article: ADDRESS }, someone()).message();
    expect(textOf(message)).toContain("I have not read that page, and you may not add pages here.");
    expect((await running.services.articles.list(0, 9)).total).toBe(1);
  });

  it("Check this claim shows the nearest quotes to the person alone, and says where the message has no text", async () => {
    const message = { content: "They say there are plans for a summit in the immediate future!" };
    const checked = await running.double.menu("Check this claim", message, someone()).message();
    expect(checked.ephemeral).toBe(true);
    expect(textOf(checked)).toContain("No verdict");
    expect(textOf(checked)).toContain(`> ${QUOTE}`);
    const about = { content: "The cricket final ended in a draw." };
    const nothing = await running.double.menu("Check this claim", about, someone()).message();
    expect(textOf(nothing)).toContain("Nothing I have read is about this.");
    const image = await running.double.menu("Check this claim", { content: "" }, someone()).message();
    expect(textOf(image)).toContain("has no text to check");
    const embed = {
      content: "",
      embeds: [{ title: "Summit", description: "There are plans for a summit quite soon." }],
    };
    const shared = await running.double.menu("Check this claim", embed, someone()).message();
    expect(textOf(shared)).toContain("There are plans for a summit quite soon.");
  });

  it("Summarize this link takes the first link of a message, and says where there is none", async () => {
    const message = { content: `Look: [this](${SUMMIT.url}), and https://example.org/other.` };
    const read = await running.double.menu("Summarize this link", message, someone()).message();
    expect(read.ephemeral).toBe(true);
    expect(textOf(read)).toContain(`> ${QUOTE}`);
    const plain = await running.double
      .menu("Summarize this link", { content: "no link" }, someone())
      .message();
    expect(textOf(plain)).toContain("has no link");
    const foreign = { content: `See ${ADDRESS}.` };
    const refused = await running.double.menu("Summarize this link", foreign, someone()).message();
    expect(textOf(refused)).toContain("you may not add pages here");
  });

  it("a page that can no longer be read from its button says so", async () => {
    const person = someone();
    const shown = await running.double.slash("latest", {}, person).message();
    for (const action of ["timeline-page", "latest-page"]) {
      const turned = await running.double.button(`dl:${action}:nonsense:2`, shown, person).message();
      expect(textOf(turned)).toContain("This button no longer works");
    }
  });
});

describe("for who may manage the server", () => {
  it("a page is read first: by address, and from a message", async () => {
    const manager = member({ manager: true });
    for (const name of ["quay", "bridge"]) servePage(name);
    const article = running.site.url("/quay");
    const message = await running.double.slash("summary", { article }, manager).message();
    expect(textOf(message)).toContain("> The quay of Ostby was closed on Monday");
    expect(textOf(message)).toContain("Read just now");
    const link = { content: `<${running.site.url("/bridge")}>` };
    const read = await running.double.menu("Summarize this link", link, manager).message();
    expect(textOf(read)).toContain("Read just now");
    const gone = { content: running.site.url("/nowhere") };
    const unreadable = await running.double.menu("Summarize this link", gone, manager).message();
    expect(textOf(unreadable)).toContain("I could not read that page");
    expect(textOf(unreadable)).toContain("404");
  });
});

describe("a long timeline", () => {
  it("has pages that work after a restart, with the topic, the day and the moment of the first", async () => {
    await running.add(
      Array.from({ length: 30 }, (_, at) => ({
        title: `Harbour of Ostby: ${wordsOf(at, 5)}`,
        text: `The harbour of Ostby saw ${wordsOf(at, 30)}.`,
        url: `https://example.org/harbour/${at}`,
        source: "Example Post",
        publishedAt: new Date(Date.UTC(2025, 9, 1 + at)).toISOString(),
      })),
    );
    const person = member();
    const topic = "harbour: of Ostby";
    const first = await running.double.slash("timeline", { topic, since: "2025-10-01" }, person).message();
    expect(textOf(first)).toContain("30 developments, newest first · since");
    const [next] = buttonsOf(first);
    expect(next?.customId).toBe(
      writeCustomId(
        "timeline-page",
        writeTopicId({
          topic,
          asOf: "2025-11-24T14:05:00.000Z",
          since: "2025-10-01T00:00:00.000Z",
          source: null,
        }),
        2,
      ),
    );
    await running.restart();
    const second = await running.double.button(next?.customId ?? "", first, person).message();
    expect(second.id).toBe(first.id);
    expect(textOf(second)).not.toBe(textOf(first));
    expect(textOf(second)).toContain("The harbour of Ostby saw");
    expect(buttonsOf(second).length).toBeGreaterThan(0);
    const newest = await running.double.slash("latest", { source: "Example Post" }, person).message();
    const [older] = buttonsOf(newest);
    const turned = await running.double.button(older?.customId ?? "", newest, person).message();
    expect(textOf(turned)).toContain("Example Post");
  });
});
