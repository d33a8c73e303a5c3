// Separates an article's paragraphs from the furniture of its page, by wording, place and repetition.

import { bylineName, isSourceLine } from "./attribution.js";
import { datesInLine, isLabelledDate } from "./dates/judge-dates.js";
import { countUnspaced, countWords, textKey } from "./normalize-characters.js";

export interface Separated {
  readonly body: readonly string[];
  /** Left out, in order. `top` is true for lines above the first paragraph kept. */
  readonly dropped: readonly { readonly text: string; readonly top: boolean }[];
}

/** Blocks at the start among which bylines and bare dates are furniture. */
const topBlocks = 8;

/**
 * Keeps what is article. A paragraph that repeats the title or an earlier paragraph goes; an empty list gives two empty ones.
 * @param author the article's author as given, if known: what tells about them at the end is no text
 * @param points items of lists and rows of tables that are known to be no links: neither their place nor a heading such as "More on …" is held against them
 */
export function separateFurniture(
  blocks: readonly string[],
  title: string,
  language = "",
  points: ReadonlySet<string> = new Set(),
  author: string | null = null,
): Separated {
  const body: string[] = [];
  const dropped: { text: string; top: boolean }[] = [];
  const seen = new Set([textKey(title)]);
  const articleEnd = endOfArticle(blocks);
  const hasSentence = blocks.some(isBodySentence);
  let inList = false;
  let isOfOthers = false; // under a heading that no list of the article has
  for (const [index, text] of blocks.entries()) {
    const isPoint = points.has(text);
    const isOverPoints = points.has(blocks[index + 1] ?? "");
    const isSure = sureHeading.test(text);
    const heading = isListHeading(text) && (isSure || !isOverPoints);
    inList = heading || (inList && (isOfOthers || !isPoint) && (isHeadline(text) || isFurniture(text)));
    isOfOthers = inList && (isSure || isOfOthers);
    const key = textKey(text);
    const atTop = index < topBlocks && body.filter(isBodySentence).length === 0;
    const atEdge = atTop || index >= blocks.length - 3;
    const repeated = key.length >= 25 || key === textKey(title) ? seen.has(key) : false; // a refrain may repeat
    const byPlace =
      !isPoint &&
      ((atTop && datesInLine(text, language).length > 0) ||
        (atEdge && bylineName(text) !== null) ||
        isPlaceAndDay(text) ||
        (hasSentence &&
          !isOverPoints &&
          body.length === 0 &&
          kickersFrom(blocks, index) <= maxKickers &&
          isKicker(text)));
    if (index >= articleEnd || inList || repeated || byPlace || isFurniture(text)) {
      dropped.push({ text, top: body.length === 0 });
      continue;
    }
    seen.add(key);
    body.push(text);
  }
  const end = endWithoutBiography(body, author);
  dropped.push(...body.slice(end).map((text) => ({ text, top: false })));
  return { body: body.slice(0, end), dropped };
}

const jobs =
  "reporter|correspondent|editor|journalist|columnist|contributor|contributing \\p{L}+|freelancer?|(?:staff |senior )?writer|redakteur\\p{L}*|korrespondent\\p{L}*|journalist\\p{L}*|reporter\\p{L}*|volontär\\p{L}*|journaliste|correspondante?|rédact\\p{L}+|periodista|corresponsal|redactora?|giornalista|corrispondente|redattore|redattrice|jornalista|repórter|muhabir\\p{L}*|yazar\\p{L}*|verslaggever|redacteur";
const workplaces =
  "at|for|of|with|in|on|and|based|covering|who (?:covers|writes|reports|specialises|specializes|has)|bei|beim|für|im|der|des|und|pour|à|au|chez|de|du|des|en|per|di|da|del|della|para|no|na|voor|bij|van";
/** "Mia Kerr is the harbour correspondent of …", "Mia Kerr schreibt über …". */
const biography = new RegExp(
  `^(?<name>\\p{Lu}[\\p{L}.'’-]+(?: \\p{Lu}[\\p{L}.'’-]+){1,3}),? (?:(?:is|ist|est|es|è|é)(?!\\p{L}).{0,70}(?<job>(?<!\\p{L})(?:${jobs})(?=[.,]|\\s(?:${workplaces})(?!\\p{L})))|(?:is|covers|writes|reports|works|joined|lives|teaches|ist|schreibt|arbeitet|berichtet|est|écrit|couvre|es|escribe|cubre|è|scrive|é|escreve)(?!\\p{L}))`,
  "iu",
);

/** The number of paragraphs before those that tell who wrote the article, with the name above them. */
function endWithoutBiography(body: readonly string[], author: string | null): number {
  const end = body.findLastIndex((block) => biographyOf(block, body, author) === null) + 1;
  const name = end === body.length ? null : biographyOf(body[end] ?? "", body, author);
  return name !== null && textKey(body[end - 1] ?? "") === textKey(name) ? end - 1 : end;
}

/** The name in a paragraph that tells about the article's author, or about somebody with that job whom the text does not name; else null. */
function biographyOf(block: string, body: readonly string[], author: string | null): string | null {
  if (block.length > maxFurnitureLength) return null;
  const { name = "", job } = biography.exec(block)?.groups ?? {};
  if (name === "" || (job === undefined && !(author ?? "").includes(name))) return null;
  const last = name.split(" ").at(-1) ?? name;
  const isNamed = body.some(
    (other) => other !== block && textKey(other) !== textKey(name) && other.includes(last),
  );
  return isNamed ? null : name;
}

/** Index of the credit that ends the article, or the number of blocks: after it nothing is article. */
function endOfArticle(blocks: readonly string[]): number {
  const length = (from: number, to: number) =>
    blocks
      .slice(from, to)
      .filter(isBodySentence)
      .reduce((sum, block) => sum + block.length, 0);
  const end = blocks.findLastIndex(isSourceLine);
  const atEnd = end > 0 && length(0, end) >= 8 * length(end + 1, blocks.length) && length(0, end) > 0;
  return atEnd ? end : blocks.length;
}

/** A line under a list heading: a headline. A plain full stop makes it a sentence, and so body. */
function isHeadline(block: string): boolean {
  return block.length <= 200 && !/[.…。।:]["'”’»)\]]*$/u.test(block) && !isBodySentence(block);
}

/** More short lines at the start are a list, which belongs to the article. */
const maxKickers = 2;

function kickersFrom(blocks: readonly string[], index: number): number {
  const end = blocks.findIndex((text, at) => at >= index && !isKicker(text));
  return end - index;
}

/** The section's name or a label above the first paragraph. */
function isKicker(text: string): boolean {
  return countWords(text) <= 4 && !sentenceEnd.test(text);
}

/** "WASHINGTON, Oct 21" alone on its line. */
function isPlaceAndDay(text: string): boolean {
  return /^\p{Lu}[\p{Lu}\s./-]{2,30},?\s(?:\p{L}{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s\p{L}{3,9})(?:,?\s\d{4})?(?:\s\([A-Z][\w ]{1,20}\))?\s?[-–—]?$/u.test(
    text,
  );
}

/** Longest block that a pattern may drop; anything longer is body whatever it begins with. */
const maxFurnitureLength = 400;

/** Returns whether a block is furniture by its own words, wherever it is. A long punctuated sentence rarely is. */
export function isFurniture(block: string): boolean {
  if (block.length > maxFurnitureLength) return false;
  if (fixedLines.has(block.toLowerCase().replace(/\s*[:.…›»>]+$/u, ""))) return true;
  if (shareRow.test(block) || strongFurniture.some((pattern) => pattern.test(block))) return true;
  if (isCredit(block) || firstPublicationLine.test(block)) return true;
  if (isBodySentence(block)) return false;
  return (
    shortFurniture.some((pattern) => pattern.test(block)) || isLabelledDate(block) || isSourceLine(block)
  );
}

/** Characters of a script without spaces that make a sentence of twelve words. */
const minUnspaced = 24;

/** Returns whether a block reads as body: a punctuated sentence of twelve words or more, or a long paragraph. */
export function isBodySentence(block: string): boolean {
  if (block.length > maxFurnitureLength) return true;
  return (
    sentenceEnd.test(block) &&
    (countWords(block) >= 12 || block.length >= 80 || countUnspaced(block) >= minUnspaced)
  );
}

/** Returns whether a caption with its credit, or a credit alone, is all that a block holds. */
export function isCredit(block: string): boolean {
  if (block.length > maxFurnitureLength) return false;
  const unsigned = block.replace(reportSign, "").trimEnd();
  return endsInPhotoCredit(block) || credits.some((pattern) => pattern.test(unsigned));
}

/** Headings of lists that are never the article's own, whatever is under them. */
const sureHeading =
  /^(?:related (?:articles?|stories|posts?|news|coverage|reading)|recommended (?:stories|reading|articles)|most (?:read|popular|viewed)|you (?:may|might) also like|ähnliche artikel|meistgelesen|das könnte (?:sie|dich) (?:auch )?interessieren|sur le même sujet|les plus lus|noticias relacionadas|te puede interesar|lo más (?:leído|visto)|ilgili haberler|çok okunanlar|mais lidas|meest gelezen)\s?:?$/iu;

/** Returns whether a line heads a list of other articles. */
export function isListHeading(block: string): boolean {
  return block.length <= 80 && listHeading.test(block.replaceAll("İ", "i")); // no case folding pairs İ with i
}

/** “The post … appeared first on …”, as WordPress adds it in the languages of its sites, translated word by word by the system. */
const firstPublication = [
  "(?:the|this) (?:post|article|story) .{0,300}?(?:appeared first|first appeared|was (?:first|originally) published) (?:on|at|in) .{1,200}",
  "(?:der|dieser) (?:beitrag|artikel) .{0,300}?(?:erschien|wurde|ist) (?:zuerst|zunächst) (?:auf|bei|in|im) .{1,200}",
  "(?:l['’]|cet )article .{0,300}?(?:est apparu|est paru|a été publié|apparaît) (?:en premier|d['’]abord|initialement) (?:sur|dans) .{1,200}",
  "(?:la entrada|esta entrada|el artículo|la noticia) .{0,300}?(?:se publicó|apareció|aparece|fue publicad[oa]) (?:primero|por primera vez) en .{1,200}",
  "l['’]articolo .{1,300}? (?:proviene da|sembra essere il primo su|è apparso (?:prima|per la prima volta) su) .{1,200}",
  "(?:het|dit) (?:bericht|artikel) .{0,300}?verscheen (?:als )?eerst(?:e)? op .{1,200}",
  "(?:o|este) (?:post|conteúdo|artigo) .{0,300}?(?:aparece|apareceu|foi publicado) (?:primeiro|em primeiro lugar|pela primeira vez) (?:em|no|na) .{1,200}",
  "artykuł .{1,300}? pochodzi z serwisu .{1,200}",
  "inlägget .{1,300}? dök först upp på .{1,200}",
  "(?:indlægget|innlegget) .{1,300}? (?:blev først udgivet|dukket først opp) på .{1,200}",
  "сообщение .{1,300}? появил(?:ось|ись) сначала на .{1,200}",
].join("|");
const turkishFirstPublication =
  ".{1,300} (?:yazısı|haberi) (?:ilk (?:önce|olarak)) .{1,200}(?:üzerinde|sitesinde) (?:ortaya çıktı|yayınlandı|yayımlandı|göründü)";
const firstPublicationLine = new RegExp(`^(?:${firstPublication}|${turkishFirstPublication})\\.?$`, "iu");
const firstPublicationAtEnd = new RegExp(`(?<=[.!?…\\]"”’»)])\\s+(?:${firstPublication})$`, "iu");

/** Returns a block without the line of its publishing system that says where it was first published; "" if that is all. */
export function withoutFirstPublication(block: string): string {
  return firstPublicationLine.test(block) ? "" : block.replace(firstPublicationAtEnd, "");
}

/** Closing punctuation of a sentence in the scripts that have one, with quotes or brackets after it. */
const sentenceEnd = /[.!?…。！？؟۔।։።:;]["'”’»)\]]*$/u;
const lines = (text: string) => text.split("|").map((line) => line.trim());

/** Whole lines that are never body, in lower case without closing punctuation. */
const fixedLines: ReadonlySet<string> = new Set([
  ...lines(
    "advertisement|advertisements|advertising|ad|sponsored|promoted|anzeige|werbung|publicité|publicidad|pubblicità|reklam|annonse|mainos",
  ),
  ...lines(
    "share|share this|share this article|share this story|share article|share via|share on|sharing|teilen|partager|compartir|condividi|paylaş",
  ),
  ...lines(
    "print|print this|print article|save|save article|save this|bookmark|copy link|link copied|copied|email|gift this article|republish",
  ),
  ...lines(
    "listen|listen to this article|listen to article|listen to this story|listen to story|play|play audio|watch|watch live|loading|loading...",
  ),
  ...lines(
    "menu|search|home|close|back|next|previous|open menu|close menu|toggle navigation|skip to content|skip to main content|skip navigation",
  ),
  ...lines(
    "log in|login|sign in|sign up|sign up now|subscribe|subscribe now|register|my account|log out|support us|donate|donate now|become a member",
  ),
  ...lines(
    "newsletter|newsletters|your email|email address|your email address|enter your email|enter your email address|get newsletter|get our newsletter|thank you for subscribing",
  ),
  ...lines(
    "read more|show more|load more|view more|see more|see all|view all|more|continue reading|read the full story|learn more|expand|back to top|weiterlesen|lire la suite|leer más",
  ),
  ...lines(
    "accept|accept all|accept cookies|accept all cookies|reject all|decline|manage cookies|manage preferences|cookie settings|cookie preferences|cookie policy|privacy settings",
  ),
  ...lines(
    "privacy policy|privacy|terms of service|terms of use|terms and conditions|contact us|contact|about us|imprint|impressum|datenschutz|accessibility|sitemap",
  ),
  ...lines(
    "all rights reserved|reuse this content|get the app|download the app|open in app|video|videos|photos|gallery|live|live updates|breaking|breaking news|opinion|exclusive",
  ),
  ...lines(
    "tags|topics|comments|comment|leave a comment|leave a reply|post a comment|add a comment|join the conversation|show comments|view comments|kommentare|commentaires|comentarios",
  ),
  ...lines(
    "follow|follow us|following|follow this author|report a correction|report an error|corrections|feedback|published|updated|last updated|by|file photo|caption|enlarge image|view image",
  ),
]);

/** Headings of lists that are not the article's: the heading goes, and the headlines under it. In lower case. */
const listHeading = new RegExp(
  `^(?:${[
    "explore(?: more)?",
    "recommended(?: (?:for you|stories|reading|articles|videos))?",
    "related(?: (?:articles?|stories|story|news|topics?|content|coverage|links?|posts?|reading|items?|videos?))?",
    "more (?:from|on|in|about) [^.!?]{2,50}",
    "more (?:stories|news|headlines|articles|like this)",
    "most (?:read|popular|viewed|shared|commented|recent|watched)(?: [^.!?]{2,30})?",
    "(?:trending|popular)(?: (?:now|stories|articles|news|topics|posts))?",
    "(?:latest|top|other|today's|today’s) (?:news|stories|headlines|articles|posts|videos)",
    "editors?['’]?s? (?:picks?|choice)",
    "you (?:may|might|could) (?:also )?(?:like|be interested in)(?: this)?",
    "(?:read|up|what to read|watch) next",
    "don['’]?t miss(?: out)?",
    "in case you missed it",
    "(?:around|from) (?:the|our) (?:web|partners|network|archives?)",
    "(?:sponsored|promoted|partner) (?:content|stories|links|posts?)",
    "(?:see|read|watch) also",
    "also (?:read|see|on) ?[^.!?]{0,30}",
    "further reading",
    "keep reading",
    "mehr zum thema|mehr zu diesem thema|lesen sie auch|auch interessant|das könnte (?:sie|dich) (?:auch )?interessieren|meistgelesen|empfohlen(?:e artikel)?",
    "(?:à )?lire aussi|sur le même sujet|les plus lus|à voir aussi|recommandé",
    "te puede interesar|lee también|lo más (?:leído|visto)|más leídas|noticias relacionadas|recomendado",
    "leggi anche|leia também|leia mais|veja também|mais lidas",
    "ilgili haberler|önerilen(?:ler)?|çok okunanlar|bunlar da ilginizi çekebilir|keşfet",
    "lue myös|les også|läs också|læs også|luetuimmat|mest lest",
  ].join("|")})\\s?[:›»>]?$`,
  "iu",
);

/** Short lines by their start or shape; they never take a long sentence with them. */
const shortFurniture: readonly RegExp[] = [
  /^(?:reading time:?\s?)?(?:less than )?\d{1,3}[\s-]?(?:min|mins|minutes?|minuten|minutos?|minuti|dk|dakika|мин)\b\.?(?:\s?(?:read|reading|reading time|listen|watch|lesezeit|de lecture|de lectura|di lettura|okuma(?: süresi)?))?$/iu,
  /^(?:reading time|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|okuma süresi)\b/iu,
  /^(?:read|see|watch|listen|also read|read also|also|related|recommended|more|video|podcast|live|in pictures|analysis|opinion|explainer|explained|quiz|gallery|lesen sie auch|mehr|lire aussi|à lire aussi|lee también|leggi anche|leia também|ilgili haber)(?: (?:more|also|next|now|here|live))?\s?[:|›»>]\s?\S/iu,
  /^related(?=\p{Lu}\p{L}*[^.!?]*$)/iu,
  /^read (?:more|also|the full)\b[^.!?]{0,120}\.?$/i,
  /^(?:also read|read next|see also|click here|tap here|swipe|scroll)\b[^.!?]{0,120}[.!]?$/i,
  /^(?:listen to (?:this|the)|artikel anhören|écouter l['’]article|escuchar (?:el|este) artículo|ascolta l['’]articolo|haberi dinle)\b[^.!?]{0,40}$/iu,
  /^(?:follow|like|find|join|connect with) (?:us|him|her|them|me|@\w+|[\p{L} ]{2,30}) (?:on|at|via) (?:x|twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|tiktok|threads|bluesky|google news|social media)\b.{0,80}$/iu,
  /^(?:share|tweet|post|send) (?:this|on|via|to|by|with)\b[^.!?]{0,60}$/i,
  /^(?:story|article|post) continues (?:below|after)\b/i,
  /^(?:scroll|continue) (?:down|below|reading|to continue)\b[^.!?]{0,60}$/i,
  /^\(?\s?\d[\d.,]*k?\s?\)?\s?(?:comments?|shares?|views?|likes?|replies|reactions|kommentare|commentaires|comentarios|yorum)\)?$/iu,
  /^(?:comments?|shares?|views?|kommentare|commentaires)\s?[:(]\s?\d[\d.,]*\)?$/iu,
  /^(?:tags?|topics?|filed under|posted in|keywords?|categor(?:y|ies)|themen|schlagwörter|mots[- ]clés|etiquetas|etiketler|section|sections)\s?:/iu,
  /^(?:#[\p{L}\p{N}_]+[\s,]*)+$/u,
  /^(?:home|startseite|accueil|inicio|ana sayfa)\s?(?:[>›»/|•]\s?[^.!?]{1,60})+$/iu,
  /^(?:©|\(c\)|copyright\b|all rights reserved\b)/i,
  /^(?:with (?:inputs|agencies|agency inputs|wires))\b[^.!?]{0,60}\.?$/i,
  /^(?:\d{1,2}|an?|one|two|three) (?:second|minute|hour|day|week|month|year)s? ago$/i,
  /^\(?\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?\s?m\.?|uhr|h|hrs|gmt|utc|cet|cest|et|bst)?\)?$/i,
  /^(?:last )?(?:updated|modified|published)(?: (?:on|at))?:? (?:\d{1,2}|an?) (?:second|minute|hour|day|week|month|year)s? ago$/i,
  /^\d{1,2}:\d{2}(?::\d{2})?\s?\/\s?\d{1,2}:\d{2}(?::\d{2})?$/,
  /^(?:photo|image|video|slide|page) \d{1,3} (?:of|\/) \d{1,3}$/i,
  /^[^\p{L}\p{N}]+$/u,
];

/** What a page asks of its readers, or says about itself, in whole sentences: at most two lines long. */
const asides: readonly RegExp[] = [
  // newsletters
  "(?:melde[nt]? sie sich|melde dich|abonniere(?:n sie)?|inscrivez-vous|abonnez-vous|recevez|suscríb[ea](?:te|se)|reg[ií]str[ea](?:te|se)|recib[ea]|iscriviti|ricevi|assine|inscreva-se|receba|schrijf (?:je|u)|meld (?:je|u)|abonneer|prenumerera|tilmeld|zapisz się|подпи(?:шитесь|сывайтесь))\\P{L}.{0,140}(?:newsletter|boletín|infolettre|nieuwsbrief|nyhetsbrev|biuletyn|рассылк|correo|e-?mail|inbox).{0,140}",
  ".{0,80}bülten\\p{L}*.{0,60}(?:abone|kaydol|üye ol)",
  "(?:our|the) (?:best|top|biggest|latest|most important) (?:stories|news|headlines|reads)\\P{L}.{0,120}(?:inbox|e-?mail)",
  '(?!.{0,300}[“”"«»„]).{0,140}(?<!\\p{L})(?:abonniere (?:meine?n?|unsere?n?|jetzt)|abonnieren sie|subscribe to (?:my|our)|sign up (?:for|to) (?:my|our)|abonnez-vous|inscrivez-vous|suscríbete|iscriviti|assine|inscreva-se|abone olun)(?!\\p{L}).{0,60}(?:newsletter|boletín|bülten|infolettre|kanal|channel|canal|podcast|mailing list).{0,80}',
  "(?:you can|to) unsubscribe\\P{L}.{0,200}|subscribe to t\\.me\\/.{1,60}|.{2,40} is now on (?:telegram|whatsapp|threads|bluesky)[!.]",
  "view this post on (?:instagram|threads|facebook)|a post shared by .{2,160}|sehen sie sich diesen beitrag auf instagram an|ein beitrag geteilt von .{2,160}|voir cette publication sur instagram|une publication partagée par .{2,160}|ver esta publicación en instagram|una publicación compartida (?:por|de) .{2,160}",
  "(?:if you['’]re on .{2,40} app,? )?(?:click|tap) here (?:to|for)\\P{L}.{2,100}",
  "(?:hier|jetzt|here|aquí|ici|qui)\\P{L}.{0,40}(?:newsletter|whatsapp-?kanal|whatsapp channel|boletín).{0,40}(?:abonnieren|anmelden|subscribe|sign up|suscri\\p{L}+|inscri\\p{L}+)\\P{L}?.{0,30}",
  "(?:clique aqui|ha(?:z|ga) clic aquí|cliquez ici|klicken sie hier|hier klicken|klik hier|clicca qui)(?:\\P{L}.{0,140})?",
  "(?:map|chart|graphic|table|grafik|karte|tabelle|infografik|carte|graphique|gráfico|mapa|grafico)\\s?:.{2,120}(?:source|quelle|fuente|fonte)\\s?:.{2,80}|.{0,160}(?:created|made|erstellt|créé) (?:with|mit|avec) (?:datawrapper|flourish|infogram)\\P{L}?",
  // following, apps
  "(?:follow|like|find|join) (?:us|me) on .{2,120}",
  "(?:folge(?:n sie)? uns|suivez-nous|retrouvez-nous|síg[au](?:enos|anos)|segu?ici|siga-nos|sigam?-nos|volg ons|følg os|följ oss|подписывайтесь на нас|bizi .{0,60}takip ed).{0,140}",
  "(?:(?:download|get|install)(?! your)|lade(?:n sie)?|téléchargez|descarg(?:a|ue)|scarica|baixe|indirin)\\P{L}.{0,30}\\P{L}(?:app|application|aplicación|applicazione|aplicativo)\\P{L}.{0,120}",
  // what stands behind a paywall
  "(?:this|the full) (?:article|story|content|report) is (?:only |exclusively )?(?:available |reserved |exclusive )?(?:only )?(?:for|to) (?:our |paying |premium |registered )*(?:subscribers?|members|readers who).{0,120}",
  "(?:diese[rn]? (?:artikel|text|inhalt|beitrag)) (?:ist|können).{0,30}(?:nur|exklusiv|ausschließlich).{0,30}(?:abonnent|abo|mitglieder|registrierte).{0,100}",
  "(?:cet article|ce contenu|la suite) est réservée? aux abonnés.{0,100}",
  "(?:este (?:artículo|contenido)|esta noticia) es (?:exclusiv[oa] |sol[oa] )?para (?:nuestros )?suscriptores.{0,100}",
  "(?:conteúdo|artigo|matéria) exclusiv[oa] para assinantes.{0,100}",
  ".{0,120}(?:already (?:a subscriber|subscribed|a member|registered|have an account)|(?:sie sind|bist du|schon|bereits) (?:bereits |schon )?(?:abonnent\\p{L}*|abonniert|registriert)|déjà abonnée?|ya eres suscriptora?|sei già abbonato|já é assinante|al abonnee)\\s?\\?.{0,80}",
  ".{0,200}(?:cancel (?:at )?any ?time|jederzeit kündbar|€.{0,40}sans engagement|résiliable à tout moment|cancela cuando quieras|disdici quando vuoi|cancele quando quiser|istediğin(?:iz)? zaman iptal)\\P{L}.{0,80}",
  // donations
  '(?!.{0,300}[“”"«»„])(?=.{0,300}\\byou(?:r|\\b))(?=.{0,300}\\b(?:us|our|we)\\b).{0,200}\\b(?:support(?:ing)? (?:us|our (?:work|journalism|reporting|newsroom|mission|coverage))|(?:making|make) a (?:donation|contribution)|donat(?:e|ing) (?:to us|today|now|here))\\b.{0,200}',
  '(?!.{0,300}[“”"«»„])(?=.{0,300}\\byou).{0,120}consider (?:supporting us|making a donation|donating|becoming a (?:member|subscriber|supporter)).{0,200}',
  '(?!.{0,300}[“”"«»„]).{0,200}(?<!\\p{L})(?:unterstütze(?:n sie)? (?:uns|unsere[nr]? (?:arbeit|journalismus))|soutenez(?:-nous| notre)|faites un don|apoya (?:nuestro|a nuestro)|hazte socia?o?|periodismo independiente necesita|apoie (?:o|nosso) (?:nosso )?(?:jornalismo|trabalho)|doe agora|sostieni(?:ci| il nostro)|steun ons)(?!\\p{L}).{0,200}',
  // consent to content of others
  "(?:an dieser stelle|hier) (?:finden sie|findest du|steht|befindet sich).{0,40}(?:extern|eingebettet).{0,200}",
  "ich bin damit einverstanden, dass mir (?:externe )?inhalte .{0,260}",
  "(?:damit|dabei) können personenbezogene daten (?:an|von) dritt\\p{L}+.{0,120}|personal data may be (?:transmitted|transferred) to third-party .{0,120}",
  "(?:at this point|here) (?:you|there is|we)\\P{L}.{0,40}external content.{0,160}|i agree (?:that|to) (?:external|third-party) content .{0,160}",
  "(?:this content|this (?:video|post|map|embed)) is (?:hosted|provided|served) by .{0,160}|(?:to (?:view|see|display)|pour afficher|para ver|zum anzeigen)\\P{L}.{0,40}(?:content|contenu|contenido|inhalt\\p{L}*)\\P{L}.{0,120}(?:cookies?|consent|accept\\p{L}*|akzeptier\\p{L}*|aktivier\\p{L}*|zustimm\\p{L}*).{0,100}",
  "(?:by loading|mit dem laden|en chargeant|al cargar)\\P{L}.{0,60}(?:accept|agree|akzeptier|acceptez|aceptas?)\\p{L}*.{0,160}",
  // printing, contacting, going on after an advertisement
  "(?:a version of )?this (?:article|story|review|column) (?:also |originally |first )?(?:appears?|appeared|ran) in (?:the )?print\\P{L}.{0,200}|a version of this (?:article|story) (?:appeared|appears|was|first|ran)\\P{L}.{0,200}",
  "(?:contact|e-?mail|reach|write to|follow|you can (?:contact|reach|follow|e-?mail))\\P{L}.{0,80}(?:\\S+@\\S+\\.\\w+|@\\w{3,}).{0,100}",
  "(?:got|have|know|do you have)\\P{L}.{0,60}(?:tip|story|news|information)s?\\P{L}{0,3}\\?.{0,160}",
  "(?:heb je|heeft u|haben sie|hast du|vous avez|tienes|hai)\\P{L}.{0,40}(?:tip|tipp|hinweis\\p{L}*|infos?|informations?|pista|segnalazione)\\P{L}{0,3}\\?.{0,160}",
  "(?:la suite après (?:la|cette) publicité|(?:der artikel|der text|weiter) (?:geht|wird).{0,40}(?:anzeige|werbung)\\P{L}?.{0,30}|weiterlesen nach der anzeige|(?:la noticia |el artículo )?continúa (?:después|tras|debajo) de (?:la )?publicidad|(?:l['’]articolo )?continua (?:dopo|sotto) la pubblicità|continua (?:após|depois) da publicidade|haberin devamı.{0,40}|artikel gaat verder.{0,40})",
].map((words) => new RegExp(`^(?:${words})$`, "iu"));

/** Furniture even if it is a whole, punctuated sentence. */
const strongFurniture: readonly RegExp[] = [
  /^(?:we|this (?:web)?site|our (?:web)?site|[\p{L}. ]{2,30} and (?:its|our) partners?)\b.{0,60}\buses? (?:[\p{L}-]+ ){0,5}cookies\b/iu,
  /^(?:diese (?:web)?seite|wir) (?:verwende[nt]|nutz(?:t|en)) cookies\b/iu,
  /^(?:we|you)\b.{0,50}\bvalue (?:your )?privacy\b/i,
  /^by (?:continuing|clicking|using|signing up|subscribing|entering|providing|submitting|accepting)\b.{0,160}\byou (?:agree|accept|consent|acknowledge|confirm)/i,
  /^(?:sign up|subscribe|register|join|get|receive)\b.{0,100}\b(?:newsletters?|briefing|inbox|email alerts?|breaking news alerts?|mailing list|(?:telegram|whatsapp|youtube) channel)\b.{0,120}$/i,
  /^(?:subscribe|sign up|log in|register) (?:to|now|here|today|for free)\b.{0,60}\b(?:continue|read|access|unlimited|full)\b.{0,60}$/i,
  /^(?:get|download) (?:our|the) (?:free )?(?:app|mobile app|news app)\b/i,
  /^(?:never miss|don['’]t miss)\b.{0,80}\b(?:sign(?:ing)? up|subscrib\w+|newsletters?)\b.{0,80}$/i,
  /^get\b.{0,60}\b(?:news|stories|updates|headlines)\b.{0,60}\b(?:straight|direct(?:ly)?|delivered|sent)\b.{0,60}\b(?:phone|inbox|e-?mail|app|you)\b.{0,40}$/i,
  /^(?:do you )?want to\b.{0,100}\?\s?(?:sign up|subscribe|click|join|register)\b.{0,40}$/i,
  /^(?:à lire aussi|lire aussi|lesen sie auch|lee también|lea también|leggi anche|leia (?:também|mais)|mehr zum thema|ilgili haber(?:ler)?|lees ook|read (?:also|more)|also read|see also|related|läs också|lue myös|читайте также|читайте також|czytaj (?:też|także)|devamını oku)\s?[:|»›>]\s?\S.{0,220}$/iu,
  /^\(?(?:alle angaben ohne gewähr|sin garantía|sous toutes réserves)\)?\.?$/i,
  /^(?:we want to hear what you think|tell us what you think|send us your (?:views|thoughts))\b.{0,140}$/i,
  /^(?:this (?:post|article|page|story) (?:contains|may contain|includes)|some of the links)\b.{0,60}\b(?:affiliate|advertisers?|partner) ?(?:links?)?\b.{0,200}$/i,
  /^(?:you must|you need to|please) (?:be )?(?:logged in|log in|sign in|login|register)\b.{0,60}\b(?:comment|reply|vote)\b.{0,60}$/i,
  /^(?:du musst|sie müssen)\b.{0,40}\b(?:eingeloggt|angemeldet)\b.{0,80}$/i,
  /^this entry was (?:posted|filed|written)\b.{0,200}$/i,
  /^(?:dieser beitrag wurde|cet article a été publié|esta entrada fue publicada)\b.{0,200}$/i,
  /^(?:all content is )?(?:licensed|released) under (?:a |the )?(?:creative commons|CC BY)\b.{0,120}$/i,
  /^already (?:a subscriber|have an account|a member)(?:\?|\P{L}.{0,20}$)/iu,
  /^(?:additional |with )?(?:reporting|writing|additional reporting) by\b.{0,200}$/i,
  /^\(?(?:reporting|editing|writing|additional reporting|compiled) by\b.{0,250}\)?$/i,
  /^(?:editing|compiled) by\b.{0,120}$/i,
  /^our standards:\s/i,
  ...asides,
  /^this sample was written for dateline\b/i,
  /^this (?:article|story|content|material) (?:may not be|is (?:published|auto-generated)|has not been edited|was (?:originally )?(?:published|produced) by|is more than \d)/i,
  /^(?:\(?this story has not been edited\b)/i,
  /\bmay not be published, broadcast, (?:rewritten|redistributed)/i,
  /^(?:please )?(?:enable|turn on) javascript\b|^you need to enable javascript|^javascript (?:is|must be) /i,
  /^your browser does not support\b/i,
  /^the views expressed (?:in|here|are)\b/i,
  /^(?:do you have|have) (?:a (?:story|tip)|more information)\b.{0,120}\b(?:contact|email|get in touch)\b/i,
];

const agencies =
  "AFP|Reuters|AP|Associated Press|EPA|EPA-EFE|EFE|dpa|AA|Anadolu(?: Agency)?|Xinhua|TASS|Sputnik|Getty(?: Images)?|Shutterstock|iStock(?:photo)?|Alamy|Bloomberg|PA|PA Wire|PA Media|UPI|PTI|ANI|Kyodo|Yonhap|Imago|IMAGO|picture alliance|NurPhoto|Zuma(?: Press)?|Unsplash|Pixabay|Pexels|WikiCommons|Wikimedia(?: Commons)?|Handout|Pool";

/** "(AFP/Jane Doe)", "(Foto: dpa/Max Muster)" at the end of a caption. */
const photoCredit = /\(((?:(?:photo|image|foto|bild)s?\s?(?:by|:)?\s?)?[^()/]{2,60}\/[^()]{2,50})\)\.?$/i;
const namesPhoto = new RegExp(`\\b(?:photos?|images?|fotos?|bild|${agencies})\\b`, "u");
/** A wire agency, or the sign of a desk or a writer. */
const signature =
  "AFP|Reuters|AP|APA|DPA|EFE|ANSA|KNA|SDA|ATS|ANP|NTB|TT|DHA|İHA|SID|PTI|IANS|UPI|AAP|Xinhua|Kyodo|Yonhap|Belga|Ritzau|(?!file|foto|pool|bild)[a-zäöüß]{2,4}";
/** "(dpa/lno)", "(APA/Reuters)", "(AFP, red)" at the end of a report: who reported it. */
const reportSign = new RegExp(`\\((?:${signature})(?:\\s?[/,;]\\s?(?:${signature}))*\\)\\.?$`, "u");

/** Returns whether a block ends as captions do: with agency and photographer, not with a sign, nor with two names in a paragraph. */
function endsInPhotoCredit(block: string): boolean {
  const inside = photoCredit.exec(block)?.[1];
  if (inside === undefined || reportSign.test(block)) return false;
  return (
    namesPhoto.test(inside) ||
    (/^\p{Lu}.*\/\s?\p{Lu}/u.test(inside) && !isBodySentence(block.slice(0, block.lastIndexOf("(")).trim()))
  );
}

/** Ends or forms of photo captions and credits; a caption goes with its credit. */
const credits: readonly RegExp[] = [
  new RegExp(
    `(?:/|\\||©|–|—|\\bvia\\b)\\s?(?:${agencies})(?:\\s(?:Archives?|File|Photo|Images?|Pool))?\\)?$`,
    "u",
  ),
  /\((?:[\w .'’-]{0,30}\s)?(?:photos?|images?|file)(?:\s?[/:]|\sby\s|\scredit)[^()]{0,90}\)\.?$/i,
  /\[[^[\]]{0,60}(?:\/|\bvia\b|\bcourtesy\b|\bfile\b|\breuters\b|\bafp\b|\bap\b|\bgetty\b)[^[\]]{0,60}\]$/i,
  /(?:\bgetty images|\bshutterstock|\bistock(?:photo)?|\bpicture alliance|\balamy(?: stock photo)?|\bepa-efe)(?:\s?[/|]\s?[\p{L} .-]{2,40})?\)?$/iu,
  /^(?:photos?|photographs?|images?|pictures?|pics?|photo credit|image credit|picture credit|credit|image source|photo courtesy|bild|bilder|bildquelle|fotos?|fotograf|crédit photo|crédits?|crédito|fotoğraf|kuva|video)(?:\/illustration(?:en)?)?\s?(?:by\s|courtesy\s|credit\s?)?[:/©]/iu,
  /^(?:photo|photograph|image|picture)s? (?:by|courtesy of|credit|via)\s[^.!?]{2,80}$/i,
  /^.{0,200}(?:[.!?]["”’]?|\s[|–—-])\s(?:photos?|foto(?:s|graf)?|bild(?:er)?|images?|pictures?|fotoğraf|crédits? photo)(?: (?:credit|by|courtesy))?\s?[:/©]\s?[^.!?]{2,70}$/iu,
  /^(?:.{0,200}[\s.!?])?©\s?(?!\d{4}\b)[^.!?©]{2,60}$/u,
  /\s\/\s(?:file|handout|archive) (?:photo|picture|image|pic)s?$/i,
  /^(?:file|handout|undated|archive) (?:photo|picture|image|pic)\b[^!?]{0,200}$/i,
];

const shareWords =
  "share|tweet|post|facebook|twitter|x|whatsapp|telegram|email|e-mail|mail|print|save|copy link|copy|link|linkedin|pinterest|reddit|messenger|flipboard|pocket|tumblr|instagram|youtube|threads|bluesky|mastodon|viber|vk|wechat|weibo|line|tiktok|rss|google news|on|via|more|comments?";

/** A row of share buttons, however separated. */
const shareRow = new RegExp(`^(?:(?:${shareWords})(?:\\s*[|,·•/+-]\\s*|\\s+|$))+$`, "i");
