// The text is what the page shows: words by class and tag, hidden words, paragraphs, topics as names of boxes. Pages made up for it.
import { describe, expect, it } from "vitest";
import { articleOf, textOf } from "./made-pages.js";

const filler =
  "<p>The harbour master of Norvik said on Friday that the new crane would be ready before the winter, and that no ship had been turned away.</p>" +
  "<p>Two companies had bid for the work, he added, and the cheaper one was chosen after a debate that lasted until midnight.</p>";

const sentences = (inner: string, head = "") =>
  textOf(
    `<main><h1>Crane of Norvik ready before winter</h1><div class="article-body">${inner}${filler}</div></main>`,
    {
      head,
    },
  );

describe("a word inside a sentence", () => {
  const classes =
    "tags share social tooltip related rating poll popup vote ad sponsor promo comments newsletter copyright login caption credits modal keywords trending read-more";
  const tags = ["a", "span", "b", "em", "mark", "abbr", "button", "x-term", "label", "font"];

  it.each(classes.split(" "))("stays if its box is called %s", (name) => {
    for (const tag of tags) {
      const [first] = sentences(
        `<p>The <${tag} class="${name}">central bank</${tag}> left its main rate at 3.25 percent on Thursday, as most had expected.</p>`,
      );
      expect(first).toBe(
        "The central bank left its main rate at 3.25 percent on Thursday, as most had expected.",
      );
    }
  });

  it("stays at the start and at the end of a sentence", () => {
    const text = sentences(
      `<p><a class="tags">Norbank</a> governor Leif Aune said that the rate would stay where it is until <span class="share">March</span>.</p>
       <p>He was asked about the value of the <span class="social">crown</span></p>`,
    );
    expect(text.slice(0, 2)).toEqual([
      "Norbank governor Leif Aune said that the rate would stay where it is until March.",
      "He was asked about the value of the crown",
    ]);
  });

  it("goes with what follows a sentence, or is alone on its line", () => {
    const text = sentences(
      `<p>The rate would stay where it is until March, the governor said on Thursday.<span class="share"><a href="#">Tweet</a></span> <button>Save</button></p>
       <h2>What comes next<span class="mw-editsection">[edit]</span></h2><div><span class="share">Facebook</span> <span class="share">Mail</span></div>`,
    );
    expect(text.slice(0, 2)).toEqual([
      "The rate would stay where it is until March, the governor said on Thursday.",
      "What comes next",
    ]);
    expect(text.join(" ")).not.toContain("Facebook");
  });
});

describe("words that the page hides", () => {
  const hidden: readonly (readonly [string, string, string?])[] = [
    ["inline style", `<span style="display: none">, opens new tab</span>`],
    ["clip", `<span style="position:absolute;clip:rect(0 0 0 0)">, opens new tab</span>`],
    ["clip path", `<span style="position:absolute;clip-path:inset(50%)">, opens new tab</span>`],
    ["off the screen", `<i style="position:absolute;left:-9999px">, opens new tab</i>`],
    ["one pixel", `<b style="position:absolute;width:1px;height:1px;overflow:hidden">, opens new tab</b>`],
    ["text indent", `<span style="text-indent:-9999em;overflow:hidden">, opens new tab</span>`],
    ["the attribute", `<span hidden>, opens new tab</span>`],
    ["sr-only", `<span class="sr-only">, opens new tab</span>`],
    ["visually-hidden", `<span class="link u-visuallyHidden">, opens new tab</span>`],
    ["screen-reader-text", `<span class="screen-reader-text">, opens new tab</span>`],
    ["role", `<span role="tooltip">, opens new tab</span>`],
    ["tooltip text", `<span class="tooltiptext">, opens new tab</span>`],
    ["its style sheet", `<span class="x7">, opens new tab</span>`, ".a,.x7{position:absolute;left:-10000px}"],
    [
      "an important rule",
      `<span class="x7">, opens new tab</span>`,
      ".x7{display:none!important}.x7{display:inline}",
    ],
    [
      "a rule for screens",
      `<span class="x7">, opens new tab</span>`,
      "@media screen and (min-width:600px){a .x7{display:none}}",
    ],
  ];

  it.each(hidden)("go: %s", (_name, words, css = "") => {
    const [first] = sentences(
      `<p>The bank said so in a <a href="/f">filing${words}</a> on Wednesday, and its shares rose by three percent.</p>`,
      `<style>${css}</style>`,
    );
    expect(first).toBe("The bank said so in a filing on Wednesday, and its shares rose by three percent.");
  });

  it.each([
    ["printers", "@media print{.x7{display:none}}"],
    ["phones", "@media (max-width:600px){.x7{display:none}}"],
    ["a later rule", ".x7{display:none} p .x7{display:inline}"],
    ["a state", ".x7:hover{display:none}"],
    ["pages without scripts", ".no-js .x7{display:none}"],
    ["no element", ".x7 .y{display:none}"],
    ["a comment", "/* .x7{display:none} */"],
  ])("stay if the rule is for %s", (_name, css) => {
    const [first] = sentences(
      `<p>The bank said so in a <span class="x7" aria-hidden="true">filing</span> on Wednesday, and its shares rose by three percent.</p>`,
      `<style>${css}</style>`,
    );
    expect(first).toContain("in a filing on Wednesday");
  });

  it("go with the paragraphs of details that are closed", () => {
    const about = (word: string) =>
      `<details ${word}><summary>How the crane was built</summary><p>It was built by forty people in ${word || "closed"} halls at the river, where nobody could see it.</p></details>`;
    const text = sentences(`${about("")}${about("open")}`).join("\n");
    expect(text).not.toContain("closed halls");
    expect(text).toContain("open halls");
  });

  it("stay if they are the whole article, which a script is to show", () => {
    const text = textOf(
      `<div id="app" style="visibility:hidden"><main><h1>Crane of Norvik ready before winter</h1>${filler.repeat(1)}${filler.replaceAll("Friday", "Sunday").replaceAll("companies", "firms")}<p>${"The rest of the report tells of the river and its people. ".repeat(10)}</p></main></div>`,
    );
    expect(text.length).toBeGreaterThan(3);
  });
});

describe("paragraphs", () => {
  it.each(["<br><br>", "<br> <br>", "<br/>\n<br/>", "<br>&nbsp;<br>", "<BR CLEAR=all> <BR>"])(
    "end at %j",
    (breaks) => {
      const text = textOf(
        `<main><h1>Crane of Norvik ready before winter</h1><div class="story-text">The harbour master of Norvik said on Friday that the new crane would be ready.${breaks}Two companies had bid for the work, he added, and the cheaper one was chosen.${breaks}The debate lasted until midnight.</div></main>`,
      );
      expect(text).toEqual([
        "The harbour master of Norvik said on Friday that the new crane would be ready.",
        "Two companies had bid for the work, he added, and the cheaper one was chosen.",
        "The debate lasted until midnight.",
      ]);
    },
  );

  it("are made of the points of a list that is made of breaks", () => {
    const text = sentences(
      `<p>The council decided:<br>• Fuel duty is frozen<br>• A levy on second homes</p>`,
    );
    expect(text.slice(0, 3)).toEqual([
      "The council decided:",
      "• Fuel duty is frozen",
      "• A levy on second homes",
    ]);
  });
});

describe("boxes that are called after the topic of the article", () => {
  const inner = [
    "The governing party leads the poll before the election in May by one point, the institute said on Tuesday.",
    "In the survey 31 percent named the Harbour Party, and 30 percent the Union of Farmers in the north.",
    "Shares of energy firms fell after the survey, because the Union wants to end their relief from tax.",
    "The last debate of the candidates will be held on Thursday in the hall of the insurance fund.",
  ];
  it.each(
    "poll social shares gdpr cookies consent votes rating quiz sponsors login overlay werbung encuesta".split(
      " ",
    ),
  )("keep their sentences: %s", (name) => {
    const text = textOf(
      `<div class="col"><h1>Harbour Party ahead</h1>${inner.map((line, index) => `<div class="section ${name}" id="${name}-${index}"><p class="${name}-text">${line}</p></div>`).join("")}
         <div class="share"><a href="#">Facebook</a> <a href="#">Mail</a></div><div class="${name}-widget"><p>How will you decide? Tell us what you think of it all!</p><label><input type="radio"> Yes</label></div></div>`,
    );
    expect(text).toEqual(inner);
  });

  it("keep them in an article with the categories of its content system as classes", () => {
    const text = textOf(
      `<main><h2>Harbour Party ahead</h2><article class="post-12 hentry category-related tag-comments tag-newsletter type-promo">${inner.map((line) => `<p>${line}</p>`).join("")}</article></main>`,
    );
    expect(text).toEqual(inner);
  });
});

describe("lists, tables and transcripts", () => {
  const article = (inner: string) => sentences(inner).slice(0, -2);
  const links = `<ul><li><a href="/a">Sletten: No new taxes on work, says the minister</a></li><li><a href="/b">Who gains, who loses: try our calculator</a></li></ul>`;

  it.each([
    "More in the budget",
    "More on this",
    "Further reading",
    "Also on the list",
    "Mehr zum Thema",
    "Recommended",
  ])("keep the points under %j, which are no links", (heading) => {
    const points = [
      "Allowance for pensioners raised to 190,000 crowns",
      "Electric cars lose their exemption in 2028",
      "Vote planned for 11 December",
    ];
    expect(
      article(`<h2>${heading}</h2><ul>${points.map((point) => `<li>${point}</li>`).join("")}</ul>`),
    ).toEqual([heading, ...points]);
    expect(article(`<p>${points.join(". ")}.</p><h2>${heading}</h2>${links}`)).toEqual([
      `${points.join(". ")}.`,
    ]);
  });

  it("keep short points above the first paragraph", () => {
    const points = ["Fuel duty frozen", "Wage up to 128 crowns", "Vote on 11 December", "No tax on trains"];
    expect(article(`<ul>${points.map((point) => `<li>${point}</li>`).join("")}</ul>`)).toEqual(points);
  });

  it("keep the rows of a table under their caption and head row", () => {
    const rows = [
      ["Party", "Seats 2026", "Seats 2022"],
      ["Harbour Party", "31", "28"],
      ["Union of Farmers", "30", "33"],
    ];
    const table = `<table><caption>Seats by party</caption>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;
    expect(article(`<h2>How the seats are divided</h2>${table}`)).toEqual([
      "How the seats are divided",
      "Seats by party",
      "Party Seats 2026 Seats 2022",
      "Harbour Party 31 28",
      "Union of Farmers 30 33",
    ]);
  });

  it("keep the answers of one word behind their questions", () => {
    const talk = `<p><b>Will you resign before the end of the year?</b></p><p>No.</p><p>And after the vote, if your party loses?</p><p>Aune: Never again.</p><p>Is the rate too high for the builders of houses in the north?</p><p>That is for the council to say, and I will not say it before the council has met.</p>`;
    expect(article(talk)).toEqual([
      "Will you resign before the end of the year? No.",
      "And after the vote, if your party loses? Aune: Never again.",
      "Is the rate too high for the builders of houses in the north?",
      "That is for the council to say, and I will not say it before the council has met.",
    ]);
  });
});

describe("the card of the next article", () => {
  const card = (title: string, teaser = "") =>
    `<div class="up"><h2><a href="/next">${title}</a></h2>${teaser}<p>By Per Aas</p><time datetime="2026-11-26">26 November 2026</time></div>`;
  const own =
    "<h1>Crane of Norvik ready before winter</h1><time datetime='2026-11-17'>17 November 2026</time>";

  const more =
    "<p>It costs 74 million crowns, of which the state pays a third and the towns on the sound pay the rest, said the master of the harbour in a letter.</p>" +
    "<p>The crane comes from a yard in Halden, where it was built in eleven months, and two tugs brought it up the coast in the first week of October.</p>";

  it.each([
    ["a short headline", "Pilots want boats", ""],
    [
      "a teaser",
      "Pilots want boats",
      "<p>They say that the old ones are slow, and that two of them leak.</p>",
    ],
  ])("with %s gives neither text nor author nor date", (_, title, teaser) => {
    const { text, author, publishedAt } = articleOf(
      `<main><article>${own}${filler}${card(title, teaser)}</article></main>`,
    );
    expect(text.split("\n\n").at(-1)).toMatch(/until midnight\.$/);
    expect([author, publishedAt]).toEqual([null, "2026-11-17T00:00:00.000Z"]);
  });

  it("is none where the article goes on after a linked heading", () => {
    const text = textOf(
      `<main><article>${own}${filler}<h2><a href="/bill">The bill</a></h2>${more}</article></main>`,
    );
    expect(text.at(-1)).toContain("two tugs brought it");
  });
});

describe("the signs of agencies", () => {
  it.each(["(dpa/lno)", "(APA/Reuters)", "(AFP, red)", "(afp/dpa)", "(KNA)", "(SDA/ATS)", "(wind/solar)"])(
    "at the end of a report are no photo credits: %s",
    (sign) => {
      const last = `Die Polizei bittet Zeugen, sich bis Freitag bei der Wache am Hafen zu melden. ${sign}`;
      const other = `Die nächste Runde der Gespräche ist für den 24. November in Veldhaven angesetzt ${sign}`;
      expect(sentences(`<p>${last}</p><p>${other}</p>`).slice(0, 2)).toEqual([last, other]);
    },
  );

  it.each([
    "(AFP/Jane Doe)",
    "(Foto: dpa/Max Muster)",
    "(Reuters/File)",
    "(Jane Doe/Getty Images)",
    "(Photo: EPA)",
  ])("of photographers take their caption with them: %s", (sign) => {
    expect(sentences(`<p>Fans outside the stadium on Monday ${sign}</p>`)).toHaveLength(2);
  });
});
