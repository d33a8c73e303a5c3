// Every command against the double, in a guild and in a DM, with a restart between a question and its sources.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readProof } from "../../src/app/proof.js";
import { dm, member, RunningBot, SUMMIT } from "../bot/running-bot.js";
import { buttonsOf, textOf } from "../discord/exchange.js";
import type { Person } from "../discord/payloads.js";
import { snowflake } from "../discord/snowflake.js";
import { page } from "../ingest/feeds/site.js";

const QUESTION = { question: "Were there plans for a summit?" };
const BUTTONS = ["Sources", "Earlier", "Why?", "Tell me if this changes"];
const QUOTE = "There are no plans for a summit in the immediate future.";

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start();
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

/** Returns the stored article with this title. */
const articleOf = async (title: string) => running.stores.articles.article(await running.articleId(title));

describe.each([
  ["in a guild", member],
  ["in a DM", dm],
])("%s", (_where, someone) => {
  it("/ask answers with the quote, its outlet and its date", async () => {
    const message = await running.double.slash("ask", QUESTION, someone()).message();
    expect(message.ephemeral).toBe(false);
    expect(textOf(message)).toContain(`> **${QUOTE}**`);
    expect(textOf(message)).toContain("**Example Post**");
    expect(textOf(message)).toContain("21 Oct 2025 \\(<t:1761058800:R>\\)");
    expect(buttonsOf(message).map(({ label }) => label)).toEqual(BUTTONS);
  });

  it("/ask private shows it to the person alone, and Post here shows it to all", async () => {
    const person = someone();
    const other = {
      ...someone(),
      ...(person.guildId ? { guildId: person.guildId } : {}),
      channelId: person.channelId,
    };
    const message = await running.double.slash("ask", { ...QUESTION, private: true }, person).message();
    expect(message.ephemeral).toBe(true);
    expect(textOf(await running.double.slash("sources", {}, other).message())).not.toContain(QUOTE);
    const post = buttonsOf(message).find(({ label }) => label === "Post here");
    const posted = await running.double.button(post?.customId ?? "", message, person).message();
    expect(posted.ephemeral).toBe(false);
    expect(textOf(posted)).toContain(QUOTE);
    expect(buttonsOf(posted).map(({ label }) => label)).toEqual(BUTTONS);
    expect(textOf(await running.double.slash("sources", {}, other).message())).toContain(QUOTE);
  });

  it("/ask says when the articles do not answer", async () => {
    const message = await running.double
      .slash("ask", { question: "Who will host the summit in Ostby?" }, someone())
      .message();
    expect(textOf(message)).toContain("My articles do not answer this");
    expect(textOf(message)).toContain("The only article is not about this");
    expect(textOf(message)).not.toContain("Closest matches");
  });

  it("/ask suggests outlets", async () => {
    const typing = running.double.autocomplete("ask", "source", "exa", someone());
    expect(await typing.choices()).toEqual([{ name: "Example Post", value: "Example Post" }]);
  });

  it("/sources works after a restart, by command and by button, for the chosen answer", async () => {
    const person = someone();
    const message = await running.double.slash("ask", QUESTION, person).message();
    await running.restart();
    const shown = await running.double.slash("sources", {}, person).message();
    expect(shown.ephemeral).toBe(true);
    expect(textOf(shown)).toContain(QUOTE);
    expect(textOf(shown)).toContain("unchanged since");
    const pressed = await running.double
      .button(buttonsOf(message)[0]?.customId ?? "", message, person)
      .message();
    expect(pressed.ephemeral).toBe(true);
    expect(textOf(pressed)).toBe(textOf(shown));
    const [recent] = await running.double.autocomplete("sources", "answer", "summit", person).choices();
    expect(recent?.name).toContain("Were there plans for a summit?");
    const chosen = await running.double.slash("sources", { answer: recent?.value ?? "" }, person).message();
    expect(textOf(chosen)).toContain(QUOTE);
  });

  it("Why tells after a restart how an answer came about, to those who may see it", async () => {
    const person = someone();
    const message = await running.double.slash("ask", { ...QUESTION, private: true }, person).message();
    const why = buttonsOf(message).find(({ label }) => label === "Why?");
    await running.restart();
    const shown = await running.double.button(why?.customId ?? "", message, person).message();
    expect(shown.ephemeral).toBe(true);
    expect(textOf(shown)).toContain("Why this answer");
    const other = await running.double.button(why?.customId ?? "", message, someone()).message();
    expect(textOf(other)).toContain("no longer stored, or you may not see");
    const sources = buttonsOf(message).find(({ label }) => label === "Sources");
    const gone = await running.double.button(sources?.customId ?? "", message, someone()).message();
    expect(textOf(gone)).toContain("no longer stored, or you may not see");
  });

  it("/sources says where there is no answer yet", async () => {
    const person = { ...someone(), channelId: "123456789012345678" };
    expect(textOf(await running.double.slash("sources", {}, person).message())).toContain(
      "no answer here yet",
    );
  });

  it("/summary gives sentences word for word; the article is suggested by title, outlet and date", async () => {
    const person = someone();
    const articleId = await running.articleId(SUMMIT.title);
    for (const typed of ["summit", "example", "2025-10-21"]) {
      const [choice] = await running.double.autocomplete("summary", "article", typed, person).choices();
      expect(choice).toEqual({
        name: "No summit for now, official says · Example Post · 21 Oct 2025",
        value: articleId,
      });
    }
    const message = await running.double.slash("summary", { article: articleId }, person).message();
    expect(textOf(message)).toContain(`> ${QUOTE}`);
    expect(textOf(message)).toContain("1 of 3 sentences");
    const typed = await running.double.slash("summary", { article: "no summit" }, person).message();
    expect(textOf(typed)).toBe(textOf(message));
  });

  it("/articles list shows what was read", async () => {
    const message = await running.double.slash("articles list", {}, someone()).message();
    expect(textOf(message)).toContain(await running.articleId(SUMMIT.title));
    expect(message.ephemeral).toBe(true);
  });

  it("/articles add and remove are refused without Manage Server", async () => {
    const file = running.double.attach("a.txt", new TextEncoder().encode("A text."));
    const article = await running.articleId(SUMMIT.title);
    for (const asked of [
      running.double.slash("articles add", { file }, someone()),
      running.double.slash("articles add", {}, someone()),
      running.double.slash("articles add", { url: "https://example.org/news/2" }, someone()),
      running.double.slash("articles remove", { article }, someone()),
      running.double.submit("dl:articles-add:form", { title: "T", text: "A text." }, someone()),
    ]) {
      expect(textOf(await asked.message())).toMatch(
        /Only members who can manage this server may add|Use this in a server that you manage/,
      );
    }
    expect((await running.services.articles.list(0, 9)).items).toMatchObject([{ articleId: article }]);
  });

  it("/status and /help say what they should, to the person alone", async () => {
    const status = await running.double.slash("status", {}, someone()).message();
    expect(textOf(status)).toContain("Keyword search only");
    const help = await running.double.slash("help", {}, someone()).message();
    expect(textOf(help)).toContain("/ask");
    expect([status.ephemeral, help.ephemeral]).toEqual([true, true]);
  });
});

describe("who may see and post an answer", () => {
  const ask = async (person: Person, isPrivate: boolean) => {
    const asked = { ...QUESTION, private: isPrivate };
    const message = await running.double.slash("ask", asked, person).message();
    const idOf = (label: string) =>
      buttonsOf(message).find((button) => button.label === label)?.customId ?? "";
    const press = (label: string, by: Person) => running.double.button(idOf(label), message, by).message();
    return { message, press };
  };
  const sources = async (person: Person) =>
    textOf(await running.double.slash("sources", {}, person).message());

  it("gives the proof of an answer as a file, to those who may see the answer", async () => {
    const person = member();
    const { press } = await ask(person, false);
    const shown = await press("Sources", person);
    const proofId = buttonsOf(shown).find(({ label }) => label === "Proof")?.customId ?? "";
    const given = await running.double.button(proofId, shown, person).message();
    expect(given.ephemeral).toBe(true);
    expect(textOf(given)).toContain("The quote of this answer");
    const [name = "", text = ""] = Object.entries(running.double.rest.requests.at(-1)?.files ?? {})[0] ?? [];
    expect(given.components.at(-1)).toMatchObject({ type: 13, file: { url: `attachment://${name}` } });
    expect(readProof(name, new TextEncoder().encode(text)).quotes).toMatchObject([
      { text: "There are no plans for a summit in the immediate future.", place: "lead" },
    ]);
    for (const id of [person.userId, person.channelId, person.guildId ?? ""]) expect(text).not.toContain(id);
    const stranger = await running.double.button(proofId, shown, member()).message();
    expect(textOf(stranger)).toContain("you may not see it");
  });

  it("answers in private among the people of a group DM, unless asked otherwise", async () => {
    const person = { ...dm(), inGroup: true };
    const message = await running.double.slash("ask", QUESTION, person).message();
    expect(message.ephemeral).toBe(true);
    expect((await ask(person, false)).message.ephemeral).toBe(false);
    expect((await running.double.slash("latest", {}, person).message()).ephemeral).toBe(true);
  });

  it("shows the sources of a public answer to everyone in its channel, and to nobody elsewhere", async () => {
    const person = member();
    const { press } = await ask(person, false);
    const neighbor = { ...member(), channelId: person.channelId };
    expect(await sources(neighbor)).toContain(QUOTE);
    expect(textOf(await press("Sources", neighbor))).toContain(QUOTE);
    expect(await sources(member())).toContain("no answer here yet");
    expect(textOf(await press("Sources", member()))).not.toContain(QUOTE);
  });

  it("shows the sources of a private answer to nobody but who asked, wherever they are", async () => {
    const person = member();
    const { press } = await ask(person, true);
    const neighbor = { ...member(), channelId: person.channelId };
    expect(await sources(neighbor)).toContain("no answer here yet");
    expect(textOf(await press("Sources", neighbor))).not.toContain(QUOTE);
    const elsewhere = { ...person, channelId: member().channelId };
    expect(textOf(await press("Sources", elsewhere))).toContain(QUOTE);
  });

  it("lets nobody but who asked post it", async () => {
    const person = member();
    const { press } = await ask(person, true);
    const neighbor = { ...member(), channelId: person.channelId };
    const refused = await press("Post here", neighbor);
    expect(refused.ephemeral).toBe(true);
    expect(textOf(refused)).not.toContain(QUOTE);
    expect(await sources(neighbor)).toContain("no answer here yet");
    const posted = await press("Post here", person);
    expect(posted.ephemeral).toBe(false);
    expect(await sources(neighbor)).toContain(QUOTE);
  });

  it("neither shows nor posts what the server does not quote any more", async () => {
    const person = { ...member(), guildId: snowflake() };
    const { press } = await ask(person, true);
    await running.set(person.guildId, { deniedSources: [SUMMIT.source] });
    const shown = await sources(person);
    expect(shown).not.toContain(QUOTE);
    const refused = await press("Post here", person);
    expect(refused.ephemeral).toBe(true);
    expect(textOf(refused)).not.toContain(QUOTE);
    await running.set(person.guildId);
    expect(await sources(person)).toContain(QUOTE);
  });
});

it("/ask shows as many quotes as the server wants, and says how many more there are", async () => {
  const person = member();
  const report = (place: string, text: string) => ({
    title: `Feast in ${place}`,
    text,
    source: `${place} Post`,
    url: `https://${place.toLowerCase()}.example/feast`,
    publishedAt: "2025-10-20T15:00:00.000Z",
  });
  const ids = await running.add([
    report("Arden", "About 40 cooks came to the feast in Arden on Monday, the mayor said."),
    report("Bly", "Only 12 cooks came to the feast in Arden on Monday, the police said."),
  ]);
  await running.set(person.guildId, { quotesPerAnswer: 1 });
  const question = "How many cooks came to the feast in Arden?";
  const message = await running.double.slash("ask", { question }, person).message();
  await running.set(person.guildId);
  for (const articleId of ids) await running.services.articles.remove(articleId);
  expect(textOf(message)).toContain("cooks came to the feast");
  expect(textOf(message).match(/cooks came to the feast in Arden on/g)).toHaveLength(1);
  expect(textOf(message)).toContain("1 more quote in the sources");
});

describe("/articles for a manager", () => {
  const manager = member({ manager: true });

  it("adds a file and removes it again", async () => {
    const bytes = new TextEncoder().encode("The bridge opened on Monday.");
    const file = running.double.attach("bridge.txt", bytes);
    const added = await running.double
      .slash("articles add", { file, source: "Harbour Times" }, manager)
      .message();
    expect(textOf(added)).toContain("**Added**");
    const [choice] = await running.double
      .autocomplete("articles remove", "article", "harbour", manager)
      .choices();
    const removed = await running.double
      .slash("articles remove", { article: choice?.value ?? "" }, manager)
      .message();
    expect(textOf(removed)).toContain("**Removed**\\: The bridge opened on Monday.");
  });

  it("opens a form without a file, filled with what was typed, and adds the pasted text", async () => {
    const form = await running.double.slash("articles add", { source: "Harbour Times" }, manager).form();
    expect(JSON.stringify(form)).toContain('"value":"Harbour Times"');
    const fields = {
      title: "Ferry",
      text: "The ferry stopped.",
      source: "Harbour Times",
      published: "2025-11-02",
      url: "",
    };
    const added = await running.double.submit(form.custom_id, fields, manager).message();
    expect(textOf(added)).toContain("**Added**\\: Ferry");
    expect(await articleOf("Ferry")).toMatchObject({
      source: "Harbour Times",
      publishedAt: "2025-11-02T00:00:00.000Z",
      url: null,
    });
  });

  it("reads a page, with what was typed beside it, and says why one cannot be had", async () => {
    const url = running.site.url("/harbour");
    const html = page("Harbour of Ostby closed", [
      "The harbour of Ostby was closed on Monday after a crane fell across its only channel, the port authority said.",
      "Ferries were sent to the northern quay for the night, and divers looked at the pipe beneath the channel.",
    ]);
    running.site.serve("/harbour", { headers: { "content-type": "text/html; charset=utf-8" }, body: html });
    const added = await running.double
      .slash("articles add", { url, source: "Harbour Times", published: "2025-11-03" }, manager)
      .message();
    expect(added.ephemeral).toBe(true);
    expect(textOf(added)).toContain("**Added**");
    expect(await articleOf("Harbour of Ostby closed")).toMatchObject({
      url,
      source: "Harbour Times",
      publishedAt: "2025-11-03T00:00:00.000Z",
    });
    const missing = await running.double
      .slash("articles add", { url: running.site.url("/nowhere") }, manager)
      .message();
    expect(textOf(missing)).toContain("**Not added**");
    expect(textOf(missing)).toContain("404");
  });

  it("takes a URL beside a file for where it was published", async () => {
    const file = running.double.attach("quay.txt", new TextEncoder().encode("The quay is open."));
    const url = "https://nowhere.example/quay";
    const added = await running.double.slash("articles add", { file, url }, manager).message();
    expect(textOf(added)).toContain("**Added**");
    expect(await articleOf("The quay is open.")).toMatchObject({ url });
  });

  it("does not fetch what is not Discord's, nor what is too large", async () => {
    const file = running.double.attach("big.txt", new Uint8Array(5_000_001));
    const large = await running.double.slash("articles add", { file }, manager).message();
    expect(textOf(large)).toContain("at most 5 MB");
    const elsewhere = { ...file, url: file.url.replace(/:\d+/, ":1") };
    const foreign = await running.double.slash("articles add", { file: elsewhere }, manager).message();
    expect(textOf(foreign)).toContain("Discord's own servers");
  });

  it("pages through the list, in the same message", async () => {
    for (let i = 0; i < 25; i += 1) {
      const file = running.double.attach(`n${i}.txt`, new TextEncoder().encode(`Number ${i}.`));
      await running.double.slash("articles add", { file }, manager).message();
    }
    const first = await running.double.slash("articles list", {}, manager).message();
    const [older] = buttonsOf(first);
    const second = await running.double.button(older?.customId ?? "", first, manager).message();
    expect(second.id).toBe(first.id);
    expect(textOf(second)).toContain("Page 2 of 3");
    expect(buttonsOf(second).map(({ label }) => label)).toEqual(["Newer", "Older"]);
  });
});
