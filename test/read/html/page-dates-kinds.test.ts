// Dates as content systems, papers and offices of many countries show them. Pages made up for it, the right day written down first.
import { describe, expect, it } from "vitest";
import { publishedDay } from "../../../src/model/calendar.js";
import { articleOf } from "./made-pages.js";

const english =
  "<p>The council of Harbourton has agreed to rebuild the old pier, which a storm destroyed two winters ago. Eleven of nineteen members voted in favour.</p><p>Work is to begin once the herring season ends, and the ferries will go on running.</p>";
const texts: Readonly<Record<string, string>> = {
  de: "<p>Der Stadtrat von Hafenrode hat beschlossen, die alte Mole wieder aufzubauen, die ein Sturm vor zwei Wintern zerstört hatte. Elf von neunzehn Mitgliedern stimmten dafür.</p><p>Die Arbeiten beginnen nach der Heringssaison.</p>",
  es: "<p>El ayuntamiento de Puerto Viejo ha decidido reconstruir el antiguo muelle, que una tormenta destruyó hace dos inviernos. Once de los diecinueve concejales votaron a favor.</p><p>Las obras empezarán después de la temporada del arenque.</p>",
  fr: "<p>Le conseil municipal de Port-Vieil a décidé de reconstruire la vieille jetée, détruite par une tempête il y a deux hivers. Onze élus sur dix-neuf ont voté pour.</p><p>Les travaux commenceront après la saison du hareng.</p>",
  it: "<p>Il consiglio comunale di Portovecchio ha deciso di ricostruire il vecchio molo, che una tempesta aveva distrutto due inverni fa. Undici consiglieri su diciannove hanno votato a favore.</p><p>I lavori cominceranno dopo la stagione delle aringhe.</p>",
  ja: "<p>古港市議会は、二年前の嵐で壊れた旧桟橋を再建することを決めた。長い議論の末、十九人の議員のうち十一人が賛成した。市は春までに計画をまとめる方針である。</p><p>工事はニシン漁の季節が終わってから始まる見通しで、工事中もフェリーの運航を続けたいとしている。</p>",
  nl: "<p>De gemeenteraad van Oudehaven heeft besloten de oude pier te herbouwen, die twee winters geleden door een storm werd verwoest. Elf van de negentien leden stemden voor.</p><p>Het werk begint zodra het haringseizoen voorbij is.</p>",
};

interface Shown {
  readonly language?: string;
  readonly head?: string;
  readonly above?: string;
  readonly before?: string;
  readonly after?: string;
  readonly url?: string;
  readonly headline?: string;
}

function datesOf(line: string, shown: Shown = {}) {
  const {
    language = "en",
    head = "",
    above = "",
    before = "",
    after = "",
    url = "https://post.example/pier",
  } = shown;
  const headline = shown.headline ?? "Council votes to rebuild the old pier";
  const text = texts[language.slice(0, 2)] ?? english;
  const body = `${above}<article>${before}<h1>${headline}</h1>${line}${text}${after}</article>`;
  const article = articleOf(body, { language, head, overrides: { url } });
  return [publishedDay(article), article.updatedAt?.slice(0, 10) ?? null];
}

const day = (line: string, shown: Shown = {}) => datesOf(line, shown)[0];

describe("content systems", () => {
  it.each([
    [
      '<div class="submitted">Submitted by <a href="/u">gull</a> on Thu, 04/18/2019 - 10:22</div>',
      "2019-04-18",
    ],
    ['<p class="info">Posted by <a href="/u">gull</a> on Monday June 14, 2021 @05:30PM</p>', "2021-06-14"],
    [
      '<a title="June 14, 2021 5:30 pm" class="post-date"><span data-time="1623691800000">Jun ’21</span></a>',
      "2021-06-14",
    ],
    [
      '<div class="date"><span class="day">14</span><span class="month">Jun</span><span class="year">2021</span></div>',
      "2021-06-14",
    ],
    ["<div><span>Article Date:</span> <span>14 June 2021</span></div>", "2021-06-14"],
    [
      '<p class="postinfo">Posted on 14 June 2021 in <a href="/n">News</a> by <a href="/m">Mia Kerr</a> — <a href="#c">3 Comments ↓</a></p>',
      "2021-06-14",
    ],
    ["<time>Feb. 3, 2020</time>", "2020-02-03"],
    ['<span data-published-date="2020-02-03T11:02:00Z"></span>', "2020-02-03"],
    [
      '<p class="byline">Mia Kerr · <span title="2020-02-03 11:02" class="timeago">3 hours ago</span></p>',
      "2020-02-03",
    ],
    ["<div>June 14, 2021 / 5:30 PM / 2 years ago</div>", "2021-06-14"],
  ])("%s", (line, wanted) => expect(day(line)).toBe(wanted));
});

describe("a publication and an update", () => {
  it.each([
    [
      "en",
      '<time datetime="2021-06-14T17:30:00-04:00"><span>Published June 14, 2021</span><span>Updated June 16, 2021</span></time>',
      "2021-06-16",
    ],
    [
      "en",
      "<dl><dt>From:</dt><dd>Ministry of Harbours</dd><dt>Published</dt><dd>14 June 2021</dd><dt>Last updated</dt><dd>16 June 2021</dd></dl>",
      "2021-06-16",
    ],
    ["en", "<p>Posted Mon 14 Jun 2021 at 5:30pm, updated Wed 16 Jun 2021 at 9:00am</p>", "2021-06-16"],
    [
      "de",
      "<dl><dd>Erstellt: 14. Juni 2021</dd><dd>Zuletzt aktualisiert: 16. Juni 2021</dd></dl>",
      "2021-06-16",
    ],
    ["it", '<p class="is-last-update">14 giugno 2021 (modifica il 16 giugno 2021 | 09:00)</p>', "2021-06-16"],
    [
      "nl",
      "<p><span>Maandag 14 juni 2021, 17:30</span> • <span>Aangepast woensdag 16 juni 2021, 09:00</span></p>",
      "2021-06-16",
    ],
    ["ja", '<p class="time">2021/6/14 17:30 (2021/6/16 9:00更新)</p>', "2021-06-16"],
  ])("%s %s", (language, line, updated) => {
    expect(datesOf(line, { language })).toEqual(["2021-06-14", updated]);
  });

  it("are told apart where the page's data call the update a publication", () => {
    const head = '<meta property="article:published_time" content="2021-06-15T10:32:00.000Z">';
    const line =
      "<p>First published on Mon 14 Jun 2021 06.00 BST</p><p>Last modified on Tue 15 Jun 2021 11.32 BST</p>";
    expect(datesOf(line, { head, language: "en-GB" })).toEqual(["2021-06-14", "2021-06-15"]);
  });

  it("are not told by an outlet that is named a standard", () => {
    expect(datesOf('<p class="source">The Harbour Standard, 14 June 2021</p>')).toEqual(["2021-06-14", null]);
  });
});

describe("dates in figures", () => {
  const line = '<span class="date">04/03/2021</span>';

  it.each([
    ["https://www.post.co.uk/pier", "en", "2021-03-04"],
    ["https://www.post.co.uk/pier", "en-US", "2021-03-04"], // the tag that systems set unasked
    ["https://www.post.com.au/pier", "en", "2021-03-04"],
    ["https://harbour.gov/pier", "en", "2021-04-03"],
    ["https://post.example/pier", "en-GB", "2021-03-04"],
    ["https://post.example/pier", "en-US", "2021-04-03"],
    ["https://post.example/pier", "en", null],
  ])("are read as they are written at %s (%s)", (url, language, wanted) => {
    expect(day(line, { url, language })).toBe(wanted);
  });

  it("are read in the order of another one on the page, of the weekday beside them, or of the page's region", () => {
    expect(datesOf("<p>Issued on: 05/06/2021 - 17:30</p><p>Modified: 16/06/2021 - 09:00</p>")).toEqual([
      "2021-06-05",
      "2021-06-16",
    ]);
    expect(day('<div class="submitted">Mon, 07/10/2019 - 10:22</div>')).toBe("2019-10-07");
    expect(day(line, { head: '<meta property="og:locale" content="en_GB">' })).toBe("2021-03-04");
  });

  it("are read by the language of the text where the page names none, or its system's", () => {
    for (const language of ["", "en-US"]) {
      const body = `<article><h1>Mole wird wieder aufgebaut</h1><p class="date">02/04/2020</p>${texts["de"]}${texts["de"]}</article>`;
      expect(publishedDay(articleOf(body, { language }))).toBe("2020-04-02");
    }
  });

  it("may have words of a time behind them", () => {
    expect(day('<p class="info">14/06/2021 a las 17:30 h.</p>', { language: "es" })).toBe("2021-06-14");
  });
});

describe("a plain date", () => {
  it.each([
    ["in the headline", { headline: "Council votes to rebuild the old pier <small>(14 June 2021)</small>" }],
    [
      "before the headline, of a press office",
      { before: "<p>FOR IMMEDIATE RELEASE</p><p>Monday, June 14, 2021</p>" },
    ],
    ["at the end", { after: "<p>14 June 2021</p>" }],
    ["at the end, with place", { language: "de", after: "<p>Hafenrode, den 14. Juni 2021</p>" }],
    [
      "of the printed paper",
      { language: "de", after: '<p class="quelle">Hafenroder Zeitung, Ausgabe vom 14.06.2021, Seite 4</p>' },
    ],
  ])("%s", (_, shown) => expect(day("", shown)).toBe("2021-06-14"));

  it("begins the text", () => {
    expect(day("<p><b>14th June 2021.</b> The council of Harbourton met to decide on the pier.</p>")).toBe(
      "2021-06-14",
    );
  });
});

describe("days of something else", () => {
  it.each([
    [
      "an event's, in a list",
      "<dl><dt>When</dt><dd>Saturday 9 April 2022, 10:00</dd><dt>Where</dt><dd>Old Pier</dd></dl>",
    ],
    ["an event's, in a line", "<p>Wann: Samstag, 9. April 2022</p>"],
    [
      "of a life",
      "<table><tr><th>Born</th><td>3 May 1931</td></tr><tr><th>Died</th><td>10 June 2021</td></tr></table>",
    ],
    ["of a deadline", '<p class="info">Deadline: 9 April 2022</p>'],
    ["of a picture", '<p class="caption">The pier in the flood of 2 March 2019. Photo: Mia Kerr</p>'],
    ["of an issue", "<p>Vol. 12, No. 3 — June 2021</p>"],
  ])("are no publication: %s", (_, line) => expect(day(line)).toBeNull());

  it.each([
    ["of a picture, labelled", "<p>Photo taken: 3 May 2019</p>"],
    ["on which somebody looked it up", "<p>Retrieved 3 May 2024</p>"],
    ["of a counter", "<p>Visitors since 3 May 2009: 412</p>"],
    [
      "of a building",
      "<table><tr><th>Opened</th><td>3 May 1931</td></tr><tr><th>Closed</th><td>14 June 2021</td></tr></table>",
    ],
    [
      "of a chronicle",
      "<h2>Timeline</h2><ul><li>3 May 2019: the storm</li><li>14 June 2021: the vote</li></ul>",
    ],
  ])("are no publication at the end: %s", (_, after) => expect(day("", { after })).toBeNull());

  it("do not hide the publication beside them", () => {
    expect(day("<p>Event date: 3 July 2021</p><p>Posted: 14 June 2021</p>")).toBe("2021-06-14");
    expect(day("<p>Received 2 January 2021; Accepted 3 May 2021; Published 14 June 2021</p>")).toBe(
      "2021-06-14",
    );
    expect(day("<p>Reviewed by Ana Holt, MD — By Mia Kerr on June 14, 2021</p>")).toBe("2021-06-14");
    const twice = "<p>Originally published June 14, 2021. Republished May 3, 2023.</p>";
    expect(datesOf(twice)).toEqual(["2021-06-14", "2023-05-03"]);
  });

  it("are no publication: today's, above the article", () => {
    expect(day("", { above: '<div id="date">Sat 28 Nov 2026</div>' })).toBeNull();
  });

  it("are no publication: the top of the site", () => {
    const above =
      '<div class="latest-news"><a href="/a">Ferry strike ends after nine days of talks</a> <span>27 November 2026</span></div>';
    expect(day("", { above })).toBeNull();
  });
});
