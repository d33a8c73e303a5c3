// A file of packs whose feeds a site on loopback serves: two that work, one that is dead, and one in German.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rss, type Site } from "./ingest/feeds/site.js";

const DATE = "Mon, 24 Nov 2025 08:00:00 GMT";

/** Serves the feeds, whose items are of `date`, and writes their list into a folder; returns the path for DATELINE_STARTER_FEEDS. */
export function writeStarterPacks(folder: string, site: Site, date = DATE): string {
  const about = (n: number, title: string, text: string) => ({
    ...{ guid: `g${n}`, link: `/story-${n}`, title, date },
    text: `${text} The company added nothing to that, and the harbour master did not want to comment.`,
  });
  const page = (path: string, title: string, items: Parameters<typeof rss>[2]) =>
    site.serveFeed(path, rss(title, site.url("/"), items));
  page("/courier", "Harbour Courier", [
    about(
      1,
      "Ferries on the new line",
      "The new ferry line from Brennholm to Veldmark is open, the company said on Monday.",
    ),
    about(2, "Second quay opened", "Mayor Odo Pellerin opened the second quay of the harbour in heavy rain."),
  ]);
  page("/post", "Lowland Post", [
    about(3, "Contract signed", "Ines Talbro signed the contract with the crews of all six ferries."),
  ]);
  page("/blatt", "Küstenblatt", [
    {
      guid: "d1",
      link: "/d1",
      title: "Neue Fähre ab Montag",
      date,
      text: "Am Montag nimmt die neue Fähre nach Veldmark den Betrieb auf, teilte die Reederei in Brennholm mit.",
    },
  ]);
  site.serve("/dead", { status: 404 });
  const outline = (path: string, title: string) =>
    `<outline type="rss" text="${title}" xmlUrl="${site.url(path)}" htmlUrl="${site.url("/")}"/>`;
  const file = join(folder, "packs.opml");
  writeFileSync(
    file,
    `<opml version="2.0"><body>
      <outline text="World" category="/topic/world" language="en">${outline("/courier", "Harbour Courier")}${outline("/post", "Lowland Post")}</outline>
      <outline text="Science" category="/topic/science" language="en">${outline("/dead", "Gone Journal")}</outline>
      <outline text="Germany" category="/country/DE" language="de">${outline("/blatt", "Küstenblatt")}</outline>
    </body></opml>`,
  );
  return file;
}
