// Discord's faults: no question is lost silently, nothing is said twice, and the bot keeps running. FAULTS.md lists them.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiSchema } from "../discord/api-schema.js";
import { channelFaults } from "./faults/channel-faults.js";
import { expectNothingLost, type FaultCase } from "./faults/fault-case.js";
import { gatewayFaults } from "./faults/gateway-faults.js";
import { replyFaults } from "./faults/reply-faults.js";
import { requestFaults } from "./faults/request-faults.js";
import { RunningBot, until } from "./running-bot.js";

const GROUPS: readonly (readonly [name: string, cases: readonly FaultCase[]])[] = [
  ["The gateway", gatewayFaults],
  ["Requests", requestFaults],
  ["Replies", replyFaults],
  ["Channels that are told", channelFaults],
];

const rejections: unknown[] = [];
const onRejection = (reason: unknown) => void rejections.push(reason);
beforeAll(() => {
  apiSchema(); // compiling it blocks the thread for a second
  process.on("unhandledRejection", onRejection);
});
afterAll(() => {
  process.off("unhandledRejection", onRejection);
  expect(rejections).toEqual([]);
});

async function suffer({ prepare, options, run, logs, isBug = false }: FaultCase): Promise<void> {
  const running = await RunningBot.open();
  try {
    prepare?.(running);
    await running.start(options);
    await run(running);
    await expectNothingLost(running);
    const events = () => running.log.map(({ event }) => event);
    await until(
      () => logs.every((event) => events().includes(event)),
      1000,
      () => `${logs} in ${events()}`,
    );
    if (!isBug) expect(running.log.filter(({ level }) => level === "error")).toEqual([]);
  } finally {
    await running.close();
  }
}

describe.each(GROUPS)("%s", (_name, cases) => {
  it.concurrent.each(cases.map((one) => [one.fault, one] as const))("%s", (_fault, one) => suffer(one));
});

/** Faults that other tests cover. */
const ELSEWHERE = [
  {
    file: "test/bot/burst.test.ts",
    test: "answers 200 questions at once and acknowledges each of them within a second",
    sees: "an answer each, acknowledged within a second",
  },
  {
    file: "test/bot/burst.test.ts",
    test: "tells people their place in the queue once, and then answers in order",
    sees: "“7 questions are ahead of yours.”, then the answer in its place",
  },
  {
    file: "test/bot/burst.test.ts",
    test: "does the same among autocompletes and buttons",
    sees: "what each asked for, acknowledged within a second",
  },
  {
    file: "test/bot/client.test.ts",
    test: "finishes an answer in flight, then disconnects",
    sees: "the answer; to new questions, that Dateline is restarting",
  },
  {
    file: "test/bot/client.test.ts",
    test: "turns away at once whoever has no turn yet",
    sees: "at SIGTERM: the answers in progress; everyone else at once, that Dateline is restarting",
  },
  {
    file: "test/watch/paused-channel.test.ts",
    test: "is tried after ten minutes, twenty, forty, and then once a day",
    sees: "nothing while a channel refuses; the log has one line",
  },
  {
    file: "test/watch/paused-channel.test.ts",
    test: "an outage of Discord for hours pauses nothing and loses nothing",
    sees: "the news once Discord is back",
  },
  {
    file: "test/commands/watch.test.ts",
    test: "checks them where it is typed, too, and goes on where Discord gives no answer",
    sees: "which permission Dateline lacks in the channel; nothing is promised",
  },
  {
    file: "test/commands/event.test.ts",
    test: "is offered only to who may, where Dateline may, and refused to others",
    sees: "that Dateline may not create events (50013)",
  },
  {
    file: "test/main/bot-killed.test.ts",
    test: "answers nobody twice, and tells everyone else with the next /sources what became of the question",
    sees: "after a `kill -9`, with the next /sources: the answer, or that there is none",
  },
] as const;

/** Writes the table of all faults. */
function faultTable(): string {
  const row = ({ fault, sees, logs }: FaultCase) =>
    `| ${fault} | ${sees} | ${logs.map((event) => `\`${event}\``).join(", ") || "–"} |`;
  const sections = GROUPS.map(([name, cases]) =>
    [
      `## ${name}`,
      "",
      "| fault | the person sees | log events |",
      "| --- | --- | --- |",
      ...cases.map(row),
    ].join("\n"),
  );
  const head = [
    "# Faults and their effects",
    "",
    "Each row is a test in `test/bot/faults.test.ts`, run against a double of Discord over real sockets. After each of them, every",
    "interaction has exactly one reply, or a line in the log and its answer kept for the next /sources; no promise rejection went",
    "unhandled, and every request conformed to Discord's API description. `npm run faults` writes this file; the test fails if it",
    "is out of date.",
  ];
  const elsewhere = [
    "## In other tests",
    "",
    "| test | the person sees | in |",
    "| --- | --- | --- |",
    ...ELSEWHERE.map(({ file, test, sees }) => `| ${test} | ${sees} | \`${file}\` |`),
  ];
  return `${[...head, "", sections.join("\n\n"), "", ...elsewhere].join("\n")}\n`;
}

it("are listed in FAULTS.md", async () => {
  for (const { file, test } of ELSEWHERE) expect(readFileSync(file, "utf8")).toContain(`"${test}"`);
  await expect(faultTable()).toMatchFileSnapshot("FAULTS.md");
});
