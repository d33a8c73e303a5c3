// Tells whether a sentence says nothing that could be quoted: greetings, promises, pointers, advertising, stamps, credits.

/**
 * "greeting": to readers or listeners; "promise": of what follows; "pointer": to other coverage or elsewhere; "promotion": of
 * newsletters, apps, subscriptions, and notes on advertising; "stamp": time and buttons of an entry; "reader": the outlet
 * asks its readers something; "credit": of photos, agencies and authors.
 */
export type EmptyKind = "greeting" | "promise" | "pointer" | "promotion" | "stamp" | "reader" | "credit";

/** Returns what kind of empty sentence this is; null for one that states something. What somebody else says is never empty. */
export function emptyKindOf(sentence: string): EmptyKind | null {
  const text = sentence.replace(LEADING_SIGNS, "").trim();
  if (SPOKEN.test(text)) return null;
  const found = KINDS.find(([, patterns]) => patterns.some((pattern) => pattern.test(text)));
  if (found && !(found[0] === "promise" && AFTERTHOUGHT.test(text))) return found[0];
  if (isStamp(text)) return "stamp";
  return isPromise(text) ? "promise" : null;
}

/** Returns whether a sentence says nothing, in any language of Dateline. */
export function saysNothing(sentence: string): boolean {
  return emptyKindOf(sentence) !== null;
}

/** Bullets, arrows, pictures and labels in front of a sentence. */
const LEADING_SIGNS = /^(?:[\s\p{So}\p{Sk}\p{Cf}\p{M}•●▪►▶–—*|>-]|editor['’]s notes?: )+/iu;
/** A sentence that begins with a quotation is somebody's statement, whatever it says. */
const SPOKEN = /^["“‘„«‹']/u;

const PRONOUN = "(?:him|her|them|me|us)";
const ADDRESS = String.raw`(?:[\w.+-]+@[\w.-]+|@\w|https?:|www\.|\w[\w-]*\.(?:com|org|net|gov|de|fr|es|tr)\b)`;
/** Words for what an outlet offers to its readers. */
const COVERAGE =
  "(?:coverage|live ?blog|live updates|updates|newsletters?|podcasts?|homepage|website|stories|reporting|guide|section|tracker|gallery)";
const LETTER = String.raw`(?:news ?letters?|\balerts?|\binbox|briefing (?:e-?mail|here)|podcast)`;

/** The first kind with a matching pattern decides. */
const KINDS: readonly (readonly [EmptyKind, readonly RegExp[]])[] = [
  [
    "greeting",
    [
      /^(?:\p{Lu}[\p{L}. ]{1,30}: )?(?:(?:good (?:morning|afternoon|evening|day)|hello)(?:[!.,]|$)|(?:good (?:morning|afternoon|evening|day)|hello|hi|hey),? (?:and welcome|again|everyone|everybody|all|there|folks|readers?|friends|thanks|from [^.]{2,40}[.!])\b)/iu,
      /^(?:\p{Lu}[\p{L}. ]{1,30}: )?welcome(?: back)?(?:[!.,]$| (?:back )?(?:everyone|to (?:[\p{L}\d’']+ ){0,6}(?:briefing|newsletter|podcast|show|live ?blog|(?:live )?coverage|edition|recap|live updates|updates|roundup|column|mailbag|episode)\b))[^—–−]*$/iu,
      /^happy (?:mon|tues|wednes|thurs|fri|satur|sun)day(?:[!.,]|$| (?:and|to|everyone|from)\b)/iu,
      /^(?:many )?(?:thanks|thank you)(?: (?:so much|very much|again|all))?(?:,? (?:everyone|all|as always))? for (?:reading|watching|listening|joining us|following|tuning|subscribing|supporting our|making (?:the )?time|having me|being (?:here|with us|on)|your (?:insights?|time)\b)|^thanks to our (?:readers|subscribers|listeners|members)\b/iu,
      /^(?:\p{Lu}[\p{L}. ]{1,30}: )?I['’]m \p{Lu}[^.]{2,60}(?:,| and) (?:and )?(?:this is|welcome to|today is|you['’]re listening|here['’]s|(?:the )?[\p{Lu}\d][^.]{2,40} (?:author|host))/u,
      /^(?:(?:and|so|well),? )?today is (?:mon|tues|wednes|thurs|fri|satur|sun)day\b[^.]{0,60}(?:this is|welcome|[.!]$)/iu,
      /^(?:that['’]s (?:it|all)(?: (?:for|from) (?:now|today|tonight|us|me|this)\b)|see you (?:tomorrow|next|then|soon)\b|until next time\b|stay (?:tuned|with us)\b)[^.]{0,80}[.!]$/iu,
      /^(?:guten (?:morgen|tag|abend)[!,.]|(?:herzlich )?willkommen (?:zu|zur|zum|im|in) (?:unser|unserem|unserer|dies|[^.]{0,40}(?:live-?blog|ticker|newsletter|podcast)))/iu,
      /^(?:bonjour|bonsoir)(?:[!,. ]|$)[^.]{0,120}[.!]$|^bienvenue (?:dans|à|sur) (?:notre|ce|cette|[^.]{0,30}(?:direct|newsletter|podcast))/iu,
      /^(?:buenos días|buenas (?:tardes|noches)|hola)(?:[!,.]|$| a todos)|^bienvenid[oa]s? (?:a|al) (?:nuestr|est[ea]|[^.]{0,30}(?:directo|boletín|podcast))/iu,
      /^(?:günaydın|[iİ]yi (?:günler|akşamlar)|merhaba)(?:[!,.]|$)/iu,
    ],
  ],
  [
    "pointer",
    [
      /^(?:for|to (?:see|read|get|find|view|learn|hear|watch|follow)) (?:the )?(?:(?:full|complete) (?:list|story|report|results?|schedule|details)|latest|more(?! than)|all (?:of )?(?:our|the latest)|additional|(?:live |news |breaking |daily )?updates|(?:live |breaking )?news)\b[^.]{0,90}?[, ](?:visit|go to|see|read|click|check|head|follow|call|email|contact|sign up|watch|listen|download|view|join|keep up|stay tuned|tune in|use (?:this|our))\b/iu,
      /^(?:you can )?(?:read|see|find|view|watch|follow|check out|browse|catch up|get|learn|explore|hear|listen to|keep up)\b[^.]{0,110}\b(?:here|below|on our (?:site|website|app)|at this link|in our (?:live ?blog|guide|tracker))[.!]?\)?$/iu,
      /^this (?:page|post|(?:live ?)?blog|file) (?:is (?:a|our) (?:summary|recap|roundup) of|reflects (?:the )?(?:news|events|developments)|summari[sz]es|recaps|rounds up|collects)\b/iu,
      /^(?:(?:content |trigger )?warning: ?)?this (?:story|article|report|piece|page|post|podcast|episode|newsletter)\b[^.]{0,60}\b(?:contains?|includes?|describes?|depicts?|discusses|mentions|deals with|features)\b[^.]{0,120}\b(?:disturbing|graphic|sensitive|upsetting|distressing|suicide|self-harm|sexual (?:abuse|assault|violence)|explicit|profanity|spoilers?)\b/iu,
      /^follow (?:along|us|our|here|below)\b[^.]{0,60}\b(?:for|with) (?:the |all |our |more |live )*(?:latest|updates?|news|coverage|developments)\b/iu,
      /^(?:read|learn|see|hear|watch) more\b(?! (?:than|people|of|books|women|men)\b)/iu,
      /^(?:more|further|full|additional|other) (?:details|information|coverage|stories|results|results and stories|on this story)[^.]{0,60}\b(?:can be found|is available|are available|here|below|to (?:come|follow))\b[^.]{0,40}[.!]?$/iu,
      new RegExp(
        String.raw`^(?:follow|catch up|keep up|read|see|check out|check|visit|head to|go to|stay)\b[^.]{0,60}\b(?:our|usa today(?: network)?['’]s|cnn['’]s|the [\p{Lu}][\p{L} ]{2,30}['’]s?) (?:[\p{L}-]+ ){0,3}${COVERAGE}\b`,
        "iu",
      ),
      /^(?:keep up|follow along|catch up) (?:with|for) (?:the )?(?:latest|live (?:updates|coverage)|usa today|cnn)\b/iu,
      /^[^.]{2,40} (?:is|are) (?:providing|bringing you|posting) live (?:updates|coverage)\b/iu,
      /^(?:(?:click|tap) (?:here|below)|click (?:on )?(?:the|this|through)|scroll (?:down|below|through))\b/iu,
      /^(?:you can )?(?:hit|press|tap) play\b/iu,
      /^(?:this|our) live ?(?:blog|updates|coverage|page) (?:is|has|will)\b[^.]{0,60}(?:closed|ended|end|over|updated)\b/iu,
      /^(?:please )?(?:check|come) back (?:here |soon |later |often )*(?:for|as|with|throughout)\b/iu,
      /^(?:this is a (?:developing|breaking|running)|developing) (?:news )?story\b/iu,
      /^\(?(?:this|the) (?:headline and )?(?:story|article|post|report|page|live ?blog|list|file|piece)(?: (?:has been|was|is being|will be|is)(?: continually| continuously)? updated| (?:may|will) be updated)(?! to (?:correct|clarify|reflect|remove|fix)\b)(?:[^.]{0,120})\.?\)?$/iu,
      /^\(?(?:a version of )?this (?:story|article|column|piece|essay|report) (?:(?:was )?(?:originally |first )+(?:appeared|published|ran)|(?:is|was) part of|is an? (?:excerpt|part)|also appear(?:s|ed)|appear(?:s|ed))\b/iu,
      /^a version of this (?:story|article|column|report)\b/iu,
      /^(?:story|article|video|graphic) (?:continues|below)\b/iu,
      /^(?:lesen sie|mehr (?:dazu|zum thema|informationen|infos|hintergründe)|weitere (?:informationen|meldungen|nachrichten)|alle (?:entwicklungen|informationen|nachrichten))\b[^.]{0,90}\b(?:hier|auch|unter|im (?:live-?blog|ticker|newsblog))\b[^.]{0,60}[.!]?$/iu,
      /^(?:à lire|lire aussi|retrouvez|suivez|consultez|pour (?:en savoir|plus d['’]informations?)|plus d['’]informations?)\b[^.]{0,110}(?:ici|direct|site|notre|nos|page|article|dossier|cliquez|consultez|savoir plus)\b[^.]{0,60}[.!]?$/iu,
      /^(?:lee|lea|consulta|consulte|siga|sigue|puede (?:leer|consultar|seguir)|más información|para más información)\b[^.]{0,110}(?:aquí|directo|también|nuestr[oa]s?|en est[ea] (?:enlace|página))\b[^.]{0,60}[.!]?$/iu,
      /^(?:ayrıntılar|detaylar|haberin (?:devamı|detayları)|devamı|daha fazla bilgi)\b[^.]{0,80}(?:için|burada|tıklayın|haberimizde)?[.!…]?$/iu,
    ],
  ],
  [
    "promotion",
    [
      new RegExp(
        String.raw`^(?:[^.:]{0,60}: ?)?(?:please )?(?:sign up|start your day|subscribe|register|join|get|receive|download|become|support|consider|make sure|don['’]t (?:forget|miss)|never miss)\b[^.]{0,140}${LETTER}`,
        "iu",
      ),
      /^(?:you can |please )?(?:sign up|subscribe)\b[^.]{0,80}(?:\bhere\b|\btoday\b|\bnow\b|\bour\b|\bnewsletter|[.!]$)/iu,
      /^subscribe (?:to|&|and|today|now|here)\b|^subscribe ?&/iu,
      new RegExp(
        String.raw`^(?:to (?:get|receive|have) (?:it|this|them|more|our|the)\b|want (?:this|more|it)\b|like (?:what|this)\b|did someone forward|enjoy)[^.]{0,100}(?:${LETTER}|sign up|subscribe)`,
        "iu",
      ),
      /^[^.]{0,80}\bdelivered (?:straight |directly |right )?to your (?:inbox|phone|e-?mail|door)\b/iu,
      /^(?:you can )?(?:download|get) (?:the|our) [^.]{0,40}\bapps?\b(?=[^.]{0,80}(?:[.!]$|\bfor (?:the |breaking |free|award|alerts|news|live))|[.!]?$)/iu,
      /^(?:please )?(?:support|consider supporting|help support|thank you for supporting) (?:our )?(?:strong |local |our |this |quality |independent |good )*(?:journalism|reporting|work|newsroom|news)\b/iu,
      /^support journalism\b|^journalism like this takes\b|^please support it with\b|^consider (?:subscribing|a subscription|becoming)\b|^escape your echo chamber\b/iu,
      /^(?:join|like|follow|find) (?:us|our|the conversation|usa today|cnn) (?:on|at|in|facebook|group|community|page)\b/iu,
      /^(?:follow|find|connect with|like) (?:us|our [\p{L} ]{2,30}) (?:on|at|via)\b/iu,
      /^(?:[^.]{0,60}, )?(?:we|reviewed|gannett|usa today|cnn|the outlet|\p{Lu}[\p{L} ]{2,30}) (?:may|might|could|can) (?:earn|receive|be paid|collect|make) (?:an? |some )?(?:small )?(?:affiliate |commissions?|fee|revenue|compensation|money from|percentage)/iu,
      /^(?:some of |many of |all )?(?:the |our |these )?(?:links|products|recommendations|prices|reviews and recommendations)\b[^.]{0,60}\b(?:affiliate|independently (?:chosen|selected)|subject to change|at the time of publi)/iu,
      /^(?:you will receive a verification e-?mail|by submitting your (?:information|e-?mail)|please refresh the page|terms apply\b|contact me with (?:news|offers))/iu,
      /^(?:play|try) (?:the|our|today['’]s) [^.]{0,40}\b(?:crossword|quick cross|puzzles?|sudoku|quiz)\b/iu,
      /^check out (?:the all new|our)\b[^.]{0,80}(?:games|puzzles|newsletters?|podcast|store|shop)\b/iu,
      /^get the (?:facts behind the news|latest (?:news|headlines|updates))\b/iu,
      /^[^.]{0,60}\b(?:coverage|fact[- ]check(?:ing)?(?: work)?|journalism|reporting|project|series) (?:at|by|of|for)? ?[^.]{0,60}\b(?:is|was) (?:supported|made possible|funded)\b[^.]{0,20}\bgrants?\b/iu,
      /^this (?:transcript|audio|text) was (?:automatically )?(?:generated|transcribed|recorded)\b|^there may be some differences between the audio\b/iu,
      /^(?:abonnieren sie|melden sie sich (?:hier|jetzt|für)|jetzt (?:abonnieren|anmelden|testen)|folgen sie uns|laden sie (?:hier )?(?:unsere|die) [^.]{0,30}app)\b/iu,
      /^(?:abonnez-vous|inscrivez-vous (?:à|ici|gratuitement)|suivez-nous|téléchargez (?:notre|l['’]) ?[^.]{0,20}appli|recevez [^.]{0,60}(?:newsletter|boîte mail|alertes?))/iu,
      /^(?:suscríb[ea](?:te|se)|apúnt(?:ate|ese) a|síg(?:ue|a)nos|descarg(?:a|ue) (?:nuestra|la) [^.]{0,20}(?:app|aplicación)|recib[ea] [^.]{0,60}(?:boletín|newsletter|correo))/iu,
      /^(?:abone ol(?:un|mak)?|bültenimize|bizi (?:takip|[^.]{0,20}takip) edin|uygulamamızı indirin)\b/iu,
    ],
  ],
  [
    "reader",
    [
      /^(?:(?:do you )?(?:have|got)|are you|did you|do you|were you|want to|would you|need|looking for|what do you|what are your|what['’]s your|have you|who do you|which|how (?:do|did|are|would) you)\b[^.!]{0,140}\? ?(?:(?:let us|tell us|send us|email|e-?mail|contact|share|call|text|write|reach|click|take|vote|ask us|join|fill|submit|drop|comment|check out|sign|find out|here['’]s)\b[^?]{0,140})?$/iu,
      /^(?:let us know|tell us|send us|share (?:your|this|with us)|ask us|weigh in|vote (?:here|below|in our|now)|take (?:our|the) (?:poll|quiz|survey)|drop us|leave (?:us )?a comment|submit your|have your say|we want to hear|we['’]d love to hear|we would love to hear)\b[^.]{0,140}[.!]?$/iu,
      /^(?:(?:please )?(?:email|e-?mail|write to|shoot|drop|text|send) (?:(?:us|me)\b[^.]{0,40}(?:\bemails?|e-mails?|message|note|line|tips|thoughts|questions|comments|\bat\b|@)|your (?:questions|thoughts|tips|story|stories|feedback|suggestions|comments)))/iu,
      /^(?:got|have) (?:a |an )?(?:news )?(?:tip|question|story idea|suggestion|thoughts?|feedback)s?\b/iu,
      /^(?:schreiben sie uns|sagen sie uns|was meinen sie|haben sie (?:fragen|hinweise))\b/iu,
      /^(?:écrivez-nous|dites-nous|qu['’]en pensez-vous|donnez(?:-nous)? votre avis)/iu,
      /^(?:escríbenos|cuéntanos|díganos|dinos|¿?qué opina)\b/iu,
      /^(?:bize yazın|yorumlarınızı|siz ne düşünüyorsunuz)/iu,
    ],
  ],
  [
    "credit",
    [
      new RegExp(
        String.raw`^(?:you can |readers can )?(?:reach|follow|contact|e-?mail|find|message|connect with|tweet(?: at)?|dm)\b[^.]{0,70}?(?:${PRONOUN}\b|reporter|editor|columnist|writer|correspondent|\p{Lu}[\p{L}.'’-]+ \p{Lu})[^.]{0,90}?(?:\b(?:at|on|via|by)\b|atk)[^.]{0,60}?(?:@|twitter|\bX\b|facebook|instagram|threads|bluesky|linkedin|e-?mail|${ADDRESS}|\(?\d{3}\)?[ -]\d{3})`,
        "iu",
      ),
      /^(?:he|she|they|\p{Lu}[\p{L}.'’ -]{2,30}) (?:can|may) be (?:reached|contacted|followed|emailed|e-mailed) (?:at|via|by|on)\b/u,
      /^[^.]{0,120}\byou can (?:reach|follow|e-?mail|contact) (?:him|her|them|me) (?:at|on|via|by)\b/iu,
      /^\(?(?:contributing|contributors?|contributed by|reported by|reporting by|written by|edited by|editing by|compiled by|with (?:reporting|files|additional reporting) (?:by|from)|additional reporting|photos? by|photo credit|credit|source|sources|graphics? by|illustration by|video by|produced by)\s?: ?\p{Lu}/iu,
      /^\(?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Aa]dditional reporting|[Cc]ompiled|[Pp]hotos|[Gg]raphics) by \p{Lu}/u,
      /^[^.]{3,160}\bcontributed (?:reporting )?to (?:this|the) (?:report|story|article|reporting|live ?blog|piece|file)\b/iu,
      /^(?:this (?:report|story|article) (?:includes|contains|uses) (?:material|reporting|information) from|the views expressed|the opinions expressed|opinions expressed)\b/iu,
      /^(?:\p{Lu}[\p{L}.'’-]+ ){1,4}\/ ?(?:\p{Lu}[\p{L}.'’-]*[ /]){0,4}(?:AFP|AP|Reuters|Getty|CNN|EPA|Bloomberg|NurPhoto|Anadolu|Shutterstock|USA TODAY)(?: (?:Images|Archive|Sports))*[.)]?(?: \S+){0,5}$/u,
      /^(?:\S+ ){0,6}(?:getty images|afp via getty|shutterstock|imagn images|usa today sports images)\)?[.]?$/iu,
      /^(?:©|\(c\)|copyright\b.{0,10}\d{4}|all rights reserved)/iu,
      /^(?:mit material (?:von|der)|quelle[n]?:|foto:|(?:dieser artikel|dieser text) (?:erschien|ist zuerst))/iu,
      /^(?:avec (?:l['’])?(?:afp|reuters|agences?)|crédit photo|source ?:|photo ?:)/iu,
      /^(?:con información de|foto:|fuente:|crédito:)/iu,
      /^(?:kaynak:|fotoğraf:|haber:|editör:)/iu,
    ],
  ],
  [
    "promise",
    [
      /^(?:let['’]s|we(?:['’]ll| will)) (?:take (?:a|another) (?:closer |quick |deeper |brief )?look|break (?:it|this|that|them|down)|dive|dig|get (?:into|started|to it)|look at|walk you|tell you (?:how|what|why|more)|recap|answer (?:your|some)|keep you (?:posted|updated))\b/iu,
      /^(?:read|keep reading|keep scrolling|scroll) (?:(?:on|down),? )?(?:for|to (?:find out|learn|see|know))\b/iu,
      /^(?:what|everything|all|5 things|five things|things)(?: (?:else|more))? (?:you(?:['’]ll)? (?:need|should|have|want)(?: to)?|we know|to (?:know|watch|expect))\b(?! (?:is|was|are|were)\b)[^.?]{0,60}[.:!]?$/iu,
      /^how to watch (?:the|and|tonight|on)\b[^.?,]{0,60}[.:!]?$/iu,
      /^this is (?:what|everything|all) (?:we|you) (?:know|need to know)\b[^.:]{0,60}[.]?$/iu,
      /^(?:below|the following|in this (?:story|article|newsletter|edition|episode|guide)|today['’]s (?:newsletter|edition|briefing|episode))(?:,| (?:is|are|you|we))\b[^.:]{0,120}[.:]?$/iu,
      /^(?:das (?:müssen sie wissen|sollten sie wissen|ist (?:bisher )?bekannt|wissen wir)|was (?:wir|man|sie) (?:bisher )?(?:wissen|über)|(?:hier|das) (?:sind|ist) (?:die|der|das|ein) (?:wichtigsten|überblick|antworten|übersicht|ein überblick)|ein überblick|die wichtigsten (?:fragen und antworten|entwicklungen|nachrichten))\b[^.:]{0,60}[.:!]?$/iu,
      /^(?:voici (?:ce qu|les|un|une|comment|pourquoi|où|notre)|ce qu(?:e l['’]on|['’]il faut|['’]on) (?:sait|savoir)|on fait le point|le point sur|tout ce qu['’]il faut savoir)[^.:]{0,80}[.:!]?$/iu,
      /^(?:esto es lo que (?:sabemos|se sabe|debe|debes|hay que)|lo que (?:sabemos|se sabe|debe|debes|hay que) (?:saber|hasta)?|aquí (?:te|le|les) (?:contamos|explicamos|dejamos|decimos)|estos? son (?:los|las)? ?(?:claves|puntos|datos) |estas son las claves|todo lo que (?:debe|debes|hay que|necesita))[^.:]{0,80}[.:!]?$/iu,
      /^(?:[iİ]şte (?:bilinmesi|bilmeniz|ayrıntılar|detaylar|merak)|bilmeniz gerekenler)[^.:]{0,60}[.:!]?$/iu,
    ],
  ],
];

/** What an outlet promises after "here's". */
const PROMISED = String.raw`(?:what|how|when|which|who|why(?!(?: \S+){8})|where (?:to|you|we|things|each|every|the \S+ stands?)|whether|if|everything|all (?:the|you|of|that)|some|more|other|another|a (?:quick |closer |brief |deeper |complete |full |running |partial |look |short |handy )*(?:look|list|recap|roundup|round-up|rundown|breakdown|guide|timeline|sampling|sample|glance|summary|snapshot|map|primer|refresher|review|preview|peek|selection|few|couple|schedule)|an? (?:updated? |interactive )?(?:overview|explainer|explanation|update|excerpt|interactive)|the (?:latest|rundown|lowdown|full|complete|list|schedule|breakdown|thing|deal|scoop|story so far|forecast|details|skinny|gist|good news|bad news)\b|(?:our|your|his|her|their|my|USA TODAY['’]s|CNN['’]s)\b)`;
const LEAD_IN =
  "(?:(?:but|and|so|ok|okay|well),? )?(?:(?:now|first|below|meanwhile|for now),? )?(?:(?:in short|in the meantime|for now|for starters|with that in mind|to [p{L} ]{2,60}|in no particular order|ahead of|category by category|if you(?:['’](?:re|d|ve))?|whether you(?:['’]re)?|before you|as you|when you|in case you|for (?:those|anyone|everyone|fans|people)|from (?:how|what|who|where|when))\\b[^.:]{0,90}, )?";
const HERE = new RegExp(`^${LEAD_IN}here(?:['’]s| is| are)\\b`, "iu");
const HERE_PROMISED = new RegExp(
  `^${LEAD_IN}here(?:['’]s| is| are) (?:just |also |exactly |again |now )?(?:${PROMISED}\\b|(?:\\p{N}+|one|two|three|four|five|six|seven|eight|nine|ten|several|answers|highlights|details|takeaways|tips|excerpts)\\b)`,
  "iu",
);
/** A statement follows the promise, as in "Here's what happened: the council resigned." */
const AFTERTHOUGHT =
  /(?:[:;]|[–—−]|\s-)\s*(?!(?:and|or|as well as|including|plus) )(?:\S+\s+){3,}\S+|[\p{L}\p{N}]{4,}[.?!]["”’]?\s+\S+\s+\S+\s+\S+/u;

function isPromise(text: string): boolean {
  const here = HERE.exec(text);
  if (here === null || AFTERTHOUGHT.test(text)) return false;
  if (HERE_PROMISED.test(text)) return true;
  const rest = text.slice(here[0].length);
  return / are$/iu.test(here[0]) ? !/\b(?:who|that)\b/iu.test(rest) : /:$/u.test(text);
}

const CLOCK = String.raw`\d{1,2}(?::\d{2})?\s?(?:[ap]\.?\s?m\.?|uhr|h)?(?:\s?\(?(?:e[sd]?t|c[sd]t|p[sd]?t|m[sd]t|gmt|utc|bst|cest?|ist|trt)\)?)?`;
const BUTTONS = /\bshare (?:this )?(?:update|post|entry)\b|\blink copied\b|\bcopy link\b/iu;
const STAMP = new RegExp(
  String.raw`^(?:(?:last )?updated|posted|published|aktualisiert|mis à jour|actualizado|güncellen\p{L}*)?(?: at| on| um| à| a las)?:?\s*(?:${CLOCK}|(?:\d{1,2}|an?) (?:min(?:ute)?s?|hours?|hrs?|days?) ago)\b`,
  "iu",
);
/** Opening hours and programmes name several. */
const CLOCKS = /\d{1,2}(?::\d{2}|\s?[ap]\.?\s?m\b)|[-–—]\s?\d/giu;
/** Words after the buttons of an entry from which they are its text. */
const ENTRY_WORDS = 8;

/** Time of an entry of a live page with its buttons, or alone; a statement after the time is none. */
function isStamp(text: string): boolean {
  if (!STAMP.test(text) || (text.match(CLOCKS) ?? []).length > 1) return false;
  const buttons = BUTTONS.exec(text);
  if (buttons !== null) {
    const after = text.slice(buttons.index + buttons[0].length).trim();
    return after.split(/\s+/u).length < ENTRY_WORDS;
  }
  return (text.match(/\p{L}{3,}/gu) ?? []).every((word) => STAMP_WORDS.test(word));
}

const STAMP_WORDS =
  /^(?:updated|posted|published|last|ago|minutes?|mins?|hours?|days?|jan\p{L}*|feb\p{L}*|mar(?:ch)?|apr\p{L}*|may|june?|july?|aug\p{L}*|sept?\p{L}*|oct\p{L}*|nov\p{L}*|dec\p{L}*|(?:mon|tues|wednes|thurs|fri|satur|sun)day|edt|est|cdt|cst|pdt|pst|mdt|mst|gmt|utc|bst|cet|cest|uhr)$/iu;
