// Says whether Dateline can answer now, part by part. Looks only when asked; repairs nothing.
import { DatelineError } from "../errors.js";

/** What has to stand before questions are answered, in the order in which it comes up. */
export const readinessParts = ["store", "models", "index", "gateway"] as const;
export type ReadinessPart = (typeof readinessParts)[number];

/** How one part stands, in a few words such as "words only". */
export interface PartState {
  readonly isReady: boolean;
  readonly says: string;
}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly parts: Readonly<Record<ReadinessPart, string>>;
  /** "part: what it says" for each part that is not ready. */
  readonly reasons: readonly string[];
}

/** Looks at one part; what it throws counts as not ready. */
export type Look = () => PartState | Promise<PartState>;

const notOpen: PartState = { isReady: false, says: "not open yet" };

/** Asks every part; one that nobody has named is not open yet. */
export class Readiness {
  readonly #looks = new Map<ReadinessPart, Look>();

  /** Names how a part is looked at from now on. */
  set(part: ReadinessPart, look: Look): void {
    this.#looks.set(part, look);
  }

  async report(): Promise<ReadinessReport> {
    const states = await Promise.all(readinessParts.map((part) => this.#look(part)));
    const named = readinessParts.map((part, index) => [part, states[index] ?? notOpen] as const);
    const reasons = named.filter(([, { isReady }]) => !isReady).map(([part, { says }]) => `${part}: ${says}`);
    const parts = Object.fromEntries(named.map(([part, { says }]) => [part, says]));
    return { ready: reasons.length === 0, parts: parts as ReadinessReport["parts"], reasons };
  }

  async #look(part: ReadinessPart): Promise<PartState> {
    try {
      return (await this.#looks.get(part)?.()) ?? notOpen;
    } catch (error) {
      const says = error instanceof DatelineError ? error.code : "fault";
      return { isReady: false, says: `failed: ${says}` };
    }
  }
}
