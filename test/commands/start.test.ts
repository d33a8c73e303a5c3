// The first minutes in a server: an empty store says how to begin, packs are chosen in a menu, and a question to try is asked.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../src/model/guild.js";
import { dm, member, RunningBot } from "../bot/running-bot.js";
import { buttonsOf, type SeenMessage, textOf } from "../discord/exchange.js";
import type { Person } from "../discord/payloads.js";
import { flatten, type RawComponent } from "../discord/rules.js";
import { englishIn } from "../render/catalogue.js";
import { writeStarterPacks } from "../starter-packs.js";
import { shown, speaking } from "./speaking.js";

const manager = member({ manager: true });

/** First reads on a machine that does other things beside. */
const READ_MS = 60_000;

let running: RunningBot;
const folder = mkdtempSync(join(tmpdir(), "dateline-start-"));
beforeAll(async () => {
  running = await RunningBot.open([], (site) => ({
    DATELINE_STARTER_FEEDS: writeStarterPacks(folder, site),
  }));
  await running.start();
});
beforeEach(async () => {
  const { articles, feeds } = running.stores;
  for (const { feedId } of await feeds.feeds(0, 99)) await feeds.remove(feedId);
  for (const { articleId } of await articles.listArticles(0, 99)) await articles.remove(articleId);
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
  expect(running.double.violations).toEqual([]);
});

const say = (path: string, person: Person, values: Record<string, string> = {}) =>
  running.double.slash(path, values, person).message(READ_MS);

const menuOf = ({ components }: SeenMessage): RawComponent => {
  const menu = flatten(components).find(({ type }) => type === 3);
  if (menu === undefined) throw new Error("No menu");
  return menu;
};

/** Presses the one button of a message. */
const press = (message: SeenMessage, person: Person) => {
  const [button] = buttonsOf(message);
  return running.double.button(button?.customId ?? "", message, person).message(READ_MS);
};

const choose = (values: readonly string[], message: SeenMessage, person: Person) =>
  running.double.select(menuOf(message).custom_id ?? "", values, message, person);

const BEGINNINGS = [
  ["ask", { question: "Is a summit scheduled?" }],
  ["latest", {}],
  ["timeline", { topic: "summit" }],
  ["summary", { article: "summit" }],
  ["help", {}],
] as const;

describe.each(BEGINNINGS)("an empty store, /%s", (path, values) => {
  it("says how to begin, with the button for whoever may add", async () => {
    const message = await say(path, manager, values);
    expect(textOf(message)).toContain("I have not read any news yet.");
    expect(textOf(message)).not.toContain("do not answer");
    expect(buttonsOf(message).map(({ label }) => label)).toEqual(["Choose news to follow"]);
  });

  it.each([
    ["a member", member()],
    ["somebody in a DM", dm()],
  ])("says to %s who can, without the button", async (_who, person) => {
    const message = await say(path, person, values);
    expect(textOf(message)).toMatch(/Someone who may add articles can choose .* \/feeds start/);
    expect(buttonsOf(message)).toEqual([]);
  });
});

it("says so of a claim, too", async () => {
  const check = running.double.menu("Check this claim", { content: "A ferry sank at Veldmark." }, manager);
  expect(textOf(await check.message(READ_MS))).toContain("I have not read any news yet.");
});

describe("choosing news", () => {
  it("leads from the button over the menu to a question that is answered", async () => {
    const packs = await press(await say("ask", manager, { question: "Is there a ferry?" }), manager);
    expect(packs.ephemeral).toBe(true);
    expect(menuOf(packs).options?.map(({ label, description }) => [label, description])).toEqual([
      ["World", "English: Harbour Courier, Lowland Post"],
      ["Science", "English: Gone Journal"],
      ["Germany", "German: Küstenblatt"],
    ]);
    const exchange = choose(["world", "science"], packs, manager);
    const started = await exchange.message(READ_MS);
    expect(started.id).toBe(packs.id);
    expect(textOf(started)).toMatch(
      /\*\*World and Science\*\*\n3 feeds, 3 new articles\nNot read\\?: Gone Journal/,
    );
    expect(textOf(started)).toContain("Is the new ferry line from Brennholm to Veldmark open?");
    await running.restart();
    const answer = await press(started, manager);
    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer)).toContain("> **The new ferry line from Brennholm to Veldmark is open,");
    expect(textOf(await say("help", manager))).not.toContain("not read any news");
    expect(textOf(await say("feeds health", manager))).toContain("Gone Journal");
  });

  it("shows the reader's own country first, and finds the menu again with /feeds start", async () => {
    const german = speaking(manager, "de");
    const packs = await say("feeds start", german);
    expect(menuOf(packs).options?.map(({ label }) => label)).toEqual(["Welt", "Wissenschaft", "Deutschland"]);
  });

  it("shows how far the first reads have come", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { feeds } = running.stores;
    const change = feeds.change.bind(feeds);
    feeds.change = async (feedId, what) => {
      if ((await feeds.feed(feedId))?.title === "Lowland Post") await held;
      return change(feedId, what);
    };
    const packs = await say("feeds start", manager);
    const exchange = choose(["world"], packs, manager);
    await expect.poll(() => exchange.written.length, { timeout: READ_MS }).toBeGreaterThan(0);
    const [progress] = exchange.written;
    expect(progress && textOf(progress.message)).toMatch(/[01] of 2 feeds read, \d articles? so far/);
    feeds.change = change;
    release();
    expect(textOf(await exchange.message(READ_MS))).toContain("2 feeds, 3 new articles");
  });

  it("refuses whoever may not add, whatever they press", async () => {
    const member_ = { ...member(), channelId: manager.channelId };
    const begin = await say("latest", manager);
    expect(textOf(await press(begin, member_))).toContain("Only members who can manage this server");
    const packs = await press(begin, manager);
    expect(textOf(await choose(["world"], packs, member_).message())).toContain(
      "Only members who can manage",
    );
    expect(await running.stores.feeds.count()).toBe(0);
  });

  it("says that feeds are being read while none of their articles has arrived", async () => {
    const packs = await say("feeds start", manager);
    expect(textOf(await choose(["science"], packs, manager).message(READ_MS))).toContain("/latest");
    const message = await say("ask", manager, { question: "Is a summit scheduled?" });
    expect(textOf(message)).toMatch(/I follow 1 feed and am reading the first articles/);
    expect(buttonsOf(message)).toEqual([]);
  });

  it.each(LANGUAGES)("speaks %s from the first reply to the last", async (language) => {
    const person = speaking(manager, language);
    const begin = await say("latest", person);
    const packs = await press(begin, person);
    const { options = [], placeholder = "" } = menuOf(packs);
    const started = await choose(["de"], packs, person).message(READ_MS);
    const said = [begin, packs, started].map(shown);
    const menu = [placeholder, ...options.map(({ label }) => label)];
    for (const text of [...said, ...menu]) {
      expect(text).not.toBe("");
      if (language !== "en") expect(englishIn(text, language), text).toEqual([]);
    }
  });
});
