// What people watch, set and have forgotten, and what they may not, in every language: no English of the translator in another one.
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { type Audience, languageOf } from "../../src/model/guild.js";
import { renderDmClosed, renderRestarting, renderWaiting } from "../../src/render/delivery.js";
import { renderFault } from "../../src/render/replies.js";
import { translatorFor } from "../../src/render/translator.js";
import { renderNews } from "../../src/render/watch.js";
import { dm, member } from "../bot/running-bot.js";
import { buttonsOf, type SeenMessage } from "../discord/exchange.js";
import type { Person } from "../discord/payloads.js";
import { TEST_NOW } from "../made-articles.js";
import { madeChange, madeNotice, madeWatch } from "../watch/watches.js";
import { ADDRESS, CITATION, playScenes, QUESTION, QUOTE, Stage, whole } from "./stage.js";

const ROLE = "900000000000000555";
const CITED = { quote: QUOTE, citation: CITATION };
const CHANGES = ["answered", "newer", "changed", "removed", "corrected"] as const;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(() => stage.clear());
afterAll(async () => {
  await stage.close();
  expect(stage.double.violations).toEqual([]);
});

async function watching(person: Person, stage: Stage) {
  const { userId } = person;
  const wishes = { where: "channel", when: "daily", quiet: "22-07", time_zone: "Europe/Berlin" };
  const added = [
    await stage.say("watch add", QUESTION, person),
    await stage.say("watch add", QUESTION, person),
    await stage.say("watch add", { question: "nihil?", ...wishes }, person),
    await stage.say("watch add", { ...QUESTION, quiet: "sero" }, person),
    await stage.say("watch add", { ...QUESTION, time_zone: "Mars/Olympus" }, person),
  ];
  const revision = { at: TEST_NOW, now: "Pons clausus manet.", announced: "Errata." };
  const answer = whole({ strength: "weak" });
  for (const [at, because] of CHANGES.entries()) {
    const watch = madeWatch(at, {
      userId,
      text: `pons ${at}?`,
      toldAt: TEST_NOW,
      paused: at === 0 ? "no-dm" : null,
    });
    await stage.stores.watches.add(watch);
    const told = { because, question: `pons ${at}?`, before: CITED, now: at < 2 ? CITED : null };
    const news = madeChange({ ...told, answer: at < 2 ? answer : null, revision: at < 2 ? null : revision });
    const gone = at === 3 ? { ...news, revision: { ...revision, now: null, announced: null } } : news;
    await stage.stores.watches.settle(
      watch.watchId,
      1,
      {},
      madeNotice(at, { userId, state: "held", news: gone }),
    );
  }
  const list = await stage.say("watch list", {}, person);
  const [first] = buttonsOf(added[0] as SeenMessage);
  const button = () => stage.double.button(first?.customId ?? "", added[0] as SeenMessage, person).message();
  return [
    ...added,
    list,
    await stage.say("watch remove", { watch: "pons 1" }, person),
    await button(),
    await button(),
  ];
}

async function following(person: Person, stage: Stage) {
  const low = { ...person, permissions: "0" };
  const messages = [
    await stage.say("follow list", {}, person),
    await stage.say("follow add", { topic: "pontem", when: "daily" }, person),
    await stage.say("follow add", { topic: "pontem" }, person),
    await stage.say("follow add", { topic: "mare" }, person),
    await stage.say("follow list", {}, person),
    await stage.say("follow remove", { topic: "pontem" }, person),
    await stage.say("follow remove", { topic: "nusquam" }, person),
    await stage.say("follow list", {}, low),
  ];
  return [...messages, await stage.say("follow list", {}, { ...dm(), locale: person.locale ?? "" })];
}

async function settings(person: Person, stage: Stage) {
  const set = {
    ...{ visibility: "private", quotes: 1, retention: 30, digest_hour: 7, time_zone: "Europe/Berlin" },
  };
  const messages = [
    await stage.say("settings show", {}, person),
    await stage.say("settings audit", {}, person),
    await stage.say("settings set", {}, person),
    await stage.say("settings set", set, person),
    await stage.say("settings set", { quotes: 1 }, person),
    await stage.say("settings outlets", { outlet: "Nuntius Portus", rule: "allow" }, person),
    await stage.say("settings outlets", { outlet: "Acta", rule: "deny" }, person),
    await stage.say("settings rights", { right: "ask", who: "roles" }, person),
    await stage.say("settings rights", { right: "ask", who: "roles", role: ROLE }, person),
    await stage.say("settings rights", { right: "add", who: "everyone" }, person),
    await stage.say("settings show", {}, person),
  ];
  const audit = await stage.say("settings audit", {}, person);
  const forgotten = { at: TEST_NOW, userId: null, setting: "retentionDays", from: "30", to: "null" };
  await stage.stores.guilds.change(person.guildId ?? "", (stored) => ({
    value: stored ?? "{}",
    lines: [forgotten],
  }));
  return [...messages, audit, await stage.say("settings audit", {}, person)];
}

async function privacy(person: Person, stage: Stage) {
  const first = await stage.say("privacy", {}, person);
  await stage.set(person.guildId, { retentionDays: 7 });
  await stage.say("ask", QUESTION, person);
  const kinds = ["answers", "watches", "lines"] as const;
  const facts = { kinds, retentionDays: null, countsQuestions: true, contact: "custos@nusquam.invalid" };
  const { privacy } = stage.services;
  stage.lets(privacy, {
    facts: async () => facts,
    forget: async () => ({ answers: 2, watches: 1, lines: 3 }),
  });
  const asked = await stage.say("forget me", {}, person);
  const messages = [
    first,
    await stage.say("privacy", {}, person),
    asked,
    await stage.press(asked, "forget-me", person),
  ];
  stage.lets(privacy, { forget: async () => ({ answers: 0, watches: 0, lines: 0 }) });
  return [...messages, await stage.press(asked, "forget-me", person)];
}

async function manners(person: Person, stage: Stage) {
  const low = { ...person, permissions: "0", userId: member().userId };
  const messages: SeenMessage[] = [];
  const audiences: readonly Audience[] = ["managers", [ROLE, member().userId]];
  for (const mayAsk of audiences) {
    await stage.set(person.guildId, { mayAsk, mayAdd: mayAsk });
    messages.push(
      await stage.say("ask", QUESTION, low),
      await stage.say("articles add", { url: ADDRESS }, low),
    );
  }
  await stage.set(person.guildId);
  messages.push(await stage.say("settings show", {}, low));
  messages.push(await stage.say("articles add", { url: ADDRESS }, { ...dm(), locale: person.locale ?? "" }));
  messages.push(await stage.say("articles add", { url: ADDRESS }, { ...person, isGuest: true }));
  return messages;
}

async function tooMany(person: Person, stage: Stage) {
  await stage.start(1);
  const other = { ...person, userId: member().userId };
  await stage.say("ask", QUESTION, person);
  const messages = [await stage.say("ask", QUESTION, person)];
  await stage.say("ask", QUESTION, other);
  messages.push(await stage.say("ask", QUESTION, { ...person, userId: member().userId }));
  await stage.start();
  return messages;
}

/** What the bot sends without being asked just then. */
async function delivery(person: Person, stage: Stage) {
  const translator = translatorFor(languageOf(person.locale ?? null) ?? "en");
  const unfinished = [{ question: QUESTION.question, askedAt: TEST_NOW }];
  stage.lets(stage.services.openQuestions, { missed: async () => ({ answer: whole(), unfinished }) });
  const missed = await stage.say("sources", {}, person);
  const mute = await stage.say("ask", { ...QUESTION, private: true }, person);
  const posted = await stage.press(mute, "post", { ...person, appPermissions: "0" });
  const story = { lead: CITED, others: [CITATION] };
  const topic = { kind: "topic" as const, topic: "pontem", stories: [story, story], more: 2 };
  const written = [
    renderWaiting(3, TEST_NOW, translator),
    renderRestarting(TEST_NOW, translator),
    renderDmClosed(TEST_NOW, translator),
    renderFault("0123abcd", TEST_NOW, translator),
    renderNews([madeNotice(1, { news: topic })], TEST_NOW, translator),
    renderNews(
      [
        madeNotice(1, {
          news: madeChange({ question: "pons?", before: CITED, now: CITED, answer: whole() }),
        }),
      ],
      TEST_NOW,
      translator,
    ),
  ];
  return [missed, posted, ...written.map((message) => JSON.parse(JSON.stringify(message)) as SeenMessage)];
}

playScenes(
  () => stage,
  [
    ["/watch", watching],
    ["/follow", following],
    ["/settings", settings],
    ["/privacy and /forget me", privacy],
    ["a right that is missing", manners],
    ["too many questions", tooMany],
    ["delivery", delivery],
  ],
);
