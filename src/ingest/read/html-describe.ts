// Says what a page without an article looks like, so that the person knows what to save instead.
import { type PageDocument, textOf } from "./html-dom.js";

/** Returns a phrase such as "a log-in page"; falls back to counting what is there. */
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
