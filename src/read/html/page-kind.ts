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
  /** False if the page's data says that the article is not free to read. */
  readonly isFree: boolean;
  readonly tree: BoxTree;
  readonly body: readonly Block[];
}

/** Judges a page by its own words; null for a whole article. */
export function judgePage(signs: PageSigns): PageVerdict | null {
  const { title, body, tree, isFree } = signs;
  const length = lengthOf(body);
  const head = `${title} ${tree.blocks
    .slice(0, 12)
    .map(({ text }) => text.slice(0, 200))
    .join(" ")}`;
  if (length <= maxErrorLength && !signs.isToldArticle) {
    if (robotWords.test(head)) return { usable: false, says: "a page that turns robots away" };
    if (errorWords.test(head)) return { usable: false, says: "an error page" };
  }
  if (isConsentWall(signs)) return { usable: false, says: "a consent wall" };
  if (isIndex(signs))
    return { usable: false, says: `an index of other pages (${countTeasers(tree.blocks)} linked headlines)` };
  if (!isPaywalled(signs)) return null;
  const why = isFree ? "the page asks readers to subscribe" : "the page says that it is not free to read";
  return { usable: true, says: `only the part before a paywall: ${length} characters (${why})` };
}

/** Maximum characters of a page whose own words say that it is an error or a wall; longer ones report about such things. */
const maxErrorLength = 700;
const maxWallLength = 3000;
/** Most characters of an article that ends at a paywall. */
const maxStubLength = 2500;
const errorWords =
  /\b(?:404|410|page (?:not|cannot be) found|not found|page (?:does not|doesn['’]t|no longer) exists?|can['’]?t be found|seite (?:wurde )?nicht gefunden|page (?:non trouvée|introuvable)|página no encontrada|no se encuentra la página|pagina non trovata|página não encontrada|niet gevonden|sayfa bulunamadı|страница не найдена|nie znaleziono strony|500 (?:internal )?server error|internal server error|service (?:temporarily )?unavailable|bad gateway|gateway timeout)\b|(?:^|\s)(?:出错了|页面不存在|ページが見つかりません)/iu;
const robotWords =
  /\b(?:403 forbidden|access (?:to this page has been )?denied|are you a (?:robot|human)|verify (?:that )?you are (?:a )?human|checking your browser|just a moment|unusual traffic|captcha|you have been blocked|request blocked|enable javascript and cookies to continue)\b/i;
const consentWords =
  /\b(?:cookies?|consent|einwilligung|zustimm\p{L}*|datenschutz\p{L}*|consentement|traceurs|consentimiento|consenso|partners?|privacy|tracking|personali[sz]ed ads|personalisierte\p{L}* werbung|gdpr|dsgvo|rgpd)\b/giu;
const consentAction =
  /\b(?:accept(?: all)?|agree|i agree|continue|manage (?:settings|preferences|options)|akzeptieren|zustimmen|einverstanden|j['’]accepte|tout accepter|aceptar|acepto|accetta|accetto|aceitar|akkoord)\b/iu;
const paywallWords =
  /\b(?:(?:subscribe|sign up|register|log ?in|sign in|join|become a (?:member|subscriber)) (?:now |today )?(?:to|and) (?:continue|keep|read|unlock|access|get|finish)|to (?:continue|keep) reading|(?:already|not yet) a (?:subscriber|member)|subscribers? only|for subscribers|this (?:article|story|content) is (?:only |exclusively )?(?:for|available to) (?:our )?(?:subscribers|members)|you(?:['’]ve| have) (?:reached|read) your|free articles? (?:left|remaining|this month)|unlock (?:this|the full)|jetzt (?:weiterlesen|abonnieren)|weiterlesen mit|nur für abonnenten|mit (?:plus|\p{L}+plus|\p{L}+\+) (?:weiter)?lesen|artikel freischalten|réservé (?:aux|à nos) abonnés|pour lire la suite|il vous reste|abonnez-vous|exclusivo para suscriptores|para seguir leyendo|suscríbete para|contenuto riservato|abbonati per|per continuare a leggere|exclusivo para assinantes|para continuar lendo|alleen voor abonnees|verder lezen|kun for abonnenter|för prenumeranter)\b/iu;
/** Headings that are links: a page with this many and a short text lists other pages. */
const minTeasers = 8;
const lengthOf = (blocks: readonly Block[]) => blocks.reduce((sum, { text }) => sum + text.length, 0);
/** Minimum text of a wall's own words, and maximum text besides them. */
const minWallWords = 120;
const maxBesideWall = 250;

function isConsentWall({ tree, body }: PageSigns): boolean {
  const isAbout = (text: string) =>
    new Set(text.toLowerCase().match(consentWords) ?? []).size >= 2 || isCookieNotice(text);
  const about = tree.blocks.filter(({ text }) => text.length > 40 && isAbout(text));
  const beside = body.filter((block) => !about.includes(block) && block.text.length > 40);
  if (lengthOf(about) < minWallWords || lengthOf(about) > maxWallLength || lengthOf(beside) > maxBesideWall)
    return false;
  return consentAction.test(tree.root.element.textContent ?? "") || lengthOf(about) > 2 * lengthOf(beside);
}

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
