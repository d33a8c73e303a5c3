// Finds who is credited in a line or a text: wire agency, outlet, author.

import { isMonthWord } from "./dates/parse-date.js";
import { textKey } from "./normalize-characters.js";

/** Agency by every spelling of it, as `textKey` writes it. */
const agencyNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    AFP: ["AFP", "Agence France-Presse", "Agence France Presse"],
    Reuters: ["Reuters", "Thomson Reuters", "Reuters Staff", "Reuters News Agency"],
    AP: ["AP", "The Associated Press", "Associated Press", "AP News"],
    dpa: ["dpa", "Deutsche Presse-Agentur", "dpa international"],
    "Anadolu Agency": ["AA", "Anadolu", "Anadolu Agency", "Anadolu Ajansı"],
    Xinhua: ["Xinhua", "Xinhua News Agency"],
    TASS: ["TASS", "ITAR-TASS"],
    Interfax: ["Interfax", "Interfax-Ukraine"],
    EFE: ["EFE", "Agencia EFE"],
    ANSA: ["ANSA"],
    "PA Media": ["PA", "PA Media", "Press Association", "PA News Agency"],
    Kyodo: ["Kyodo", "Kyodo News"],
    Yonhap: ["Yonhap", "Yonhap News Agency"],
    UPI: ["UPI", "United Press International"],
    PTI: ["PTI", "Press Trust of India"],
    ANI: ["ANI", "Asian News International"],
    IANS: ["IANS"],
    APA: ["APA", "Austria Presse Agentur"],
    SID: ["SID"],
    Belga: ["Belga"],
    Bloomberg: ["Bloomberg", "Bloomberg News"],
    "RIA Novosti": ["RIA Novosti", "RIA"],
    Ukrinform: ["Ukrinform"],
    AAP: ["AAP", "Australian Associated Press"],
    "The Canadian Press": ["The Canadian Press", "Canadian Press"],
  }).flatMap(([name, spellings]) => spellings.map((spelling) => [textKey(spelling), name])),
);

/** Returns the usual name of a wire agency ("Agence France-Presse" gives "AFP"), or null for any other name. */
export function agencyName(name: string): string | null {
  return agencyNames[textKey(name)] ?? null;
}

/** The first agency in "AFP, Reuters" or "AP and staff". */
function firstAgency(list: string): string | null {
  for (const name of list.split(/\s*(?:[,;/&+|]|\band\b|\bwith\b)\s*/i)) {
    const agency = agencyName(name.replace(/[.:()]/g, ""));
    if (agency) return agency;
  }
  return null;
}

const sourceLine = /^(?:source|sources|quelle|quellen|fuente|kaynak)\s?:\s?(.{2,80})$/i;
const creditLines = [
  /^\(?(?:with (?:inputs|reporting|files|additional reporting|material|information) (?:from|by)|with) (.{2,80}?)\)?\.?$/i,
  /\b(?:the )?(associated press|reuters|agence france-presse|AFP|AP|bloomberg)(?: (?:writers?|journalists?|reporters?)\b.{0,120})? contributed to this (?:report|story|article)\.?$/i,
  /^(?:by |von |par |por )?([^.]{2,40})$/i,
  /^(?:©|\(c\)|copyright)\s?(?:\d{4})?\s?(.{2,40}?)(?:\.|\s\d{4}|,|$)/i,
  /^\(([^()]{2,40})\)$/,
];
/** "WASHINGTON (AP) —", "(Reuters) -", "PARIS, Oct 21 (AFP) –", "— AP —" at the start of a first paragraph. */
const datelines = [
  /^[^a-z()]{0,20}[^()]{0,60}\(([A-Za-z][^()]{1,30})\)\s?[—–-]/,
  /^[—–-]{1,2}\s?([A-Z][\w ]{1,20}?)\s?[—–-]{1,2}\s/,
  /^[^()—–]{2,40}\s[—–/]\s?([A-Z][\w-]{1,20})\s?[—–]\s/,
];
const closing = /\(([A-Za-z][\w ,/-]{1,40})\)\s*$/;

/** Returns whether a line is nothing but the credit that ends an article, such as "SOURCE:AFP" or "Source: TRT World and agencies". */
export function isSourceLine(line: string): boolean {
  return sourceLine.test(line) && !/[.!?]$/.test(line);
}

/**
 * Returns the agency credited by a source line or credit among `credits`, by the dateline of the first two paragraphs, or at the
 * end of the last; null if none is. The name of an agency inside a sentence is no credit.
 */
export function findAgency(credits: readonly string[], body: readonly string[]): string | null {
  for (const line of credits) {
    const match = sourceLine.exec(line);
    const agency = match?.[1] ? firstAgency(match[1]) : null;
    if (agency) return agency;
  }
  for (const paragraph of body.slice(0, 2)) {
    for (const pattern of datelines) {
      const agency = firstAgency(pattern.exec(paragraph.slice(0, 140))?.[1] ?? "");
      if (agency) return agency;
    }
  }
  for (const line of [...credits, ...body.slice(-3)].filter((text) => text.length <= 200)) {
    for (const pattern of creditLines) {
      const agency = firstAgency(pattern.exec(line)?.[1] ?? "");
      if (agency) return agency;
    }
  }
  return firstAgency(closing.exec(body.at(-1) ?? "")?.[1] ?? "");
}

/**
 * Returns the outlet in "SOURCE: TRT World and agencies"; null if the line credits an agency or a list. Upper case only: under a
 * table or chart "Source: Eurostat" credits data, not the text.
 */
export function outletName(line: string): string | null {
  const name =
    /^SOURCE\s?:\s?(\p{Lu}[^,;:/\d]{1,40}?)(?:\s(?:and|with) agencies)?$/u.exec(line)?.[1]?.trim() ?? null;
  return name === null || /[.!?]$/.test(name) || firstAgency(name) ? null : name;
}

/** Returns whether a line is the note by which every sample of this project says that it is one. */
export function isSampleNote(line: string): boolean {
  return /^this sample was written for dateline\b/i.test(line);
}

const bylineStart = /^(?:(?:written |reported )?by|von|par|por|di|af|av)[:\s]\s?/i;
const smallWord =
  /^(?:and|und|et|y|e|in|for|of|de|da|di|del|la|le|van|von|der|den|bin|al|el|the|at|with|office|department|service)$/;
const role =
  /(?:,|\s[-–—|·•]|\sin\s)\s*(?:[\p{Lu}]{2,}(?!\p{Ll})|[^,|]*\b(?:[Cc]orrespondent|[Ee]ditor|[Rr]eporter|[Ww]riter|[Ss]taff|[Bb]ureau|[Cc]hief|[Aa]nalyst|[Jj]ournalist|London|Washington|Moscow|Paris|Brussels|Kyiv|New York)\b).*$/u;

/** Returns the name or names in "By Jane Doe", "Von Max Muster"; null for a line that is not a byline. */
export function bylineName(line: string): string | null {
  if (line.length > 120 || !bylineStart.test(line) || /[.!?]$/.test(line)) return null;
  return personName(line.replace(bylineStart, ""));
}

/** Returns a name without role, place, time and "by"; null if what is left is no name. */
export function personName(raw: string): string | null {
  const name = raw
    .replace(bylineStart, "")
    .replace(/\s*(?:[|·•]|\bupdated\b|\bpublished\b).*$/i, "")
    .replace(role, "")
    .replace(/[,;:\s]+$/, "")
    .trim();
  const words = name.split(/\s+/);
  if (
    name === "" ||
    /^(?:by|von|par|por|di|af|av)$/i.test(name) ||
    words.length > 12 ||
    /https?:|[@:]|\d/.test(name) ||
    isMonthWord(words[0] ?? "")
  )
    return null;
  if (
    /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|admin|administrator|staff|redaktion|redacción|editorial|news desk|web desk|no author|unknown|anonymous|guest|gesponserte?|sponsored|authors?|autor(?:en|es)?|авторы?|redação|redazione|rédaction|online news editor|null|undefined)(?!\p{L})/iu.test(
      name,
    )
  )
    return null;
  const looksLikeName = words.every((word) => /^[^\p{Ll}]/u.test(word) || smallWord.test(word));
  return looksLikeName && /^\p{Lu}|^\p{Lo}/u.test(name) ? name : null;
}

/** Splits "Title | Outlet" if the last part is the outlet: by name, by host, or by the bar alone; `source` is null if unknown. */
export function splitTitle(
  title: string,
  hints: { readonly source: string | null; readonly url: string | null },
): { readonly title: string; readonly source: string | null } {
  const last = lastPart(title);
  if (!last) return { title, source: hints.source };
  const key = textKey(last.tail);
  const host = textKey(
    (hints.url && URL.canParse(hints.url) ? new URL(hints.url).hostname : "").replace(/^www\./, ""),
  );
  const sourceKey = textKey(hints.source ?? "");
  const bySource =
    sourceKey !== "" &&
    (key === sourceKey ||
      (sourceKey.length > 3 && key.includes(sourceKey)) ||
      (key.length > 3 && sourceKey.includes(key)));
  const byHost =
    key.length > 2 && host !== "" && (host.includes(key) || (host.length > 3 && key.includes(host)));
  const byBar = last.mark === "|" && last.tail.split(" ").length <= 4 && last.head.split(" ").length >= 3;
  if (!bySource && !byHost && !byBar) return { title, source: hints.source };
  return { title: last.head, source: hints.source ?? last.tail };
}

function lastPart(title: string): { head: string; mark: string; tail: string } | null {
  const match = /^(.+?)\s*(?:\s([-–—·•:»])|(\|))\s+((?:(?!\s[-–—·•»|]\s|\|).)+)$/u.exec(title);
  if (!match?.[1] || !match[4]) return null;
  return { head: match[1].trim(), mark: match[2] ?? match[3] ?? "", tail: match[4].trim() };
}
