// XML read as far as it goes: namespaces, bases, what is broken; and hostile documents in time that grows with their length only.
import { describe, expect, it } from "vitest";
import { isFeed } from "../../../src/read/feeds/feed.js";
import { markupIn, readXml, textIn, type XmlElement } from "../../../src/read/feeds/xml.js";
import { cpuMs } from "../../cpu-time.js";

const rootOf = (text: string, address?: string): XmlElement => {
  const { root } = readXml(text, address);
  if (root === null) throw new TypeError("no root");
  return root;
};
const names = (element: XmlElement): string[] =>
  element.children.flatMap((child) => (typeof child === "string" ? [] : [child.name, ...names(child)]));

describe("readXml", () => {
  it("names elements by their namespace, whatever the prefix", () => {
    const root = rootOf(
      '<r xmlns:x="http://purl.org/dc/elements/1.1/" xmlns:y="https://example.org/own#"><x:date/><y:Z/><media:content/><q:w/></r>',
    );
    expect(names(root)).toEqual(["dc:date", "example.org/own:z", "media:content", "q:w"]);
  });

  it("keeps the base of each element and resolves one on the next", () => {
    const root = rootOf('<r><a xml:base="x/"><b xml:base="../y/"/></a><c/></r>', "https://e.example/f");
    const [a, c] = root.children as [XmlElement, XmlElement];
    const [b] = a.children as [XmlElement];
    expect([root.base, a.base, b.base, c.base]).toEqual([
      null,
      "https://e.example/x/",
      "https://e.example/y/",
      null,
    ]);
  });

  it("expands numbers and the names of XML and HTML, nothing else", () => {
    const text = textIn(rootOf("<r>&lt;&gt;&amp;&quot;&apos;&#8212;&#x2014; &nbsp;&own;</r>"));
    expect(text).toBe("<>&\"'—— \u00A0&own;");
  });

  it("expands the texts that a document declares, where they are short, and only those", () => {
    const dtd = `<!DOCTYPE r [<!-- it's ] --><!ENTITY own "Ebb &#38; Flow"><!ENTITY mine "by &own;">
      <!ENTITY long "${"x".repeat(2_000)}"><!ENTITY eacute "e"><!ENTITY web SYSTEM "https://e.example/x">]>`;
    const root = rootOf(`${dtd}<r a="&own;">&mine; &long; &eacute; &web; <![CDATA[&own;]]></r>`);
    expect(textIn(root)).toBe("by Ebb & Flow &long; e &web; &own;");
    expect(root.attributes["a"]).toBe("Ebb & Flow");
  });

  it("writes elements that stand in a text back as HTML without attributes", () => {
    const root = rootOf('<r>a &lt; b <p onclick="x">c<br/>d &amp; e</p></r>');
    expect(markupIn(root)).toBe("a &lt; b <p>c<br>d &amp; e</p>");
  });

  it("says where a document is broken and what it ended in", () => {
    const cut = readXml("<r><item>one</item><item>tw");
    expect(cut.notes).toEqual(["broken XML: it ends inside <item>; read as far as it goes"]);
    const items = (cut.root?.children ?? []) as XmlElement[];
    expect(items.map(({ complete }) => complete)).toEqual([true, false]);
    expect(readXml("<r><a><b></a></r>").notes).toEqual([
      "broken XML: <b> is not closed; read as far as it goes",
    ]);
    expect(readXml('<r><a href="x"/><b/></r>').notes).toEqual([]);
    expect(readXml("no element").root).toBeNull();
  });
});

it("knows a feed behind a long list of entities", () => {
  const entities = Array.from({ length: 250 }, (_, n) => `<!ENTITY name${n} "&#${200 + n};">`).join("\n");
  expect(isFeed(`<?xml version="1.0"?><!DOCTYPE rss [${entities}]><rss version="2.0"/>`)).toBe(true);
});

describe("hostile documents", () => {
  const n = 1_000_000;
  it.each([
    ["a run of <", "<".repeat(n)],
    ["a document type of comments", `<!DOCTYPE r [${"<!-- a --><!--".repeat(n / 14)}`],
    [
      "an entity used again and again",
      `<!DOCTYPE r [<!ENTITY a "${"x".repeat(999)}">]><r>${"&a;".repeat(n / 3)}`,
    ],
    ["tags never ended", "<a ".repeat(n)],
    ["elements never closed", "<a>".repeat(n)],
    ["entries never closed", "<item>".repeat(n)],
    ["ends without beginnings", `<a><b>${"</c>".repeat(n)}`],
    ["CDATA in CDATA", "<![CDATA[".repeat(n)],
    ["comments never ended", "<!--".repeat(n)],
    ["ampersands", `<a>${"&#".repeat(n)}`],
    ["one long attribute", `<a b="${"x".repeat(9 * n)}`],
    ["many attributes", `<a ${Array.from({ length: n / 10 }, (_, i) => `a${i}="1"`).join(" ")}>`],
    ["namespaces on every level", '<a xmlns:b="c">'.repeat(n / 10)],
  ])("%s are read in time", (_name, document) => {
    expect(cpuMs(() => readXml(`<rss>${document}`))).toBeLessThan(5_000);
  });
});
