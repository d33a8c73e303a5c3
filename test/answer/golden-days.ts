/** A sentence, when and where its article was published, and the days that its words mean. */
export interface DayCase {
  /** Local time with its offset, or a day alone. */
  readonly published: string;
  /** Default: English. */
  readonly language?: string;
  readonly text: string;
  /** "words = day" in order; empty where no day may be shown. */
  readonly days: readonly string[];
}

const TUE = "2026-03-03"; // Tuesday, 3 March 2026
const WED_SYDNEY = "2026-03-04T07:10:00+11:00"; // Tuesday at Greenwich
const TUE_COAST = "2026-03-03T20:30:00-08:00"; // Wednesday at Greenwich
const SUN_ISLANDS = "2026-03-01T06:00:00+14:00"; // Saturday at Greenwich

const on = (published: string, text: string, ...days: string[]): DayCase => ({ published, text, days });
const into = (language: string, text: string, ...days: string[]): DayCase => ({
  published: TUE,
  language,
  text,
  days,
});

export const GOLDEN_DAYS: readonly DayCase[] = [
  // Where the article was published, not at Greenwich.
  on(
    WED_SYDNEY,
    "The premier announced on Wednesday that the dam will be built.",
    "on Wednesday = 2026-03-04",
  ),
  on(WED_SYDNEY, "The vote was held on Tuesday.", "on Tuesday = 2026-03-03"),
  on(
    WED_SYDNEY,
    "She signed the papers today and flies to Perth tomorrow.",
    "today = 2026-03-04",
    "tomorrow = 2026-03-05",
  ),
  on(TUE_COAST, "A judge stopped the work on Tuesday.", "on Tuesday = 2026-03-03"),
  on(
    TUE_COAST,
    "He heard both sides yesterday and signed the order today.",
    "yesterday = 2026-03-02",
    "today = 2026-03-03",
  ),
  on(TUE_COAST, "Workers left the site tonight.", "tonight = 2026-03-03"),
  on(
    SUN_ISLANDS,
    "The airport reopened today, its director said on Sunday.",
    "today = 2026-03-01",
    "on Sunday = 2026-03-01",
  ),
  on(SUN_ISLANDS, "The ferry sank on Saturday.", "on Saturday = 2026-02-28"),
  // Past.
  on(TUE, "An official said on Tuesday.", "on Tuesday = 2026-03-03"),
  on(TUE, "The minister resigned on Monday after the vote.", "on Monday = 2026-03-02"),
  on(TUE, "Two people were killed on Wednesday in a fire.", "on Wednesday = 2026-02-25"),
  on(TUE, "President Lund Monday signed the bill.", "Monday = 2026-03-02"),
  on(TUE, "On Friday, the court ruled against the company.", "On Friday = 2026-02-27"),
  on(TUE, "The bridge fell late on Sunday.", "late on Sunday = 2026-03-01"),
  on(TUE, "They met last Tuesday.", "last Tuesday = 2026-02-24"),
  on(TUE, "The mayor said in a Monday statement that she would stay.", "Monday = 2026-03-02"),
  on(TUE, "A man arrested on Sunday will appear in court.", "on Sunday = 2026-03-01"),
  on(TUE, "Shares fell after talks on Monday.", "on Monday = 2026-03-02"),
  on(TUE, "Four are dead after an avalanche on Sunday.", "on Sunday = 2026-03-01"),
  on(TUE, "The council voted on Monday to close the pool.", "on Monday = 2026-03-02"),
  on(TUE, "Lawmakers failed to pass the budget on Friday.", "on Friday = 2026-02-27"),
  on(TUE, "The pair has been held since Thursday.", "Thursday = 2026-02-26"),
  on(TUE, "Rescuers had reached the village by Monday.", "Monday = 2026-03-02"),
  on(TUE, "He flew to Torvik on Saturday.", "on Saturday = 2026-02-28"),
  on(TUE, "The children went back to school on Monday.", "on Monday = 2026-03-02"),
  on(TUE, "The ship, which left port on Sunday, has not been found.", "on Sunday = 2026-03-01"),
  on(TUE, "He resigned yesterday.", "yesterday = 2026-03-02"),
  on(TUE, "Yesterday’s vote was close.", "Yesterday = 2026-03-02"),
  on(TUE, "Police found the boat last night.", "last night = 2026-03-02"),
  // To come.
  on(TUE, "The trial begins on Monday.", "on Monday = 2026-03-09"),
  on(TUE, "The wreck is to be raised on Monday.", "on Monday = 2026-03-09"),
  on(TUE, "The ministers will meet on Friday.", "on Friday = 2026-03-06"),
  on(TUE, "The court is expected to rule on Thursday.", "on Thursday = 2026-03-05"),
  on(TUE, "Talks are scheduled for Monday.", "Monday = 2026-03-09"),
  on(
    TUE,
    "He said on Monday that the two will meet on Friday.",
    "on Monday = 2026-03-02",
    "on Friday = 2026-03-06",
  ),
  on(
    TUE,
    "The two will meet on Friday, officials said on Monday.",
    "on Friday = 2026-03-06",
    "on Monday = 2026-03-02",
  ),
  on(TUE, "Schools reopen on Wednesday.", "on Wednesday = 2026-03-04"),
  on(TUE, "The union plans to strike on Saturday.", "on Saturday = 2026-03-07"),
  on(TUE, "Both sides agreed to meet on Sunday.", "on Sunday = 2026-03-08"),
  on(TUE, "The president is flying to Oslo on Thursday.", "on Thursday = 2026-03-05"),
  on(TUE, "Snow could fall as early as Friday.", "Friday = 2026-03-06"),
  on(TUE, "The offer must be accepted by Friday.", "Friday = 2026-03-06"),
  on(TUE, "The strike on Monday would be the third, the union said.", "on Monday = 2026-03-09"),
  on(TUE, "The union said the strike on Monday would go ahead.", "on Monday = 2026-03-09"),
  on(TUE, "The festival opens this coming Saturday.", "this coming Saturday = 2026-03-07"),
  on(TUE, "The hearing is next Monday.", "next Monday = 2026-03-09"),
  on(TUE, "The vote is tomorrow.", "tomorrow = 2026-03-04"),
  on(TUE, "The road will stay closed until the day after tomorrow.", "the day after tomorrow = 2026-03-05"),
  // A date beside the weekday settles it.
  on(TUE, "The launch is planned for Monday, April 13.", "Monday, April 13 = 2026-04-13"),
  on(TUE, "He was born on Wednesday, Dec. 31, 2025.", "on Wednesday, Dec. 31, 2025 = 2025-12-31"),
  on(TUE, "It was stopped on Friday 27 February.", "on Friday 27 February = 2026-02-27"),
  on(TUE, "For the latest, see the coverage for Monday (March 2).", "Monday (March 2 = 2026-03-02"),
  on(TUE, "The fair opens on Monday, April 14."), // a Tuesday
  // Names.
  on(TUE, "For the latest on the war, visit USA TODAY's coverage."),
  on(TUE, "Shops reported record sales on Black Friday."),
  on(TUE, "Cyber Monday sales rose by a tenth."),
  on(TUE, "The game drew 12 million viewers on Monday Night Football."),
  on(TUE, "She told the Today show that she would stay."),
  on(TUE, "He wrote in the Sunday Times that he was wrong."),
  on(TUE, "Fourteen people were shot dead on Bloody Sunday."),
  on(TUE, "She won an award for “Wednesday” in January."),
  on(TUE, "India Today reported the deal."),
  on(TUE, "He spoke to Mail on Sunday reporters."),
  on(TUE, "Polls open on Super Tuesday in 14 states."),
  on(TUE, "The film “Tomorrow” opened in March."),
  // In doubt none.
  on(TUE, "The market is open every Monday."),
  on(TUE, "Sunday's crossings were called off."),
  on(TUE, "Before Thursday’s vote the mayor spoke."),
  on(TUE, "The vote was scheduled for Monday."),
  on(TUE, "The shop is open Monday to Friday."),
  on(TUE, "It happened on a Monday in May."),
  on(TUE, "The ministers will meet on Tuesday."), // today, or in a week
  on(TUE, "The hearing is next Friday."), // of this week, or of the next
  on(TUE, "He set a Monday deadline."),
  on(TUE, "A judge ordered him to appear on Monday."),
  on(TUE, "The accident was on a Sunday in 1972."),
  on(TUE, "Today, there are more than 400 such schools."),
  on(TUE, "Even today the wall is standing."),
  on(TUE, "In today’s world that is rare."),
  on(TUE, "“We will decide tomorrow,” he said on Sunday.", "on Sunday = 2026-03-01"),
  on(TUE, "“We signed yesterday,” she said."),
  on(TUE, "“We will sign today,” she said on Tuesday.", "today = 2026-03-03", "on Tuesday = 2026-03-03"),
  on(TUE, "Saturday: Torvik v Bergen."),
  // In Dateline’s other languages.
  into("de", "Der Stadtrat hat am Montag den Bau beschlossen.", "am Montag = 2026-03-02"),
  into("de", "Der Prozess beginnt am Donnerstag.", "am Donnerstag = 2026-03-05"),
  into(
    "de",
    "Das Gericht wird am Freitag entscheiden, teilte es gestern mit.",
    "am Freitag = 2026-03-06",
    "gestern = 2026-03-02",
  ),
  into("de", "Am Samstag starben zwei Menschen bei einem Unfall.", "Am Samstag = 2026-02-28"),
  into("de", "Am Morgen schneite es."),
  into("de", "Das Fest ist am Sonntag, 8. März.", "am Sonntag, 8. März = 2026-03-08"),
  into("fr", "Le conseil a approuvé lundi le projet.", "lundi = 2026-03-02"),
  into("fr", "La cour rendra sa décision vendredi.", "vendredi = 2026-03-06"),
  into("fr", "Les pourparlers reprendront lundi prochain.", "lundi prochain = 2026-03-09"),
  into("fr", "Il a démissionné hier.", "hier = 2026-03-02"),
  into("es", "El pleno aprobó este lunes la obra.", "este lunes = 2026-03-02"),
  into("es", "El juicio empezará el jueves.", "el jueves = 2026-03-05"),
  into("es", "La vista será mañana por la mañana.", "mañana = 2026-03-04"),
  into("es", "Plácido Domingo cantó en Torvik."),
  into("es", "Hoy en día son más de cien."),
  into("tr", "Meclis tasarıyı pazartesi günü onayladı.", "pazartesi günü = 2026-03-02"),
  into("tr", "Görüşmeler cuma günü başlayacak.", "cuma günü = 2026-03-06"),
  into("tr", "Bakan dün istifa etti.", "dün = 2026-03-02"),
];
