// What this device remembers between two visits: its name for itself, where it stands, its camera, and scans not sent yet.
const PREFIX = "reihum-gate-";

/** A remembered text; browsers that keep nothing forget it. */
export function remembered(name, storage = globalThis.localStorage) {
  return {
    get: () => attempt(() => storage.getItem(PREFIX + name)) ?? "",
    set: (text) => attempt(() => storage.setItem(PREFIX + name, text)),
  };
}

/** The store of a scan queue, one for each congress. */
export function queueStore(congress, storage = globalThis.localStorage) {
  const text = remembered(`queue-${congress}`, storage);
  return { load: () => attempt(() => JSON.parse(text.get() || "null")) ?? null, save: (state) => text.set(JSON.stringify(state)) };
}

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined; // forbidden, full, or not ours
  }
}
