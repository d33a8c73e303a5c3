// Plays all conversations one after the other and gives their transcript, with what failed. The order is the document's.
import { existsSync } from "node:fs";
import { Conversation, type Script } from "./conversation.js";
import { question } from "./conversations/1-question.js";
import { sources } from "./conversations/2-sources.js";
import { abstention } from "./conversations/3-abstention.js";
import { revision } from "./conversations/4-revision.js";
import { languages } from "./conversations/5-languages.js";
import { dm } from "./conversations/6-dm.js";
import { restart } from "./conversations/7-restart.js";
import { hostile } from "./conversations/8-hostile.js";
import { watch } from "./conversations/9-watch.js";
import { timeline } from "./conversations/10-timeline.js";
import { SAMPLES, SEED, World } from "./world.js";

/** Over the seed article where it is there and wanted, else over the samples. */
export const ABOUT_THE_SEED: readonly Script[] = [question, sources];
/** Over the samples, in the order of the document: a conversation more is a file beside the others and a name here. */
export const ABOUT_THE_SAMPLES: readonly Script[] = [
  abstention,
  revision,
  languages,
  dm,
  restart,
  hostile,
  watch,
  timeline,
];

/** When the conversations begin: a day after the seed, and a month later. */
const AFTER_THE_SEED = "2025-10-22T09:00:00.000Z";
const START = "2025-11-24T14:05:00.000Z";

export interface Played {
  readonly markdown: string;
  /** Requests that Discord would not have taken. */
  readonly violations: readonly string[];
}

export interface PlayOptions {
  /** True: the samples, although the seed article is there. */
  readonly samplesOnly: boolean;
  /** Told which conversation begins, and which did not go as it should. */
  readonly onScript?: (script: Script) => void;
  readonly onFailure: (script: Script, error: unknown) => void;
}

const HEAD = `# Conversations with Dateline

Played against the double of Discord with the real models; what people see, word for word. A heavy bar marks a quote, a thin one the
words around it, an arrow a link, brackets a button; dates are shown as Discord shows them to the reader, in UTC.
`;

/** Plays everything; what fails is told and does not end it. */
export async function playAll(options: PlayOptions): Promise<Played> {
  const withSeed = existsSync(SEED) && !options.samplesOnly;
  const played: Played[] = [];
  if (withSeed) played.push(await playIn(await World.open(SEED, AFTER_THE_SEED), ABOUT_THE_SEED, options));
  const scripts = withSeed ? ABOUT_THE_SAMPLES : [...ABOUT_THE_SEED, ...ABOUT_THE_SAMPLES];
  played.push(await playIn(await World.open(SAMPLES, START), scripts, options));
  const over = withSeed
    ? "The first two are about the seed article, the others about the sample articles."
    : "All are about the sample articles in `data/articles`, written for this project.";
  return {
    markdown: [HEAD, over, "", ...played.map(({ markdown }) => markdown)].join("\n"),
    violations: played.flatMap(({ violations }) => violations),
  };
}

async function playIn(world: World, scripts: readonly Script[], options: PlayOptions): Promise<Played> {
  const parts: string[] = [];
  try {
    for (const script of scripts) {
      options.onScript?.(script);
      const conversation = new Conversation(world, script);
      try {
        await script.play(conversation);
      } catch (error) {
        options.onFailure(script, error);
      }
      parts.push(conversation.markdown);
    }
    return { markdown: parts.join("\n"), violations: world.double.violations };
  } finally {
    await world.close();
  }
}
