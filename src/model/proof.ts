// The proof of an answer: a JSON file that anyone can check. docs/proof.md describes it for other programs.
import { z } from "zod";
import { instantSchema } from "./article.js";

const proofQuoteSchema = z.strictObject({
  /** "lead": the quote to read first. "earlier": what was reported before. */
  place: z.enum(["lead", "further", "earlier"]),
  /** Verbatim: characters `start` to `end` of the revision's text, in UTF-16 code units, `end` exclusive. */
  text: z.string().min(1),
  start: z.int().min(0),
  end: z.int().min(1),
  /** Link to the sentence on its page; null without an address. */
  link: z.string().nullable(),
  article: z.strictObject({
    articleId: z.string().min(1),
    revision: z.int().min(1),
    /** SHA-256 of the revision's text as UTF-8, 64 hex digits. */
    textSha256: z.string().regex(/^[0-9a-f]{64}$/),
    title: z.string(),
    outlet: z.string().nullable(),
    agency: z.string().nullable(),
    author: z.string().nullable(),
    publishedAt: instantSchema.nullable(),
    updatedAt: instantSchema.nullable(),
    url: z.string().nullable(),
  }),
});
export type ProofQuote = z.infer<typeof proofQuoteSchema>;

const fieldsSchema = z.strictObject({
  format: z.literal("dateline-proof"),
  version: z.literal(1),
  question: z.string(),
  /** Nothing that was published or updated later was used. */
  asOf: instantSchema,
  /** The only outlet that was searched; null for all. */
  onlyOutlet: z.string().nullable(),
  outcome: z.enum(["clear", "weak", "unanswered"]),
  /** In the order of the answer; empty for "unanswered". */
  quotes: z.array(proofQuoteSchema),
});

export const proofSchema = fieldsSchema
  .refine(({ outcome, quotes }) => outcome !== "unanswered" || quotes.length === 0, {
    path: ["outcome"],
    message: "an unanswered question has no quotes",
  })
  .refine(({ quotes }) => quotes.every(({ place }, at) => place !== "lead" || at === 0), {
    path: ["quotes"],
    message: "only the first quote leads",
  });
export type Proof = z.infer<typeof proofSchema>;
