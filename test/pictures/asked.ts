// Draws what a real question gets: opens a store with the real models, asks, and renders every message of the answer.
import { readConfig } from "../../src/main/environment.js";
import { openDateline } from "../../src/main/open-dateline.js";
import type { Language } from "../../src/model/guild.js";
import type { Message } from "../../src/render/message.js";
import { renderAnswer, renderSources, renderWhy } from "../../src/render/replies.js";
import { translatorFor } from "../../src/render/translator.js";
import { drawnOf, type Picture, readerOf } from "./pictures.js";

const PLACE = { guildId: null, channelId: "pictures", userId: "pictures" };

export interface Asked {
  readonly question: string;
  readonly store: string;
  readonly language: Language;
  readonly asOf?: string;
}

/** Asks, and gives the answer, its sources and its working as pictures; an empty store reads the samples first. */
export async function askedPictures({ question, store, language, asOf }: Asked): Promise<Picture[]> {
  const dateline = await openDateline(readConfig({ store }), { models: "needed" });
  try {
    const { services, ingest } = dateline;
    if ((await services.status.read()).articles === 0)
      await ingest.ingestFiles(["data/articles"], { overrides: {} });
    const input = { question, place: PLACE, visibility: "public" as const };
    const answer = await services.questions.ask(asOf === undefined ? input : { ...input, asOf });
    const translator = translatorFor(language);
    const reader = readerOf(language, new Date(answer.asOf));
    const report = await services.answers.sources(PLACE, answer.answerId);
    const why = await services.questions.why(PLACE, answer.answerId);
    const picture = (name: string, message: Message, isPrivate: boolean): Picture => ({
      name,
      drawn: drawnOf(message, isPrivate),
      reader,
      width: "mobile",
    });
    return [
      picture("asked", renderAnswer(answer, "public", translator), false),
      ...(report === null ? [] : [picture("asked-sources", renderSources(report, translator), true)]),
      ...(why === null ? [] : [picture("asked-why", renderWhy(why, why.answer.askedAt, translator), true)]),
    ];
  } finally {
    await dateline.close();
  }
}
