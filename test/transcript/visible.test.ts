// What a reader sees of a message: quotes told from the words around them, dates in the reader's language, links and buttons.
import { expect, it } from "vitest";
import { linesOf, linksOf } from "./visible.js";

const text = (content: string) => ({ type: 10, content });
const message = {
  components: [
    {
      type: 17,
      components: [
        text("**Head** \\*\\*plain\\*\\*\n> alone \\<t:0:R\\>"),
        { type: 14 },
        text(
          "> Before. **The quote.** After.\n> **Lead \\\\**\n[A \\[title\\]](https://example.org/x#y) · <t:1761058800:D> (<t:1761058800:R>)\n-# small <t:1761058800:f>",
        ),
      ],
    },
    {
      type: 1,
      components: [
        { type: 2, label: "Sources", custom_id: "x" },
        { type: 2, label: "Why", custom_id: "y" },
      ],
    },
  ],
};

it("draws a message for its reader", () => {
  expect(linesOf(message, { locale: "de", now: "2025-10-23T15:00:00.000Z" })).toEqual([
    "Head **plain**",
    "┃ alone <t:0:R>",
    "────",
    "│ Before.",
    "┃ The quote.",
    "│ After.",
    "┃ Lead \\",
    "A [title] ↗ · 21. Oktober 2025 (vor 2 Tagen)",
    "small 21. Oktober 2025 15:00",
    "[Sources] [Why]",
  ]);
  expect(linksOf(message)).toEqual(["https://example.org/x#y"]);
});
