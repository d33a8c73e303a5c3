// Whatever an article or a question holds: nothing pings, formats or breaks out, every limit holds, no quote is changed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/render/frame.js";
import type { Message } from "../../src/render/message.js";
import { renderAnswer, renderSources } from "../../src/render/replies.js";
import type { Answer } from "../../src/schema.js";
import { checkMessage, flatten, type RawMessage } from "../discord/rules.js";
import { hostileAnswer } from "./answers.js";
import { read } from "./discord-reader.js";

const FRAME = frameOf("en");

const RUNS = 1000;
/** Each run reads every page. */
const PAGED_RUNS = 300;
/** What Dateline itself writes. */
const OWN_EFFECTS = new Set(["timestamp", "link", "strong", "quote", "small"]);
/** Invisible and overriding characters; joiners within words and emoji are visible in their effect. */
const NEVER_SENT = /(?!\n|\u200c|\u200d|\p{VS})[\p{Cc}\p{DI}\p{Bidi_C}\p{Cs}\u2028\u2029\u2800]/u;

function texts(message: Message): string[] {
  return flatten(rawOf(message).components ?? []).flatMap(({ type, content = "" }) =>
    type === 10 ? [content] : [],
  );
}

function rawOf({ allowedMentions, ...rest }: Message): RawMessage {
  return JSON.parse(JSON.stringify({ ...rest, allowed_mentions: allowedMentions })) as RawMessage;
}

/** The quoted texts of a message as a person sees them. */
function quotesOf(message: Message): string[] {
  const blocks = texts(message).map((text) => text.split("\n").filter((line) => line.startsWith("> ")));
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => read(line.slice(2)).shown).join("\n"));
}

/** A quote without what cannot be seen, by rules of this test's own. */
function seen(text: string): string {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/\p{C}|\p{M}|[\u3164\u2800\u115f\u1160\uffa0]/gu, (sign) => (sign === "\n" ? sign : ""))
    .replace(/[^\S\n]+/g, " ");
}

function checkText(message: Message): void {
  for (const text of texts(message)) {
    const { effects } = read(text);
    expect(
      effects.filter((effect) => !OWN_EFFECTS.has(effect)),
      text,
    ).toEqual([]);
    expect(effects.filter((effect) => effect === "strong").length % 2, text).toBe(0);
    expect(text).not.toMatch(NEVER_SENT);
  }
  expect(checkMessage(rawOf(message), "edit")).toEqual([]);
}

function sourcesOf(answer: Answer) {
  const quotes = answer.kind === "answered" ? [...answer.quotes, ...answer.earlier] : [];
  const entries = answer.citations.map((citation) => {
    const cited = quotes.filter((quote) => quote.citation === citation.number);
    return {
      citation,
      quotes: cited,
      state: "changed" as const,
      newestRevision: 2,
      changes: cited.map(({ text }, quote) => ({
        quote,
        kind: "changed" as const,
        revision: 2,
        at: citation.fetchedAt,
        now: text,
      })),
      announced: cited.map(({ text }) => ({ kind: "correction" as const, text })),
    };
  });
  return { answer, entries };
}

describe("hostile text", () => {
  it("breaks out of no answer, and no quote is cut or changed", () => {
    fc.assert(
      fc.property(
        hostileAnswer,
        fc.constantFrom("public" as const, "private" as const),
        (answer, visibility) => {
          const message = renderAnswer(answer, visibility, FRAME);
          checkText(message);
          const whole = texts(message).join("\n");
          const wanted =
            answer.kind === "answered"
              ? [...answer.quotes, ...answer.earlier].map(({ text }) => seen(text))
              : [];
          const shown = quotesOf(message).map(seen);
          const rest = [...wanted];
          for (const quote of shown) {
            const at = rest.indexOf(quote);
            expect(at, `${JSON.stringify(quote)} in ${JSON.stringify(rest)}`).toBeGreaterThanOrEqual(0);
            rest.splice(0, at + 1);
          }
          if (shown.length < wanted.length) expect(whole).toMatch(/too long for Discord|not fit here/);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("breaks out of no page of the sources, and every quote that fits a message is on one of them", () => {
    fc.assert(
      fc.property(hostileAnswer, (answer) => {
        const report = sourcesOf(answer);
        const shown: string[] = [];
        let omitted = 0;
        for (let page = 1; page < 200; page += 1) {
          const message = renderSources(report, FRAME, page);
          checkText(message);
          shown.push(...quotesOf(message).map(seen));
          omitted += texts(message).filter((text) => text.includes("too long for Discord")).length;
          if (!JSON.stringify(message.components).includes(`:${page + 1}"`)) break;
        }
        const wanted = report.entries.flatMap(({ quotes }) => quotes.map(({ text }) => seen(text)));
        expect(shown.length + omitted).toBe(wanted.length);
        expect(shown.every((quote) => wanted.includes(quote))).toBe(true);
      }),
      { numRuns: PAGED_RUNS },
    );
  });
});
