// What a full stop means in which language: abbreviations, ordinal numbers, months, usual first words. Compiled for this project.

/** The words by which a full stop is judged; case counts, and points inside are written without white space ("z.B"). */
export interface SentenceRules {
  /** A sentence never ends after these: titles, and shorthand that announces something. */
  readonly neverEnds: ReadonlySet<string>;
  /** A number follows, or the sentence ends. */
  readonly beforeNumber: ReadonlySet<string>;
  /** May end a sentence; it does where a usual first word follows. */
  readonly mayEnd: ReadonlySet<string>;
  /** Endings of words that may end a sentence ("Deichstr."); null for none. */
  readonly mayEndSuffix: RegExp | null;
  /** Usual first words of a sentence. */
  readonly starters: ReadonlySet<string>;
  /** Months, short and long: a number with a full stop before one is a day. */
  readonly months: ReadonlySet<string>;
  /** Whether a number with a full stop is an ordinal: never, always, or after a word of `beforeOrdinal` and before one of `ordinalNouns`. */
  readonly ordinals: "never" | "always" | "judged";
  readonly beforeOrdinal: ReadonlySet<string>;
  /** What is commonly counted, beginning of the word ("Jahrestag", "Jahrestages"); null for none. */
  readonly ordinalNouns: RegExp | null;
}

interface Lists {
  readonly never?: string;
  readonly number?: string;
  readonly may?: string;
  readonly suffix?: RegExp;
  readonly starters?: string;
  readonly months?: string;
  readonly ordinals?: "always" | "judged";
  readonly beforeOrdinal?: string;
  readonly ordinalNouns?: RegExp;
}

/** In every language of the Latin alphabet. */
const LATIN: Lists = {
  never: "Dr Prof Mr Mrs Ms Mt Ft Lt Col Sgt Capt Cmdr Gen Adm Hon Rev Ing Mag cf ca Ca e.g i.e prof dr",
  number: "Nr No Nos Vol Art art Fig fig Abb Tel tel p pp Rs",
  may: "Inc Corp Co Ltd Bros LLC Jr Sr St Ph.D etc al",
};

const LANGUAGES: Readonly<Record<string, Lists>> = {
  en: {
    never:
      "Messrs Mx Sen Sens Rep Reps Gov Govs Maj Cpl Pvt Pres Supt Det Insp Amb Atty Ofc Cst Fr Hr Frau Herr Mme Mlle v approx bzw z.B d.h u.a viz a.k.a vs",
    number:
      "par Sec sec Ch ch ver est c para Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun",
    may: "Cos Ave Blvd Rd Hwy Dept Univ Assn",
    starters: `The A An But And Or So Yet If When While As At In On For From To With Without By After Before During Since Until
      Under Over Among Despite Although Though Because However Meanwhile Still Now Then There Here This That These Those
      It Its He His She Her They Their We Our You Your Who What Why How Where Which Both Each Every Some Many Most More
      Several Others Another No Not Nobody None Nothing All Also Even Only Just Last Next Earlier Later Once Instead
      According Asked One Two Three`,
    months: "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember",
  },
  de: {
    never: `St Hr Fr Frl Hrn gem Gem bzgl Bzgl Vgl Ggf Evtl Inkl Sog Bspw med phil jur iur rer nat theol habil h.c z.B z.b z.T z.Zt u.a u.U u.ä i.d.R i.V m.E d.h d.i s.o s.u o.g o.ä v.a bzw
      vgl sog geb gest verh bspw vs ggf evtl inkl exkl zzgl abzgl mind max min rd rund allg dt engl franz röm kath ev hl Hl ehem jew
      gegr Dipl Priv Doz Hptm Maj Kpt Min Sen Insp Komm Kom Hrsg hrsg Fa resp lt lfd zw usf`,
    number: `S Abs Bd Kap Ziff Z Str str Jan Jän Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Sa So Aufl Ausg Nrn Art Anm
      Lfg Hausnr Postf Tsd`,
    may: `Mio Mrd Bio Tsd Std Sek Jh Jhd Jhdt n.Chr v.Chr n.u.Z v.u.Z a.D i.R i.Br a.M a.d.R a.d.D Hbf GmbH Co.KG KG e.V u.Ä o.Ä jun sen Pl Weltkr`,
    suffix: /(?:str|pl|weg)$/i,
    starters: `Der Die Das Dem Den Des Ein Eine Einen Einem Einer Eines Er Sie Es Wir Ihr Ich Man Ihm Ihn Ihnen Sein Seine Seinen Seiner
      Ihre Ihren Ihrem Ihrer Dies Diese Dieser Dieses Diesen Diesem Jene Jener Jeder Jede Alle Allein Viele Einige Mehrere Manche Beide Beides
      Und Aber Oder Doch Denn Sondern Auch Nur Noch Schon Nicht Kein Keine Keiner Niemand Nichts Wenn Als Wie Wo Wer Was Warum Wann Weil Da
      Dass Dann Danach Dabei Dafür Dagegen Daher Damit Daran Darauf Daraufhin Darüber Davon Davor Dazu Deshalb Deswegen Dennoch Trotzdem
      Jedoch Allerdings Außerdem Zudem Zuvor Zunächst Zuletzt Inzwischen Mittlerweile Währenddessen Seitdem Seither Später Früher Jetzt Nun
      Heute Gestern Morgen Hier Dort So Somit Sonst Hinzu Bisher Bereits Erst Im Am In An Auf Aus Bei Beim Mit Nach Seit Von Vom Zu Zum Zur
      Für Gegen Ohne Um Unter Über Durch Während Wegen Trotz Laut Vor Hinter Neben Zwischen Bis Ab Ob Obwohl Nachdem Bevor Sobald Indes
      Ebenso Etwa Rund Weitere Zwei Drei Vier Fünf Unklar`,
    months: `Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember
      Jan Jän Feb Mär Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez`,
    ordinals: "judged",
    beforeOrdinal: `der die das dem den des am im zum zur vom beim ins ein eine einen einem einer eines kein keine keinen sein seine seinen seinem
      seiner seines ihr ihre ihren ihrem ihrer ihres mein meine meinen unser unsere unseren dieser diese dieses diesen diesem jeder jede jedes jeden
      jedem jener Der Die Das Dem Den Des Am Im Zum Zur Vom Beim Ein Eine Sein Seine Seinen Ihr Ihre Ihren Ihrem Unsere Jeder Jede`,
    ordinalNouns:
      /^(?:Jahr(?:estag|hundert|tausend|gang)|Geburts|Todestag|Hochzeits|Jubiläum|Bundesliga|Liga|Stock|Etage|Spieltag|Minute|Runde|Weltkrieg|Mannschaft|Platz$|Halbzeit|Klasse|Auflage|Gebot|Amtszeit|Kongress|Parteitag|Bezirk|Senat|Kammer|Lesung|Staffel|Folge|Etappe|Division|Kompanie|Armee|Obergeschoss|OG\b)/,
  },
  fr: {
    never: `M MM Me Mme Mlle Mgr Dr Drs Pr Vve St Ste Sts p.ex c.-à-d càd i.e cf Cf env Gal Cdt Cne Lt réf tél Tél adj anc prés vice-prés vs N.-D N.D R.P P.S N.B`,
    number: "n N no al t chap fig éd ch janv févr avr juill sept oct nov déc §",
    may: "av Av bd Bd boul apr J.-C J-C ex S.A S.A.R.L S.A.S inc Ltée Cie etc min max vol hab",
    starters: `Le La Les L Un Une Des Du De D Au Aux Ce Cet Cette Ces C Il Elle Ils Elles On Nous Vous Je J Tu Son Sa Ses Leur Leurs Notre Nos Votre Vos
      Mon Ma Mes Et Mais Ou Or Donc Car Ni Si S Que Qu Qui Quand Quant Quoi Où Comment Pourquoi Combien Dans Sur Sous Avec Sans Pour Par Pendant Depuis
      Après Avant Dès Entre Chez Vers Selon Malgré Contre Lors Lorsque Puis Ensuite Enfin Alors Ainsi Aussi Aujourd Hier Demain Ici Là En À A Y Plus
      Moins Très Tout Tous Toute Toutes Chaque Plusieurs Certains Certaines Aucun Aucune Personne Rien Pas Ne N Cependant Toutefois Pourtant Néanmoins
      Mais Parmi Parce Comme Deux Trois Quatre Cinq Quelque Quelques Autre Autres D`,
    months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  },
  es: {
    never: `Sr Sra Sres Sras Srta Dña Dn Da Dra Dres Profa Lic Lcdo Lcda Ing Arq Gral Cnel Tte Cap Cmdte Mons Pbro Fr Sto Sta Excmo Excma Ilmo Ilma Mtro
      Mtra Ma Hno Hna Ud Uds Vd Vds p.ej p.e vid cfr aprox vs Avda Av Depto Dpto Pdte Pdta Vicepdte Diput Sen prof dra dr sra sr EE JJ FF RR CC`,
    number: `núm Núm nro Nro n art Art arts pág págs Pág cap vol t fig ene feb abr may jun jul ago sep sept oct nov dic tel Tel pto apdo`,
    may: "UU EE.UU AA OO HH S.A S.L S.A.U a.C d.C a.m p.m Cía Ltda etc Jr Edo izq dcha ed",
    starters: `El La Los Las Lo Un Una Unos Unas Al Del De Este Esta Estos Estas Ese Esa Esos Esas Aquel Aquella Eso Esto Él Ella Ellos Ellas Yo Tú Usted Ustedes
      Nosotros Nos Me Te Se Le Les Su Sus Mi Mis Tu Tus Nuestro Nuestra Y E O U Pero Mas Sino Aunque Porque Pues Como Cuando Cuándo Donde Dónde Quien Quién
      Qué Que Cuál Cómo Cuánto Cuántos Si Sí No Ni Nadie Nada Ningún Ninguno Ninguna En Con Sin Por Para Desde Hasta Hacia Entre Sobre Bajo Tras Ante Según
      Durante Mediante Contra A Ayer Hoy Mañana Ahora Antes Después Luego Entonces Así También Tampoco Además Sin Mientras Ya Aún Todavía Solo Sólo Muy Más
      Menos Todo Toda Todos Todas Cada Algunos Algunas Muchos Muchas Varios Varias Otro Otra Otros Otras Ambos Ambas Dos Tres Cuatro Cinco Hay Era Fue Es Son
      Hubo Allí Aquí Tampoco Finalmente`,
    months: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  },
  it: {
    never: `sig dott avv ing on sen Sig Sigg Sig.ra Sig.na Dott Dott.ssa Dr Dr.ssa Avv Ing Prof Prof.ssa On Sen Gen Col Cap Ten Mar Brig Mons Don Geom Arch Rag Cav Comm Em Ecc Ill
      Spett Gent Egr S Ss cfr Cfr p.es es ad.es c.d cd cosid Fr vs Magg Pres Min Dir Proc Isp`,
    number: `n nn N art artt Art pag pagg p pp cap vol fig co lett gen feb apr mag giu lug ago sett ott nov dic tel Tel ca sec`,
    may: "S.p.A S.r.l S.p.a s.p.a a.C d.C ecc P.za V.le L.go jr op cit F.lli Soc Coop",
    starters: `Il Lo La I Gli Le L Un Uno Una Un Al Allo Alla Ai Agli Alle Del Dello Della Dei Degli Delle Dal Dalla Nel Nello Nella Nei Negli Nelle Sul Sulla Di A Da In
      Con Su Per Tra Fra E Ed O Ma Però Anzi Se Che Chi Cosa Quando Dove Come Perché Quanto Quanti Quale Quali Non Né Nessuno Niente Nulla Io Tu Lui Lei Egli
      Ella Noi Voi Loro Esso Essa Essi Suo Sua Suoi Sue Mio Nostro Questo Questa Questi Queste Quello Quella Quelli Ciò Ieri Oggi Domani Ora Adesso Poi Dopo
      Prima Intanto Infine Inoltre Anche Così Già Ancora Solo Soltanto Secondo Durante Mentre Contro Senza Sotto Sopra Dietro Molti Molte Alcuni Alcune Tutti
      Tutte Tutto Ogni Altri Altre Due Tre Quattro Cinque È C Si Ci Vi Tuttavia Nonostante Quindi Dunque Allora Qui Lì Là`,
    months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  },
  pt: {
    never: `Sr Sra Srs Sras Srta Dr Dra Drs Dras Prof Profa Profª Eng Engª Arq Gen Cel Cap Ten Maj Alm Brig Sgt Dep Sen Gov Min Pres Des Exmo Exma Ilmo V.Exa
      V.Ex.ª Sto Sta Pe Mons Av vs Pç Trav Est Rod p.ex i.e cf Cf aprox esp Frei Fr Mal Cia Lic Exa Ex`,
    number: `n nº n.º nr núm art arts Art pág págs p pp cap vol fig séc tel Tel jan fev abr mai jun jul ago out nov dez inc`,
    may: "S.A Ltda Lda a.C d.C etc Jr Fº E.U.A EUA",
    starters: `O A Os As Um Uma Uns Umas Ao À Aos Às Do Da Dos Das De No Na Nos Nas Num Numa Em Com Sem Por Pelo Pela Para Desde Até Entre Sobre Sob Após Ante Contra
      Segundo Durante Conforme E Ou Mas Porém Contudo Todavia Entretanto Embora Porque Pois Como Quando Onde Quem Que Qual Quanto Quantos Se Não Nem Ninguém Nada
      Nenhum Nenhuma Eu Tu Ele Ela Eles Elas Nós Você Vocês Seu Sua Seus Suas Meu Minha Nosso Nossa Este Esta Estes Estas Esse Essa Esses Essas Isso Isto Aquele
      Aquela Aquilo Ontem Hoje Amanhã Agora Antes Depois Então Assim Também Além Já Ainda Só Apenas Muito Muitos Muitas Mais Menos Todo Toda Todos Todas Cada
      Alguns Algumas Outro Outra Outros Outras Ambos Dois Duas Três Quatro Cinco Há É Foi Era São Ali Aqui Lá Enquanto`,
    months: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
  },
  nl: {
    never: `dhr Dhr mevr Mevr mw Mw drs Drs mr ir ing dr prof jhr Jhr Z.K.H H.M jl bijv bv d.w.z i.v.m m.b.t t.a.v t.o.v o.a m.n z.g zgn resp incl excl max min vs
      St Ds ds Mgr burg vml ca ong`,
    number: "nr Nr blz p art jan feb mrt apr jun jul aug sep sept okt nov dec tel Tel",
    may: "B.V N.V b.v n.v a.d enz v.Chr n.Chr mln mld str",
    suffix: /(?:str|ln|pl)$/i,
    starters: `De Het Een Dat Dit Die Deze Er Hij Zij Ze Wij We Ik Je Jij U Jullie Hun Haar Zijn Onze Ons Mijn En Maar Of Want Dus Als Toen Toch Ook Nog Al Niet Geen
      Niemand Niets Wie Wat Waar Wanneer Waarom Hoe Welke In Op Aan Met Zonder Voor Na Bij Tot Uit Van Naar Over Onder Door Tegen Tussen Sinds Tijdens Volgens
      Vanaf Om Daarna Daarom Daarvoor Daarbij Daarmee Daarnaast Dan Nu Gisteren Vandaag Morgen Eerder Later Hier Daar Zo Alle Veel Sommige Andere Twee Drie Vier
      Vijf Inmiddels Intussen Bovendien Echter Ondanks Omdat Terwijl Volgens`,
    months: "januari februari maart april mei juni juli augustus september oktober november december",
  },
  tr: {
    never: `Dr Prof Doç Yrd Öğr Gör Arş Uzm Op Av Sn Bn Hz Alb Yb Bnb Yzb Tğm Ütğm Asb Gn Org Orgen Korg Tümg Tuğg Kur Mah Ecz Müh Mim Vet Dt Bkz bkz örn Örn yak yakl
      Yay haz çev Çev T.C`,
    number: "No no Nu s S sf sh c C cilt md Md Tel tel yy Fax fık",
    may: "A.Ş Ltd Şti Tic San Cad Sok Sk Blv Bul Apt Mrk Koop M.Ö M.S İ.Ö İ.S sn dk sa Ank İst Ü",
    starters: `Bu Şu O Bir Ve Ama Fakat Ancak Ayrıca Çünkü Eğer Hatta Üstelik Yine Yani Oysa İse De Da Ben Sen Biz Siz Onlar Onun Onu Ona Ondan Bunun Bunu Buna Bunlar Bunlardan
      Bunların Böylece Böyle Şöyle Öyle Daha Çok En Her Hiç Bazı Birçok Bütün Tüm Kimi Kimse Ne Neden Nasıl Nerede Kim Kaç Hangi Niçin Sonra Önce Daha Şimdi Bugün Dün Yarın
      Geçen Gelecek İlk Son Yeni Eski Diğer Öte Buna Burada Orada İki Üç Dört Beş On Yüz Artık Hâlâ Halen Henüz Nitekim Böylelikle Dolayısıyla Bununla Olayın Olay Olayda Polis
      Yetkililer Açıklamada Toplantıda Saat Kendisi Söz Konuya Edinilen Kazada Yaralılar Maç`,
    months: "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    ordinals: "always",
  },
  pl: {
    never:
      "p inż mgr prof dr hab ks bp abp św płk gen kpt por mjr red im ul al pl os tzw tzn np m.in ok ob ww wg zob por godz tj Św",
    number: "nr Nr s str poz art ust pkt tel Tel r w tys",
    may: "Sp S.A o.o itd itp n.e p.n.e mln mld zł wlkp",
    starters:
      "To W Na Z Do Nie I A Ale O Po Za Jak Jego Jej Ich Ten Ta Te Tym On Ona Oni Wtedy Dlatego Jednak Przed Od Według Po Już Kiedy Gdy Co Kto Gdzie Dlaczego",
  },
  ru: {
    never:
      "ул просп пл пер д корп стр кв обл р-н им проф акад доц д-р св т.е т.к т.н см ср напр тел гр ген полк",
    number: "№ ст п пп гл рис табл с янв февр апр авг сент окт нояб дек",
    may: "г гг в вв н.э руб коп тыс млн млрд т.п т.д др пр",
    starters:
      "В На С По К О Он Она Они Оно Это Этот Эта Эти Мы Вы Я И А Но Однако При Для До После Как Что Кто Где Когда Почему Его Её Их Также Из От Об За Не Ни Все Тогда Потом Затем Ранее Позже Сейчас Теперь Уже",
  },
  hi: {
    never: `डॉ डा डॉक्टर प्रो पं श्री स्व मो मौ सं क्र रु कि.मी कि मी इं इंजी एड न्या ले कै ब्रि क ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई
      जेड बीएस वीके`,
    number: "नं संख्या पृ अनु धारा रू",
  },
  bn: {
    never: "ড ডা ডাঃ ডঃ মো মোঃ মু প্রফ অধ্যা এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি",
  },
  mr: { never: "डॉ प्रा श्री कै ॲड अ‍ॅड रा.स्व" },
};

const words = (...lists: (string | undefined)[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list?.split(/\s+/).filter(Boolean) ?? []));

function compile(lists: Lists): SentenceRules {
  return {
    neverEnds: words(LATIN.never, lists.never),
    beforeNumber: words(LATIN.number, lists.number),
    mayEnd: words(LATIN.may, lists.may),
    mayEndSuffix: lists.suffix ?? null,
    starters: words(lists.starters),
    months: words(lists.months),
    ordinals: lists.ordinals ?? "never",
    beforeOrdinal: words(lists.beforeOrdinal),
    ordinalNouns: lists.ordinalNouns ?? null,
  };
}

const compiled = new Map<string, SentenceRules>();

/** Returns the rules of a language by its primary tag; those of English for one without rules of its own, and for null. */
export function sentenceRules(language: string | null): SentenceRules {
  const name = language !== null && Object.hasOwn(LANGUAGES, language) ? language : "en";
  let rules = compiled.get(name);
  if (rules === undefined) {
    rules = compile(LANGUAGES[name] ?? {});
    compiled.set(name, rules);
  }
  return rules;
}
