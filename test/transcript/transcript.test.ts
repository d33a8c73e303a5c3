// Plays the conversations over the samples: each holds its main points, and the committed transcript tells of the same ones.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { NO_SERVER, startServer } from "../store/postgres/servers.js";
import { ABOUT_THE_SAMPLES, ABOUT_THE_SEED, FROM_NOTHING, type Played, playAll } from "./play.js";

const COMMITTED = join(import.meta.dirname, "TRANSCRIPT.md");
/** Starts the models twice and reads all samples; 25 s on two quiet cores. */
const PLAY_MS = 300_000;

const failures = new Map<string, unknown>();
let played: Played;

beforeAll(async () => {
  played = await playAll({
    samplesOnly: true,
    onFailure: ({ title }, error) => void failures.set(title, error),
  });
}, PLAY_MS);

describe("a conversation", () => {
  it.each([...ABOUT_THE_SEED, ...ABOUT_THE_SAMPLES, ...FROM_NOTHING].map(({ title }) => title))(
    "%s",
    (title) => {
      const failure = failures.get(title);
      if (failure !== undefined) throw failure;
    },
  );

  it("asks nothing of Discord that it would not take", () => {
    expect(played.violations).toEqual([]);
  });
});

/** What is the same on every machine: titles, what people say and what happens beside; scores may order replies otherwise. */
const script = (markdown: string) =>
  markdown.split("\n").filter((line) => /^(?:#|\*|Dateline(?:,| to) )/.test(line));

it("is told by TRANSCRIPT.md; `npm run transcript -- --samples test/transcript/TRANSCRIPT.md` writes it anew", () => {
  expect(script(readFileSync(COMMITTED, "utf8"))).toEqual(script(played.markdown));
});

/** Without what is another at each playing: the port of the site, ids of feeds that follow from it, chance, and the clock of the terminal. */
const lasting = (markdown: string) =>
  markdown
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1")
    .replace(/\b[0-9a-f]{12}\b/g, "id")
    .replace(/next in \d+ minutes?/g, "next soon")
    .replace(/\d+ \w+ \d{4}, \d\d:\d\d UTC/g, "now");

it(
  "has the same words over PostgreSQL",
  async ({ skip }) => {
    const server = await startServer();
    if (server === null) {
      process.stderr.write(`${NO_SERVER}\n`);
      return skip();
    }
    try {
      const { address } = await server.fresh();
      const over = await playAll({
        samplesOnly: true,
        postgres: address,
        onFailure: ({ title }, error) => {
          throw new Error(title, { cause: error });
        },
      });
      expect(lasting(over.markdown)).toBe(lasting(played.markdown));
      expect(over.violations).toEqual([]);
    } finally {
      await server.stop();
    }
  },
  PLAY_MS,
);
