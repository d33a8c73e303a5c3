// Common words of the news in the languages of the texts, with the English word for each, so that a question reaches English articles.
import { fold } from "../model/fold.js";
import type { Language } from "../model/guild.js";

type Foreign = Exclude<Language, "en">;

/**
 * English, then German, French, Spanish and Turkish, in this order; several forms of a word are parted by spaces. Turkish ones are
 * beginnings of words, since the endings change. Compiled for this project.
 */
const NEWS_WORDS = `
buried      | begraben beigesetzt beerdigt bestattet | enterre enterree inhume inhumee | enterrado enterrada sepultado | gomul defned
funeral     | beerdigung beisetzung begrabnis trauerfeier | funerailles obseques enterrement | funeral entierro | cenaze
died        | gestorben starb tot tote verstorben stirbt | mort morte meurt decede decedee deces | murio muerto muerta fallecio fallecido | oldug vefat
dead        | toten todesopfer opfer | morts victimes | muertos victimas | olu kurban
killed      | getotet ermordet umgebracht | tue tues tuee tuees assassine | mato asesinado matado matados | oldurul
injured     | verletzt verletzte verletzten | blesse blesses blessees | heridos herido herida | yaral
stolen      | gestohlen geraubt geklaut entwendet | vole voles volee volees derobe derobes | robado robados robada robadas robaron robo | calin
theft       | diebstahl raub einbruch uberfall | braquage cambriolage | atraco hurto asalto | hirsizlik soygun
thieves     | diebe rauber tater einbrecher | voleurs cambrioleurs | ladrones | hirsiz
jewels      | juwelen schmuck schmuckstucke kronjuwelen | bijoux joyaux | joyas | mucevher
elected     | gewahlt | elu elue elus | elegido elegida eligieron eligio | secil
election    | wahl wahlen | election elections scrutin | elecciones eleccion | secim
president   | prasident prasidentin | president presidente | presidente presidenta | cumhurbaskan baskan
minister    | minister ministerin | ministre | ministro ministra | bakan
government  | regierung | gouvernement | gobierno | hukumet
pope        | papst papstes papste | pape | papa | papa
king        | konig | roi | rey | kral
war         | krieg | guerre | guerra | savas
peace       | frieden | paix | paz | baris
ceasefire   | waffenruhe waffenstillstand feuerpause | cessez-le-feu treve | tregua | ateskes
attack      | angriff anschlag attentat | attaque attentat | ataque atentado | saldiri
bridge      | brucke | pont | puente | kopru
ship        | schiff frachter containerschiff | navire bateau cargo | barco buque | gemi
plane       | flugzeug | avion | avion | ucak
train       | zug | train | tren | tren
collapsed   | eingesturzt einsturz einsturzte | effondre effondree ecroule | derrumbo derrumbe colapso | coktu cokme yikil
fire        | brand feuer | incendie feu | incendio fuego | yangin
earthquake  | erdbeben | seisme tremblement | terremoto sismo | deprem
court       | gericht | tribunal cour | tribunal corte | mahkeme
arrested    | festgenommen verhaftet | arrete arretes arretee arretees interpelle interpelles | detenido detenidos arrestado arrestados | tutuklan gozalti
resigned    | zuruckgetreten rucktritt | demissionne demission | dimitio dimision renuncio | istifa
won         | gewonnen gewann siegte | gagne remporte | gano ganado | kazandi
lost        | verloren verlor | perdu | perdio perdido | kaybet
prize       | preis | prix | premio | odul
nobel       | nobelpreis friedensnobelpreis | nobel | nobel | nobel
interest rate | zins leitzins zinsen zinssatz | taux | tasa tipo tipos tasas | faiz
cut         | gesenkt senkte senkt | baisse abaisse | bajo recorto bajado | indir dusur
price       | preise | prix | precio precios | fiyat
euro        | euro | euro | euro | euro
meeting     | treffen gipfel gipfeltreffen | rencontre sommet reunion | reunion cumbre encuentro | zirve gorusme bulusma
met         | getroffen | rencontres | reunido reunieron | gorus bulus
deal        | abkommen einigung vereinbarung | accord | acuerdo | anlasma
sanctions   | sanktionen | sanctions | sanciones | yaptirim
launched    | gestartet | lance lancee | lanzado lanzo | firlat
landed      | gelandet | atterri | aterrizo aterrizado | indi
returned    | zuruckgekehrt zuruckgekommen zuruck heimgekehrt | revenus revenu rentres retour | regresaron regreso vuelto volvieron | dondu donus
earth       | erde | terre | tierra | dunya
space       | weltraum weltall | espace | espacio | uzay
moon        | mond | lune | luna | aya ayin
astronauts  | astronauten | astronautes | astronautas | astronot
opened      | eroffnet geoffnet wiedereroffnet | ouvert ouverte rouvert rouverte | abierto abrio reabrio inauguro | acil
closed      | geschlossen | ferme fermee | cerrado cerro | kapal kapan
cathedral   | kathedrale dom | cathedrale | catedral | katedral
museum      | museum | musee | museo | muze
people      | menschen leute | personnes gens | personas gente | kisi insan
cost        | gekostet kostet kosten | coute cout | costo cuesta costado | maliyet
restoration | restaurierung wiederaufbau renovierung | restauration renovation | restauracion | restorasyon
country     | land lander | pays | pais paises | ulke
city        | stadt | ville | ciudad | sehir
weight      | wiegen gewicht | poids pesent | pesan peso | agirlik
old         | alt | age | edad anos | yas
born        | geboren | nee naissance | nacio nacido | dogdu dogum
fled        | geflohen floh flucht | fui enfui | huyo huido | kacti
russia      | russland | russie | rusia | rusya
ukraine     | ukraine | ukraine | ucrania | ukrayna
germany     | deutschland | allemagne | alemania | almanya
france      | frankreich | france | francia | fransa
spain       | spanien | espagne | espana | ispanya
italy       | italien | italie | italia | italya
britain     | grossbritannien | angleterre | inglaterra | ingiltere
united states | usa vereinigten | etats-unis unis | eeuu unidos | abd
turkey      | turkei | turquie | turquia | turkiye
syria       | syrien | syrie | siria | suriye
sweden      | schweden | suede | suecia | isvec
hungary     | ungarn | hongrie | hungria | macaristan
bulgaria    | bulgarien | bulgarie | bulgaria | bulgaristan
poland      | polen | pologne | polonia | polonya
greece      | griechenland | grece | grecia | yunanistan
putin       | putin | poutine | putin | putin
zelensky    | selenskyj selenski | zelenski | zelenski | zelenski
joined      | beigetreten beitritt | rejoint adhere | unio ingreso | katildi uye
francis     | franziskus | francois | francisco | francisco
leo         | leo | leon | leon | leo
succeeded   | nachfolger nachfolgerin nachfolge | successeur succede | sucesor sucedio | halef
cardinal    | kardinal kardinale | cardinal cardinaux | cardenal cardenales | kardinal
conclave    | konklave | conclave | conclave | konklav
led         | leitete leitet gefuhrt | celebre preside dirige mene | celebro oficio dirigio preside | yonet
lit         | entzundet entzundete angezundet | allume allumee | encendio encendido | yakti
flame       | flamme feuerschale olympiafeuer | flamme vasque | llama pebetero antorcha | mesale alev
samples     | proben mondgestein gestein | echantillons | muestras | ornek numune
brought     | gebracht brachte mitgebracht | ramene rapporte apporte | trajo traido llevo | getir
rammed      | gerammt rammte getroffen | percute heurte | choco golpeo embistio | carpti carpan
agreed      | geeinigt einigten vereinbart | entendus convenu | acordaron acordado | anlasti
governor    | gouverneur gouverneurin | gouverneur gouverneure | gobernador gobernadora | vali
voted       | gestimmt stimmte stimmten abgestimmt | vote votes | voto votaron votado | oyladi
against     | gegen dagegen | contre | contra | karsi
visited     | besucht besuchte besuch | visite visites | visito visita visitado | ziyaret
church      | kirche basilika | eglise basilique | iglesia basilica | kilise bazilika
doors       | turen tor tore | portes porte | puertas puerta | kapi
spoke       | gesprochen sprach telefoniert | parle telephone | hablo hablaron | konustu
missiles    | raketen marschflugkorper | missiles | misiles | fuze
troops      | truppen soldaten | troupes soldats | tropas soldados | asker
rebels      | rebellen aufstandische | rebelles insurges | rebeldes | isyanci
capital     | hauptstadt | capitale | capital | baskent
worth       | wert | valent vaut valeur | valen vale valor valorado | deger`;

const ORDER: readonly Foreign[] = ["de", "fr", "es", "tr"];
/** Filled when the first question in another language comes. */
const tables = new Map<Foreign, ReadonlyMap<string, string>>();

function tableOf(language: Foreign): ReadonlyMap<string, string> {
  const known = tables.get(language);
  if (known !== undefined) return known;
  const column = ORDER.indexOf(language) + 1;
  const table = new Map<string, string>();
  for (const line of NEWS_WORDS.trim().split("\n")) {
    const cells = line.split("|").map((cell) => cell.trim());
    for (const word of (cells[column] ?? "").split(/\s+/)) table.set(fold(word), cells[0] ?? "");
  }
  tables.set(language, table);
  return table;
}

/** Shorter beginnings of Turkish words are looked up as whole words only. */
const MIN_BEGINNING = 4;

/** Returns the English word for a folded word of the news in another language; null for a name or an unknown word. */
export function inEnglish(folded: string, language: Foreign): string | null {
  const words = tableOf(language);
  const whole = words.get(folded);
  if (whole !== undefined || language !== "tr") return whole ?? null;
  for (let end = folded.length - 1; end >= MIN_BEGINNING; end -= 1) {
    const found = words.get(folded.slice(0, end));
    if (found !== undefined) return found;
  }
  return null;
}
