// Runs once before all tests: makes sure that the real models are in data/models.
import process from "node:process";
import { fetchModels } from "./models.js";

/** @throws Error where no source gives the models; no test runs without them */
export default async function setup(): Promise<void> {
  let told = "";
  try {
    await fetchModels(({ file, receivedBytes, totalBytes, origin }) => {
      const tenth = totalBytes === null ? "" : ` ${Math.floor((receivedBytes / totalBytes) * 10)}0 %`;
      const line = `models: ${file}${tenth} (${origin})`;
      if (line !== told) process.stderr.write(`${line}\n`);
      told = line;
    });
  } catch (error) {
    throw new Error("The tests need the real models, and they could not be had.", { cause: error });
  }
}
