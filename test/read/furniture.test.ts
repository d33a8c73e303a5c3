import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFurniture, isListHeading, separateFurniture } from "../../src/read/furniture.js";

const furniture = [
  "2 min read",
  "3 minute read",
  "Lesezeit: 4 Minuten",
  "Advertisement",
  "Share",
  "Facebook | WhatsApp | Copy link",
  "READ MORE: What the vote means",
  "RelatedTRT World - Talks begin in Doha",
  "Photo: Ana Weir",
  "A crowd waits at the gate / Reuters Archive",
  "Soldiers walk through the town. (AP Photo/Jonas Ek)",
  "A flooded street in the old town [Jonas Ek/Reuters]",
  "The minister at a press conference. Getty Images",
  "We use cookies to improve your experience on our site and to show you relevant advertising.",
  "Sign up for our daily newsletter and never miss a story that matters to you.",
  "By signing up, you agree to our terms of service and privacy policy.",
  "Follow us on Telegram",
  "© 2025 The Isles Daily",
  "Copyright 2025 The Associated Press. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
  "27 Comments",
  "Tags: budget, transport",
  "#budget #transport",
  "Home > World > Europe",
  "Listen to this article",
  "Updated 21 October 2025 14:05 GMT",
  "SOURCE:AFP",
  "Reporting by Ana Weir in Skarvik; Editing by Tom Pell",
  "Never miss the latest news by signing up to our newsletter today!",
  "Get the latest news straight to your phone with the Valley Post app.",
  "Do you want to be informed of what the harbour board does next? Sign up here",
  "À lire aussi » Trois hivers de querelle : qui a voulu le bac de nuit, et qui n'en voulait pas ?",
  "(Alle Angaben ohne Gewähr)",
  "Du musst eingeloggt sein, um Kommentare zu schreiben!",
  "This post contains references to products from one or more of our advertisers, and we may be paid.",
  "This entry was posted in Harbour. Bookmark the permalink.",
  "14:05 Uhr",
  "Abonnez-vous à notre newsletter pour ne rien manquer du port.",
  "Suscríbete a nuestro boletín y recibe cada mañana las noticias del puerto en tu correo.",
  "Hier können Sie unseren Newsletter abonnieren.",
  "Interesse am Hafen? Dann abonniere meinen Newsletter: https://post.example/brief",
  "You can unsubscribe from this service at any time, and your data will not be shared with anyone.",
  "Folgen Sie uns auf Facebook und Instagram für mehr Nachrichten aus dem Hafen.",
  "Follow us on Facebook and Instagram for more news from the harbour and the islands.",
  "This article is for subscribers only",
  "To read the full story, subscribe or log in. Already a subscriber? Log in",
  "Unlimited access from £1 a week. Cancel anytime.",
  "Cet article est réservé aux abonnés",
  "If you value our reporting, please consider supporting us with a donation. Every contribution helps us.",
  "Unterstützen Sie unsere Arbeit mit einer Spende, damit wir weiter aus dem Hafen berichten können.",
  "An dieser Stelle finden Sie einen externen Inhalt von Zwitscher, der den Artikel ergänzt.",
  "Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.",
  "I agree that external content may be displayed to me.",
  "A version of this article appears in print on June 15, 2021, Section A, Page 4 of the New York edition.",
  "Contact Mia Kerr at mkerr@post.example or follow her on Twitter @miakerr.",
  "Got a tip? Email us at tips@post.example.",
  "La suite après la publicité",
  "Der Artikel geht nach der Anzeige weiter",
  "View this post on Instagram",
  "A post shared by The Harbour (@theharbour) on May 2, 2019 at 3:00pm PDT",
  "Map: Harbour Post • Source: Harbour office • Created with Datawrapper",
  "Clique aqui para receber as notícias do porto no WhatsApp.",
  "The old pier after the storm. Photo: Mia Kerr",
  "0:00 / 1:24",
];

/** Sentences that begin like furniture and are none. */
const tricky = [
  "Never miss a chance to vote, the old clerk used to say, and he himself never missed one in sixty-one years.",
  "Get the boats out of the water before Friday, the harbour master told the owners, and most of them did so.",
  "This post contains the oldest wood on the coast: a beam of 1612 that carried the roof of the first customs house.",
  "Explore as they might, the divers found no trace of the ship that sank in the storm of 1912, the museum said.",
  "Related to the talks in Doha, two officials said, is a plan to open the border for one day a week.",
  "Updated figures from the ministry show that 21 people were hurt on 3 March 2025, two more than first reported.",
  "Published in 2019, the study followed 4,000 families over ten years and found no difference between the groups.",
  "Photos taken by a satellite on Monday show that the bridge has lost two of its five arches, analysts said.",
  "Source material for the report came from three hospitals, which asked that their names not be printed.",
  "Follow the money, the prosecutor told the jury on Tuesday, and you will find the mayor at the end of the road.",
  "Share prices fell by 4.5% in early trading, the biggest drop since the spring, before they recovered at noon.",
  "Sign language interpreters will stand beside the speaker at every session, parliament said in a statement.",
  "By Monday evening the water had reached the second floor of the school, its headmaster told reporters there.",
  "Watch towers along the wall were manned again for the first time since the ceasefire, residents said on Friday.",
  "The company passed personal data to third parties, the regulator said on Monday in its report on the port.",
  "“Please support us,” the mayor told the crowd. “You know what is at stake for our town, and so does the council.”",
  "The service has 4,000 subscribers, and customers may cancel their contracts until the end of May, it said.",
  "Already a member of the union, the port joined the new league of harbours on Friday, its director said.",
  "Click by click, the readers of the newsletter had followed how the plan for the pier came about, he wrote.",
  "Contact with the boat was lost at noon, and the harbour office called the crew 40 times before it gave up.",
  "Read aloud in court, the letter accused the company of hiding the leak from the families for eleven years.",
  "Comments made by the president on Sunday were taken out of context, his spokeswoman said the next morning.",
  "Most read the decision as a warning, but the bank said that it would keep the rate as it is until the summer.",
  "Live animals may no longer be carried on the route, which a fire closed in June, the ferry company announced.",
  "The deal was first reported by Reuters, which cited two people close to the talks who asked not to be named.",
];

const closingMark = "SOURCE:AFP";

describe("isFurniture", () => {
  it.each(furniture)("drops: %s", (line) => expect(isFurniture(line)).toBe(true));
  it.each(tricky)("keeps: %s", (line) => {
    expect(isFurniture(line)).toBe(false);
    expect(isListHeading(line)).toBe(false);
  });
});

describe("separateFurniture", () => {
  it("keeps every body sentence, in order, whatever stands between", () => {
    const lines = furniture.filter((line) => line !== closingMark);
    const headings = [
      "RECOMMENDED",
      "Explore",
      "Most read",
      "More from Europe",
      "A headline of another page",
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(tricky, { minLength: 1 }),
        fc.array(fc.tuple(fc.nat(30), fc.constantFrom(...lines, ...headings)), { maxLength: 20 }),
        (body, inserts) => {
          const blocks: string[] = [...body];
          for (const [at, line] of inserts) blocks.splice(at % (blocks.length + 1), 0, line);
          const kept = separateFurniture(blocks, "A title of its own").body;
          expect(kept.filter((block) => tricky.includes(block))).toEqual(body);
          expect(kept.filter((block) => lines.includes(block))).toEqual([]);
        },
      ),
    );
  });

  it("keeps prose made of any words, long and punctuated", () => {
    const words =
      "the and ministry said border talks Explore Related Share Photo Updated More Most Source By Read on of in to a week 2025".split(
        " ",
      );
    const sentence = fc
      .array(fc.constantFrom(...words), { minLength: 14, maxLength: 40 })
      .map((list) => `The ${list.join(" ")}.`);
    fc.assert(
      fc.property(fc.uniqueArray(sentence, { minLength: 1, maxLength: 6 }), (body) => {
        expect(separateFurniture(body, "A title").body).toEqual(body);
      }),
    );
  });

  it("cuts everything after the source line at the end", () => {
    const after = [
      "Explore",
      "A headline",
      "A teaser that is a whole sentence, with a verb and a full stop, as some pages have.",
    ];
    const { body, dropped } = separateFurniture([...tricky, closingMark, ...after], "Title");
    expect(body).toEqual(tricky);
    expect(dropped.map(({ text }) => text)).toEqual([closingMark, ...after]);
  });

  it("does not cut an article at a source line in its first half", () => {
    const blocks = [...tricky.slice(0, 3), "Source: Reuters", ...tricky.slice(3)];
    expect(separateFurniture(blocks, "Title").body).toEqual(tricky);
  });

  it("drops repeated titles and paragraphs, and keeps a short refrain", () => {
    const blocks = [
      "A Title Of Its Own",
      ...tricky.slice(0, 2),
      tricky[0] ?? "",
      "He said no.",
      "He said no.",
    ];
    const { body } = separateFurniture(blocks, "A title of its own");
    expect(body).toEqual([...tricky.slice(0, 2), "He said no.", "He said no."]);
  });

  it("gives two empty lists for no blocks", () => {
    expect(separateFurniture([], "Title")).toEqual({ body: [], dropped: [] });
  });
});
