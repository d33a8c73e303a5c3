// Links to the quoted sentence.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentenceLink } from "../../src/answer/cite.js";

const URL = "https://news.example/a";
const link = (text: string, quote: string, at = text.indexOf(quote)) =>
  sentenceLink(URL, text, { start: at, end: at + quote.length });

describe("sentenceLink", () => {
  it("names a short sentence whole and encodes what the grammar reserves", () => {
    expect(link("It began. A well-known, big day. It ended.", "A well-known, big day.")).toBe(
      `${URL}#:~:text=A%20well%2Dknown%2C%20big%20day.`,
    );
  });

  it("names the ends of a long one", () => {
    const quote = "one two three four five six seven eight nine ten eleven twelve";
    expect(link(`Start. ${quote}. End.`, quote)).toBe(
      `${URL}#:~:text=one%20two%20three%20four%20five,eight%20nine%20ten%20eleven%20twelve`,
    );
  });

  it("adds what stands before where the words repeat", () => {
    const text = "On Monday he said no. On Tuesday he said no.";
    expect(link(text, "he said no.", text.lastIndexOf("he said"))).toBe(
      `${URL}#:~:text=said%20no.%20On%20Tuesday-,he%20said%20no.`,
    );
  });

  it("falls back to the plain URL where nothing is unique, and to null without a URL", () => {
    expect(link("No.\n\nNo.", "No.")).toBe(URL);
    expect(sentenceLink(null, "No.", { start: 0, end: 3 })).toBeNull();
  });

  it("drops a fragment that the URL already has", () => {
    expect(sentenceLink(`${URL}#top`, "Only once.", { start: 0, end: 10 })).toBe(
      `${URL}#:~:text=Only%20once.`,
    );
  });

  it("resolves exactly once in the text, and is left out only where the words repeat", () => {
    let directives = 0;
    const word = fc.constantFrom("no", "yes", "he", "said", "Monday", "talks", "ended");
    const sentence = fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => `${words.join(" ")}.`);
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 8 }), fc.nat(), (sentences, pick) => {
        const chosen = pick % sentences.length;
        const quote = sentences[chosen] ?? "";
        const start = sentences.slice(0, chosen).join(" ").length + (chosen > 0 ? 1 : 0);
        const text = sentences.join(" ");
        const [plain, directive] = link(text, quote, start)?.split("#:~:text=") ?? [];
        expect(plain).toBe(URL);
        if (directive === undefined) {
          const firstWords = quote.split(" ").slice(0, 5).join(" ").toLowerCase();
          expect(text.toLowerCase().split(firstWords).length - 1).toBeGreaterThan(1);
        } else {
          directives += 1;
          expect(startsOf(directive, text)).toEqual([start]);
        }
      }),
      { numRuns: 200 },
    );
    expect(directives).toBeGreaterThan(100);
  });
});

/** Plays the browser: every place where the directive's start matches. */
function startsOf(directive: string, text: string): number[] {
  const parts = directive.split(",").map(decodeURIComponent);
  const prefix = parts[0]?.endsWith("-") ? `${parts.shift()?.slice(0, -1)} ` : "";
  const suffix = parts.at(-1)?.startsWith("-") ? ` ${parts.pop()?.slice(1)}` : "";
  const needle = `${prefix}${parts[0]}${suffix}`.toLowerCase();
  const found: number[] = [];
  for (let at = text.toLowerCase().indexOf(needle); at >= 0; at = text.toLowerCase().indexOf(needle, at + 1))
    found.push(at + prefix.length);
  return found;
}
