// A page's body as a tree of boxes and the blocks of text in them, built in one walk over the DOM.

import { classOf, type PageElement, type PageNode, textOf } from "./dom.js";

/** A block element with text inside. */
export interface Box {
  readonly element: PageElement;
  readonly parent: Box | null;
  readonly tag: string;
  /** Class and id, see `boxWords`. */
  readonly words: string;
  readonly kind: BoxKind;
  readonly children: Box[];
  /** Characters inside, and those of them that are links. */
  chars: number;
  linkChars: number;
  /** True if it contains the headline or the page's main part. */
  holdsMain: boolean;
  /** True for furniture and everything inside it. */
  dropped: boolean;
}

/** Returns whether a box is another one or inside it. */
export function isInside(box: Box, outer: Box | null): boolean {
  for (let at: Box | null = box; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

/** A paragraph: text between two block boundaries. */
export interface Block {
  readonly box: Box;
  readonly text: string;
  readonly linkChars: number;
  /** Place in the document, from 0. */
  readonly at: number;
}

/** An element that gives a date to machines, with the words that readers see. */
export interface TimeMark {
  readonly box: Box;
  /** Index of the block that it is in or before. */
  readonly at: number;
  readonly element: PageElement;
  readonly words: string;
}

/** A mark inside a paragraph that names a byline, a date or a credit by its class. */
interface LabelMark {
  readonly box: Box;
  readonly element: PageElement;
}

export interface BoxTree {
  readonly root: Box;
  readonly labels: readonly LabelMark[];
  readonly blocks: readonly Block[];
  readonly times: readonly TimeMark[];
}

/** Walks the body into boxes and blocks; skips scripts, controls and navigation. Leaves the page as it is. */
export function buildTree(body: PageElement): BoxTree {
  const builder = new TreeBuilder();
  const root = newBox(body, null, "BODY", "", null);
  builder.visitChildren(body, root);
  builder.flush(root);
  return { root, blocks: builder.blocks, times: builder.times, labels: builder.labels };
}

class TreeBuilder {
  readonly blocks: Block[] = [];
  readonly times: TimeMark[] = [];
  readonly labels: LabelMark[] = [];
  #line = "";
  #linkChars = 0;
  #links = 0;
  /** Parts of the line that their names call furniture, in order. */
  #marks: Mark[] = [];

  visitChildren(node: PageNode, box: Box): void {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) this.#addText(child.textContent ?? "");
      else if (child.nodeType === 1) this.#visitElement(child as PageElement, box);
    }
  }

  #addText(raw: string): void {
    const text = raw.replace(/\s+/g, " ");
    this.#line += text;
    if (this.#links > 0) this.#linkChars += text.trim().length;
  }

  #visitElement(element: PageElement, box: Box): void {
    const name = element.nodeName.toUpperCase();
    if (name === "BR") this.#lineBreak(box);
    if (name === "BR" || isSkipped(element, name)) return;
    const words = boxWords(classOf(element), element.getAttribute("id") ?? "");
    const kind = boxKind(words);
    if (isTimeMark(element, name, words)) this.times.push({ box, at: this.blocks.length, element, words });
    if (isInline(element, name)) {
      if (isLabel(element, words)) this.labels.push({ box, element });
      if (isDateBox(box.words) && /\S$/.test(this.#line)) this.#line += " "; // day, month and year in separate elements
      const [from, links] = [this.#line.length, this.#linkChars];
      if (name === "A") this.#links += 1;
      this.visitChildren(element, box);
      if (name === "A") this.#links -= 1;
      if (kind === "furniture" || kind === "topic" || name === "BUTTON")
        this.#marks.push({ from, to: this.#line.length, linkChars: this.#linkChars - links });
      return;
    }
    const isCell = name === "TD" || name === "TH"; // the cells of a row are one line
    if (!isCell) this.flush(box);
    const inner = newBox(element, box, name, words, kind);
    if (mainTags.has(name) || isArticleBody(element)) markMain(box);
    this.visitChildren(element, inner);
    if (isCell) this.#line += " ";
    else this.flush(inner);
    if (inner.chars > 0) box.children.push(inner);
    box.chars += inner.chars;
    box.linkChars += inner.linkChars;
  }

  /** Two breaks end a paragraph; a single one does before a bullet. */
  #lineBreak(box: Box): void {
    if (/\n\s*$/.test(this.#line)) this.flush(box);
    else this.#line = `${this.#line.trimEnd()}\n`;
  }

  /** Ends the paragraph at hand; it belongs to the box that it was in. */
  flush(box: Box): void {
    this.#cutMarks(box);
    for (const [index, line] of pointsOf(this.#line).entries()) {
      const linkChars = index === 0 ? this.#linkChars : 0;
      this.blocks.push({ box, text: line, linkChars, at: this.blocks.length });
      box.chars += line.length;
      box.linkChars += linkChars;
    }
    this.#line = "";
    this.#linkChars = 0;
    this.#marks = [];
  }

  /** Takes furniture off the end of the line, never out of a sentence: what is shown there belongs to it. */
  #cutMarks({ tag }: Box): void {
    let from = this.#line.length;
    let linkChars = 0;
    for (const mark of this.#marks.toReversed()) {
      const own = this.#line.slice(mark.from, mark.to).trim();
      const isLast = this.#line.slice(mark.to, from).trim() === "";
      if (!isLast || own.length > maxInlineFurniture || endOfSentence.test(own)) break;
      from = mark.from;
      linkChars += mark.linkChars;
    }
    const before = this.#line.slice(0, from).trimEnd();
    const isFree = /(?:^|[:|•·,])$/.test(before) || endOfSentence.test(before) || /^H\d$/.test(tag);
    if (!isFree || from === this.#line.length) return;
    this.#line = before;
    this.#linkChars -= linkChars;
  }
}

/** A part of a line, with the characters of links in it. */
interface Mark {
  readonly from: number;
  readonly to: number;
  readonly linkChars: number;
}

const endOfSentence = /[.!?…。！？؟۔।։]["'”’»)\]]*$/u;
const bullet = /^\s*(?:[•·●▪‣◦■–—*-]|\(?\d{1,2}[.)])\s+\S/u;

/** The paragraphs of a line: one, or the points of a list that is made of breaks. No text gives none. */
function pointsOf(line: string): string[] {
  const text = line.trim();
  if (text === "") return [];
  const parts = text.split("\n");
  const points = parts.slice(1).filter((part) => bullet.test(part)).length;
  if (points === 0 || points < parts.length - 1) return [text];
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** Class and id of an element as words: "relatedLinks" reads "related-links". */
export function boxWords(className: string, id: string): string {
  return `${className.replace(categories, " ")} ${id}`.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
}

/** Classes by which content systems say what an article is about: "category-social", "tag-poll". */
const categories =
  /(?<!\S)(?:category|tag|topic|taxonomy|term|type|format|rubrik|ressort|kategorie)-(?!(?:list|links?|cloud|container|wrapper|box|bar|nav|menu|label|group|section)s?(?!\S))\S+/gi;

const word = (words: string) => new RegExp(`(?:^|[\\s_-])(?:${words})(?:$|[\\s_-])`);

/** Boxes that are never part of an article, whatever is in them. */
const furniture = word(
  [
    "onetrust|newsletters?|sign-?up|subscribe|abo-?box",
    "share-?(?:bar|daddy|tools?|links?|buttons?|this)|sharedaddy|addtoany|addthis|social-?(?:media|links?|share|bar)|follow-us",
    "related|relateds?|related-?(?:posts?|articles?|content|links?|stories|news|topics?)|jp-relatedposts|yarpp|recommend(?:ed|ations?)?|read-?(?:more|next|also)|more-?(?:stories|news|articles|from|on)|most-?(?:read|popular|viewed)|popular-posts|up-?next|also-like|see-also",
    "sponsored-?(?:content|posts?|by|links?|message|article)|native-?ad|promo|promos|promoted|advert(?:isement|ising|orial)?s?|ad-?(?:slot|box|container|wrapper|unit|label|banner)|outbrain|taboola|revcontent|affiliate|disclaimer|disclosure",
    "comments?|comment-?(?:list|form|respond|area|section|count)|disqus|respond|livefyre|breadcrumbs?|bread-crumbs?",
    "author-?(?:bio|box|info|description|card|about)|about-?(?:the-?)?author|tag-?(?:list|links|cloud|container|wrapper)|post-?tags?|article-?tags|entry-?tags|topics-?list|cat-links",
    "skip-?link|no-?print|print-?(?:only|button|link)|hidden-print|edit-?section|mw-editsection|navbox|catlinks|printfooter|site-?sub|jump-to-nav",
    "pagination|pager|post-?nav(?:igation)?|nav-?links?|nav-previous|nav-next|prev-?next|article-?nav|navbar|nav-?menu|main-?menu|submenu|dropdown-menu|site-?header|site-?footer|masthead|colophon",
    "sidebar|side-?bar|sidebar-\\w+|textwidget|widget_text|entry-utility|buy-?box|buybox|cta\\d?|call-to-action|letters-cta",
    // the same in other languages
    "assine|suscr[ií]bete|suscribirse|abonnez|abonnieren|compartir|compartilh\\w+|relacionad[oa]s|weitere-?artikel|leia-?(?:mais|tambem)|saiba-?mais|lire-?aussi|lee-?tambien|boletin|kommentare?|comentarios?|commentaires?|commenti|ilgili\\w*|paylas\\w*",
    "star-rating|lightbox-caption|article-?tools|caption|wp-caption-text|image-?credit|photo-?credit|credits?",
  ].join("|"),
);

/** Words that name furniture on one page and the topic of the article on another: a box with sentences needs more against it. */
const topics = word(
  [
    "cookies?|consent|gdpr|cmp|subscription|subscribers?|login|register|share|sharing|shares|social|socials|trending",
    "promotion|ads|sponsor(?:ed|s)?|tags|keywords|\\w+-rate|rate-\\w+",
    "rating|ratings|vote|votes|poll|quiz|popup|modal|overlay|tooltip|toolbar|copyright",
    "assinatura|suscripci[oó]n|abonnement|werbung|anzeige|publicidad|publicidade|publicite|pubblicit[aà]|reklam\\w*|partag\\w+|teilen|condivid\\w+|relaciones|verwandte?|valoraci[oó]n|encuesta",
  ].join("|"),
);

/** Boxes that are furniture unless they hold paragraphs: names that sites give to their articles too. */
const doubtful = word(
  "paywall\\w*|regwall|metered?|premium|widgets?|aside|footer|teasers?|banner|menu|navigation|nav|links?|list-group|carousel|slider|slideshow|gallery|meta|byline|post-?meta|entry-?meta|article-?meta|entry-?footer|post-?footer|info-?box|box-?links|callout|download|contact|search|donate|donation|app-?(?:section|banner|promo|download)|feedback|outro|author|embed",
);

/** Boxes that contain the article, by the names that content systems give them. */
const body = word(
  "article-?body(?:-?(?:text|content|copy))?|article-?(?:content|text|copy|main)|articlebody|story-?(?:body|content|text|copy)|storytext|post-?(?:body|content|text|entry)|entry-?content|entry-?body|entry-?text|news-?(?:text|body|content|article)|text-?content|body-?(?:copy|text|content)|content-?body|main-?text|page-?content|single-?content|richtext|rich-text|wysiwyg|field-?name-body|blog-?(?:post|content)-?(?:body|content)?|td-post-content|cuerpo-?noticia|cuerpo|texto|noticia|artikel-?(?:text|inhalt|body)|meldung|article__body|article__content|story__body|c-entry-content",
);

/** What a box's name says about it; null if it says nothing. */
type BoxKind = "furniture" | "topic" | "doubtful" | "body" | null;

/** Judges an element by its class and id words; a name that says "article body" wins over one that says furniture. */
export function boxKind(words: string): BoxKind {
  if (words.length < 3) return null;
  const normal = words.replace(/_{2,}/g, "-");
  if (body.test(normal)) return "body";
  if (furniture.test(normal)) return "furniture";
  if (topics.test(normal)) return "topic";
  return doubtful.test(normal) ? "doubtful" : null;
}

const date = word("date|datum|data|fecha|time|calendar|published|posted|post-?date|entry-?date");

/** Returns whether a box is named after the date that it shows. */
export const isDateBox = (words: string): boolean => date.test(words);

const skippedTags = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG ANNOTATION ANNOTATION-XML SELECT INPUT TEXTAREA DATALIST DIALOG NAV VIDEO AUDIO CANVAS FIGCAPTION HEAD META LINK RP AMP-AD AMP-SIDEBAR AMP-CONSENT".split(
    " ",
  ),
);

const inlineTags = new Set(
  "A ABBR ACRONYM B BDI BDO BIG BUTTON CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK MATH NOBR Q RB RT RUBY S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR IMG PICTURE SOURCE".split(
    " ",
  ),
);

/** Tags that begin a paragraph; what a page names itself is part of a line unless one of these is inside. */
const blockTags =
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIR DIV DL DT FIELDSET FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML LEGEND LI MAIN MENU OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL";
const blockTagSet = new Set(blockTags.split(" "));
const blockSelector = blockTags.toLowerCase().replaceAll(" ", ",");

/** Returns whether an element's text is part of the line that it is in. */
function isInline(element: PageElement, name: string): boolean {
  if (inlineTags.has(name)) return true;
  return !blockTagSet.has(name) && element.querySelector(blockSelector) === null;
}

const skippedRoles = /^(?:navigation|dialog|alertdialog|banner|search|menu|menubar|toolbar|tooltip|tablist)$/;
/** A furniture mark inside a paragraph takes a few words, never the paragraph. */
const maxInlineFurniture = 200;

/** Returns whether nothing inside an element is read: scripts, controls, or part of the page's frame. */
function isSkipped(element: PageElement, name: string): boolean {
  if (skippedTags.has(name)) return true;
  const role = element.getAttribute("role");
  if (role !== null && skippedRoles.test(role)) return true;
  return element.getAttribute("aria-modal") === "true";
}

/** A time of day alone, as live blogs give it to their entries. */
export const clockTime = /^\d{1,2}[:.h]\d{2}(?:\s?(?:[ap]\.?\s?m\.?|uhr|h|hrs))?$/i;

/** Attributes in which content systems keep the date of an article for their scripts. */
export const dateAttributes =
  "data-datetime data-timestamp data-published data-published-at data-publish-date data-published-date data-publication-date data-pubdate data-pub-date data-post-date data-article-date data-date".split(
    " ",
  );

/** Returns whether an element is made to carry a date. */
function isTimeMark(element: PageElement, name: string, words: string): boolean {
  if (name === "TIME" || element.hasAttribute("datetime")) return true;
  if (/^date(?:Published|Modified|Created)$/i.test(element.getAttribute("itemprop") ?? "")) return true;
  if (dateAttributes.some((attribute) => /\d{4}/.test(element.getAttribute(attribute) ?? ""))) return true;
  if (
    /(?:^|[\s_-])(?:time|uhrzeit|hora|heure|timestamp)(?:$|[\s_-])/.test(words) &&
    clockTime.test(textOf(element)) &&
    element.querySelector("time") === null
  )
    return true;
  const title = element.getAttribute("title");
  return title !== null && /\d/.test(title) && /date|time|publish|posted/.test(words);
}

/** Class and id words of lines that give date, author and credit around an article. */
export const headerWords = /date|time|publish|posted|byline|author|meta|source|credit/;

function isLabel(element: PageElement, words: string): boolean {
  if (headerWords.test(words) || element.getAttribute("rel") === "author") return true;
  return element.getAttribute("itemprop") === "author";
}

/** Not ARTICLE: the cards of other articles are made of it. */
const mainTags = new Set(["H1", "MAIN"]);

/** Returns whether an element says by schema.org's name that it is an article's body. */
export function isArticleBody(element: PageElement): boolean {
  return /articleBody/i.test(element.getAttribute("itemprop") ?? "");
}

function markMain(box: Box): void {
  for (let at: Box | null = box; at !== null && !at.holdsMain; at = at.parent) at.holdsMain = true;
}

function newBox(element: PageElement, parent: Box | null, tag: string, words: string, kind: BoxKind): Box {
  return {
    element,
    parent,
    tag,
    words,
    kind,
    children: [],
    chars: 0,
    linkChars: 0,
    holdsMain: false,
    dropped: false,
  };
}
