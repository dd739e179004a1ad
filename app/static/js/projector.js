// The plenary's projector: shows what is on, and goes on by key.
const POLL = 2000;
const STEPS = { ArrowRight: "on", PageDown: "on", " ": "on", ArrowLeft: "back", PageUp: "back" };

/** Which way a key leads; nothing for all others. */
export function wayOf(key) {
  return STEPS[key] ?? null;
}

export function mount(element) {
  const on = element.querySelector("[data-on]");
  const form = element.querySelector("form");
  let etag = "";
  addEventListener("keydown", async (event) => {
    const way = wayOf(event.key);
    if (!way || event.target.closest("button")) return;
    event.preventDefault();
    const body = new URLSearchParams([...new FormData(form), ["way", way]]);
    await fetch(location.href, { method: "POST", body, redirect: "manual" }).catch(() => null);
    look();
  });
  keep();

  async function keep() {
    await look();
    setTimeout(keep, POLL);
  }

  async function look() {
    const headers = etag ? { "If-None-Match": etag } : {};
    const answer = await fetch(element.dataset.slide, { headers, cache: "no-store" }).catch(() => null);
    if (answer?.status !== 200) return;
    etag = answer.headers.get("ETag") ?? "";
    on.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
  }
}
