// `dateline timeline|latest|check`: a topic over time, the newest reports, and what the articles hold about a claim. Exit 3: nothing.
import type { Command } from "commander";
import type { Services } from "../app/services.js";
import type { Document } from "../render/document.js";
import { writeText } from "../render/terminal.js";
import { claimDocument, latestDocument, timelineDocument } from "../render/topics.js";
import { translatorFor } from "../render/translator.js";
import { exitCodes, type GlobalOptions, type Terminal, terminalPlace, withDateline } from "./terminal.js";

interface ReadingOptions extends GlobalOptions {
  readonly since?: string;
  readonly asOf?: string;
  readonly source?: string;
}

/** What was found, as words and as data. */
interface Found {
  readonly data: unknown;
  readonly document: Document;
  readonly isEmpty: boolean;
}

const translator = translatorFor("en");

export function addTimeline(program: Command, terminal: Terminal): void {
  program
    .command("timeline")
    .description("show what was reported about a topic, one dated quote a development; exit 3 for nothing")
    .argument("<topic...>", "a few words, in quotes or not")
    .option("--since <day>", "from this day or for this long: 2025-10-01, 2 weeks, yesterday")
    .option("--as-of <day>", "use only what was reported by then: 2025-10-21, an instant, yesterday")
    .option("--source <outlet>", "use only articles of this outlet")
    .addHelpText("after", "\nExample: dateline timeline Trump Putin summit --since 2025-08-01")
    .action((words: string[], _options, command: Command) =>
      show(command, terminal, async ({ topics }, options) => {
        const data = await topics.timeline({
          topic: words.join(" "),
          ...given(options),
          place: terminalPlace,
        });
        const isEmpty = data.developments.length + data.undated.length === 0;
        return { data, document: timelineDocument(data, translator), isEmpty };
      }),
    );
}

export function addLatest(program: Command, terminal: Terminal): void {
  program
    .command("latest")
    .description("show the newest reports by story, of everything or about a topic; exit 3 for nothing")
    .argument("[topic...]", "a few words; without them newest of everything")
    .option("--source <outlet>", "use only articles of this outlet")
    .addHelpText("after", "\nExample: dateline latest summit --source Reuters")
    .action((words: string[], _options, command: Command) =>
      show(command, terminal, async ({ topics }, options) => {
        const topic = words.length === 0 ? {} : { topic: words.join(" ") };
        const data = await topics.latest({ ...topic, ...given(options), place: terminalPlace });
        return { data, document: latestDocument(data, translator), isEmpty: data.stories.length === 0 };
      }),
    );
}

export function addCheck(program: Command, terminal: Terminal): void {
  program
    .command("check")
    .description("show the quotes nearest to a claim, and how their words stand to it; exit 3 for nothing")
    .argument("<claim...>", "one to three sentences, in quotes")
    .addHelpText("after", '\nExample: dateline check "A Trump–Putin summit is planned in Budapest."')
    .action((words: string[], _options, command: Command) =>
      show(command, terminal, async ({ topics }) => {
        const data = await topics.checkClaim({ text: words.join(" "), place: terminalPlace });
        const isEmpty = data.claims.every(({ quotes }) => quotes.length === 0);
        return { data, document: claimDocument(data, translator), isEmpty };
      }),
    );
}

function given({ since, asOf, source }: ReadingOptions) {
  return {
    ...(since === undefined ? {} : { since }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(source === undefined ? {} : { source }),
  };
}

async function show(
  command: Command,
  terminal: Terminal,
  find: (services: Services, options: ReadingOptions) => Promise<Found>,
): Promise<void> {
  const options = command.optsWithGlobals<ReadingOptions>();
  const { output, progress } = terminal;
  await withDateline(terminal, command, { models: "needed" }, async ({ services }) => {
    const { data, document, isEmpty } = await find(services, options);
    progress.end();
    if (options.json) output.json(data);
    else
      output.line(writeText(document, { color: output.colored, width: output.width, now: services.now() }));
    process.exitCode = isEmpty ? exitCodes.unanswered : exitCodes.done;
  });
}
