// Tells an article from an error, a wall, an index, or the part before a paywall, and says why.

import type { Block, BoxTree } from "./blocks.js";
import { isCookieNotice } from "./body.js";
import { type PageDocument, textOf } from "./dom.js";

/** A page that contains no article, or only a part of one. */
export interface PageVerdict {
  /** False if nothing of the page is to be stored. */
  readonly usable: boolean;
  /** A phrase such as "a consent wall", for "it looks like …", or a note if the page is usable. */
  readonly says: string;
}

/** What the judgement rests on. */
interface PageSigns {
  readonly title: string;
  /** Path of the page's own address, "" if unknown. */
  readonly path: string;
  /** True if the page's data calls it an article. */
  readonly isToldArticle: boolean;
  /** True if the page's data says when its article was published. */
  readonly isPublished: boolean;
  /** False if the page's data says that the article is not free to read. */
  readonly isFree: boolean;
  readonly tree: BoxTree;
  readonly body: readonly Block[];
}

/** Judges a page by its structure, its data and its own words, never by a phrase within a sentence; null for a whole article. */
export function judgePage(signs: PageSigns): PageVerdict | null {
  const { body, tree, isFree } = signs;
  if (lengthOf(body) <= maxErrorLength && !signs.isPublished) {
    if (isSaid(signs, robotHeading, robotWords))
      return { usable: false, says: "a page that turns robots away" };
    if (isSaid(signs, errorHeading, errorWords)) return { usable: false, says: "an error page" };
  }
  if (isConsentWall(signs)) return { usable: false, says: "a consent wall" };
  if (isIndex(signs))
    return { usable: false, says: `an index of other pages (${countTeasers(tree.blocks)} linked headlines)` };
  const posts = countPosts(signs);
  if (posts >= minPosts)
    return { usable: false, says: `an index of other pages (${posts} posts, each with its own address)` };
  if (!isPaywalled(signs)) return null;
  const why = isFree ? "the page asks readers to subscribe" : "the page says that it is not free to read";
  return { usable: true, says: `only the part before a paywall: ${lengthOf(body)} characters (${why})` };
}

/** Maximum characters of a page whose own words say that it is an error or a wall; longer ones report about such things. */
const maxErrorLength = 700;
const maxWallLength = 3000;
/** Most characters of an article that ends at a paywall. */
const maxStubLength = 2500;

/** What servers write over an error, the whole heading. */
const errorHeading = wholeLine(
  "(?:error |http |status |code )?(?:4(?:04|10)|50[0234])(?: errors?| fehler| not found| gone| internal server error| bad gateway| service unavailable)?|(?:page |file |url |document |article |content |site )?not found|gone|page gone|(?:internal )?server error|an error occurred|something went wrong|(?:the |this |that |your )?(?:requested )?(?:page|url|file|document|content)(?: you(?:['’]re| are| were)? (?:looking for|requested))? (?:was not found|could ?n[o'’]t be found|can(?:['’]t| ?not) be found|does ?n[o'’]t exist|no longer exists|is (?:no longer available|not available|gone|missing|unavailable))(?: any ?more)?|we (?:can['’]?t|could ?n[o'’]t) find (?:that|this|the) page(?: you(?:['’]re| are| were) looking for)?|nothing (?:was )?found(?: here)?|service (?:temporarily )?unavailable|bad gateway|gateway time-?out|(?:die )?seite (?:wurde )?(?:leider )?nicht gefunden|diese seite existiert nicht(?: mehr)?|(?:page|article|contenu) (?:non trouvée?|introuvable)|(?:cette )?page n['’]existe (?:pas|plus)|p[áa]gina (?:no|não) encontrada|(?:esta )?p[áa]gina no existe|pagina non (?:trovata|esiste)|pagina niet gevonden|sayfa bulunamad[ıi]|страница не найдена|сторінку не знайдено|nie znaleziono strony|sidan (?:kunde inte hittas|hittades inte)|siden (?:blev ikke fundet|finnes ikke)|sivua ei löydy|出错了|页面不存在|ページが見つかりません(?:でした)?",
);
/** What error pages tell the person who came. */
const errorWords =
  /\b(?:page|url|address|document|article|content|resource|link)\b.{0,12}\byou(?:['’]re| are| were|['’]ve| have)? (?:looking|request|try|follow|click|enter)|\brequested (?:url|page|resource|document)\b.{0,60}\b(?:not|no longer)\b|\b(?:gewünschte|angeforderte|gesuchte|aufgerufene) seite\b|\bpage (?:que vous|demandée)|\bp[áa]gina (?:que (?:busca|está buscando|procura)|solicitada)|\bpagina (?:richiesta|che (?:stai cercando|cerchi))|arad[ıi]ğ[ıi]n[ıi]z sayfa|запрашиваем\S+ страниц/iu;
/** What those write who keep robots out, the whole heading. */
const robotHeading = wholeLine(
  "(?:error )?(?:401|403)(?: forbidden| unauthorized| error)?|forbidden|access (?:to this page )?(?:has been |is )?(?:denied|blocked|forbidden)|just a moment|one moment(?: please)?|one more step|please wait|are you (?:a )?(?:robot|human)|(?:please )?verify (?:that )?you(?:['’]re| are) (?:a )?(?:human|not a robot)|checking your browser|attention required|pardon our interruption|(?:sorry,? )?you have been blocked|(?:your )?(?:request|access)(?: has been| was)? blocked|(?:human|bot|robot) (?:verification|check)|security (?:check|verification)|captcha|ddos[- ]guard|unusual traffic(?: detected)?|bist du ein mensch|zugriff verweigert|accès refusé|acceso denegado|erişim engellendi|доступ запрещ[её]н",
);
const robotWords =
  /\byou (?:do ?n[o'’]t|do not) have permission to (?:access|view)|\bchecking (?:if the site connection is secure|your browser)|\bverif\w+ (?:that )?you(?:['’]re| are) (?:a |not a )?(?:human|ro?bot)|\bunusual (?:traffic|activity) (?:from|coming from) your\b|\benable (?:js|javascript)(?: and cookies)? (?:and disable|to continue)|\bcomplete the (?:captcha|security check)|\bpress (?:and|&) hold\b|\byou have been blocked\b|\bthis (?:website|site) is using a security service\b|\b(?:confirm|make sure|prove) (?:that )?you(?:['’]re| are) (?:a human|human|not a ro?bot)/i;

function wholeLine(phrases: string): RegExp {
  const before =
    "(?:(?:oops|whoops|uh[- ]?oh|ups|sorry|hoppla|error|fehler|erreur|désolé|entschuldigung|lo sentimos)[\\s!,.:…–—-]*)*";
  return new RegExp(`^[\\s\\d:–—-]{0,8}${before}(?:${phrases})[\\s.!?…:]*$`, "iu");
}

/** Blocks among which a page's own words are. */
const headBlocks = 12;
/** Longest heading of an error. */
const maxHeading = 90;

/** Returns whether a page says by its whole title or a whole heading, or to the person who came, what it is. */
function isSaid({ title, tree, body, isToldArticle }: PageSigns, heading: RegExp, words: RegExp): boolean {
  const parts = title.split(/\s+[|·•»–—-]\s+/);
  const isTitle =
    heading.test(title) || (parts.some((part) => heading.test(part)) && isBrief(parts, heading));
  const first = tree.blocks
    .slice(0, headBlocks)
    .filter(({ text, linkChars }) => text.length <= maxHeading && linkChars === 0);
  const isShown = first.some(
    ({ box, text }) => heading.test(text) && (/^H[1-3]$/.test(box.tag) || body.length <= 3),
  );
  if (isTitle || isShown) return true;
  const texts = [...tree.blocks.slice(0, headBlocks), ...body].map(({ text }) => text);
  return !isToldArticle && texts.some((text) => text.length <= maxErrorLength && words.test(text));
}

/** The rest of a title with an error in it is the name of the site. */
const isBrief = (parts: readonly string[], heading: RegExp): boolean =>
  parts.every((part) => heading.test(part) || part.split(/\s+/).length <= 3);

const consentWords =
  /\b(?:cookies?|consent|einwilligung|zustimm\p{L}*|datenschutz\p{L}*|consentement|traceurs|consentimiento|consenso|partners?|privacy|tracking|personali[sz]ed ads|personalisierte\p{L}* werbung|gdpr|dsgvo|rgpd)\b/giu;
const consentAction =
  /\b(?:accept(?: all)?|agree|i agree|continue|manage (?:settings|preferences|options)|akzeptieren|zustimmen|einverstanden|j['’]accepte|tout accepter|aceptar|acepto|accetta|accetto|aceitar|akkoord|kabul et|accepteren)\b/iu;
/** A wall speaks to the person who came, of itself. */
const addresses =
  /\b(?:we|us|our|you|your|wir|uns|unsere[rnms]?|sie|ihre[rnms]?|du|deine[rnms]?|nous|notre|nos|vous|votre|vos|nosotros|nuestr[oa]s?|usted|tus?|noi|nostr[oiae]|tuo[i]?|tua|nós|nosso|você|wij|ons|onze|je|jouw|biz|sizin|vi|våra?|din|dina)\b/iu;
const paywallWords =
  /\b(?:(?:subscribe|sign up|register|log ?in|sign in|join|become a (?:member|subscriber)) (?:now |today )?(?:to|and) (?:continue|keep|read|unlock|access|get|finish)|to (?:continue|keep) reading|(?:already|not yet) a (?:subscriber|member)|subscribers? only|for subscribers|this (?:article|story|content) is (?:only |exclusively )?(?:for|available to) (?:our )?(?:subscribers|members)|you(?:['’]ve| have) (?:reached|read) your|free articles? (?:left|remaining|this month)|unlock (?:this|the full)|jetzt (?:weiterlesen|abonnieren)|weiterlesen mit|nur für abonnenten|mit (?:plus|\p{L}+plus|\p{L}+\+) (?:weiter)?lesen|artikel freischalten|réservé (?:aux|à nos) abonnés|pour lire la suite|il vous reste|abonnez-vous|exclusivo para suscriptores|para seguir leyendo|suscríbete para|contenuto riservato|abbonati per|per continuare a leggere|exclusivo para assinantes|para continuar lendo|alleen voor abonnees|verder lezen|kun for abonnenter|för prenumeranter)\b/iu;
/** Headings that are links: a page with this many and a short text lists other pages. */
const minTeasers = 8;
const lengthOf = (blocks: readonly Block[]) => blocks.reduce((sum, { text }) => sum + text.length, 0);
/** Minimum text of a wall's own words, and maximum text besides them. */
const minWallWords = 120;
const maxBesideWall = 250;

function isConsentWall({ tree, body, isPublished }: PageSigns): boolean {
  const isAbout = (text: string) =>
    new Set(text.toLowerCase().match(consentWords) ?? []).size >= 2 || isCookieNotice(text);
  const about = tree.blocks.filter(({ text }) => text.length > 40 && isAbout(text));
  const beside = body.filter((block) => !about.includes(block) && block.text.length > 40);
  if (lengthOf(about) < minWallWords || lengthOf(about) > maxWallLength || lengthOf(beside) > maxBesideWall)
    return false;
  const speaks = about.filter(({ text }) => addresses.test(text.replace(/[“"„«].{2,300}?[”"“»]/gu, "")));
  if (lengthOf(speaks) < lengthOf(about) / 2) return false;
  const asks = [...tree.root.element.querySelectorAll(choices)].some((choice) => {
    const label = textOf(choice) || (choice.getAttribute("value") ?? "");
    return label.length <= maxLabel && consentAction.test(label);
  });
  return asks || (!isPublished && lengthOf(about) > 2 * lengthOf(beside));
}

const choices = "button, a, input[type=submit], input[type=button], [role=button], label";
const maxLabel = 60;

function countTeasers(blocks: readonly Block[]): number {
  return blocks.filter(
    ({ box, text, linkChars }) => /^H[2-6]$/.test(box.tag) && linkChars >= 0.8 * text.length,
  ).length;
}

/** A front page or a section: many linked headlines, no article told, and each text about as short as the others. */
function isIndex({ tree, body, path, isToldArticle }: PageSigns): boolean {
  if (isToldArticle) return false;
  const teasers = countTeasers(tree.blocks);
  const longest = body.reduce((top, { text }) => Math.max(top, text.length), 0);
  const isFront = /^\/(?:index\.\w+|home\/?|[a-z]{2}\/?)?$/i.test(path);
  if (isFront && teasers >= minTeasers && longest < 600) return true;
  const inBody = countTeasers(
    tree.blocks.filter(({ at }) => at >= (body[0]?.at ?? 0) && at <= (body.at(-1)?.at ?? -1)),
  );
  return inBody >= minTeasers && longest < 350 && lengthOf(body) < 250 * inBody;
}

/** Fewer whole posts are an article with another one below. */
const minPosts = 3;
/** Characters of a post at least. */
const minPost = 150;
/** Words of a headline of the page itself; fewer name the site. */
const minOwnHeadline = 4;

/** Counts whole posts, each under a headline that links to its own address on the site, of a page without a headline of its own. */
function countPosts({ tree, body, isToldArticle, isPublished }: PageSigns): number {
  if (isToldArticle || isPublished || body.length === 0) return 0;
  const isHeading = ({ box }: Block) => /^H[1-4]$/.test(box.tag);
  const isLinked = ({ text, linkChars }: Block) => linkChars >= 0.8 * text.length;
  const own = tree.blocks.some(
    (block) =>
      isHeading(block) &&
      block.box.tag === "H1" &&
      !isLinked(block) &&
      block.text.split(/\s+/).length >= minOwnHeadline,
  );
  if (own) return 0;
  const inBody = new Set(body);
  const posts = new Map<string, number>();
  let at: string | null = null;
  for (const block of tree.blocks) {
    if (isHeading(block)) at = isLinked(block) ? addressIn(block) : at;
    else if (at !== null && inBody.has(block)) posts.set(at, (posts.get(at) ?? 0) + block.text.length);
  }
  return [...posts.values()].filter((length) => length >= minPost).length;
}

/** Where a linked heading leads on its own site; null for another site and for a part of the page. */
function addressIn({ box: { element } }: Block): string | null {
  const link = element.querySelector("a[href]") ?? element.closest("a[href]");
  const href = link?.getAttribute("href") ?? "#";
  return href.startsWith("#") ? null : href;
}

function isPaywalled({ tree, body, isFree }: PageSigns): boolean {
  const length = lengthOf(body);
  if (length > maxStubLength) return false;
  const after = tree.blocks.filter(({ at }) => at >= (body.at(-1)?.at ?? 0) - 3);
  const asks = after.some(({ text }) => text.length < 400 && paywallWords.test(text));
  return asks || (!isFree && length < maxStubLength / 2);
}

/** Says what a page without an article looks like: "a log-in page"; falls back to counting what is there. */
export function describePage(document: PageDocument): string {
  const title = textOf(document.querySelector("title"));
  const text = textOf(document.body);
  const head = `${title} ${text.slice(0, 600)}`;
  const links = [...document.querySelectorAll("a[href]")].length;
  const scripts = [...document.querySelectorAll("script")].length;
  if (document.querySelector('input[type="password"]')) return "a log-in page";
  if (/\b(?:404|not found|page (?:does not|doesn't) exist|nicht gefunden)\b/i.test(head))
    return 'a "not found" page';
  if (
    /\b(?:403|access denied|forbidden|captcha|are you a robot|verify you are human|just a moment)\b/i.test(
      head,
    )
  )
    return "a page that turns robots away";
  if (/enable javascript|requires javascript/i.test(head) || (text.length < 200 && scripts > 2))
    return "a page whose text is loaded by scripts";
  if (text.length < 1500 && /\b(?:cookies?|consent)\b/i.test(text)) return "a cookie notice";
  if (/\bsubscribe (?:to|now)|subscribers? only|already a subscriber\b/i.test(head))
    return "a subscription notice";
  if (links > 20) return `an index of other pages (${links} links)`;
  return text === ""
    ? "a page without any text"
    : `a page with ${text.length} characters of text and no paragraph of an article`;
}
