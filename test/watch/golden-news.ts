// Golden cases of what wakes a person: all places, people and events are made up.
import type { Because } from "../../src/watch/find-answer-change.js";

export interface NewsCase {
  readonly name: string;
  readonly question: string;
  readonly told: string;
  /** Publication of what was told. */
  readonly toldAt: string;
  /** The rest of the told article. */
  readonly around?: string;
  readonly lead: string;
  readonly leadAt: string;
  readonly isNews: boolean;
  readonly because: Because;
  /** Reason without the model, where it is another. */
  readonly becauseByWords?: Because;
}

const BRIDGE = "When will the Veldmark bridge reopen?";
const TALKS = "Is a summit between Norland and Sarvia scheduled?";
const TOLL = "How many people died in the Quillon flood?";
const MAYOR = "Who is the mayor of Veldmark?";
const STRIKE = "Is the Lowland rail strike going ahead?";

const bridge = {
  question: BRIDGE,
  told: "The Veldmark bridge will reopen to cars on 14 June, three months after cracks were found in its cables.",
  toldAt: "2025-05-12",
  around:
    "Repairs cost 12 million crowns, the city council of Veldmark said on Monday. The mayor, Odo Pellerin, will cut the ribbon at noon.",
};
const talks = {
  question: TALKS,
  told: "The leaders of Norland and Sarvia will meet in Port Ellery on 3 September, both governments announced.",
  toldAt: "2025-08-04",
};
const toll = {
  question: TOLL,
  told: "At least 38 people were killed when the Quillon river burst its banks, rescue services said.",
  toldAt: "2025-04-02",
};
const mayor = {
  question: MAYOR,
  told: "Odo Pellerin was sworn in as mayor of Veldmark on Thursday after winning 54 percent of the vote.",
  toldAt: "2025-01-10",
};
const strike = {
  question: STRIKE,
  told: "Rail workers across the Lowlands will walk out for two days next week, their union confirmed.",
  toldAt: "2025-03-06",
};

export const NEWS_CASES: readonly NewsCase[] = [
  {
    name: "a new date",
    ...bridge,
    lead: "The Veldmark bridge will reopen to cars on 28 June, the city council said.",
    leadAt: "2025-06-02",
    isNews: true,
    because: "day",
  },
  {
    name: "postponed",
    ...bridge,
    lead: "The reopening of the Veldmark bridge has been postponed, engineers said.",
    leadAt: "2025-06-10",
    isNews: true,
    because: "state",
  },
  {
    name: "postponed without a new date, in other words",
    ...bridge,
    lead: "Drivers will have to wait longer for the Veldmark bridge: its opening was delayed again.",
    leadAt: "2025-06-10",
    isNews: true,
    because: "state",
  },
  {
    name: "cancelled",
    ...talks,
    lead: "Norland has called off the meeting with Sarvia that was planned for 3 September.",
    leadAt: "2025-08-20",
    isNews: true,
    because: "state",
  },
  {
    name: "a denial",
    ...talks,
    lead: "Sarvia denied that its president had agreed to meet the prime minister of Norland.",
    leadAt: "2025-08-06",
    isNews: true,
    because: "state",
  },
  {
    name: "a copy under another headline",
    ...bridge,
    lead: bridge.told,
    leadAt: "2025-05-13",
    isNews: false,
    because: "carried",
  },
  {
    name: "a brief of the article",
    ...bridge,
    lead: "The Veldmark bridge will reopen to cars on 14 June.",
    leadAt: "2025-05-12",
    isNews: false,
    because: "carried",
  },
  {
    name: "the same news by another outlet",
    ...bridge,
    lead: "Cars will be able to cross the Veldmark bridge again from June 14, officials announced.",
    leadAt: "2025-05-13",
    isNews: false,
    because: "same-facts",
  },
  {
    name: "the same, with a detail of the told article",
    ...bridge,
    lead: "After repairs of 12 million crowns, the bridge at Veldmark opens to traffic on 14 June.",
    leadAt: "2025-05-14",
    isNews: false,
    because: "same-facts",
  },
  {
    name: "the same, with the weekday",
    ...bridge,
    lead: "The Veldmark bridge reopens on Saturday, three months after it was closed.",
    leadAt: "2025-06-11",
    isNews: false,
    because: "same-facts",
  },
  {
    name: "the same talks by another outlet",
    ...talks,
    lead: "A meeting of the Norland and Sarvia leaders has been set for September 3 in Port Ellery.",
    leadAt: "2025-08-05",
    isNews: false,
    because: "same-words",
  },
  {
    name: "the same talks without place and day",
    ...talks,
    lead: "The leaders of Norland and Sarvia will meet, the two governments said.",
    leadAt: "2025-08-05",
    isNews: false,
    because: "same-words",
  },
  {
    name: "the same day in another language",
    ...talks,
    lead: "Norland und Sarvia treffen sich am 3. September in Port Ellery zum Gipfel.",
    leadAt: "2025-08-05",
    isNews: false,
    because: "same-words",
  },
  {
    name: "another place and day",
    ...talks,
    lead: "The summit of Norland and Sarvia was moved to Lake Tarn and will be held on 9 September.",
    leadAt: "2025-08-15",
    isNews: true,
    because: "day",
  },
  {
    name: "a higher toll",
    ...toll,
    lead: "At least 52 people were killed when the Quillon river burst its banks, rescue services said.",
    leadAt: "2025-04-03",
    isNews: true,
    because: "numbers",
  },
  {
    name: "a higher toll in other words",
    ...toll,
    lead: "The death toll of the Quillon flood has risen to 52.",
    leadAt: "2025-04-03",
    isNews: true,
    because: "numbers",
  },
  {
    name: "the same toll in other words",
    ...toll,
    lead: "The flood on the Quillon river has claimed 38 lives.",
    leadAt: "2025-04-03",
    isNews: false,
    because: "same-facts",
  },
  {
    name: "the same toll and how many are missing",
    ...toll,
    lead: "Rescuers on the Quillon river counted 38 dead and 11 missing.",
    leadAt: "2025-04-03",
    isNews: false,
    because: "same-facts",
  },
  {
    name: "a mayor resigns",
    ...mayor,
    lead: "Veldmark's mayor, Odo Pellerin, resigned on Friday.",
    leadAt: "2026-02-06",
    isNews: true,
    because: "state",
  },
  {
    name: "another mayor",
    ...mayor,
    lead: "Ines Talbro took office as mayor of Veldmark on Monday.",
    leadAt: "2026-03-02",
    isNews: true,
    because: "name",
  },
  {
    name: "the mayor in passing",
    ...mayor,
    lead: "Odo Pellerin, the mayor of Veldmark, opened the harbour festival.",
    leadAt: "2025-07-05",
    isNews: false,
    because: "same-words",
  },
  {
    name: "a strike is off",
    ...strike,
    lead: "The Lowland rail strike has been called off after a late deal on pay.",
    leadAt: "2025-03-09",
    isNews: true,
    because: "state",
  },
  {
    name: "a strike confirmed once more",
    ...strike,
    lead: "Two days of strikes on Lowland railways will go ahead next week, the union said.",
    leadAt: "2025-03-07",
    isNews: false,
    because: "same-words",
  },
  {
    name: "a strike is over",
    ...strike,
    lead: "Train services in the Lowlands resumed on Thursday as the walkout ended.",
    leadAt: "2025-03-13",
    isNews: true,
    because: "state",
  },
  {
    name: "the same quake again, with its day",
    question: "What magnitude was the quake off Tarn?",
    told: "A massive 8.8 magnitude earthquake off the coast of Tarn this week sent waves across the ocean.",
    toldAt: "2025-07-29",
    lead: "The magnitude 8.8 earthquake that struck off the coast of Tarn on July 29 is now among the 10 largest ever recorded.",
    leadAt: "2025-07-30",
    isNews: false,
    because: "near",
    becauseByWords: "same-words",
  },
  {
    name: "the same visit, under way",
    question: "Which country does the premier visit?",
    told: "The premier of Norland left for Sarvia on Tuesday for a three-day visit.",
    toldAt: "2025-09-16",
    lead: "On the second day of her visit to Sarvia, the premier of Norland opened a school.",
    leadAt: "2025-09-17",
    isNews: false,
    because: "same-words",
  },
  {
    name: "a plan that is back on",
    question: "Is the harbour tunnel being built?",
    told: "The council has scrapped the harbour tunnel because of its cost.",
    toldAt: "2025-02-01",
    lead: "The harbour tunnel is back on after the council found the money.",
    leadAt: "2025-05-01",
    isNews: true,
    because: "state",
  },
];
