import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanParagraph, decodeEntities, guessLanguage } from "../../src/read/characters.js";
import { canonicalUrl } from "../../src/read/urls.js";

describe("cleanParagraph", () => {
  it("makes one of many spellings of white space, accents and nothing", () => {
    expect(cleanParagraph("\u00a0 a\u200b\u202eb\tc\u2009d\ufeff\u00ad-e\u0007 ")).toBe("ab c d-e");
    expect(cleanParagraph("Cafe\u0301")).toBe("Caf\u00e9");
    expect(cleanParagraph("a\ud800b")).toBe("a\ufffdb");
  });

  it("keeps joiners that shape letters and pictures, drops those that hide in words", () => {
    expect(cleanParagraph("می\u200cخواهم 👩\u200d🚀")).toBe("می\u200cخواهم 👩\u200d🚀");
    expect(cleanParagraph("in\u200dvisible")).toBe("invisible");
  });

  it("is idempotent, well formed and without edges or double spaces", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = cleanParagraph(text);
        expect(cleanParagraph(once)).toBe(once);
        expect(once).not.toMatch(/^\s|\s$|\s\s|[\n\r\t\u200b\u202e]|\p{Surrogate}/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe("decodeEntities", () => {
  it("decodes what it knows once, and leaves the rest", () => {
    expect(
      decodeEntities("AT&amp;T &quot;x&quot; &#8217;&#x2019; &nosuch; &amp;lt; & Co; &#0; &#9999999;"),
    ).toBe('AT&T "x" ’’ &nosuch; &lt; & Co; &#0; &#9999999;');
  });
});

describe("guessLanguage", () => {
  it("says English or nothing", () => {
    expect(
      guessLanguage("The minister said that the talks in the capital were on track for a deal by May."),
    ).toBe("en");
    expect(guessLanguage("Die Brücke über die Aue ist seit Montag wieder für den Verkehr frei.")).toBeNull();
    expect(guessLanguage("")).toBeNull();
  });
});

describe("canonicalUrl", () => {
  it.each([
    ["HTTPS://WWW.A.example/News/One?utm_source=x&id=7&fbclid=1#top", "https://www.a.example/News/One?id=7"],
    ["https://m.a.example/one/amp/", "https://a.example/one/"],
    ["https://amp.a.example/one", "https://a.example/one"],
    ["https://en.m.a.example/wiki/One", "https://en.a.example/wiki/One"],
    ["https://a.example/one.amp.html?output=1", "https://a.example/one.html"],
    ["https://www-a-example.cdn.ampproject.org/c/s/www.a.example/one", "https://www.a.example/one"],
    ["https://user:pw@a.example/one?b=2&a=1", "https://a.example/one?a=1&b=2"],
    ["mailto:x@a.example", null],
    ["javascript:alert(1)", null],
    ["/one", null],
    ["nonsense", null],
  ])("%s", (raw, url) => expect(canonicalUrl(raw)).toBe(url));

  it("resolves a relative link against its page", () => {
    expect(canonicalUrl("/one", "https://a.example/two/")).toBe("https://a.example/one");
  });

  it("is idempotent on every address", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (raw) => {
        const once = canonicalUrl(raw);
        if (once !== null) expect(canonicalUrl(once)).toBe(once);
      }),
    );
  });
});
