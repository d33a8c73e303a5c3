// Whatever an article, a topic or a message holds: timelines, newest reports, summaries and checks ping, format and break out of nothing.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, Citation } from "../../src/model/answer.js";
import { LANGUAGES, type Language } from "../../src/model/guild.js";
import type {
  AlsoIn,
  ClaimCheck,
  Development,
  Latest,
  LinkSummary,
  Timeline,
} from "../../src/model/topic.js";
import type { Message } from "../../src/render/message.js";
import {
  renderClaim,
  renderEarlier,
  renderLatest,
  renderSummary,
  renderTimeline,
} from "../../src/render/replies.js";
import { translatorFor } from "../../src/render/translator.js";
import { checkMessage, flatten, type RawMessage } from "../discord/rules.js";
import { hostileAnswer } from "./answers.js";
import { read } from "./discord-reader.js";

const RUNS = 150;
const OWN_EFFECTS = new Set(["timestamp", "link", "strong", "quote", "small"]);
const NEVER_SENT = /(?!\n|\u200c|\u200d|\p{VS})[\p{Cc}\p{DI}\p{Bidi_C}\p{Cs}\u2028\u2029\u2800]/u;

function check({ allowedMentions, ...rest }: Message): void {
  const raw = JSON.parse(JSON.stringify({ ...rest, allowed_mentions: allowedMentions })) as RawMessage;
  expect(checkMessage(raw, "edit")).toEqual([]);
  for (const { type, content = "" } of flatten(raw.components ?? [])) {
    if (type !== 10) continue;
    const { effects } = read(content);
    expect(
      effects.filter((effect) => !OWN_EFFECTS.has(effect)),
      content,
    ).toEqual([]);
    expect(content).not.toMatch(NEVER_SENT);
  }
}

const also = (citations: readonly Citation[]): AlsoIn[] =>
  citations.map(({ articleId, title, source, url, publishedAt }, at) => ({
    articleId,
    title,
    source,
    url,
    publishedAt,
    isCopy: at % 2 === 0,
  }));

/** All that the new replies can say of one hostile answer. */
function repliesOf(answer: Answer, page: number, language: Language): Message[] {
  const { citations, question, askedAt, asOf, asOfChosen, source, newestAt, articleCount } = answer;
  const quotes = answer.kind === "answered" ? [...answer.quotes, ...answer.earlier] : [];
  const standing = { askedAt, asOf, source, newestAt, articleCount, lexicalOnly: true };
  const developments = quotes.map(
    (quote, at): Development => ({
      kind: (["report", "revision", "correction", "withdrawn"] as const)[at % 4] ?? "report",
      at: askedAt,
      quote,
      was: question,
      also: also(citations),
      confidence: 0.5,
    }),
  );
  const timeline: Timeline = {
    topic: question,
    asOfChosen,
    since: asOf,
    ...standing,
    developments,
    undated: developments.map((one) => ({ ...one, at: null })),
    citations,
    isLimited: true,
  };
  const stories = quotes.flatMap((quote) => {
    const citation = citations.find(({ number }) => number === quote.citation);
    return citation === undefined ? [] : [{ citation, quote, also: also(citations) }];
  });
  const latest: Latest = { topic: question, ...standing, stories };
  const claim: ClaimCheck = {
    ...standing,
    claims: [
      {
        claim: question,
        quotes: quotes.map((quote) => ({
          quote,
          stance: "differs",
          turns: [question],
          also: also(citations),
        })),
      },
      { claim: question, quotes: [] },
    ],
    leftOut: 3,
    citations,
  };
  const [citation] = citations;
  const summary: LinkSummary[] =
    citation === undefined
      ? []
      : [null, 40].map((entryCount) => ({
          kind: "summary",
          isNew: true,
          summary: { citation, citations, quotes, sentenceCount: 300, entryCount },
        }));
  const refused: LinkSummary[] = [
    { kind: "may-not-add", url: question },
    { kind: "unreadable", url: question, notes: [question, question] },
  ];
  const translator = translatorFor(language);
  return [
    renderTimeline(timeline, translator, page),
    renderEarlier(
      timeline,
      { answerId: answer.answerId.replaceAll(":", "") || "x", at: timeline.askedAt },
      translator,
      page,
    ),
    renderLatest(latest, translator, page),
    renderClaim(claim, translator),
    ...[...summary, ...refused].map((found) => renderSummary(found, askedAt, translator)),
  ];
}

describe("hostile text", () => {
  it("breaks out of none of the replies that are read, in any language", () => {
    fc.assert(
      fc.property(
        hostileAnswer,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(...LANGUAGES),
        (answer, page, language) => {
          for (const message of repliesOf(answer, page, language)) check(message);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
