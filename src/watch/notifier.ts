// Port: tells people and channels. Implemented by the bot; what Discord refuses is an outcome, never an exception.
import type { Notice, Target } from "../model/watch.js";

export type Delivered =
  | { readonly kind: "sent" }
  /** "no-dm": the person takes no messages from Dateline. The others: the channel is gone, or closed to it. */
  | { readonly kind: "refused"; readonly reason: "no-dm" | "no-access" | "no-channel" }
  /** Discord cannot be reached or asks for patience. */
  | { readonly kind: "later"; readonly reason: string };

export interface Notifier {
  /** Sends news as one message. Sent twice with one nonce within minutes it is still one message. */
  send(target: Target, news: readonly Notice[], nonce: string): Promise<Delivered>;
}
