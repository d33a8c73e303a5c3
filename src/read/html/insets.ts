// Finds boxes inside an article that are no part of its text: forms, offers, and quotes that repeat it.

import { countWords, textKey } from "../normalize-characters.js";
import { type Block, type Box, isArticleBody, isInside } from "./blocks.js";
import type { PageElement } from "./dom.js";

/** Longest box that asks for something, the longest paragraph in one, and its largest part of the article's box. */
const maxOffer = 500;
const maxOfferBlock = 260;
const maxOfferShare = 0.4;

/** Drops the boxes inside the article's box that want something of the reader, and the quotes that repeat a paragraph. */
export function dropInsets(container: Box, all: readonly Block[]): void {
  const blocks = all.filter(({ box }) => !box.dropped && isInside(box, container));
  const asking = [
    ...blocks.filter(({ text }) => isRequest(text)).map(({ box }) => box),
    ...fieldsIn(container),
  ];
  for (const box of asking) {
    const offer = offerAround(box, container, blocks);
    if (offer !== null) drop(offer);
  }
  for (const box of repeatedQuotes(container, blocks)) drop(box);
}

function drop(box: Box): void {
  box.dropped = true;
  box.children.forEach(drop);
}

/** What a button or link of an offer says, in the languages that we speak and some more. */
const requests = [
  "(?:subscribe|sign(?: me)? up|register|log ?in|sign in|buy|shop|order|donate|join|pre-?order)(?: (?:now|here|today|us|it|free|for free|online|at .{2,20}|on .{2,20}))?",
  "(?:support us|become a (?:member|subscriber|supporter)|(?:start|begin) (?:your )?(?:free )?trial|try (?:it )?(?:for )?free|add to (?:cart|basket|bag)|(?:check|see|view) (?:the )?(?:price|offers?|deal|plans)|get (?:the|our) (?:app|newsletter)|(?:show|load|display) (?:external )?(?:content|post|video|map))",
  "(?:jetzt |hier )?(?:abonnieren|anmelden|registrieren|bestellen|kaufen|spenden|testen|einloggen)|zum (?:angebot|shop)|zur anmeldung|(?:externen? )?inhalte? (?:anzeigen|laden)|alle externen inhalte anzeigen",
  "(?:je )?(?:m['’]|s['’])?(?:abonne[rz]?|inscri[rst]\\p{L}*)(?:-vous)?|acheter|faire un don|voir l['’]offre|se connecter|afficher le contenu",
  "suscr[ií]b(?:ete|irse|ase|irme)|reg[ií]str(?:ate|arse)|comprar(?: ahora)?|donar|iniciar sesión|ver oferta",
  "iscriviti|abbonati|acquista(?: ora)?|accedi|registrati|dona ora",
  "assine(?: já| agora)?|inscreva-se|compre(?: agora)?|cadastre-se|doe",
  "abone ol|üye ol|kayıt ol|giriş yap|satın al|bağış yap",
  "abonneer(?: je)?|schrijf je in|meld je aan|koop nu|bestel nu|word lid|inloggen",
].join("|");
const request = new RegExp(
  `^(?:(?:${requests})(?:[\\s|·/,]*(?:or|oder|ou|o|of|veya)?[\\s|·/,]*))+[!›»>→]*$`,
  "iu",
);

function isRequest(text: string): boolean {
  return text.length <= 60 && request.test(text);
}

/** Fields that a reader fills in or ticks; a box to tick that is in no form is an ingredient, or a thing done. */
const fields =
  "input[type=email], input[type=tel], input[type=password], input[type=radio], form input[type=checkbox], form select, textarea";

function fieldsIn(container: Box): Box[] {
  const elements = [...container.element.querySelectorAll(fields)];
  if (elements.length === 0) return [];
  const boxes = new Map<PageElement, Box>();
  const visit = (box: Box): void => {
    boxes.set(box.element, box);
    box.children.forEach(visit);
  };
  visit(container);
  return elements.flatMap((element) => {
    let at: PageElement | null = element;
    while (at !== null && !boxes.has(at)) at = at.parentElement;
    const box = at === null ? undefined : boxes.get(at);
    return box === undefined ? [] : [box];
  });
}

/** The smallest box around a request that says what for, with its heading; null if that is a part of the article's text. */
function offerAround(from: Box, container: Box, blocks: readonly Block[]): Box | null {
  let offer: Box | null = null;
  for (let box: Box | null = from; box !== null && box !== container; box = box.parent) {
    const at = box;
    const inside = blocks.filter((block) => isInside(block.box, at));
    if (!isInside(at, container) || !canBeOffer(at, container, inside)) return offer;
    const isHeaded = inside.every(
      (block) => (offer !== null && isInside(block.box, offer)) || /^H[2-6]$/.test(block.box.tag),
    );
    if (offer !== null && !isHeaded) return offer;
    if (inside.some(({ text }) => !isRequest(text))) offer = at;
  }
  return offer;
}

function canBeOffer(box: Box, container: Box, inside: readonly Block[]): boolean {
  if (box.holdsMain || box.kind === "body" || isArticleBody(box.element)) return false;
  const most = Math.min(maxOffer, maxOfferShare * container.chars);
  return box.chars <= most && inside.every(({ text }) => text.length <= maxOfferBlock);
}

const quoteWords =
  /(?:^|[\s_-])(?:(?:pull|block|side)-?quotes?|quotes?|zitat\w*|citation|cita|alinti|callout|highlight)(?:$|[\s_-])/;
/** Longest quote that is set beside the text it repeats, and the letters by which it is known. */
const maxQuote = 400;
const minQuoteLetters = 15;

/** The boxes of quotes whose words stand in a paragraph of the article, too. */
function repeatedQuotes(container: Box, blocks: readonly Block[]): Box[] {
  const quotes = new Map<Box, Block[]>();
  for (const block of blocks) {
    const box = quoteAround(block.box, container);
    if (box !== null) quotes.set(box, [...(quotes.get(box) ?? []), block]);
  }
  if (quotes.size === 0) return [];
  const text = blocks
    .filter((block) => quoteAround(block.box, container) === null)
    .map((block) => textKey(block.text));
  const isRepeated = (block: Block) => {
    const key = textKey(block.text);
    return (
      key.length >= minQuoteLetters && text.some((other) => other.length > key.length && other.includes(key))
    );
  };
  return [...quotes]
    .filter(
      ([, group]) => group.some(isRepeated) && group.every((block) => isRepeated(block) || isSpeaker(block)),
    )
    .map(([box]) => box);
}

/** The line under a quote that says whose it is. */
const isSpeaker = ({ text }: Block): boolean =>
  text.length <= maxSpeaker && (countWords(text) <= maxSpeakerWords || !/[.!?…]["'”’»)\]]*$/u.test(text));
const maxSpeakerWords = 5;
const maxSpeaker = 80;

function quoteAround(from: Box, container: Box): Box | null {
  let found: Box | null = null;
  for (let box: Box | null = from; box !== null && box !== container; box = box.parent) {
    const isQuote =
      box.tag === "BLOCKQUOTE" || box.tag === "ASIDE" || box.tag === "FIGURE" || quoteWords.test(box.words);
    if (isQuote && box.chars <= maxQuote && !box.holdsMain) found = box;
  }
  return found;
}
