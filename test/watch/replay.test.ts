// Replays the development set day by day, its questions watched from four days before they were asked; prints who was told of what.
// Takes minutes, so that it runs only where it is asked for: REPLAY=40 npx vitest run --config test/vitest.config.ts test/watch/replay.test.ts
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { Change, Notifier } from "../../src/model/watch.js";
import { startRealWorker } from "../models.js";
import { WatchDesk } from "./watch-desk.js";

const FOLDER = resolve(import.meta.dirname, "../../../shared/bench/news");
const COUNT = Number(process.env["REPLAY"] ?? 0);
const isHere = existsSync(FOLDER);
if (COUNT > 0 && !isHere) process.stderr.write(`SKIPPED: ${FOLDER} is missing\n`);

interface Doc {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly text: string;
  readonly source: string;
  readonly published: string;
}
interface Question {
  readonly id: string;
  readonly question: string;
  readonly asked_at: string;
  readonly label: string;
  readonly relevant_doc_ids: readonly string[];
  readonly weak_doc_ids?: readonly string[];
  readonly search_doc_ids?: readonly string[];
}

function lines<T>(name: string): T[] {
  const text = gunzipSync(readFileSync(resolve(FOLDER, name))).toString();
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

it.skipIf(COUNT === 0 || !isHere)(
  "tells of what a question waited for, and of little else",
  { timeout: 3_600_000 },
  async () => {
    const all = lines<Question>("questions.jsonl.gz").filter(
      ({ label, relevant_doc_ids }) => label === "answerable" && relevant_doc_ids.length > 0,
    );
    const questions = Array.from(
      { length: COUNT },
      (_, n) => all[Math.floor((n * all.length) / COUNT)],
    ).flatMap((one) => one ?? []);
    const relevantTo = ({ relevant_doc_ids, weak_doc_ids = [] }: Question) => [
      ...relevant_doc_ids,
      ...weak_doc_ids,
    ];
    const wanted = new Set(questions.flatMap((one) => [...relevantTo(one), ...(one.search_doc_ids ?? [])]));
    const docs = lines<Doc>("corpus.jsonl.gz").filter(({ id }) => wanted.has(id));
    const idOf = new Map(docs.map(({ url, id }) => [url, id]));
    const told: { readonly id: string; readonly day: string; readonly news: Change }[] = [];
    const worker = await startRealWorker();
    const desk = await WatchDesk.open(worker);
    const notifier: Notifier = {
      send: async (_target, news) => {
        for (const one of news)
          if (one.news.kind === "change")
            told.push({ id: one.userId, day: desk.now.slice(0, 10), news: one.news });
        return { kind: "sent" };
      },
      warn: async () => ({ kind: "sent" }),
    };
    await desk.restart(notifier);
    const readAll = async (some: readonly Doc[]) => {
      for (const { published, title, text, source, url } of some)
        await desk.read({
          title: title || text.slice(0, 60),
          text,
          source,
          url,
          publishedAt: `${published}T00:00:00.000Z`,
        });
    };
    const [earliest = ""] = questions.map(({ asked_at }) => asked_at).sort();
    const first = dayAfter(earliest, -4);
    desk.now = `${first}T00:30:00.000Z`;
    await readAll(docs.filter(({ published }) => published < first));
    const [last = ""] = docs
      .map(({ published }) => published)
      .sort()
      .reverse();
    let [arrived, asked] = [0, 0];
    for (let day = first; day <= last; day = dayAfter(day, 1)) {
      desk.now = `${day}T01:00:00.000Z`;
      await desk.round();
      for (const { id, question } of questions.filter(({ asked_at }) => dayAfter(asked_at, -4) === day)) {
        const wishes = {
          where: "dm",
          delivery: "at-once",
          quiet: null,
          timeZone: null,
          language: "en",
          isPublic: false,
        } as const;
        await desk.service.add({ guildId: null, channelId: "1", userId: id }, question, wishes);
      }
      const fresh = docs.filter(({ published }) => published === day);
      desk.now = `${day}T20:00:00.000Z`;
      await readAll(fresh);
      arrived += fresh.length;
      asked += (await desk.round()).asked;
    }
    const isRight = ({ id, news }: (typeof told)[number]) => {
      const question = questions.find((one) => one.id === id);
      return (
        question !== undefined && relevantTo(question).includes(idOf.get(news.now?.citation.url ?? "") ?? "")
      );
    };
    for (const one of told)
      process.stdout.write(
        `${one.id} ${one.day} ${one.news.because} ${isRight(one) ? "right" : "WRONG"}: ${one.news.question} → ${one.news.now?.quote.text.slice(0, 120)}\n`,
      );
    const right = new Set(told.filter(isRight).map(({ id }) => id)).size;
    process.stdout.write(
      `${questions.length} watches, ${arrived} of ${docs.length} articles arrived, asked ${asked} times, told ${told.length} times, ${right} watches of a right article\n`,
    );
    expect(desk.faults).toEqual([]);
    expect(told.filter((one) => !isRight(one)).length).toBeLessThan(questions.length / 5);
    await desk.close();
    await worker.close();
  },
);
