import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanParagraph, decodeEntities } from "../../src/read/normalize-characters.js";

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
  it("decodes every name of HTML once, and leaves what is none", () => {
    expect(decodeEntities("Caf&eacute; &Zcaron;i&zcaron;ek, &frac12; &rarr; &copy;&nbsp;AFP")).toBe(
      "Café Žižek, ½ → © AFP",
    );
    expect(
      decodeEntities("AT&amp;T &quot;x&quot; &#8217;&#x2019; &nosuch; &amp;lt; & Co; R&D &eacute x"),
    ).toBe('AT&T "x" ’’ &nosuch; &lt; & Co; R&D &eacute x');
  });

  it("reads numbers as browsers do", () => {
    expect(decodeEntities("&#150; &#0; &#xD800; &#9999999;")).toBe("– \uFFFD \uFFFD \uFFFD");
  });
});
