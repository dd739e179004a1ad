// Small choices that a device remembers for all congresses: its camera, the hand that holds it.
const PREFIX = "reihum-gate-";

/** A remembered text; browsers that keep nothing forget it. */
export function remembered(name, storage = globalThis.localStorage) {
  return {
    get: () => attempt(() => storage.getItem(PREFIX + name)) ?? "",
    set: (text) => attempt(() => storage.setItem(PREFIX + name, text)),
  };
}

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined; // forbidden, or full
  }
}
