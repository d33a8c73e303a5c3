// Boxes inside an article that are no part of its text. Pages made up for it, the right text written down first.
import { describe, expect, it } from "vitest";
import { textOf } from "./made-pages.js";

const first =
  "The council of Harbourton has agreed to rebuild the old pier, which a storm destroyed two winters ago, after a debate of four hours.";
const second =
  "Work is to begin once the herring season ends, and the harbour office expects costs of nine million.";
const third =
  "“We owe it to the fishermen,” said the mayor, Ana Holt, whose party had long opposed the plan.";
const page = (inset: string, after = "") =>
  `<article><h1>Council votes to rebuild the old pier</h1><p>${first}</p>${inset}<p>${second}</p><p>${third}</p>${after}</article>`;

describe("boxes that want something of the reader", () => {
  it.each([
    [
      "a newsletter's",
      "<div><h3>The Harbour Briefing</h3><p>What matters on the coast, every weekday morning.</p><form><input type='email'><button>Sign up</button></form></div>",
    ],
    [
      "a shop's",
      "<div class='product'><h4>The Old Pier, a history</h4><p>Hardcover, 240 pages, now only £19.99 in our shop.</p><a href='/b'>Buy now</a></div>",
    ],
    [
      "a poll",
      "<div><p>Should the pier be rebuilt?</p><label><input type='radio'> Yes, of course</label><label><input type='radio'> No, never</label><button>Vote</button></div>",
    ],
    [
      "a list's",
      "<ul><li>Daily news from the harbour</li><li>Weather and tides</li><li><a href='/s'>Subscribe now</a></li></ul>",
    ],
    [
      "a German one",
      "<div><h4>Der Hafenbrief</h4><p>Was an der Küste wichtig ist, jeden Morgen.</p><a href='/n'>Jetzt abonnieren</a></div>",
    ],
    [
      "one of sponsors",
      "<div class='sponsored-content'><p>Sponsored by Oak &amp; Rope: our beams last for a hundred years and more.</p></div>",
    ],
    [
      "a form for comments",
      "<div><h3>Have your say</h3><form><textarea></textarea><p>Your email address will not be published.</p></form></div>",
    ],
  ])("are left out: %s", (_, inset) => expect(textOf(page(inset))).toEqual([first, second, third]));

  it("are not taken for the article around them", () => {
    const form = `<form id="aspnetForm"><input type="hidden" name="state"><div>${page("")}</div><input type="checkbox"></form>`;
    expect(textOf(form)).toEqual([first, second, third]);
    const listen = `<article><h1>Council votes to rebuild the old pier</h1><div><button>Listen</button><p>${first}</p></div><div><p>${second}</p></div></article>`;
    expect(textOf(listen)).toEqual([first, second]);
  });

  it("are no list of things to tick, and no sentence with a link", () => {
    const ticked =
      "<ul><li><input type='checkbox'> Oak beams for the deck</li><li><input type='checkbox'> Ropes for the railing</li></ul>";
    expect(textOf(page(ticked))).toContain("Oak beams for the deck");
    const link = "<p>People who want to help can <a href='/d'>donate</a> until Friday, the mayor said.</p>";
    expect(textOf(page(link))).toContain("People who want to help can donate until Friday, the mayor said.");
  });
});

describe("quotes beside the text", () => {
  it("are left out with their speaker where they repeat it", () => {
    const pulled =
      "<blockquote><p>“We owe it to the fishermen.”</p><cite>Ana Holt, mayor</cite></blockquote>";
    expect(textOf(page(pulled))).toEqual([first, second, third]);
  });

  it("stay where they say more", () => {
    const quote = "<blockquote><p>“The pier is our heart, and it will beat again.”</p></blockquote>";
    expect(textOf(page(quote))).toContain("“The pier is our heart, and it will beat again.”");
    const post =
      "<blockquote class='post'><p>We owe it to the fishermen</p><p>And it will be built in oak, as it always was.</p></blockquote>";
    expect(textOf(page(post))).toContain("And it will be built in oak, as it always was.");
  });
});

describe("lines that lead elsewhere", () => {
  it.each([
    "<p><strong>More on this:</strong> <a href='/y'>The storm of the century, in pictures</a></p>",
    "<p>Mehr zum Thema: <a href='/y'>Der Sturm des Jahrhunderts in Bildern</a></p>",
    "<h2>Related articles</h2><ul><li>Ferry strike ends after nine days</li><li>Storm warning for the coast</li></ul>",
  ])("are left out: %s", (inset) => expect(textOf(page(inset))).toEqual([first, second, third]));
});

describe("what follows the article", () => {
  it.each([
    [
      "who wrote it",
      "<hr><p><em>Mia Kerr is the harbour correspondent of the Post. She has written two books on ferries and lives in Norvik.</em></p>",
    ],
    [
      "who wrote it, under a picture",
      "<div><h4>Mia Kerr</h4><p>Mia Kerr is a reporter who covers ports, ferries and the sea.</p></div>",
    ],
    [
      "comments",
      "<section><h2>Comments (2)</h2><div><b>gull</b><p>About time, the old one was a danger to everybody who walked on it in winter.</p></div></section>",
    ],
  ])("is no part of it: %s", (_, after) => expect(textOf(page("", after))).toEqual([first, second, third]));

  it("is part of it where it corrects it, or tells of a journalist in the news", () => {
    const correction =
      "Correction: An earlier version of this article said that ten members voted in favour. There were eleven.";
    expect(textOf(page("", `<p><em>${correction}</em></p>`))).toContain(correction);
    const dismissed =
      "Mia Kerr is the editor who was dismissed for her reports about the pier, and she has appealed.";
    expect(textOf(page("", `<p>${dismissed}</p>`))).toContain(dismissed);
  });
});
