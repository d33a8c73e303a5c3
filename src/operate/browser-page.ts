// The read-only page of the HTTP port: who may see it, how often it may be asked, and what it shows.
import type { IncomingMessage } from "node:http";
import type { Services } from "../app/services.js";
import type { Answer } from "../model/answer.js";
import type { Place } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { MINUTE_MS } from "../model/time.js";
import { readCustomId } from "../render/custom-id.js";
import { escapeHtml, type Reader } from "../render/markdown-html.js";
import type { Message } from "../render/message.js";
import { type Drawn, type DrawnComponent, MESSAGE_STYLE, messageHtml } from "../render/message-html.js";
import { renderAnswer, renderError, renderSources, renderTimeline, renderWhy } from "../render/replies.js";
import type { Translator } from "../render/translator.js";
import { type Page, type Pages, plain } from "./http-server.js";
import { beginningHtml, type Overview, pageHtml, translatorFrom } from "./page-html.js";

/** A limit of uses per minute. */
interface Limit {
  /** When the next use is allowed, in milliseconds since 1970; null if it is now. */
  nextAt(key: string, nowMs: number): number | null;
  take(key: string, nowMs: number): void;
}

interface PageOptions {
  readonly limits: { readonly questions: Limit; readonly requests: Limit };
  /** The files of the page: its stylesheet, script and icon. */
  readonly assets: { readonly style: string; readonly script: string; readonly icon: string };
}

type PageServices = Pick<Services, "questions" | "topics" | "feeds" | "articles" | "status" | "now">;

/** Where its questions are asked: nowhere that stores them. */
const PLACE: Place = { guildId: null, channelId: "page", userId: "page" };
const DAYS = 30;
const NEWEST = 8;
const FEEDS = 200;
/** What is beside the reply is read once in so long, however often the page is opened. */
const OVERVIEW_MS = 15_000;

/** Nothing but its own files, and nobody may frame it. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};
const html = (status: number, body: string): Page => ({
  ...{ status, type: "text/html; charset=utf-8", body, headers: HEADERS },
});

/** What is shown under an answer. */
const PARTS = ["sources", "earlier", "why"] as const;
type Part = (typeof PARTS)[number];

/** The page; until it is given services it says that Dateline is starting. */
export class BrowserPage {
  readonly #options: PageOptions;
  #services: PageServices | null = null;
  #overview: { readonly at: number; readonly read: Promise<Overview> } | null = null;

  constructor(options: PageOptions) {
    this.#options = options;
  }

  /** Answers with these services from now on. */
  open(services: PageServices): void {
    this.#services = services;
  }

  /** Its addresses, for the HTTP server. */
  get pages(): Pages {
    const { style, script, icon } = this.#options.assets;
    const file = (type: string, body: string) => (request: IncomingMessage) =>
      this.#refused(request) ?? { status: 200, type, body, headers: HEADERS };
    return {
      "/": (request) => this.#page(request),
      "/reply": (request) => this.#fragment(request),
      "/page.css": file("text/css; charset=utf-8", `${MESSAGE_STYLE}${style}`),
      "/page.js": file("text/javascript; charset=utf-8", script),
      "/icon.svg": file("image/svg+xml", icon),
    };
  }

  /** Returns why a request is not served; null if it is. */
  #refused({ headers }: IncomingMessage): Page | null {
    if (!isLoopback(hostOf(headers.host))) return plain(403, "This page is for this machine only");
    const { requests } = this.#options.limits;
    const next = requests.nextAt("page", Date.now());
    if (next !== null) return tooMany(next);
    requests.take("page", Date.now());
    return null;
  }

  async #page(request: IncomingMessage): Promise<Page> {
    const refused = this.#refused(request);
    if (refused !== null) return refused;
    const services = this.#services;
    if (services === null) return plain(503, "Dateline is starting: try again in a moment");
    const { query, translator, reader } = readRequest(request, services);
    const question = questionOf(query);
    // Another site may fill in the form, but not ask.
    const asks = question !== "" && request.headers["sec-fetch-site"] !== "cross-site";
    const { status, body } = asks
      ? await this.#reply(question, query, { services, translator, reader })
      : { status: 200, body: null };
    const overview = await this.#overviewOf(services);
    return html(status, pageHtml({ question, reply: body, overview, translator, reader }));
  }

  /** The reply alone, for the script of the page. */
  async #fragment(request: IncomingMessage): Promise<Page> {
    const refused = this.#refused(request);
    if (refused !== null) return refused;
    const services = this.#services;
    if (services === null) return plain(503, "Dateline is starting: try again in a moment");
    if (request.headers["sec-fetch-site"] === "cross-site") return plain(403, "Asked from another site");
    const { query, translator, reader } = readRequest(request, services);
    const question = questionOf(query);
    if (question === "") return plain(400, "No question: give it as q");
    const { status, body } = await this.#reply(question, query, { services, translator, reader });
    return html(status, body);
  }

  async #reply(
    question: string,
    query: URLSearchParams,
    asking: Asking,
  ): Promise<{ readonly status: number; readonly body: string }> {
    const { questions } = this.#options.limits;
    const now = Date.now();
    const next = questions.nextAt("page", now);
    if (next !== null) {
      const seconds = Math.ceil((next - now) / 1000);
      const said = asking.translator.words("web.limited", { seconds });
      return { status: 429, body: `<p class="notice" role="alert">${escapeHtml(said)}</p>` };
    }
    questions.take("page", now);
    return { status: 200, body: await replyHtml(question, partOf(query), asking) };
  }

  #overviewOf(services: PageServices): Promise<Overview> {
    const now = Date.now();
    const known = this.#overview;
    if (known !== null && now - known.at < OVERVIEW_MS) return known.read;
    const read = readOverview(services);
    this.#overview = { at: now, read };
    read.catch(() => {
      this.#overview = null;
    });
    return read;
  }
}

interface Asking {
  readonly services: PageServices;
  readonly translator: Translator;
  readonly reader: Reader;
}

async function readOverview({ status, feeds, articles }: PageServices): Promise<Overview> {
  return {
    status: await status.read(),
    activity: await status.activity(DAYS),
    feeds: await feeds.list(0, FEEDS),
    newest: await articles.newest(NEWEST, PLACE),
  };
}

/** Draws the reply, and one of the replies behind its buttons; a failure is drawn as Discord would show it. */
async function replyHtml(question: string, part: Part, asking: Asking): Promise<string> {
  const { services, translator } = asking;
  try {
    const { sources, why } = await services.questions.preview({
      ...{ question, place: PLACE, visibility: "public" },
    });
    const { answer } = why;
    if (answer.kind === "unanswered" && answer.reason === "no-articles") {
      const { total } = await services.feeds.list(0, 1);
      return `<p class="notice">${beginningHtml(total, translator)}</p>`;
    }
    const linkOf = (customId: string) => linkTo(customId, question, translator);
    const behind = async (): Promise<Message | null> => {
      if (part === "why") return renderWhy(why, services.now(), translator);
      if (part === "earlier" && answer.kind === "answered")
        return renderTimeline(await services.topics.timeline({ topic: question, place: PLACE }), translator);
      return answer.citations.length === 0 ? null : renderSources(sources, translator);
    };
    const shown = drawn(renderAnswer(answer, "public", translator), { ...asking, linkOf });
    const message = await behind();
    if (message === null) return shown;
    return `${shown}<h2 id="part" class="hidden">${escapeHtml(partName(part, answer, translator))}</h2>${drawn(message, { ...asking, isPrivate: true, linkOf: () => null })}`;
  } catch (error) {
    if (!(error instanceof DatelineError)) throw error;
    return drawn(renderError(error, services.now(), translator), asking);
  }
}

function partName(part: Part, answer: Answer, translator: Translator): string {
  const shown = part === "earlier" && answer.kind !== "answered" ? "sources" : part;
  return translator.words(`button.${shown}`);
}

function drawn(
  { components }: Message,
  { reader, ...given }: Pick<Asking, "reader"> & Omit<Drawn, "components">,
): string {
  const plainComponents = JSON.parse(JSON.stringify(components)) as DrawnComponent[];
  const { isPrivate = false, linkOf } = given;
  return messageHtml(
    { components: plainComponents, isPrivate, ...(linkOf === undefined ? {} : { linkOf }) },
    reader,
  );
}

/** Leads from a button of the reply to what it shows; null for one that only works in Discord. */
function linkTo(customId: string, question: string, { language }: Translator): string | null {
  const part = PARTS.find((each) => each === readCustomId(customId)?.action);
  if (part === undefined) return null;
  return `/?${new URLSearchParams({ q: question, lang: language, show: part })}#part`;
}

function partOf(query: URLSearchParams): Part {
  return PARTS.find((part) => part === query.get("show")) ?? "sources";
}

function questionOf(query: URLSearchParams): string {
  return (query.get("q") ?? "").trim();
}

function readRequest({ url = "/", headers }: IncomingMessage, { now }: PageServices) {
  const query = new URL(url, "http://localhost").searchParams;
  const translator = translatorFrom(query.get("lang"), headers["accept-language"]);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions(); // the reader is on this machine
  const locale = translator.language === "en" ? "en-GB" : translator.language;
  return { query, translator, reader: { locale, timeZone, now: new Date(now()) } };
}

function tooMany(nextMs: number): Page {
  const seconds = Math.max(1, Math.ceil((nextMs - Date.now()) / 1000));
  const page = plain(429, `Too many requests: try again in ${seconds} s`);
  return { ...page, headers: { "retry-after": String(Math.min(seconds, MINUTE_MS / 1000)) } };
}

/** The host of a Host header without its port; empty for none. */
function hostOf(header: string | undefined): string {
  return (header ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}

/** Returns whether a host name or address is that of this machine itself. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
