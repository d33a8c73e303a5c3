// Writes the page as HTML: the form, the reply as Discord shows it, charts, feeds and the newest reports.
import type { Article } from "../model/article.js";
import type { FeedHealth } from "../model/feed.js";
import { LANGUAGES } from "../model/guild.js";
import type { Activity, DayCount, Status } from "../model/status.js";
import { EXAMPLE_QUESTION } from "../render/about.js";
import { escapeHtml, type Reader, writeTime } from "../render/markdown-html.js";
import { oneLine } from "../render/text.js";
import { type Translator, translatorFor } from "../render/translator.js";

/** What the page shows beside the reply. */
export interface Overview {
  readonly status: Status;
  readonly activity: Activity;
  readonly feeds: { readonly total: number; readonly items: readonly FeedHealth[] };
  readonly newest: readonly Pick<Article, "title" | "url" | "source" | "publishedAt" | "sample">[];
}

export interface PageParts {
  readonly question: string;
  /** The reply drawn as HTML; null before a question is asked. */
  readonly reply: string | null;
  readonly overview: Overview;
  readonly translator: Translator;
  readonly reader: Reader;
}

const MAX_TITLE = 120;
const MAX_PROBLEM = 200;
const FEEDS_SHOWN = 10;

/** Writes the whole page. */
export function pageHtml(parts: PageParts): string {
  const { question, reply, overview, translator } = parts;
  const say = sayer(translator);
  const { articles } = overview.status;
  return `<!doctype html>
<html lang="${translator.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${question === "" ? "" : `${escapeHtml(oneLine(question, 80))} · `}Dateline</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" defer></script>
</head>
<body>
<header>
<a class="brand" href="/?lang=${translator.language}"><img src="/icon.svg" alt="" width="36" height="36"> Dateline</a>
${articles === 0 ? "" : `<p>${say("web.tagline", { count: articles })}</p>`}
</header>
<main>
<div class="ask">
${formHtml(parts)}
<section id="reply" aria-live="polite" aria-label="${say("web.reply")}" tabindex="-1" data-working="${say("web.working")}" data-failed="${say("web.failed")}">${reply ?? ""}</section>
${newestHtml(parts)}
</div>
<aside>
${chartHtml("web.articles-a-day", overview.activity.articles, parts)}
${chartHtml("web.questions-a-day", overview.activity.questions, parts)}
${feedsHtml(parts)}
</aside>
</main>
${footerHtml(parts)}
</body>
</html>
`;
}

type WebKey = Extract<
  Parameters<Translator["words"]>[0],
  `web.${string}` | `feeds.${string}` | `start.${string}`
>;

function sayer(translator: Translator) {
  return (key: WebKey, values: Readonly<Record<string, string | number>> = {}) =>
    escapeHtml(translator.words(key, values)).replace(/`([^`]+)`/g, "<code>$1</code>");
}

function formHtml({ question, translator, overview }: PageParts): string {
  const say = sayer(translator);
  const link = (text: string) =>
    `<a data-ask href="/?${escapeHtml(String(new URLSearchParams({ q: text, lang: translator.language })))}">${escapeHtml(text)}</a>`;
  const example = overview.newest.some(({ sample }) => sample) ? EXAMPLE_QUESTION : null;
  const hint =
    overview.status.articles === 0
      ? `<p class="hint">${beginningHtml(overview.feeds.total, translator)}</p>`
      : example === null
        ? ""
        : `<p class="hint">${say("web.example")} ${link(example)}</p>`;
  return `<form action="/" method="get" role="search">
<label for="q">${say("web.question")}</label>
<div class="field"><input id="q" name="q" type="search" maxlength="500" required autocomplete="off" enterkeyhint="search" value="${escapeHtml(question)}">
<input type="hidden" name="lang" value="${translator.language}"><button type="submit">${say("web.ask")}</button></div>
${hint}</form>`;
}

/** Says that nothing has been read yet, and how to begin. */
export function beginningHtml(feeds: number, translator: Translator): string {
  const say = sayer(translator);
  const how =
    feeds > 0
      ? say("web.refresh", { command: "dateline feeds refresh" })
      : say("web.begin", { command: "dateline feeds start" });
  return `${say("start.empty")} ${how}`;
}

function newestHtml({ overview: { newest }, translator, reader }: PageParts): string {
  if (newest.length === 0) return "";
  const say = sayer(translator);
  const items = newest.map(({ title, url, source, publishedAt, sample }) => {
    const name = escapeHtml(oneLine(title, MAX_TITLE));
    // The addresses of samples lead nowhere.
    const linked =
      url === null || sample
        ? name
        : `<a href="${escapeHtml(url)}" rel="noopener noreferrer external">${name}</a>`;
    const day = publishedAt === null ? "" : ` · ${timeHtml(publishedAt, "D", reader)}`;
    return `<li>${linked}<small>${escapeHtml(oneLine(source ?? "", 60))}${day}</small></li>`;
  });
  return `<section class="card newest"><h2>${say("web.newest")}</h2><ol>${items.join("")}</ol></section>`;
}

function timeHtml(at: string, style: string, reader: Reader): string {
  return `<time datetime="${escapeHtml(at)}">${escapeHtml(writeTime(new Date(at), style, reader))}</time>`;
}

const [CHART_WIDTH, CHART_HEIGHT, GAP] = [300, 72, 2];

/** Draws a bar for each day; the words beside it say the same in numbers. */
function chartHtml(
  key: "web.articles-a-day" | "web.questions-a-day",
  days: readonly DayCount[],
  { translator }: PageParts,
): string {
  const say = sayer(translator);
  const most = Math.max(1, ...days.map(({ count }) => count));
  const sum = days.reduce((all, { count }) => all + count, 0);
  const step = CHART_WIDTH / Math.max(1, days.length);
  const bars = days.map(({ day, count }, i) => {
    const height = count === 0 ? 1 : Math.max(3, (count / most) * CHART_HEIGHT);
    const place = `x="${(i * step).toFixed(1)}" y="${(CHART_HEIGHT - height).toFixed(1)}" width="${(step - GAP).toFixed(1)}" height="${height.toFixed(1)}"`;
    const about = say("web.on-day", { day: translator.day(day), count: translator.number(count) });
    return `<rect class="${count === 0 ? "none" : "bar"}" ${place} rx="1"><title>${about}</title></rect>`;
  });
  const [first, last] = [days[0], days.at(-1)];
  const label = say("web.chart", {
    what: translator.words(key),
    count: sum,
    days: days.length,
    most: translator.number(sum === 0 ? 0 : most),
  });
  return `<section class="card chart"><h2>${say(key)}</h2><p class="figure">${translator.number(sum)}</p>
<svg role="img" aria-label="${label}" viewBox="0 0 ${CHART_WIDTH} ${CHART_HEIGHT}" preserveAspectRatio="none">${bars.join("")}</svg>
<p class="axis"><span>${first ? escapeHtml(translator.day(first.day)) : ""}</span><span>${last ? escapeHtml(translator.day(last.day)) : ""}</span></p></section>`;
}

function feedsHtml({ overview: { feeds }, translator, reader }: PageParts): string {
  const say = sayer(translator);
  if (feeds.total === 0)
    return `<section class="card"><h2>${say("web.feeds")}</h2><p>${say("web.feeds-none", { command: "dateline feeds start" })}</p></section>`;
  const items = [...feeds.items].sort((one, other) => rankOf(one) - rankOf(other)).slice(0, FEEDS_SHOWN);
  const rows = items.map((feed) => {
    const { title, url, succeededAt, counts, problem } = feed;
    const state = stateOf(feed);
    const read = succeededAt === null ? say("feeds.short-never") : timeHtml(succeededAt, "R", reader);
    const why = problem === null ? "" : `<small>${escapeHtml(oneLine(problem, MAX_PROBLEM))}</small>`;
    return `<tr><td><span class="dot ${state}"></span>${escapeHtml(oneLine(title ?? url, 60))}<span class="hidden"> (${say(`web.feed-${state}`)})</span>${why}</td><td>${read}</td><td class="number">${translator.number(counts.added)}</td></tr>`;
  });
  const left = feeds.total - items.length;
  const troubled = feeds.items.filter((feed) => stateOf(feed) !== "healthy").length;
  const verdict = troubled === 0 ? say("feeds.well") : say("feeds.troubled", { count: troubled });
  return `<section class="card feeds"><h2>${say("web.feeds")}</h2><p>${say("feeds.count", { count: feeds.total })} · ${verdict}</p>
<table><thead><tr><th scope="col">${say("web.feed")}</th><th scope="col">${say("web.last-read")}</th><th scope="col" class="number">${say("web.new-articles")}</th></tr></thead>
<tbody>${rows.join("")}</tbody></table>${left > 0 ? `<p><small>${say("feeds.more", { count: left })}</small></p>` : ""}</section>`;
}

function stateOf({ state, problem, succeededAt }: FeedHealth): "healthy" | "problem" | "gone" | "new" {
  if (state === "gone") return "gone";
  if (problem !== null) return "problem";
  return succeededAt === null ? "new" : "healthy";
}

function rankOf(feed: FeedHealth): number {
  return { problem: 0, gone: 1, new: 2, healthy: 3 }[stateOf(feed)];
}

function footerHtml({ overview: { status }, question, translator }: PageParts): string {
  const say = sayer(translator);
  const models = status.embedder === null ? say("web.words-only") : escapeHtml(status.embedder.name);
  const languages = LANGUAGES.map((language) => {
    const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
    const query = String(
      new URLSearchParams({ ...(question === "" ? {} : { q: question }), lang: language }),
    );
    const current = language === translator.language ? ' aria-current="true"' : "";
    return `<a href="/?${escapeHtml(query)}" hreflang="${language}" lang="${language}"${current}>${escapeHtml(name)}</a>`;
  });
  return `<footer><p>${say("web.read-only")}</p><p>Dateline ${escapeHtml(status.version)} · ${models}</p><nav aria-label="${say("web.language")}">${languages.join(" ")}</nav></footer>`;
}

/** Returns the translator for a language tag of a query or an Accept-Language header; English if none is spoken. */
export function translatorFrom(asked: string | null, accepted: string | undefined): Translator {
  const wanted = [asked ?? "", ...(accepted ?? "").split(",").map((part) => part.split(";")[0] ?? "")];
  for (const tag of wanted) {
    const language = LANGUAGES.find((each) => each === tag.trim().toLowerCase().split("-")[0]);
    if (language !== undefined) return translatorFor(language);
  }
  return translatorFor("en");
}
