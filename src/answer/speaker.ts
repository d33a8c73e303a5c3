// Finds who is quoted in a sentence by the verbs of saying. Says nothing where the text does not name the speaker plainly.

const NAME = String.raw`\p{Lu}[\p{L}.'’-]*(?:\s+(?:of|de|van|von|bin|al|the|\p{Lu}[\p{L}.'’-]*))*\s+\p{Lu}[\p{L}.'’-]*|\p{Lu}[\p{L}'’-]+`;
const VERB = "(?:said|says|told|added|wrote|announced|declared|insisted|warned|argued|stated|replied)";
const NAME_THEN_VERB = new RegExp(String.raw`["”],?\s+(${NAME})\s+${VERB}\b`, "u");
const VERB_THEN_NAME = new RegExp(String.raw`["”],?\s+${VERB}\s+(${NAME})`, "u");
const LEADING = new RegExp(String.raw`^(${NAME})(?:,[^,"“]{1,60},)?\s+${VERB}\b[^"“]{0,40}["“]`, "u");
const NOT_NAMES = new Set([
  "He",
  "She",
  "They",
  "It",
  "We",
  "I",
  "The",
  "A",
  "But",
  "And",
  "This",
  "That",
  "Who",
]);

/** Returns the speaker of the quotation in a sentence, as the text names them, or null. */
export function findSpeaker(sentence: string): string | null {
  const match = NAME_THEN_VERB.exec(sentence) ?? VERB_THEN_NAME.exec(sentence) ?? LEADING.exec(sentence);
  const name = match?.[1]?.replace(/[.,]$/u, "");
  return name && !NOT_NAMES.has(name.split(" ")[0] ?? name) ? name : null;
}
