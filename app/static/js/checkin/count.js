// Asks how many are in at all gates; the server answers only when that changed.
export const EVERY = 3000;

/** Returns ask(): one question; hands {present, now} and the times of asking to `told`, and remembers the version. */
export function createCount({ url, told, get = fetch, now = Date.now }) {
  let etag = "";
  return async function ask() {
    const sent = now();
    const answer = await get(url, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    if (!answer.ok) return;
    etag = answer.headers.get("ETag") ?? "";
    told(await answer.json(), sent, now());
  };
}

/** Ask now and every three seconds, but not while nobody looks. */
export function keepAsking(ask, every = EVERY) {
  const turn = () => (document.hidden ? Promise.resolve() : ask().catch(() => {})).then(() => setTimeout(turn, every));
  turn();
}
