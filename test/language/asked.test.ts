// What a question asks for, however it is typed.
import { describe, expect, it } from "vitest";
import { readAsked } from "../../src/language/asked.js";
import { bareQuestion } from "../../src/language/asking-clause.js";

describe("readAsked", () => {
  it.each([
    ["person", "Who painted the ceiling?"],
    ["person", "whom did the board appoint"],
    ["person", "Which senator walked out?"],
    ["person", "who is the new coach"],
    ["person", "Wer hat das Rennen gewonnen?"],
    ["identity", "Who is Mette Frederiksen?"],
    ["place", "where does the tunnel end"],
    ["place", "In which city was the treaty signed?"],
    ["place", "¿Dónde se celebró la cumbre?"],
    ["place", "où est enterré le pape"],
    ["place", "assad nereye kaçtı"],
    ["event", "¿Está abierto el museo?"],
    ["latest", "Was ist mit der Brücke passiert?"],
    ["day", "When did the strike begin?"],
    ["day", "what day is the election"],
    ["day", "election date"],
    ["day", "next court hearing"],
    ["day", "Seçim ne zaman yapılacak?"],
    ["cause", "why is the bridge closed"],
    ["cause", "What caused the outage?"],
    ["cause", "reason for the delay"],
    ["cause", "what did the lighthouse keeper die of"],
    ["cause", "Pourquoi le pont est-il fermé ?"],
    ["manner", "how did the prisoners get out"],
    ["name", "What's the name of the storm?"],
    ["name", "name of the storm"],
    ["name", "which treaty did they leave"],
    ["name", "The bill was signed on a train run by which railway company?"],
    ["name", "What's the name of the new bridge that was opened?"],
    ["name", "Which company said it would close the mine?"],
    ["name", "Which team won a number of the races?"],
    ["place", "The oldest inn of the land has closed in which county?"],
    ["place", "What is the country's largest city?"],
    ["person", "Parliament welcomed which famous guest?"],
    ["person", "The keeper broke his arm on Monday. Which player replaced him?"],
    ["person", "we all know who won but who came second"],
    ["place", "The smoke reached which US state?"],
    ["place", "latest on the flood? which town was hit"],
    ["person", "the keeper left the club, who replaced him"],
    ["open", "Which animal came back to the river?"],
    ["open", "What was the baker offering to early customers?"],
    ["open", "What is the best time to book a train to save money?"],
    ["list", "Which countries signed?"],
    ["list", "what companies were fined"],
    ["event", "Did the mayor resign?"],
    ["event", "has the ship been found"],
    ["plan", "Will the talks go on?"],
    ["plan", "is a second vote planned"],
    ["plan", "Are they going to close the mine?"],
    ["state", "Is the airport open?"],
    ["state", "can visitors enter the park"],
    ["statement", "What did the minister say about rents?"],
    ["latest", "latest on the ferry strike"],
    ["latest", "any news on the ferry strike"],
    ["latest", "what's going on with the ferry strike?"],
    ["latest", "what's new with the ferries"],
    ["latest", "ferry strike?"],
    ["latest", "Neues zum Streik"],
  ])("reads %s in “%s”", (kind, question) => expect(readAsked(question).kind).toBe(kind));

  it.each([
    ["How many bridges were closed?", "number", "count", ["bridg"]],
    ["number of bridges closed", "number", "count", ["bridg"]],
    ["The ship hit how many boats?", "number", "count", ["boat"]],
    ["how long did the flight take", "number", "duration", []],
    ["how old is the queen", "number", "age", []],
    ["how high is the dam", "number", "length", []],
    ["how fast was the train", "number", "speed", []],
    ["how much of the vote did the mayor get", "amount", "share", []],
    ["how much of the money is left", "amount", "money", []],
    ["how many times has the rocket flown", "number", "times", ["tim"]],
    ["How much did the tunnel cost?", "amount", "money", []],
    ["tunnel cost", "amount", "money", []],
    ["how much do the stones weigh", "amount", "weight", []],
    ["by how much did rents rise", "amount", "share", []],
    ["what is the inflation rate", "amount", "share", ["inflation", "rate"]],
  ])("reads the measure and the noun of “%s”", (question, kind, measure, noun) =>
    expect(readAsked(question)).toMatchObject({ kind, measure, noun }),
  );

  it("sees that an exception is asked for, and that a question why something did not happen is none", () => {
    expect(readAsked("Which states did not sign?").negated).toBe(true);
    expect(readAsked("who refused to sign").negated).toBe(true);
    expect(readAsked("Which states signed?").negated).toBe(false);
    expect(readAsked("Why did Tarn not sign?").negated).toBe(false);
  });

  it("reads what a yes/no question says to be or to happen, and whether what is to come is asked for", () => {
    expect(readAsked("Did the mayor of Tarn resign?").deeds).toEqual(["resign"]);
    expect(readAsked("did the bank cut rates").deeds).toEqual(["cut"]);
    expect(readAsked("is the museum open").deeds).toEqual(["open"]);
    expect(readAsked("Who resigned?").deeds).toEqual([]);
    expect(readAsked("when is the next session").ahead).toBe(true);
    expect(readAsked("when was the session").ahead).toBe(false);
  });

  it("reads both of two questions in one", () => {
    const read = (question: string) => [readAsked(question).kind, readAsked(question).also?.kind];
    expect(read("When and where was the treaty signed?")).toEqual(["day", "place"]);
    expect(read("Who won, and why?")).toEqual(["person", "cause"]);
    expect(readAsked("who won and how much money did she get").also).toMatchObject({ measure: "money" });
    expect(readAsked("Who won and lost?").also).toBeNull();
  });

  it("reads a name or a date that only belongs to what is asked as neither", () => {
    expect(readAsked("which judge read out the winner's name").kind).toBe("person");
    expect(readAsked("which name did she take").kind).toBe("name");
    expect(readAsked("has the ferry got an opening date").kind).toBe("event");
    expect(readAsked("ferry opening date").kind).toBe("day");
  });

  it("reads “if” after what people say around a question as yes or no", () => {
    expect(readAsked("hey does anyone know if it rained at the regatta lol")).toMatchObject({
      kind: "event",
      deeds: ["rain"],
    });
  });

  it("takes what happened for not doing something for no exception", () => {
    expect(readAsked("which school expels pupils for not paying").negated).toBe(false);
  });

  it("takes an agency in capitals for what it is", () => {
    expect(readAsked("WHO advice on masks").kind).not.toBe("person");
    expect(readAsked("Who gave advice on masks?").kind).toBe("person");
  });

  it("gives nothing in particular for no words", () => {
    expect(readAsked("")).toEqual({
      kind: "open",
      also: null,
      noun: [],
      measure: null,
      negated: false,
      ahead: false,
      deeds: [],
      said: [],
      choices: [],
    });
  });
});

describe("bareQuestion", () => {
  it.each([
    ["So uhm, does anyone know when the ferry leaves lol", "when the ferry leaves"],
    ["hey bot, can you please tell me who won??", "who won"],
    ["“Who won?”", "Who won"],
    ["ok", "ok"],
  ])("takes what people say around a question from “%s”", (typed, bare) =>
    expect(bareQuestion(typed)).toBe(bare),
  );
});
