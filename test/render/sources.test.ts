// What /sources says: a quote in its paragraph, told apart and unchanged; copies; every language.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Citation, Quote, SourceEntry } from "../../src/model/answer.js";
import { LANGUAGES } from "../../src/model/guild.js";
import type { Message } from "../../src/render/message.js";
import { renderSources } from "../../src/render/replies.js";
import { renderSourcesText } from "../../src/render/terminal.js";
import { translatorFor } from "../../src/render/translator.js";
import { checkMessage, flatten, type RawMessage } from "../discord/rules.js";
import { ANSWERED, hostileAnswer } from "./answers.js";
import { read } from "./discord-reader.js";

const ENGLISH = translatorFor("en");
const [CITATION] = ANSWERED.citations as [Citation];
const [QUOTE] = ANSWERED.quotes as [Quote];

function entry(given: Partial<SourceEntry> = {}): SourceEntry {
  const base = { citation: CITATION, quotes: [QUOTE], state: "same" as const, newestRevision: 1 };
  return { ...base, changes: [], announced: [], ...given };
}

const LINKED = { color: false, width: 200, links: true };
const text = (given: Partial<SourceEntry>) =>
  renderSourcesText({ answer: ANSWERED, entries: [entry(given)] }, { color: false, width: 200 });

function rawOf({ allowedMentions, ...rest }: Message): RawMessage {
  return JSON.parse(JSON.stringify({ ...rest, allowed_mentions: allowedMentions })) as RawMessage;
}

const textsOf = (message: Message) =>
  flatten(rawOf(message).components ?? []).flatMap(({ type, content = "" }) =>
    type === 10 ? [content] : [],
  );

/** What stands between the marks of strong text in the quoted lines, as a person sees it. */
function strongIn(content: string): string {
  const lines = content.split("\n").filter((line) => line.startsWith("> "));
  return lines.map((line) => strongOf(line.slice(2))).join("\n");
}

function strongOf(line: string): string {
  let [own, inside] = ["", false];
  for (let at = 0; at < line.length; at += 1) {
    if (line.startsWith("**", at)) {
      inside = !inside;
      at += 1;
    } else {
      const sign = line[at] === "\\" ? line.slice(at, at + 2) : (line[at] ?? "");
      if (inside) own += sign;
      at += sign.length - 1;
    }
  }
  return read(own).shown;
}

describe("a source", () => {
  const context = { before: "It was late. ", after: " Nobody objected." };

  it("shows its quote within the paragraph, told apart", () => {
    const [content = ""] = textsOf(
      renderSources({ answer: ANSWERED, entries: [entry({ contexts: [context] })] }, ENGLISH),
    ).filter((each) => each.includes("> "));
    expect(content).toContain(`> It was late. **${QUOTE.text}** Nobody objected.`);
    expect(text({ contexts: [context] })).toContain(`│ It was late.\n┃ ${QUOTE.text}\n│ Nobody objected.`);
  });

  it("cuts what stands around a quote at a word, and the quote never", () => {
    const long = { before: `${"before ".repeat(100)}`, after: ` ${"after ".repeat(100)}` };
    const written = text({ contexts: [long] });
    expect(written).toMatch(/│ … before/);
    expect(written).toMatch(/after …/);
    expect(written).toContain(QUOTE.text);
    expect(written).not.toMatch(/… (?:efore|fore|ore|re|e) /);
  });

  it("leaves the paragraph away where both do not fit on a page", () => {
    const quotes = [{ ...QUOTE, text: "Long. ".repeat(570).trim() }];
    const around = { before: "b".repeat(255), after: "a".repeat(255) };
    const whole = textsOf(
      renderSources({ answer: ANSWERED, entries: [entry({ quotes, contexts: [around] })] }, ENGLISH, 2),
    ).join("\n");
    expect(whole).toContain("> Long. Long.");
    expect(whole).not.toContain("bbbb");
  });

  it("names other outlets with the same text, and the first", () => {
    const copy = (outlet: string | null, day: string | null) => ({
      articleId: "b".repeat(12),
      outlet,
      url: `https://${outlet}.example/`,
      publishedAt: day === null ? null : `${day}T00:00:00.000Z`,
    });
    const copies = [
      copy("Coast", "2025-10-20"),
      copy("coast", "2025-10-22"),
      copy("Bay", null),
      copy("Harbour Times", null),
      copy(null, null),
    ];
    expect(text({ copies })).toMatch(/Same text in Coast, Bay · first: Coast\n/);
    expect(text({ copies: [copy("Bay", "2025-10-23")] })).toContain("first: Harbour Times");
    expect(text({ copies: [copy("Harbour Times", "2025-10-20")] })).not.toContain("same text");
    const many = ["A", "B", "C", "D", "E", "F", "G", "H"].map((name) => copy(name, "2025-10-22"));
    expect(text({ copies: many })).toContain("A, B, C, D, E, F and 2 more · first: Harbour Times");
  });

  it("links every further quote of an article to its own sentence", () => {
    const second = { ...QUOTE, text: "It is off.", link: "https://example.org/news/1#:~:text=It%20is%20off" };
    const quotes = [QUOTE, second];
    const linked = renderSourcesText({ answer: ANSWERED, entries: [entry({ quotes })] }, LINKED);
    expect(linked).toContain("https://example.org/news/1#:~:text=It%20is%20off");
    expect(text({ quotes }).split("https://example.org/news/1")).toHaveLength(2); // else the article's address, once
  });

  it("links to no place of a sentence that is gone from it", () => {
    const changes = [{ quote: 1, kind: "removed" as const, revision: 2, at: CITATION.fetchedAt, now: null }];
    const quotes = [QUOTE, { ...QUOTE, text: "It is late." }, { ...QUOTE, text: "It is so." }];
    const written = text({ quotes, changes, state: "changed", newestRevision: 2 });
    expect(written.match(/see this sentence in the article/g)).toHaveLength(1);
  });

  it("says how it stands in every language", () => {
    for (const language of LANGUAGES) {
      for (const state of ["same", "revised", "changed", "removed"] as const) {
        const changes =
          state === "changed"
            ? [{ quote: 0, kind: "changed" as const, revision: 3, at: CITATION.fetchedAt, now: "Now." }]
            : [];
        const announced = [{ kind: "correction" as const, text: "Corrected." }];
        const given = entry({ state, newestRevision: 3, changes, announced });
        const written = renderSourcesText(
          { answer: ANSWERED, entries: [given] },
          { color: false, width: 300, translator: translatorFor(language) },
        );
        expect(written).toContain("Corrected.");
        expect(written).not.toMatch(/[{}]/);
      }
    }
  });
});

describe("hostile paragraphs", () => {
  it("break out of no page, and the quote stays whole, strong and alone", () => {
    fc.assert(
      fc.property(hostileAnswer, hostileAnswer, ({ question: before }, { question: after, ...answer }) => {
        const quotes = answer.kind === "answered" ? answer.quotes.slice(0, 1) : [QUOTE];
        const report = { answer: ANSWERED, entries: [entry({ quotes, contexts: [{ before, after }] })] };
        for (let page = 1; page < 5; page += 1) {
          const message = renderSources(report, ENGLISH, page);
          expect(checkMessage(rawOf(message), "edit")).toEqual([]);
          for (const content of textsOf(message)) {
            const { effects } = read(content);
            expect(effects.filter((each) => !/^(?:timestamp|link|strong|quote|small)$/.test(each))).toEqual(
              [],
            );
            if (!content.startsWith("> ") || !/(?<!\\)\*\*/.test(content)) continue;
            expect(seen(strongIn(content)).trim()).toBe(seen(quotes[0]?.text ?? "").trim());
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** A text without what cannot be seen and without empty lines, by rules of this test's own. */
function seen(whole: string): string {
  return whole
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/\p{C}|\p{M}|[\u3164\u2800\u115f\u1160\uffa0]/gu, (sign) => (sign === "\n" ? sign : ""))
    .replace(/\s+/g, " ");
}
