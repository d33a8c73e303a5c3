// The messages that are drawn for the repository: made up, so that the pictures are the same whenever they are drawn.
import type { Language } from "../../src/model/guild.js";
import type { Reader } from "../../src/render/markdown-html.js";
import type { Message } from "../../src/render/message.js";
import type { Drawn, DrawnComponent } from "../../src/render/message-html.js";
import { renderAnswer, renderSources, renderWhy } from "../../src/render/replies.js";
import { translatorFor } from "../../src/render/translator.js";
import { FERRIES, FERRY_SOURCES, FERRY_WHY, REGATTA } from "./made-up.js";

/** A message with its name and the width that it is committed at. */
export interface Picture {
  readonly name: string;
  readonly drawn: Drawn;
  readonly reader: Reader;
  readonly width: "mobile" | "desktop";
}

const NOW = new Date("2025-10-24T14:05:00Z");
/** Dates in English put the day first, as the rest of Dateline does. */
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de", fr: "fr", es: "es", tr: "tr" };

/** Who looks: in UTC, so that pictures do not depend on the machine. */
export function readerOf(language: Language, now: Date): Reader {
  return { locale: LOCALES[language], timeZone: "UTC", now };
}

/** Takes a message as the API would get it. */
export function drawnOf({ components }: Message, isPrivate = false): Drawn {
  return { components: JSON.parse(JSON.stringify(components)) as DrawnComponent[], isPrivate };
}

/** The fixed pictures: the answer once more in German, the rest in a language of choice. */
export function fixedPictures(language: Language): Picture[] {
  const translator = translatorFor(language);
  const reader = readerOf(language, NOW);
  const picture = (name: string, drawn: Drawn): Picture => ({ name, drawn, reader, width: "mobile" });
  return [
    picture("answer", drawnOf(renderAnswer(FERRIES, "public", translator))),
    picture("refusal", drawnOf(renderAnswer(REGATTA, "private", translator), true)),
    picture("sources", drawnOf(renderSources(FERRY_SOURCES, translator), true)),
    picture("why", drawnOf(renderWhy(FERRY_WHY, FERRY_WHY.answer.askedAt, translator), true)),
    {
      name: "answer-in-german",
      drawn: drawnOf(renderAnswer(FERRIES, "public", translatorFor("de"))),
      reader: readerOf("de", NOW),
      width: "desktop",
    },
  ];
}
