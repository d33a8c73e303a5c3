// The name of a passage: which article, which revision, which place in it. Nothing is looked up here.
export interface PassageAddress {
  readonly articleId: string;
  readonly revision: number;
  readonly ordinal: number;
}

/** Joins the parts to a passage id, for example "0f3a5c7d9e1b.1.4". */
export function makePassageId(articleId: string, revision: number, ordinal: number): string {
  return `${articleId}.${revision}.${ordinal}`;
}

const passageIdPattern = /^([0-9a-f]{12})\.([1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

/** Takes a passage id apart; null where it is none. */
export function parsePassageId(passageId: string): PassageAddress | null {
  const parts = passageIdPattern.exec(passageId);
  if (parts?.[1] === undefined) return null;
  return { articleId: parts[1], revision: Number(parts[2]), ordinal: Number(parts[3]) };
}

/** Returns the part that all passages of one revision share: "0f3a5c7d9e1b.1" of "0f3a5c7d9e1b.1.4". */
export function revisionPart(passageId: string): string {
  return passageId.slice(0, Math.max(0, passageId.lastIndexOf(".")));
}
