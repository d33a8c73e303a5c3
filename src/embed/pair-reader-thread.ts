// A thread that helps to score pairs: opens the weights, and reads of each batch what the others leave.
import { parentPort, workerData } from "node:worker_threads";
import { describeError } from "../model/errors.js";
import { readBatch, type ThreadData } from "./pair-reader.js";
import { openSession } from "./session.js";

const { folder, coresEach } = workerData as ThreadData;
const attempt = (work: Promise<unknown>) => work.then(() => null, describeError);

const opening = openSession(folder, coresEach);
parentPort?.on("message", async (batch) => {
  parentPort?.postMessage(await attempt(opening.then((session) => readBatch(session, batch))));
});
parentPort?.postMessage(await attempt(opening));
