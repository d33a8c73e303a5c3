// Common words of the news in the languages of the texts, with the English word for each, so that a question reaches English articles.
import { fold } from "../model/fold.js";
import type { Language } from "../model/guild.js";
import { isKnownName } from "./english.js";
import { isFunctionWordOf } from "./function-words.js";

type Foreign = Exclude<Language, "en">;

/**
 * English, then German, French, Spanish and Turkish, in this order; several forms of a word are parted by spaces, and "_" joins two
 * words. Of a word that two lines have, the first counts. Turkish ones are beginnings of words, since the endings change. Compiled for
 * this project.
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
nobel prize | nobelpreis | prix_nobel | premio_nobel | nobel_odul
prize       | preis preisgeld | | premio | odul
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
space       | weltraum weltall all | espace | espacio | uzay
moon        | mond | lune | luna | aya ayin
astronauts  | astronauten | astronautes | astronautas | astronot
opened      | eroffnet geoffnet wiedereroffnet | ouvert ouverte rouvert rouverte | abierto abrio reabrio inauguro | acil
closed      | geschlossen | ferme fermee | cerrado cerro | kapal kapan
cathedral   | kathedrale dom | cathedrale | catedral | katedral
museum      | museum | musee | museo | muze
people      | menschen leute | personnes gens | personas gente | kisi insan
cost        | gekostet kostet kosten | coute cout | costo cuesta costado | maliyet mal_oldu
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
worth       | wert | valent vaut valeur | valen vale valor valorado | deger
founded     | gegrundet gegrundete grundung grundete | fonde fondee creee fondation | fundado fundada fundo fundaron creado creada | kuruldu kurul kurdu kurucu
lasted      | dauerte dauert gedauert | dure duree | duro dura | surdu surecek
collapse    | einsturz | effondrement | derrumbe colapso | cokus
founder     | grunder grunderin | fondateur fondatrice | fundador fundadora | kurucusu
bishop      | bischof erzbischof | eveque archeveque | obispo arzobispo | piskopos
ring        | ring | bague anneau | anillo | yuzuk yuzug
flag        | flagge fahne | drapeau pavillon | bandera pabellon | bayrak bayrag
hospital    | krankenhaus klinik spital | hopital clinique | hospital clinica | hastane
rocket      | rakete tragerrakete | fusee | cohete | roket
capsule     | kapsel raumkapsel | capsule | capsula | kapsul
astronaut   | astronaut astronautin | astronaute | astronauta |
crew        | besatzung mannschaft crew | equipage | tripulacion | murettebat ekip
flight      | flug fluge | vol | vuelo | ucus
days        | tage tagen | jours journees | dias | gun gunu gunler
weeks       | wochen woche | semaines semaine | semanas semana | hafta
months      | monate monaten monat | mois | meses mes | ayda ay aylar
years       | jahre jahren jahr | ans annees annee | ano | yil yili yilda yildir
hours       | stunden stunde | heures heure | horas hora | saat
minutes     | minuten minute | minutes | minutos minuto | dakika
metres      | meter metern | metres metre | metros metro | metre
kilometres  | kilometer kilometern | kilometres kilometre | kilometros kilometro | kilometre
kilograms   | kilogramm kilo | kilos kilogrammes | kilos kilogramos | kilogram kilo
grams       | gramm | grammes gramme | gramos gramo | gram
euros       | euros | euros | euros | avro avroya euroya
dollars     | dollar | dollars | dolares dolar | dolar
money       | geld preisgeld summe | argent somme | dinero suma | para parayi parasi
million     | million millionen | million millions | millon millones | milyon
long        | lang lange | long longue longueur | largo larga longitud | uzun uzunlug uzunluk
big         | gross grosse grosser | grand grande | grande gran | buyuk
jobs        | arbeitsplatze stellen jobs | emplois postes | empleos puestos | isler istihdam
workers     | arbeiter mitarbeiter beschaftigte angestellte | ouvriers salaries employes travailleurs | trabajadores empleados obreros | isci calisan
worked      | arbeiteten arbeitete gearbeitet | travaille travaillaient | trabajaron trabajo trabajado | calist
factory     | fabrik werk | usine | fabrica planta | fabrika
company     | firma unternehmen konzern gesellschaft | entreprise societe compagnie | empresa compania | sirket firma
paid        | bezahlte bezahlt zahlte gezahlt | paye payee verse | pago pagaron pagado | odedi odendi odeme
funded      | finanziert finanzierte | finance financee | financio financiado | finanse
study       | studie untersuchung | etude | estudio | arastirma calisma
researchers | forscher forscherin wissenschaftler | chercheurs scientifiques | investigadores cientificos | arastirmaci
mayor       | burgermeister burgermeisterin oberburgermeister | maire | alcalde alcaldesa | belediye_baskan
council     | rat gemeinderat stadtrat | conseil | consejo concejo ayuntamiento | meclis konsey
parliament  | parlament bundestag | parlement assemblee | parlamento congreso | parlamento
party       | partei | parti | partido | parti
law         | gesetz | loi | ley | yasa kanun
court       | gerichtshof |  |  |
judge       | richter richterin | juge | juez jueza | yargic hakim
trial       | prozess verhandlung | proces | juicio | dava
sentenced   | verurteilt | condamne condamnee | condenado condenada condenaron | mahkum
prison      | gefangnis haft | prison | prision carcel | hapis cezaevi
prosecutor  | staatsanwalt staatsanwaltin staatsanwaltschaft | procureur procureure parquet | fiscal fiscalia | savci
police      | polizei | police policiers | policia policias | polis
suspects    | verdachtige tatverdachtige | suspects suspect | sospechosos sospechoso | supheli
insured     | versichert | assure assures assuree assurees | asegurado asegurada aseguradas asegurados | sigorta
damaged     | beschadigt | endommage endommagee abime | danado danada | hasar
destroyed   | zerstort zerstorte | detruit detruite | destruido destruida destruyo | yok_edildi
built       | gebaut baute erbaut errichtet | construit construite bati | construido construida construyo | insa yapildi
demolish    | abreissen abgerissen abriss | demolir demolie demolition | derribar demoler demolicion derribo | yikim yikacak
old         | alte alten altes alter | vieux vieille ancien ancienne | viejo vieja antiguo antigua | eski
brewery     | brauerei | brasserie | cerveceria | bira_fabrika
house       | haus hauser | maison | casa | ev evi
flats       | wohnungen wohnung | appartements logements | pisos viviendas | daire konut
school      | schule schulen | ecole | escuela colegio | okul
university  | universitat | universite | universidad | universite
train       | zuge bahn |  |  |
airport     | flughafen | aeroport | aeropuerto | havaliman havaalan
car         | auto wagen | voiture | coche auto | araba otomobil
river       | fluss | fleuve riviere | rio | nehir nehri irmak
sea         | meer see | mer | mar | deniz
island      | insel | ile | isla | ada adasi
mountain    | berg | montagne | montana | dag
border      | grenze | frontiere | frontera | sinir
north       | norden nord | nord | norte | kuzey
south       | suden | sud | sur | guney
side        | seite ruckseite | face cote | lado cara | yuz yuzu taraf
state       | staat bundesstaat staatlich | etat | estado | devlet eyalet
mother      | mutter | mere | madre | anne
father      | vater | pere | padre | baba
wife        | frau ehefrau | femme epouse | esposa mujer | esi karisi
husband     | mann ehemann | mari epoux | marido esposo | kocasi
children    | kinder kind | enfants enfant | ninos hijos | cocuk
family      | familie | famille | familia | aile
name        | name namen heisst hiess | nom appelle nomme | nombre llamaba | adi isim ismi
group       | gruppe organisation | groupe organisation | grupo organizacion | grup orgut
leader      | anfuhrer chef fuhrer leiter | chef dirigeant leader | lider jefe dirigente | lider onder
chief       | vorsitzender vorsitzende | patron | director | sef
director    | direktor direktorin leiterin | directeur directrice | directora | mudur direktor
spokesman   | sprecher sprecherin | porte-parole | portavoz vocero | sozcu
coach       | trainer trainerin trainiert trainierte | entraineur entraineuse selectionneur entraine | entrenador entrenadora entrena | antrenor teknik_direktor
team        | team verein klub | equipe club | equipo club | takim kulub kulup
player      | spieler spielerin sturmer | joueur joueuse attaquant | jugador jugadora delantero | oyuncu futbolcu
goal        | treffer | but | gol | gol
match       | spiel partie | match |  | mac
final       | finale endspiel | finale | final | final
cup         | pokal | coupe | copa | kupa
record      | rekord weltrekord | record | record plusmarca | rekor
broke       | gebrochen brach | battu bat | batio rompio batido | kirdi
football    | fussball | football foot | futbol | futbol
spectators  | zuschauer zuschauern besucher | spectateurs visiteurs | espectadores visitantes | seyirci izleyici ziyaretci
saw         | gesehen sah sahen | vu voient | vio vieron visto | gordu izledi
transfer fee | ablose ablosesumme transfersumme | indemnite transfert | traspaso fichaje | bonservis transfer
leave       | verlassen verlasst verliess | quitter quitte | dejar abandonar irse dejo | ayril terk
wants       | will wollte wollen | veut voulait veulent | quiere queria quieren | istiyor istedi
song        | lied song | chanson | cancion | sarki
singer      | sanger sangerin | chanteur chanteuse | cantante | sarkici
sang        | gesungen sang | chante chantee | canto cantado | soyledi
film        | film | film | pelicula | film
book        | buch roman | livre roman | libro novela | kitap kitab
mass        | messe trauermesse gottesdienst | messe | misa |
cause       | ursache grund | cause raison motif | causa razon motivo | neden sebep
wore        | trug tragt | portait | llevaba vestia | giydi
stayed      | blieb bleiben geblieben verbrachte verbrachten verbracht | reste restes sejourne passes passe | permanecio quedaron estuvo paso pasaron | kald gecirdi
spent       | ausgegeben | depense | gastado gasto | harca
ended       | beendet endete endet | termine acheve fini | termino acabo terminado | bitti sona_er
begin       | beginnt begann beginnen angefangen begonnen | commence debute debut | empieza comenzo comienza empezo | basla
happened    | passiert geschah | arrive | ocurrio | oldu
found       | gefunden fand | trouve retrouve | encontrado hallaron encontro | bulundu buldu
hid         | versteckt | cache | escondido | sakla
sank        | gesunken sank | coule | hundio hundido | batti
crashed     | absturz abgesturzt unfall | crash ecrase accident | accidente estrello | kaza dustu
exploded    | explosion explodiert | explosion explose | explosion exploto | patla
burned      | gebrannt brannte | brule | quemo | yandi
flooded     | uberschwemmung hochwasser flut | inondation crue | inundacion | sel baskin
storm       | sturm unwetter | tempete orage | tormenta | firtina
eclipse     | finsternis sonnenfinsternis | eclipse | eclipse | tutulma
sun         | sonne | soleil | sol | gunes
water       | wasser | eau | agua | su
oil         | ol erdol | petrole | petroleo | petrol
gas         | gas erdgas | gaz | gas | dogalgaz gaz
currency    | wahrung | monnaie devise | moneda divisa | para_birimi
bank        | bank notenbank zentralbank | banque | banco | banka
tax         | steuer steuern | impot taxe | impuesto impuestos | vergi
tariffs     | zolle zoll | droits_de_douane | aranceles | gumruk
inflation   | inflation teuerung | inflation | inflacion | enflasyon
unemployment | arbeitslosigkeit | chomage | desempleo paro | issizlik
shares      | aktien aktie borse | actions bourse | acciones bolsa | hisse borsa
half a point | halben_punkt | demi-point | medio_punto | yarim_puan
percent     | prozent | pourcent | porciento | yuzde
raised      | erhoht erhohte angehoben | releve augmente hausse | subio aumento subido | artir yukselt
announced   | verkundete verkundet angekundigt kundigte | annonce annoncee | anuncio anunciado anunciaron | acikla duyur
wrote       | schrieb geschrieben | ecrit | escribio escrito | yazdi
called      | genannt nannte | appele appelee surnomme | llamado llamada | denilen dedi
knocked     | klopfte geklopft | frappe | llamo | caldi
gave        | gab gegeben ubergab | donne remis | dio dado entrego | verdi
received    | bekommen bekam erhalten erhielt | recu obtenu | recibio recibido | aldi
invited     | eingeladen | invite invitee | invitado invitada | davet
took part   | teilgenommen nahmen teilnehmer | participe participants participent | participaron participantes participo | katilimci
participants |  |  |  | katilimcilar
members     | mitglieder mitglied | membres membre | miembros miembro |
votes       | stimmen | voix | votos | oy
majority    | mehrheit | majorite | mayoria | cogunluk
demonstrators | demonstranten proteste protest | manifestants manifestation | manifestantes protesta protestas | gosteri protesto
strike      | streik streiken | greve | huelga | grev
union       | gewerkschaft | syndicat | sindicato | sendika
army        | armee heer militar | armee | ejercito | ordu
weapons     | waffen atomwaffen | armes | armas | silah
bombs       | bomben bombe atombombe atombomben | bombes bombe | bombas bomba | bomba
survivors   | uberlebende uberlebenden | survivants rescapes | supervivientes sobrevivientes | hayatta
drone       | drohne drohnen | drone drones | dron drones | dron
prisoners   | gefangene haftlinge | prisonniers detenus | presos prisioneros | tutuklu
asylum      | asyl | asile | asilo | siginma
soldier     | soldat | soldat | soldado |
planned     | geplant | prevu prevue | previsto prevista planeado | planlan
next        | nachste nachsten nachster | prochain prochaine | proximo proxima | sonraki gelecek
last        | letzte letzten letzter | dernier derniere | ultimo ultima | son
first       | erste ersten erster erstes | premier premiere | primer primero primera | ilk birinci
new         | neue neuen neuer neues | nouveau nouvelle | nuevo nueva | yeni
dog         | hund | chien | perro | kopek
robbed      | ausgeraubt uberfallen beraubt | cambriole braque | asaltado | soyuldu
scooter     | roller motorroller | scooter | moto | motosiklet scooter
ladder      | hebebuhne | echelle monte-charge nacelle | escalera montacargas | merdiven
crown       | krone | couronne | corona | tac tacı
window      | fenster | fenetre | ventana | pencere
balcony     | balkon | balcon | balcon | balkon
square      | platz | place | plaza | meydan
roof        | dach | toit | techo tejado | cati
tower       | turm | tour | torre | kule
chapel      | kapelle | chapelle | capilla | sapel
tomb        | grab | tombe tombeau | tumba | mezar
smoke       | rauch | fumee | humo | duman
boat        | boot |  | bote lancha | tekne
harbour     | hafen | port | puerto | liman
captain     | kapitan | capitaine | capitan | kaptan
phone       | telefon telefonat anruf | appel | telefono | telefon
talks       | gesprache verhandlungen | pourparlers negociations discussions | conversaciones negociaciones | gorusmeler muzakere
summit      | gipfels |  |  |
speech      | rede | discours | discurso | konusma
answer      | antwort | reponse | respuesta | cevap
letter      | brief | lettre | carta | mektup
speed       | geschwindigkeit tempo | vitesse | velocidad | hiz
height      | hohe hoch | hauteur altitude | altura | yukseklik
depth       | tiefe | profondeur | profundidad | derinlik
temperature | temperatur | temperature | temperatura | sicaklik
health      | gesundheit | sante | salud | saglik
sick        | krank erkrankt | malade | enfermo | hasta
disease     | krankheit | maladie | enfermedad | hastalik
vaccine     | impfstoff impfung | vaccin | vacuna | asi
bees        | bienen biene | abeilles | abejas | ari
animals     | tiere tier | animaux animal | animales animal | hayvan
sleep       | schlafen schlaf | dorment sommeil | duermen sueno | uyku uyuyor
China       | china chinas | chine | china | cin cinli
Japan       | japan japans | japon | japon | japonya
Europe      | europa europas | europe | europa | avrupa
Norway      | norwegen | norvege | noruega | norvec
Switzerland | schweiz | suisse | suiza | isvicre
Austria     | osterreich | autriche | austria | avusturya
Netherlands | niederlande niederlanden | pays-bas | holanda | hollanda
Iran        | iran | iran | iran | iran
Israel      | israel | israel | israel | israil
London      | london londons | londres | londres | londra
Moscow      | moskau moskaus | moscou | moscu | moskova
Rome        | rom roms | rome | roma | roma
Vatican     | vatikan vatikans | vatican | vaticano | vatikan
Munich      | munchen | munich | munich | munih
Vienna      | wien | vienne | viena | viyana
Brussels    | brussel | bruxelles | bruselas | bruksel
Damascus    | damaskus | damas | damasco |
Budapest    | budapest | budapest | budapest | budapeste`;

const ORDER: readonly Foreign[] = ["de", "fr", "es", "tr"];

/** Endings that vary with number, person and tense; the longest comes off. Turkish words are looked up by their beginning instead. */
const ENDINGS: Readonly<Record<Exclude<Foreign, "tr">, RegExp>> = {
  de: /(?:e[nmrst]?|s|n|t|te[nst]?|st)$/u,
  fr: /(?:e|e?s|x|ent|ait|aient|ees?|er|ez|erent)$/u,
  es: /(?:[oae]s?|aron|ieron|aban?|[aei]n|[ai]ndo|[ai]d[oa]s?|io|[aei]r)$/u,
};
/** Letters that are left of a word without its ending. */
const MIN_STEM = 5;

function withoutEnding(word: string, language: Foreign): string {
  if (language === "tr") return word;
  const stem = word.replace(ENDINGS[language], "");
  return stem.length >= MIN_STEM ? stem : word;
}

/** The English words by the foreign ones, and by these without their endings. */
interface Table {
  readonly words: ReadonlyMap<string, string>;
  readonly stems: ReadonlyMap<string, string>;
}

/** Filled when the first question in another language comes. */
const tables = new Map<Foreign, Table>();

function tableOf(language: Foreign): Table {
  const known = tables.get(language);
  if (known !== undefined) return known;
  const column = ORDER.indexOf(language) + 1;
  const words = new Map<string, string>();
  const stems = new Map<string, string>();
  for (const line of NEWS_WORDS.trim().split("\n")) {
    const [english = "", ...cells] = line.split("|").map((cell) => cell.trim());
    for (const typed of (cells[column - 1] ?? "").split(/\s+/)) {
      const word = fold(typed.replaceAll("_", " "));
      const stem = withoutEnding(word, language);
      if (isFunctionWordOf(word, language)) continue;
      if (word !== "" && !words.has(word)) words.set(word, english);
      if (word !== "" && !stems.has(stem)) stems.set(stem, english);
    }
  }
  const table = { words, stems };
  tables.set(language, table);
  return table;
}

/** Shorter beginnings of Turkish words are looked up as whole words only. */
const MIN_BEGINNING = 4;

/** Returns the English word for two folded words that mean one thing together; null for any others. */
export function pairInEnglish(first: string, second: string, language: Foreign): string | null {
  const { words } = tableOf(language);
  const shortest = language === "tr" ? Math.min(MIN_BEGINNING, second.length) : second.length;
  for (let end = second.length; end >= shortest; end -= 1) {
    const found = words.get(`${first} ${second.slice(0, end)}`);
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * Returns the English word for a folded word of the news in another language; null for a name or an
 * unknown word. Other endings than the known ones, and German compounds of two known words, are understood.
 */
export function inEnglish(folded: string, language: Foreign): string | null {
  const { words, stems } = tableOf(language);
  const whole = words.get(folded);
  if (whole !== undefined) return whole;
  if (language === "tr") {
    for (let end = folded.length - 1; end >= MIN_BEGINNING; end -= 1) {
      const found = words.get(folded.slice(0, end));
      if (found !== undefined) return found;
    }
    return null;
  }
  if (isKnownName(folded)) return null;
  const stem = withoutEnding(folded, language);
  const found = stem === folded ? undefined : stems.get(stem);
  return found ?? (language === "de" ? compoundInEnglish(folded) : null);
}

/** Letters of each part of a German compound. */
const MIN_PART = 3;

/** Returns the English word for a part of a German compound, with or without what joins it to the next: "Brücken-". */
function partInEnglish(part: string): string | undefined {
  const { words } = tableOf("de");
  const shorter = [part, part.replace(/[nse]$/u, ""), part.replace(/e[nsr]$/u, "")];
  return shorter.map((one) => words.get(one)).find((english) => english !== undefined);
}

/** "Brückeneinsturz": "bridge collapse". */
function compoundInEnglish(word: string): string | null {
  for (let at = word.length - MIN_PART; at >= MIN_PART; at -= 1) {
    const [begin, end] = [partInEnglish(word.slice(0, at)), partInEnglish(word.slice(at))];
    if (begin !== undefined && end !== undefined) return begin === end ? begin : `${begin} ${end}`;
  }
  return null;
}
