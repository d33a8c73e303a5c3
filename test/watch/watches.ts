// Makes watches and news for tests; what is not given is plain.
import { toCitation } from "../../src/answer/cite.js";
import type { Answered } from "../../src/model/answer.js";
import type { Change, Notice, Watch } from "../../src/model/watch.js";
import { madeArticle, madeQuote, TEST_NOW } from "../made-articles.js";

const article = madeArticle({
  title: "Bridge to reopen in June",
  text: "The Veldmark bridge will reopen on 14 June. Repairs cost 12 million crowns.",
  source: "Lowland Post",
});

/** An answer with one quote, which the article of this file holds. */
export function madeAnswer(given: Partial<Answered> = {}): Answered {
  return {
    ...{ kind: "answered", answerId: "0123456789abcdef", question: "When will the bridge reopen?" },
    ...{
      askedAt: TEST_NOW,
      asOf: TEST_NOW,
      asOfChosen: false,
      source: null,
      confidence: 0.9,
      lexicalOnly: false,
    },
    ...{ newestAt: null, articleCount: 1, strength: "clear", earlier: [], outletCount: 1, originCount: 1 },
    citations: [toCitation(article, 1)],
    quotes: [madeQuote(article, "The Veldmark bridge will reopen on 14 June.", 1)],
    ...given,
  };
}

export function madeWatch(number: number, given: Partial<Watch> = {}): Watch {
  return {
    ...{
      watchId: number.toString(16).padStart(12, "0"),
      kind: "question",
      text: "When will the bridge reopen?",
    },
    ...{ source: null, userId: "100", guildId: "1", channelId: "10", isPublic: false, language: "en" },
    ...{ target: { kind: "dm", id: "100" }, delivery: "at-once", quiet: null, timeZone: null, paused: null },
    ...{ createdAt: "2025-11-01T00:00:00.000Z", expiresAt: "2026-01-30T00:00:00.000Z", told: madeAnswer() },
    ...{ known: [], since: 0, toldAt: null, retry: null },
    ...given,
  };
}

export function madeChange(given: Partial<Change> = {}): Change {
  const base = { kind: "change", question: "When will the bridge reopen?", because: "newer" } as const;
  const answer = madeAnswer();
  const [quote] = answer.quotes;
  const [citation] = answer.citations;
  const now = quote === undefined || citation === undefined ? null : { quote, citation };
  return { ...base, before: null, now, revision: null, answer, ...given };
}

export function madeNotice(number: number, given: Partial<Notice> = {}): Notice {
  return {
    ...{
      noticeId: `n${number.toString(16).padStart(11, "0")}`,
      watchId: madeWatch(1).watchId,
      userId: "100",
    },
    ...{
      guildId: "1",
      target: { kind: "dm", id: "100" },
      language: "en",
      isDigest: false,
      createdAt: TEST_NOW,
    },
    ...{
      sendAt: TEST_NOW,
      tries: 0,
      nonce: null,
      state: "waiting",
      sentAt: null,
      undo: null,
      news: madeChange(),
    },
    ...given,
  };
}
