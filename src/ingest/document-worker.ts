// The thread of the document reader: does one job and returns the reply.

import { describeError } from "../model/errors.js";
import { UnreadableError } from "../read/unreadable.js";
import type { DocumentJob, DocumentReply } from "./document-reader.js";
import { documentWork } from "./document-work.js";

export default function readDocument({ work, document }: DocumentJob): DocumentReply {
  try {
    return { result: documentWork[work](document as never) };
  } catch (error) {
    if (!(error instanceof UnreadableError)) return { bug: describeError(error) };
    const { code, reason, hint } = error;
    return { code, reason, hint };
  }
}
