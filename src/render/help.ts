// What /help says: what Dateline does, what it does not, and one line a command, under the names that the reader sees.
import type { Instant } from "../schema.js";
import { type Block, type Document, ruled, strong } from "./document.js";
import type { Frame, TextKey } from "./frame.js";
import { commandIn, type NamePath, nameIn } from "./names.js";

const COMMANDS: readonly (readonly [NamePath, TextKey])[] = [
  ["ask", "help.ask"],
  ["sources", "help.sources"],
  ["summary", "help.summary"],
  ["timeline", "help.timeline"],
  ["latest", "help.latest"],
  ["watch", "help.watch"],
  ["follow", "help.follow"],
  ["articles", "help.articles"],
  ["feeds", "help.feeds"],
  ["settings", "help.settings"],
  ["privacy", "help.privacy"],
  ["status", "help.status"],
];

const QUESTION = "Is a Trump–Putin summit scheduled?";

/** Lays out the help. */
export function helpDocument(at: Instant, frame: Frame): Document {
  const { language } = frame;
  const options = {
    asOf: nameIn(language, "ask.as_of"),
    source: nameIn(language, "ask.source"),
    private: nameIn(language, "ask.private"),
  };
  const groups: Block[][] = [
    [
      { kind: "heading", line: frame.line("help.heading") },
      {
        kind: "lines",
        lines: [frame.line("help.quotes"), frame.line("help.nothing-own"), frame.line("help.language")],
      },
    ],
    COMMANDS.map(
      ([path, key]): Block => ({
        kind: "lines",
        lines: [[strong(commandIn(language, path)), " ", ...frame.line(key, options)]],
      }),
    ),
  ];
  const example = `${commandIn(language, "ask")} ${nameIn(language, "ask.question")}: ${QUESTION}`;
  return {
    tone: "plain",
    blocks: ruled(groups),
    footer: [frame.line("help.try", { example })],
    at,
    frame,
  };
}
