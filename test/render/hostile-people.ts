// What the documents about watches, settings, people and the working of an answer are made of; every text is written to break out.
import fc from "fast-check";
import type { Candidate, Gate, WhyReport } from "../../src/model/answer.js";
import type { Signals } from "../../src/model/article.js";
import {
  DEFAULT_SETTINGS,
  type GuildSettings,
  LANGUAGES,
  SETTING_NAMES,
  type SettingChange,
} from "../../src/model/guild.js";
import type { PrivacyFacts } from "../../src/model/status.js";
import type { Change, CitedQuote, News, Watch, WatchAddition } from "../../src/model/watch.js";
import { madeChange, madeNotice, madeWatch } from "../watch/watches.js";
import { filled, hostileAnswer, hostileCitation, hostileQuote, maybe, moment, url } from "./answers.js";

const snowflake = fc.bigInt({ min: 10n ** 17n, max: 10n ** 18n }).map(String);
const count = fc.nat({ max: 99_999 });

const watch: fc.Arbitrary<Watch> = fc
  .record({
    kind: fc.constantFrom("question" as const, "topic" as const),
    text: filled,
    target: fc.record({ kind: fc.constantFrom("dm" as const, "channel" as const), id: snowflake }),
    delivery: fc.constantFrom("at-once" as const, "daily" as const),
    quiet: maybe(fc.constant({ from: 22, to: 7 })),
    expiresAt: moment,
    toldAt: maybe(moment),
    paused: maybe(fc.constantFrom("no-access" as const, "no-channel" as const, "no-dm" as const)),
  })
  .map((given) => madeWatch(1, given));
export const watchAdded: fc.Arbitrary<WatchAddition> = fc.record({
  watch,
  isNew: fc.boolean(),
  answer: hostileAnswer,
});

const citedQuote: fc.Arbitrary<CitedQuote> = fc
  .tuple(hostileQuote, hostileCitation)
  .map(([quote, citation]) => ({ quote: { ...quote, citation: citation.number }, citation }));
const change: fc.Arbitrary<Change> = fc
  .record({
    question: filled,
    because: fc.constantFrom("answered", "newer", "changed", "removed", "corrected" as const),
    before: maybe(citedQuote),
    now: maybe(citedQuote),
    answer: maybe(hostileAnswer),
    revision: maybe(fc.record({ at: moment, now: maybe(filled), announced: maybe(filled) })),
  })
  .map((given) => madeChange(given as Partial<Change>));
const topicNews: fc.Arbitrary<News> = fc.record({
  kind: fc.constant("topic" as const),
  topic: filled,
  stories: fc.array(fc.record({ lead: citedQuote, others: fc.array(hostileCitation, { maxLength: 6 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  more: count,
});
const notices = (news: fc.Arbitrary<News>, maxLength: number) =>
  fc
    .uniqueArray(news, { minLength: 1, maxLength, selector: subjectOf })
    .map((all) => all.map((each, at) => madeNotice(at, { news: withOwnId(each, at) })));
/** Two people who watch one thing are told together, so that each thing comes once. */
const subjectOf = (news: News) => (news.kind === "topic" ? news.topic : news.question);
/** An answer is kept once. */
function withOwnId(news: News, at: number): News {
  if (news.kind === "topic" || news.answer === null) return news;
  return { ...news, answer: { ...news.answer, answerId: `${at}23456789abc` } };
}
export const changeNotices = notices(change, 3);
export const topicNotices = notices(topicNews, 2);
export const watchList = fc.record({
  page: fc.record({ total: count, items: fc.array(watch, { maxLength: 10 }) }),
  held: fc.oneof(fc.constant([]), changeNotices),
});
export const topics = fc.array(
  watch.map((each): Watch => ({ ...each, kind: "topic", guildId: "900000000000000001" })),
  { maxLength: 12 },
);

const outlets = fc.array(
  filled.map((name) => name.slice(0, 100)),
  { maxLength: 20 },
);
const audience = fc.oneof(
  fc.constantFrom("everyone" as const, "managers" as const),
  fc.array(snowflake, { minLength: 1, maxLength: 25 }),
);
export const settings: fc.Arbitrary<GuildSettings> = fc
  .record({
    language: maybe(fc.constantFrom(...LANGUAGES)),
    allowedSources: outlets,
    deniedSources: outlets,
    mayAsk: audience,
    mayAdd: audience,
    timeZone: filled,
    retentionDays: maybe(fc.integer({ min: 1, max: 999 })),
  })
  .map((given) => ({ ...DEFAULT_SETTINGS, ...given }));
const settingChange: fc.Arbitrary<SettingChange> = fc
  .tuple(settings, settings, fc.constantFrom(...SETTING_NAMES), moment, maybe(snowflake))
  .map(([from, to, setting, at, userId]) => ({ at, userId, setting, from: from[setting], to: to[setting] }));
export const changes = fc.record({
  changes: fc.array(settingChange, { maxLength: 3 }),
  unknownOutlet: maybe(filled),
});
export const audit = fc.record({
  total: fc.integer({ min: 0, max: 40 }),
  items: fc.array(settingChange, { maxLength: 10 }),
  page: fc.integer({ min: 1, max: 4 }),
});

const kinds = fc.subarray(["answers", "watches", "lines"] as const);
export const privacy: fc.Arbitrary<PrivacyFacts> = fc.record({
  retentionDays: maybe(fc.integer({ min: 1, max: 999 })),
  kinds,
  countsQuestions: fc.boolean(),
  contact: maybe(filled),
});
export const forgetting = kinds;
export const forgotten = fc.record({ answers: count, watches: count, lines: count });

const GATES: readonly (Gate | null)[] = [null, "copy", "duplicate", "weaker", "no-sentence", "beyond-limit"];
const candidate = fc
  .record({ title: filled, source: maybe(filled), url: maybe(url), publishedAt: maybe(moment) })
  .chain((given) => fc.tuple(fc.constant(given), fc.constantFrom(...GATES), fc.nat({ max: 30 })))
  .map(([given, gate, at]): Candidate => {
    const ids = { articleId: `article${at}`, passageId: `article${at}.1.0` };
    return { ...given, ...ids, gate, score: 0, signals: {} as Signals };
  });
export const why: fc.Arbitrary<WhyReport> = fc.record({
  answer: hostileAnswer,
  candidates: fc.array(candidate, { maxLength: 25 }),
  isSame: fc.boolean(),
});
