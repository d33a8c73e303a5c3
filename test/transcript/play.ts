// Plays all conversations in order and returns their transcript and what failed.
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
import { firstRun, firstRunInTheTerminal } from "./conversations/11-first-run.js";
import { SAMPLES, SEED, World } from "./world.js";

/** Played over the seed article if it exists and is wanted, else over the samples. */
export const ABOUT_THE_SEED: readonly Script[] = [question, sources];
/** Played over the samples in this order; a new conversation is a file in conversations/ and a name here. */
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

/** Played over an empty store, with feeds that a site on loopback serves. */
export const FROM_NOTHING: readonly Script[] = [firstRun, firstRunInTheTerminal];

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
  /** Address of a database whose schemas are the stores; default: stores in folders. */
  readonly postgres?: string | undefined;
  /** Told which conversation begins, and which did not go as it should. */
  readonly onScript?: (script: Script) => void;
  readonly onFailure: (script: Script, error: unknown) => void;
}

const HEAD = `# Conversations with Dateline

Played with the real models against a double of Discord. This is what people see, word for word: a heavy bar marks a quote, a thin
bar the text around it, an arrow a link, and brackets a button. Dates appear as Discord shows them to each reader, in UTC.
`;

/** Plays everything; a failure is reported and does not stop the rest. */
export async function playAll(options: PlayOptions): Promise<Played> {
  const withSeed = existsSync(SEED) && !options.samplesOnly;
  const { postgres } = options;
  const played: Played[] = [];
  if (withSeed)
    played.push(await playIn(await World.open(SEED, AFTER_THE_SEED, postgres), ABOUT_THE_SEED, options));
  const scripts = withSeed ? ABOUT_THE_SAMPLES : [...ABOUT_THE_SEED, ...ABOUT_THE_SAMPLES];
  played.push(await playIn(await World.open(SAMPLES, START, postgres), scripts, options));
  played.push(await playIn(await World.openEmpty(START, postgres), FROM_NOTHING, options));
  const over = withSeed
    ? "The first two are about the seed article, those after 10 begin with an empty store, the others are about the sample articles."
    : "All but the last two, which begin with an empty store, are about the sample articles in `data/articles`, written for this\nproject.";
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
