// What is read rather than asked, in memory: articles are found by shared words, every quote is their first sentence that shares one.

import type { ArticleService } from "../src/app/articles.js";
import type { TopicService } from "../src/app/topics.js";
import type { Answer } from "../src/model/answer.js";
import type { Article, Place } from "../src/model/article.js";
import { DatelineError } from "../src/model/errors.js";
import type { Development, PageSummary, Timeline } from "../src/model/topic.js";
import { FAKE_NOW, type FakeStore, fakeCitation, fakeQuote, sentences } from "./fakes.js";

interface Given {
  readonly addPage: ArticleService["addPage"];
  readonly answer: (place: Place, answerId: string) => Promise<Answer | null>;
}

/** Makes the services over a store of fakes. */
export function fakeTopics(store: FakeStore, given: Given): Pick<TopicService, keyof TopicService> {
  const about = (topic: string) => {
    const words = topic.toLowerCase().match(/\p{L}{5,}/gu) ?? [];
    const holds = (text: string) => words.some((word) => text.toLowerCase().includes(word));
    const found = [...store.articles.values()].filter(({ text }) => holds(text));
    found.sort((one, other) => (other.publishedAt ?? "").localeCompare(one.publishedAt ?? ""));
    return found.map((article) => ({ article, text: sentences(article.text).find(holds) ?? article.text }));
  };
  const standing = { lexicalOnly: true, articleCount: store.articles.size, newestAt: null };

  const timelineOf = (topic: string, asked: Pick<Timeline, "asOf" | "since">): Timeline => {
    const found = about(topic);
    const developments = found.map(
      ({ article, text }, at): Development => ({
        kind: "report",
        at: article.publishedAt,
        quote: fakeQuote(article, text, at + 1),
        was: null,
        also: [],
        confidence: 0.9,
      }),
    );
    return {
      topic,
      askedAt: FAKE_NOW,
      asOfChosen: false,
      source: null,
      ...asked,
      ...standing,
      developments: developments.filter(({ at }) => at !== null),
      undated: developments.filter(({ at }) => at === null),
      citations: found.map(({ article }, at) => fakeCitation(article, at + 1)),
      isLimited: false,
    };
  };

  const summaryOf = (article: Article): PageSummary => {
    const all = sentences(article.text);
    const citation = fakeCitation(article, 1);
    return {
      citation,
      citations: [citation],
      quotes: all.slice(0, 3).map((text) => fakeQuote(article, text, 1)),
      sentenceCount: all.length,
      entryCount: null,
    };
  };

  return {
    timeline: async ({ topic, since, continues }) =>
      timelineOf(topic, {
        asOf: continues ?? FAKE_NOW,
        since: since === undefined ? null : new Date(since).toISOString(),
      }),
    async earlier(place, answerId) {
      const answer = await given.answer(place, answerId);
      return answer === null ? null : timelineOf(answer.question, { asOf: answer.asOf, since: null });
    },
    async latest({ topic, source, continues }) {
      const found = topic
        ? about(topic)
        : [...store.articles.values()].map((article) => ({
            article,
            text: sentences(article.text)[0] ?? article.text,
          }));
      const stories = found.map(({ article, text }, at) => ({
        citation: fakeCitation(article, at + 1),
        quote: fakeQuote(article, text, at + 1),
        also: [],
      }));
      return {
        topic: topic || null,
        source: source ?? null,
        askedAt: FAKE_NOW,
        asOf: continues ?? FAKE_NOW,
        ...standing,
        stories,
      };
    },
    async summarize({ article: wanted, mayAdd }) {
      const stored = [...store.articles.values()].find(
        ({ articleId, url }) => articleId === wanted || url === wanted,
      );
      if (stored !== undefined) return { kind: "summary", summary: summaryOf(stored), isNew: false };
      if (!/^https?:/.test(wanted))
        throw new DatelineError("article-unknown", `Article: ${wanted}: not in the store`);
      if (!mayAdd) return { kind: "may-not-add", url: wanted };
      const [row] = await given.addPage({ url: wanted });
      const added = store.articles.get(row?.articleId ?? "");
      if (added === undefined) return { kind: "unreadable", url: wanted, notes: row?.notes ?? [] };
      return { kind: "summary", summary: summaryOf(added), isNew: true };
    },
    async checkClaim({ text }) {
      const found = about(text);
      const quotes = found.map(({ article, text: said }, at) => ({
        quote: fakeQuote(article, said, at + 1),
        stance: "near" as const,
        turns: [],
        also: [],
      }));
      const citations = found.map(({ article }, at) => fakeCitation(article, at + 1));
      return {
        askedAt: FAKE_NOW,
        asOf: FAKE_NOW,
        ...standing,
        claims: [{ claim: text, quotes }],
        leftOut: 0,
        citations,
      };
    },
  };
}
