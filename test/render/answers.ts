// Answers to render: two plain ones, and a generator of hostile ones.
import fc from "fast-check";
import type { Answer, Answered, Citation, Quote, Unanswered } from "../../src/model/answer.js";

const ASKED = "2025-11-24T14:05:00.000Z";

export const ANSWERED: Answered = {
  kind: "answered",
  answerId: "a1b2c3d4e5f6",
  question: "Is a harbour strike planned?",
  askedAt: ASKED,
  asOf: ASKED,
  asOfChosen: false,
  source: null,
  confidence: 0.87,
  lexicalOnly: false,
  citations: [
    citation({
      number: 1,
      title: "Union rules out a strike (for now)",
      source: "Harbour Times",
      agency: "AFP",
      author: "A. Writer",
    }),
    citation({ number: 2, title: "Talks resume", source: null, publishedAt: null, sample: true }),
    citation({
      number: 3,
      title: "Strike set for Friday",
      source: "Coast Post",
      publishedAt: "2025-10-16T09:00:00.000Z",
    }),
  ],
  newestAt: "2025-10-21T15:00:00.000Z",
  articleCount: 24,
  strength: "clear",
  quotes: [
    quote(1, "There is no plan for a strike in the near future, she said on Tuesday.", {
      speaker: "union leader Maria Example",
      resolvedDates: [{ words: "on Tuesday", day: "2025-10-21" }],
      link: "https://example.org/news/1#:~:text=There%20is%20no%20plan",
    }),
    quote(2, "Talks will go on next week."),
  ],
  earlier: [quote(3, "The dockers will strike on Friday.")],
  outletCount: 3,
  originCount: 2,
};

export const UNANSWERED: Unanswered = {
  kind: "unanswered",
  answerId: "b1b2c3d4e5f6",
  question: "Who won the 2031 cricket world cup?",
  askedAt: ASKED,
  asOf: "2025-11-01T23:59:59.999Z",
  asOfChosen: true,
  source: "Harbour Times",
  confidence: 0.02,
  lexicalOnly: true,
  citations: [citation({ number: 1, title: "A cup of tea at the harbour", source: "Harbour Times" })],
  newestAt: "2025-10-21T15:00:00.000Z",
  articleCount: 24,
  reason: "no-match",
  missing: ["cricket", "2031"],
  nearest: [1],
};

function citation(given: Partial<Citation> & Pick<Citation, "number">): Citation {
  return {
    articleId: "0123456789ab",
    revision: 1,
    title: "Untitled",
    url: `https://example.org/news/${given.number}`,
    source: null,
    agency: null,
    author: null,
    publishedAt: "2025-10-21T15:00:00.000Z",
    updatedAt: null,
    fetchedAt: "2025-11-01T08:00:00.000Z",
    sample: false,
    ...given,
  };
}

function quote(number: number, text: string, given: Partial<Quote> = {}): Quote {
  const place = { articleId: "0123456789ab", revision: 1, start: 0, end: text.length };
  return { ...place, text, speaker: null, resolvedDates: [], citation: number, link: null, ...given };
}

/** What people have tried against Discord, and what no keyboard types. */
const HOSTILE = [
  "@everyone",
  "@here",
  "<@123456789012345678>",
  "<@&123456789012345678>",
  "<#123456789012345678>",
  "</ask:123456789012345678>",
  "<t:0:R>",
  "<:name:123456789012345678>",
  "<a:name:123456789012345678>",
  "<id:customize>",
  ":smile:",
  "[click](https://evil.example)",
  "https://evil.example/a_b",
  "<https://evil.example>",
  "discord.gg/abc",
  "discord://-/channels/@me",
  "https://evil.example/<@123456789012345678>/@everyone",
  "<sound:1:2>",
  "<mailto:a@evil.example>",
  "<a@evil.example>",
  "<+4930123456>",
  "@\u200beveryone",
  "<@\u200b123456789012345678>",
  "\uff20everyone",
  "\\@everyone",
  "&lt;@everyone&gt;",
  "&#64;everyone",
  "&amp;lt;b&amp;gt;",
  "<t:1700000000>",
  "<t:1700000000:F>",
  "</feeds add:123456789012345678>",
  "[a](<https://evil.example>)",
  "[![x](https://evil.example/x)](https://evil.example)",
  "\u001b[2J\u001b[31m",
  "\u009b31m",
  "_\u0332_",
  "***",
  "~~~",
  "\u202a\u202d\u2067",
  "\u00a0\u2007\u202f",
  "\uDC00\uD800",
  "H\u0489\u030d\u0334\u0321\u0348\u0352\u0363\u035c\u0360\u0338e\u0338",
  "**bold**",
  "__under__",
  "~~gone~~",
  "||spoiler||",
  "`code`",
  "```ansi\n\u001b[31mred\u001b[0m\n```",
  "\n# heading",
  "\n-# small",
  "\n> quote",
  "\n>>> all",
  "\n- item",
  "\n* item",
  "\n1. one",
  "\n   2. two",
  "\u202Etxt.exe\u202C",
  "\u2066x\u2069",
  "\u200B\u200B\u200D\u200D",
  "\u00AD",
  "\uFEFF",
  "\u{E0041}",
  "\u3164",
  "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
  "\\",
  "\\\\*",
  "](https://evil.example)",
  ")",
  "[",
  "]",
  "\uD800",
  "\u0000",
  "\u2028",
  "¯\\_(ツ)_/¯",
  "👨‍👩‍👧",
  "漢字かな",
  "مرحبا",
  "–",
  "“so”",
  " ",
  "\n\n",
  "\r\n",
  "word",
  "10:30",
] as const;

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
);
const text = fc.array(piece, { minLength: 1, maxLength: 25 }).map((pieces) => pieces.join(""));
/** A sentence as long as all text of a message may be, and signs of three bytes. */
const endless = fc.constantFrom("word ".repeat(800), "x".repeat(4000), "漢".repeat(3000), "a*".repeat(2000));
const longText = fc.tuple(text, fc.integer({ min: 1, max: 60 })).map(([one, times]) => one.repeat(times));
/** Never empty. */
export const filled = fc
  .oneof(
    { weight: 50, arbitrary: text },
    { weight: 8, arbitrary: longText },
    { weight: 1, arbitrary: fc.tuple(endless, text).map((parts) => parts.join("")) },
  )
  .map((each) => each || "x");
export const url = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  text.map((each) => `https://example.org/${each}`),
  text.map((each) => `https://example.org/a#:~:text=${encodeURIComponent(each.replace(/\p{Cs}/gu, ""))}`),
  fc.constantFrom(
    "javascript:alert(1)",
    "https://user:pass@example.org/",
    "not a url",
    "https://example.org/a_(b)",
  ),
);
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });
export const moment = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());

export const hostileCitation = fc
  .record({
    title: filled,
    url: maybe(url),
    source: maybe(filled),
    agency: maybe(filled),
    author: maybe(filled),
    publishedAt: maybe(moment),
    updatedAt: maybe(moment),
    sample: fc.boolean(),
  })
  .map((given) => citation({ number: 1, ...given }));
export const hostileQuote = fc
  .record({
    text: filled,
    speaker: maybe(filled),
    link: maybe(url),
    words: fc.array(filled, { maxLength: 3 }),
  })
  .map(({ text: quoted, speaker, link, words }) =>
    quote(1, quoted, {
      speaker,
      link,
      resolvedDates: words.map((each) => ({ words: each, day: "2025-10-21" })),
    }),
  );

const base = fc.record({
  question: filled,
  source: maybe(filled),
  newestAt: maybe(moment),
  asOfChosen: fc.boolean(),
  lexicalOnly: fc.boolean(),
  citations: fc
    .array(hostileCitation, { minLength: 1, maxLength: 5 })
    .map((all) => all.map((each, i) => ({ ...each, number: i + 1 }))),
});

/** Answers whose every text is written to break out. */
export const hostileAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc
    .record({
      base,
      quotes: fc.array(hostileQuote, { minLength: 1, maxLength: 3 }),
      earlier: fc.array(hostileQuote, { maxLength: 3 }),
      strength: fc.constantFrom("clear" as const, "weak" as const),
    })
    .map(({ base: given, ...rest }) => ({ ...ANSWERED, ...given, ...rest })),
  fc
    .record({
      base,
      missing: fc.array(filled, { maxLength: 10 }),
      reason: fc.constantFrom(
        "no-articles" as const,
        "no-match" as const,
        "not-covered" as const,
        "not-verified" as const,
      ),
    })
    .map(({ base: given, ...rest }) => ({
      ...UNANSWERED,
      ...given,
      ...rest,
      nearest: given.citations.map(({ number }) => number),
    })),
);
