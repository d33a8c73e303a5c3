// The other forms in which a text may hold an English word: inflections, irregular ones too, and words of the same event.
import { fold } from "../model/fold.js";
import { inflectionsOf } from "./english.js";

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
  pay payment cost price
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
  job work worker employee staff crew`
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
