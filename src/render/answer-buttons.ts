// The buttons under an answer, in their order: Sources, Earlier, Why, Tell me, Post here. What they do is their commands' matter.
import type { Answer } from "../schema.js";
import { writeCustomId } from "./custom-id.js";
import type { Frame } from "./frame.js";
import type { Button } from "./message.js";

/** Lists the buttons; a refusal without articles has no sources, and only what one person sees can be posted. */
export function answerButtons(answer: Answer, visibility: "public" | "private", frame: Frame): Button[] {
  const { answerId, citations } = answer;
  const isSure = answer.kind === "answered" && answer.strength === "clear";
  const button = (action: "sources" | "earlier" | "why" | "watch" | "post", label: string): Button => ({
    label,
    customId: writeCustomId(action, answerId),
  });
  return [
    ...(citations.length === 0 ? [] : [button("sources", frame.words("button.sources"))]),
    ...(answer.kind === "answered" ? [button("earlier", frame.words("button.earlier"))] : []),
    button("why", frame.words("button.why")),
    button("watch", frame.words(isSure ? "button.watch" : "button.watch-unanswered")),
    ...(visibility === "private" ? [button("post", frame.words("button.post"))] : []),
  ];
}
