// The thread of the document reader: takes a job, does it, sends the reply.

import { parentPort } from "node:worker_threads";
import { DatelineError, describeError } from "../model/errors.js";
import { type DocumentJob, type DocumentReply, documentWork, READY } from "./document-reader.js";

parentPort?.on("message", ({ work, document }: DocumentJob) => {
  parentPort?.postMessage(replyTo(() => documentWork[work](document as never)));
});
parentPort?.postMessage(READY);

function replyTo(work: () => unknown): DocumentReply {
  try {
    return { result: work() };
  } catch (error) {
    const isKnown = error instanceof DatelineError;
    return {
      code: isKnown ? error.code : null,
      message: describeError(error),
      hint: isKnown ? error.hint : null,
    };
  }
}
