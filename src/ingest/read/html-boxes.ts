// What the names of a page's boxes say: its article, its furniture, its comments. Class and id words only; no site's own names.

/** Class and id of an element as words: "relatedLinks" reads "related-links". */
export function boxWords(className: string, id: string): string {
  return `${className} ${id}`.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
}

const word = (words: string) => new RegExp(`(?:^|[\\s_-])(?:${words})(?:$|[\\s_-])`);

/** Boxes that hold nothing of an article, whatever is in them. */
const furniture = word(
  [
    "cookies?|consent|gdpr|onetrust|cmp|newsletters?|sign-?up|subscribe|subscription|subscribers?|abo-?box|login|register",
    "share|sharing|shares|share-?(?:bar|daddy|tools?|links?|buttons?|this)|sharedaddy|addtoany|addthis|social|socials|social-?(?:media|links?|share|bar)|follow-us",
    "related|relateds?|related-?(?:posts?|articles?|content|links?|stories|news|topics?)|jp-relatedposts|yarpp|recommend(?:ed|ations?)?|read-?(?:more|next|also)|more-?(?:stories|news|articles|from|on)|most-?(?:read|popular|viewed)|popular-posts|trending|up-?next|also-like|see-also",
    "promo|promos|promoted|promotion|advert(?:isement|ising|orial)?s?|ad-?(?:slot|box|container|wrapper|unit|label|banner)|ads|sponsor(?:ed|s)?|outbrain|taboola|revcontent|affiliate|disclaimer",
    "comments?|comment-?(?:list|form|respond|area|section|count)|disqus|respond|livefyre|breadcrumbs?|bread-crumbs?",
    "author-?(?:bio|box|info|description|card|about)|about-?(?:the-?)?author|tags|tag-?(?:list|links|cloud|container|wrapper)|post-?tags?|article-?tags|entry-?tags|topics-?list|keywords|cat-links",
    "skip-?link|screen-reader(?:-text)?|sr-only|visually-?hidden|visuallyhidden|assistive-text|no-?print|print-?(?:only|button|link)|hidden-print|edit-?section|mw-editsection|navbox|catlinks|printfooter|site-?sub|jump-to-nav",
    "pagination|pager|post-?nav(?:igation)?|nav-?links?|nav-previous|nav-next|prev-?next|article-?nav|navbar|nav-?menu|main-?menu|submenu|dropdown-menu|site-?header|site-?footer|masthead|colophon",
    "sidebar|side-?bar|sidebar-\\w+|textwidget|widget_text|entry-utility|disclosure|buy-?box|buybox|cta\\d?|call-to-action|letters-cta|\\w+-rate|rate-\\w+",
    // the same in other languages
    "assinatura|assine|suscripci[oó]n|suscr[ií]bete|suscribirse|abonnement|abonnez|abonnieren|werbung|anzeige|publicidad|publicidade|publicite|pubblicit[aà]|reklam\\w*|compartir|compartilh\\w+|partag\\w+|teilen|condivid\\w+|relacionad[oa]s|relaciones|verwandte?|weitere-?artikel|leia-?(?:mais|tambem)|saiba-?mais|lire-?aussi|lee-?tambien|boletin|kommentare?|comentarios?|commentaires?|commenti|valoraci[oó]n|encuesta|ilgili\\w*|paylas\\w*",
    "rating|ratings|star-rating|vote|votes|poll|quiz|popup|modal|lightbox-caption|overlay|tooltip|toolbar|article-?tools|copyright|caption|wp-caption-text|image-?credit|photo-?credit|credits?",
  ].join("|"),
);

/** Boxes that are furniture unless they hold paragraphs: names that sites give to their articles too. */
const doubtful = word(
  "paywall\\w*|regwall|metered?|premium|widgets?|aside|footer|teasers?|banner|menu|navigation|nav|links?|list-group|carousel|slider|slideshow|gallery|meta|byline|post-?meta|entry-?meta|article-?meta|entry-?footer|post-?footer|info-?box|box-?links|callout|download|contact|search|donate|donation|app-?(?:section|banner|promo|download)|feedback|outro|author|embed",
);

/** Boxes that hold the article, by the names that content systems give them. */
const body = word(
  "article-?body(?:-?(?:text|content|copy))?|article-?(?:content|text|copy|main)|articlebody|story-?(?:body|content|text|copy)|storytext|post-?(?:body|content|text|entry)|entry-?content|entry-?body|entry-?text|news-?(?:text|body|content|article)|text-?content|body-?(?:copy|text|content)|content-?body|main-?text|page-?content|single-?content|richtext|rich-text|wysiwyg|field-?name-body|blog-?(?:post|content)-?(?:body|content)?|td-post-content|cuerpo-?noticia|cuerpo|texto|noticia|artikel-?(?:text|inhalt|body)|meldung|article__body|article__content|story__body|c-entry-content",
);

/** What a box's name says of it; null where it says nothing. */
export type BoxKind = "furniture" | "doubtful" | "body" | null;

/** Judges an element by its class and id words; a name that says "article body" wins over one that says furniture. */
export function boxKind(words: string): BoxKind {
  if (words.length < 3) return null;
  const normal = words.replace(/_{2,}/g, "-");
  if (body.test(normal)) return "body";
  if (furniture.test(normal)) return "furniture";
  return doubtful.test(normal) ? "doubtful" : null;
}

const date = word("date|datum|data|fecha|time|calendar|published|posted|post-?date|entry-?date");

/** Tells whether a box is named after the date that it shows. */
export const isDateBox = (words: string): boolean => date.test(words);
