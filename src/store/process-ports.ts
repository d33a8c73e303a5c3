// Ports for what the processes over one store share: who is there, and which work each of them holds.
import type { ProcessRecord, Role, Shards, UseCounter } from "../model/processes.js";

/** How long work waits for a process that was killed before another takes it over, in ms, unless a setting says otherwise. */
export const LEASE_MS = 30_000;

/**
 * The processes over one store. A process holds what it took until it gives it back or ends; if it is killed, others may take it
 * once its lease has run out. A store that only one process uses gives everything to whoever asks.
 */
export interface Processes {
  /** Enters this process in the list, or changes what the list says of it. */
  join(about: { readonly role: Role; readonly shards: Shards | null }): Promise<void>;
  /** Processes whose lease has not run out, the longest running first; commands are in it while they hold work. */
  list(): Promise<ProcessRecord[]>;
  /** Id of this process in the list. */
  readonly processId: string;
  /** Takes pieces of work by name, and returns those that are this process's now; those of others are left out. */
  take(names: readonly string[]): Promise<string[]>;
  /** Gives back what this process holds; names of others are skipped. */
  giveBack(names: readonly string[]): Promise<void>;
}

/** What processes tell each other. An id of null: something was missed, so that it may concern any. */
export type Signal =
  /** The settings of this server were changed. */
  | { readonly kind: "settings"; readonly id: string | null }
  /** A feed was added or made due. */
  | { readonly kind: "feeds"; readonly id: null }
  /** This person asked to be forgotten. */
  | { readonly kind: "forget"; readonly id: string | null };

/** Carries signals between the processes over a store. */
export interface Signals {
  /** Begins to hear the others; without it only what this process tells is heard, and nothing may be kept that others change. */
  start(): Promise<void>;
  /** True while everything that others tell arrives. */
  readonly isListening: boolean;
  /** Tells every process, this one too. */
  tell(signal: Signal): Promise<void>;
  /** Calls back for each signal until the returned function is called. */
  on(listener: (signal: Signal) => void): () => void;
}

/** How often people asked to be forgotten, over all processes: what is worked out for a person meanwhile is not stored. */
export interface Forgets {
  /** Notes that a person asks to be forgotten, before anything is deleted. */
  note(userId: string): Promise<void>;
  /** Returns a number that grows with each time that this person asks. */
  count(userId: string): Promise<number>;
}

/** Uses per minute over all processes. */
export interface UseStore extends UseCounter {
  /** Forgets all uses of a key. */
  forget(key: string): Promise<void>;
}
