// The pages behind the pictures: markdown as a client shows it, every component drawn; and one picture where Chromium is there.
import process from "node:process";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { markdownHtml } from "../../src/render/markdown-html.js";
import { flatten } from "../discord/rules.js";
import { chromiumPath, NO_CHROMIUM, openChromium, takePicture } from "./chromium.js";
import { messagePage } from "./page.js";
import { fixedPictures, readerOf } from "./pictures.js";

if (chromiumPath() === null) process.stderr.write(`LEFT OUT: pictures of pages. ${NO_CHROMIUM}\n`);

const READER = readerOf("en", new Date("2025-11-24T14:05:00Z"));
const SECONDS = Date.parse("2025-10-21T15:00:00Z") / 1000;

describe("markdown", () => {
  it.each([
    ["> a\n> b\nc", "<blockquote>a<br>b</blockquote><div>c</div>"],
    ["-# small **x**", "<small>small <strong>x</strong></small>"],
    ["### T\n**b**", "<h3>T</h3><div><strong>b</strong></div>"],
    ["\\*no\\* \\<t:0\\>", "<div>*no* &#60;t:0&#62;</div>"],
    ["[a \\(b\\)](https://example.org/x)", '<div><a href="https://example.org/x">a (b)</a></div>'],
    ["**a \\*\\* b**", "<div><strong>a ** b</strong></div>"],
    [`<t:${SECONDS}:D>`, "<div><time>21 October 2025</time></div>"],
    [`<t:${SECONDS}:R>`, "<div><time>1 month ago</time></div>"],
    [`<t:${SECONDS}:f>`, "<div><time>21 October 2025 at 15:00</time></div>"],
    ["<script>", "<div>&#60;script&#62;</div>"],
  ])("%s", (text, html) => {
    expect(markdownHtml(text, READER)).toBe(html);
  });
});

describe("pages", () => {
  it("hold every text and button of their message", () => {
    for (const { drawn, reader } of fixedPictures("en")) {
      const page = messagePage(drawn, reader);
      const raw = flatten(drawn.components);
      expect(page.match(/<button/g) ?? []).toHaveLength(raw.filter(({ type }) => type === 2).length);
      expect(page.match(/<div class="text">/g) ?? []).toHaveLength(
        raw.filter(({ type }) => type === 10).length,
      );
    }
  });

  it("are refused where they would leave something out", () => {
    expect(() => messagePage({ components: [{ type: 99 }] }, READER)).toThrow(TypeError);
  });

  it.skipIf(chromiumPath() === null)("become small pictures of the given width", async () => {
    const [first] = fixedPictures("en");
    if (first === undefined) throw new Error("no picture");
    const browser = await openChromium(chromiumPath() ?? "");
    try {
      const png = await takePicture(browser, messagePage(first.drawn, first.reader), 375);
      expect(await sharp(png).metadata()).toMatchObject({ format: "png", width: 375, paletteBitDepth: 8 });
      expect(png.length).toBeLessThan(50_000);
    } finally {
      await browser.close();
    }
  });
});
