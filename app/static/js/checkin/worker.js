// Serves the page of the gate from what the device keeps, at once, and renews that behind its back. Scans never pass here.
const CACHE = "reihum-gate"; // as in keeping.js
const root = self.location.pathname.replace(/gate\/worker\.js$/, "");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const isPage = event.request.mode === "navigate" && /\/(door|kiosk)$/.test(url.pathname);
  const isPart = url.pathname.startsWith(`${root}static/`);
  const isOurs = event.request.method === "GET" && url.origin === self.location.origin && (isPage || isPart);
  if (isOurs) event.respondWith(answer(event, isPage ? url.pathname + url.search : url.pathname));
});

async function answer(event, address) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(address, { ignoreVary: true });
  const fresh = renew(event.request, cache, address);
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}

async function renew(request, cache, address) {
  const answer = await fetch(request);
  if (answer.ok && answer.status === 200) await cache.put(address, answer.clone());
  return answer;
}
