// The commands about what is read in every language (languages-people.test.ts has the others): no English of the translator in another language, the guild's language in public, one's own in private.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newFeed } from "../../src/app/feeds.js";
import { LANGUAGES, type Language } from "../../src/model/guild.js";
import { translatorFor } from "../../src/render/translator.js";
import { dm, member, RunningBot } from "../bot/running-bot.js";
import { buttonsOf, type SeenMessage, textOf } from "../discord/exchange.js";
import type { Person } from "../discord/payloads.js";
import { rss } from "../ingest/feeds/site.js";
import { TEST_NOW } from "../made-articles.js";
import { englishIn } from "../render/catalogue.js";
import { PONTEM, PONTEM_UPLOAD, shown, speaking } from "./speaking.js";

const QUESTION = { question: "pontem aperuit?" };

/** What stays English: the details of services, for whoever looks after what is read. */
const DETAILS = [
  /it contains only white space|Give a file with .*|Words only, as asked for with --lexical: no model is used\.|no (?:title|date) found: .*/g,
  /No such (?:article|feed): .*|Article: .*|No question: .*|No feed at .*|Feed: “.*|Attachment: .*|no text besides its title/g,
  /.*answered 404.*/g,
];

let running: RunningBot;
beforeAll(async () => {
  running = await RunningBot.open();
  await running.start();
  running.breakOn("bug");
});
beforeEach(async () => {
  await clear();
  await running.add([PONTEM_UPLOAD]);
});
afterAll(async () => {
  await running.close();
  expect(running.double.violations).toEqual([]);
});

/** Removes every article and feed. */
async function clear(): Promise<void> {
  const { items } = await running.services.articles.list(0, 999);
  for (const { articleId } of items) await running.services.articles.remove(articleId);
  for (const { feedId } of await running.stores.feeds.feeds(0, 999))
    await running.stores.feeds.remove(feedId);
}

const bytes = (text: string) => new TextEncoder().encode(text);
const slash = (path: string, values = {}) => [(person: Person) => running.double.slash(path, values, person)];
const file = (text: string) => running.double.attach("pons.txt", bytes(text));
const press = async (message: SeenMessage, at: number, person: Person) =>
  running.double.button(buttonsOf(message).at(at)?.customId ?? "", message, person).message();

/** Every kind of reply of the commands whose words are in the catalogue. */
const SCENES: readonly (readonly [string, (person: Person) => Promise<SeenMessage[]>])[] = [
  ["/help", async (person) => all(person, slash("help"))],
  ["/status", async (person) => all(person, slash("status"))],
  ["/sources without an answer", async (person) => all(person, slash("sources"))],
  ["/articles list, empty", emptyLists],
  ["/articles list, in pages", articlePages],
  ["/articles add and remove", adding],
  ["what is refused", async (person) => all({ ...person, permissions: "0" }, refused())],
  ["/feeds", feeds],
  ["mistakes", async (person) => all(person, mistakes())],
  ["a button of another version", outdated],
];

async function all(person: Person, asked: ReturnType<typeof slash>): Promise<SeenMessage[]> {
  return Promise.all(asked.map((ask) => ask(person).message()));
}

async function emptyLists(person: Person) {
  await clear();
  return all(person, [...slash("articles list"), ...slash("feeds list"), ...slash("feeds health")]);
}

async function articlePages(person: Person) {
  await running.add(
    Array.from({ length: 25 }, (_, n) => ({ title: `Pons ${n}`, text: `Pons ${n} apertus est.` })),
  );
  const first = await running.double.slash("articles list", {}, person).message();
  const before = shown(first);
  const second = await press(first, 0, person);
  expect(before).not.toBe(shown(second));
  const beyond = await running.double.slash("articles list", { page: 9 }, person).message();
  return [first, second, beyond];
}

async function adding(person: Person) {
  const [text, none] = [file("Pons tertius."), file(" ")];
  const added = await all(person, [
    ...slash("articles add", { file: text }),
    ...slash("articles add", { file: none }),
  ]);
  const again = await all(person, [
    ...slash("articles add", { file: text }),
    ...slash("articles add", { url: running.site.url("/nusquam") }),
    ...slash("articles remove", { article: PONTEM.articleId }),
  ]);
  return [...added, ...again];
}

function refused() {
  return [
    ...slash("articles remove", { article: PONTEM.articleId }),
    ...slash("articles add"),
    ...slash("feeds list"),
  ];
}

async function feeds(person: Person) {
  const url = serveFeed("/nuntii.xml");
  const added = await all(person, slash("feeds add", { url, source: "Nuntius", full_text: true }));
  const [feed] = await running.stores.feeds.feeds(0, 1);
  const known = await all(person, [
    ...slash("feeds add", { url }),
    ...slash("feeds health"),
    ...slash("feeds health", { feed: feed?.feedId ?? "" }),
    ...slash("feeds refresh"),
  ]);
  const { feeds } = running.services;
  const add = feeds.add.bind(feeds);
  feeds.add = (input) => add(input, 0);
  const slow = await all(person, slash("feeds add", { url: serveFeed("/tarde.xml") }));
  feeds.add = add;
  for (let n = 10; n < 31; n += 1) {
    const sick = newFeed(`https://p${n}.invalid/`, TEST_NOW, { title: `Pons ${n}` });
    await running.stores.feeds.add(sick);
    await running.stores.feeds.change(sick.feedId, {
      problem: n % 2 === 0 ? null : "malum",
      failures: n,
      succeededAt: n % 3 === 0 ? null : PONTEM.fetchedAt,
      state: n % 5 === 0 ? "gone" : "active",
    });
  }
  const every = await running.stores.feeds.feeds(0, 99);
  const gone = every.find(({ state }) => state === "gone")?.feedId ?? "";
  const many = await all(person, [
    ...slash("feeds list", { page: 2 }),
    ...slash("feeds health"),
    ...slash("feeds health", { feed: gone }),
    ...slash("feeds list", { page: 99 }),
  ]);
  return [
    ...added,
    ...known,
    ...slow,
    ...many,
    ...(await all(person, slash("feeds remove", { feed: gone }))),
  ];
}

/** Serves a feed at a path: a report, and an item without a text. Returns its address. */
function serveFeed(path: string): string {
  const date = "Mon, 24 Nov 2025 08:00:00 GMT";
  const text = "Consul portum novum aperuit, et turba magna adfuit, dum pons vetus clausus manet.";
  const items = [
    { guid: "1", title: `Portus ${path}`, date, text },
    { guid: "2", title: `Nihil ${path}`, date, text: null },
  ];
  running.site.serveFeed(path, rss(`Nuntii ${path}`, running.site.url("/"), items));
  return running.site.url(path);
}

function mistakes() {
  return [
    ...slash("ask", { question: " ", private: true }),
    ...slash("ask", { question: "bug", private: true }),
    ...slash("summary", { article: "nusquam" }),
    ...slash("feeds health", { feed: "nusquam" }),
    ...slash("feeds add", { url: running.site.url("/nihil") }),
    ...slash("articles add", { file: running.double.attach("magnum.txt", new Uint8Array(5_000_001)) }),
  ];
}

async function outdated(person: Person) {
  const message = await running.double.slash("help", {}, person).message();
  return [await running.double.button("dl:gone-with-time:x", message, person).message()];
}

describe.each(SCENES)("%s", (name, play) => {
  it.each(LANGUAGES)("in %s says nothing in English that it can say itself", async (language) => {
    const person = speaking(member({ manager: name !== "what is refused" }), language);
    for (const message of await play(person)) {
      const text = DETAILS.reduce((rest, detail) => rest.replace(detail, ""), shown(message));
      if (language === "en") expect(text).not.toBe("");
      else expect(englishIn(text, language), text).toEqual([]);
    }
  });
});

describe("a form", () => {
  it.each(LANGUAGES)("is labelled in %s", async (language) => {
    const form = await running.double
      .slash("articles add", {}, speaking(member({ manager: true }), language))
      .form();
    const { words } = translatorFor(language);
    expect(JSON.stringify(form)).toContain(words.call(translatorFor(language), "articles.field-text"));
    expect(form).toMatchObject({ title: translatorFor(language).words("articles.form-title") });
  });
});

describe("choices", () => {
  it("write days in the language of who types", async () => {
    const person = speaking(member(), "tr");
    const [choice] = await running.double.autocomplete("summary", "article", "pontem", person).choices();
    expect(choice?.name).toBe("Pontem novum aperuit · Nuntius Portus · 21 Eki 2025");
    await running.double.slash("ask", QUESTION, person).message();
    const [recent] = await running.double.autocomplete("sources", "answer", "pontem", person).choices();
    expect(recent?.name).toBe("24 Kas 2025 · pontem aperuit?");
  });
});

/** Tells the language of an answer by its last line. */
function languageOf(message: SeenMessage): Language | undefined {
  const text = textOf(message);
  return LANGUAGES.find((language) =>
    text.includes(translatorFor(language).words("citation.lexical").replace(":", "\\:")),
  );
}

describe("the language of a reply", () => {
  const german = { ...member(), locale: "de", guildLocale: "tr" };

  it("is the guild's where all may read it, and the person's where they alone do", async () => {
    expect(languageOf(await running.double.slash("ask", QUESTION, german).message())).toBe("tr");
    const own = await running.double.slash("ask", { ...QUESTION, private: true }, german).message();
    expect(languageOf(own)).toBe("de");
    const posted = await press(own, -1, german);
    expect(posted.ephemeral).toBe(false);
    expect(languageOf(posted)).toBe("tr");
  });

  it("is the person's in a DM", async () => {
    const spanish = { ...dm(), locale: "es-419" };
    expect(languageOf(await running.double.slash("ask", QUESTION, spanish).message())).toBe("es");
  });

  it("is what the guild has set, and English where Discord names none that Dateline speaks", async () => {
    await running.set(german.guildId, { language: "fr" });
    expect(languageOf(await running.double.slash("ask", QUESTION, german).message())).toBe("fr");
    await running.set(german.guildId);
    const finnish = { ...member(), locale: "fi", guildLocale: "fi" };
    expect(languageOf(await running.double.slash("ask", QUESTION, finnish).message())).toBe("en");
  });

  it("is that of whoever presses a button, for what they alone see of it", async () => {
    const message = await running.double.slash("ask", QUESTION, german).message();
    const spanish = { ...german, userId: member().userId, locale: "es-ES" };
    const sources = await press(message, 0, spanish);
    expect(sources.ephemeral).toBe(true);
    expect(languageOf(sources)).toBe("es");
  });
});
