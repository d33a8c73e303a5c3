// Addresses in the terminal: behind the title where it can show links, else once per article on their own line.
import { describe, expect, it } from "vitest";
import type { Document } from "../../src/render/document.js";
import { writeText } from "../../src/render/terminal.js";
import { link, translatorFor } from "../../src/render/translator.js";

const PAGE = "https://coast.example/ferry?day=1";
const quote = (place: string) =>
  ({
    kind: "quote",
    text: "The ferry to Ostby will not sail.",
    under: [["Coast Post · ", link("Ferry to Ostby stays in port", `${PAGE}${place}`)]],
  }) as const;
const DOCUMENT: Document = {
  tone: "answered",
  blocks: [quote("#:~:text=The%20ferry"), quote("#:~:text=will%20not%20sail"), quote("")],
  footer: [],
  at: "2026-03-03T00:00:00.000Z",
  translator: translatorFor("en"),
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that terminals read
const SEQUENCE = /\u001b\]8;[^;]*;([^\u001b]*)\u001b\\/g;

describe("addresses in the terminal", () => {
  it("stand once per article, without the place on the page", () => {
    const text = writeText(DOCUMENT, { color: false, width: 80 });
    expect(text.split(PAGE)).toHaveLength(2);
    expect(text).not.toContain("#:~:");
    expect(text).not.toContain("\u001b");
  });

  it("stand behind the title where the terminal can show links, each to its sentence", () => {
    const text = writeText(DOCUMENT, { color: false, width: 80, links: true });
    const targets = new Set([...text.matchAll(SEQUENCE)].map(([, target]) => target));
    expect(targets).toEqual(
      new Set([`${PAGE}#:~:text=The%20ferry`, `${PAGE}#:~:text=will%20not%20sail`, PAGE, ""]),
    );
    expect(text.replace(SEQUENCE, "")).not.toContain(PAGE);
    expect(text.replace(SEQUENCE, "")).toContain("Coast Post · Ferry to Ostby stays in port");
  });

  it("do not count as columns", () => {
    const shown = writeText(DOCUMENT, { color: false, width: 60, links: true }).replace(SEQUENCE, "");
    const plain = writeText(DOCUMENT, { color: false, width: 60 }).split("\n");
    expect(shown.split("\n")).toEqual(plain.filter((line) => !line.includes(PAGE)));
  });

  it("let nothing of an address out of its link", () => {
    const hostile = { ...DOCUMENT, blocks: [quote("#\u001b\\\u001b]8;;https://evil.example\u0007 x")] };
    const text = writeText(hostile, { color: false, width: 80, links: true });
    const targets = [...text.matchAll(SEQUENCE)].map(([, target = ""]) => target).filter(Boolean);
    expect(targets.every((target) => target.startsWith(PAGE))).toBe(true);
    expect(text).not.toContain("\u0007");
  });
});
