// Reads message text as Discord's clients do: what is shown, and every piece of markup that takes effect. Independent of src/render.
export interface Reading {
  /** What a person sees, without markup. */
  readonly shown: string;
  /** Markup that takes effect, by name. */
  readonly effects: readonly string[];
  /** Where masked links lead. */
  readonly urls: readonly string[];
}

/** Rules in the order in which Discord tries them; a backslash before a sign that is no letter or digit shows that sign. */
const RULES: readonly (readonly [
  name: string,
  pattern: RegExp,
  shown: (match: RegExpExecArray) => string,
])[] = [
  ["escape", /^\\([^0-9A-Za-z\s])/, ([, sign = ""]) => sign],
  ["timestamp", /^<t:-?\d+(?::[tTdDfFR])?>/, ([all]) => all],
  ["mention", /^<(?:@[!&]?|#)\d+>|^@(?:everyone|here)/, ([all]) => all],
  ["command", /^<\/[^>]+:\d+>/, ([all]) => all],
  ["guide", /^<(?:id|sound):[\w:]+>/, ([all]) => all],
  ["emoji", /^<a?:\w+:\d+>|^:\w+:/, ([all]) => all],
  ["address", /^<(?:\+\d+|[^\s<>]+@[^\s<>]+|[a-z]+:[^\s<>]+)>/i, ([all]) => all],
  ["link", /^\[((?:\\.|[^[\]\\])*)\]\((https?:\/\/[^\s()<>]+)\)/, ([, label = ""]) => read(label).shown],
  // The scheme before it is plain text: http, https, discord and whatever else a client may link.
  ["autolink", /^:\/\/\S+/, ([all]) => all],
  ["other", /^\*{4}/, ([stars]) => stars],
  ["strong", /^\*\*/, () => ""],
  ["other", /^[*_~|`[\]<>]/, ([sign]) => sign],
];
type LineRule = readonly [name: string, pattern: RegExp];

const LINE_RULES: readonly LineRule[] = [
  ["quote-all", /^>>> /],
  ["quote", /^> /],
  ["small", /^-# /],
  ["heading", /^#{1,3} /],
  ["list", /^\s*(?:[-*+]|\d+\.) /],
];

/** A run in which no rule can match. */
const PLAIN = /^[^\\<:@[\]*_~|`>\n]+/u;

/** Reads a text display. */
export function read(text: string): Reading {
  const effects: string[] = [];
  const urls: string[] = [];
  let shown = "";
  let rest = text;
  let atLineStart = true;
  while (rest !== "") {
    const plain = atLineStart ? "" : (PLAIN.exec(rest)?.[0] ?? "");
    shown += plain;
    rest = rest.slice(plain.length);
    if (rest === "") break;
    const line: LineRule | undefined = atLineStart ? lineRule(rest) : undefined;
    const [, linePattern] = line ?? [];
    const inline = inlineRule(rest);
    let length = 1;
    if (line && linePattern) {
      length = linePattern.exec(rest)?.[0].length ?? 1;
      effects.push(line[0]);
    } else if (inline !== null) {
      length = inline.match[0].length;
      if (inline.name !== "escape") effects.push(inline.name);
      if (inline.name === "link") urls.push(inline.match[2] ?? "");
      shown += inline.show(inline.match);
    } else {
      shown += rest[0];
    }
    // A quote's own line may hold further line markup.
    atLineStart = rest[length - 1] === "\n" || line?.[0] === "quote";
    rest = rest.slice(length);
  }
  return { shown, effects, urls };
}

function lineRule(text: string): LineRule | undefined {
  return LINE_RULES.find(([, pattern]) => pattern.test(text));
}

function inlineRule(text: string) {
  for (const [name, pattern, show] of RULES) {
    const match = pattern.exec(text);
    if (match !== null) return { name, show, match };
  }
  return null;
}
