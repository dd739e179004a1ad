// What a moderator wrote and the server has not taken yet. It lies in the browser's store, so that a reload loses nothing.

/** A queue of entries ([[name, value], …]) kept in `store` under `name`. */
export function queueIn(store, name) {
  const read = () => JSON.parse(store.getItem(name) ?? "[]");
  const write = (entries) => store.setItem(name, JSON.stringify(entries));
  return {
    entries: read,
    push: (entry) => write([...read(), entry]),
    /** Take the oldest entry out, if it is still this one: another window may have sent it. */
    drop: (entry) => write(read().filter((one, place) => place > 0 || JSON.stringify(one) !== JSON.stringify(entry))),
  };
}

/** What to do with the server's answer: "done", "refused" (the rules say no, for good), "token" (ask for a new one) or "again". */
export function judged(status) {
  if (status >= 200 && status < 300) return "done";
  if (status === 400) return "token";
  if ([404, 409, 413, 422].includes(status)) return "refused";
  return "again";
}

/** How long to wait after `failures` failed tries in a row: half a second, then longer, at most five. */
export function pause(failures) {
  return Math.min(500 * 2 ** failures, 5000);
}

/** The value of a field of an entry. */
export function valueOf(entry, field) {
  return entry.find(([name]) => name === field)?.[1] ?? "";
}

/** A key by which the server knows an entry that it gets twice. */
export function newKey() {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("");
}
