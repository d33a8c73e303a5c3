// Words that carry no subject, by language, and question words as they are mistyped.
import { fold } from "../model/fold.js";
import type { Language } from "../model/guild.js";

const words = (text: string): ReadonlySet<string> => new Set(fold(text).split(/\s+/));

/**
 * Words that may be part of what is asked, though on their own they are not: a question of them alone is about nothing. They stay
 * among the search words, and no article need hold them.
 */
const LIGHT_WORDS =
  words(`name names named call called list date dates day days week weeks month months year years time
  times number amount cost costs price money people person place places country countries way ways reason reasons cause caused causes second
  first third next last past full part mean means made`);

/** Function words, question words, the verbs of asking and of happening, and words of time; folded. Compiled for this project. */
const FUNCTION_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words(`a an the and or but if so as of at by for from in into on onto off out over under up down to with without
    about after before during between against through than then that this these those there here it its they them their
    theirs he him his she her hers we us our you your i me my mine who whom whose whos which what whats when where why
    how hows is are was were be been being am isnt arent wasnt werent do does did doing done dont doesnt didnt has have
    had having hasnt havent hadnt will wont would wouldnt shall should can cant could couldnt may might must ought not no
    nor none yes any anyone anybody anything some someone somebody something all each every both more most other another
    others such own same too very just also only even ever never else still yet again already soon ago s t m re ve ll d
    said says say tell tells told know knows known think many much lot lots one ones thing things stuff get gets got
    getting take takes took taken make makes made go goes went gone come comes came happen happens happened happening
    get let lets put really exactly actually currently now today tonight latest newest recent recently lately news
    update updates updated new info information status situation story stories development developments headline
    headlines please pls plz thanks thx lol uhm uh um hmm hey hi hello ok okay bot guys btw tho though like kind sort
    yo ya u ur r hed theyd itd im ive ill id youre youve theyre theyve theres heres its hes shes whos whats wheres whens whys hows thats
    gonna wanna gotta kinda sorta dunno lemme gimme cuz bc rn yr ppl idk tbh imo omg lmao everybody everyone folks
    going goin guy heard hear see seen supposed seriously literally right
    yesterday tomorrow morning afternoon evening weekend
    previous previously earlier later early late long old often far back regarding re concerning per via via upon within across around amid since until till while because due whether`),
  de: words(`der die das den dem des ein eine einen einem einer eines und oder aber wenn so als von vom bei beim fur im in
    ins an am auf aus mit ohne nach vor wahrend zwischen gegen durch uber unter zu zum zur um seit bis wegen dass dies
    diese dieser dieses jene es sie er ihn ihm ihr ihre sein seine wir uns unser du dein ich mich mein wer wen wem wessen
    welche welcher welches welchen was wann wo woher wohin warum wieso weshalb wie viele viel ist sind war waren sei wird
    werden wurde wurden worden geworden bin bist hat haben hatte hatten habe gab gibt es nicht kein keine keinen noch
    schon auch nur mehr sehr wieder jetzt heute gestern morgen aktuell neues neueste neuesten neuigkeiten nachrichten
    gesagt sagt sagte weiss jemand bitte danke kann konnte soll sollte muss darf ja nein denn mal eigentlich passiert geschehen los hoch`),
  fr: words(`le la les l un une des du de d au aux et ou mais si comme dans en sur sous par pour avec sans apres avant
    pendant entre contre vers chez que qu qui quoi dont ou quel quelle quels quelles quand comment pourquoi combien est
    sont etait etaient ete etre va vont eu y sera seront a ont avait avaient avoir aura ai as ce c cet cette ces il elle ils elles on
    nous vous je j tu me m te se s son sa ses leur leurs mon ma mes ne n pas plus aussi encore deja tres y hier demain
    aujourd hui maintenant nouvelles nouveau dernier derniere dernieres neuf fait dit disent passe parce selon sait eu lieu`),
  es: words(`el la los las lo un una unos unas de del al a y o u e pero si como en sobre bajo por para con sin despues antes
    durante entre contra hacia desde hasta que quien quienes cual cuales cuando donde como cuanto cuanta cuantos cuantas
    es son era eran fue fueron estaba estaban estuvo ser sera seran esta estan estaba ha han habia habian haber hay he se su sus le les me te
    nos mi tu este esta estos estas ese esa eso no ni mas muy ya tambien todavia aun ayer hoy manana ahora ultima ultimas
    ultimo noticias novedades nuevo nueva dijo dice dicho paso porque sabe alguien`),
  tr: words(`bir ve veya ya da de ama eger icin ile gibi kadar gore sonra once arasinda karsi dogru bu su o bunlar onlar ben
    sen biz siz kim kimin kime kimi kimler ne neden nicin niye nasil nerede nereye nereden hangi kac zaman mi mu musun
    mudur midir var yok degil olan oldu olacak olur olmus etti edecek dedi diyor artik daha en cok hala simdi bugun dun
    yarin son haber haberler durum acaba lutfen her hic sey adi`),
};

/**
 * What people think of a thing, and how big or known it is: a question asks the same without it. What tells one thing from another
 * ("solar", "nuclear", "Catholic") is not among them.
 */
const OPINION_WORDS =
  words(`awful terrible horrible horrid nasty bad good great amazing awesome cool weird strange odd bizarre crazy mad insane
  stupid silly dumb ridiculous absurd fancy cute lovely nice pretty ugly beautiful gorgeous stunning poor lucky unlucky sad
  happy funny famous infamous notorious celebrated legendary iconic huge massive giant gigantic enormous big bigger biggest
  small smaller smallest little tiny large larger largest major minor important main whole entire actual real true exact
  precise certain particular specific special typical usual normal random simple easy hard difficult quick slow brutal evil
  scary creepy bloody damn damned freaking frigging dangerous serious shocking surprising unexpected controversial
  disastrous tragic favourite favorite best worst better worse top super mega epic so-called alleged supposed respective
  sudden suddenly apparently obviously basically finally eventually initially mainly mostly totally completely absolutely
  incredibly extremely quite rather pretty probably maybe perhaps even end`);

/** Question words as they are often mistyped. */
export const QUESTION_SLIPS: Readonly<Record<string, string>> = {
  ...{ wich: "which", whcih: "which", wihch: "which", whch: "which" },
  ...{ waht: "what", wat: "what", wht: "what", wha: "what", hwat: "what" },
  ...{ wehn: "when", whn: "when", wen: "when", hwen: "when", wher: "where", whre: "where", werhe: "where" },
  ...{ hwo: "who", woh: "who", hwy: "why", hw: "how" },
};

/** Lists the English function words that begin with the letter of a folded word and are about as long. */
export function nearFunctionWords(word: string): string[] {
  return [...FUNCTION_WORDS.en].filter(
    (plain) => plain.length > 3 && plain[0] === word[0] && Math.abs(plain.length - word.length) <= 1,
  );
}

/** Returns whether a folded word carries no subject in a question of this language; English ones count in every language. */
export function isFunctionWord(word: string, language: Language): boolean {
  const plain = word.replace(/['’]/gu, ""); // "didn't"
  return FUNCTION_WORDS.en.has(plain) || FUNCTION_WORDS[language].has(word);
}

/** The same for the function words of the language alone. */
export function isFunctionWordOf(word: string, language: Language): boolean {
  return FUNCTION_WORDS[language].has(word);
}

/** Returns whether a folded word says nothing on its own, though it may be part of a question: "date", "name", "people". */
export function isLightWord(word: string): boolean {
  return LIGHT_WORDS.has(word);
}

/** Returns whether a folded English word tells what somebody thinks of a thing, or how big it is: "awful", "huge". */
export function isOpinionWord(word: string): boolean {
  return OPINION_WORDS.has(word);
}
