// Who wrote a page, by what the page tells machines, then by the lines around its headline. personName decides what a name is.
import { agencyName, personName } from "../attribution.js";
import { datesInLine } from "../dates.js";
import { textKey } from "../normalize-text.js";
import { isInOther, type Place } from "./html-dates.js";
import { textOf } from "./html-dom.js";
import type { PageParts } from "./html-parts.js";
import type { Block, BoxTree } from "./html-tree.js";

const metaNames = [
  "author",
  "article:author",
  "parsely-author",
  "dc.creator",
  "sailthru.author",
  "byl",
  "citation_author",
  "dcterms.creator",
  "og:article:author",
  "cxenseparse:author",
];
/** Longest line that names an author and little else. */
const maxLine = 140;
/** Blocks before and after the body among which a byline stands. */
const afterBody = 4;

/** "By Jane Doe", "Posted on May 2 by Jane", "Ein Artikel von Max Muster | 2.5."; also without a space, as two marks give it. */
const byline =
  /(?:^|[\s|·•,])(?:(?:written |posted |reported |text )?by|von|par|por|di|door|av|af|przez|автор|автори)(?::\s?|\s+|(?=\p{Lu}))(\p{L}[\p{L}\p{M}'’.,&\- ]{1,80}?)(?=$|\s*[|·•/@(\d]|\s(?:am|on|at|in|vom|le|el|posted|updated|published|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez|ene|abr|ago|dic)\p{L}*\.?\s\d|\d)\b)/iu;
const authorWords =
  /(?:^|[\s_-])(?:author\w*|byline\w*|autor\w*|auteur|writer|reporter|journalist|contributor|full-?name|name-author|mini-profile\w*|fullname)(?:$|[\s_-])/;

/** Returns the author as the page writes it; undefined where nothing that could be a name is found. */
export function findAuthor({ data, meta }: PageParts, tree: BoxTree, place: Place): string | undefined {
  const told = [data.author, ...metaNames.map((name) => meta.get(name))].filter(
    (name): name is string => name !== undefined && !/^https?:/.test(name),
  );
  const page = [meta.get("og:site_name"), data.publisher].filter((name) => name !== undefined);
  const named = told.filter(isName);
  const person = named.find((name) => !page.includes(name));
  return person ?? shownAuthor(tree, place) ?? named[0] ?? told[0];
}

const isName = (text: string): boolean => personName(text) !== null || agencyName(text) !== null;

function shownAuthor(tree: BoxTree, { headline, first, last }: Place): string | undefined {
  const isNear = ({ at }: Block) =>
    (at > headline - 3 && at <= Math.max(first + 1, headline + 1)) ||
    (last >= 0 && at >= last - 1 && at <= last + afterBody);
  const near =
    headline < 0 && first < 0
      ? []
      : tree.blocks.filter((block) => isNear(block) && !isInOther(block.box, true));
  const title = textKey(tree.blocks[headline]?.text ?? "");
  const lines = near
    .filter(({ text, box }) => text.length <= maxLine && box.tag !== "H1" && textKey(text) !== title)
    .map((block) => nameIn(block, tree));
  return lines.find((name) => name !== null) ?? labelledAuthor(tree);
}

/** Marks inside lines that say by rel or itemprop that they name the author. */
function labelledAuthor(tree: BoxTree): string | undefined {
  const marks = tree.labels.filter(({ box, element }) => {
    return (
      (element.getAttribute("rel") === "author" || element.getAttribute("itemprop") === "author") &&
      !isInOther(box)
    );
  });
  return marks.map(({ element }) => textOf(element)).find((text) => text.length <= 80 && isName(text));
}

function nameIn(block: Block, tree: BoxTree): string | null {
  const text = block.text.replace(/\s+/g, " ");
  const match = byline.exec(text)?.[1];
  if (match !== undefined && isPerson(match)) return match.trim();
  const bare = text
    .replace(/@\w+/g, "")
    .replace(/[|·•]?\s*\d[\d.:/\s-]*[|·•-]?/g, " ")
    .trim();
  if (authorWords.test(block.box.words) && isPerson(bare)) return bare;
  const besideDate = [tree.blocks[block.at - 1], tree.blocks[block.at + 1]].some(
    (other) => other !== undefined && datesInLine(other.text).length > 0,
  );
  return besideDate &&
    /^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,2}$/u.test(bare) &&
    !/^H\d$/.test(block.box.tag) &&
    block.linkChars === 0
    ? bare
    : null;
}

const isPerson = (text: string): boolean => personName(text) !== null;
