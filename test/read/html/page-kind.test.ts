// What is an article and what is none: short reports with the words of error pages, and error pages, walls and front pages themselves.
import { describe, expect, it } from "vitest";
import { refusalOf, textOf } from "./made-pages.js";

const dated = `<meta property="article:published_time" content="2026-11-15T08:00:00+01:00">`;
const report = (title: string, ...lines: readonly string[]) =>
  `<header><nav><a href="/">Home</a></nav></header><main><h1>${title}</h1>${lines.map((line) => `<p>${line}</p>`).join("")}</main><footer><p>© 2026 Island Radio</p></footer>`;

describe("short reports", () => {
  const reports: readonly (readonly [string, readonly string[]])[] = [
    [
      "Missing sailor still not found, coastguard says",
      [
        "A sailor who fell from the ferry to Skarholm on Friday has not been found, the coastguard said on Sunday.",
        "Two boats searched until it was dark, and the search goes on at eight.",
      ],
    ],
    [
      "Access denied: 200 fans left outside the stadium",
      [
        "Some 200 fans were not let into the stadium on Saturday because the scanners at the south gate failed, the club said.",
        "They get their money back and a scarf.",
      ],
    ],
    [
      "404 people apply for one post",
      [
        "The town of Mirefold had 404 applications for a single post in its library, the mayor said on Monday.",
        "The library opens again in March, after two years of work on its roof.",
      ],
    ],
    [
      "Bank holds bonds worth 410 billion crowns",
      [
        "The central bank holds bonds worth 410 billion crowns, it said on Thursday, five percent less than a year ago.",
        "It will stop buying them in January.",
      ],
    ],
    [
      "Service unavailable after storm",
      [
        "The railway said on Tuesday that its service was unavailable north of Veldhaven after the storm had felled trees.",
        "Buses take passengers from the station, and tickets stay valid until Sunday.",
      ],
    ],
    [
      "Are you a robot? Asks an exhibition in Norvik",
      [
        "An exhibition in Norvik asks its visitors whether they are robots, with a captcha at the door made of wood.",
        "It is open until the end of May, and children pay nothing at weekends.",
      ],
    ],
    [
      "Hospital blames internal server error for lost files",
      [
        "An internal server error was behind the loss of 503 files at the hospital of Skarholm, its director said.",
        "No patient came to harm, he added, and all but nine files were found in paper.",
      ],
    ],
    [
      "Forbidden book on sale again",
      [
        "A book that was forbidden for forty years is on sale again in Norland since Monday, its publisher said.",
        "The first 2,000 copies were sold within an hour.",
      ],
    ],
    [
      "Just a moment of silence for the miners",
      [
        "Just a moment of silence was kept in the villages of the north on Monday, a year after the accident in the mine.",
        "Forty families had asked for it, and the factories stopped for two minutes.",
      ],
    ],
    [
      "Page no longer exists in the diary, court hears",
      [
        "A page of the diary no longer exists, the defence told the court in Veldhaven on Wednesday.",
        "The trial goes on next week, when the brother of the minister is to be heard.",
      ],
    ],
  ];
  it.each(reports)("are articles with their data, and without: %s", (title, lines) => {
    for (const head of [dated, ""]) {
      expect(
        textOf(report(title, ...lines), { head: `<title>${title} | Island Radio</title>${head}` }),
      ).toEqual(lines);
    }
  });

  it("are articles if they are about consent and cookies", () => {
    const lines = [
      "The data protection office of Norland has fined three web sites because their cookie banners left no choice but consent.",
      "Visitors could accept all cookies with one click, but needed five to refuse their consent, the office found in its test.",
      "The privacy law asks that consent be as easy to refuse as to give, said its head. “We accept no tracking without consent,” she said.",
    ];
    for (const head of [dated, ""])
      expect(textOf(report("Three sites fined over cookie banners", ...lines), { head })).toEqual(lines);
  });

  it("are articles if they are shorter than two lines, once the page says when it was published", () => {
    const line = "The ferry to Skarholm sails again since noon, the harbour office said.";
    expect(textOf(report("Ferry to Skarholm sails again", line), { head: dated })).toEqual([line]);
  });

  it("are articles with fewer characters in scripts without spaces", () => {
    const line =
      "古港市議会は、二年前の嵐で壊れた旧桟橋を再建することを決めた。長い議論の末、十九人の議員のうち十一人が賛成した。市は春までに計画をまとめる方針である。";
    expect(
      textOf(`<article><h1>旧桟橋を再建へ 市議会が可決</h1><p>${line}</p></article>`, { language: "ja" }),
    ).toEqual([line]);
  });
});

describe("pages without an article", () => {
  const page = (title: string, body: string, head = "") =>
    refusalOf(body, { head: `<title>${title}</title>${head}` });

  it.each([
    [
      "Island Radio",
      "<h1>Page not found</h1><p>The page you are looking for does not exist any more or has moved to another address. Please use the search or go back to the start page.</p>",
    ],
    ["404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center>"],
    [
      "404 - Island Radio",
      "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try one of the links below or a search? We have many articles that you may want to read.</p>",
    ],
    [
      "Error 410",
      "<h2>410 Gone</h2><p>The requested resource is no longer available on this server and there is no forwarding address. Please remove all references to this resource.</p>",
    ],
    [
      "Seite nicht gefunden | Nordblick",
      "<h1>Seite nicht gefunden</h1><p>Die gewünschte Seite gibt es nicht mehr. Bitte prüfen Sie die Adresse, oder gehen Sie zurück zur Startseite und suchen Sie dort nach dem Artikel.</p>",
    ],
    [
      "Página no encontrada",
      "<h1>Error 404</h1><p>La página que busca no existe o ha cambiado de dirección. Puede volver a la portada o usar el buscador para encontrar la noticia que buscaba.</p>",
    ],
    [
      "Fehler",
      "<p class='big'>404</p><p>Sorry, the page you requested could not be found. It may have been removed, renamed, or it never existed in the first place. Try our home page instead.</p>",
    ],
    [
      "503 Service Unavailable",
      "<h1>Service Unavailable</h1><p>The server is temporarily unable to service your request due to maintenance downtime or capacity problems. Please try again later, or contact the administrator of the server.</p>",
    ],
  ])("are error pages: %s", (title, body) => expect(page(title, body)).toMatch(/error page|"not found"/));

  it.each([
    [
      "Just a moment...",
      "<h1>island.example</h1><p>Checking your browser before accessing island.example. This process is automatic, and your browser will redirect to your requested content shortly. Please allow up to five seconds.</p>",
    ],
    [
      "Access Denied",
      '<h1>Access Denied</h1><p>You don\'t have permission to access "http://island.example/news" on this server. Reference #18.5d3c1202. Please contact the owner of the site if you believe that this is wrong.</p>',
    ],
    [
      "Attention Required! | Cloudflare",
      "<h1>Sorry, you have been blocked</h1><p>You are unable to access island.example. This website is using a security service to protect itself from online attacks, and the action you just performed triggered it.</p>",
    ],
    [
      "Are you a robot?",
      "<h1>Are you a robot?</h1><p>We have seen unusual activity from your computer network. To continue, please click the box below to let us know that you are not a robot, and make sure that cookies are allowed.</p>",
    ],
    [
      "island.example",
      "<p>Please enable JS and disable any ad blocker to go on, and then load the page again; it will take a moment only, and you will not be asked again on this computer for a day or two.</p>",
    ],
  ])("turn robots away: %s", (title, body) => expect(page(title, body)).toMatch(/robots|scripts/));

  it.each([
    [
      "<p>We and our 842 partners use cookies and process personal data to show personalised ads. You may accept, or manage your consent in the privacy settings at any time.</p><p>Your consent applies to this site only, and you can withdraw it through our privacy policy.</p><button>Accept all</button>",
    ],
    [
      "<h2>Willkommen zurück!</h2><p>Wir benötigen Ihre Zustimmung, um mit Cookies und Tracking unser Angebot zu finanzieren. Details finden Sie in der Datenschutzerklärung.</p><p>Mit Ihrer Einwilligung verarbeiten unsere Partner Ihre Daten für personalisierte Werbung.</p><a href='#'>Akzeptieren und weiter</a>",
    ],
    [
      "<p>Avec votre consentement, nos partenaires et nous utilisons des cookies et des traceurs pour stocker vos données. Vous pouvez retirer votre consentement à tout moment.</p><p>Vos choix sur les cookies et le consentement valent six mois.</p><button>Tout accepter</button>",
    ],
  ])("are consent walls, whatever their data say", (body) => {
    for (const head of ["", dated]) expect(page("Island Radio", body, head)).toContain("consent wall");
  });

  it("are front pages with whole posts", () => {
    const post = (number: number) =>
      `<article><h2><a href="/2026/11/post-${number}">The harbour in week ${number} of this long year</a></h2><p class="meta">${number} November 2026</p>
       <p>The harbour master said in week ${number} that the crane would be ready before the winter, and that no ship had been turned away from it.</p>
       <p>Two companies had bid for the work, he added, and the cheaper one was chosen after a debate that lasted until midnight.</p></article>`;
    const posts = [1, 2, 3, 4].map(post).join("");
    expect(page("Harbour Blog", `<h1><a href="/">Harbour Blog</a></h1><main>${posts}</main>`)).toMatch(
      /index of other pages \(4 posts/,
    );
    expect(
      page("Harbour Blog", `<h1>Four weeks at the harbour of Norvik</h1><main>${posts}</main>`),
    ).toBeNull();
  });
});
