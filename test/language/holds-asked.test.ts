// How far a sentence holds what is asked for: for each question one that does, before one that is merely about the matter.
import { describe, expect, it } from "vitest";
import { readAsked } from "../../src/language/asked.js";
import { holdsAsked, isNegative } from "../../src/language/holds-asked.js";
import { stemsOf } from "../../src/language/words.js";
import { cpuMs } from "../cpu-time.js";

const holds = (question: string, sentence: string) =>
  holdsAsked(readAsked(question), sentence, stemsOf(question));

describe("holdsAsked", () => {
  it.each([
    [
      "Who opened the tunnel under the Skerry Sound?",
      "Transport Minister Anna Holm opened the tunnel on Monday.",
      "The tunnel under the Skerry Sound was opened on Monday.",
    ],
    [
      "who lit the fire in the stadium",
      "The swimmer Paolo Ferrante lit the fire at nine in the evening.",
      "The fire in the stadium was lit on Friday evening in heavy rain.",
    ],
    [
      "Who is Anna Holm?",
      "Anna Holm, a lawyer of 43, leads the transport ministry.",
      "The tunnel was opened by Anna Holm.",
    ],
    [
      "where did the balloon come down",
      "The balloon came down near Bergen on Sunday.",
      "The balloon had been up for nine days.",
    ],
    [
      "when is the next market",
      "The following one falls on 12 May.",
      "The market was held on Monday for the second time.",
    ],
    [
      "how did the burglars get away",
      "They fled on two stolen bicycles.",
      "The burglars were seen by a woman from the bakery.",
    ],
    [
      "why did the choir get the medal",
      "The jury praised the choir for its work with children.",
      "The medal goes to the choir of Brenn.",
    ],
    [
      "what is the name of the ferry that hit the pier",
      "The ferry, the Marisol, belongs to Tarn Lines.",
      "A ferry hit the pier in Selby on Monday.",
    ],
    ["When will the tunnel open?", "The tunnel is to open on 3 March.", "The tunnel cost 40 million euros."],
    ["when did the tunnel open in 2024", "It was opened on 3 March.", "The tunnel of 2024 is long."],
    [
      "how many pumps broke down",
      "Three of the nine pumps broke down in the night.",
      "The pumps were built in 1977 by 40 men.",
    ],
    [
      "How many people were hurt?",
      "Seven workers were taken to hospital.",
      "The hall on Mill Street was built in 1962.",
    ],
    [
      "how long were the divers under water",
      "The divers spent eleven hours under water.",
      "Two divers were under water at the wreck.",
    ],
    [
      "How much did the new organ cost?",
      "The organ cost about 2 million euros.",
      "The organ has 4,000 pipes and was played on Sunday.",
    ],
    ["how much do the stones weigh", "The stones weigh 812 grams.", "The 40 stones were shown on 3 May."],
    [
      "by how much did the bank raise its rate",
      "The bank raised its rate by half a percentage point.",
      "The bank raised its rate on Thursday for the first time since May.",
    ],
    [
      "Why was the race stopped?",
      "The race was stopped because of fog.",
      "The race was stopped on the second lap.",
    ],
    [
      "how did the thieves get in",
      "They got in by lifting a grate in the yard.",
      "The thieves took two paintings.",
    ],
    [
      "name of the ferry that ran aground",
      "The ferry, the Nordkapp, ran aground at noon.",
      "The ferry ran aground at noon with ninety people on board.",
    ],
    [
      "what was the name of the tanker that hit the Vale Bridge",
      "The tanker, the Aurelia, had left the port at dawn.",
      "A tanker hit the Sir John Vale Bridge on Tuesday.",
    ],
    [
      "which tanker hit the Vale Bridge",
      "The tanker Aurelia hit it at dawn.",
      "Six men are missing; the port is closed.\n\nA tanker hit the Vale Bridge on Tuesday.",
    ],
    [
      "how many paintings were taken from the Vale Museum",
      "They took seven works of the famous old Dutch paintings.",
      "Two men were arrested over the paintings of the Vale Museum.",
    ],
    [
      "Which countries sent ships?",
      "Ships came from Norway, Iceland and Canada.",
      "The countries that sent ships will meet again.",
    ],
    [
      "Which clubs did not vote?",
      "Harwick and Selby stayed away from the vote.",
      "The clubs that voted were Ormsby, Dunholm and Kirk.",
    ],
    [
      "Which airline cancelled its flights?",
      "Nordwing Airlines cancelled its flights on Monday.",
      "The flights were cancelled, Maria Holm said.",
    ],
    [
      "who led the service",
      "Canon Piers Ashdown led the service.",
      "The service was held in Trinity Hall on Vale Green.",
    ],
    [
      "Which states sent leaders to the talks?",
      "The leaders of Norway, Iceland, Finland and Estonia came.",
      "The talks in Oslo were opened by Jonas Holm at the wish of Sweden.",
    ],
    [
      "why did the club send the bus back empty",
      "The bus went back empty because its brakes had failed.",
      "The bus came back empty, three months after it had left.",
    ],
    [
      "when is the next session",
      "The next session is due on 10 December.",
      "The session on Wednesday was the second in a row.",
    ],
    [
      "what share of the votes did she win",
      "She won 52.3% of the votes.",
      "She won most of the votes on Sunday.",
    ],
    [
      "Where did the probe land?",
      "The probe came down in the Hesper crater.",
      "The probe was built by Hesper.",
    ],
    ["Will the ferry be replaced?", "A new ferry is to come in spring.", "The ferry ran aground at noon."],
  ])("%s", (question, answering, about) => {
    expect(holds(question, answering)).toBeGreaterThanOrEqual(0.7);
    expect(holds(question, answering)).toBeGreaterThan(holds(question, about) + 0.2);
  });

  it("tells a speed from a length, a time in days from one in months, and what another sentence counts", () => {
    expect(holds("how fast was the ferry going?", "The ferry is 300 metres long.")).toBeLessThan(0.4);
    expect(holds("how fast was the ferry going?", "The ferry was doing eight knots.")).toBe(1);
    const days = (sentence: string) => holds("how many days were they on the island?", sentence);
    expect(days("They spent 286 days on the island.")).toBeGreaterThan(
      days("They spent eight months on the island."),
    );
    const members = (sentence: string) => holds("how many members voted?", sentence);
    expect(members("Two thirds are needed, which makes 89. The members walked in.")).toBeLessThan(
      members("In all 133 members voted."),
    );
  });

  it("wants who was against something to have been against it", () => {
    const many = (sentence: string) => holds("how many members voted against the pact?", sentence);
    expect(many("The pact passed by 427-1. Anna Holm alone voted against it.")).toBeGreaterThan(
      many("The pact passed by 427-1. The upper house followed."),
    );
    const against = (sentence: string) => holds("who voted against the pact?", sentence);
    expect(
      against("Governor Anna Holm went with the majority; a court had refused to hear her."),
    ).toBeLessThan(0.4);
    expect(against("Governor Anna Holm voted against the pact.")).toBeGreaterThan(0.7);
  });

  it("takes no name or number of the question for an answer", () => {
    expect(holds("Who beat Maria Sakkari in Rome?", "Maria Sakkari lost in Rome.")).toBeLessThan(0.2);
    expect(holds("how many of the 40 ships sank", "The 40 ships were old.")).toBeLessThan(0.5);
  });

  it("takes capitals of common words for no person", () => {
    expect(holds("Who lit the fire?", "Rain fell before Summer Games began.")).toBeLessThan(0.3);
  });

  it("takes whoever only speaks, owns something or is asked about for nobody who did it", () => {
    const clear = 0.7;
    const told = (sentence: string) => holds("who robbed the bank in Selby?", sentence);
    expect(told("Four men robbed the bank in Selby.")).toBeLessThan(clear);
    expect(told("Two men robbed the bank in Selby, police chief Anna Holm said.")).toBeLessThan(clear);
    expect(told("The robbers took a necklace of Countess Irma Tarn.")).toBeLessThan(clear);
    expect(told("They fled from the Brennhall, the bank in Selby.")).toBeLessThan(clear);
    expect(told("Paul Marr robbed the bank, prosecutor Anna Holm said.")).toBeGreaterThanOrEqual(clear);
    const flew = (sentence: string) => holds("who else flew home with anna and holm?", sentence);
    expect(flew("Anna Petersen and Ilse Holm are home.")).toBeLessThan(clear);
    expect(flew("They came home with Paul Marr.")).toBeGreaterThanOrEqual(clear);
    expect(holds("who is the harbor minister?", "Harbor Minister Anna Holm said so.")).toBeGreaterThanOrEqual(
      clear,
    );
    expect(holds("who called it a success?", "Anna Holm said it was one.")).toBeGreaterThanOrEqual(clear);
  });

  it("does not take a plan, or that there is none, for whether it happened", () => {
    const met = (sentence: string) => holds("did Tarn and Holm meet?", sentence);
    expect(met("No meeting is scheduled, and the two have no plans to meet.")).toBeLessThan(0.4);
    expect(met("Tarn and Holm did not meet.")).toBeGreaterThan(0.7);
    expect(met("Tarn and Holm met in Selby.")).toBeGreaterThan(0.7);
  });

  it("holds either of two things asked for", () => {
    expect(holds("When and where did they meet?", "They met in Oslo.")).toBeGreaterThan(0.7);
    expect(holds("When and where did they meet?", "They met on 3 May.")).toBeGreaterThan(0.7);
  });

  it("reads 300 sentences for a question in a tenth of a second of computing time", () => {
    const asked = readAsked("Who beat Maria Sakkari?");
    const stems = stemsOf("Who beat Maria Sakkari?");
    const sentence = (at: number) =>
      `Governor Ann${at} Reed of the State Bank said on Monday in Oslo that ${at} ships, among them the Nordkapp, had come.`;
    const sentences = Array.from({ length: 300 }, (_, at) => sentence(at));
    holdsAsked(asked, sentence(300), stems);
    const runs = [1, 2, 3].map(() => cpuMs(() => sentences.map((text) => holdsAsked(asked, text, stems))));
    expect(Math.min(...runs)).toBeLessThan(100);
  });
});

describe("holdsAsked of numbers and lists", () => {
  it("counts nothing across the end of a sentence", () => {
    const question = "how many jurors voted";
    expect(holds(question, "Two thirds are needed, which makes 89. The jurors walked in.")).toBeLessThan(0.6);
    expect(holds(question, "Altogether 133 jurors voted.")).toBe(1);
  });

  it("wants the unit asked for", () => {
    const question = "how many days were they stuck";
    expect(holds(question, "They were there for 286 days.")).toBe(1);
    expect(holds(question, "A stay of about eight months was planned.")).toBeLessThan(1);
    expect(holds("how fast was the train", "The train is 300 metres long.")).toBeLessThan(0.5);
    expect(holds("how fast was the train", "It ran at 310 kilometres an hour.")).toBe(1);
    expect(holds("how long is the ferry", "The ferry is almost 300 metres long.")).toBe(1);
  });

  it("takes two names beside the noun asked for as a list", () => {
    expect(
      holds(
        "which oil companies were fined",
        "The court fined Petrol Nord and Lumo, both large oil companies.",
      ),
    ).toBeGreaterThanOrEqual(0.8);
  });

  it("takes any name of a place where a country or city is asked for", () => {
    expect(holds("which nation did Tarn beat in the final", "Tarn defeated Spain on Sunday.")).toBe(1);
    expect(holds("where did Tarn play", "Tarn defeated Spain on Sunday.")).toBeLessThan(0.7);
  });

  it("takes a denial of any date as an answer to when", () => {
    expect(
      holds("when is the film coming out", "There is no announced release date."),
    ).toBeGreaterThanOrEqual(0.7);
  });
});

describe("isNegative", () => {
  it("sees what denies, refuses and leaves out", () => {
    for (const text of [
      "They did not sign.",
      "Holm refused to sign.",
      "She kept away.",
      "No list was written.",
    ])
      expect(isNegative(text), text).toBe(true);
    expect(isNegative("They signed on Monday.")).toBe(false);
  });
});
