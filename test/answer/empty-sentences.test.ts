import { describe, expect, it } from "vitest";
import { type EmptyKind, emptyKindOf, saysNothing } from "../../src/answer/empty-sentences.js";
import { isQuotable } from "../../src/answer/sentences.js";

const EMPTY: Readonly<Record<EmptyKind, readonly string[]>> = {
  greeting: [
    "Welcome to the Morning Harbour Briefing.",
    "Good morning, everyone, it is a cold one out there.",
    "Hello and welcome to The Long Walk.",
    "I'm Jo Brand, and today is Friday, March 1st, 2026.",
    "And today is Tuesday, May 5th, 2026.",
    "Thanks for reading The Coast Post this week.",
    "Willkommen zu unserem Liveblog aus dem Landtag.",
    "Bienvenue dans ce direct consacré aux élections.",
    "Günaydın, yeni bir haftaya başlıyoruz.",
  ],
  promise: [
    "Here's what to know.",
    "Here are some of the places near the tower, and how far away they are.",
    "But first, here's a quick look at the weather.",
    "If you're planning a trip, here's everything you need to know about the strike.",
    "Here is a timeline of the talks.",
    "Let's take a closer look at the budget.",
    "What you need to know about the recall.",
    "Das müssen Sie wissen.",
    "Die wichtigsten Fragen und Antworten im Überblick.",
    "Voici ce que l'on sait de l'accident.",
    "Esto es lo que sabemos sobre el incendio.",
    "İşte bilmeniz gerekenler.",
  ],
  pointer: [
    "For the latest on the flood, visit The Coast Post's coverage for Monday, April 13.",
    "For the latest news on the storm, view our live updates file for Tuesday.",
    "This page is a summary of news on the flood for Monday, April 13.",
    "This page reflects the news from the harbour trial on Tuesday, June 10.",
    "Editor's note: Follow along here for the latest updates on the council.",
    "For news updates on the fire, visit The Coast Post's article for Tuesday.",
    "Editor's note: This page summarizes news of the storm for Thursday.",
    "This story contains graphic descriptions that some readers may find disturbing.",
    "Follow our live coverage of the trial.",
    "Read the full story here.",
    "You can find the complete list of closed bridges here.",
    "This is a developing story and will be updated.",
    "(This story has been updated with additional information.)",
    "A version of this story first appeared in the Harbour Letter newsletter.",
    "Click here to see the pictures of the parade.",
    "Lesen Sie hier alle Entwicklungen im Liveblog.",
    "Retrouvez ici notre dossier sur la sécheresse.",
    "Lea también nuestra cobertura del juicio.",
    "Ayrıntılar için tıklayın.",
  ],
  promotion: [
    "Sign up for the Harbour Letter, our free weekly newsletter.",
    "Start your day smart: Sign up for the Morning Harbour newsletter.",
    "Subscribe to The Coast Post.",
    "Support local journalism by subscribing today.",
    "Get the best of The Coast Post delivered directly to your inbox.",
    "If you buy something through our links, we may earn a commission.",
    "Abonnieren Sie unseren Newsletter mit den Nachrichten des Tages.",
    "Inscrivez-vous gratuitement à notre newsletter du matin.",
    "Suscríbete a nuestro boletín de noticias.",
    "Abone olun, günün haberleri size gelsin.",
  ],
  stamp: [
    "12:46 am ET Strait closed to tankers Share this update.",
    "Updated 5:14 p.m. EDT, July 8.",
    "3 hours ago.",
  ],
  reader: [
    "Have a question? Email us and we will answer it.",
    "Let us know what you think in the comments.",
    "Tell us how the strike has changed your week.",
    "Schreiben Sie uns, was Sie davon halten.",
  ],
  credit: [
    "Ann Lee and Bob Ray contributed to this report.",
    "Contributing: Ann Lee, The Coast Post.",
    "Reach her at ann.lee@coast.example and follow her on X @annlee.",
    "Follow him on Twitter @bobray.",
    "Reporting by Ann Lee in Torvik.",
    "Mit Material von dpa und AFP.",
  ],
};

/** Statements that begin or look like one of the kinds. */
const STATEMENTS = [
  "Welcome to Paradise, a hotel in Torvik, filed for bankruptcy on Monday.",
  "Hello Kitty's maker said that profits had doubled.",
  "Good Morning America will move to a new studio in June.",
  '"Good morning," the minister said, and resigned.',
  '"Here\'s what we know: the bridge is closed," she said.',
  "Here's what happened: the council voted eleven to eight to close the bridge.",
  "Here is a man who has lied to the court, the prosecutor said.",
  "Here the river is only two metres deep.",
  "Thanks to the rain, the fire is under control.",
  "Thanksgiving is on Thursday, Nov. 27.",
  "For more than 35 years, the lighthouse has had no keeper.",
  "For more information, the police said, they had offered a reward of 5,000 crowns.",
  "More than 60 people signed up for the course.",
  "Read was acquitted of murder on Wednesday.",
  "Follow-up tests showed no lead in the water.",
  "Watch sales fell by a third, the company said.",
  "The story of the flood was updated in the town's chronicle.",
  "This story was updated to correct the number of the dead, which is 14.",
  "The newspaper said that it would end its newsletter.",
  "12:34 p.m.: Contact with the lander is lost.",
  "10:52 a.m. EDT: NASA has confirmed that the capsule has touched down in the desert.",
  "10 a.m. to 4 p.m. Saturday at the town hall.",
  "What to know is a matter for the jury, the judge said.",
  "What we know is that the engine failed.",
  "Subscribers fell to 2 million, the company said.",
  "Have-nots will pay more under the plan.",
  "Contact with the submarine was lost at noon.",
  "Reaching a deal may take weeks, he said.",
  "Contributing to the rise was the price of oil.",
  "Share prices fell by 4 percent on Monday.",
  "Willkommen ist hier niemand, sagte der Bürgermeister am Montag.",
  "Hier sind am Montag drei Menschen gestorben.",
  "Voici dix ans que le pont est fermé, a dit le maire, qui promet des travaux.",
  "Das Foto zeigt den Minister am Unfallort.",
  "El boletín oficial publicó la ley el lunes.",
  "Merhabalar köyünde üç kişi öldü.",
];

describe("sentences that say nothing", () => {
  for (const [kind, sentences] of Object.entries(EMPTY))
    it.each(sentences)(`${kind}: %s`, (sentence) => {
      expect(emptyKindOf(sentence)).toBe(kind);
      expect(isQuotable(sentence)).toBe(false);
    });

  it.each(STATEMENTS)("states something: %s", (sentence) => {
    expect(emptyKindOf(sentence)).toBeNull();
  });

  it("are found behind bullets, pictures and labels", () => {
    expect(saysNothing("👉 Here's what to know.")).toBe(true);
    expect(saysNothing("► Sign up for our newsletter.")).toBe(true);
    expect(saysNothing("Editor's note: Follow our live coverage of the crash.")).toBe(true);
  });
});
