// What /help says: what Dateline does, what it does not, and one line a command.
import type { Instant } from "../schema.js";
import { type Block, type Document, ruled, strong } from "./document.js";
import type { Frame } from "./frame.js";

const COMMANDS: readonly (readonly [string, string])[] = [
  [
    "/ask",
    "asks the articles; as_of looks from an earlier day, source keeps to one outlet, private shows it to you alone",
  ],
  ["/sources", "shows every citation of the last answer here, and whether it still stands"],
  ["/summary", "gives the telling sentences of one article, word for word"],
  ["/articles", "lists what was read; add (by URL, file or text) and remove need a right"],
  ["/feeds", "follows feeds and tells how they stand; needs the same right"],
  ["/settings", "says and changes what holds in this server; needs Manage Server"],
  ["/privacy", "says what is kept about you; /forget me deletes it"],
  ["/status", "says what was read and how Dateline runs"],
];

/** Lays out the help. */
export function helpDocument(at: Instant, frame: Frame): Document {
  const groups: Block[][] = [
    [
      { kind: "heading", line: ["Dateline answers from articles it has read"] },
      {
        kind: "lines",
        lines: [
          ["Every answer is a quote, letter by letter, with outlet, date and a link to the sentence."],
          ["It writes nothing of its own. When the articles do not say, it says so."],
        ],
      },
    ],
    COMMANDS.map(([name, text]): Block => ({ kind: "lines", lines: [[strong(name), ` ${text}`]] })),
  ];
  const footer = ["Try: /ask question: Is a Trump–Putin summit scheduled?"];
  return { tone: "plain", blocks: ruled(groups), footer: [footer], at, frame };
}
