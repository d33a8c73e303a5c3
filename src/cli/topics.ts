// `dateline timeline|latest|check`: a topic over time, the newest reports, and what the articles say about a claim. Exit 3: nothing.
import type { Command } from "commander";
import type { Services } from "../app/services.js";
import type { Document } from "../render/document.js";
import type { Translator } from "../render/translator.js";
import {
  emptyStoreText,
  exitCodes,
  type GlobalOptions,
  type Terminal,
  terminalPlace,
  withDateline,
  writingOptions,
} from "./terminal.js";

interface TopicOptions extends GlobalOptions {
  readonly since?: string;
  readonly asOf?: string;
  readonly source?: string;
}

const AS_OF = "use only reports published by then: 2025-10-21, a timestamp, yesterday";

export function addTimeline(program: Command, terminal: Terminal): void {
  program
    .command("timeline")
    .description("show the reports on a topic over time, one dated quote each (exit code 3: none)")
    .argument("<topic...>", "a few words, quoted or not")
    .option("--since <day>", "start from this day or this long ago: 2025-10-01, 2 weeks, yesterday")
    .option("--as-of <day>", AS_OF)
    .option("--source <outlet>", "use only articles from this outlet")
    .addHelpText("after", "\nExample: dateline timeline Trump Putin summit --since 2025-08-01")
    .action((words: string[], _options, command: Command) =>
      show(command, terminal, async ({ topics }, options, translator) => {
        const topic = words.join(" ");
        const data = await topics.timeline({ topic, ...givenOf(options), place: terminalPlace });
        const isEmpty = data.developments.length + data.undated.length === 0;
        const { timelineDocument } = await import("../render/topics.js");
        return { data, document: timelineDocument(data, translator), isEmpty };
      }),
    );
}

export function addLatest(program: Command, terminal: Terminal): void {
  program
    .command("latest")
    .description("show the newest reports by story, overall or on a topic (exit code 3: none)")
    .argument("[topic...]", "a few words; without them, the newest stories overall")
    .option("--source <outlet>", "use only articles from this outlet")
    .addHelpText("after", "\nExample: dateline latest summit --source Reuters")
    .action((words: string[], _options, command: Command) =>
      show(command, terminal, async ({ topics }, options, translator) => {
        const topic = words.length === 0 ? {} : { topic: words.join(" ") };
        const data = await topics.latest({ ...topic, ...givenOf(options), place: terminalPlace });
        const { latestDocument } = await import("../render/topics.js");
        return { data, document: latestDocument(data, translator), isEmpty: data.stories.length === 0 };
      }),
    );
}

export function addCheck(program: Command, terminal: Terminal): void {
  program
    .command("check")
    .description("show the quotes closest to a claim and how they compare with it (exit code 3: none)")
    .argument("<claim...>", "one to three sentences, in quotes")
    .addHelpText("after", '\nExample: dateline check "A Trump–Putin summit is planned in Budapest."')
    .action((words: string[], _options, command: Command) =>
      show(command, terminal, async ({ topics }, _options, translator) => {
        const data = await topics.checkClaim({ text: words.join(" "), place: terminalPlace });
        const isEmpty = data.claims.every(({ quotes }) => quotes.length === 0);
        const { claimDocument } = await import("../render/topics.js");
        return { data, document: claimDocument(data, translator), isEmpty };
      }),
    );
}

function givenOf({ since, asOf, source }: TopicOptions) {
  return {
    ...(since === undefined ? {} : { since }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(source === undefined ? {} : { source }),
  };
}

/** What was found, as data and as a document. */
interface Found {
  readonly data: unknown;
  readonly document: Document;
  readonly isEmpty: boolean;
}

async function show(
  command: Command,
  terminal: Terminal,
  find: (services: Services, options: TopicOptions, translator: Translator) => Promise<Found>,
): Promise<void> {
  const options = command.optsWithGlobals<TopicOptions>();
  const { output, progress } = terminal;
  const writing = writingOptions(command, terminal);
  const { writeText } = await import("../render/terminal.js");
  await withDateline(terminal, command, { models: "needed" }, async ({ services }) => {
    const { data, document, isEmpty } = await find(services, options, writing.translator);
    progress.end();
    const empty = isEmpty ? await emptyStoreText(services, writing.translator) : null;
    if (options.json) output.json(data);
    else output.line(empty ?? writeText(document, { ...writing, now: services.now() }));
    process.exitCode = isEmpty ? exitCodes.noAnswer : exitCodes.ok;
  });
}
