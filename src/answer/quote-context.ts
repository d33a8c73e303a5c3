// The paragraph that a quote stands in, as the words before and after it. Cuts nothing.
import type { QuoteContext } from "../reports.js";
import type { Span } from "../schema.js";

const PARAGRAPH_END = "\n\n";

/** Returns what stands around a span in its paragraph, or in its paragraphs where it goes over the end of one. */
export function contextOf(text: string, { start, end }: Span): QuoteContext {
  const before = text.slice(0, start).lastIndexOf(PARAGRAPH_END);
  const after = text.indexOf(PARAGRAPH_END, end);
  return {
    before: text.slice(before === -1 ? 0 : before + PARAGRAPH_END.length, start),
    after: text.slice(end, after === -1 ? text.length : after),
  };
}
