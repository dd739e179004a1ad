// Lets the device keep the page of the gate, so that it opens without a network.
const CACHE = "reihum-gate"; // as in worker.js

/** Keep what this page is made of, and let the worker answer for it from now on; tells whether all is kept. Browsers that cannot go on with a network. */
export async function keepPage({ worker, engine }) {
  if (!navigator.serviceWorker || !globalThis.caches) return false;
  const decoder = globalThis.BarcodeDetector ? [] : ["reader/index.js", "share.js", "zxing_reader.wasm"].map((name) => `${engine}${name}`);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name)).filter(isOurs);
  const addresses = [location.pathname + location.search, ...loaded.map(({ pathname }) => pathname), ...decoder];
  try {
    await navigator.serviceWorker.register(worker);
    const cache = await caches.open(CACHE);
    const missing = await Promise.all([...new Set(addresses)].map(async (address) => ((await cache.match(address)) ? "" : address)));
    await Promise.all(missing.filter(Boolean).map((address) => cache.add(address)));
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    return false; // without network now, or forbidden: the next visit tries again
  }
}

function isOurs({ origin, pathname }) {
  return origin === location.origin && pathname.includes("/static/");
}
