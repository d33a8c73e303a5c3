// Discord's markdown → HTML, as far as Dateline writes it: block quotes, small text, headings, bold, links, timestamps, escapes.

/** Who looks at a page, and when. */
export interface Reader {
  /** BCP 47, for dates and ages. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly now: Date;
}

type Rule = readonly [pattern: RegExp, html: (match: RegExpExecArray, reader: Reader) => string];

/** Tried in order at every place of a line; what none matches is shown as it is. */
const INLINE: readonly Rule[] = [
  [/^\\([^0-9A-Za-z\s])/, ([, sign = ""]) => escapeHtml(sign)],
  [
    /^<t:(-?\d+)(?::([tTdDfFR]))?>/,
    ([, seconds = "0", style = "f"], reader) =>
      `<time>${escapeHtml(writeTime(new Date(Number(seconds) * 1000), style, reader))}</time>`,
  ],
  [
    /^\[((?:\\.|[^[\]\\])+)\]\((https?:\/\/[^\s()<>]+)\)/,
    ([, label = "", url = ""], reader) => `<a href="${escapeHtml(url)}">${inlineHtml(label, reader)}</a>`,
  ],
  [
    /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/,
    ([, text = ""], reader) => `<strong>${inlineHtml(text, reader)}</strong>`,
  ],
  [/^\*((?:\\[\s\S]|[^\\*])+?)\*/, ([, text = ""], reader) => `<em>${inlineHtml(text, reader)}</em>`],
  [/^`([^`]+)`/, ([, text = ""]) => `<code>${escapeHtml(text)}</code>`],
  [/^[^\\<[*`]+|^[\s\S]/, ([text]) => escapeHtml(text)],
];

const QUOTE = /^> /;
const SMALL = /^-# /;
const HEADING = /^(#{1,3}) /;

/** Returns the HTML of a text display. */
export function markdownHtml(text: string, reader: Reader): string {
  const html: string[] = [];
  let quoted: string[] = [];
  const endQuote = () => {
    if (quoted.length > 0) html.push(`<blockquote>${quoted.join("<br>")}</blockquote>`);
    quoted = [];
  };
  for (const line of text.split("\n")) {
    if (QUOTE.test(line)) {
      quoted.push(lineHtml(line.replace(QUOTE, ""), reader));
      continue;
    }
    endQuote();
    html.push(
      SMALL.test(line) || HEADING.test(line)
        ? lineHtml(line, reader)
        : `<div>${lineHtml(line, reader)}</div>`,
    );
  }
  endQuote();
  return html.join("");
}

function lineHtml(line: string, reader: Reader): string {
  const heading = HEADING.exec(line)?.[1]?.length;
  if (heading !== undefined)
    return `<h${heading}>${inlineHtml(line.replace(HEADING, ""), reader)}</h${heading}>`;
  return SMALL.test(line)
    ? `<small>${inlineHtml(line.replace(SMALL, ""), reader)}</small>`
    : inlineHtml(line, reader) || "&nbsp;";
}

function inlineHtml(text: string, reader: Reader): string {
  let [html, rest] = ["", text];
  while (rest !== "") {
    for (const [pattern, write] of INLINE) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      html += write(match, reader);
      rest = rest.slice(match[0].length);
      break;
    }
  }
  return html;
}

/** Writes a timestamp in one of Discord's styles. */
export function writeTime(at: Date, style: string, { locale, timeZone, now }: Reader): string {
  if (style === "R") return writeAge(at, now, locale);
  const date = { d: "short", D: "long", f: "long", F: "full" } as const;
  const time = { t: "short", T: "medium", f: "short", F: "short" } as const;
  const options: Intl.DateTimeFormatOptions = { timeZone };
  if (style in date) options.dateStyle = date[style as keyof typeof date];
  if (style in time) options.timeStyle = time[style as keyof typeof time];
  return new Intl.DateTimeFormat(locale, options).format(at);
}

const UNITS = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

function writeAge(at: Date, now: Date, locale: string): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(seconds / length), unit);
}

/** Escapes what HTML would take for markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
