// Draws what a real question gets: opens a store with the real models, asks, and renders every message of the answer.
import { readConfig } from "../../src/bin/environment.js";
import { openDateline } from "../../src/bin/wire.js";
import type { Language } from "../../src/guild-settings.js";
import { frameOf } from "../../src/render/frame.js";
import { renderAnswer, renderSources } from "../../src/render/replies.js";
import { drawnOf, type Picture, readerOf } from "./pictures.js";

const PLACE = { guildId: null, channelId: "pictures", userId: "pictures" };

export interface Asked {
  readonly question: string;
  readonly store: string;
  readonly language: Language;
  readonly asOf?: string;
}

/** Asks, and gives the answer and its sources as pictures; an empty store reads the samples first. */
export async function askedPictures({ question, store, language, asOf }: Asked): Promise<Picture[]> {
  const dateline = await openDateline(readConfig({ storePath: store }), { models: "needed" });
  try {
    const { services, ingest } = dateline;
    if ((await services.status()).articles === 0)
      await ingest.ingestFiles(["data/articles"], { overrides: {} });
    const input = { question, place: PLACE, visibility: "public" as const };
    const answer = await services.ask(asOf === undefined ? input : { ...input, asOf });
    const frame = frameOf(language);
    const reader = readerOf(language, new Date(answer.asOf));
    const report = await services.sources(PLACE, answer.answerId);
    return [
      { name: "asked", drawn: drawnOf(renderAnswer(answer, "public", frame)), reader, width: "mobile" },
      ...(report === null
        ? []
        : [
            {
              name: "asked-sources",
              drawn: drawnOf(renderSources(report, frame), true),
              reader,
              width: "mobile" as const,
            },
          ]),
    ];
  } finally {
    await dateline.close();
  }
}
