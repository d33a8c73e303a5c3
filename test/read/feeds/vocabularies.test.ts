// What is read of which vocabulary: one small made-up feed a case, with the value that a reader expects.
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeFeed, parseFeed } from "../../../src/read/feeds/feed.js";
import { draftOfItem } from "../../../src/read/feeds/feed-draft.js";
import type { FeedItem } from "../../../src/read/feeds/formats.js";
import { readOpml } from "../../../src/read/feeds/opml.js";

const ADDRESS = "https://site.example/feeds/main.xml";
const SPACES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:x="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/"';
const rss = (item: string) =>
  `<rss version="2.0" ${SPACES}><channel><title>Post</title><link>https://site.example/</link><item>${item}</item></channel></rss>`;
const atom = (entry: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${SPACES} xml:base="https://site.example/a/"><title>Post</title><entry>${entry}</entry></feed>`;
const atom03 = (entry: string) =>
  `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Post</title><entry>${entry}</entry></feed>`;
const old = (space: string) =>
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${space}"><channel><title>Post</title></channel><item><title>Old news</title><link>https://site.example/old</link><description>It was said.</description></item></rdf:RDF>`;
const userland = (space: string) =>
  `<rss xmlns="${space}"><channel><title>Post</title><item><title>Old news</title><link>https://site.example/old</link></item></channel></rss>`;
const feedOf = (text: string) => parseFeed("feed", text, ADDRESS);
const itemOf = (text: string): FeedItem => {
  const [item] = feedOf(text).items;
  if (item === undefined) throw new TypeError("no item");
  return item;
};
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("titles", () => {
  it.each([
    ["plain", rss("<title>Two ferries</title>"), "Two ferries"],
    ["escaped markup", rss("<title>Two &lt;b&gt;ferries&lt;/b&gt;</title>"), "Two ferries"],
    ["markup inside a word", rss("<title>Fer&lt;i&gt;r&lt;/i&gt;ies</title>"), "Ferries"],
    ["a break between words", rss("<title>Two&lt;br/&gt;ferries</title>"), "Two ferries"],
    ["CDATA with markup", rss("<title><![CDATA[Two <em>ferries</em>]]></title>"), "Two ferries"],
    [
      "CDATA with a character reference",
      rss("<title><![CDATA[Caf&eacute; &amp; bar]]></title>"),
      "Café & bar",
    ],
    ["CDATA that was escaped", rss("<title>&lt;![CDATA[Two ferries]]&gt;</title>"), "Two ferries"],
    ["a script", rss("<title>Two &lt;script&gt;alert(1)&lt;/script&gt;ferries</title>"), "Two ferries"],
    ["a script without an end", rss("<title>Two ferries&lt;script&gt;alert(1)</title>"), "Two ferries"],
    ["a style", rss("<title>&lt;style&gt;b{}&lt;/style&gt;Two ferries</title>"), "Two ferries"],
    ["a comment", rss("<title>Two &lt;!-- not --&gt;ferries</title>"), "Two ferries"],
    ["a sign that is no tag", rss("<title>Rates &lt; 3 &gt; 2</title>"), "Rates < 3 > 2"],
    ["a type that is no tag", rss("<title>Why List&lt;String&gt; won</title>"), "Why List<String> won"],
    ["an ampersand twice escaped", rss("<title>Bread &amp;amp; butter</title>"), "Bread & butter"],
    ["a named character", rss("<title>Caf&eacute;</title>"), "Café"],
    ["a named character of HTML 5", rss("<title>A&rarr;B &hellip;</title>"), "A→B …"],
    [
      "a named character in a feed without types",
      atom("<title>Caf&eacute; &ndash; bar</title>"),
      "Café – bar",
    ],
    ["a number", atom("<title>Caf&#xE9; &#8211; bar</title>"), "Café – bar"],
    ["an unknown name", rss("<title>R&own;D</title>"), "R&own;D"],
    ["Atom text with signs", atom("<title>History of &lt;b&gt;</title>"), "History of <b>"],
    ["Atom text with the name of a character", atom("<title>Write &amp;eacute;</title>"), "Write &eacute;"],
    ["Atom html", atom('<title type="html">Two &lt;b&gt;ferries&lt;/b&gt;</title>'), "Two ferries"],
    ["Atom text/html", atom('<title type="text/html">Caf&amp;eacute;</title>'), "Café"],
    [
      "Atom xhtml",
      atom('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Two <b>ferries</b></div></title>'),
      "Two ferries",
    ],
    [
      "Atom base64",
      atom(`<title type="application/octet-stream">${base64("Two <b>ferries</b>")}</title>`),
      "Two ferries",
    ],
    [
      "Atom 0.3 base64",
      atom03(`<title mode="base64" type="text/html">${base64("Two <b>ferries</b>")}</title>`),
      "Two ferries",
    ],
    [
      "Atom 0.3 escaped",
      atom03('<title mode="escaped" type="text/html">Two &lt;b&gt;ferries&lt;/b&gt;</title>'),
      "Two ferries",
    ],
    ["Atom 0.3 plain", atom03('<title type="text/plain">Two ferries</title>'), "Two ferries"],
    ["Dublin Core", rss("<dc:title>Two ferries</dc:title>"), "Two ferries"],
    ["Media RSS", rss("<media:title>Two ferries</media:title>"), "Two ferries"],
    [
      "Media RSS in a group",
      rss("<media:group><media:title>Two ferries</media:title></media:group>"),
      "Two ferries",
    ],
    ["Atom inside RSS", rss('<x:title type="html">Two &lt;i&gt;ferries&lt;/i&gt;</x:title>'), "Two ferries"],
    ["names in upper case", rss("<TITLE>Two ferries</TITLE>"), "Two ferries"],
    ["space around", rss("<title>\n  Two\n  ferries </title>"), "Two ferries"],
  ])("%s", (_what, text, title) => expect(itemOf(text).title).toBe(title));
});

describe("addresses", () => {
  const enclosure = '<enclosure url="https://site.example/a.mp3" type="audio/mpeg" length="1"/>';
  it.each([
    ["a link", rss("<link>https://site.example/1</link>"), "https://site.example/1"],
    ["a relative link", rss("<link>/1</link>"), "https://site.example/1"],
    [
      "a link with its own base",
      rss('<link xml:base="https://cdn.example/b/">1</link>'),
      "https://cdn.example/b/1",
    ],
    [
      "a named character",
      rss("<link>https://site.example/?a=1&amp;b=2</link>"),
      "https://site.example/?a=1&b=2",
    ],
    ["CDATA", rss("<link><![CDATA[ https://site.example/1 ]]></link>"), "https://site.example/1"],
    ["a guid that is one", rss("<guid>https://site.example/1</guid>"), "https://site.example/1"],
    [
      "a relative guid that says it is one",
      rss('<guid isPermaLink="true">n/1</guid>'),
      "https://site.example/n/1",
    ],
    ["a guid that says it is none", rss('<guid isPermaLink="false">https://site.example/1</guid>'), null],
    ["a guid that is a name", rss("<guid>story-1</guid>"), null],
    [
      "the address before a redirect",
      rss(
        '<link>https://r.example/~r/1</link><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://site.example/1</f:origLink>',
      ),
      "https://site.example/1",
    ],
    ["an enclosure alone", rss(enclosure), null],
    ["a link that is the enclosure", rss(`<link>https://site.example/a.mp3</link>${enclosure}`), null],
    ["a guid that is the enclosure", rss(`<guid>https://site.example/a.mp3</guid>${enclosure}`), null],
    ["another scheme", rss("<link>javascript:alert(1)</link>"), null],
    ["Atom's link in RSS", rss('<x:link rel="alternate" href="/1"/>'), "https://site.example/1"],
    ["Atom's enclosure in RSS", rss('<x:link rel="enclosure" href="/1.pdf"/>'), null],
    [
      "Atom's enclosure before its page",
      rss('<x:link rel="enclosure" href="/1.pdf"/><x:link href="/1"/>'),
      "https://site.example/1",
    ],
    ["Atom", atom('<link href="1"/>'), "https://site.example/a/1"],
    ["Atom with bases in each other", atom('<link xml:base="b/" href="1"/>'), "https://site.example/a/b/1"],
    [
      "Atom, pages first",
      atom('<link type="application/json" href="1.json"/><link type="text/html" href="1"/>'),
      "https://site.example/a/1",
    ],
    [
      "Atom, a relation written as an address",
      atom('<link rel="http://www.iana.org/assignments/relation/alternate" href="1"/>'),
      "https://site.example/a/1",
    ],
    ["Atom, nothing but an edit link", atom('<link rel="edit" href="1"/>'), null],
    ["Atom, self and replies", atom('<link rel="self" href="1"/><link rel="replies" href="2"/>'), null],
    ["Atom, an id that is one", atom("<id>https://site.example/9</id>"), "https://site.example/9"],
    ["Atom, an id that is a name", atom("<id>tag:site.example,2026:9</id>"), null],
    [
      "Atom 0.3",
      atom03('<link rel="alternate" type="text/html" href="https://site.example/3"/>'),
      "https://site.example/3",
    ],
  ])("%s", (_what, text, link) => expect(itemOf(text).link).toBe(link));
});

describe("authors", () => {
  it.each([
    ["author", rss("<author>Jane Doe</author>"), "Jane Doe"],
    ["mail and name", rss("<author>jane@site.example (Jane Doe)</author>"), "Jane Doe"],
    ["mail alone", rss("<author>jane@site.example</author>"), null],
    ["Dublin Core", rss("<dc:creator>Jane Doe</dc:creator>"), "Jane Doe"],
    [
      "several",
      rss("<dc:creator>Jane Doe</dc:creator><dc:creator>Max Roe</dc:creator>"),
      "Jane Doe, Max Roe",
    ],
    ["iTunes", rss("<itunes:author>Jane Doe</itunes:author>"), "Jane Doe"],
    [
      "Atom in RSS",
      rss("<x:author><x:name>Jane Doe</x:name><x:uri>https://j.example</x:uri></x:author>"),
      "Jane Doe",
    ],
    ["Atom", atom("<author><name>Jane Doe</name><email>j@site.example</email></author>"), "Jane Doe"],
    ["Atom with Dublin Core", atom("<dc:creator>Jane Doe</dc:creator>"), "Jane Doe"],
    [
      "Atom, that of its source",
      atom("<source><title>Wire</title><author><name>Jane Doe</name></author></source>"),
      "Jane Doe",
    ],
    ["escaped brackets", rss("<author>Jane Doe &lt;jane@site.example&gt;</author>"), "Jane Doe"],
  ])("%s", (_what, text, author) => expect(itemOf(text).author).toBe(author));
});

describe("dates", () => {
  const DAY = "2026-11-18T10:00:00Z";
  it.each([
    ["pubDate", rss(`<pubDate>${DAY}</pubDate>`), DAY, null],
    ["Dublin Core", rss(`<dc:date>${DAY}</dc:date>`), DAY, null],
    ["issued", rss(`<dcterms:issued>${DAY}</dcterms:issued>`), DAY, null],
    ["modified", rss(`<dcterms:modified>${DAY}</dcterms:modified>`), null, DAY],
    [
      "PRISM",
      rss(
        `<p:publicationDate xmlns:p="http://prismstandard.org/namespaces/basic/2.0/">${DAY}</p:publicationDate>`,
      ),
      DAY,
      null,
    ],
    ["Atom in RSS", rss(`<x:published>${DAY}</x:published><x:updated>${DAY}</x:updated>`), DAY, DAY],
    ["Atom", atom(`<published>${DAY}</published><updated>${DAY}</updated>`), DAY, DAY],
    ["Atom 0.3", atom03(`<issued>${DAY}</issued><modified>${DAY}</modified>`), DAY, DAY],
    [
      "an unset clock beside a date",
      rss(`<pubDate>0000-00-00</pubDate><dc:date>${DAY}</dc:date>`),
      DAY,
      null,
    ],
    ["an unset clock alone", rss("<pubDate>0000-00-00</pubDate>"), "0000-00-00", null],
  ])("%s", (_what, text, published, updated) => {
    const item = itemOf(text);
    expect([item.published, item.updated]).toEqual([published, updated]);
  });
});

const NEWS = "The bridge opens on Friday, the council said.";
const blocksOf = (text: string): readonly string[] => {
  const feed = feedOf(text);
  return feed.items.flatMap((item) => draftOfItem(feed, item).draft.blocks);
};

describe("texts", () => {
  it.each([
    ["description", rss(`<description>${NEWS}</description>`)],
    ["content:encoded", rss(`<content:encoded><![CDATA[<p>${NEWS}</p>]]></content:encoded>`)],
    [
      "the longer of two",
      rss(`<description>The bridge …</description><content:encoded>${NEWS}</content:encoded>`),
    ],
    [
      "CDATA that was escaped",
      rss(`<description>&lt;![CDATA[&lt;p&gt;${NEWS}&lt;/p&gt;]]&gt;</description>`),
    ],
    [
      "a script",
      rss(`<description>&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;${NEWS}&lt;/p&gt;</description>`),
    ],
    ["elements in the description", rss(`<description><p>${NEWS}</p></description>`)],
    ["xhtml:body", rss(`<h:body xmlns:h="http://www.w3.org/1999/xhtml"><h:p>${NEWS}</h:p></h:body>`)],
    ["iTunes", rss(`<itunes:summary>${NEWS}</itunes:summary>`)],
    ["Dublin Core", rss(`<dc:description>${NEWS}</dc:description>`)],
    ["Media RSS", rss(`<media:description>${NEWS}</media:description>`)],
    [
      "Media RSS in a group",
      rss(`<media:group><media:description>${NEWS}</media:description></media:group>`),
    ],
    [
      "of a film",
      rss(`<media:content medium="video"><media:description>${NEWS}</media:description></media:content>`),
    ],
    [
      "chapter marks and links",
      rss(
        `<media:description>${NEWS}\n0:00 Start\n[12:30] End\nFollow us: https://s.example/x\n#news #local</media:description>`,
      ),
    ],
    [
      "no caption beside a text",
      rss(
        `<description>${NEWS}</description><media:description>A long caption under a picture of the old bridge in the morning sun with a boat.</media:description>`,
      ),
    ],
    ["Atom content in RSS", rss(`<x:content type="html">&lt;p&gt;${NEWS}&lt;/p&gt;</x:content>`)],
    ["Atom summary in RSS", rss(`<x:summary>${NEWS}</x:summary>`)],
    ["Atom text", atom(`<content>${NEWS}</content>`)],
    ["Atom html", atom(`<content type="html">&lt;p&gt;${NEWS}&lt;/p&gt;</content>`)],
    [
      "Atom xhtml",
      atom(`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${NEWS}</p></div></content>`),
    ],
    ["Atom base64", atom(`<content type="application/octet-stream">${base64(NEWS)}</content>`)],
    [
      "Atom 0.3 base64",
      atom03(`<content mode="base64" type="text/html">${base64(`<p>${NEWS}</p>`)}</content>`),
    ],
    [
      "Atom 0.3 escaped",
      atom03(`<content mode="escaped" type="text/html">&lt;p&gt;${NEWS}&lt;/p&gt;</content>`),
    ],
    ["content:encoded in Atom", atom(`<content:encoded>&lt;p&gt;${NEWS}&lt;/p&gt;</content:encoded>`)],
    [
      "a prefix of Atom without a declaration",
      `<rss><channel><item><a10:content type="text">${NEWS}</a10:content></item></channel></rss>`,
    ],
    [
      "a shared link",
      rss(
        `<description>&lt;p&gt;${NEWS}&lt;/p&gt; submitted by &lt;a href="/u/x"&gt; /u/x &lt;/a&gt; &lt;br/&gt; &lt;a href="/1"&gt;[link]&lt;/a&gt; &lt;a href="/2"&gt;[comments]&lt;/a&gt;</description>`,
      ),
    ],
    [
      "rows of headlines after it",
      rss(
        `<description>&lt;p&gt;${NEWS}&lt;/p&gt;&lt;ul&gt;&lt;li&gt;&lt;a href="/1"&gt;Mayor to resign, sources say&lt;/a&gt; The Ledger&lt;/li&gt;&lt;/ul&gt;</description>`,
      ),
    ],
    ["a paragraph that is a link", rss(`<description>&lt;a href="/1"&gt;${NEWS}&lt;/a&gt;</description>`)],
  ])("%s", (_what, text) => expect(blocksOf(text)).toEqual([NEWS]));

  it.each([
    [
      "a list of headlines",
      '&lt;ol&gt;&lt;li&gt;&lt;a href="/1"&gt;Bridge opens&lt;/a&gt; Courier&lt;/li&gt;&lt;li&gt;&lt;a href="/2"&gt;Why the bridge will fall&lt;/a&gt; The Ledger&lt;/li&gt;&lt;/ol&gt;',
    ],
    ["the title and the outlet", "Bridge opens  Courier"],
    ["the title", "Bridge opens"],
    [
      "who shared it",
      'submitted by &lt;a href="/u/x"&gt;/u/x&lt;/a&gt; &lt;a href="/1"&gt;[link]&lt;/a&gt; &lt;a href="/2"&gt;[comments]&lt;/a&gt;',
    ],
    ["the thread", '&lt;a href="https://n.example/1"&gt;Comments&lt;/a&gt;'],
  ])("%s is no text", (_what, description) => {
    const text = rss(
      `<title>Bridge opens</title><source url="https://c.example">Courier</source><description>${description}</description>`,
    );
    expect(blocksOf(text)).toEqual([]);
  });
});

describe("older namespaces", () => {
  it.each([
    ["RSS 0.9", old("http://my.netscape.com/rdf/simple/0.9/")],
    ["RSS 0.9 of a channel", old("http://channel.netscape.com/rdf/simple/0.9/")],
    ["RSS 1.0", old("http://purl.org/rss/1.0/")],
    ["RSS 1.0 in another case", old("HTTP://PURL.ORG/RSS/1.0/")],
    ["RSS 1.1", old("http://purl.org/net/rss1.1#")],
    ["UserLand", userland("http://backend.userland.com/rss")],
    ["UserLand 0.91", userland("http://backend.userland.com/RSS091")],
    ["UserLand 2.0", userland("http://backend.userland.com/rss2")],
    ["Harvard", userland("http://blogs.law.harvard.edu/tech/rss")],
    ["an unknown one", userland("https://unknown.example/rss")],
  ])("%s", (_what, text) => {
    const { title, link } = itemOf(text);
    expect([title, link]).toEqual(["Old news", "https://site.example/old"]);
  });
});

it("reads a gzip that nobody labels, and says why one cannot be read", () => {
  const packed = gzipSync(rss("<title>Two ferries</title>"));
  expect(itemOf(decodeFeed("feed", packed, null).text).title).toBe("Two ferries");
  expect(() => decodeFeed("feed", packed.subarray(0, 30), null)).toThrow(/gzip that cannot be read/);
});

it("reads lists of feeds with addresses for feed readers, from folders in folders, and says what is left out", () => {
  const { feeds, notes } = readOpml(
    "list.opml",
    `<opml><body><outline text="A"><outline text="B"><outline text="One" xmlUrl="feed://one.example/rss"/></outline>
     <outline text="Two" type="rss" url="feed:https://two.example/rss"/></outline><outline text="Again" xmlUrl="http://one.example/rss"/>
     <outline text="Bad" xmlUrl="ftp://bad.example/rss"/><outline text="Page" type="link" url="https://page.example/"/></body></opml>`,
  );
  expect(feeds.map(({ url }) => url)).toEqual(["http://one.example/rss", "https://two.example/rss"]);
  expect(notes).toEqual([
    "left out: “ftp://bad.example/rss”: expected an http or https address",
    "left out: “Again”: the list names this address before",
    "left out: “Page”: no address of a feed",
  ]);
});
