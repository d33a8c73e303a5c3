// Single facts of rendering: two whole messages, the same content in the terminal, text and URLs, limits and custom ids.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { titleLink } from "../../src/render/citation.js";
import { readCustomId, writeCustomId } from "../../src/render/custom-id.js";
import { plainDocument } from "../../src/render/document.js";
import { fits, type Message, measure, writeMessage } from "../../src/render/message.js";
import { renderAnswer, renderArticles, renderIngest } from "../../src/render/replies.js";
import { renderAnswerText, renderSourcesText, writeText } from "../../src/render/terminal.js";
import { escapeMarkup, maskedLink, oneLine, quoteLines, safeUrl, visible } from "../../src/render/text.js";
import { translatorFor } from "../../src/render/translator.js";
import { ANSWERED, UNANSWERED } from "./answers.js";
import { read } from "./discord-reader.js";

const ENGLISH = translatorFor("en");

const golden = (name: string) => join(import.meta.dirname, "golden", `${name}.txt`);
const AT = "2025-11-24T14:05:00.000Z";

function draw({ components }: Message): string {
  const lines = (each: object): string[] => {
    if ("content" in each) return String(each.content).split("\n");
    if ("label" in each) return [`( ${each.label} )`];
    return "components" in each ? (each.components as object[]).flatMap(lines) : ["────"];
  };
  return `${components.flatMap(lines).join("\n")}\n`;
}

describe("messages", () => {
  it("look as drawn", async () => {
    await expect(draw(renderAnswer(ANSWERED, "private", ENGLISH))).toMatchFileSnapshot(golden("answered"));
    await expect(draw(renderAnswer(UNANSWERED, "public", ENGLISH))).toMatchFileSnapshot(golden("unanswered"));
  });

  it("say the same in the terminal, in the same order", async () => {
    const options = { color: false, width: 80 };
    await expect(`${renderAnswerText(ANSWERED, options)}\n`).toMatchFileSnapshot(golden("answered-terminal"));
    await expect(`${renderAnswerText(UNANSWERED, options)}\n`).toMatchFileSnapshot(
      golden("unanswered-terminal"),
    );
  });

  it("never show a score", () => {
    const written =
      draw(renderAnswer(ANSWERED, "public", ENGLISH)) +
      renderAnswerText(ANSWERED, { color: false, width: 80 });
    expect(written).not.toMatch(/0\.87|\b87\b|percent|\d %/);
  });

  it("say of a weak answer that it is one", () => {
    expect(draw(renderAnswer({ ...ANSWERED, strength: "weak" }, "public", ENGLISH))).toContain(
      "Read it and judge",
    );
  });

  it("say since when there is nothing new about what was asked", () => {
    const newestAbout = { names: ["brennholm", "vesteria"], at: "2025-05-03T08:00:00.000Z" };
    const known = { ...UNANSWERED, missing: [], newestAbout };
    const options = { color: false, width: 100 };
    expect(renderAnswerText(known, options)).toContain(
      "I found nothing about “brennholm”, “vesteria” after 3 May 2025.",
    );
    expect(draw(renderAnswer(known, "public", ENGLISH))).toContain(
      `after <t:${Date.parse(newestAbout.at) / 1000}:D>`,
    );
    expect(renderAnswerText({ ...known, missing: ["cricket"] }, options)).not.toContain("after");
  });

  it("leave out a quote that is too long, and say where to read it", () => {
    const [lead] = ANSWERED.quotes;
    if (lead === undefined) throw new Error("no quote");
    const written = draw(
      renderAnswer({ ...ANSWERED, quotes: [{ ...lead, text: "Long. ".repeat(800) }] }, "public", ENGLISH),
    );
    expect(written).toContain("A quote of 4,800 characters is too long for Discord; read it in the article.");
    expect(written).toContain("](https://example.org/news/1#:~:text=There%20is%20no%20plan)");
    expect(written).toContain("The dockers will strike on Friday.");
  });

  it("count what does not fit beside the rest", () => {
    const [lead] = ANSWERED.quotes;
    if (lead === undefined) throw new Error("no quote");
    const quotes = [1, 2, 3].map(() => ({ ...lead, text: "Long. ".repeat(400) }));
    expect(draw(renderAnswer({ ...ANSWERED, quotes }, "public", ENGLISH))).toContain(
      "3 quotes do not fit here",
    );
  });

  it("list and report articles", () => {
    const items = [{ articleId: "0123456789ab", title: "# A *title*", source: null, publishedAt: null }];
    expect(draw(renderArticles({ total: 1, items, page: 1 }, AT, ENGLISH))).toContain(
      "**\\# A \\*title\\*** · outlet unknown · undated",
    );
    expect(draw(renderArticles({ total: 0, items: [], page: 1 }, AT, ENGLISH))).toContain("No articles yet");
    const row = {
      subject: "a.pdf",
      outcome: "rejected" as const,
      articleId: null,
      title: null,
      passageCount: 0,
      notes: ["It is binary."],
    };
    expect(draw(renderIngest([row], AT, ENGLISH))).toContain("**Not added**\\: a.pdf\n-# It is binary.");
  });
});

describe("the terminal", () => {
  it("wraps words to the width and keeps URLs whole", () => {
    const written = renderAnswerText(ANSWERED, { color: false, width: 40 });
    const lines = written.split("\n").filter((line) => !line.includes("http"));
    expect(lines.every((line) => line.length <= 40)).toBe(true);
    expect(written).toContain("\n    https://example.org/news/1\n");
  });

  it("colours only when asked, and lets no escape sequence of a text through", () => {
    const hostile = { ...ANSWERED, question: "\u001b[31mred\u001b]0;title\u0007" };
    expect(renderAnswerText(hostile, { color: false, width: 80 })).not.toContain("\u001b");
    expect(renderAnswerText(ANSWERED, { color: true, width: 80 })).toContain("\u001b[1m");
  });

  it("names origins where outlets share one, two at most", () => {
    const footer = (given: Partial<typeof ANSWERED>) =>
      renderAnswerText({ ...ANSWERED, ...given }, { color: false, width: 400 });
    const shared = { outletCount: 5, originCount: 1, originNames: ["AFP"] };
    expect(footer(shared)).toContain("5 outlets, 1 origin (AFP) ·");
    expect(footer({ ...shared, originCount: 3, originNames: ["AFP", "B", "C"] })).toContain(
      "3 origins (AFP, B, …) ·",
    );
    expect(footer({ outletCount: 2, originCount: 2, originNames: ["A", "B"] })).toContain(
      "2 outlets, 2 origins ·",
    );
    expect(footer({ outletCount: 2, originCount: 1 })).toContain("2 outlets, 1 origin ·");
  });

  it("shows how sources stand", () => {
    const [citation] = ANSWERED.citations;
    if (citation === undefined) throw new Error("no citation");
    const quotes = [...ANSWERED.quotes, ...ANSWERED.quotes].slice(0, 2);
    const gone = { revision: 3, at: "2025-11-02T16:40:00.000Z" };
    const changes = [
      { ...gone, quote: 0, kind: "removed" as const, now: null },
      { ...gone, quote: 1, kind: "changed" as const, now: "Talks will go on in May." },
    ];
    const announced = [{ kind: "correction" as const, text: "Correction: the talks are in May." }];
    const entries = [{ citation, quotes, state: "changed" as const, newestRevision: 3, changes, announced }];
    const written = renderSourcesText({ answer: ANSWERED, entries }, { color: false, width: 200 });
    expect(written).toContain("Changed since: revision 3 no longer says this");
    const [removed, changed] = ["removed", "changed"].map((word) =>
      written.split("\n").find((line) => line.includes(`This sentence was ${word}`)),
    );
    expect(removed).toMatch(/removed in the revision of 2 Nov 2025, 16:40 UTC \(revision 3\)\.$/);
    expect(changed).toMatch(
      /changed in the revision of 2 Nov 2025, 16:40 UTC \(revision 3\) to: “Talks will go on in May\.”$/,
    );
    expect(written).toContain("Announces a correction: “Correction: the talks are in May.”");
  });
});

describe("text", () => {
  it("is left as it is where it holds nothing hostile", () => {
    for (const text of [
      "“No,” he said – 10:30, 5.5% (a_b) [c].",
      "مرحبا بالعالم",
      "👨‍👩‍👧 and naïve",
      "🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇫🇷 👍🏽 ❤️‍🔥 🏳️‍🌈",
      "क्षत्रिय",
      "می‌خواهم",
    ]) {
      expect(visible(text)).toBe(text);
      expect(read(escapeMarkup(text))).toEqual({ shown: text, effects: [], urls: [] });
    }
  });

  it("loses what cannot be seen", () => {
    expect(visible("a\u202Eb\u200B\u200Bc\u0000d\u{E0041}e\uFEFF\u2028f\uD800")).toBe("abcde\nf");
    expect(visible("🏴\u{E0067}\u{E0062} hi\u{E0068}\u{E0069}\u{E007F}")).toBe("🏴 hi");
  });

  it("keeps six marks on a letter and no more, which paint over the neighbours", () => {
    expect(visible(`a${"\u0301".repeat(40)}b`)).toBe(`a${"\u0301".repeat(6)}b`);
  });

  it("stays in its block quote, line by line", () => {
    const text = "one\n\n> two\n1. three";
    expect(quoteLines({ text })).toEqual(["> one", "> ", "> \\> two", "> 1\\. three"]);
    expect(quoteLines({ text, isLead: true })).toEqual([
      "> **one**",
      "> ",
      "> **\\> two**",
      "> **1\\. three**",
    ]);
    const context = { before: "*Before* ", after: "\n# after" };
    expect(quoteLines({ text: "it.", context })).toEqual(["> \\*Before\\* **it.**", "> \\# after"]);
  });

  it("says of a title that its address is too long to link", () => {
    const url = `https://post.example/${"long-".repeat(200)}`;
    const lines = [url, "https://post.example/a"].map((each) => [
      titleLink({ title: "Weir" }, ENGLISH, each),
    ]);
    const document = plainDocument([{ kind: "lines", lines }], AT, ENGLISH);
    expect(draw(writeMessage(document))).toContain(
      String.raw`Weir \(its address is too long to link\: post.example\)`,
    );
    expect(draw(writeMessage(document))).toContain("[Weir](https://post.example/a)");
    expect(writeText(document, { color: false, width: 80 })).not.toContain("too long");
  });

  it("is cut by whole characters only", () => {
    expect(oneLine("a\n b\t c", 10)).toBe("a b c");
    expect(oneLine("😀😀😀😀", 3)).toBe("😀😀…");
    expect(oneLine("ab 👨‍👩‍👧‍👦", 6)).toBe("ab…");
    expect(oneLine("🇫🇷🇩🇪🇹🇷", 4)).toBe("🇫🇷…");
    expect(oneLine("ne\u0301e", 3)).toBe("n…");
  });
});

describe("links", () => {
  it.each([
    ["https://example.org/a_(b)?q=1#:~:text=x%20y,z", "https://example.org/a_%28b%29?q=1#:~:text=x%20y,z"],
    ["https://example.org/ü <x>", "https://example.org/%C3%BC%20%3Cx%3E"],
    ["javascript:alert(1)", null],
    ["https://user:pass@example.org/", null],
    ["nonsense", null],
    [`https://example.org/#${"x".repeat(900)}`, "https://example.org/"],
    [`https://example.org/${"x".repeat(900)}`, null],
  ])("%s", (url, written) => {
    expect(safeUrl(url)).toBe(written);
  });

  it("keep their label in", () => {
    const written = maskedLink("a](https://evil.example) [b", "https://example.org/x");
    expect(read(written)).toMatchObject({ shown: "a)(evil.example) (b", effects: ["link"] });
    expect(maskedLink("https://", "https://example.org/")).toBe("[example.org](https://example.org/)");
    expect(maskedLink("a *b*", "javascript:x")).toBe("a \\*b\\*");
  });
});

describe("limits", () => {
  it("count nested components, labels and bytes", () => {
    const text = { type: 10 as const, content: "é" };
    const button = { type: 2 as const, style: 2 as const, label: "ab", custom_id: "x" };
    const components = [
      { type: 17 as const, components: [text] },
      { type: 1 as const, components: [button] },
    ];
    expect(measure(components)).toEqual({ components: 4, characters: 3, weight: 4 + 4 * 12 });
    expect(measure([])).toEqual({ components: 0, characters: 0, weight: 0 });
  });

  it("hold at their edge", () => {
    expect(fits({ components: 40, characters: 4000, weight: 10_170 })).toBe(true);
    expect(fits({ components: 41, characters: 0, weight: 0 })).toBe(false);
    expect(fits({ components: 0, characters: 4001, weight: 0 })).toBe(false);
    expect(fits({ components: 0, characters: 0, weight: 10_171 })).toBe(false);
  });
});

describe("custom ids", () => {
  it("are read as they were written", () => {
    expect(readCustomId(writeCustomId("sources-page", "a1b2", 12))).toEqual({
      action: "sources-page",
      subject: "a1b2",
      page: 12,
    });
    expect(readCustomId(writeCustomId("post", "a1b2"))).toEqual({ action: "post", subject: "a1b2", page: 1 });
  });

  it("of others are not", () => {
    for (const id of ["", "dl:", "dl:x", "xx:post:a", "dl:post:a:b", "dl:post:a:1:2"])
      expect(readCustomId(id)).toBeNull();
    expect(() => writeCustomId("post", "a:b")).toThrow(RangeError);
    expect(() => writeCustomId("post", "x".repeat(100))).toThrow(RangeError);
  });
});
