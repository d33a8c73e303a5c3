// Stands in for the worker process without a model: markers in the texts make it crash, fail or fall silent.
// Its "vector" of a text is [length of the text, number of requests so far].
let requests = 0;

process.on("message", ({ id, kind, texts, embedder }) => {
  if (kind === "load") {
    const failed = embedder.folder.includes("BROKEN");
    process.send(failed ? { id, kind: "failed", reason: "nonsense" } : { id, kind: "loaded", dimensions: 2 });
    return;
  }
  requests += 1;
  const has = (marker) => texts.some((text) => text.includes(marker));
  if (has("CRASH")) {
    process.stderr.write("about to crash\n", () => process.kill(process.pid, "SIGKILL"));
  } else if (has("FAIL")) {
    process.send({ id, kind: "failed", reason: "cannot" });
  } else if (!has("SILENCE")) {
    const values = Float32Array.from(texts.flatMap((text) => (kind === "embed" ? [text.length, requests] : [text.length])));
    setTimeout(() => process.send({ id, kind: "done", values }), has("SLOW") ? 150 : 1);
  }
});
process.on("disconnect", () => process.exit(0));
