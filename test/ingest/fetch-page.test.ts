// Pages that give too little, on loopback through the real fetcher: the text of their AMP version or feed, and what is not believed.
import { describe, expect, it } from "vitest";
import { type Behaviour, page, reply } from "../fetch/hostile-server.js";
import { openWebIngest } from "./open-web-ingest.js";

const lead =
  "The ferry to Ravn will run at night again from Monday, the harbour office said. Two of its engines had failed within a week, and buses ran in its place.";
const rest = Array.from(
  { length: 6 },
  (_, n) =>
    `In week ${n + 1} of the repair the second engine was taken out and put back again, as the log of the yard tells.`,
);
const paragraphs = (texts: readonly string[]) => texts.map((text) => `<p>${text}</p>`).join("");
const whole = paragraphs([lead, ...rest]);

const html = (body: string, head = "") =>
  `<!DOCTYPE html><html lang="en"><head><title>Night ferry is back</title><meta property="og:type" content="article">${head}</head><body><article><h1>Night ferry is back</h1>${body}</article></body></html>`;
const stub = paragraphs([lead, "Subscribe now to continue reading this story."]);
const ampLink = (href: string) => `<link rel="amphtml" href="${href}">`;
const feedLink = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">';
const canonical = (href: string) => `<link rel="canonical" href="${href}">`;
const dated = '<meta property="article:published_time" content="2025-12-30T08:00:00Z">';

const rss = (body: string, link: string) =>
  reply(
    200,
    { "content-type": "application/rss+xml" },
    `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gazette</title>
    <item><title>Another story</title><link>/other</link><description>Of another thing altogether, told in a line.</description></item>
    <item><title>Night ferry is back</title><link>${link}</link><content:encoded><![CDATA[${body}]]></content:encoded></item></channel></rss>`,
  );

/** What became of /page, and which paths were asked beside robots.txt. */
async function read(behaviours: Readonly<Record<string, Behaviour>>, overrides = {}) {
  const { ingest, store, server, url } = await openWebIngest(behaviours, { hostPauseMs: 5 });
  const [row] = (await ingest.ingestFiles([url("/page")], { overrides })).rows;
  const article = row?.articleId ? await store.article(row.articleId) : null;
  const asked = server.seen.map(({ path }) => path).filter((path) => path !== "/robots.txt");
  return { row, notes: row?.notes.join("\n") ?? "", article, asked, url };
}

describe("the AMP version", () => {
  it("gives the text where the page ends at a paywall; address, date and title are the page's", async () => {
    const { article, notes, asked, url } = await read({
      "/page": page(html(stub, ampLink("/page/amp") + dated)),
      "/page/amp": page(html(whole, canonical("/page")).replace("<h1>", "<h1>AMP: ")),
    });
    expect(asked).toEqual(["/page", "/page/amp"]);
    expect(article?.text).toContain(rest[5]);
    expect(article).toMatchObject({ title: "Night ferry is back", url: url("/page") });
    expect(article?.publishedAt).toBe("2025-12-30T08:00:00.000Z");
    expect(notes).toMatch(/^the text was taken from its AMP version: \d{3} characters; the page gives 152$/);
  });

  it("gives the article where the page holds none", async () => {
    const { row, article, url } = await read({
      "/page": page(html("<div id='app'></div><script>render()</script>", ampLink("/page/amp"))),
      "/page/amp": page(html(whole, canonical("/page"))),
    });
    expect(row).toMatchObject({ outcome: "added", title: "Night ferry is back" });
    expect(article?.url).toBe(url("/page"));
  });

  it("keeps what a person said of a page that holds no article", async () => {
    const given = { title: "Ferry again", url: "https://gazette.example/ferry", source: "The Gazette" };
    const { article } = await read(
      {
        "/page": page(html("<div id='app'></div>", ampLink("/page/amp"))),
        "/page/amp": page(html(whole, canonical("/page"))),
      },
      given,
    );
    expect(article).toMatchObject(given);
  });

  it("is asked where the page counts more words, repeats its description, or breaks off", async () => {
    const count =
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Night ferry is back","wordCount":640}</script>';
    const long = `${lead} It had been taken off in spring, when two of its engines failed within a week.`;
    const told = `<meta name="description" content="${long}">`;
    for (const poor of [
      html(`<p>${long}</p>`, count),
      html(`<p>${long}</p>`, told),
      html(`<p>${long} Then …</p>`),
    ]) {
      const { article } = await read({
        "/page": page(poor.replace("</head>", `${ampLink("/page/amp")}</head>`)),
        "/page/amp": page(html(whole, canonical("/page"))),
      });
      expect(article?.text).toContain(rest[5]);
    }
  });

  it("is not asked where the page gives its article", async () => {
    const { asked, notes } = await read({
      "/page": page(html(whole, ampLink("/page/amp") + feedLink + dated)),
      "/page/amp": page(html(whole + whole, canonical("/page"))),
    });
    expect(asked).toEqual(["/page"]);
    expect(notes).toBe("");
  });

  it.each<[string, string, RegExp]>([
    ["another article", html(whole, canonical("/another")), /does not contain this article/],
    ["no more than the page", html(stub, canonical("/page")), /it gives no more/],
    ["nothing", "", /does not contain this article/],
  ])("is not used where it holds %s", async (_name, amp, why) => {
    const { article, notes } = await read({
      "/page": page(html(stub, ampLink("/page/amp"))),
      "/page/amp": page(amp),
    });
    expect(article?.text).toBe(lead);
    expect(notes).toMatch(/only the part before a paywall/);
    expect(notes).toMatch(why);
  });

  it("is fetched as warily as any page", async () => {
    const metadata = await read({ "/page": page(html(stub, ampLink("http://169.254.169.254/latest"))) });
    expect(metadata.notes).toMatch(/its AMP version was not used: .*169\.254\.169\.254/);
    expect(metadata.article?.text).toBe(lead);
    const barred = await read({
      "/robots.txt": reply(200, { "content-type": "text/plain" }, "User-agent: *\nDisallow: /amp/"),
      "/page": page(html(stub, ampLink("/amp/page"))),
      "/amp/page": page(html(whole, canonical("/page"))),
    });
    expect(barred.asked).toEqual(["/page"]);
    expect(barred.notes).toMatch(/robots\.txt/);
    const local = await read({ "/page": page(html(stub, ampLink("file:///etc/passwd"))) });
    expect(local.notes).not.toMatch(/AMP/);
  });
});

describe("the site's feed", () => {
  it("gives the text where it holds the whole article", async () => {
    const { article, notes, asked, url } = await read({
      "/page": page(html(stub, feedLink)),
      "/feed.xml": rss(whole, "/page?utm_source=rss"),
    });
    expect(asked).toEqual(["/page", "/feed.xml"]);
    expect(article?.url).toBe(url("/page"));
    expect(article?.text).toContain(rest[5]);
    expect(notes).toMatch(/the text was taken from its site's feed/);
  });

  it("is asked after an AMP version that gives too little, and after nothing else", async () => {
    const behaviours = {
      "/page": page(html(stub, ampLink("/page/amp") + feedLink)),
      "/page/amp": page(html(stub, canonical("/page"))),
      "/feed.xml": rss(whole, "/page"),
    };
    const { asked, article } = await read(behaviours);
    expect(asked).toEqual(["/page", "/page/amp", "/feed.xml"]);
    expect(article?.text).toContain(rest[5]);
    const full = await read({ ...behaviours, "/page/amp": page(html(whole, canonical("/page"))) });
    expect(full.asked).toEqual(["/page", "/page/amp"]);
  });

  it("is not believed about an article of another address, nor asked for a page that is no article", async () => {
    const other = await read({ "/page": page(html(stub, feedLink)), "/feed.xml": rss(whole, "/page-2") });
    expect(other.article?.text).toBe(lead);
    expect(other.notes).toMatch(/its site's feed was not used: it does not contain this article/);
    const empty = html("<p>Loading</p>", feedLink).replace(/<meta property="og:type"[^>]*>/, "");
    const { asked, row } = await read({ "/page": page(empty), "/feed.xml": rss(whole, "/page") });
    expect(asked).toEqual(["/page"]);
    expect(row?.outcome).toBe("rejected");
  });

  it("is not made a revision of by the part that the page gives, where it fails at a later reading", async () => {
    let amp: Behaviour = page(html(whole, canonical("/page")));
    const { ingest, store, url } = await openWebIngest(
      { "/page": page(html(stub, ampLink("/page/amp"))), "/page/amp": (socket, seen) => amp(socket, seen) },
      { hostPauseMs: 5 },
    );
    const [first] = (await ingest.ingestFiles([url("/page")])).rows;
    amp = reply(503);
    const [second] = (await ingest.ingestFiles([url("/page")])).rows;
    expect([first?.outcome, second?.outcome]).toEqual(["added", "unchanged"]);
    expect(second?.notes.join("\n")).toMatch(/answered 503[\s\S]*the stored text is fuller and is kept/);
    const held = await store.article(first?.articleId ?? "");
    expect(held?.revision).toBe(1);
    expect(held?.text).toContain(rest[5]);
  });

  it("says in the rejection what was tried", async () => {
    const { row, notes } = await read({ "/page": page(html("<p>Loading</p>", ampLink("/page/amp"))) });
    expect(row?.outcome).toBe("rejected");
    expect(notes).toMatch(/no article text.*; its AMP version was not used: .*answered 404/);
  });
});
