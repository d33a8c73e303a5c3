// What a reader found in one input, before it is normalized, and the interface of readers.

import type { DateEvidence, Instant } from "../model/article.js";
import type { ErrorCode } from "../model/errors.js";

/** A date as written in the input, with the place it was found in; `judgeDates` parses and judges it. */
export interface FoundDate extends Pick<DateEvidence, "field" | "from" | "raw"> {
  /** Its weight against the others, if the reader knows better than its place suggests; see `voiceOf`. */
  readonly weight?: number;
}

/** One article as a reader found it. `blocks` are paragraphs in order, with furniture still among them if the format does not mark it. */
export interface Draft {
  readonly title?: string;
  readonly deck?: string;
  /** Lines around title and byline that are not body by their place; read for dates, author and agency only. */
  readonly header?: readonly string[];
  readonly blocks: readonly string[];
  /** Those of the blocks that are items of lists or rows of tables, and no links. */
  readonly points?: readonly string[];
  readonly source?: string;
  readonly agency?: string;
  readonly author?: string;
  /** BCP 47 tag as written, for example "en-GB"; the region decides how numeric dates are read. */
  readonly language?: string;
  readonly url?: string;
  /** The part of the page that this is, as its address names it after "#": an entry of a live blog. */
  readonly part?: string;
  /** Strongest evidence first. */
  readonly dates: readonly FoundDate[];
  /** True if `dates` holds those of header and body lines already, weighed by their place. */
  readonly datesComplete?: boolean;
  /** True for a page of a wiki: its last edit is never taken for its publication. */
  readonly isWiki?: boolean;
  /** Where there is more of the article, as the page says; absent if this is the whole text, as far as is known. */
  readonly elsewhere?: Elsewhere;
  readonly sample?: boolean;
  readonly notes: readonly string[];
}

/** Where a page that gives too little says that its article can be found, too; all addresses absolute. */
export interface Elsewhere {
  /** Why there should be more, a phrase that may be a note. */
  readonly why: string;
  /** True if the page gives only what comes before its paywall. */
  readonly isPaywalled: boolean;
  /** The address of the article, by which it is recognized in the other places. */
  readonly address: string;
  /** The AMP version. */
  readonly amp: string | null;
  /** The feed of the site. */
  readonly feed: string | null;
}

/** Maximum bytes of one input unless the caller says otherwise: 20 MB, a hundred times a long page. */
export const defaultMaxBytes = 20_000_000;

/** One input to read: bytes and what is known of them. */
export interface Input {
  /** Path, upload name or URL, for messages and for choosing the reader. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the server said about it; absent for files and uploads. */
  readonly page?: PageFacts;
}

/** What is known of bytes that came from the web. */
export interface PageFacts {
  /** Address after all redirects. */
  readonly url: string;
  /** In lower case without parameters; null if the server names none. */
  readonly mediaType: string | null;
  /** In lower case; null if the server names none. */
  readonly charset: string | null;
  /** When it was taken from its site: "2 hours ago" counts from then. */
  readonly fetchedAt: Instant;
}

/** An input after decoding. */
export interface TextInput {
  readonly name: string;
  readonly text: string;
  /** Absent for files and uploads. */
  readonly page?: PageFacts;
}

/** One article of an input, or why that part of the input is none. */
export type ReadRow =
  | { readonly subject: string; readonly draft: Draft }
  | {
      readonly subject: string;
      readonly code: ErrorCode;
      readonly reason: string;
      readonly hint?: string;
      /** Where the article of this page may be found. */
      readonly elsewhere?: Elsewhere;
    };

/** A reader of one format. `detect` is cheap and never throws. */
export interface Reader {
  readonly format: "text" | "html" | "json" | "markdown" | "feed";
  detect(input: TextInput): boolean;
  /** One row per article. @throws DatelineError read-unreadable if the format is right and the content is not */
  read(input: TextInput): ReadRow[];
}

/** Given on the command line or in Discord; wins over what the input says. */
export interface DraftOverrides {
  readonly url?: string;
  readonly title?: string;
  readonly source?: string;
  readonly agency?: string;
  readonly author?: string;
  readonly publishedAt?: string;
  readonly language?: string;
}
