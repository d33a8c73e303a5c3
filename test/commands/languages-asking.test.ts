// What people ask and read, in every language: no English of Dateline itself in a reply of another language.
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import type { Answer, Candidate, Gate } from "../../src/model/answer.js";
import { buttonsOf, type SeenMessage } from "../discord/exchange.js";
import type { Person } from "../discord/payloads.js";
import { TEST_NOW } from "../made-articles.js";
import { PONTEM } from "./speaking.js";
import { ADDRESS, CITATION, playScenes, QUESTION, QUOTE, Stage, whole } from "./stage.js";

const GATES: readonly (Gate | null)[] = [
  ...([null, "copy", "duplicate", "older-twin", "weaker", "not-verified", "no-sentence"] as const),
  "beyond-limit",
];

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
beforeEach(() => stage.clear());
afterAll(async () => {
  await stage.close();
  expect(stage.double.violations).toEqual([]);
});

async function asking(person: Person, stage: Stage) {
  const answers: Answer[] = [
    whole(),
    whole({ strength: "weak", lexicalOnly: true, earlier: [], originCount: 1 }),
    ...(["no-articles", "no-match", "not-covered", "not-verified"] as const).map((reason): Answer => {
      const { quotes: _q, earlier: _e, outletCount: _o, originCount: _n, strength: _s, ...rest } = whole();
      return { ...rest, kind: "unanswered", reason, missing: ["pontem"], nearest: [1, 2] };
    }),
  ];
  const messages: SeenMessage[] = [];
  for (const answer of answers) {
    stage.lets(stage.services.questions, { ask: async () => answer });
    messages.push(
      await stage.say("ask", QUESTION, person),
      await stage.say("ask", { ...QUESTION, private: true }, person),
    );
  }
  return messages;
}

async function sources(person: Person, stage: Stage) {
  const change = {
    kind: "changed" as const,
    revision: 2,
    at: TEST_NOW,
    quote: 0,
    now: "Pons clausus manet.",
  };
  const states = ["same", "revised", "changed", "removed", "withheld"] as const;
  const entries = states.map((state) => ({
    ...{ citation: CITATION, quotes: state === "withheld" ? [] : [QUOTE, QUOTE], state, newestRevision: 2 },
    changes:
      state === "changed" ? [change, { ...change, kind: "removed" as const, now: null, quote: 1 }] : [],
    announced: [
      { kind: "correction" as const, text: "Errata." },
      { kind: "update" as const, text: "Nova." },
    ],
  }));
  stage.lets(stage.services.answers, { sources: async () => ({ answer: whole(), entries }) });
  const first = await stage.say("sources", {}, person);
  const hasMore = buttonsOf(first).some(({ customId }) => customId?.includes("sources-page"));
  const rest = hasMore ? [await stage.press(first, "sources-page", person)] : [];
  stage.lets(stage.services.answers, { sources: async () => null });
  const answer = await stage.say("ask", QUESTION, person);
  return [first, ...rest, await stage.press(answer, "sources", person)];
}

async function why(person: Person, stage: Stage) {
  const candidates = GATES.map((gate, at): Candidate => {
    const { title, source, url, publishedAt } = PONTEM;
    return {
      ...{ title, source, url, publishedAt, gate, articleId: `pons${at}`, passageId: `pons${at}.1.0` },
      ...{ score: 0, signals: {} as Candidate["signals"] },
    };
  });
  const answer = await stage.say("ask", QUESTION, person);
  const messages: SeenMessage[] = [];
  for (const isSame of [true, false]) {
    stage.lets(stage.services.questions, {
      why: async () => ({ answer: whole({ strength: isSame ? "clear" : "weak" }), candidates, isSame }),
    });
    messages.push(await stage.press(answer, "why", person));
  }
  stage.lets(stage.services.questions, { why: async () => null });
  return [...messages, await stage.press(answer, "why", person)];
}

async function reading(person: Person, stage: Stage) {
  stage.lets(stage.services.questions, { ask: async () => whole() });
  const answer = await stage.say("ask", QUESTION, person);
  const kinds = ["report", "revision", "correction", "withdrawn"] as const;
  const shared = {
    articleId: "mare",
    title: "Mare clausum",
    source: "Acta",
    url: null,
    publishedAt: TEST_NOW,
  };
  const also = [true, false].map((isCopy) => ({ ...shared, isCopy }));
  const developments = kinds.map((kind) => ({
    ...{ kind, at: TEST_NOW, quote: QUOTE, was: "Pons vetus.", also, confidence: 1 },
  }));
  const { topics } = stage.services;
  const found = await topics.timeline({ topic: "pontem", place: person as never });
  const undated = developments.slice(0, 1).map((each) => ({ ...each, at: null }));
  const timeline = {
    ...found,
    developments,
    undated,
    citations: [CITATION],
    isLimited: true,
    newestAt: TEST_NOW,
  };
  const latest = await topics.latest({ topic: "pontem", place: person as never });
  const stories = latest.stories.map((story) => ({ ...story, also }));
  const messages = [
    await stage.say("timeline", { topic: "nihil hic" }, person),
    await stage.say("timeline", { topic: "nihil hic", since: "2025-01-01" }, person),
    await stage.say("latest", { topic: "nihil hic" }, person),
  ];
  stage.lets(topics, {
    timeline: async () => ({ ...timeline, since: TEST_NOW }),
    latest: async ({ topic = null, source = null }) => ({
      ...latest,
      topic,
      source,
      stories,
      newestAt: TEST_NOW,
    }),
    earlier: async () => null,
  });
  return [
    ...messages,
    await stage.say("timeline", { topic: "pontem" }, person),
    await stage.say("latest", {}, person),
    await stage.say("latest", { topic: "pontem", source: "Nuntius Portus" }, person),
    await stage.press(answer, "earlier", person),
    await stage.double.button("dl:timeline-page:nihil:2", answer, person).message(),
  ];
}

async function summaries(person: Person, stage: Stage) {
  const low = { ...person, permissions: "0" };
  const link = (content: string, who: Person) =>
    stage.double.menu("Summarize this link", { content }, who).message();
  const read = await stage.say("summary", { article: PONTEM.articleId, length: "short" }, person);
  const { topics } = stage.services;
  const found = await topics.summarize({
    article: PONTEM.articleId,
    length: "short",
    mayAdd: true,
    place: person as never,
  });
  const texts = [
    read,
    await stage.say("summary", { article: ADDRESS }, low),
    await stage.say("summary", { article: ADDRESS }, person),
    await link("nihil", person),
    await link(ADDRESS, low),
    await link(`${PONTEM.url}`, person),
  ];
  if (found.kind !== "summary") throw new Error(found.kind);
  const summary = { ...found.summary, entryCount: 7 };
  stage.lets(topics, { summarize: async () => ({ ...found, summary, isNew: true }) });
  return [...texts, await link(`${PONTEM.url}`, person)];
}

async function claims(person: Person, stage: Stage) {
  const check = (content: string) => stage.double.menu("Check this claim", { content }, person).message();
  const plain = [await check("Consul pontem aperuit"), await check("nihil hic scriptum"), await check("")];
  const { topics } = stage.services;
  const found = await topics.checkClaim({ text: "Consul pontem aperuit", place: person as never });
  const quotes = (["alike", "differs", "near"] as const).map((stance) => ({
    ...{ quote: QUOTE, stance, turns: stance === "differs" ? ["38/52"] : [], also: [] },
  }));
  const claims = found.claims.map((claim) => ({ ...claim, quotes }));
  stage.lets(topics, { checkClaim: async () => ({ ...found, claims, leftOut: 2, citations: [CITATION] }) });
  return [...plain, await check("Consul pontem aperuit")];
}

playScenes(
  () => stage,
  [
    ["/ask", asking],
    ["/sources", sources],
    ["Why?", why],
    ["/timeline and /latest", reading],
    ["/summary and Summarize this link", summaries],
    ["Check this claim", claims],
  ],
);
