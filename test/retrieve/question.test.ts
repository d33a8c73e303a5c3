import { describe, expect, it } from "vitest";
import { parseQuestion, questionTerms } from "../../src/retrieve/question.js";

describe("questionTerms", () => {
  it("parts words at dashes and drops function words", () => {
    expect(questionTerms("Is a Trump–Putin summit scheduled?").words).toEqual([
      "trump",
      "putin",
      "summit",
      "scheduled",
    ]);
    expect(questionTerms("The Trump-Putin summit").words).toEqual(["trump", "putin", "summit"]);
  });

  it("knows names and numbers, also at the start of a question", () => {
    expect(questionTerms("What did Rubio and Lavrov say about 2031?").subjects).toEqual([
      "rubio",
      "lavrov",
      "2031",
    ]);
    expect(questionTerms("Marco Rubio called whom?").subjects).toEqual(["marco", "rubio"]);
    expect(questionTerms("Wildfires spread where?").subjects).toEqual([]);
  });

  it("joins initials, removes possessives, drops US as it is in most news", () => {
    expect(questionTerms("What is the U.S.'s plan for Iran’s oil?").words).toEqual(["plan", "iran", "oil"]);
  });

  it("keeps function words where there is nothing else", () => {
    expect(questionTerms("Who is it?").words).toEqual(["who", "is", "it"]);
    expect(questionTerms("")).toEqual({ words: [], subjects: [] });
    expect(questionTerms("?!").words).toEqual([]);
  });
});

describe("parseQuestion", () => {
  const read = (question: string) => parseQuestion(question, "2025-11-01T00:00:00.000Z");

  it("writes out what is short in a chat, for the models and for what is asked", () => {
    expect(read("yo whos the keeper rn lol").text).toBe("who is the keeper right now?");
    expect(read("whats gonna happen w/ the bridge, ppl?").text).toBe(
      "what is going to happen w/ the bridge?",
    );
    expect(read("wheres the pope").asked.kind).toBe("place");
    expect(read("Did Yo-Yo Ma or Bc Place sell?").text).toBe("Did Yo-Yo Ma or Bc Place sell?");
    expect(read("le pape dont on parle").text).toContain("pope");
    expect(read("lol").text).toBe("lol?");
  });

  it("reads the question after one for news, with its topic", () => {
    expect(read("Latest on the bridge collapse? What city is it in?").text).toBe(
      "What city is it in (the bridge collapse)?",
    );
    expect(read("latest on the bridge collapse?").text).toBe("bridge collapse");
  });

  it("knows a follow-up that names nobody and nothing", () => {
    expect(read("and how many of them were rescued?").isFollowUp).toBe(true);
    expect(read("and how many of the miners were rescued?").isFollowUp).toBe(false);
    expect(read("and did Zelensky agree to it?").isFollowUp).toBe(false);
  });

  it("looks for no contraction", () => {
    expect(read("why didn't the cameras work").terms.words).toEqual(["cameras", "work"]);
  });

  it("tells “who has been” from “who is”, and the country from a pronoun", () => {
    expect(read("whos been elected mayor").text).toBe("who has been elected mayor?");
    expect(read("who's won the race").text).toBe("who has won the race?");
    expect(read("where is the mayor").text).toBe("where is the mayor?");
    expect(read("when can I see it in the us").text).toBe("when can I see it in the United States?");
    expect(read("did they tell us about the harbor").text).toBe("did they tell us about the harbor?");
  });

  it.each([
    ["wo ist der papst begraben", "Where pope buried?"],
    ["combien de bijoux ont été volés au louvre", "How many jewels stolen louvre?"],
    ["¿Cuándo fue elegido el papa?", "When elected pope?"],
    ["Baltimore'da köprü neden çöktü?", "Why Baltimore bridge collapsed?"],
    ["qui a remporté l'élection à Brenn", "Who won election Brenn?"],
    ["quien es Octavio Paz", "Who Octavio Paz?"],
    ["wann wurde nihon hidankyo gegründet", "When nihon hidankyo founded?"],
    ["unter welcher Flagge fährt die Dali?", "Which flag fährt Dali?"],
    ["wie viele Tage dauerte der Brückeneinsturz?", "How long days lasted bridge collapsed?"],
    ["combien vaut le prix Nobel de la paix ?", "How much worth nobel prize peace?"],
    ["¿de qué ciudad de Perú fue obispo?", "Where city Perú bishop?"],
    ["Starliner'ı hangi roket fırlattı?", "Which rocket Starliner launched?"],
    ["Aldermoor belediye başkanı kim?", "Who Aldermoor mayor?"],
  ])("puts common words of the news into English: %s", (question, text) =>
    expect(read(question).text).toBe(text),
  );

  it("reads the first of two questions, where it says something alone", () => {
    expect(read("who is the new keeper and how old is he").text).toBe("who is the new keeper?");
    expect(read("When and where did the bridge open?").text).toBe("When and where did the bridge open?");
  });

  it.each([
    "what's going on with marek",
    "whats going on with marek",
    "any news on marek",
    "marek?",
    "latest on marek",
  ])("looks for what is new about the topic alone: %s", (question) => {
    expect(read(question).asked.kind).toBe("latest");
    expect(read(question).terms.words).toEqual(["marek"]);
  });
});
