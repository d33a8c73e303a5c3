// The other forms in which a text may hold an English word: inflections, irregular ones too, and words of the same event.
import { fold } from "../model/fold.js";
import { inflectionsOf } from "./english.js";
import { isNumeralHeld } from "./numerals.js";
import { isHeldByAnotherName } from "./same-names.js";
import { stemLightly } from "./words.js";

/**
 * Words that report one event, by kind of event; compiled for this project. A question about a death is not unknown to articles that
 * say "killed".
 */
const RELATED = `
  die death dead deadly kill killing fatal fatality casualty toll perish victim
  hurt injure injury wound casualty
  vote voter election elect ballot poll
  win winner victory champion beat defeat
  lose loser loss defeat
  arrest detain detention custody jail
  convict conviction guilty verdict sentence
  accuse accusation charge indict indictment
  resign resignation quit
  appoint appointment nominate nomination
  lead leader leadership head chief
  inauguration inaugurate install installation
  sanction sanctions punish penalty
  escape flee getaway flight
  design designer architect
  dismiss dismissal sack oust fire
  perform performance performer sing singer
  hit strike ram crash collide collision impact
  collapse fall destroy destruction
  burn fire blaze flame wildfire cauldron torch
  quake earthquake tremor
  storm hurricane typhoon cyclone tornado
  flood flooding inundate
  explode explosion blast bomb bombing
  shoot shooting shot gunfire gunman
  attack assault raid
  invade invasion
  steal theft thief rob robbery robber burglar burglary heist loot
  agree agreement deal accord pact treaty
  meet meeting summit talk visit
  say statement speak speech remark
  decide decision ruling rule
  begin beginning start open opening launch
  end finish close closing
  reopen reopening open
  shut shutdown close closure
  buy buyer purchase acquire acquisition sale sell
  pay payment cost price tag bill fee money cash sum amount worth value dough bucks pot purse payout
  loot haul value worth steal
  fund funding finance pay bankroll donate donation gift
  raise rise increase hike grow growth
  cut lower reduce reduction fall drop decline
  choose choice elect election pick select selection
  delay postpone postponement
  cancel cancellation
  ban prohibit prohibition forbid
  allow permit permission approve approval
  refuse refusal reject rejection deny denial decline
  arrive arrival land landing
  departure depart exit leave
  fly flight aboard
  marry marriage wedding
  birth born
  bury burial funeral
  sue lawsuit suit
  protest protester demonstration demonstrator rally march
  strike walkout
  build builder construction construct
  discover discovery
  help aid assist assistance
  film movie picture
  doctor physician medic
  plane aircraft jet airliner
  ship vessel boat
  child kid
  job work worker employee staff crew
  sack layoff redundancy job
  boss chief head leader chair manager director coach executive ceo president
  dictator tyrant strongman autocrat ruler rule leader
  keeper goalkeeper goalie
  fan spectator supporter crowd audience
  folk people person man
  guy bloke man person suspect
  cop police policeman officer
  mum mom mother
  dad father
  prison jail
  hospital clinic
  vehicle car lorry truck van scooter motorbike motorcycle bike bus
  plane airplane aeroplane aircraft
  dirt soil dust rock material sample
  lunar moon
  home earth house back
  ride flight trip journey way
  press reporter journalist media newspaper
  phone telephone call
  idea suggestion proposal suggest propose
  excuse reason blame explanation
  row quarrel argument spat dispute argue
  wage salary pay
  flat apartment home
  factory plant
  study research report paper
  town city village
  law bill act
  jab vaccine vaccination shot
  gun weapon
  soccer football
  training practice practise train
  dissent disagree oppose against
  smash hit strike ram crash slam
  demolish demolition tear knock
  fix repair restore restoration renovate renovation rebuild
  switch change adopt move replace
  ditch drop scrap axe shelve abandon cancel leave
  nick pinch swipe grab snatch steal take
  nab bust catch arrest
  chat talk speak
  scoop collect drill
  host shelter asylum
  blast launch lift
  attend absent present`
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));

const GROUPS = new Map<string, string[]>();
for (const group of RELATED)
  for (const word of group) GROUPS.set(word, [...(GROUPS.get(word) ?? []), ...group]);

/** Lists the folded words, itself left out, that say what an English word says or belong to the same event; it may have none. */
export function relatedWords(word: string): string[] {
  const own = fold(word);
  const forms = new Set(inflectionsOf(own));
  for (const form of [own, ...forms]) {
    for (const related of GROUPS.get(form) ?? [])
      for (const each of [related, ...inflectionsOf(related)]) forms.add(each);
  }
  forms.delete(own);
  return [...forms];
}

/** Letters that two words of one family share at least: "jewelry" and "jewels", "spaceflight" and "flight". */
const MIN_SHARED = 5;

/** Returns whether stems hold a name by another of the same, or a small number as it is written otherwise: "Finland" for "Finns". */
export function isWrittenOtherwise(word: string, held: ReadonlySet<string>): boolean {
  return isHeldByAnotherName(word, held) || isNumeralHeld(word, held);
}

/**
 * Returns whether stems hold a word in another form, as a part of another word or the other way round, in a word of the same event, or
 * in another name of the same, or as another numeral of the same number.
 */
export function isHeldInSomeForm(word: string, held: ReadonlySet<string>): boolean {
  if (isWrittenOtherwise(word, held)) return true;
  if ([word, ...relatedWords(word)].some((form) => held.has(stemLightly(form)))) return true;
  const stem = stemLightly(word);
  const isOfFamily = (other: string) =>
    other.length >= MIN_SHARED && (stem.startsWith(other) || stem.endsWith(other) || other.startsWith(stem));
  return stem.length >= MIN_SHARED && [...held].some(isOfFamily);
}
