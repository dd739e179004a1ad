// Renews a part of a page while somebody looks at it: asks data-url every five seconds; the server answers only what is new.
export const EVERY = 5000;

/** Returns ask(): one question; hands new content to `told`, and remembers by its ETag what is known. */
export function createAsking({ url, told, get = fetch }) {
  let etag = "";
  return async function ask() {
    const answer = await get(url, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    if (!answer.ok) return;
    etag = answer.headers.get("ETag") ?? "";
    told(await answer.text());
  };
}

export function mount(element) {
  const told = (html) => element.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  const ask = createAsking({ url: element.dataset.url, told });
  const turn = () => (document.hidden ? Promise.resolve() : ask().catch(() => {})).then(() => setTimeout(turn, EVERY));
  setTimeout(turn, EVERY);
}
