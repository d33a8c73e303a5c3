// Asks without loading the whole page again. Without this script the form and the links work as well.
(() => {
  const form = document.querySelector("form");
  const field = document.querySelector("#q");
  const reply = document.querySelector("#reply");
  let latest = 0;

  /** Shows the reply to the question of a query string, and moves to it once it is there. */
  async function show(query, isNew) {
    const number = ++latest;
    const parameters = new URLSearchParams(query);
    const question = parameters.get("q") ?? "";
    field.value = question;
    document.title = question === "" ? "Dateline" : `${question} · Dateline`;
    if (isNew) history.pushState(null, "", `/?${parameters}`);
    if (question === "") {
      reply.replaceChildren();
      return;
    }
    reply.setAttribute("aria-busy", "true");
    reply.dataset.state = "working";
    try {
      const response = await fetch(`/reply?${parameters}`);
      const text = await response.text();
      if (number !== latest) return;
      if (response.headers.get("content-type")?.startsWith("text/html")) reply.innerHTML = text;
      else reply.textContent = text;
    } catch {
      if (number === latest) reply.textContent = reply.dataset.failed;
    }
    delete reply.dataset.state;
    reply.removeAttribute("aria-busy");
    const part = parameters.has("show") ? document.querySelector("#part") : null;
    (part ?? reply).scrollIntoView({ block: "nearest", behavior: "smooth" });
    reply.focus({ preventScroll: true });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void show(String(new URLSearchParams(new FormData(form))), true);
  });

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-ask], .discord a.button") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void show(new URL(link.href).search, true);
  });

  addEventListener("popstate", () => void show(location.search, false));
})();
