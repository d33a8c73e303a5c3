// What happens to the connection with the gateway: cut, resumed, invalid, silent, closed for good.
import { expect } from "vitest";
import { member, until } from "../running-bot.js";
import { expectAnswer, type FaultCase, QUESTION } from "./fault-case.js";

const IDENTIFY = 2;
const RESUME = 6;

const resumed: FaultCase[] = [
  {
    fault: "the gateway connection drops, and a question is asked meanwhile",
    sees: "the answer, a second later",
    logs: ["gateway-lost", "gateway-resumed"],
    async run({ double }) {
      double.gateway.cut();
      await expectAnswer(double.slash("ask", QUESTION, member()));
      expect(double.gateway.received).toContain(RESUME);
    },
  },
  {
    fault: "the gateway connection drops while an answer is being prepared",
    sees: "the answer",
    logs: ["gateway-lost"],
    async run(running) {
      const { double } = running;
      const release = running.holdAnswers();
      const asked = double.slash("ask", QUESTION, member());
      await until(() => asked.ackMs !== null);
      double.gateway.cut();
      release();
      await expectAnswer(asked);
      await until(() => double.gateway.connected);
    },
  },
  {
    fault: "a question arrives while the session is being resumed",
    sees: "the answer",
    logs: ["gateway-resumed"],
    async run({ double }) {
      const asked: ReturnType<typeof double.slash>[] = [];
      double.gateway.onResuming = () => void asked.push(double.slash("ask", QUESTION, member()));
      double.gateway.cut();
      await until(() => asked.length > 0);
      for (const each of asked) await expectAnswer(each);
    },
  },
  {
    fault: "a resumed session replays questions that were already answered",
    sees: "one answer",
    logs: ["gateway-resumed", "duplicate"],
    async run(running) {
      const { double } = running;
      const asked = double.slash("ask", QUESTION, member());
      await expectAnswer(asked);
      double.gateway.replaysAll = true;
      double.gateway.cut();
      await until(() => double.gateway.received.includes(RESUME) && double.gateway.connected);
      await expectAnswer(double.slash("ask", QUESTION, member()));
      expect(asked.writes).toBe(1);
      expect(await running.answerCount()).toBe(2);
    },
  },
  {
    fault: "Discord asks the bot to reconnect (op 7)",
    sees: "the answer",
    logs: ["gateway-lost", "gateway-resumed"],
    async run({ double }) {
      double.gateway.requestReconnect();
      await expectAnswer(double.slash("ask", QUESTION, member()));
      await until(() => double.gateway.received.includes(RESUME));
    },
  },
  {
    fault: "the session is invalid but can be resumed (op 9, true)",
    sees: "the answer",
    logs: ["gateway-resumed"],
    async run({ double }) {
      double.gateway.invalidate({ resumable: true });
      await until(() => double.gateway.received.includes(RESUME));
      await expectAnswer(double.slash("ask", QUESTION, member()));
    },
  },
  {
    fault: "heartbeats are no longer acknowledged (zombie connection)",
    sees: "the answer, once the connection is renewed",
    logs: ["gateway-lost", "gateway-resumed"],
    prepare: ({ double }) => {
      double.gateway.heartbeatIntervalMs = 200;
    },
    async run({ double }) {
      double.gateway.acknowledges = false;
      await until(() => double.gateway.received.includes(RESUME));
      double.gateway.acknowledges = true;
      await expectAnswer(double.slash("ask", QUESTION, member()));
    },
  },
  {
    fault: "events arrive out of order",
    sees: "every answer",
    logs: [],
    async run({ double }) {
      const release = double.gateway.holdEvents();
      const asked = [1, 2, 3, 4, 5].map(() => double.slash("ask", QUESTION, member()));
      release();
      for (const each of asked) await expectAnswer(each);
    },
  },
];

/** One after the other, questions in between, as in a bad night. */
const badNight: FaultCase = {
  fault:
    "nine drops, reconnect requests and resumable invalid sessions in a row, with a question during each",
  sees: "every answer",
  logs: ["gateway-lost", "gateway-resumed"],
  async run({ double }) {
    const { gateway } = double;
    const blows = [
      () => gateway.cut(),
      () => gateway.requestReconnect(),
      () => gateway.invalidate({ resumable: true }),
    ];
    for (let night = 0; night < 9; night += 1) {
      blows[night % blows.length]?.();
      const asked = [1, 2].map(() => double.slash("ask", QUESTION, member()));
      for (const each of asked) await expectAnswer(each);
      await until(() => gateway.connected);
    }
  },
};

const anew: FaultCase[] = [
  {
    fault: "the session cannot be resumed after a drop",
    sees: "Discord says that the bot did not respond to questions asked in between; later ones are answered",
    logs: ["gateway-lost", "gateway-ready"],
    async run({ double }) {
      double.gateway.cut({ resumable: false });
      await identifiedAgain(double);
      await expectAnswer(double.slash("ask", QUESTION, member()));
    },
  },
  {
    fault: "Discord accepts no connection for two seconds",
    sees: "no answer to questions asked in between, since discord.js gives up the session; later ones are answered",
    logs: ["gateway-lost", "gateway-ready"],
    async run({ double }) {
      double.gateway.isDown = true;
      double.gateway.cut();
      await new Promise((resolve) => setTimeout(resolve, 2000));
      double.gateway.isDown = false;
      await identifiedAgain(double);
      await expectAnswer(double.slash("ask", QUESTION, member()));
    },
  },
  {
    fault: "the session is invalid for good (op 9, false)",
    sees: "answers to questions asked from then on",
    logs: ["gateway-lost", "gateway-ready"],
    async run({ double }) {
      double.gateway.invalidate({ resumable: false });
      await identifiedAgain(double);
      await expectAnswer(double.slash("ask", QUESTION, member()));
    },
  },
];

async function identifiedAgain({
  gateway,
}: {
  gateway: { received: readonly number[]; connected: boolean };
}) {
  await until(() => gateway.received.filter((op) => op === IDENTIFY).length === 2, 20_000);
  await until(() => gateway.connected);
}

/** Discord: gateway close event codes. */
const CLOSES = {
  resumes: [4000, 4001, 4002, 4009],
  anew: [4003, 4005, 4007, 4008],
  forGood: [4004, 4010, 4011, 4012, 4013, 4014],
};

const closed = (code: number, isResumed: boolean): FaultCase => ({
  fault: `the gateway closes with ${code}`,
  sees: isResumed ? "the answer, a second later" : "answers to questions asked from then on",
  logs: ["gateway-lost", isResumed ? "gateway-resumed" : "gateway-ready"],
  async run({ double }) {
    double.gateway.closeWith(code);
    if (!isResumed) await identifiedAgain(double);
    await expectAnswer(double.slash("ask", QUESTION, member()));
  },
});

const ended = (code: number): FaultCase => ({
  fault: `the gateway closes for good with ${code}`,
  sees: "nothing; whoever runs Dateline gets an error with a remedy, and the process exits with 1",
  logs: ["gateway-error"],
  async run({ bot, double }) {
    double.gateway.closeWith(code);
    await expect(bot.ended).rejects.toMatchObject({
      code: code === 4004 ? "discord-token" : "discord-api",
      hint: expect.stringMatching(/\S/),
    });
  },
});

export const gatewayFaults: readonly FaultCase[] = [
  ...resumed,
  badNight,
  ...anew,
  ...CLOSES.resumes.map((code) => closed(code, true)),
  ...CLOSES.anew.map((code) => closed(code, false)),
  ...CLOSES.forGood.map(ended),
];
