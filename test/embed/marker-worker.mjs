// Stands in for the worker process without a model: markers in the texts make it crash, fail or fall silent.
// Its "vector" of a text is [length of the text, number of requests so far].
// Like the real one it takes one request after another, and the next only when the reply has left.
let requests = 0;

function answer({ id, kind, texts, embedder }, reply) {
  if (kind === "load") {
    const failed = embedder.folder.includes("BROKEN");
    return reply(failed ? { id, kind: "failed", reason: "nonsense" } : { id, kind: "loaded", dimensions: 2 });
  }
  requests += 1;
  const has = (marker) => texts.some((text) => text.includes(marker));
  if (has("CRASH")) {
    process.stderr.write("about to crash\n", () => process.kill(process.pid, "SIGKILL"));
  } else if (has("FAIL")) {
    reply({ id, kind: "failed", reason: "cannot" });
  } else if (!has("SILENCE")) {
    const values = Float32Array.from(texts.flatMap((text) => (kind === "embed" ? [text.length, requests] : [text.length])));
    if (has("EARLY")) process.send({ id: id + 1, kind: "done", values });
    setTimeout(() => reply({ id, kind: "done", values }), has("SLOW") ? 150 : 1);
  }
}

let turn = Promise.resolve();
process.on("message", (request) => {
  turn = turn.then(() => new Promise((next) => answer(request, (reply) => process.send(reply, undefined, undefined, next))));
});
process.on("disconnect", () => process.exit(0));
