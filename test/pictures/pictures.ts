// The messages that are drawn for the repository: made up, so that the pictures are the same whenever they are drawn.
import type { Language } from "../../src/guild-settings.js";
import { frameOf } from "../../src/render/frame.js";
import type { Message } from "../../src/render/message.js";
import { renderAnswer } from "../../src/render/replies.js";
import { ANSWERED, UNANSWERED } from "../render/answers.js";
import type { Reader } from "./markdown.js";
import type { Component, Drawn } from "./page.js";

/** A message with its name and the width that it is committed at. */
export interface Picture {
  readonly name: string;
  readonly drawn: Drawn;
  readonly reader: Reader;
  readonly width: "mobile" | "desktop";
}

const NOW = new Date("2025-11-24T14:05:00Z");
/** Dates in English put the day first, as the rest of Dateline does. */
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de", fr: "fr", es: "es", tr: "tr" };

/** Who looks: in UTC, so that pictures do not depend on the machine. */
export function readerOf(language: Language, now: Date): Reader {
  return { locale: LOCALES[language], timeZone: "UTC", now };
}

/** Takes a message as the API would get it. */
export function drawnOf({ components }: Message, isPrivate = false): Drawn {
  return { components: JSON.parse(JSON.stringify(components)) as Component[], isPrivate };
}

/** The fixed pictures in a language. */
export function fixedPictures(language: Language): Picture[] {
  const frame = frameOf(language);
  const reader = readerOf(language, NOW);
  return [
    { name: "answered", drawn: drawnOf(renderAnswer(ANSWERED, "public", frame)), reader, width: "mobile" },
    {
      name: "unanswered",
      drawn: drawnOf(renderAnswer(UNANSWERED, "private", frame), true),
      reader,
      width: "mobile",
    },
  ];
}
